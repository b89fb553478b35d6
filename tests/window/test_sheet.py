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
    assert len(files) == len(SCENES) * len(COLOURS) * len(RATIOS)
    for name in SCENES:
        for theme, colours in COLOURS.items():
            one, two = (QImage(str(files[f"{name}.{theme}@{ratio}x"])) for ratio in RATIOS)
            assert one.size() == SIZE, name
            assert two.size() == SIZE * 2, name
            assert not _is_bare(one, QColor(colours.ground)), f"{name} in {theme} shows nothing"
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
