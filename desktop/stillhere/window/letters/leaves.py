"""Which letter lies open: one that is written, one that is asked about, or one to read.

No other opens before what is typed on this one is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from stillhere.core.letters import Letter
from stillhere.window.desk import Desk
from stillhere.window.letters.choices import choices, questions
from stillhere.window.letters.jobs import Here
from stillhere.window.letters.panes import Panes
from stillhere.window.pen import Pen
from stillhere.window.reflect.jobs import Leaf
from stillhere.window.reflect.journal import Journal
from stillhere.words import say

Mode = Literal["", "writing", "asking", "reading"]

NEW: Final = Letter(id="", text="", created_ms=0, changed_ms=0)


class Leaves(Panes):
    """A page with a paper on which letters open; its subclass makes all that is named here.

    ``look`` looks at everything anew; ``asked`` hears about which letter its writer is asked.
    """

    _desk: Desk
    _journal: Journal
    _here: Here
    _pen: Pen[Leaf, tuple[str, ...]]

    def __init__(
        self,
        title: str,
        look: Callable[[], object],
        asked: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._look_again = look
        self._asked = asked
        self._mode: Mode = ""
        self._letter = NEW

    def _name(self) -> str:
        return self._desk.present.partner_name

    def _begin(self, letter: Letter, *, write: bool = True) -> None:
        self._pen.hand_over(lambda: self._show_writing(letter, write=write))

    def _show_writing(self, letter: Letter, *, write: bool) -> None:
        self._open("writing", letter)
        self._paper.show_writing("", letter.text)
        self._show_saved()
        if write:
            self._paper.write()

    def _question(self, letter: Letter) -> None:
        self._open("asking", letter)
        self._paper.show_reading(say("letters.ask.about"), letter.text)
        acts, why = questions(letter, self._here.post, self._name(), self._journal.door.now())
        self._paper.show_acts(acts, why)
        self._asked(letter.id)

    def _read(self, name: str, head: str, text: str) -> None:
        self._pen.hand_over(lambda: self._show_reading(name, head, text))

    def _show_reading(self, name: str, head: str, text: str) -> None:
        self._open("reading", replace(NEW, id=name))
        self._paper.show_reading(head, text)
        self._paper.show_acts(())

    def _open(self, mode: Mode, letter: Letter) -> None:
        self._mode, self._letter = mode, letter
        self._pen.take(Leaf(id="" if mode == "reading" else letter.id))
        self._paper.show_saved("")
        self.show_paper(bool(mode))
        self._lists.choose(letter.id)
        if mode and self.narrow:
            self.reveal(self._paper)

    def _close(self) -> None:
        self._open("", NEW)
        self._paper.show_reading("", "")

    def _show_saved(self) -> None:
        if self._mode != "writing":
            return
        self._paper.show_saved(self._pen.state)
        self._show_acts()
        kept = self._here.letter(self._pen.leaf.id)
        if self._pen.saved and (kept is None or kept.text != self._paper.text):
            self._look_again()

    def _show_acts(self) -> None:
        text, now = self._paper.text, self._journal.door.now()
        acts, why = choices(self._letter, self._here.post, text, self._name(), now)
        self._paper.show_acts(acts if text.strip() else (), why)
