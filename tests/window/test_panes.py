"""A sheet that scrolls by itself has the height that there is: the page around it doesn't scroll, too."""

from __future__ import annotations

import pytest

from stillhere.window.frame import LEAST
from stillhere.window.reflect.sheet import Sheet
from stillhere.window.wear import Wearer
from tests.window.scenes import SCENES, Stage


@pytest.mark.parametrize("name", ["reflect a page", "reflect a story in three"])
def test_on_a_small_window_with_large_letters_the_sheet_alone_scrolls(
    stage: Stage, wearer: Wearer, name: str
) -> None:
    wearer.wear("light", 200)
    stage.frame.resize(LEAST)
    SCENES[name](stage)
    stage.settle()
    assert stage.shell is not None
    (sheet,) = stage.frame.findChildren(Sheet)
    assert sheet.isVisibleTo(stage.frame)
    assert sheet.verticalScrollBar().maximum() > 0
    page = stage.shell.page
    assert page is not None
    assert page.verticalScrollBar().maximum() == 0
