"""Two columns of cards: what stands there now is in sight, in whichever column it stood before."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from stillhere.core.acts import Back, Rest
from stillhere.window.components.card import Card
from stillhere.window.components.pair import Pair
from stillhere.words import say
from tests.window import eyes
from tests.window.stage import Stage


@pytest.fixture
def pair(dressed: QApplication) -> Pair:
    made = Pair()
    made.resize(900, 400)
    return made


@pytest.mark.parametrize("came_from", [0, 1])
def test_a_card_that_changes_columns_stays_in_sight(pair: Pair, came_from: int) -> None:
    moving, other = Card("Moving"), Card("Other")
    columns: list[list[QWidget]] = [[other], [other]]
    columns[came_from] = [moving]
    pair.place(columns[0], columns[1])
    columns = [[], []]
    columns[1 - came_from] = [moving]
    pair.place(columns[0], columns[1])
    pair.show()
    assert moving.isVisible()
    assert not other.isVisible()
    side = pair._sides[1 - came_from][0]
    assert moving.parentWidget() is side
    assert side.isVisible()
    pair.hide()


def test_the_thought_is_on_today_again_after_a_rest(stage: Stage) -> None:
    stage.today()
    stage.settle()
    assert stage.desk is not None
    for act in (Rest(), Back(), Rest(), Back()):
        stage.desk.do(act)
        stage.settle()
        title = "today.thought.you" if isinstance(act, Rest) else "today.thought.today"
        assert say(title) in eyes.texts(stage.frame)
