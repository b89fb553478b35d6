"""The icon where pystray has no click: Qt's, in trays of the old kind (XEmbed) and in the menu bar of macOS.

Laws. Only Qt's own thread touches Qt; `show` and `stop` reach it through queued signals. A menu that may be
open changes in place; it is built anew only when its lines change. What is checked is what was said, never
what a click on it did. No timer runs: a signal of the system wakes the loop through a socket.

The XEmbed side is tested in a real panel. The macOS side has not yet been run there.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from PySide6.QtCore import QObject, QSocketNotifier, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QCursor, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from stillhere.core.records.text import clean
from stillhere.notify.markup import escaped
from stillhere.notify.waking import Sleeper
from stillhere.tray.icon import Activated, Chosen, HostChanged, Presses, Tell
from stillhere.tray.menu import Menu, Node, Numbers, Reading

if TYPE_CHECKING:
    from stillhere.tray.pictures import Picture, PictureSet

Made = TypeVar("Made", bound=QObject)

_PRESSES = (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.MiddleClick)


class _Face(Struct, frozen=True):
    """What is shown at one moment."""

    pictures: PictureSet
    tooltip: str
    reading: Reading


class _Door(QObject):
    """Where other threads reach Qt's: what they ask for is done when Qt's loop comes to it."""

    shown = Signal(object)
    stopped = Signal()

    def __init__(self, take: Callable[[_Face], None], leave: Callable[[], None]) -> None:
        super().__init__()
        self._take = take
        self._leave = leave
        # To slots of this object, so that they run in its thread, whichever thread asks.
        self.shown.connect(self._on_shown, Qt.ConnectionType.QueuedConnection)
        self.stopped.connect(self._on_stopped, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _on_shown(self, face: _Face) -> None:
        self._take(face)

    @Slot()
    def _on_stopped(self) -> None:
        self._leave()


def qimage(picture: Picture) -> QImage:
    """A picture as Qt's, with a copy of the pixels."""
    side = picture.side
    return QImage(picture.rgba, side, side, 4 * side, QImage.Format.Format_RGBA8888).copy()


def application(entry: str) -> QApplication:
    """The program as Qt knows it: the one that there is, or a new one. ``entry`` names its desktop entry."""
    there = QApplication.instance()
    app = there if isinstance(there, QApplication) else QApplication([entry])
    app.setDesktopFileName(entry)
    return app


class QtTrayIcon:
    """A tray icon in ``app``, made and run in its main thread. ``clock``: monotonic seconds."""

    def __init__(self, app: QApplication, tell: Tell, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._tell = tell
        self._presses = Presses(clock)
        self._numbers = Numbers()
        self._reading = threading.Lock()
        self._door = _Door(self._take, app.quit)
        self._face: _Face | None = None
        self._icon: QSystemTrayIcon | None = None
        self._menu: _Menu | None = None

    @property
    def host_present(self) -> bool:
        """Whether anything on this desktop shows the icon."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show(self, pictures: PictureSet, tooltip: str, menu: Menu) -> None:
        """Replaces what is shown, from any thread."""
        with self._reading:
            self._door.shown.emit(_Face(pictures, clean(tooltip, lines=True), self._numbers.read(menu)))

    def stop(self) -> None:
        """Takes the icon away and lets `run` return, from any thread."""
        self._door.stopped.emit()

    def run(self) -> None:
        """Shows the icon and tells what happens to it, until `stop`."""
        self._app.setQuitOnLastWindowClosed(False)
        self._icon, self._menu = QSystemTrayIcon(), _Menu(self)
        self._icon.activated.connect(self._activated)
        if self._face is not None:
            self._take(self._face)
        self._tell(HostChanged(present=self.host_present))
        with _signals_wake_qt():
            self._app.exec()
        self._icon.hide()
        self._icon = self._menu = None

    def chosen(self, key: str) -> None:
        """The menu item with this key was chosen."""
        self._tell(Chosen(key))

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        """A click. Setting the menu as Qt's own would take the left click on macOS, so it is opened here."""
        if reason is QSystemTrayIcon.ActivationReason.Context and self._menu is not None:
            self._menu.open_at_the_pointer()
        elif reason in _PRESSES and self._presses.new():
            self._tell(Activated())

    def _take(self, face: _Face) -> None:
        self._face = face
        if self._icon is None or self._menu is None:
            return
        icon = QIcon()
        for picture in face.pictures:
            icon.addPixmap(QPixmap.fromImage(qimage(picture)))
        self._icon.setIcon(icon)
        self._icon.setToolTip(_tooltip(face.tooltip))
        self._menu.replace(face.reading)
        self._icon.show()


class _Menu:
    """A reading of the menu, as Qt shows it."""

    def __init__(self, icon: QtTrayIcon) -> None:
        self._chosen_in = icon
        self._menu = QMenu()
        self._reading: Reading | None = None
        self._actions: dict[int, QAction] = {}
        self._made: list[QObject] = []

    def open_at_the_pointer(self) -> None:
        self._menu.popup(QCursor.pos())

    def replace(self, reading: Reading) -> None:
        """Shows another reading, in place where only words and states differ."""
        before, self._reading = self._reading, reading
        if before is None or before.root.shape != reading.root.shape:
            self._menu.clear()
            self._actions.clear()
            for made in self._made:
                made.deleteLater()
            self._made.clear()
            self._build(self._menu, reading.root)
        self._dress()

    def _build(self, menu: QMenu, above: Node) -> None:
        group = self._keep(QActionGroup(menu))
        for node in above.children:
            if node.kind == "separator":
                # What stands between two lines is one choice.
                group = self._keep(QActionGroup(menu))
            if node.kind == "submenu":
                below = self._keep(QMenu(menu))
                self._build(below, node)
                action = menu.addMenu(below)
            else:
                action = QAction(menu)
                action.setSeparator(node.kind == "separator")
                action.setCheckable(node.checked is not None)
                if node.radio:
                    group.addAction(action)
                action.triggered.connect(lambda _checked=False, number=node.number: self._choose(number))
                menu.addAction(action)
            self._actions[node.number] = action

    def _keep(self, made: Made) -> Made:
        """Remembers what Qt would otherwise keep for as long as the menu itself."""
        self._made.append(made)
        return made

    def _dress(self) -> None:
        """Gives every line the words and the state that were read."""
        for node in self._reading.root.walk() if self._reading else ():
            action = self._actions.get(node.number)
            if action is not None:
                # A single ampersand would mark the next letter as an access key.
                action.setText(node.text.replace("&", "&&"))
                action.setEnabled(node.enabled)
                if node.checked is not None:
                    action.setChecked(node.checked)

    def _choose(self, number: int) -> None:
        chosen = self._reading.choose.get(number) if self._reading else None
        # Qt has already moved the mark; whether it moves is for whoever listens to say.
        self._dress()
        if chosen is not None:
            chosen(self._chosen_in)


def _tooltip(text: str) -> str:
    """Words as Qt shows them and never obeys them: on Linux it takes what has a tag for markup."""
    if sys.platform == "linux" and "<" in text:
        return escaped(text).replace("\n", "<br>")
    return text


@contextmanager
def _signals_wake_qt() -> Iterator[None]:
    """Lets handlers of the system's signals run while Qt waits: the signal writes a byte, and Qt reads it."""
    with Sleeper() as sleeper, sleeper.signals():
        notifier = QSocketNotifier(sleeper.fileno(), QSocketNotifier.Type.Read)
        notifier.activated.connect(lambda *_: sleeper.woken())
        try:
            yield
        finally:
            notifier.setEnabled(False)
