"""Every mark at every size on every ground, as one picture to look at.

``python -m tests.tray.mark_sheet marks.png`` draws it; the tests leave one among the artefacts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import product
from typing import get_args

from PIL import Image, ImageDraw

from stillhere.core.records.record import PersonState
from stillhere.core.view import Mark
from stillhere.tray.mark import draw
from stillhere.tray.pictures import SIZES

STATES: tuple[PersonState, ...] = get_args(PersonState)

#: Every mark that there is.
MARKS = tuple(Mark(me, partner) for me, partner in product(STATES, (*STATES, None)))

#: Panels of all kinds: light, dark, grey, and of an accent's colour.
GROUNDS = ("#fbf8f3", "#1b1922", "#808080", "#2b579a")

_GAP, _ROW, _COLUMNS = 10, 78, 3


def sheet() -> Image.Image:
    """Three marks side by side, each at every size, on each ground in turn."""
    width = sum(SIZES) + _GAP * (len(SIZES) + 1)
    rows = len(MARKS) // _COLUMNS
    picture = Image.new("RGB", (width * _COLUMNS, _ROW * rows * len(GROUNDS)))
    for place, ground in enumerate(GROUNDS):
        top = place * rows * _ROW
        ImageDraw.Draw(picture).rectangle((0, top, picture.width, top + rows * _ROW), fill=ground)
        for number, mark in enumerate(MARKS):
            left, height = number % _COLUMNS * width, top + number // _COLUMNS * _ROW
            for x, image in _row(mark):
                picture.paste(image, (left + x, height + (_ROW - image.height) // 2), image)
    return picture


def _row(mark: Mark) -> Iterator[tuple[int, Image.Image]]:
    x = _GAP
    for size in reversed(SIZES):
        yield x, draw(mark, size)
        x += size + _GAP


if __name__ == "__main__":
    sheet().save(sys.argv[1])
