"""The bundled typefaces: EB Garamond for headlines and prompts, Inter for the rest.

A file that is missing or unreadable changes nothing but the look: the families in `look` name what comes next.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtGui import QFontDatabase

from stillhere import resources

FILES: Final = (
    "EBGaramond08-Regular.otf",
    "Inter-Regular.otf",
    "Inter-Medium.otf",
    "Inter-SemiBold.otf",
)


def load_fonts(place: Path | None = None) -> tuple[str, ...]:
    """Makes the typefaces in `place` (the bundled ones) known to Qt. Returns the files that could not be read."""
    place = Path(resources.__path__[0]) / "fonts" if place is None else place
    return tuple(name for name in FILES if QFontDatabase.addApplicationFont(str(place / name)) < 0)
