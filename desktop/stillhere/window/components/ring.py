"""The focus ring: one for the whole window, around whatever has the keyboard's place.

It shows when somebody walks by keyboard, and not after a click, where the eye is there already; it hears the
Tab key, and has it go as one reads. Where a press can't go on, the place is led to what is missing, and the
ring shows it to everybody.
"""

from __future__ import annotations

from PySide6.QtCore import Property, QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QScrollArea, QTextEdit, QWidget

REACH = 4  #: pixels that the ring reaches beyond its widget
_WIDTH = 2.0

_WALKING = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_MOVING = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange)


class FocusRing(QWidget):
    """Follows the focus inside `window`. `start` connects it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._home = window
        self._around: list[QWidget] = []
        self._colour = QColor()
        self._by_keyboard = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.hide()

    def _get_colour(self) -> QColor:
        return self._colour

    def _set_colour(self, colour: QColor) -> None:
        self._colour = colour
        self.update()

    #: Set by the style sheet.
    colour = Property(QColor, _get_colour, _set_colour)

    def start(self, app: QApplication) -> None:
        """Follows the focus from now on."""
        self._window.installEventFilter(self)
        app.focusChanged.connect(self._follow)
        self._follow(None, app.focusWidget())

    def point(self) -> None:
        """Shows where the keyboard's place is, until the mouse is pressed somewhere."""
        self._by_keyboard = True
        self._place()

    def let_go(self) -> None:
        """Goes, and back to the window itself: what it lay beside is about to be deleted."""
        self._forget()
        self.hide()
        self._home = self._window
        self.setParent(self._home)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _MOVING:
            self._place()
        elif isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress:
            return self._hear(event)
        elif kind == QEvent.Type.MouseButtonPress and self._by_keyboard:
            self._by_keyboard = False
            self._place()
        return super().eventFilter(watched, event)

    def _hear(self, key: QKeyEvent) -> bool:
        """Shows itself; whether the key is taken, by walking on."""
        if not self._by_keyboard:
            self.point()
        if key.key() not in _WALKING:
            return False
        from stillhere.window.components.reading import walk

        return walk(self._window, key)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        self._forget()
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._by_keyboard = False
        if now is None or now.window() is not self._window:
            self.hide()
            return
        # The ring lives beside what scrolls, so that it scrolls along and is cut off where that is.
        self._home = _scrolled(now) or self._window
        self.setParent(self._home)
        self._around = _between(now, self._home)
        for widget in self._around:
            widget.installEventFilter(self)
        self._place()
        if self._by_keyboard and self._home is not self._window:
            _reveal(now, self._home)

    def _forget(self) -> None:
        for widget in self._around:
            widget.removeEventFilter(self)
        self._around = []

    def _place(self) -> None:
        if not self._around:
            return
        target = self._around[0]
        field = isinstance(target, QLineEdit | QPlainTextEdit)
        # On a paper the caret tells; a headline that was given the place can't be used, nor walked to.
        paper = isinstance(target, QTextEdit) and not target.isReadOnly()
        bare = paper or target.focusPolicy() == Qt.FocusPolicy.NoFocus
        seen = target.isVisible() and (self._by_keyboard or field) and not bare
        if seen:
            corner = target.mapTo(self._home, QPoint(0, 0))
            self.setGeometry(QRect(corner, target.size()).adjusted(-REACH, -REACH, REACH, REACH))
            self.raise_()
        self.setVisible(seen)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colour, _WIDTH))
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = min(15.0, area.height() / 2)
        painter.drawRoundedRect(area, radius, radius)


def lead_to(widget: QWidget) -> None:
    """Gives `widget` the keyboard's place, and shows it there: it is what a press needs to go on."""
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    ring = widget.window().findChild(FocusRing)
    if ring is not None:
        ring.point()


def _reveal(widget: QWidget, content: QWidget) -> None:
    """Scrolls until `widget` is in sight with its ring."""
    viewport = content.parentWidget()
    area = None if viewport is None else viewport.parentWidget()
    if isinstance(area, QScrollArea):
        place = QRect(widget.mapTo(content, QPoint(0, 0)), widget.size())
        centre = place.center()
        area.ensureVisible(centre.x(), centre.y(), 0, place.height() // 2 + 4 * REACH)


def _scrolled(widget: QWidget) -> QWidget | None:
    """The content of the innermost scroll area around `widget`."""
    for outer in _between(widget, widget.window()):
        parent = outer.parentWidget()
        area = parent.parentWidget() if parent is not None else None
        if isinstance(area, QScrollArea) and area.widget() is outer:
            return outer
    return None


def _between(widget: QWidget, home: QWidget) -> list[QWidget]:
    """`widget` and what is around it, up to but not including `home`."""
    found: list[QWidget] = []
    at: QWidget | None = widget
    while at is not None and at is not home and not at.isWindow():
        found.append(at)
        at = at.parentWidget()
    return found
