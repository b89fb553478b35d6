"""What is different between two texts, word by word, as runs: kept, taken away, added.

The kept and the added runs together are the new text, the kept and the taken ones the old, to the letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, Literal

from msgspec import Struct

Kind = Literal["kept", "taken", "added"]

#: Longer texts (their words multiplied) are shown as one taken and one added: it would take too long.
_MOST: Final = 600_000

#: Scripts that put no space between words go character by character.
_UNSPACED: Final = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
#: White space, and what follows it up to the next.
_CHUNK: Final = re.compile(rf"(\s*)([{_UNSPACED}]|[^\s{_UNSPACED}]*)")


class Run(Struct, frozen=True):
    """A stretch of text that was kept, taken away or added, with the space before its first word."""

    kind: Kind
    text: str


def difference(old: str, new: str) -> tuple[Run, ...]:
    """The runs that lead from `old` to `new`, in the order in which they read."""
    before, after = list(_words(old)), list(_words(new))
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    middle = _changes(before[head : len(before) - tail], after[head : len(after) - tail])
    kept = [Run("kept", "".join(before[:head])), *middle, Run("kept", "".join(before[len(before) - tail :]))]
    return tuple(_runs(kept))


def _words(text: str) -> Iterator[str]:
    """The words of a text with the space before each; marks before and after one stand for themselves."""
    for space, chunk in _CHUNK.findall(text):
        first = next((at for at, mark in enumerate(chunk) if not _is_mark(mark)), len(chunk))
        last = next((at for at in range(len(chunk), first, -1) if not _is_mark(chunk[at - 1])), first)
        pieces = [*chunk[:first], chunk[first:last], *chunk[last:]]
        yield from filter(None, [space + pieces[0], *pieces[1:]])


def _is_mark(mark: str) -> bool:
    return unicodedata.category(mark).startswith("P")


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words at the beginning are the same."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (word, its) in pairs if word != its), min(len(one), len(other)))


def _changes(before: list[str], after: list[str]) -> Iterator[Run]:
    """The steps by a longest common subsequence: what is in both, in its order, is kept."""
    if len(before) * len(after) > _MOST:
        yield Run("taken", "".join(before))
        yield Run("added", "".join(after))
        return
    longest = _table(before, after)
    i = j = 0
    while i < len(before) or j < len(after):
        if i < len(before) and j < len(after) and before[i] == after[j]:
            yield Run("kept", before[i])
            i, j = i + 1, j + 1
        elif j == len(after) or (i < len(before) and longest[i + 1][j] >= longest[i][j + 1]):
            yield Run("taken", before[i])
            i += 1
        else:
            yield Run("added", after[j])
            j += 1


def _table(before: list[str], after: list[str]) -> list[list[int]]:
    """How many words can be kept from each place in both on."""
    rows = [[0] * (len(after) + 1)]
    for word in reversed(before):
        below, row = rows[-1], [0]
        for j in range(len(after) - 1, -1, -1):
            row.append(below[j + 1] + 1 if after[j] == word else max(below[j], row[-1]))
        rows.append(row[::-1])
    return rows[::-1]


def _runs(steps: list[Run]) -> Iterator[Run]:
    """The steps put together: between two kept runs what was taken comes first, then what was added."""
    for kept, group in groupby((step for step in steps if step.text), key=lambda step: step.kind == "kept"):
        between = list(group)
        kinds: tuple[Kind, ...] = ("kept",) if kept else ("taken", "added")
        for kind in kinds:
            text = "".join(step.text for step in between if step.kind == kind)
            if text:
                yield Run(kind, text)
