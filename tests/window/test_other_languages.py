"""Every scene in languages that nobody speaks: nothing is hard-coded, nothing is clipped, all is mirrored."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QScrollBar, QWidget

from stillhere import words
from stillhere.seal.words import words_of
from stillhere.window.components.ring import FocusRing
from stillhere.window.components.text import Text
from stillhere.window.frame import LEAST, SIZE
from stillhere.window.invitation import TwelveWords
from stillhere.window.wear import Wearer
from stillhere.words import CATALOGUE, say
from tests.window import eyes, pseudo
from tests.window.hands import press
from tests.window.scenes import OWN_WORDS, SCENES, Stage
from tests.words.fields import fields_of

NAMES = pytest.mark.parametrize("name", SCENES)
LANGUAGES = {"stretched": pseudo.STRETCHED, "turned": pseudo.TURNED}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, dressed: QApplication) -> str:
    """Another language, spoken before the stage is set up, and the direction that it asks for."""
    chosen: str = request.param
    monkeypatch.setattr(words, "_translation", lambda: LANGUAGES[chosen])
    if say("app.direction") == "rtl":
        dressed.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return chosen


@NAMES
def test_every_sentence_comes_from_the_catalogue_and_finds_room(
    language: str, stage: Stage, wearer: Wearer, name: str
) -> None:
    SCENES[name](stage)
    stage.settle()
    sharing = stage.desk.present.sharing if stage.desk else None
    folder = [str(sharing.folder)] if sharing and sharing.folder else []
    given = [word for words in stage.frame.findChildren(TwelveWords) for word in words.words]
    assert pseudo.hard_coded(stage.frame, [*OWN_WORDS, *folder, *given]) == []
    for size, scale in ((LEAST, 100), (SIZE, 100), (LEAST, 200)):
        wearer.wear("light", scale)
        stage.frame.resize(size)
        stage.settle()
        assert eyes.cut_off(stage.frame) == [], f"{size.toTuple()} {scale} %"


@NAMES
def test_what_runs_from_the_right_is_the_mirror_of_what_runs_from_the_left(stage: Stage, name: str) -> None:
    SCENES[name](stage)
    stage.settle()
    before = _places(stage)
    stage.app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    stage.settle()
    width = stage.frame.width()
    for widget, place in _places(stage).items():
        was = before[widget]
        mirrored = QRect(width - was.right() - 1, was.y(), was.width(), was.height())
        # Where an odd width is shared there is one pixel more on one side.
        nearly = mirrored.adjusted(-1, -1, 1, 1)
        assert nearly.contains(place), f"{eyes.describe(widget)}, from the left {was.getRect()}"
        assert place.adjusted(-1, -1, 1, 1).contains(mirrored), eyes.describe(widget)


def test_a_menu_of_lines_speaks_the_language_too(language: str, stage: Stage) -> None:
    SCENES["today you rest"](stage)
    stage.settle()
    press(stage.frame, say("today.details.pick"))
    menu = stage.app.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert pseudo.hard_coded(menu, OWN_WORDS) == []
    menu.close()


def test_a_hard_coded_word_is_found_wherever_it_stands(language: str, stage: Stage) -> None:
    shell = stage.today()
    assert pseudo.hard_coded(stage.frame, OWN_WORDS) == []
    words_of_its_own = QPushButton("Rest", shell)
    words_of_its_own.show()
    assert len(pseudo.hard_coded(stage.frame, OWN_WORDS)) == 1
    words_of_its_own.setText(say("today.rest"))
    words_of_its_own.setToolTip(f"{say('today.rest')} now")
    assert len(pseudo.hard_coded(stage.frame, OWN_WORDS)) == 1


def test_a_clipped_text_is_found(language: str, stage: Stage) -> None:
    shell = stage.today()
    text = Text(say("today.rest.hint"), parent=shell)
    text.setFixedSize(40, 20)
    text.show()
    assert any("lower" in found or "narrower" in found for found in eyes.cut_off(stage.frame))


@pytest.mark.parametrize("key", CATALOGUE)
def test_both_languages_keep_the_fields_of_a_sentence(key: str) -> None:
    for spoken in LANGUAGES.values():
        said = spoken.pgettext(key, CATALOGUE[key])
        assert fields_of(said) == fields_of(CATALOGUE[key]) or key == "app.direction"


def _places(stage: Stage) -> dict[QWidget, QRect]:
    """Where everything in sight is; the ring and the scroll bars are not set by a layout of ours."""
    return {
        widget: eyes.place(widget, stage.frame)
        for widget in eyes.seen(stage.frame)
        if not isinstance(widget, FocusRing | QScrollBar) and not isinstance(widget.parent(), QScrollBar)
    }


def test_the_twelve_words_are_words_that_somebody_was_given() -> None:
    assert set(words_of(bytes(range(16)))) <= set(OWN_WORDS)
