"""Where things stand: the distances and edges that an eye notices, decided in one place for all pages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget

from stillhere.core.acts import Rest
from stillhere.window.agreements.card import AgreementCard
from stillhere.window.components.bare import BELOW, BESIDE
from stillhere.window.components.buttons import Button, Kind
from stillhere.window.components.card import Card
from stillhere.window.components.flow import Flow
from stillhere.window.components.text import Text
from stillhere.window.look import COLOURS
from stillhere.window.sidebar import Sidebar
from stillhere.window.wear import Wearer
from stillhere.words import say
from tests.window import eyes
from tests.window.hands import button
from tests.window.scenes import SCENES, Stage

_GAP = 10


def _button(kind: Kind) -> Button:
    return Button("Words", lambda: None, kind)


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize(
    ("kinds", "gaps"),
    [
        (("plain", "primary"), [_GAP]),
        (("plain", "text"), [BESIDE]),
        (("text", "text", "plain", "plain"), [BESIDE, BESIDE, _GAP]),
    ],
)
def test_words_without_an_edge_stand_further_apart_than_edges(
    dressed: QApplication, kinds: tuple[Kind, ...], gaps: list[int], mirrored: bool
) -> None:
    box = QWidget()
    box.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    flow = Flow(gap=_GAP, parent=box)
    for kind in kinds:
        flow.addWidget(_button(kind))
    box.resize(flow.sizeHint())
    box.show()
    buttons = sorted(box.findChildren(Button), key=lambda each: each.x(), reverse=mirrored)
    pairs = pairwise(buttons)
    found = [abs(other.x() - one.x()) - (other if mirrored else one).width() for one, other in pairs]
    assert found == gaps
    assert len({each.y() for each in buttons}) == 1, "all of it has room in the width that it asks for"


def test_words_without_an_edge_begin_where_their_line_begins(dressed: QApplication) -> None:
    words, edge = _button("text"), _button("plain")
    for each in (words, edge):
        each.ensurePolished()
    assert words.sizeHint().width() == words.fontMetrics().horizontalAdvance(words.text())
    assert words.sizeHint().width() < edge.sizeHint().width()
    assert words.sizeHint().height() == edge.sizeHint().height(), "there is as much to press"


def _card(kind: Kind) -> Card:
    card = Card("Title")
    row = Flow()
    row.addWidget(_button(kind))
    card.add(row, 12)
    card.resize(300, card.heightForWidth(300))
    card.show()
    return card


def test_a_card_ends_as_far_below_words_as_below_an_edge(dressed: QApplication) -> None:
    below: dict[Kind, int] = {}
    kinds: tuple[Kind, ...] = ("plain", "text")
    for kind in kinds:
        card = _card(kind)
        (last,) = card.findChildren(Button)
        below[kind] = card.height() - last.geometry().bottom()
        card.hide()
    assert below["plain"] - below["text"] == BELOW


def test_what_comes_below_words_ends_its_card_as_ever(dressed: QApplication) -> None:
    card = _card("text")
    before = card.heightForWidth(300)
    text = Text("One line")
    card.add(text, 6)
    text.show()
    assert card.heightForWidth(300) == before + BELOW + 6 + text.heightForWidth(300 - 44)
    text.hide()
    assert card.heightForWidth(300) == before
    card.hide()


@pytest.mark.parametrize("width", [1040, 720])
def test_a_page_ends_at_the_same_edge_whether_it_scrolls_or_not(stage: Stage, width: int) -> None:
    stage.couple.jon.do(Rest())
    shell = stage.today()
    bar = shell.page.verticalScrollBar()
    edges = []
    for height, scrolls in ((560, True), (2400, False)):
        stage.frame.resize(width, height)
        stage.settle()
        assert bar.isVisible() is scrolls
        cards = [each for each in shell.page.findChildren(Card) if each.isVisible()]
        edges.append(max(eyes.place(each, stage.frame).right() for each in cards))
    assert edges[0] == edges[1]


def test_what_stands_at_one_side_alone_has_the_whole_width(stage: Stage) -> None:
    def widths(scene: str) -> set[int]:
        SCENES[scene](stage)
        stage.settle()
        return {each.width() for each in stage.frame.findChildren(AgreementCard) if each.isVisible()}

    (alone,) = widths("agreements paused")
    assert widths("agreements as designed").isdisjoint({alone})


def test_two_buttons_that_do_different_things_have_different_words(stage: Stage) -> None:
    SCENES["erased, held up"](stage)
    stage.settle()
    assert button(stage.frame, say("erased.close")).text() != button(stage.frame, say("note.close")).text()
    assert eyes.texts(stage.frame).count(say("note.close")) == 1


def test_the_way_back_stands_above_the_title(stage: Stage) -> None:
    SCENES["help page"](stage)
    stage.settle()
    assert stage.shell is not None
    back, title = button(stage.frame, say("help.back")), stage.shell.page.title
    above, below = (eyes.place(each, stage.frame) for each in (back, title))
    assert above.bottom() <= below.top()


@pytest.mark.parametrize(
    ("scene", "said", "back"),
    [
        ("reflect a page deleted", "reflect.deleted", "reflect.bring_back"),
        ("reflect a prompt put away", "reflect.put_away", "reflect.bring_back"),
        ("agreements draft dropped", "agreement.said.dropped", "agreements.do.bring_back"),
        ("letters let go", "letters.said.letting", "letters.bring_back"),
    ],
)
def test_a_way_back_looks_alike_and_stands_as_far_from_its_sentence(
    stage: Stage, scene: str, said: str, back: str
) -> None:
    SCENES[scene](stage)
    stage.settle()
    way = button(stage.frame, say(back))
    (text,) = (each for each in stage.frame.findChildren(Text) if each.text() == say(said))
    assert way.property("kind") == "text"
    sentence, beside = (eyes.place(each, stage.frame) for each in (text, way))
    assert beside.left() - sentence.right() - 1 == BESIDE


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_line_stands_between_the_sidebar_and_the_page(
    stage: Stage, wearer: Wearer, direction: Qt.LayoutDirection
) -> None:
    wearer.wear("light")
    stage.app.setLayoutDirection(direction)
    SCENES["today both here"](stage)
    stage.settle()
    (bar,) = stage.frame.findChildren(Sidebar)
    image, mirrored = bar.grab().toImage(), direction is Qt.LayoutDirection.RightToLeft
    inner, outer = (0, bar.width() - 1) if mirrored else (bar.width() - 1, 0)
    assert image.pixelColor(inner, bar.height() // 2) == QColor(COLOURS["light"].edge)
    assert image.pixelColor(outer, bar.height() // 2) == QColor(COLOURS["light"].ground)
