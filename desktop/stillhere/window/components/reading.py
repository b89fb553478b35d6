"""The Tab key goes as one reads: the sidebar, then the page, each from top to bottom, rows with the script.

The order is that of the layouts, looked at anew for each key. Qt's own is that in which things were made, and
what is made later would come last (WCAG 2.2, 2.4.3). Menus and dialogs keep Qt's.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QScrollArea, QWidget

from stillhere.window.components.page import Page

_BACKWARDS = (QBoxLayout.Direction.BottomToTop, QBoxLayout.Direction.RightToLeft)
_OTHER_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def walk(window: QWidget, key: QKeyEvent) -> bool:
    """Gives the keyboard's place to what is read next in ``window``, or before with Shift, and scrolls there.

    ``key`` is the Tab key or Backtab. False where it isn't for walking: with another modifier, and in a text
    that keeps it. Nor where there is nothing to go to.
    """
    held: QWidget | None = window.focusWidget()
    here = window if held is None else held
    if key.modifiers() & _OTHER_KEYS or here.property("tabChangesFocus") is False:
        return False
    back = key.key() == Qt.Key.Key_Backtab or bool(key.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    there = _next(list(_read(window)), here, back=back)
    if there is None:
        return False
    # What was made just now has its place only when it is laid out.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    there.setFocus(Qt.FocusReason.BacktabFocusReason if back else Qt.FocusReason.TabFocusReason)
    _reveal(there)
    return True


def _next(read: list[QWidget], here: QWidget, *, back: bool) -> QWidget | None:
    """The stop after ``here`` or before it, around at the ends."""
    at = read.index(here) if here in read else 0
    around = [*read[at + 1 :], *read[:at]]
    return next(filter(_stops, reversed(around) if back else around), None)


def _stops(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()


def _read(widget: QWidget) -> Iterator[QWidget]:
    """``widget`` and all in sight that it holds: what its layout holds, then what it sets out itself."""
    yield widget
    if isinstance(widget, Page):
        widget.make_whole()
    layout = widget.layout()
    laid = [] if layout is None else list(_laid(layout))
    held = set(laid)
    own = [each for each in widget.children() if isinstance(each, QWidget) and each not in held]
    for child in (*laid, *sorted(own, key=_place)):
        if child.isVisible() and not child.isWindow():
            yield from _read(child)


def _laid(layout: QLayout) -> Iterator[QWidget]:
    items = [item for item in map(layout.itemAt, range(layout.count())) if item is not None]
    if isinstance(layout, QBoxLayout) and layout.direction() in _BACKWARDS:
        items.reverse()
    for item in items:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid(inner)


def _place(widget: QWidget) -> tuple[int, int]:
    """Where it lies: from the top, and from the side where a row begins."""
    return widget.y(), -widget.geometry().right() if widget.isRightToLeft() else widget.x()


def _reveal(widget: QWidget) -> None:
    """Has what scrolls around ``widget`` show it; in a text, where its caret is."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()
