"""Where rows stand that lie one below the other, though most of them were never measured. All in pixels."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate


def tops(names: Sequence[str], heights: Mapping[str, int], *, unknown: int, between: int) -> list[int]:
    """Where each row begins, and where the last one ends.

    A row without a height is thought to be as high as the others are on average, or ``unknown`` if no height
    is known.
    """
    usual = sum(heights.values()) // len(heights) if heights else unknown
    found = list(accumulate((heights.get(name, usual) + between for name in names), initial=0))
    if names:
        found[-1] -= between
    return found


def between(tops: Sequence[int], above: int, below: int) -> range:
    """The rows that reach into what is between ``above`` and ``below``."""
    rows = len(tops) - 1
    first = max(0, bisect_right(tops, above) - 1)
    return range(min(first, rows), min(rows, bisect_left(tops, below)))
