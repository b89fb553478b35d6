"""The bundled typefaces: EB Garamond for headlines and prompts, Inter for the rest.

A file that is missing or unreadable changes nothing but the look: `look` names the families that come next.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtGui import QFontDatabase

from stillhere.home.data import data

FILES: Final = (
    "EBGaramond08-Regular.otf",
    "Inter-Regular.otf",
    "Inter-Medium.otf",
    "Inter-SemiBold.otf",
)


def load_fonts(place: Path | None = None) -> tuple[str, ...]:
    """Makes the typefaces in `place` (the bundled ones) known to Qt: the files that could not be read."""
    place = data("fonts") if place is None else place
    return tuple(name for name in FILES if QFontDatabase.addApplicationFont(str(place / name)) < 0)
