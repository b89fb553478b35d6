"""Writing an agreement, from the first letter to the offer: until then a draft that only its writer has.

What is typed is kept first, whatever becomes of it; a refusal leaves everything where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from stillhere.core.agreements.acts import Deed, DropDraft, KeepDraft
from stillhere.core.agreements.view import AgreementView
from stillhere.core.records.terms import REVIEW_DAYS, Words
from stillhere.home.library import Template
from stillhere.window.agreements import jobs
from stillhere.window.agreements.jobs import Leaf
from stillhere.window.components.column import Column
from stillhere.window.components.wrapping import wraps
from stillhere.window.desk import Desk
from stillhere.window.pen import Pen
from stillhere.window.reflect.journal import Journal
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.window.agreements.editor import Editor

#: What a new agreement begins with.
_FRESH: Final = Words(kind="own_words", title="", review_days=REVIEW_DAYS)

#: What nobody can change any more: writing on it begins a new agreement.
_OVER: Final = frozenset({"ended", "faded"})


class Doors(NamedTuple):
    """What writing tells: it was closed; it was offered, as the key of what to say; an act; trouble."""

    closed: Callable[[], object]
    offered: Callable[[str], object]
    act: Callable[[Deed, str, Deed | None], object]
    trouble: Callable[[Exception], object]


class Writing(QObject):
    """Owns the editor and keeps what is typed in it. ``title`` says what is being written.

    ``place`` is where the editor stands, which is made when somebody first writes.
    """

    def __init__(
        self,
        desk: Desk,
        journal: Journal,
        templates: Callable[[], tuple[Template, ...]],
        doors: Doors,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._journal = journal
        self._doors = doors
        self._templates = templates
        self._before: Words | None = None
        self._editor: Editor | None = None
        self.place = QWidget()
        wraps(self.place)
        self._column = Column(self.place)
        self._pen = Pen(
            journal.ask, Leaf(), lambda: self.editor.written, jobs.keep,
            told=self._show_saved, failed=self._refused, parent=self,
        )  # fmt: skip

    @property
    def editor(self) -> Editor:
        """Where it is written."""
        if self._editor is None:
            from stillhere.window.agreements import editor

            # A blank editor has nothing to keep.
            doors = editor.Doors(self._typed, self._offer, self.close, self._drop)
            self._editor = editor.Editor(doors, self._templates)
            self._column.add(self._editor)
        return self._editor

    @property
    def title(self) -> str:
        """What is being written."""
        before = self._before
        return say("agreements.new") if before is None else say("agreements.new.change", title=before.title)

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that isn't kept yet."""
        return self._pen.unsaved

    def begin(self, shown: AgreementView | None, found: Sequence[AgreementView]) -> None:
        """Begins on what is `shown`, a draft, a change, or anew; None: an empty page.

        ``found`` is everything that is shown, to know what a draft would change.
        """
        words = _FRESH if shown is None else shown.words
        leaf = Leaf() if shown is None else _leaf(shown)
        self._before = next(
            (each.words for each in found if leaf.changes and each.revision == leaf.changes), None
        )
        self._pen.take(leaf)
        self.editor.show_words(words, self._before, self._desk.present.partner_name)
        self._show_saved()

    def hand_over(self, then: Callable[[], object] | None = None) -> None:
        """Keeps what is typed now; calls `then` once it is kept."""
        self._pen.hand_over(then)

    def close(self) -> None:
        """Back to the others. What is being written is kept."""
        self._pen.hand_over(self._closed)

    def forget(self) -> None:
        """Shows nothing of what was written, all of which is kept."""
        self._pen.take(Leaf())
        if self._editor is not None:
            self._editor.show_words(_FRESH, None, "")

    def _closed(self) -> None:
        self._pen.take(Leaf())
        self._doors.closed()

    def _typed(self) -> None:
        # Nobody wants a draft of nothing.
        if self._pen.leaf.id or not self.editor.blank:
            self._pen.typed()

    def _show_saved(self) -> None:
        state = self._pen.state
        self.editor.show_saved(f"agreements.{state}" if state else "")

    def _offer(self) -> None:
        # What is typed is kept first: neither a refusal nor a crash takes anything of it.
        self.editor.busy(True)
        self._pen.hand_over(self._say)

    def _say(self) -> None:
        leaf, words, aside = self._pen.leaf, self.editor.words, self._desk.aside
        self._journal.ask(
            lambda private: aside(lambda home: jobs.offer(home, private, leaf, words)),
            self._offered,
            self._refused,
        )

    def _offered(self, changed: bool) -> None:
        self.editor.busy(False)
        self._closed()
        self._doors.offered("agreement.said.suggested" if changed else "agreement.said.offered")

    def _refused(self, error: Exception) -> None:
        self.editor.busy(False)
        self._doors.trouble(error)

    def _drop(self) -> None:
        leaf, written = self._pen.leaf, self.editor.written
        self._pen.hand_over(lambda: self._dropped(leaf, written))

    def _dropped(self, leaf: Leaf, written: jobs.Written) -> None:
        self._closed()
        if leaf.id:
            back = KeepDraft(jobs.draft_of(leaf, written))
            self._doors.act(DropDraft(leaf.id), "agreement.said.dropped", back)


def _leaf(shown: AgreementView) -> Leaf:
    if shown.state == "draft":
        return Leaf(shown.id, shown.changes)
    return Leaf() if shown.state in _OVER else Leaf(changes=shown.revision)
