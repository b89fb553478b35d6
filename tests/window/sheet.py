"""The contact sheet: every page in every state, light and dark, at 1× and 2×, as pictures to look at.

``python -m tests.window.sheet [--only TEXT] [--size 720x520] [--scale 200] [--language turned]`` writes them
into ``artefacts/sheet/``, with one overview for each theme. A page that nobody has looked at isn't done.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from unittest.mock import patch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from msgspec import Struct
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from stillhere import words
from stillhere.window.fonts import load_fonts
from stillhere.window.frame import SIZE
from stillhere.window.look import COLOURS, Theme
from stillhere.window.wear import Wearer
from stillhere.words import say
from tests.window import pseudo
from tests.window.scenes import SCENES, Stage

PLACE = Path(__file__).resolve().parents[2] / "artefacts" / "sheet"
RATIOS = (1, 2)
LANGUAGES = {"english": None, "stretched": pseudo.STRETCHED, "turned": pseudo.TURNED}
_ACROSS = 5
_SMALL = 480
_FAST = 85  #: of Qt's quality for PNG, which is how little it is packed


class Asked(Struct, frozen=True, kw_only=True):
    """Which pictures: the scenes whose name has ``only`` in it, of a window of ``size``.

    Those with ``sharp`` in it are drawn at 2×, too.
    """

    place: Path = PLACE
    only: str = ""
    sharp: str = ""
    size: QSize = SIZE
    scale: int = 100


def draw(app: QApplication, wearer: Wearer, asked: Asked) -> dict[str, Path]:
    """Draws the pictures that are asked for; gives the files, by scene, theme and ratio."""
    asked.place.mkdir(parents=True, exist_ok=True)
    small: dict[Theme, dict[str, QImage]] = {theme: {} for theme in COLOURS}
    files = {}
    for name in SCENES:
        if asked.only not in name:
            continue
        for (theme, ratio), image in pictures(app, wearer, name, asked).items():
            file = asked.place / f"{name.replace(' ', '-')}.{theme}@{ratio}x.png"
            assert image.save(str(file), quality=_FAST), file
            files[f"{name}.{theme}@{ratio}x"] = file
            if ratio == 1:
                small[theme][name] = image.scaledToWidth(_SMALL, Qt.TransformationMode.SmoothTransformation)
    for theme, images in small.items():
        overview(images, theme, asked.place)
    return files


def pictures(app: QApplication, wearer: Wearer, name: str, asked: Asked) -> dict[tuple[Theme, int], QImage]:
    """One scene in each theme and at each ratio."""
    wearer.wear("light", asked.scale)
    stage = Stage(app)
    stage.frame.resize(asked.size)
    stage.frame.show()
    stage.frame.activateWindow()
    SCENES[name](stage)
    found = {}
    for theme in COLOURS:
        wearer.wear(theme, asked.scale)
        stage.settle()
        for ratio in RATIOS:
            if ratio == 1 or asked.sharp in name:
                found[theme, ratio] = _grab(stage, ratio)
    stage.strike()
    return found


def overview(small: Mapping[str, QImage], theme: Theme, place: Path) -> None:
    """All of them, small, on one sheet."""
    if not small:
        return
    height = max(image.height() for image in small.values()) + 26
    rows = -(-len(small) // _ACROSS)
    sheet = QImage(QSize(_ACROSS * (_SMALL + 12) + 12, rows * height + 12), QImage.Format.Format_RGB32)
    sheet.fill(QColor("#cfcac2" if theme == "light" else "#0c0b10"))
    painter = QPainter(sheet)
    painter.setPen(QColor(COLOURS[theme].ink))
    for at, (name, image) in enumerate(small.items()):
        corner = QPoint(12 + at % _ACROSS * (_SMALL + 12), 12 + at // _ACROSS * height)
        painter.drawText(corner + QPoint(2, 12), name)
        painter.drawImage(corner + QPoint(0, 18), image)
    painter.end()
    sheet.save(str(place / f"overview.{theme}.png"))


def main() -> int:
    """Makes the pictures asked for."""
    asked, language, rtl = _arguments()
    spoken = LANGUAGES[language]
    speaking: AbstractContextManager[object] = nullcontext()
    if spoken is not None:
        speaking = patch.object(words, "_translation", lambda: spoken)
    app = QApplication([*sys.argv[:1], "-style", "fusion"])
    load_fonts()
    wearer = Wearer(app)
    wearer.start()
    wearer.wear("light", asked.scale)  # a scene that is made before anything is worn has no sizes
    with speaking:
        if rtl or say("app.direction") == "rtl":
            app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        print(f"{len(draw(app, wearer, asked))} pictures in {asked.place}")
    return 0


def _grab(stage: Stage, ratio: int) -> QImage:
    image = QImage(stage.frame.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    stage.frame.render(image)
    return image


def _arguments() -> tuple[Asked, str, bool]:
    parser = argparse.ArgumentParser(description="Makes the contact sheet.")
    parser.add_argument("--only", default="", help="only the scenes whose name contains this")
    parser.add_argument("--size", default=SIZE, type=_size, help="the window, for example 720x520")
    parser.add_argument("--scale", default=100, type=int, help="the text size in per cent")
    parser.add_argument("--language", default="english", choices=LANGUAGES, help="the words in it")
    parser.add_argument("--rtl", action="store_true", help="English from right to left")
    parser.add_argument("--to", default=PLACE, type=Path, help="where the pictures go")
    given = parser.parse_args()
    asked = Asked(place=given.to, only=given.only, size=given.size, scale=given.scale)
    return asked, given.language, given.rtl


def _size(text: str) -> QSize:
    width, height = text.split("x")
    return QSize(int(width), int(height))


if __name__ == "__main__":
    sys.exit(main())
