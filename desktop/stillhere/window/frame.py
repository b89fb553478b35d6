"""The frame of everything: one window on the screen, which holds the welcome, the opening or the pages.

It is a main window because only those are told to a screen reader as windows; any other widget on its own is
told as a filler, whose title nobody hears.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from stillhere.words import say

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

    from stillhere.window.components.ring import FocusRing

SIZE = QSize(1040, 720)
LEAST = QSize(720, 520)


class Content(Protocol):
    """What the frame holds."""

    def leave(self) -> None:
        """It goes out of sight: what is being typed is handed over."""


class Frame(QMainWindow):
    """Shows one content at a time. ``pictured`` tells that the first picture is on the screen.

    ``gone`` tells that the window was closed. What is made in ``inside`` is dressed once, and not again when
    the frame comes to hold it.
    """

    pictured = Signal()
    gone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content: QWidget | None = None
        self._leave: Content | None = None
        self.inside = QWidget(self)
        self.setCentralWidget(self.inside)
        self._box = QVBoxLayout(self.inside)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._ring: FocusRing | None = None
        self._pictured = False
        self.setWindowTitle(say("app.name"))
        self.setMinimumSize(LEAST)
        self.resize(SIZE)

    def start(self, app: QApplication) -> None:
        """Follows the focus from now on."""
        from stillhere.window.components.ring import FocusRing

        self._ring = FocusRing(self)
        self._ring.start(app)

    def hold(self, content: QWidget, leave: Content) -> None:
        """Shows `content` instead of what was there; `leave` is the same thing, as the frame knows it."""
        if self._content is not None:
            self._box.removeWidget(self._content)
            self._content.hide()  # else the keyboard's place, and the ring, could move on within it
            if self._ring is not None:
                self._ring.let_go()
            self._content.deleteLater()
        self._content, self._leave = content, leave
        self._box.addWidget(content)

    def icon(self) -> QIcon:
        """The mark, both here, for the task list."""
        from PySide6.QtGui import QIcon

        from stillhere.core.view import Mark
        from stillhere.window.look import LIGHT
        from stillhere.window.mark import painted

        icon = QIcon()
        for size in (16, 24, 32, 48, 64, 128):
            icon.addPixmap(painted(Mark("here", "here"), size, LIGHT))
        return icon

    def raise_up(self) -> None:
        """Comes before the other windows, as far as the desktop lets it."""
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def vanish(self) -> None:
        """The hide key: out of sight at one stroke, open menus and dialogs too. What is typed is kept."""
        while (menu := QApplication.activePopupWidget()) is not None:
            menu.hide()
        while (dialog := QApplication.activeModalWidget()) is not None:
            dialog.hide()  # it ends without an answer
        self.hide()
        self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._pictured:
            self._pictured = True
            # All that is in it is painted and shown together, before the loop comes to this.
            QTimer.singleShot(0, self.pictured.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._leave is not None:
            self._leave.leave()
        super().closeEvent(event)
        self.gone.emit()
