"""Reflect: what to write about at the left, the page at the right. A page is its writer's alone.

What is typed is kept by the pen; no other page opens before it is. Leaving closes what is private.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from stillhere.core.prompts import Moment, Prompt, moment_for
from stillhere.home.errors import HomeError
from stillhere.window.components.note import announce
from stillhere.window.desk import Desk
from stillhere.window.reflect import jobs, sheet
from stillhere.window.reflect.contents import Contents
from stillhere.window.reflect.jobs import Look
from stillhere.window.reflect.listing import Doors, Listing
from stillhere.window.reflect.own import OwnPrompts
from stillhere.window.reflect.panes import Panes
from stillhere.window.reflect.pen import Leaf, Pen
from stillhere.window.reflect.sheet import Sheet
from stillhere.window.reflect.thoughts import Kept, Thoughts
from stillhere.window.reflect.undoing import Undoing
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.core.pages import Page as Written
    from stillhere.window.reflect.undoing import Undo


class Reflect(Panes):
    """``thoughts`` knows the prompts, and what is private."""

    def __init__(self, desk: Desk, thoughts: Thoughts, parent: QWidget | None = None) -> None:
        super().__init__(say("nav.reflect"), parent)
        self._desk = desk
        self._journal = thoughts.journal
        self._thoughts = thoughts
        self._contents = Contents(thoughts, self._moment() or "together")
        self._prompt: Prompt | None = None
        self._undoing = Undoing(lambda: self._list.show_undo(""), self)
        self._own = OwnPrompts(self._journal, self._moment, self._added, self._trouble)
        self._list = Listing(self.title, self._contents.moments(), self._doors())
        self._sheet = Sheet(sheet.Doors(self._typed, self._show_list, self._act))
        self._pen = Pen(
            self._journal, lambda: self._sheet.texts, self._show_saved, self._trouble, parent=self
        )
        self.lay_out()

    def come(self, about: str) -> None:
        self.tell_broken(self._thoughts.library)
        self._journal.hold()
        self._load(about)

    def leave(self) -> None:
        # Under a lock nothing of it stays on the page once it is kept.
        self._pen.hand_over(self._wipe if self._contents.look.locked else None)
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
        job = partial(jobs.look, query=self._list.search.text())
        self._journal.ask(job, partial(self._loaded, about), self._trouble)

    def _loaded(self, about: str, look: Look) -> None:
        self._contents.take(look, self._moment())
        self._thoughts.remember(look.kept)
        self._list.own.show_text(look.draft)
        self._show_mode()
        if about:
            self._open(about)
        elif not self._sheet.open and not self.narrow and self._contents.mode == "now" and self._contents.few:
            self._open_prompt(self._contents.few[0], write=False)
        else:
            self._arrange_panes()

    def _trouble(self, error: Exception) -> None:
        if isinstance(error, HomeError) and error.what == "private_locked":
            # What was being written stays in sight: it is its writer's, and isn't kept yet.
            self._list.show_locked()
            self._arrange_panes(paper=False)
            if not self._sheet.open:
                self._list.passphrase.setFocus()
        else:
            self.tell(error, self._desk.present.partner_name)

    def _unlock(self, passphrase: str) -> None:
        self._list.busy(True)
        self._journal.unlock(passphrase, lambda _: self._unlocked(), self._not_unlocked)

    def _unlocked(self) -> None:
        self._list.busy(False)
        self.note.clear()
        self._pen.hand_over(self._load)

    def _not_unlocked(self, error: Exception) -> None:
        self._list.busy(False)
        self._list.passphrase.selectAll()
        self._trouble(error)

    def _doors(self) -> Doors:
        return Doors(
            mode=self._set_mode, moment=self._set_moment, opened=self._pressed, searched=self._search,
            fresh=lambda: self._turn_to(Leaf()), drafted=self._own.draft, added=self._own.add,
            undo=self._bring_back, unlock=self._unlock,
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
        held = self._contents
        self._list.show_mode(held.mode, held.moment)
        nothing = held.nothing(searching=bool(self._list.search.text().strip()))
        self._list.show_items(held.items(), self._chosen(), nothing)

    def _chosen(self) -> str:
        if self._contents.mode == "pages":
            return self._pen.leaf.id
        return self._prompt.id if self._prompt is not None else ""

    def _search(self, _: str) -> None:
        if self._contents.mode == "pages":
            self._load()

    def _added(self, prompt: Prompt) -> None:
        self._list.own.clear()
        self._list.own.hand_over()
        self.note.clear()
        self._load(prompt.id)

    def _pressed(self, name: str) -> None:
        if self._contents.mode == "pages":
            self._pen.hand_over(lambda: self._journal.ask(partial(jobs.get, page=name), self._turn_to_page))
        else:
            self._open(name)

    def _open(self, name: str) -> None:
        prompt = self._contents.prompt(name)
        if prompt is not None:
            self._keep(self._thoughts.see(prompt.id, self._contents.look.kept))
            self._open_prompt(prompt, write=True)

    def _open_prompt(self, prompt: Prompt, *, write: bool) -> None:
        def show(begun: Written | None) -> None:
            if begun is not None:
                self._turn_to_page(begun, write=write)
            else:
                leaf = Leaf(form=prompt.form, prompt=prompt.id, question=prompt.text)
                self._turn_to(leaf, write=write)

        job = partial(jobs.begun, prompt=prompt.id, day=self._thoughts.today, now=self._thoughts.now)
        self._pen.hand_over(lambda: self._journal.ask(job, show, self._trouble))

    def _turn_to_page(self, page: Written | None, *, write: bool = True) -> None:
        if page is None:
            self._load()
            return
        leaf = Leaf(form=page.form, prompt=page.prompt, question=page.question, id=page.id)
        self._turn_to(leaf, page.parts, write=write)

    def _turn_to(self, leaf: Leaf, texts: tuple[str, ...] = (), *, write: bool = True) -> None:
        self._pen.hand_over(lambda: self._show_leaf(leaf, texts, write=write))

    def _show_leaf(self, leaf: Leaf, texts: tuple[str, ...], *, write: bool) -> None:
        self._prompt = self._contents.prompt(leaf.prompt)
        self._sheet.show_page(leaf.form, leaf.question or say("reflect.free"), texts)
        self._pen.take(leaf)
        self._show_saved()
        self._list.rows.choose(self._chosen())
        self._arrange_panes(paper=True)
        if write:
            self._sheet.write()

    def _typed(self) -> None:
        self._pen.typed()

    def _show_saved(self) -> None:
        pen = self._pen
        said = "reflect.unsaved" if pen.stuck else "reflect.saved" if pen.saved else ""
        self._sheet.show_saved(say(said) if said else "")
        self._sheet.show_acts(self._contents.acts(self._pen.leaf.id, self._prompt, self._sheet.texts))

    def _act(self, name: str) -> None:
        if name == "delete":
            self._pen.hand_over(self._delete)
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

    def _keep(self, kept: Kept) -> None:
        self._contents.look = replace(self._contents.look, kept=kept)

    def _delete(self) -> None:
        page = self._pen.leaf.id
        if page:
            self._journal.ask(partial(jobs.delete, page=page), lambda _: self._close_sheet(), self._trouble)
            self._offer_undo("reflect.deleted", partial(jobs.bring_back, page=page))

    def _close_sheet(self) -> None:
        """What was open is away; what comes next is there."""
        self._prompt = None
        self._sheet.clear()
        self._pen.take(Leaf())
        self._load()

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
        self._prompt = None
        self._sheet.clear()
        self._pen.take(Leaf())
        self._contents.look = Look()
        self._list.show_locked()

    def _show_list(self) -> None:
        self._pen.hand_over()
        self._load()
        self._arrange_panes(paper=False)
        self._list.tabs.focus()
