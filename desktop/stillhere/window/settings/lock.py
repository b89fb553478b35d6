"""The lock of what is private. A passphrase stands in its field until it is used or left; nowhere else."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtWidgets import QLineEdit, QWidget

from stillhere.notify.sleep.hearing import heard
from stillhere.window.components.buttons import Button
from stillhere.window.components.chips import ChipRow
from stillhere.window.components.column import Column
from stillhere.window.components.field import Line
from stillhere.window.components.flow import Flow
from stillhere.window.components.note import Note, announce, sentences
from stillhere.window.components.page import reveal
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.window.desk import Desk, Present
from stillhere.window.settings.section import Section
from stillhere.words import say

Doing = Literal["set", "change", "remove"]

#: After how many minutes without a key open pages lock again; 0: when they are left.
MINUTES: Final = (0, 5, 15, 60)

_FIELDS: dict[Doing, tuple[str, ...]] = {
    "set": ("new", "again"),
    "change": ("old", "new", "again"),
    "remove": ("old",),
}


def secret(name: str, *, hint: str = "") -> Line:
    """A field whose letters don't show, and that keeps nothing by itself."""
    line = Line(name, lambda _: None, drafted=lambda _: None, hint=hint)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


class LockCard(Section):
    """Whether there is a lock, and setting, changing and removing it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "lock", parent)
        self._doing: Doing | None = None
        self._kind = ""
        self._state = Text()
        self._buttons = {
            "set": Button(say("settings.lock.set"), lambda: self._open("set")),
            "change": Button(say("settings.lock.change"), lambda: self._open("change")),
            "remove": Button(say("settings.lock.remove"), lambda: self._open("remove")),
        }
        self._note = Note()
        self._fields = {name: secret(say(f"settings.lock.{name}")) for name in ("old", "new", "again")}
        self._labels = {name: Text(say(f"settings.lock.{name}")) for name in self._fields}
        self._do = Button("", self._go)
        self._not_now = Button(say("settings.lock.not_now"), self.step_back)
        self._form = self._make_form()
        self._working = Text(say("settings.lock.working"))
        self._when_label = Text(say("settings.lock.when"))
        choices = [(str(minutes), say(f"settings.lock.minutes.{minutes}")) for minutes in MINUTES]
        self._when = ChipRow(
            say("settings.lock.when"), choices, lambda minutes: self.change(lock_minutes=int(minutes))
        )
        self._always = Text(say(f"settings.lock.always.{heard()}"), "caption")
        self._lay_out()
        self._show("")

    def show_present(self, present: Present) -> None:
        self._when.show_chosen((str(present.settings.lock_minutes),))

    def come(self) -> None:
        self._desk.ask(lambda home: home.door().lock() or "none", self._show, self._failed)

    def hand_over(self) -> None:
        # Whoever leaves the page leaves no passphrase standing on it.
        self._close()

    def step_back(self) -> bool:
        if self._doing is None:
            return False
        button = self._buttons[self._doing]
        self._close()
        button.setFocus()
        return True

    def _make_form(self) -> QWidget:
        form = QWidget()
        wraps(form)
        column = Column(form)
        for at, (name, field) in enumerate(self._fields.items()):
            column.add(self._labels[name], 14 if at else 0)
            column.add(field, 7)
            field.returnPressed.connect(lambda name=name: self._next(name))
        row = Flow(gap=10, line_gap=10)
        row.addWidget(self._do)
        row.addWidget(self._not_now)
        column.add(row, 16)
        return form

    def _lay_out(self) -> None:
        row = Flow(gap=10, line_gap=10)
        for button in self._buttons.values():
            row.addWidget(button)
        for item, above in (
            (self._state, 6), (Text(say("settings.lock.text"), "caption"), 8), (row, 14), (self._note, 14),
            (self._form, 16), (self._working, 14), (self._when_label, 18), (self._when, 8),
            (self._always, 10),
        ):  # fmt: skip
            self.add(item, above)
        self._working.hide()
        self._close()

    def _show(self, kind: str) -> None:
        self._state.say(say(f"settings.lock.{kind}") if kind else "")
        locked = kind == "passphrase"
        self._kind = kind
        self._show_ways()
        for item in (self._when_label, self._when, self._always):
            item.setVisible(locked)

    def _open(self, doing: Doing) -> None:
        self._doing = doing
        self._note.clear()
        for name, field in self._fields.items():
            field.clear()
            for item in (field, self._labels[name]):
                item.setVisible(name in _FIELDS[doing])
        self._do.setText(say(f"settings.lock.do.{doing}"))
        self._form.show()
        self._show_ways()
        self._fields[_FIELDS[doing][0]].setFocus()
        reveal(self._form)

    def _close(self) -> None:
        self._doing = None
        for field in self._fields.values():
            field.clear()
        self._form.hide()
        self._note.clear()
        self._show_ways()

    def _show_ways(self) -> None:
        """The ways in; while one of them is open they are out of the way."""
        closed = self._doing is None
        self._buttons["set"].setVisible(closed and self._kind == "none")
        for name in ("change", "remove"):
            self._buttons[name].setVisible(closed and self._kind == "passphrase")

    def _next(self, name: str) -> None:
        """Return goes to the next field, and from the last one on."""
        names = _FIELDS[self._doing] if self._doing else ()
        after = names[names.index(name) + 1 :] if name in names else ()
        if after:
            self._fields[after[0]].setFocus()
        else:
            self._go()

    def _go(self) -> None:
        doing = self._doing
        if doing is None:
            return
        old, new, again = (self._fields[name].text() for name in ("old", "new", "again"))
        if doing != "remove" and not new:
            self._note.tell(say("welcome.passphrase.empty"))
            self._fields["new"].setFocus()
            return
        if doing != "remove" and new != again:
            self._note.tell(say("welcome.passphrase.differ"), say("welcome.passphrase.differ.next"))
            self._fields["again"].setFocus()
            return
        self._busy(True)
        before, after = None if doing == "set" else old, None if doing == "remove" else new
        self._desk.ask(
            lambda home: home.door().relock(before, after), lambda _: self._done(doing), self._failed
        )

    def _done(self, doing: Doing) -> None:
        self._busy(False)
        self._close()
        self._note.tell(say(f"settings.lock.done.{doing}"))
        self._show("none" if doing == "remove" else "passphrase")
        self._buttons["set" if doing == "remove" else "change"].setFocus()

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        self._note.tell(*sentences(error))
        if self._doing is not None:
            self._fields[_FIELDS[self._doing][0]].setFocus()
        self._fields["old"].selectAll()

    def _busy(self, working: bool) -> None:
        self._working.setVisible(working)
        if working:
            # What is typed meanwhile goes nowhere, least of all into the next card.
            self._working.setFocus()
        self._do.setEnabled(not working)
        self._not_now.setEnabled(not working)
        if working:
            reveal(self._working)
            announce(self, self._working.text())
