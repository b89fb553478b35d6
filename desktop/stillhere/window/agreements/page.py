"""Agreements: what the two said yes to, what is offered, and a place to write one.

Nothing leaves before its writer offers it. What either is asked here has no deadline, and no answer is owed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, Literal

from PySide6.QtWidgets import QWidget

from stillhere.core.agreements.acts import BringBack, Deed, DropDraft, KeepDraft, PutAway
from stillhere.core.agreements.view import AgreementView
from stillhere.home.errors import HomeError
from stillhere.home.library import Library
from stillhere.window.agreements import card, jobs, writing
from stillhere.window.agreements.board import Board
from stillhere.window.agreements.copies import Copies
from stillhere.window.agreements.jobs import Drafted, Look
from stillhere.window.agreements.locked import Locked
from stillhere.window.agreements.panes import Panes
from stillhere.window.agreements.undoing import Said
from stillhere.window.agreements.writing import Writing
from stillhere.window.components.buttons import Button
from stillhere.window.components.text import Text
from stillhere.window.desk import Desk
from stillhere.window.reflect.journal import Journal
from stillhere.window.reflect.unlocking import Unlocking
from stillhere.words import say

Mode = Literal["board", "copies", "writing"]

#: What holds or is open isn't forgotten.
_OVER: Final = frozenset({"ended", "faded"})


class Agreements(Panes):
    """``journal`` opens what is private, for drafts; ``library`` has the templates to begin with."""

    def __init__(
        self,
        desk: Desk,
        journal: Journal,
        library: Library,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(say("nav.agreements"), parent=parent)
        self._desk = desk
        self._journal = journal
        self._library = library
        self._look: Look | None = None
        self._drafted: Drafted | None = None
        self._wanted: Callable[[], object] | None = None
        self._mode: Mode = "board"
        self._offer = Button(say("agreements.offer"), lambda: self._write(None), "primary")
        self._back = Button(say("agreements.back"), self._go_back, "text")
        self._said = Said(lambda what: self._do(what, desk.refresh))
        self._unlocking = Unlocking(journal, lambda: self._locked, self._unlocked, self._trouble)
        self._locked = Locked(self._unlocking.unlock)
        self._to_drafts = Button(say("agreements.drafts.open"), self._locked.ask, "text")
        self._nothing = Text(say("agreements.none"), "strong")
        self._nothing_text = Text(say("agreements.none.text"))
        self._board = Board(card.Doors(self._act, self._write))
        self._to_copies = Button(say("agreements.copies"), lambda: self._show_mode("copies"), "text")
        self._under_title = Text()
        self._copies = Copies(lambda agreement: self._act(PutAway(agreement), "agreement.said.put_away"))
        doors = writing.Doors(self._closed, self._tell, self._act, self._trouble)
        self._writing = Writing(desk, journal, library.templates, doors, self)
        self.lay_out()
        desk.changed.connect(self._changed)
        journal.locked.connect(self._shut)
        self._show_mode("board")

    def come(self, about: str) -> None:
        self._journal.hold()
        self._load()

    def leave(self) -> None:
        self._said.clear()
        self._stop_asking()
        self._writing.hand_over(self._left)
        self._journal.let_go()

    def step_back(self) -> bool:
        if super().step_back() or self._stop_asking() or self._board.step_back():
            return True
        if self._mode == "board":
            return False
        self._go_back()
        return True

    def _changed(self) -> None:
        # Out of sight, and while somebody writes, it can wait: it is read again before it is shown.
        if self.isVisible() and self._mode != "writing":
            self._load()

    def _load(self) -> None:
        aside = self._desk.aside
        self._desk.ask(jobs.look, self._show_look, self._trouble)
        self._journal.ask(
            lambda private: aside(lambda home: jobs.drafts(home, private)), self._show_drafts, self._trouble
        )

    def _show_look(self, look: Look) -> None:
        self._look = look
        over = {each.id for each in look.shown if each.state in _OVER}
        self._copies.show_copies(look.copies, frozenset(over))
        self._show_found()

    def _show_drafts(self, drafted: Drafted) -> None:
        self._drafted = drafted
        self._show_found()

    def _show_found(self) -> None:
        if self._look is not None:
            self._board.show_agreements(self._found, self._desk.present.partner_name)
        self._show_parts()

    @property
    def _found(self) -> Sequence[AgreementView]:
        """What was said, and the drafts as far as they are known."""
        said = () if self._look is None else self._look.shown
        return (*said, *(() if self._drafted is None else self._drafted.shown))

    def _left(self) -> None:
        if self._drafted is not None and self._drafted.lock:
            self._shut()

    def _shut(self) -> None:
        """Under a lock nothing of a draft stays on the page; what isn't kept yet waits out of sight."""
        self._drafted = Drafted(lock=True, shut=True)
        if self._mode == "writing" and self._writing.unsaved:
            self._locked.ask()
        elif self._mode == "writing":
            self._writing.forget()
            self._show_mode("board")
        self._show_found()

    def _stop_asking(self) -> bool:
        self._wanted = None
        return self._locked.close_again()

    def _unlocked(self) -> None:
        self.note.clear()
        wanted, self._wanted = self._wanted, None
        self._locked.close_again()
        self._drafted = None
        # What is typed already is kept before anything else.
        self._writing.hand_over(self._load)
        if wanted is not None:
            wanted()

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
        known = look is not None and self._drafted is not None
        nothing = board and known and not self._found
        shut = self._drafted is not None and self._drafted.shut
        for widget, shown in (
            (self._back, not board),
            (self._offer, board),
            (self._under_title, not board),
            (self._nothing, nothing),
            (self._nothing_text, nothing),
            (self._board, board and look is not None),
            (self._to_drafts, board and shut),
            (self._to_copies, board and look is not None and bool(look.copies)),
            (self._copies, self._mode == "copies"),
            (self._writing.place, self._mode == "writing" and not shut),
        ):
            widget.setVisible(shown)

    def _write(self, shown: AgreementView | None) -> None:
        if self._drafted is not None and self._drafted.shut:
            self._wanted = partial(self._write, shown)
            self._locked.ask()
            return
        self._writing.begin(shown, self._found)
        self._show_mode("writing")
        self._writing.editor.begin()
        self.tell_broken(self._library)

    def _go_back(self) -> None:
        if self._mode == "writing":
            self._writing.close()
        else:
            self._closed()

    def _closed(self) -> None:
        self._show_mode("board")
        self._load()
        self._offer.setFocus()

    def _act(self, what: Deed, said: str, back: Deed | None = None) -> None:
        undo = back or self._way_back(what)
        self.note.clear()
        self._do(what, lambda: self._tell(said, undo))

    def _do(self, what: Deed, then: Callable[[], None]) -> None:
        if not isinstance(what, KeepDraft | DropDraft):
            self._desk.do(what, then, self._trouble)
            return
        aside, draft = self._desk.aside, what
        self._journal.ask(
            lambda private: aside(lambda home: jobs.act(home, private, draft)),
            lambda _: self._kept(then),
            self._trouble,
        )

    def _kept(self, then: Callable[[], None]) -> None:
        self._load()
        then()

    def _way_back(self, what: Deed) -> Deed | None:
        """What undoes it, where something does."""
        match what:
            case PutAway(agreement):
                return BringBack(agreement)
            case DropDraft(name):
                found = next((each for each in self._found if each.id == name), None)
                return None if found is None else KeepDraft(jobs.draft_shown(found))
            case _:
                return None

    def _tell(self, key: str, undo: Deed | None = None) -> None:
        self._said.tell(say(key, name=self._desk.present.partner_name), undo)
        self._desk.refresh()

    def _trouble(self, error: Exception) -> None:
        if isinstance(error, HomeError) and error.what == "private_locked":
            self._shut()
            return
        self.tell(error, self._desk.present.partner_name)
