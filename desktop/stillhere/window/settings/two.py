"""What concerns both: names, the folder between the two, and the safety number."""

from __future__ import annotations

from math import ceil
from pathlib import Path
from string import digits

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFontMetricsF, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QWidget

from stillhere.core.acts import Rename
from stillhere.seal.safety import GROUP_DIGITS, GROUPS
from stillhere.window.components.buttons import Button
from stillhere.window.components.chips import ChipRow
from stillhere.window.components.field import Line
from stillhere.window.components.flow import Flow
from stillhere.window.components.menu import copy, open_menu
from stillhere.window.components.selectable import Selectable
from stillhere.window.components.text import Text
from stillhere.window.desk import Desk, Present
from stillhere.window.dialogs import Dialogs
from stillhere.window.folder_field import FolderField
from stillhere.window.footer import carried
from stillhere.window.settings.compared import ComparedRow
from stillhere.window.settings.section import Section
from stillhere.words import say


class NamesCard(Section):
    """By which name the other one knows this person; the other one's own name is theirs to change."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "names", parent)
        self._name = Line(say("settings.names.own"), self._rename, drafted=lambda _: None)
        self._use = Button(say("settings.names.use"), self._name.say_it)
        self._use.hide()
        self._name.textEdited.connect(lambda _: self._use.setVisible(self._name.unsaid))
        self._partner = Text()
        self.add(Text(say("settings.names.own")), 8)
        self.add(self._name, 7)
        self.add(self._use, 10)
        self.add(self._partner, 12)

    def show_present(self, present: Present) -> None:
        self._name.show_text(present.view.me.name)
        self._partner.say(say("settings.names.partner", name=present.partner_name))
        self._partner.setVisible(bool(present.partner_name))

    def hand_over(self) -> None:
        self._name.hand_over()

    def _rename(self, name: str) -> None:
        self._use.hide()
        self._desk.do(Rename(name))


class FolderCard(Section):
    """Where the folder is and how it is doing."""

    def __init__(self, desk: Desk, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(desk, "folder", parent)
        self._state = Text()
        self._field = FolderField(desk.worker, self._change, dialogs=dialogs)
        self._hint = Text(say("settings.folder.text"), "caption")
        choices = [(answer, say(f"settings.nudge.{answer}")) for answer in ("yes", "no")]
        self._nudge = ChipRow(say("settings.nudge"), choices, self._choose)
        self._nudge_text = Text(say("settings.nudge.text"))
        self.add(self._state, 6)
        self.add(self._field, 12)
        self.add(self._hint, 10)
        self.add(self._nudge_text, 16)
        self.add(self._nudge, 10)

    def show_present(self, present: Present) -> None:
        self._state.say(carried(present.sharing).text.replace("\n", " "))
        folder = present.settings.folder
        for item in (self._field, self._hint):
            item.setVisible(folder is not None)
        if folder is not None:
            self._field.show_folder(folder)
        carrier = None if present.sharing is None else present.sharing.carrier
        self._nudge_text.setVisible(carrier == "syncthing")
        self._nudge.setVisible(carrier == "syncthing")
        self._nudge.show_chosen(("yes" if present.settings.nudge else "no",))

    def _choose(self, answer: str) -> None:
        self.change(nudge=answer == "yes")

    def _change(self, folder: Path) -> None:
        self.change(folder=folder)


class Group(Selectable):
    """Five digits of the safety number: there is room for them before they are known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "number", parent=parent)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._font())
        widest = max(metrics.horizontalAdvance(digit) for digit in digits)
        return QSize(GROUP_DIGITS * ceil(widest) + 2, self._line_height())


class Number(QLabel):
    """The groups side by side. A press takes hold of all of them; so does the keyboard, which stops here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.groups = [Group(self) for _ in range(GROUPS)]
        flow = Flow(gap=18, line_gap=2, parent=self, even=True)
        for group in self.groups:
            group.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            group.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            flow.addWidget(group)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def show_number(self, number: tuple[str, ...] | None) -> None:
        """Shows it, or room for it."""
        for group, said in zip(self.groups, number or ("",) * GROUPS, strict=True):
            group.say(said)
        self.setAccessibleName(self._text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        for group in self.groups:
            group.select_all()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            for group in self.groups:
                group.select(0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            copy(self._text)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        open_menu(self, event.globalPos(), iter([("text.copy", bool(self._text), lambda: copy(self._text))]))

    @property
    def _text(self) -> str:
        return " ".join(group.text() for group in self.groups).strip()


class SafetyCard(Section):
    """The number that is the same on both sides when nobody stands between.

    It is read beside the window, after the page stands, and again when anything came that may change it.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "safety", parent)
        self._read: int | None = None
        self._number = Number()
        self.add(Text(say("settings.safety.text")), 6)
        self._compared = ComparedRow(desk)
        self.add(self._number, 12)
        self.add(self._compared, 14)

    def show_present(self, present: Present) -> None:
        linked = present.view.link == "linked"
        self.setVisible(linked)
        if linked and present.generation != self._read:
            self._read = present.generation
            self._desk.ask(lambda home: home.safety_number(), self._show)
            self._compared.read()

    def _show(self, number: tuple[str, ...] | None) -> None:
        self._number.show_number(number)
