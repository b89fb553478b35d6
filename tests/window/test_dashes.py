"""A dashed edge has dashes that are alike, around what only tells and around what can't be pressed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from stillhere.window.agreements.board import _either
from stillhere.window.components.buttons import Button
from stillhere.window.components.dashes import DASH, ROOM
from stillhere.window.look import COLOURS, Theme
from stillhere.window.wear import Wearer


def _button(kind: str) -> QWidget:
    button = Button("One soft knock", lambda: None, kind)  # type: ignore[arg-type]
    button.setEnabled(False)
    return button


MADE: Mapping[str, Callable[[], QWidget]] = {
    "a card that only tells": _either,
    "a button that can't be pressed": lambda: _button("plain"),
    "such a one for what the page is for": lambda: _button("primary"),
}


@pytest.mark.parametrize("theme", COLOURS)
@pytest.mark.parametrize("what", MADE)
def test_the_dashes_are_as_long_all_along(wearer: Wearer, theme: Theme, what: str) -> None:
    wearer.wear(theme)
    widget = MADE[what]()
    widget.resize(280, 80)
    upper = _runs(widget, COLOURS[theme].control_edge)
    assert len(upper) > 20
    assert set(upper) <= {DASH - 1, DASH, DASH + 1}
    widget.deleteLater()


def test_words_without_an_edge_get_none(wearer: Wearer) -> None:
    wearer.wear("light")
    button = _button("text")
    button.resize(280, 80)
    assert _runs(button, COLOURS["light"].control_edge) == []
    button.deleteLater()


def _runs(widget: QWidget, edge: str) -> list[float]:
    """How long each dash is along the upper edge, in pixels, without what lies at the corners."""
    image, wanted = widget.grab().toImage(), QColor(edge)
    inside = range(20, image.width() - 20)
    dark = [_near(image.pixelColor(x, 0), wanted) for x in inside]
    runs = [len(list(run)) for there, run in groupby(dark) if there]
    assert all(len(list(run)) <= ROOM + 1 for there, run in groupby(dark) if not there) or not runs
    return [float(run) for run in runs[1:-1]]


def _near(one: QColor, other: QColor) -> bool:
    return (
        max(
            abs(one.red() - other.red()),
            abs(one.green() - other.green()),
            abs(one.blue() - other.blue()),
        )
        <= 24
    )
