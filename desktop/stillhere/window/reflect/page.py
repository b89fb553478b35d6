"""Reflect: what to write about at the left, the page at the right. A page is its writer's alone.

What is typed is kept by the pen; no other page opens before it is. Leaving closes what is private.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from stillhere.core.prompts import Moment, Prompt, moment_for
from stillhere.home.errors import HomeError
from stillhere.window.components.note import announce
from stillhere.window.desk import Desk
from stillhere.window.pen import Pen
from stillhere.window.reflect import jobs, sharing, sheet
from stillhere.window.reflect.contents import Contents
from stillhere.window.reflect.crossing import Crossing
from stillhere.window.reflect.finding import Finding
from stillhere.window.reflect.jobs import Leaf, Look
from stillhere.window.reflect.leaves import Leaves
from stillhere.window.reflect.listing import Doors, Listing
from stillhere.window.reflect.own import OwnPrompts
from stillhere.window.reflect.sharing import Sharing
from stillhere.window.reflect.sheet import Sheet
from stillhere.window.reflect.thoughts import Thoughts
from stillhere.window.reflect.undoing import Undoing
from stillhere.window.reflect.unlocking import Unlocking
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.rooms.shared import Copy
    from stillhere.window.reflect.undoing import Undo


class Reflect(Leaves):
    """``thoughts`` knows the prompts, and what is private."""

    def __init__(self, desk: Desk, thoughts: Thoughts, parent: QWidget | None = None) -> None:
        super().__init__(say("nav.reflect"), self._load, self._trouble, parent)
        self._desk = desk
        self._journal = thoughts.journal
        self._thoughts = thoughts
        self._sharing = Sharing(desk, self._journal, self._show_sharing, self._trouble)
        self._crossing = Crossing(desk, self._journal, self._came, self._trouble)
        self._finding = Finding(self._journal, self._looked_for, self._show_found, self._trouble)
        self._contents = Contents(thoughts, self._moment() or "together", self._sharing, self._finding)
        self._copy: Copy | None = None
        self._unlocking = Unlocking(self._journal, lambda: self._list, self._unlocked, self._trouble)
        self._prompt: Prompt | None = None
        self._undoing = Undoing(lambda: self._list.show_undo(""), self)
        self._own = OwnPrompts(self._journal, self._moment, self._added, self._trouble)
        self._list = Listing(self.title, self._contents.moments(), self._doors())
        self._pen = Pen(
            self._journal.ask, Leaf(), lambda: self._sheet.texts, jobs.keep,
            told=self._told, failed=self._trouble, parent=self,
        )  # fmt: skip
        self._sheet = Sheet(sheet.Doors(self._pen.typed, self._show_list, self._act))
        self.lay_out()
        self._journal.locked.connect(self._shut)
        desk.changed.connect(self._arrived)

    def come(self, about: str) -> None:
        self.tell_broken(self._thoughts.library)
        self._journal.hold()
        self._load(about)
        self._sharing.load()
        self._take_in()

    def leave(self) -> None:
        # Under a lock nothing of it stays on the page once it is kept; nor what may change elsewhere.
        look = self._contents.look
        self._pen.hand_over(self._wipe if look.locked or look.across else None)
        self._undoing.forget()
        self._journal.let_go()

    def step_back(self) -> bool:
        if super().step_back():
            return True
        if not self.narrow or self._list.isVisibleTo(self):
            return False
        self._show_list()
        return True

    def _moment(self) -> Moment | None:
        return moment_for(self._desk.present.view)

    def _load(self, about: str = "") -> None:
        job = partial(jobs.look, query=self._looked_for(), depth=len(self._finding.found))
        self._journal.ask(job, partial(self._loaded, about), self._trouble)

    def _loaded(self, about: str, look: Look) -> None:
        self._contents.take(look, self._moment())
        self._thoughts.remember(look.kept)
        self._list.own.show_text(look.draft)
        self._show_mode()
        if about:
            self._open(about)
        elif not self._sheet.open and not self.narrow and self._contents.mode == "now" and self._contents.few:
            # Whoever came by a key or a name types here at once.
            self._open_prompt(self._contents.few[0], write=self.window().focusWidget() is self.title)
        else:
            self._arrange_panes()

    def _trouble(self, error: Exception) -> None:
        if isinstance(error, HomeError) and error.what == "private_locked":
            self._shut()
        else:
            self.tell(error, self._desk.present.partner_name)

    def _shut(self) -> None:
        """A lock lies before it: what is kept leaves the page, and what isn't yet waits out of sight."""
        asked = self._list.passphrase.isVisible()
        self._undoing.forget()
        if self._pen.unsaved:
            self._sheet.cover(True)
            self._forget()
        else:
            self._wipe()
        self._arrange_panes(paper=False)
        if self.isVisible() and not asked:
            self._list.passphrase.setFocus()

    def _unlocked(self) -> None:
        self.note.clear()
        self._sheet.cover(False)
        self._sharing.load()
        self._take_in()
        self._pen.hand_over(self._load)

    def _show_sharing(self) -> None:
        if self._copy is not None and self._sharing.copy(self._copy.id) is None:
            self._close_sheet()  # it was taken back
        self._show_saved()
        if self._contents.mode == "shared":
            self._show_mode()

    def _doors(self) -> Doors:
        return Doors(
            mode=self._set_mode, moment=self._set_moment, opened=self._pressed, searched=self._search,
            more=self._finding.go_on, fresh=lambda: self._turn_to(Leaf()), drafted=self._own.draft,
            added=self._own.add, undo=self._bring_back, unlock=self._unlocking.unlock,
        )  # fmt: skip

    def _set_mode(self, mode: str) -> None:
        self._contents.mode = mode
        if mode == "pages":
            self._pen.hand_over(self._load)
        self._show_mode()

    def _set_moment(self, moment: str) -> None:
        self._contents.moment = moment
        self._show_mode()

    def _show_mode(self) -> None:
        self._list.show_mode(self._contents.mode, self._contents.moment)
        self._show_items()

    def _show_items(self) -> None:
        held = self._contents
        nothing = held.nothing(searching=bool(self._looked_for().strip()))
        self._list.show_items(held.items(), self._chosen(), nothing, more=held.more)

    def _search(self, _: str) -> None:
        if self._contents.mode == "pages":
            self._finding.look()

    def _looked_for(self) -> str:
        return self._list.search.text()

    def _show_found(self) -> None:
        if self._contents.mode == "pages":
            self._show_items()

    def _added(self, prompt: Prompt) -> None:
        self._list.own.clear()
        self._list.own.hand_over()
        self.note.clear()
        self._load(prompt.id)

    def _pressed(self, name: str) -> None:
        if self._contents.mode == "shared":
            self._pen.hand_over(lambda: self._show_copy(self._sharing.copy(name)))
        elif self._contents.mode == "pages":
            self._pen.hand_over(lambda: self._journal.ask(partial(jobs.get, page=name), self._turn_to_page))
        else:
            self._open(name)

    def _act(self, name: str) -> None:
        if name in {"share", "share_yes", "share_no", "unshare"}:
            self._pen.hand_over(partial(self._share, name))
        elif name == "delete":
            self._pen.hand_over(self._delete)
        elif name == "done":
            self._pen.hand_over(self._done)
        elif self._prompt is not None:
            prompt, kept = self._prompt, self._contents.look.kept
            if name == "skip":
                self._keep(self._thoughts.skip(prompt, kept))
                self._close_sheet()
                return
            job, undo = jobs.PROMPT_ACTS[name]
            self._journal.ask(partial(job, prompt=prompt.id), lambda _: self._close_sheet(), self._trouble)
            if undo is not None:
                self._offer_undo("reflect.put_away", partial(undo, prompt=prompt.id))

    def _share(self, act: str) -> None:
        self._sharing.asking = act == "share"
        if act == "share_yes":
            self._sharing.share(self._pen.leaf.id)
        elif act == "unshare":
            self._sharing.unshare(self._pen.leaf.id if self._copy is None else self._copy.id)
        self._show_saved()

    def _done(self) -> None:
        page = self._pen.leaf.id
        self._close_sheet()
        self._crossing.done(page)

    def _delete(self) -> None:
        page = self._pen.leaf.id
        if page:
            self._journal.ask(partial(jobs.delete, page=page), lambda _: self._close_sheet(), self._trouble)
            self._offer_undo("reflect.deleted", partial(jobs.bring_back, page=page))

    def _offer_undo(self, key: str, undo: Undo) -> None:
        self._undoing.offer(undo)
        self._list.show_undo(say(key))
        announce(self, say(key))

    def _bring_back(self) -> None:
        undo = self._undoing.take()
        if undo is not None:
            self._pen.hand_over(lambda: self._journal.ask(undo, self._brought_back, self._trouble))

    def _brought_back(self, page: object) -> None:
        self._load()
        if page is not None:
            self._turn_to_page(page)  # type: ignore[arg-type]

    def _wipe(self) -> None:
        self._prompt = self._copy = None
        self._sheet.clear()
        self._pen.take(Leaf())
        self._forget()

    def _forget(self) -> None:
        """Holds nothing of what is kept any more."""
        self._contents.forget()
        self._sharing.look = sharing.Look()
        self._list.show_locked()

    def _show_list(self) -> None:
        self._pen.hand_over()
        self._load()
        self._arrange_panes(paper=False)
        self._list.tabs.focus()
