"""The own devices: one more comes in by twelve words and a yes, one goes, each has a name.

The partner's are named too: both see every change, and nobody has a say in the other's. What may be done the
core decides; what removing means is said before it is done.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtWidgets import QWidget

from stillhere.home.rooms.devices import Asking as Open
from stillhere.home.rooms.devices import Devices, Shown
from stillhere.window.components.buttons import Button
from stillhere.window.components.field import Line
from stillhere.window.components.flow import empty
from stillhere.window.components.note import Note, sentences
from stillhere.window.components.text import Text
from stillhere.window.desk import Desk, Present
from stillhere.window.settings.asking import Asking
from stillhere.window.settings.section import Section, column_of, row_of
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.home import Home
    from stillhere.window.invitation import TwelveWords

Job = Callable[["Home"], object]


class Now(Struct, frozen=True):
    """What the card shows: the devices in use, the open invitation, and its words."""

    devices: tuple[Shown, ...]
    open: Open | None
    words: tuple[str, ...]


class DevicesCard(Section):
    """The devices of both."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "devices", parent)
        self._now: Now | None = None
        self._read_at = -1
        self._words: TwelveWords | None = None
        self._renaming = ""
        self._rows, self._list = column_of()
        self._place, self._words_column = column_of()
        self._name = Line(say("settings.devices.name"), self._renamed, drafted=lambda _: None)
        self._name_row, name_column = column_of()
        name_column.add(Text(say("settings.devices.name")))
        name_column.add(self._name, 7)
        name_column.add(row_of(Button(say("settings.devices.rename"), self._use_name)), 10)
        self._wish, self._wish_text = self._made_wish()
        self._theirs = Text(kind="caption")
        self._add = Button(say("settings.devices.add"), partial(self._do, _invite))
        self._end = Button(say("settings.devices.end"), partial(self._do, _withdraw))
        self._asking = Asking(say("settings.devices.keep"), self._add.setFocus)
        self._note = Note()
        for item, above in (
            (Text(say("settings.devices.text")), 6), (self._rows, 14), (self._name_row, 16), (self._wish, 18),
            (self._place, 18), (row_of(self._add, self._end), 16), (self._asking, 18), (self._theirs, 14),
            (self._note, 14),
        ):  # fmt: skip
            self.add(item, above)
        for hidden in (self._name_row, self._wish, self._place, self._end):
            hidden.hide()

    def show_present(self, present: Present) -> None:
        linked = present.view.link == "linked"
        self.setVisible(linked)
        if linked and self._read_at not in {-1, present.generation}:
            self.come()

    def come(self) -> None:
        self._read_at = self._desk.present.generation
        if self._desk.present.view.link == "linked":
            self._desk.ask(read, self._show, self._failed)

    def step_back(self) -> bool:
        if not self._name_row.isHidden():
            self._name_row.hide()
            return True
        return self._asking.close_it()

    def hand_over(self) -> None:
        self._asking.hide()
        self._name_row.hide()

    def _made_wish(self) -> tuple[QWidget, Text]:
        wish, column = column_of()
        text = Text(kind="name")
        column.add(text)
        column.add(Text(say("settings.devices.asks.text")), 4)
        yes = Button(say("settings.devices.yes"), partial(self._do, _confirm))
        no = Button(say("settings.devices.no"), partial(self._do, _withdraw))
        column.add(row_of(yes, no), 12)
        return wish, text

    def _show(self, now: Now) -> None:
        if now == self._now:
            return
        self._now = now
        empty(self._list)
        mine = [one for one in now.devices if one.mine]
        for at, one in enumerate(mine):
            self._list.add(self._line(one), 4 if at else 0)
        theirs = [_name(one) for one in now.devices if not one.mine]
        name = self._desk.present.partner_name
        self._theirs.say(say("settings.devices.theirs", name=name, devices=", ".join(theirs)))
        asks = None if now.open is None else now.open.asks
        self._wish.setVisible(asks is not None)
        self._wish_text.say(say("settings.devices.asks", device=asks or say("device.unnamed.device")))
        self._show_words(now.words if asks is None else ())
        self._add.setVisible(now.open is None)
        self._end.setVisible(now.open is not None and asks is None)

    def _line(self, one: Shown) -> QWidget:
        name = _name(one)
        rename = Button(say("settings.devices.rename_it"), partial(self._rename, one), "text")
        rename.setAccessibleName(say("settings.devices.rename_it.named", device=name))
        buttons = [rename]
        if not one.this:
            buttons.append(Button(say("settings.devices.remove_it"), partial(self._ask, one, name), "text"))
            buttons[1].setAccessibleName(say("settings.devices.remove_it.named", device=name))
        line, column = column_of()
        column.add(row_of(Text(name, "name"), *buttons))
        if one.this and one.name:
            column.add(Text(say("settings.devices.this"), "caption"))
        return line

    def _show_words(self, words: tuple[str, ...]) -> None:
        self._place.setVisible(bool(words))
        if not words:
            if self._words is not None:
                self._words.clear()
            return
        if self._words is None:
            from stillhere.window.invitation import TwelveWords

            self._words = TwelveWords()
            self._words_column.add(Text(say("settings.devices.words")))
            self._words_column.add(self._words, 14)
        self._words.show_words(words)

    def _rename(self, one: Shown) -> None:
        if self._renaming == one.id and not self._name_row.isHidden():
            self._name_row.hide()
            return
        self._renaming = one.id
        self._name.show_text(one.name)
        self._name_row.show()
        self._name.setFocus()

    def _use_name(self) -> None:
        # A name that is as it was is no news, and nothing more is to be done.
        self._name_row.hide()
        self._name.say_it()

    def _renamed(self, name: str) -> None:
        self._name_row.hide()
        self._do(partial(_rename, self._renaming, name))

    def _ask(self, one: Shown, name: str) -> None:
        lines = [say("device.remove.text"), say("settings.devices.remove.once"), say("across.renew.hint")]
        title, yes = say("settings.devices.remove.title", device=name), say("settings.devices.remove.do")
        self._asking.ask(title, lines, yes, partial(self._do, partial(_remove, one.id)))

    def _do(self, job: Job) -> None:
        self._note.clear()
        self._desk.ask(job, lambda _: self._desk.refresh(), self._failed)

    def _failed(self, error: Exception) -> None:
        self._note.tell(*sentences(error))


def _name(one: Shown) -> str:
    return one.name or say(f"device.unnamed.{one.unnamed}")


def read(home: Home) -> Now:
    """What is so now."""
    devices = Devices(home)
    found = tuple(one for one in devices.all() if not one.removed and not one.kit)
    return Now(found, devices.asking(), devices.words() or ())


def _invite(home: Home) -> object:
    return Devices(home).invite()


def _withdraw(home: Home) -> None:
    Devices(home).withdraw()


def _confirm(home: Home) -> None:
    Devices(home).confirm()


def _rename(device: str, name: str, home: Home) -> None:
    Devices(home).rename(device, name)


def _remove(device: str, home: Home) -> None:
    Devices(home).remove(device)
