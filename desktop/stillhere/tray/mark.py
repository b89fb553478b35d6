"""The mark, drawn: two equal circles, me left and the partner right, and the overlap between them.

Laws. The overlap is lit in every state. A state shows in shape, never in colour alone: here is filled,
resting is an outline, partly back an outline with its lower half filled; where nobody is yet, the outline is
dotted. Drawing is pure: the same mark and size give the same pixels.

One picture serves light and dark panels, for a panel's colour can't be known: on Linux nobody tells it, the
menu bar of macOS takes the wallpaper's, the taskbar of Windows may take an accent's and changes while the
icon stands. Each line therefore has two edges, a dark one that stands out on light panels and a light one
that stands out on dark ones. The window, which knows its ground, draws its own mark.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from PIL import Image, ImageChops

if TYPE_CHECKING:
    from stillhere.core.records.record import PersonState
    from stillhere.core.view import Mark

Point = tuple[float, float]

#: Drawn this large and then averaged down: at least 4 samples a pixel each way.
_CANVAS = 192


_ME: Final = "#e2a35c"
_PARTNER: Final = "#6cb0aa"
_LIT: Final = "#fbcf7a"
_LINE: Final = "#c9c6f2"
#: The dark rim of every line.
_EDGE: Final = "#262350"


class _Form(Struct, frozen=True):
    """Where the circles stand at one size, in pixels: whole numbers, so that their sides stay crisp."""

    diameter: int
    step: int
    line: float
    edge: float
    dots: int

    def centres(self, size: int) -> tuple[Point, Point]:
        """Where the middles of both circles are."""
        left = (size - self.diameter - self.step) // 2 + self.diameter / 2
        height = (size - self.diameter) // 2 + self.diameter / 2
        return (left, height), (left + self.step, height)


# 24 is 22 with a pixel of air on each side: the same whole numbers fit both.
_FORMS = {
    16: _Form(diameter=10, step=6, line=1.0, edge=1.0, dots=8),
    22: _Form(diameter=14, step=8, line=1.25, edge=1.2, dots=10),
    24: _Form(diameter=14, step=8, line=1.25, edge=1.2, dots=10),
    32: _Form(diameter=20, step=12, line=1.5, edge=1.4, dots=12),
    48: _Form(diameter=30, step=18, line=2.0, edge=1.75, dots=14),
    64: _Form(diameter=40, step=24, line=2.5, edge=2.0, dots=16),
}


def draw(mark: Mark, size: int) -> Image.Image:
    """The mark as an RGBA image of ``size`` by ``size`` pixels, transparent around the circles."""
    canvas = _Canvas(size, _form(size))
    left, right = canvas.form.centres(size)
    canvas.person(left, mark.me, _ME)
    canvas.person(right, mark.partner, _PARTNER)
    canvas.overlap(left, right)
    return canvas.finished()


def _form(size: int) -> _Form:
    """The tuned form of a panel's size, or for any other size (a launcher's, say) the same proportions."""
    if size in _FORMS:
        return _FORMS[size]
    diameter = round(size * 0.3125) * 2
    return _Form(diameter, size - diameter, line=max(1.0, size * 0.045 - 0.5), edge=size * 0.031, dots=16)


class _Canvas:
    """A square image, enlarged while it is painted so that its curves come out smooth.

    Points and lengths are in pixels of the finished image.
    """

    def __init__(self, size: int, form: _Form) -> None:
        self.form = form
        self._size = size
        self._scale = max(4, _CANVAS // size)
        self._side = size * self._scale
        self._image = Image.new("RGBA", (self._side, self._side))

    def person(self, centre: Point, state: PersonState | None, fill: str) -> None:
        """One circle; None for nobody there yet."""
        # Nobody's line is the thinnest.
        rim, line = self.form.edge, self.form.line
        whole, inner = self._disc(), self._disc(rim)
        hole = self._disc(rim + (line if state else line * 0.6))
        if state is None:
            dots = self._dots(whole.width, (rim + line * 0.6) / 2)
            whole, inner = ImageChops.multiply(whole, dots), ImageChops.multiply(inner, _middle(dots, inner))
        self._paint(_EDGE, whole, centre)
        if state == "here":
            self._paint(fill, inner, centre)
            return
        self._paint(_LINE, inner, centre)
        self._paint((0, 0, 0, 0), hole, centre)
        if state == "partly_back":
            inner.paste(0, (0, 0, inner.width, inner.height // 2))
            self._paint(fill, inner, centre)

    def overlap(self, left: Point, right: Point) -> None:
        """What both circles cover, lit."""
        disc = self._disc()
        apart = round((right[0] - left[0]) * self._scale)
        of_left = disc.crop((apart, 0, disc.width, disc.height))
        of_right = disc.crop((0, 0, disc.width - apart, disc.height))
        middle = ((left[0] + right[0]) / 2, left[1])
        self._paint(_LIT, ImageChops.multiply(of_left, of_right), middle)

    def finished(self) -> Image.Image:
        """The image at its own size."""
        return self._image.resize((self._size, self._size), Image.Resampling.BOX)

    def _paint(self, colour: str | tuple[int, int, int, int], mask: Image.Image, centre: Point) -> None:
        """Replaces what is under ``mask``, transparency included. No more than the mask is touched."""
        self._image.paste(colour, self._corner(mask, centre), mask)

    def _corner(self, mask: Image.Image, centre: Point) -> tuple[int, int]:
        left, top = centre[0] * self._scale - mask.width / 2, centre[1] * self._scale - mask.height / 2
        return round(left), round(top)

    def _dots(self, width: int, inset: float) -> Image.Image:
        """The mask of dots along a circle smaller by ``inset``, as wide as the gaps between them."""
        radius, step = self.form.diameter / 2 - inset, 2 * math.pi / self.form.dots
        mask, dot, middle = Image.new("L", (width, width)), self._round(radius * step / 4), width / 2
        for number in range(self.form.dots):
            x, y = math.cos(number * step) * radius, math.sin(number * step) * radius
            place = [round(middle + each * self._scale - dot.width / 2) for each in (x, y)]
            mask.paste(255, (place[0], place[1]), dot)
        return mask

    def _disc(self, inset: float = 0.0) -> Image.Image:
        """A person's circle, smaller by ``inset`` all around."""
        return self._round(self.form.diameter / 2 - inset)

    def _round(self, radius: float) -> Image.Image:
        """A disc and nothing around it. ImageDraw could make it, and loads a font engine for that."""
        half = round(radius * self._scale)
        rows = []
        for row in range(half):
            inside = round(math.sqrt(half * half - (half - row - 0.5) ** 2))
            rows.append(bytes(half - inside) + b"\xff" * (2 * inside) + bytes(half - inside))
        return Image.frombytes("L", (2 * half, 2 * half), b"".join([*rows, *reversed(rows)]))


def _middle(mask: Image.Image, smaller: Image.Image) -> Image.Image:
    """The part of ``mask`` in its middle that is as large as ``smaller``."""
    left = (mask.width - smaller.width) // 2
    return mask.crop((left, left, left + smaller.width, left + smaller.height))
