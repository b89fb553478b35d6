"""The other helps: two sides of one evening, the calming list, the own pace. None knows anybody's evening."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from stillhere.window.components.buttons import Button
from stillhere.window.components.card import Card
from stillhere.window.components.chips import ChipRow
from stillhere.window.components.field import Lines
from stillhere.window.components.flow import Flow
from stillhere.window.components.text import Text
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.library import Cards, Group

#: After how many minutes the question may come again.
MINUTES: Final = (30, 60, 180, 720, 1440)


class SidesCard(Card):
    """One paired card at a time; ``begin`` is the number of the first one shown."""

    def __init__(self, cards: Cards, begin: int, parent: QWidget | None = None) -> None:
        super().__init__(say("ease.sides"), parent=parent)
        self._cards = cards.cards
        self._at = begin
        self._title = Text(kind="name")
        self._resting, self._waiting = Text(kind="prompt"), Text(kind="prompt")
        row = Flow()
        row.addWidget(Button(say("ease.sides.another"), self._next, "text"))
        for item, above in (
            (Text(cards.note), 6), (self._title, 16), (Text(say("ease.sides.resting"), "caption"), 12),
            (self._resting, 2), (Text(say("ease.sides.waiting"), "caption"), 14), (self._waiting, 2),
            (row, 14),
        ):  # fmt: skip
            self.add(item, above)
        self._show()

    def _next(self) -> None:
        self._at += 1
        self._show()

    def _show(self) -> None:
        if self._cards:
            card = self._cards[self._at % len(self._cards)]
            self._title.say(card.title)
            self._resting.say(card.resting)
            self._waiting.say(card.waiting)


class CalmingCard(Card):
    """``keep`` hears the lines as they are typed or picked."""

    def __init__(
        self,
        groups: Sequence[Group],
        keep: Callable[[tuple[str, ...]], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(say("ease.calming"), parent=parent)
        self._keep = keep
        self._lines = Lines(say("ease.calming"), self._typed, rows=6, hint=say("ease.calming.hint"))
        starters = [(text, text) for group in groups for text in group.texts]
        self._label = Text(say("ease.calming.starters"))
        self._starters = (
            ChipRow(say("ease.calming.starters"), starters, self._pick, many=True) if starters else None
        )
        self.add(Text(say("ease.calming.text")), 6)
        self.add(self._lines, 12)
        if self._starters is not None:
            self.add(self._label, 16)
            self.add(self._starters, 8)

    def show_kept(self, lines: Sequence[str]) -> None:
        """Shows the list."""
        self._lines.show_text("\n".join(lines))
        self._show_picked(lines)

    def hand_over(self) -> None:
        """Hands over what is being typed."""
        self._lines.hand_over()

    def wipe(self) -> None:
        """Takes the list out of sight."""
        self._lines.clear()
        self.show_kept(())

    def _typed(self, text: str) -> None:
        lines = tuple(line.strip() for line in text.splitlines() if line.strip())
        self._show_picked(lines)
        self._keep(lines)

    def _pick(self, line: str) -> None:
        lines = [each.strip() for each in self._lines.toPlainText().splitlines() if each.strip()]
        if line in lines:
            lines.remove(line)
        else:
            lines.append(line)
        self._lines.setPlainText("\n".join(lines))
        self._lines.hand_over()

    def _show_picked(self, lines: Sequence[str]) -> None:
        if self._starters is not None:
            self._starters.show_chosen(lines)


class PaceCard(Card):
    """``keep`` hears after how many minutes the question comes again; None: not at all."""

    def __init__(self, keep: Callable[[int | None], object], parent: QWidget | None = None) -> None:
        super().__init__(say("ease.pace"), parent=parent)
        self._keep = keep
        choices = [(str(minutes), say(f"ease.pace.minutes.{minutes}")) for minutes in MINUTES]
        self._row = ChipRow(say("ease.pace.every"), choices, self._choose, optional=True)
        self._off = Text(say("ease.pace.off"), "caption")
        for item, above in (
            (Text(say("ease.pace.question"), "prompt"), 9), (Text(say("ease.pace.text")), 10),
            (Text(say("ease.pace.every")), 14), (self._row, 7), (self._off, 8),
        ):  # fmt: skip
            self.add(item, above)

    def show_kept(self, minutes: int | None) -> None:
        """Shows what was chosen."""
        self._row.show_chosen(() if minutes is None else (str(minutes),))
        self._off.setVisible(minutes is None)

    def _choose(self, minutes: str) -> None:
        chosen = int(minutes) if minutes else None
        self.show_kept(chosen)
        self._keep(chosen)
