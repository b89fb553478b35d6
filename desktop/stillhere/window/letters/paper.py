"""One letter on its paper: being written, asked about, or read. What came has no place for an answer.

However long a letter is, what can be chosen below it stays within reach: very long ones scroll inside.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QSizePolicy, QWidget

from stillhere.window.components.buttons import Button
from stillhere.window.components.card import Card
from stillhere.window.components.flow import Flow
from stillhere.window.components.text import Text
from stillhere.window.later import soon
from stillhere.window.look import EM
from stillhere.window.reflect.passage import WRITING, Words
from stillhere.window.reflect.writing import Writing
from stillhere.words import say

#: Everything that can be chosen, in the order of the foot.
ACTS: Final = ("send", "change", "hold", "keep", "let_go")

#: So many lines of a letter have room at least, and at most.
_LINES, _MOST_LINES = 7, 60

#: A letter of more characters or lines is read where it scrolls.
_LONG, _LONG_LINES = 10_000, 200


class Doors(NamedTuple):
    """What the paper tells: a change of the text, a choice, and that the place of writing moved."""

    typed: Callable[[], object]
    act: Callable[[str], object]
    moved: Callable[[], object]


class Area(Writing):
    """Where a letter is written: as high as its text, with room for some lines; a very long one scrolls."""

    def __init__(self, name: str, typed: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(name, typed, parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._grow())

    def minimumSizeHint(self) -> QSize:
        size = super().minimumSizeHint()
        line = self._line()
        size.setHeight(round(min(max(_LINES * line, self._wanted()), _MOST_LINES * line)))
        return size

    def _line(self) -> float:
        return WRITING.line * self.font().pixelSize() / EM

    def _wanted(self) -> float:
        return self.document().size().height() + self._line()

    def _grow(self) -> None:
        # Not "as needed": while its room grows, a bar would come and go, and each breaks the lines anew.
        scrolls = self._wanted() > _MOST_LINES * self._line()
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOn if scrolls else policy.ScrollBarAlwaysOff)
        self.updateGeometry()


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
        """What is being written on it."""
        return "" if self._area.isReadOnly() else self._area.text

    def show_writing(self, head: str, text: str) -> None:
        """Shows a letter that its writer can go on with."""
        self._show_head(head)
        self._area.setReadOnly(False)
        self._show_in(self._area, text)

    def show_reading(self, head: str, text: str) -> None:
        """Shows a letter to read."""
        self._show_head(head)
        self._area.setReadOnly(True)
        long = len(text) > _LONG or text.count("\n") > _LONG_LINES
        self._show_in(self._area if long else self._read, text)
        if long:
            self._area.moveCursor(QTextCursor.MoveOperation.Start)
            soon(self._area, lambda: self._area.verticalScrollBar().setValue(0))  # it has its room only then

    def show_acts(self, acts: Sequence[tuple[str, str]], why: str = "") -> None:
        """Offers these, each with its label; ``why`` says why it can't go out now."""
        labels = dict(acts)
        for name, button in self._acts.items():
            button.setText(labels.get(name, ""))
            button.setVisible(name in labels)
            button.set_kind("text" if name == "let_go" and "change" not in labels else "plain")
        self._why.say(why)
        self._why.setVisible(bool(why))

    def show_saved(self, state: str) -> None:
        """Says whether it is saved, by the state of its pen."""
        self._saved.say(say(f"reflect.{state}") if state else "")
        self._saved.setVisible(bool(state))

    def write(self) -> None:
        """Gives the keyboard's place to the letter."""
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def cursor_in(self, widget: QWidget) -> QPoint:
        """Where the letter is being written, as a place in `widget`."""
        return self._area.viewport().mapTo(widget, self._area.cursorRect().center())

    def _moved(self) -> None:
        if self._area.hasFocus():
            self._area.ensureCursorVisible()
            self._doors.moved()

    def _show_in(self, place: Area | Words, text: str) -> None:
        self._read.say(text if place is self._read else "")
        self._area.show_text(text if place is self._area else "")
        self._area.setVisible(place is self._area)
        self._read.setVisible(place is self._read)

    def _show_head(self, head: str) -> None:
        self._head.say(head)
        self._head.setVisible(bool(head))
