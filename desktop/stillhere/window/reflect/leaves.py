"""Which page lies open in Reflect: one that is written, one that isn't yet, or a shared copy to read.

No other page opens before what is typed on this one is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from stillhere.core.prompts import Prompt
from stillhere.window.desk import Desk
from stillhere.window.pen import Pen
from stillhere.window.reflect import jobs
from stillhere.window.reflect.contents import Contents
from stillhere.window.reflect.crossing import Crossing
from stillhere.window.reflect.finding import Finding
from stillhere.window.reflect.jobs import Leaf
from stillhere.window.reflect.journal import Journal
from stillhere.window.reflect.panes import Panes
from stillhere.window.reflect.sharing import Sharing
from stillhere.window.reflect.thoughts import Kept, Thoughts
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.core.pages import Page as Written
    from stillhere.home.rooms.shared import Copy


class Leaves(Panes):
    """A page of two sides that can open leaves; its subclass makes all that is named here.

    ``look`` looks at everything anew; ``trouble`` hears what couldn't be done.
    """

    _desk: Desk
    _journal: Journal
    _thoughts: Thoughts
    _contents: Contents
    _sharing: Sharing
    _pen: Pen[Leaf, tuple[str, ...]]
    _crossing: Crossing
    _finding: Finding
    _prompt: Prompt | None
    _copy: Copy | None

    def __init__(
        self,
        title: str,
        look: Callable[[], object],
        trouble: Callable[[Exception], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._look_again = look
        self._hear_trouble = trouble

    @property
    def _untouched(self) -> bool:
        """Whether nothing was typed on what is open that isn't kept."""
        return not self._pen.unsaved and not self._sheet.composing

    def _arrived(self) -> None:
        """Something came while this is in sight; perhaps pages."""
        if self.isVisible() and self._contents.look.across:
            self._take_in()

    def _take_in(self) -> None:
        """What other devices wrote comes in, unless somebody is typing: then it has time."""
        if not self._sheet.open or self._untouched:
            self._crossing.come(self._pen.leaf.id if self._sheet.open else "")

    def _came(self) -> None:
        """Pages came: the list shows them, and the page that is open its newer words."""
        self._look_again()
        page = self._pen.leaf.id
        if page:
            self._journal.ask(partial(jobs.get, page=page), self._show_newer, self._hear_trouble)

    def _show_newer(self, page: Written | None) -> None:
        leaf = self._pen.leaf
        if page is None or page.id != leaf.id or page.parts == leaf.parts or not self._untouched:
            return  # what is typed from here on begins a page of its own, if this one has other words
        self._pen.take(jobs.leaf_of(page))
        self._sheet.show_newer(page.parts)
        self._show_saved()

    def _chosen(self) -> str:
        if self._contents.mode == "shared":
            return self._copy.id if self._copy is not None else ""
        if self._contents.mode == "pages":
            return self._pen.leaf.id
        return self._prompt.id if self._prompt is not None else ""

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
        self._pen.hand_over(lambda: self._journal.ask(job, show, self._hear_trouble))

    def _turn_to_page(self, page: Written | None, *, write: bool = True) -> None:
        if page is None:
            self._look_again()
            return
        self._turn_to(jobs.leaf_of(page), page.parts, write=write)

    def _turn_to(self, leaf: Leaf, texts: tuple[str, ...] = (), *, write: bool = True) -> None:
        self._pen.hand_over(lambda: self._show_leaf(leaf, texts, write=write))

    def _show_leaf(
        self, leaf: Leaf, texts: tuple[str, ...], *, write: bool, copy: Copy | None = None
    ) -> None:
        self._prompt = self._contents.prompt(leaf.prompt)
        self._copy, self._sharing.asking = copy, False
        question = leaf.question or say("reflect.free")
        self._sheet.show_page(leaf.form, question, texts, copy=copy is not None)
        self._pen.take(leaf)
        if leaf.id and self._contents.look.across:
            self._crossing.opened(leaf.id)
        self._show_saved()
        self._list.rows.choose(self._chosen())
        self._arrange_panes(paper=True)
        if write:
            self._sheet.write()

    def _show_copy(self, copy: Copy | None) -> None:
        if copy is not None:
            theirs = say("reflect.free.theirs", name=self._desk.present.partner_name)
            question = copy.question or ("" if copy.mine else theirs)
            self._show_leaf(Leaf(form=copy.form, question=question), copy.parts, write=False, copy=copy)

    def _show_saved(self) -> None:
        pen = self._pen
        self._sheet.show_saved(pen.state)
        name = self._desk.present.partner_name
        if self._copy is not None:
            self._sheet.show_under(self._sharing.about(self._copy))
            self._sheet.show_acts(("unshare",) if self._copy.mine else (), name)
            return
        self._sheet.show_under(self._sharing.under(pen.leaf.id))
        self._sheet.show_acts(self._contents.acts(pen.leaf.id, self._prompt, self._sheet.texts), name)

    def _told(self) -> None:
        self._show_saved()
        if self._pen.saved and self._contents.mode == "pages":
            self._finding.look()  # the list follows what is kept

    def _keep(self, kept: Kept) -> None:
        self._contents.look = replace(self._contents.look, kept=kept)

    def _close_sheet(self) -> None:
        """What was open is away; what comes next is there."""
        self._prompt = self._copy = None
        self._sheet.clear()
        self._pen.take(Leaf())
        self._look_again()
