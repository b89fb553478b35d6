"""How long a search takes over 10,000 pages, beside a bare query of the same index through plain sqlite3.

Run with ``pytest -m bench -s tests/bench/bench_private.py``. It prints figures and asserts none of them.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate
from pathlib import Path

import pytest

from stillhere.home.library import library
from stillhere.home.private import Private, folding, remove_lock, set_lock
from tests.private.making import HOME_KEY, opened, place

PAGES = 10_000
KEYSTROKES = 2_000

pytestmark = [pytest.mark.bench, pytest.mark.timeout(600)]


class Writer:
    """Somebody with a vocabulary as people have one: few words often, most words seldom."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        prompts = " ".join(prompt.text for prompt in library().prompts()).split()
        parts = sorted({word.strip(".,?!…“”").lower() for word in prompts} - {""})
        self.words = parts + [a + b for a in parts[::7] for b in parts[::11]]
        self.random.shuffle(self.words)
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))

    def page(self) -> str:
        lines = [self.line() for _ in range(self.random.randint(1, 8))]
        return "\n\n".join(lines)

    def line(self) -> str:
        words = self.random.choices(self.words, cum_weights=self.weights, k=self.random.randint(6, 60))
        return " ".join(words).capitalize() + "."

    def typed(self) -> Iterator[str]:
        """Queries as they grow letter by letter."""
        while True:
            words = self.random.choices(self.words, cum_weights=self.weights, k=self.random.choice([1, 1, 2]))
            query = " ".join(words)[:14]
            for end in range(1, len(query) + 1):
                yield query[:end]


def figures(step: Callable[[str], object], queries: list[str]) -> tuple[float, float, float]:
    """Milliseconds at the median, the 99th percentile and the worst."""
    taken = []
    for query in queries:
        start = time.perf_counter()
        step(query)
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    return taken[len(taken) // 2], taken[len(taken) * 99 // 100], taken[-1]


def filled(private: Private, writer: Writer) -> list[str]:
    """Ten thousand pages, written and indexed: their texts."""
    texts = [writer.page() for _ in range(PAGES)]
    with private.transaction():
        for text in texts:
            private.pages.write([text])
    private.pages.catch_up()
    return texts


def floor_of(path: Path, texts: list[str]) -> sqlite3.Connection:
    """The same words in the same kind of index, without encryption or anything around it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(
        "CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'ascii', prefix = '1 2', columnsize = 0)"
    )
    connection.execute("BEGIN")
    for number, text in enumerate(texts, 1):
        connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, folding.folded(text)))
    connection.execute("COMMIT")
    return connection


def test_searching_ten_thousand_pages(tmp_path: Path) -> None:
    writer = Writer(1)
    private = opened(tmp_path)
    texts = filled(private, writer)
    bare = floor_of(tmp_path / "floor.db", texts)
    typed = writer.typed()
    queries = [next(typed) for _ in range(KEYSTROKES)]
    statement = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT 50"

    def floor(query: str) -> object:
        return bare.execute(statement, (folding.expression(folding.chunks(query)),)).fetchall()

    assert [len(private.pages.search(query)) for query in queries[:50]] == [
        len(bare.execute(statement, (folding.expression(folding.chunks(query)),)).fetchall())
        for query in queries[:50]
    ]
    ours, least = figures(private.pages.search, queries), figures(floor, queries)
    size = sum(map(len, texts)) / 1e6
    print(f"\n{PAGES} pages, {size:.1f} million characters, {KEYSTROKES} keystrokes, milliseconds:")
    print(f"  search                p50 {ours[0]:7.2f}   p99 {ours[1]:7.2f}   worst {ours[2]:7.2f}")
    print(f"  bare query (sqlite3)  p50 {least[0]:7.2f}   p99 {least[1]:7.2f}   worst {least[2]:7.2f}")
    print(f"  ratio                 p50 {ours[0] / least[0]:7.1f}   p99 {ours[1] / least[1]:7.1f}")
    bare.close()
    private.close()


def test_opening_and_locking(tmp_path: Path) -> None:
    private = opened(tmp_path)
    filled(private, Writer(3))
    private.close()
    passphrase = "tea before quiet"
    steps: list[tuple[str, Callable[[], object]]] = [
        ("open, no lock", lambda: opened(tmp_path).close()),
        ("set a lock", lambda: set_lock(place(tmp_path), HOME_KEY, passphrase)),
        ("open, locked", lambda: opened(tmp_path, passphrase=passphrase).close()),
        ("remove the lock", lambda: remove_lock(place(tmp_path), HOME_KEY, passphrase)),
    ]
    print()
    for name, step in steps:
        start = time.perf_counter()
        step()
        print(f"{name:16} {(time.perf_counter() - start) * 1000:8.1f} ms")


def save_with(private: Private, page: str, text: str, added: str) -> None:
    private.pages.save(page, [text + added])


def test_saving_while_typing(tmp_path: Path) -> None:
    writer = Writer(2)
    private = opened(tmp_path)
    filled(private, writer)
    for name, text in (("a page", writer.page()), ("a page of 1 MB", "word " * 200_000)):
        page = private.pages.write([text])
        save = partial(save_with, private, page, text)
        median, high, _ = figures(save, list("abcdefghij") * 10)
        start = time.perf_counter()
        private.pages.catch_up()
        index = (time.perf_counter() - start) * 1000
        print(f"\n{name}: save p50 {median:.2f} p99 {high:.2f} ms; into the index {index:.1f} ms")
    private.close()
