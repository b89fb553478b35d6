"""The contact sheet: every page in every state, light and dark, at 1× and 2×, as pictures to look at.

``python -m tests.window.sheet [--only TEXT] [--size 720x520] [--scale 200] [--rtl]`` writes them into
``artefacts/sheet/``, with one overview for each theme. A page that nobody has looked at isn't done.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from stillhere.window.fonts import load_fonts
from stillhere.window.frame import SIZE
from stillhere.window.wear import Wearer
from tests.window.scenes import SCENES, Stage

PLACE = Path(__file__).resolve().parents[2] / "artefacts" / "sheet"
_ACROSS = 5
_SMALL = 480


def main() -> int:
    """Makes the pictures asked for."""
    asked = _arguments()
    app = QApplication([*sys.argv[:1], "-style", "fusion"])
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if asked.rtl else Qt.LayoutDirection.LeftToRight)
    load_fonts()
    wearer = Wearer(app)
    wearer.start()
    PLACE.mkdir(parents=True, exist_ok=True)
    for theme in ("light", "dark"):
        wearer.wear(theme, asked.scale)
        pictures = {name: picture(app, name, asked.size) for name in SCENES if asked.only in name}
        for name, both in pictures.items():
            for ratio, image in zip((1, 2), both, strict=True):
                image.save(str(PLACE / f"{name.replace(' ', '-')}.{theme}@{ratio}x.png"))
        overview({name: both[0] for name, both in pictures.items()}, theme)
    return 0


def picture(app: QApplication, name: str, size: QSize) -> tuple[QImage, QImage]:
    """A scene at 1× and at 2×."""
    stage = Stage(app)
    stage.frame.resize(size)
    stage.frame.show()
    SCENES[name](stage)
    stage.settle()
    images = tuple(_grab(stage, ratio) for ratio in (1, 2))
    stage.strike()
    return images[0], images[1]


def overview(pictures: dict[str, QImage], theme: str) -> None:
    """All of them, small, on one sheet."""
    small = {
        name: image.scaledToWidth(_SMALL, Qt.TransformationMode.SmoothTransformation)
        for name, image in pictures.items()
    }
    if not small:
        return
    height = max(image.height() for image in small.values()) + 26
    rows = -(-len(small) // _ACROSS)
    sheet = QImage(QSize(_ACROSS * (_SMALL + 12) + 12, rows * height + 12), QImage.Format.Format_RGB32)
    sheet.fill(QColor("#cfcac2" if theme == "light" else "#0c0b10"))
    painter = QPainter(sheet)
    painter.setPen(QColor("#2b2833" if theme == "light" else "#efeae2"))
    for at, (name, image) in enumerate(small.items()):
        corner = QPoint(12 + at % _ACROSS * (_SMALL + 12), 12 + at // _ACROSS * height)
        painter.drawText(corner + QPoint(2, 12), name)
        painter.drawImage(corner + QPoint(0, 18), image)
    painter.end()
    sheet.save(str(PLACE / f"overview.{theme}.png"))


def _grab(stage: Stage, ratio: int) -> QImage:
    image = QImage(stage.frame.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    stage.frame.render(image)
    return image


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Makes the contact sheet.")
    parser.add_argument("--only", default="", help="only the scenes whose name contains this")
    parser.add_argument("--size", default=SIZE, type=_size, help="the window, for example 720x520")
    parser.add_argument("--scale", default=100, type=int, help="the text size in per cent")
    parser.add_argument("--rtl", action="store_true", help="from right to left")
    return parser.parse_args()


def _size(text: str) -> QSize:
    width, height = text.split("x")
    return QSize(int(width), int(height))


if __name__ == "__main__":
    sys.exit(main())
