"""Help inside the app: every page is there, whole, calm, and a text that nothing is fetched for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from stillhere.home.library import library
from stillhere.window.frame import LEAST, SIZE
from stillhere.window.help.page import HelpPages
from stillhere.window.help.prose import Block, blocks
from stillhere.window.wear import Wearer
from stillhere.words import say
from tests.window import eyes
from tests.window.hands import press
from tests.window.scenes import Stage

PAGES = [(page.id, page.title) for page in library().help_pages()]


@pytest.fixture
def help_page(stage: Stage) -> HelpPages:
    shell = stage.today(cards=False)
    shell.open("help")
    stage.settle()
    found = shell.page
    assert isinstance(found, HelpPages)
    return found


def test_the_small_markdown_becomes_blocks() -> None:
    text = "# Title\n\n## Part\n\nWords and `code`.\n\n- one\n2. two\n\n```\nrun it\n```\n"
    assert list(blocks(text)) == [
        Block("heading", "Part"),
        Block("text", "Words and `code`."),
        Block("item", "one", "•"),
        Block("item", "two", "2."),
        Block("code", "run it"),
    ]


@pytest.mark.parametrize(("page", "title"), [page for page in PAGES if page[0] != "safety"])
def test_every_page_opens_from_the_list_with_all_its_words(
    stage: Stage, help_page: HelpPages, page: str, title: str
) -> None:
    press(help_page, title)
    stage.settle()
    assert help_page.title.text() == title
    shown = help_page._prose.toPlainText().replace("\xa0", " ")
    for block in blocks(library().help_text(page)):
        assert block.text.replace("`", "") in shown
    words = [block.text for block in blocks(library().help_text(page)) if block.kind != "code"]
    assert not any("#" in text.replace("`#`", "") for text in words)
    assert "`" not in shown


def test_safety_opens_in_its_own_place(stage: Stage, help_page: HelpPages) -> None:
    help_page._open("safety")
    assert stage.shell
    assert stage.shell.at == "safety"


def test_escape_and_the_way_back_lead_to_the_list(stage: Stage, help_page: HelpPages) -> None:
    for back in (lambda: press(stage.frame, say("help.back")), help_page.step_back):
        press(stage.frame, "Waiting")
        stage.settle()
        assert help_page._rows.isHidden()
        back()
        assert help_page._rows.isVisible()
        assert help_page.title.text() == say("nav.help")
    assert not help_page.step_back()


def test_markup_in_a_page_stays_letters(help_page: HelpPages) -> None:
    prose = help_page._prose
    evil = "<b>bold</b> <a href='https://x.example'>x</a> <img src='file:///etc/passwd'>"
    prose.show_blocks([Block("text", evil)])
    assert prose.toPlainText() == evil
    html = prose.toHtml()
    assert "<a " not in html
    assert "<img" not in html


def test_the_keyboard_scrolls_a_page(stage: Stage, help_page: HelpPages) -> None:
    stage.frame.resize(LEAST)
    help_page._open("shared-folder")
    stage.settle()
    QTest.keyClick(help_page._prose, Qt.Key.Key_PageDown)
    assert help_page.verticalScrollBar().value() > 0


@pytest.mark.parametrize("page", ["", "shared-folder", "first-steps"])
def test_nothing_is_cut_off_or_without_a_name(
    stage: Stage, wearer: Wearer, help_page: HelpPages, page: str
) -> None:
    help_page.come(page)
    for size in (LEAST, SIZE, QSize(1920, 1080)):
        for scale in (100, 200):
            for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
                stage.app.setLayoutDirection(direction)
                wearer.wear("dark", scale)
                stage.frame.resize(size)
                stage.settle()
                assert eyes.cut_off(stage.frame) == [], f"{size} {scale} % {direction.name}"
                prose = help_page._prose
                if page:
                    assert prose.height() >= prose.document().size().height()
    for control in eyes.controls(stage.frame):
        assert eyes.spoken(control)[0].strip(), eyes.describe(control)
