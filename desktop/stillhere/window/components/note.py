"""A note on a page: what couldn't be done, and what helps. It goes when it is read or no longer so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from stillhere.core.acts import Refused
from stillhere.home.errors import HomeError
from stillhere.window.components.buttons import Button
from stillhere.window.components.card import Card
from stillhere.window.components.flow import Flow
from stillhere.window.components.selectable import Selectable
from stillhere.words import say


def sentences(error: Exception, partner: str = "") -> tuple[str, str]:
    """What to say of `error`: a title and a next step ("" where the title says it all)."""
    if isinstance(error, Refused):
        return say(error.why, name=partner, **error.fields), ""
    if isinstance(error, HomeError):
        return say(error.title, **error.fields), say(error.next_step, **error.fields)
    return say("fault.title"), say("fault.next")


class Note(Card):
    """Says one thing at a time; hidden while there is nothing to say. ``read`` hears that it was closed."""

    def __init__(self, parent: QWidget | None = None, *, read: Callable[[], object] | None = None) -> None:
        super().__init__(marked=True, parent=parent)
        self._read = read
        self._title = Selectable(kind="name")
        self._next = Selectable()
        self._close = Button(say("note.close"), self._put_away, "text")
        self.add(self._title)
        self.add(self._next, 4)
        row = Flow()
        row.addWidget(self._close)
        self.add(row, 10)
        self.hide()

    def tell(self, title: str, next_step: str = "") -> None:
        """Says `title` and what helps, and tells it to those who listen to the screen."""
        self._title.say(title)
        self._next.say(next_step)
        self._next.setVisible(bool(next_step))
        self.show()
        announce(self, f"{title} {next_step}".strip())

    def clear(self) -> None:
        """Goes."""
        self.hide()

    def _put_away(self) -> None:
        self.clear()
        if self._read is not None:
            self._read()


def announce(widget: QWidget, text: str) -> None:
    """Has a screen reader say `text`, without moving the keyboard's place."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


Tell = Callable[[Exception], None]
