"""One letter on its paper: being written, asked about, or read. What came has no place for an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from stillhere.window.components.buttons import Button
from stillhere.window.components.card import Card
from stillhere.window.components.flow import Flow
from stillhere.window.components.text import Text
from stillhere.window.look import EM
from stillhere.window.reflect.passage import WRITING, Words
from stillhere.window.reflect.writing import Writing
from stillhere.words import say

#: Everything that can be chosen, in the order of the foot.
ACTS: Final = ("send", "change", "hold", "keep", "let_go")

#: So many lines of a letter have room at least.
_LINES: Final = 7


class Doors(NamedTuple):
    """What the paper tells: a change of the text, a choice, and that the place of writing moved."""

    typed: Callable[[], object]
    act: Callable[[str], object]
    moved: Callable[[], object]


class Area(Writing):
    """Where a letter is written: as high as its text, and some lines at least."""

    def __init__(self, name: str, typed: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(name, typed, parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        size = super().minimumSizeHint()
        line = WRITING.line * self.font().pixelSize() / EM
        size.setHeight(round(max(_LINES * line, self.document().size().height() + line)))
        return size


class Paper(Card):
    """Shows one letter at a time. ``text`` is what stands in it."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._doors = doors
        self._head = Text(kind="label")
        self._area = Area(say("letters.paper"), doors.typed)
        self._area.setPlaceholderText(say("reflect.begin"))
        self._area.cursorPositionChanged.connect(self._moved)
        self._read = Words(WRITING)
        self._why = Text(kind="caption")
        self._saved = Text(kind="small")
        self._acts = {name: Button("", lambda name=name: doors.act(name)) for name in ACTS}  # type: ignore[misc]
        row = Flow(gap=10)
        for button in self._acts.values():
            row.addWidget(button)
        self.add(self._head)
        self.add(self._area, 12)
        self.add(self._read, 12)
        self.add(self._why, 14)
        self.add(row, 16)
        self.add(self._saved, 12)

    @property
    def text(self) -> str:
        """What stands on it."""
        return self._area.text

    def show_writing(self, head: str, text: str) -> None:
        """Shows a letter that its writer can go on with."""
        self._show_head(head)
        self._area.show_text(text)
        self._area.setVisible(True)
        self._read.setVisible(False)

    def show_reading(self, head: str, text: str) -> None:
        """Shows a letter to read."""
        self._show_head(head)
        self._read.say(text)
        self._area.show_text("")
        self._area.setVisible(False)
        self._read.setVisible(True)

    def show_acts(self, acts: Sequence[tuple[str, str]], why: str = "") -> None:
        """Offers these, each with its label; ``why`` says why it can't go out now."""
        labels = dict(acts)
        for name, button in self._acts.items():
            button.setText(labels.get(name, ""))
            button.setVisible(name in labels)
            button.set_kind("quiet" if name == "let_go" and "change" not in labels else "plain")
        self._why.say(why)
        self._why.setVisible(bool(why))

    def show_saved(self, said: str) -> None:
        """Says whether it is saved."""
        self._saved.say(said)
        self._saved.setVisible(bool(said))

    def write(self) -> None:
        """Gives the keyboard's place to the letter."""
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def cursor_in(self, widget: QWidget) -> QPoint:
        """Where the letter is being written, as a place in `widget`."""
        return self._area.viewport().mapTo(widget, self._area.cursorRect().center())

    def _moved(self) -> None:
        if self._area.hasFocus():
            self._doors.moved()

    def _show_head(self, head: str) -> None:
        self._head.say(head)
        self._head.setVisible(bool(head))
