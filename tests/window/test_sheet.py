"""The contact sheet is drawn in every run, so that somebody can look at each page as it is now."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from stillhere.window.frame import SIZE
from stillhere.window.look import COLOURS
from stillhere.window.wear import Wearer
from tests.window.scenes import SCENES
from tests.window.sheet import RATIOS, Asked, draw


def test_every_page_in_every_state_is_drawn(dressed: QApplication, wearer: Wearer, artefacts: Path) -> None:
    place = artefacts / "sheet"
    shutil.rmtree(place, ignore_errors=True)
    files = draw(dressed, wearer, Asked(place=place))
    drawn = [(name, ratio) for name in SCENES for ratio in RATIOS]
    assert len(files) == len(drawn) * len(COLOURS)
    for name, ratio in drawn:
        for theme, colours in COLOURS.items():
            picture = QImage(str(files[f"{name}.{theme}@{ratio}x"]))
            assert picture.size() == SIZE * ratio, name
            assert not _is_bare(picture, QColor(colours.ground)), f"{name} in {theme} shows nothing"
    assert {f"overview.{theme}.png" for theme in COLOURS} <= {file.name for file in place.iterdir()}


def test_a_bare_picture_is_noticed() -> None:
    bare = QImage(SIZE, QImage.Format.Format_RGB32)
    bare.fill(QColor("#fbf8f3"))
    assert _is_bare(bare, QColor("#fbf8f3"))


def _is_bare(image: QImage, ground: QColor) -> bool:
    """Whether nothing at all stands out from the ground."""
    bare = QImage(image.size(), QImage.Format.Format_RGB32)
    bare.fill(ground)
    return image.convertToFormat(QImage.Format.Format_RGB32) == bare
