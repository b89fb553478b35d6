"""kill -9 at any moment: what was acknowledged is there, what was begun is whole or absent."""

from __future__ import annotations

import random
import signal
import time
from pathlib import Path

from stillhere.home.store import Store
from tests.home.ground import KEY, a_store, child

_PAIRS = """
import sys
from pathlib import Path
from stillhere.home.store import Store
from tests.home.ground import KEY, stored
with Store.open(Path(sys.argv[1]), KEY) as store:
    number = int(sys.argv[2])
    while True:
        with store.transaction():
            store.records.add(stored(number))
            store.put("last", str(number).encode())
            store.notes.add("resting", str(number))
        print(number, flush=True)
        number += 1
"""

_NOTES = """
import sys
from pathlib import Path
from stillhere.home.store import Store
from tests.home.ground import KEY
with Store.open(Path(sys.argv[1]), KEY) as store:
    while True:
        for note in store.notes.take():
            print(note.name, flush=True)
"""


def _run_and_kill(script: str, *args: str, after: float) -> list[str]:
    """Runs a child, kills it at some moment after its first word, and returns what it said in whole lines."""
    with child(script, *args) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read()
    return [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]


def test_transactions_are_whole_and_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    Store.create(path, KEY).close()
    moments = random.Random(6)
    said = -1
    for _ in range(10):
        lines = _run_and_kill(_PAIRS, str(path), str(said + 1), after=moments.uniform(0, 0.05))
        said = int(lines[-1])
        with Store.open(path, KEY) as store:
            assert store.sound()
            numbers = [record.n for record in store.records.all()]
            last = int(store.get("last") or b"-1")
        assert numbers == list(range(last + 1)), "each transaction is there with both of its halves"
        assert said <= last <= said + 1, "at most the one that was never acknowledged is beyond it"
        said = last


def test_notes_are_told_once_at_most_whoever_dies(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with a_store(tmp_path) as store:
        moments = random.Random(7)
        told: list[str] = []
        for run in range(6):
            with store.transaction():
                for number in range(200):
                    store.notes.add("resting", f"{run}-{number}")
            told += [
                line.strip() for line in _run_and_kill(_NOTES, str(path), after=moments.uniform(0, 0.003))
            ]
        assert len(told) == len(set(told))
        assert told
