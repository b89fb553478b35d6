"""The mark as trays take it: at every size that panels ask for, drawn once and kept among the resources.

Law: what is kept is what `mark` draws, so that a start draws nothing and loads no library for it.
``python packaging/draw_marks.py`` draws it anew.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from stillhere.core.view import Mark

if TYPE_CHECKING:
    from PIL.Image import Image

#: What panels ask for, in pixels; every set holds one picture of each.
SIZES = (16, 22, 24, 32, 48, 64)


class Picture(Struct, frozen=True):
    """A square picture: its side in pixels, and its pixels (red, green, blue, opacity), row after row."""

    side: int
    rgba: bytes

    def image(self) -> Image:
        """The same as an image of Pillow's."""
        from PIL import Image

        return Image.frombytes("RGBA", (self.side, self.side), self.rgba)


PictureSet = tuple[Picture, ...]


@lru_cache(maxsize=8)
def icon_set(mark: Mark) -> PictureSet:
    """The mark at every size of `SIZES`, smallest first.

    Raises `FileNotFoundError` where the resources are not whole.
    """
    resources = Path(import_module("stillhere.resources").__path__[0])
    return unpacked((resources / "icons/marks" / file_name(mark)).read_bytes())


def file_name(mark: Mark) -> str:
    """The name under which the pictures of a mark are kept."""
    return f"{mark.me}-{mark.partner or 'nobody'}.rgba.z"


def packed(pictures: PictureSet) -> bytes:
    """A set as it is kept: the pixels of one picture after another, compressed."""
    return zlib.compress(b"".join(picture.rgba for picture in pictures), 9)


def unpacked(data: bytes) -> PictureSet:
    """The set that was packed."""
    rgba, found, start = zlib.decompress(data), [], 0
    for side in SIZES:
        end = start + 4 * side * side
        found.append(Picture(side, rgba[start:end]))
        start = end
    return tuple(found)
