"""Agreements: what the two said yes to, what is offered, and a place to write one.

Nothing leaves before its writer offers it. What either is asked here has no deadline, and no answer is owed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from stillhere.core.agreement_acts import AgreementAct, BringBack, DropDraft, KeepDraft, PutAway
from stillhere.core.agreement_view import AgreementView
from stillhere.home.library import Template
from stillhere.window.agreements import card, jobs, writing
from stillhere.window.agreements.board import Board
from stillhere.window.agreements.copies import Copies
from stillhere.window.agreements.jobs import Look
from stillhere.window.agreements.undoing import Said
from stillhere.window.agreements.writing import Writing
from stillhere.window.components.buttons import Button
from stillhere.window.components.page import Page
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.window.desk import Desk
from stillhere.words import say

Mode = Literal["board", "copies", "writing"]

#: What holds or is open isn't forgotten.
_OVER: Final = frozenset({"ended", "faded"})


class Agreements(Page):
    """``templates`` gives every template to begin with."""

    def __init__(
        self, desk: Desk, templates: Callable[[], tuple[Template, ...]], parent: QWidget | None = None
    ) -> None:
        super().__init__(say("nav.agreements"), parent=parent)
        self._desk = desk
        self._look: Look | None = None
        self._mode: Mode = "board"
        self._offer = Button(say("agreements.offer"), lambda: self._write(None), "primary")
        self._back = Button(say("agreements.back"), self._go_back, "text")
        self._said = Said(lambda what: desk.do(what, failed=self._trouble))
        self._nothing = Text(say("agreements.none"), "strong")
        self._nothing_text = Text(say("agreements.none.text"))
        self._board = Board(card.Doors(self._act, self._write))
        self._to_copies = Button(say("agreements.copies"), lambda: self._show_mode("copies"), "text")
        self._under_title = Text()
        self._copies = Copies(lambda agreement: self._act(PutAway(agreement), "agreement.said.put_away"))
        doors = writing.Doors(self._closed, self._tell, self._act, self._trouble)
        self._writing = Writing(desk, templates, doors, self)
        self._lay_out()
        desk.changed.connect(self._changed)
        self._show_mode("board")

    def come(self, about: str) -> None:
        self._load()

    def leave(self) -> None:
        self._said.clear()
        self._writing.hand_over()

    def step_back(self) -> bool:
        if super().step_back() or self._board.step_back():
            return True
        if self._mode == "board":
            return False
        self._go_back()
        return True

    def narrowed(self, narrow: bool) -> None:
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._head.setDirection(direction)
        side = Qt.AlignmentFlag.AlignLeading if narrow else Qt.AlignmentFlag.AlignTop
        self._head.setAlignment(self._offer, side)
        self._board.set_narrow(narrow)

    def _lay_out(self) -> None:
        head = QWidget()
        wraps(head)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight, head)
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.setSpacing(14)
        for widget in (self.title, self.lead, self.note):
            self._column.removeWidget(widget)
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self._offer, 0, Qt.AlignmentFlag.AlignTop)
        for button in (self._back, self._to_copies):
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        for item, above in (
            (self._back, 0),
            (head, 4),
            (self.note, 16),
            (self._said, 12),
            (self._under_title, 10),
            (self._nothing, 26),
            (self._nothing_text, 6),
            (self._board, 20),
            (self._to_copies, 22),
            (self._copies, 22),
            (self._writing.editor, 26),
        ):
            self.add(item, above)

    def _changed(self) -> None:
        # Out of sight, and while somebody writes, it can wait: it is read again before it is shown.
        if self.isVisible() and self._mode != "writing":
            self._load()

    def _load(self) -> None:
        self._desk.ask(jobs.look, self._show_look, self._trouble)

    def _show_look(self, look: Look) -> None:
        self._look = look
        over = {each.id for each in look.shown if each.state in _OVER}
        self._copies.show_copies(look.copies, frozenset(over))
        self._board.show_agreements(look.shown, self._desk.present.partner_name)
        self._show_parts()

    def _show_mode(self, mode: Mode) -> None:
        self._mode = mode
        titles = {"board": say("nav.agreements"), "copies": say("agreements.copies")}
        under = {"writing": say("agreements.private"), "copies": say("agreements.copies.text")}
        self.title.say(titles.get(mode, self._writing.title))
        self._under_title.say(under.get(mode, ""))
        self._said.clear()
        self.note.clear()
        self._show_parts()
        self.verticalScrollBar().setValue(0)

    def _show_parts(self) -> None:
        look, board = self._look, self._mode == "board"
        if self._mode == "copies":
            self._copies.fill()
        nothing = board and look is not None and not look.shown
        for widget, shown in (
            (self._back, not board),
            (self._offer, board),
            (self._under_title, not board),
            (self._nothing, nothing),
            (self._nothing_text, nothing),
            (self._board, board and look is not None),
            (self._to_copies, board and look is not None and bool(look.copies)),
            (self._copies, self._mode == "copies"),
            (self._writing.editor, self._mode == "writing"),
        ):
            widget.setVisible(shown)

    def _write(self, shown: AgreementView | None) -> None:
        self._writing.begin(shown, () if self._look is None else self._look.shown)
        self._show_mode("writing")
        self._writing.editor.begin()

    def _go_back(self) -> None:
        if self._mode == "writing":
            self._writing.close()
        else:
            self._closed()

    def _closed(self) -> None:
        self._show_mode("board")
        self._load()
        self._offer.setFocus()

    def _act(self, what: AgreementAct, said: str, back: AgreementAct | None = None) -> None:
        undo = back or self._way_back(what)
        self.note.clear()
        self._desk.do(what, lambda: self._tell(said, undo), self._trouble)

    def _way_back(self, what: AgreementAct) -> AgreementAct | None:
        """What undoes it, where something does."""
        match what:
            case PutAway(agreement):
                return BringBack(agreement)
            case DropDraft(name):
                shown = () if self._look is None else self._look.shown
                found = next((each for each in shown if each.id == name), None)
                return None if found is None else KeepDraft(jobs.draft_shown(found))
            case _:
                return None

    def _tell(self, key: str, undo: AgreementAct | None = None) -> None:
        self._said.tell(say(key, name=self._desk.present.partner_name), undo)
        self._desk.refresh()

    def _trouble(self, error: Exception) -> None:
        self.tell(error, self._desk.present.partner_name)
