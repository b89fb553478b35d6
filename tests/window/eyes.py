"""A person's eyes, and a screen reader's: what can be seen of a window, what is named, what is cut off.

Law: only what is in sight counts, and every finding names its widget.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QStackedWidget,
    QWidget,
)

from stillhere.window.components.buttons import Pressable
from stillhere.window.components.ring import FocusRing
from stillhere.window.components.text import Text

CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit)

#: Qt lays nothing out that is higher, in pixels (QLAYOUTSIZE_MAX): what stands below it is out of reach.
HIGHEST = 524_287


def seen(window: QWidget) -> Iterator[QWidget]:
    """Every widget in sight, the window first; what is scrolled away counts as in sight."""
    yield window
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window) and not widget.isWindow():
            yield widget


def controls(window: QWidget) -> list[QWidget]:
    """Everything that can be used or walked to."""
    return [
        widget
        for widget in seen(window)
        if (isinstance(widget, CONTROLS) or _tabbed(widget)) and widget is not window
    ]


def stops(window: QWidget) -> set[QWidget]:
    """Everything that the Tab key reaches."""
    return {widget for widget in controls(window) if _tabbed(widget) and widget.isEnabled()}


def misread(order: Sequence[QWidget], window: QWidget) -> list[str]:
    """Where `order` isn't that in which one reads: down each column, and along each row with the script."""
    return [
        f"{describe(one)} before {describe(other)}"
        for one, other in combinations(order, 2)
        if _read_later(place(one, window), place(other, window), mirrored=window.isRightToLeft())
    ]


def _read_later(one: QRect, other: QRect, *, mirrored: bool) -> bool:
    """Whether `one` stands below `other` in a column, or further on in a row."""
    beside = one.top() <= other.bottom() and other.top() <= one.bottom()
    below = one.left() <= other.right() and other.left() <= one.right()
    if beside == below:
        return False  # nothing of both is shared, or one holds the other
    if below:
        return one.top() > other.top()
    return one.left() < other.left() if mirrored else one.left() > other.left()


def spoken(widget: QWidget) -> tuple[str, str, QAccessible.Role]:
    """What a screen reader hears: name, description and role."""
    heard = QAccessible.queryAccessibleInterface(widget)
    return (
        heard.text(QAccessible.Text.Name),
        heard.text(QAccessible.Text.Description),
        heard.role(),
    )


def texts(window: QWidget) -> list[str]:
    """Every text in sight, labels and buttons, in the order of the screen."""
    found = [
        widget for widget in seen(window) if isinstance(widget, QLabel | QAbstractButton) and widget.text()
    ]
    found.sort(key=lambda widget: place(widget, window).topLeft().toTuple()[::-1])
    # A place where a line may break isn't seen.
    return [widget.text().replace("\u200b", "") for widget in found]


def cut_off(window: QWidget) -> list[str]:
    """What doesn't get the room that it needs."""
    found = []
    for widget in seen(window):
        why = _lacking(widget) or _outside(widget)
        if why:
            found.append(f"{why}: {describe(widget)}")
    return found


def describe(widget: QWidget) -> str:
    """A widget, for a failing test."""
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
    box = widget.geometry()
    return f"{type(widget).__name__} {text!r} at {box.x()},{box.y()} {box.width()}x{box.height()}"


def _tabbed(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _lacking(widget: QWidget) -> str:
    least = widget.minimumSizeHint()
    if max(least.height(), widget.height()) >= HIGHEST:
        return f"higher than {HIGHEST}"
    if isinstance(widget, Text | Pressable):
        if widget.width() < least.width():
            return f"narrower than {least.width()}"
        if widget.height() < widget.heightForWidth(widget.width()):
            return f"lower than {widget.heightForWidth(widget.width())}"
    elif isinstance(widget, QLabel):
        if widget.width() < widget.sizeHint().width() or widget.height() < widget.sizeHint().height():
            return f"smaller than {widget.sizeHint().toTuple()}"
    elif isinstance(widget, QLineEdit) and widget.height() < widget.sizeHint().height():
        return f"lower than {widget.sizeHint().height()}"
    elif isinstance(widget, QScrollArea) and widget.horizontalScrollBar().maximum() > 0:
        return f"wider than its page by {widget.horizontalScrollBar().maximum()}"
    return ""


def _outside(widget: QWidget) -> str:
    parent = widget.parentWidget()
    scrolled = isinstance(parent.parentWidget(), QAbstractScrollArea) if parent else False
    if parent is None or scrolled or isinstance(widget, FocusRing | QScrollBar):
        return ""
    if isinstance(parent, QStackedWidget | QAbstractScrollArea):
        return ""
    return "" if parent.rect().contains(widget.geometry()) else f"outside {parent.rect().getRect()}"


def place(widget: QWidget, window: QWidget) -> QRect:
    """Where a widget is in its window."""
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
