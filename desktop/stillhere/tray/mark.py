"""The mark, drawn: two equal circles, me left and the partner right, and the overlap between them.

Laws. The overlap is lit in every state. A state shows in shape, never in colour alone: here is filled,
resting is an outline, partly back an outline with its lower half filled; where nobody is yet, the outline is
dashed. Drawing is pure: the same mark, size and panel give the same pixels.

The colour of a panel can't be known. The palette `any` therefore carries two edges, a dark one that stands
out on light panels and a light one that stands out on dark ones; `light` and `dark` are the window's own
colours, for backgrounds that are known.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from PIL import Image, ImageChops, ImageDraw

from stillhere.core.records import PersonState
from stillhere.core.view import Mark

Panel = Literal["any", "light", "dark"]
ImageSet = tuple[Image.Image, ...]
Point = tuple[float, float]

#: What panels ask for, in pixels; every set holds one image of each.
SIZES = (16, 22, 24, 32, 48, 64)

#: Drawn this large and then averaged down: at least 4 samples a pixel each way.
_CANVAS = 256


@dataclass(frozen=True, slots=True)
class _Palette:
    """Colours. Without an ``edge`` there is one line; with it, the line has a dark rim."""

    me: str
    partner: str
    lit: str
    line: str
    edge: str | None = None


@dataclass(frozen=True, slots=True)
class _Form:
    """Where the circles stand at one size, in pixels: whole numbers, so that their sides stay crisp."""

    diameter: int
    step: int
    line: float
    edge: float
    dashes: int

    def centres(self, size: int) -> tuple[Point, Point]:
        """Where the middles of both circles are."""
        left = (size - self.diameter - self.step) // 2 + self.diameter / 2
        height = (size - self.diameter) // 2 + self.diameter / 2
        return (left, height), (left + self.step, height)


_PALETTES: dict[Panel, _Palette] = {
    "any": _Palette(me="#e2a35c", partner="#6cb0aa", lit="#fbcf7a", line="#c9c6f2", edge="#262350"),
    "light": _Palette(me="#e9b77b", partner="#8fbdb9", lit="#f6cf86", line="#5a5796"),
    "dark": _Palette(me="#a8713a", partner="#3f7673", lit="#f3c877", line="#b3b0e6"),
}

# 24 is 22 with a pixel of air on each side: the same whole numbers fit both.
_FORMS = {
    16: _Form(diameter=10, step=6, line=1.5, edge=1.0, dashes=9),
    22: _Form(diameter=14, step=8, line=1.75, edge=1.2, dashes=12),
    24: _Form(diameter=14, step=8, line=1.75, edge=1.2, dashes=12),
    32: _Form(diameter=20, step=12, line=2.0, edge=1.25, dashes=13),
    48: _Form(diameter=30, step=18, line=2.5, edge=1.75, dashes=15),
    64: _Form(diameter=40, step=24, line=3.0, edge=2.0, dashes=16),
}


def draw(mark: Mark, size: int, panel: Panel = "any") -> Image.Image:
    """The mark as an RGBA image of ``size`` by ``size`` pixels, transparent around the circles."""
    canvas = _Canvas(size, _form(size), _PALETTES[panel])
    left, right = canvas.form.centres(size)
    canvas.person(left, mark.me, canvas.palette.me)
    canvas.person(right, mark.partner, canvas.palette.partner)
    canvas.paint(canvas.palette.lit, ImageChops.multiply(canvas.disc(left), canvas.disc(right)))
    return canvas.finished()


@lru_cache(maxsize=8)
def icon_set(mark: Mark, panel: Panel = "any") -> ImageSet:
    """The mark at every size of `SIZES`, smallest first. The images are shared: treat them as read-only."""
    return tuple(draw(mark, size, panel) for size in SIZES)


def _form(size: int) -> _Form:
    """The tuned form of a panel's size, or for any other size (a launcher's, say) the same proportions."""
    if size in _FORMS:
        return _FORMS[size]
    diameter = round(size * 0.3125) * 2
    return _Form(diameter, size - diameter, line=size * 0.045, edge=size * 0.031, dashes=16)


class _Canvas:
    """A square image, enlarged while it is painted so that its curves come out smooth.

    Points and lengths are in pixels of the finished image.
    """

    def __init__(self, size: int, form: _Form, palette: _Palette) -> None:
        self.form = form
        self.palette = palette
        self._size = size
        self._scale = max(4, _CANVAS // size)
        self._side = size * self._scale
        self._image = Image.new("RGBA", (self._side, self._side))

    def person(self, centre: Point, state: PersonState | None, fill: str) -> None:
        """One circle; None for nobody there yet."""
        rimmed = self.palette.edge is not None
        rim = self.form.edge if rimmed else 0.0
        # With its rim, a line is wide enough at half a pixel less. Nobody's is the thinnest.
        line = max(1.0, self.form.line - 0.5) if rimmed else self.form.line
        whole, inner = self.disc(centre), self.disc(centre, rim)
        hole = self.disc(centre, rim + (line if state else line * 0.6))
        if state is None:
            dashes = self._rays(centre)
            whole, inner = ImageChops.multiply(whole, dashes), ImageChops.multiply(inner, dashes)
        if self.palette.edge:
            self.paint(self.palette.edge, whole)
        if state == "here":
            self.paint(fill, inner)
            return
        self.paint(self.palette.line, inner)
        self.paint((0, 0, 0, 0), hole)
        if state == "partly_back":
            self.paint(fill, ImageChops.multiply(inner if rimmed else hole, self._below(centre)))

    def disc(self, centre: Point, inset: float = 0.0) -> Image.Image:
        """The mask of a circle, smaller by ``inset`` all around."""
        mask = self._mask()
        ImageDraw.Draw(mask).ellipse(self._box(centre, -inset), fill=255)
        return mask

    def paint(self, colour: str | tuple[int, int, int, int], mask: Image.Image) -> None:
        """Replaces what is under ``mask``, transparency included."""
        self._image.paste(colour, (0, 0), mask)

    def finished(self) -> Image.Image:
        """The image at its own size."""
        return self._image.resize((self._size, self._size), Image.Resampling.BOX)

    def _mask(self) -> Image.Image:
        return Image.new("L", (self._side, self._side))

    def _below(self, centre: Point) -> Image.Image:
        mask = self._mask()
        ImageDraw.Draw(mask).rectangle((0, round(centre[1] * self._scale), self._side, self._side), fill=255)
        return mask

    def _rays(self, centre: Point) -> Image.Image:
        """The mask that cuts a line into dashes, as wide as the gaps between them."""
        mask, turn = self._mask(), 360 / self.form.dashes
        for ray in range(self.form.dashes):
            start = (ray - 0.25) * turn
            ImageDraw.Draw(mask).pieslice(self._box(centre, 2), start, start + turn / 2, fill=255)
        return mask

    def _box(self, centre: Point, more: float) -> tuple[int, int, int, int]:
        """The square around a circle that is larger by ``more`` all around; its last row is inside."""
        (x, y), radius, scale = centre, self.form.diameter / 2 + more, self._scale
        left, top = round((x - radius) * scale), round((y - radius) * scale)
        return left, top, round((x + radius) * scale) - 1, round((y + radius) * scale) - 1
