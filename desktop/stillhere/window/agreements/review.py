"""After how long both look at an agreement again: a few spans, and whatever else was set by other means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from stillhere.core.records.terms import REVIEW_DAYS
from stillhere.window.components.chips import ChipRow
from stillhere.window.components.column import Column
from stillhere.window.components.flow import empty
from stillhere.window.components.wrapping import wraps
from stillhere.words import say

_WEEK: Final = 7
_DAYS: Final = (_WEEK, 2 * _WEEK, REVIEW_DAYS, 12 * _WEEK, 26 * _WEEK)


class ReviewIn(QWidget):
    """``told`` hears that another span was chosen."""

    def __init__(self, told: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = told
        self._row: ChipRow | None = None
        wraps(self)
        self._column = Column(self)
        self.show_days(REVIEW_DAYS)

    @property
    def days(self) -> int:
        """The span that is chosen, in days."""
        chosen = () if self._row is None else self._row.chosen
        return int(chosen[0]) if chosen else REVIEW_DAYS

    def show_days(self, days: int) -> None:
        """Shows this span as chosen."""
        empty(self._column)
        choices = [(str(each), span(each)) for each in sorted({*_DAYS, days})]
        self._row = ChipRow(say("agreements.review"), choices, lambda _: self._told(), parent=self)
        self._row.show_chosen((str(days),))
        self._column.add(self._row)
        self._row.show()


def span(days: int) -> str:
    """So many days as people say them."""
    if days == _WEEK:
        return say("agreements.review.week")
    weeks, more = divmod(days, _WEEK)
    return say("agreements.review.days", days=days) if more else say("agreements.review.weeks", weeks=weeks)
