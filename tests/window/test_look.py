"""Colours that can be read, type that is there, a sheet that follows the system and the person's choice."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from stillhere.home.data import data
from stillhere.window import style
from stillhere.window.components.buttons import Button, ChoiceCard
from stillhere.window.components.chips import Chip, ChipRow
from stillhere.window.components.text import Text, font_of
from stillhere.window.fonts import FILES, load_fonts
from stillhere.window.look import COLOURS, DARK, LIGHT, SCALES, TYPES, Appearance, Colours
from stillhere.window.sidebar import Entry
from stillhere.window.wear import Wearer
from tests.contrast import contrast as contrast_of
from tests.window.scenes import Stage

#: Which text stands on which ground.
TEXTS = (
    *((ink, ground) for ink in ("ink", "muted") for ground in ("ground", "card", "here", "hover", "chip")),
    *((ink, ground) for ink in ("accent", "me", "partner") for ground in ("ground", "card")),
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
    ("on_chip", "chip"),
    ("on_chip", "hover"),
)
#: What has to be seen beside what: the ring, the edges of what can be written in, a chosen card's edge.
SHAPES = (
    *(("focus", ground) for ground in ("ground", "card", "here", "chip")),
    *(("field_edge", ground) for ground in ("ground", "card")),
    *(("accent", ground) for ground in ("ground", "card")),
    ("mark_line", "ground"),
)
BOTH = pytest.mark.parametrize("colours", COLOURS.values(), ids=COLOURS)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as the palette has them, ``#rrggbb``."""
    return contrast_of(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]))


@BOTH
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_text_has_a_contrast_of_four_and_a_half(colours: Colours, ink: str, ground: str) -> None:
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize("ground", ["ground", "card"])
def test_what_can_be_pressed_shows_its_edge(colours: Colours, ground: str) -> None:
    assert contrast(colours.control_edge, getattr(colours, ground)) >= 1.45
    assert contrast(colours.control_edge, getattr(colours, ground)) > contrast(
        colours.edge, getattr(colours, ground)
    )


@BOTH
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_focus_and_fields_have_a_contrast_of_three(colours: Colours, shape: str, ground: str) -> None:
    assert contrast(getattr(colours, shape), getattr(colours, ground)) >= 3


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


@pytest.mark.parametrize("name", FILES)
def test_each_typeface_lies_beside_its_licence(name: str) -> None:
    place = data("fonts")
    assert (place / name).stat().st_size < 300_000
    licence = place / ("OFL-EBGaramond.txt" if name.startswith("EB") else "OFL-Inter.txt")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text("utf-8")


@pytest.mark.parametrize(
    "system",
    [
        QFontDatabase.WritingSystem.Latin,
        QFontDatabase.WritingSystem.Greek,
        QFontDatabase.WritingSystem.Cyrillic,
    ],
)
@pytest.mark.parametrize("family", ["EB Garamond 08", "Inter"])
def test_the_typefaces_write_latin_greek_and_cyrillic(
    dressed: QApplication, family: str, system: QFontDatabase.WritingSystem
) -> None:
    assert system in QFontDatabase.writingSystems(family)


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("scale", SCALES)
def test_every_kind_of_text_is_set_in_the_bundled_typefaces(
    dressed: QApplication, kind: str, scale: int
) -> None:
    font = font_of(kind, 14 * scale // 100)
    assert QFontInfo(font).family() in {
        "EB Garamond 08",
        "EB Garamond",
        "Inter",
        "Inter Medium",
        "Inter Semi Bold",
    }
    assert font.pixelSize() == round(TYPES[kind].size * (14 * scale // 100) / 14)


def test_missing_typefaces_are_named_and_change_nothing_else(dressed: QApplication, tmp_path: Path) -> None:
    assert load_fonts(tmp_path) == FILES
    font = QFont()
    font.setFamilies(["No Such Typeface", "sans-serif"])
    assert QFontInfo(font).family()


def test_the_theme_is_the_one_that_was_chosen(stage: Stage, wearer: Wearer) -> None:
    stage.today()
    for choice, colours in (("light", LIGHT), ("dark", DARK), ("light", LIGHT)):
        wearer.wear(choice)  # type: ignore[arg-type]
        stage.settle()
        picture = stage.frame.grab().toImage()
        assert QColor(picture.pixel(5, 5)).name() == colours.ground
        assert _has(picture, colours.ink)


def test_the_theme_follows_the_system_while_nothing_is_chosen(
    dressed: QApplication, wearer: Wearer, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheme = Qt.ColorScheme.Dark
    monkeypatch.setattr(Wearer, "_scheme", lambda self: scheme)
    wearer.wear("system")
    assert wearer.worn is not None
    assert wearer.worn.colours is DARK
    scheme = Qt.ColorScheme.Light
    dressed.styleHints().colorSchemeChanged.emit(scheme)
    dressed.processEvents()
    assert wearer.worn.colours is LIGHT


def test_the_keyboards_place_is_shown_by_the_ring_alone(dressed: QApplication) -> None:
    box = QWidget()
    column = QVBoxLayout(box)
    elsewhere = QLineEdit()
    chips = ChipRow("Guess", [("tomorrow", "Tomorrow")], lambda _: None)
    card = ChoiceCard("With names", "Mia is resting, still here.", checkable=True)
    pressed = [Button("Rest, still here", lambda: None), card, Entry("Today", lambda: None)]
    for each in (elsewhere, *pressed, chips):
        column.addWidget(each)
    box.show()
    box.activateWindow()
    for each in (*pressed, *chips.findChildren(Chip)):
        elsewhere.setFocus()
        dressed.processEvents()
        before = each.grab().toImage()
        each.setFocus(Qt.FocusReason.TabFocusReason)
        dressed.processEvents()
        assert each.hasFocus()
        assert each.grab().toImage() == before


def test_a_text_size_reaches_every_text_at_once(stage: Stage, wearer: Wearer) -> None:
    stage.today()
    stage.settle()
    title = next(text for text in stage.frame.findChildren(Text) if text.text() == "You are both here.")
    before = title.sizeHint()
    wearer.wear("light", 200)
    stage.settle()
    assert abs(title.sizeHint().height() - 2 * before.height()) <= 2


def test_the_sheet_is_small_and_names_no_colour_that_is_not_of_the_theme() -> None:
    sheet = style.sheet(Appearance(colours=LIGHT))
    assert len(sheet) < 8000
    allowed = {getattr(LIGHT, name) for name in Colours.__struct_fields__}
    found = {sheet[at : at + 7] for at, mark in enumerate(sheet) if mark == "#"}
    assert found <= allowed


def _has(picture: QImage, colour: str) -> bool:
    wanted = QColor(colour).rgb()
    return any(
        picture.pixel(x, y) == wanted for y in range(picture.height()) for x in range(0, picture.width(), 1)
    )


@pytest.mark.parametrize("kind", sorted(TYPES))
@pytest.mark.parametrize("said", ["", "You — here", "One of us may rest.\nThe other may, too.", "שלום, here"])
def test_a_text_is_as_high_as_it_is_laid_out(dressed: object, kind: str, said: str) -> None:
    text = Text(kind=kind)
    text.say(said, said[:3], "me")
    whole = text.sizeHint().width()
    for width in (whole // 3, whole - 2, whole - 1, whole, whole + 1, 2 * whole):
        assert text.heightForWidth(width) == text._lay(width)[1]
