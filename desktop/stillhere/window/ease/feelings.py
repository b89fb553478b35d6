"""Feeling words to point at, kept for oneself if one likes. They prove nothing about anybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QWidget

from stillhere.core.state.when import local
from stillhere.window.components.buttons import Button
from stillhere.window.components.card import Card
from stillhere.window.components.chips import ChipRow
from stillhere.window.components.column import Column
from stillhere.window.components.flow import Flow, empty
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.library import Group
    from stillhere.home.private.care import Feeling


class FeelingsCard(Card):
    """``keep`` hears the words that are to be kept, ``forget`` that the last ones are to go."""

    def __init__(
        self,
        groups: Sequence[Group],
        keep: Callable[[tuple[str, ...]], object],
        forget: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(say("ease.feelings"), parent=parent)
        self._by_id = {group.id: group for group in groups}
        self._keep = keep
        self._chosen: list[str] = []
        self._row: ChipRow | None = None
        labels = [(group.id, group.label) for group in groups]
        self._groups = ChipRow(say("ease.feelings.groups"), labels, self._open) if labels else None
        self._place, self._words = _room()
        self._said = Text(kind="prompt")
        self._keep_it = Button(say("ease.feelings.keep"), self._kept)
        self._clear = Button(say("ease.feelings.clear"), self.clear, "text")
        self._before = Text()
        self._label = Text(say("ease.feelings.kept"), "label")
        self._forget = Button(say("ease.feelings.forget"), forget, "text")
        row, last = Flow(gap=10, line_gap=2), Flow()
        row.addWidget(self._keep_it)
        row.addWidget(self._clear)
        last.addWidget(self._forget)
        self.add(Text(say("ease.feelings.text")), 6)
        if self._groups is not None:
            self.add(self._groups, 14)
        for item, above in (
            (self._place, 12), (self._said, 16), (row, 14), (self._label, 22), (self._before, 6), (last, 6),
        ):  # fmt: skip
            self.add(item, above)
        self._place.hide()
        self.clear()
        self.show_kept((), None)

    def clear(self) -> None:
        """Begins again; nothing was kept."""
        self._chosen = []
        self._show_chosen()

    def show_kept(self, feelings: Sequence[Feeling], now: datetime | None) -> None:
        """Shows the last words that were kept."""
        lines = [] if now is None else [_line(feeling, now) for feeling in feelings]
        self._before.say("\n".join(lines))
        for item in (self._label, self._before, self._forget):
            item.setVisible(bool(lines))

    def _open(self, group: str) -> None:
        empty(self._words)
        words = [(word, word) for word in self._by_id[group].texts]
        self._row = ChipRow(say("ease.feelings.words"), words, self._point, many=True)
        self._words.addWidget(self._row)
        self._row.show()
        self._place.show()
        self._show_chosen()

    def _point(self, word: str) -> None:
        if word in self._chosen:
            self._chosen.remove(word)
        else:
            self._chosen.append(word)
        self._show_chosen()

    def _show_chosen(self) -> None:
        if self._row is not None:
            self._row.show_chosen(self._chosen)
        self._said.say(" · ".join(self._chosen))
        for item in (self._said, self._keep_it, self._clear):
            item.setVisible(bool(self._chosen))

    def _kept(self) -> None:
        words = tuple(self._chosen)
        self.clear()
        self._keep(words)


def _room() -> tuple[QWidget, Column]:
    """A place whose contents come and go."""
    place = QWidget()
    wraps(place)
    return place, Column(place)


def _line(feeling: Feeling, now: datetime) -> str:
    moment = local(feeling.noted_ms, now)
    day = QLocale().toString(QDate(moment.year, moment.month, moment.day), say("format.day"))
    return say("ease.feelings.line", day=day, words=", ".join(feeling.words))
