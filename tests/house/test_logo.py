"""The logo. Law: two equal circles, and the part that both share is lit."""

from importlib.resources import files
from xml.etree import ElementTree as ET

from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

SVG = "{http://www.w3.org/2000/svg}"


def test_the_circles_are_equal_and_stand_level() -> None:
    tree = ET.fromstring(files("stillhere.resources").joinpath("icons", "stillhere.svg").read_bytes())
    left, right = tree.findall(f"{SVG}circle")
    assert (left.get("r"), left.get("cy")) == (right.get("r"), right.get("cy"))


def test_the_overlap_is_lit_between_two_colours(qtbot: QtBot) -> None:
    renderer = QSvgRenderer(files("stillhere.resources").joinpath("icons", "stillhere.svg").read_bytes())
    image = QImage(64, 64, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    left, overlap, right = (image.pixelColor(x, 32) for x in (10, 32, 54))
    assert [colour.name() for colour in (left, overlap, right)] == ["#e9b77b", "#f6cf86", "#8fbdb9"]
    assert overlap.lightness() > max(left.lightness(), right.lightness())
    assert image.pixelColor(32, 8) == QColor(0, 0, 0, 0)
