#!/usr/bin/env python3
"""Draws every mark at every size that panels ask for, into resources/icons/marks.

Law: run it after a change of how the mark is drawn; a test fails until that was done.
"""

import sys
from itertools import product
from pathlib import Path
from typing import get_args

from stillhere.core.records.record import PersonState
from stillhere.core.view import Mark
from stillhere.tray.mark import draw
from stillhere.tray.pictures import SIZES, Picture, PictureSet, file_name, packed

PLACE = Path(__file__).resolve().parents[1] / "resources" / "icons" / "marks"

STATES: tuple[PersonState, ...] = get_args(PersonState)

#: Every mark that there is.
MARKS = tuple(Mark(me, partner) for me, partner in product(STATES, (*STATES, None)))


def drawn(mark: Mark) -> PictureSet:
    """The mark at every size."""
    return tuple(Picture(size, draw(mark, size).tobytes()) for size in SIZES)


def main() -> int:
    """Writes every set."""
    PLACE.mkdir(exist_ok=True)
    for mark in MARKS:
        (PLACE / file_name(mark)).write_bytes(packed(drawn(mark)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
