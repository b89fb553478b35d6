"""The mark's laws, checked on its pixels."""

from __future__ import annotations

import math
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image

from stillhere.core.view import Mark
from stillhere.tray.mark import draw
from stillhere.tray.pictures import SIZES
from tests.contrast import contrast
from tests.tray.mark_sheet import GROUNDS, MARKS, STATES, sheet

LIT = "#fbcf7a"

Colour = tuple[int, ...]


def hexed(pixel: Colour) -> str:
    return "#" + bytes(pixel[:3]).hex()


def rgba(image: Image.Image, x: int, y: int) -> Colour:
    pixel = image.getpixel((x, y))
    assert isinstance(pixel, tuple)
    return tuple(int(part) for part in pixel)


@pytest.mark.parametrize("size", [*SIZES, 128, 256])
def test_the_overlap_is_lit_in_every_state(size: int) -> None:
    for mark in MARKS:
        middle = rgba(draw(mark, size), size // 2, size // 2)
        assert (hexed(middle), middle[3]) == (LIT, 255)


@pytest.mark.parametrize("size", SIZES)
def test_any_two_marks_differ_in_shape_not_in_colour_alone(size: int) -> None:
    # Shape is what is opaque and what isn't. At 16 pixels, where a circle has 80 in all, 10 differ at least.
    shapes = {mark: draw(mark, size).getchannel("A").tobytes() for mark in MARKS}
    for one, other in combinations(MARKS, 2):
        differing = sum(abs(a - b) > 127 for a, b in zip(shapes[one], shapes[other], strict=True))
        assert differing >= size * 2 // 3, (one, other)


@pytest.mark.parametrize("size", SIZES)
def test_both_people_are_drawn_alike(size: int) -> None:
    for one in STATES:
        for other in STATES:
            shape = draw(Mark(one, other), size).getchannel("A")
            mirrored = draw(Mark(other, one), size).getchannel("A").transpose(Image.Transpose.FLIP_LEFT_RIGHT)
            different = [abs(a - b) for a, b in zip(shape.tobytes(), mirrored.tobytes(), strict=True)]
            assert max(different) <= 8


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_the_edge_stands_out_on_any_panel(state: str, size: int, ground: str) -> None:
    # Three to one is what WCAG 2.1 asks of graphics (1.4.11). A line of two colours needs it once: from the
    # panel to the line, or between its two.
    picture = Image.new("RGB", (size, size), ground)
    image = draw(Mark("here", state), size)  # type: ignore[arg-type]
    picture.paste(image, (0, 0), image)
    for inward in rays(size):
        colours = [rgba(picture, x, y) for x, y in ((0, 0), *inward)]
        steps = [contrast(one, other) for one, other in combinations(colours, 2)]
        assert max(steps) >= 3


def rays(size: int) -> list[list[tuple[int, int]]]:
    """The pixels from just outside the right circle inwards, at many angles of its free side."""
    circle = [x for x in range(size) if draw(Mark("here", "here"), size).getpixel((x, size // 2))[3]]  # type: ignore[index]
    radius = {16: 5, 22: 7, 24: 7, 32: 10, 48: 15, 64: 20}[size]
    middle = max(circle) + 1 - radius
    return [
        [
            (
                min(size - 1, int(middle + (radius - step / 2) * math.cos(math.radians(angle)))),
                int(size / 2 + (radius - step / 2) * math.sin(math.radians(angle))),
            )
            for step in range(8)
        ]
        for angle in range(-90, 91, 5)
    ]


@pytest.mark.parametrize("size", SIZES)
def test_partly_back_is_full_below_and_empty_above(size: int) -> None:
    image = draw(Mark("partly_back", "resting"), size)
    x, middle = size // 5, size // 2
    assert rgba(image, x, middle - 2)[3] < 128
    assert rgba(image, x, middle + 1)[3] == 255


def test_drawing_is_pure() -> None:
    assert draw(Mark("resting", None), 22).tobytes() == draw(Mark("resting", None), 22).tobytes()


def test_the_sheet_to_look_at_is_left_among_the_artefacts(artefacts: Path) -> None:
    picture = sheet()
    picture.save(artefacts / "marks.png")
    cells = {
        picture.crop((x, y, x + 276, y + 78)).tobytes() for x in (0, 276, 552) for y in range(0, 312, 78)
    }
    assert len(cells) == len(MARKS)
