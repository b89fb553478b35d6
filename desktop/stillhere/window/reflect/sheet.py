"""The right side of Reflect: one page, from its question to its last word, on paper of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from stillhere.core.records.posted import PARTS, Form
from stillhere.window.components.buttons import Button
from stillhere.window.components.flow import Flow, empty
from stillhere.window.components.ground import ground_of
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.window.reflect.paper import Paper, Rule
from stillhere.window.reflect.passage import QUESTION, Passage
from stillhere.window.reflect.writing import Writing
from stillhere.words import say

#: The narrowest column of a form, in ems, and the room between two.
_COLUMN, _BETWEEN = 11, 24


class Doors(NamedTuple):
    """What the sheet tells."""

    typed: Callable[[], object]
    back: Callable[[], object]
    act: Callable[[str], object]


#: Everything that can be done with a prompt or a page, in the order of the foot.
ACTS = ("done", "share", "share_yes", "share_no", "unshare", "skip", "never", "again", "drop", "delete")

#: Those that are set as buttons: what goes out, to somebody else or to one's own other devices.
_BUTTONS = frozenset({"done", "share", "share_yes", "share_no", "unshare"})


class Sheet(QScrollArea):
    """Shows one page at a time; nothing at all before the first. ``texts`` are its texts as they stand."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._parts: list[Writing] = []
        self._form: Form = "free"
        self._open = False
        self._ground = ground_of(self)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._back = Button(say("reflect.back"), doors.back, "text")
        self._question = Passage("", QUESTION)
        self._private = Text(say("reflect.private"))
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._acts = {
            name: Button("", lambda name=name: doors.act(name), "plain" if name in _BUTTONS else "text")  # type: ignore[misc]
            for name in ACTS
        }
        self._saved = Text(kind="small")
        self._inside = QWidget()
        self._lay_out()
        self.clear()

    def sizeHint(self) -> QSize:
        # It scrolls by itself: its page gives it what height there is, and never scrolls for it as well.
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    @property
    def open(self) -> bool:
        """Whether there is a page."""
        return self._open

    @property
    def wide(self) -> bool:
        """Whether the page wants the whole width for itself."""
        return self.open and PARTS[self._form] > 2

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in each part."""
        return tuple(part.text for part in self._parts)

    @property
    def composing(self) -> bool:
        """Whether somebody is in the middle of a letter that takes several keys."""
        return any(part.composing for part in self._parts)

    def show_page(self, form: Form, question: str, texts: Sequence[str], *, copy: bool = False) -> None:
        """Shows a page; where `texts` is empty, one that isn't written yet. A ``copy`` is only read."""
        self._form = form
        self._question.say(question)
        self._make_parts(form, question)
        for part, text in zip(self._parts, texts, strict=False):
            part.show_text(text)
            part.setReadOnly(copy)
        self._arrange()
        self._open = True
        self._inside.show()
        self.ensureVisible(0, 0)

    def show_newer(self, texts: Sequence[str]) -> None:
        """Shows other words on the page that is open; the cursor stays at its place in them."""
        for part, text in zip(self._parts, texts, strict=True):
            if part.text != text:
                part.show_newer(text)

    def clear(self) -> None:
        """Nothing is open."""
        self._make_parts("free", "")
        self._question.say("")
        self._open = False
        self._inside.hide()

    def cover(self, covered: bool) -> None:
        """Takes what is written here out of sight, or shows it again. Nothing of it is lost."""
        self._inside.setVisible(self._open and not covered)

    def show_acts(self, acts: Sequence[str], name: str) -> None:
        """Offers these. ``name`` is the partner's."""
        for act, button in self._acts.items():
            button.setText(say(f"reflect.{act}", name=name))
            button.setVisible(act in acts)

    def show_under(self, said: str) -> None:
        """Says who can read it."""
        self._private.say(said)

    def show_saved(self, state: str) -> None:
        """Says whether it is saved, by the state of its pen."""
        self._saved.say(say(f"reflect.{state}") if state else "")

    def show_alone(self, alone: bool, narrow: bool) -> None:
        """Without the list beside it there is a way back."""
        self._back.setVisible(alone)
        side = 24 if narrow else 44
        self._box.setContentsMargins(side, 22 if narrow else 33 if alone else 66, side, 22 if narrow else 66)
        self._arrange()

    def write(self) -> None:
        """Gives the keyboard's place to the page."""
        if self._parts:
            self._parts[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _press(self, place: QPoint) -> None:
        """A click anywhere on the sheet goes to what is written nearest to it."""
        parts = [part for part in self._parts if self._open and part.isVisible() and not part.isReadOnly()]
        if parts:
            near = min(parts, key=lambda part: _distance(part, place))
            near.setFocus(Qt.FocusReason.MouseFocusReason)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._arrange()

    def _make_parts(self, form: Form, question: str) -> None:
        empty(self._columns)
        self._parts = []
        for number in range(1, PARTS[form] + 1):
            name = say(f"form.{form}.{number}") if form != "free" else question or say("reflect.page")
            column, part = QWidget(), Writing(name, self._doors.typed)
            box = QVBoxLayout(column)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(8)
            if form != "free":
                box.addWidget(Text(name, "label"))
                box.addWidget(Rule())
            else:
                part.setPlaceholderText(say("reflect.begin"))
            box.addWidget(part, 1)
            self._columns.addWidget(column, 1)
            self._parts.append(part)

    def _arrange(self) -> None:
        em, margins = self.font().pixelSize(), self._box.contentsMargins()
        room = self._ground.width() - margins.left() - margins.right()
        count = PARTS[self._form]
        side_by_side = room >= count * _COLUMN * em + (count - 1) * _BETWEEN
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if side_by_side else QBoxLayout.Direction.TopToBottom
        )

    def _lay_out(self) -> None:
        self._columns.setSpacing(_BETWEEN)
        acts = QWidget()
        wraps(acts)
        flow = Flow(gap=24, line_gap=0, parent=acts)
        for button in self._acts.values():
            flow.addWidget(button)
        foot = QHBoxLayout()
        foot.setSpacing(18)
        foot.addWidget(acts, 1)
        foot.addWidget(self._saved, 0, Qt.AlignmentFlag.AlignVCenter)
        self._back.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        self._box = QVBoxLayout(self._inside)
        self._box.setSpacing(0)
        self._box.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeading)
        self._box.addSpacing(6)
        self._box.addWidget(self._question)
        self._box.addSpacing(14)
        self._box.addWidget(self._private)
        self._box.addSpacing(24)
        self._box.addLayout(self._columns, 1)
        self._box.addSpacing(16)
        self._box.addLayout(foot)
        paper = Paper(self._press)
        around = QVBoxLayout(paper)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._inside)
        self.setWidget(paper)
        self.show_alone(False, False)


def _distance(widget: QWidget, place: QPoint) -> int:
    return (widget.mapToGlobal(widget.rect().center()) - place).manhattanLength()
