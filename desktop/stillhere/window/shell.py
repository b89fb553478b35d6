"""What is around the pages: where one is, where one can go, and how the folder is doing.

Only pages that exist have an entry. On a narrow window the sidebar lies on top. Everything has a key.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from stillhere.window.components.page import Page
from stillhere.window.desk import Desk
from stillhere.window.dialogs import HIDE_KEY
from stillhere.window.later import Later, soon
from stillhere.window.sidebar import Sidebar

if TYPE_CHECKING:
    from PySide6.QtGui import QShortcut

#: Where the sidebar goes on top, in ems of the window.
_ON_TOP = 46


class Place(Struct, frozen=True):
    """One page: its id, the catalogue key of its entry ("": it has none), and how to make it."""

    id: str
    entry: str
    make: Callable[[Shell], Page]


class _Box(QBoxLayout):
    """``changed`` is called when something in it may have changed, the size of the text too (see `Page`)."""

    changed: Callable[[], None] | None = None

    def invalidate(self) -> None:
        super().invalidate()
        if self.changed is not None:
            self.changed()


class Shell(QWidget):
    """Holds the pages of `places`, each made when it is first opened. ``moving`` tells if things may move.

    ``vanish`` is the hide key.
    """

    vanish = Signal()

    def __init__(
        self,
        desk: Desk,
        places: Sequence[Place],
        *,
        moving: Callable[[], bool],
        later: Later = soon,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.moving = moving
        self._places = {place.id: place for place in places}
        self._pages: dict[str, Page] = {}
        self._at = ""
        listed = [place for place in places if place.entry]
        self._sidebar = Sidebar([(place.id, place.entry) for place in listed], self.open, self)
        self._stack = QStackedWidget(self)
        self._em = 0
        self._box = _Box(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self._sidebar)
        self._box.addWidget(self._stack, 1)
        self._box.changed = self._follow_text
        self._hide_key: QShortcut | None = None
        later(self, self._make_keys)
        desk.changed.connect(self._show)
        desk.failed.connect(self.tell)
        self._show()

    @property
    def at(self) -> str:
        """The id of the page in sight."""
        return self._at

    @property
    def page(self) -> Page:
        """The page in sight."""
        return self._pages[self._at]

    @property
    def room(self) -> QWidget:
        """Where the pages are. What is made in it is dressed once, and not again when it comes in."""
        return self._stack

    def has(self, place: str) -> bool:
        """Whether there is such a page."""
        return place in self._places

    def fit(self, size: QSize) -> None:
        """Takes the size that it will have: a page that is opened before it is shown is laid out once."""
        self.resize(size)
        self._arrange()

    def open(self, place: str, about: str = "") -> None:
        """Brings a page into sight. The keyboard's place, unless it is in the sidebar, goes to its title:
        a key that is pressed once more by mistake says nothing to anybody.
        """
        turned = self._at != place
        if self._at and turned:
            self.page.leave()
        self._sidebar.show_at(place)
        if place not in self._pages:
            self._box.activate()
            page = self._pages[place] = self._places[place].make(self)
            page.fit(self._stack.size())
            self._stack.addWidget(page)
        self._at = place
        held: QWidget | None = self.window().focusWidget()
        self._stack.setCurrentWidget(self.page)
        if turned and (held is None or not self._sidebar.isAncestorOf(held)) and self.page.title.text():
            self.page.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page.come(about)

    def step_back(self) -> None:
        """Escape: closes what is open without an answer, or goes back to the first page."""
        if not self.page.step_back():
            self.open(next(iter(self._places)))

    def lock(self) -> None:
        """What is locked and open on the page in sight locks; what is being typed is kept first."""
        if self._at:
            self.page.leave()
            self.page.come("")

    def tell(self, error: Exception) -> None:
        """Says on the page in sight what couldn't be done."""
        self.page.tell(error, self.desk.present.partner_name)

    def leave(self) -> None:
        """The window closes: what is being typed is handed over."""
        self.page.leave()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.desk.watch_time(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.desk.watch_time(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def _follow_text(self) -> None:
        if self.font().pixelSize() != self._em:
            self._arrange()

    def _arrange(self) -> None:
        self._em = self.font().pixelSize()
        side = self.width() >= _ON_TOP * self._em
        direction = QBoxLayout.Direction.LeftToRight if side else QBoxLayout.Direction.TopToBottom
        self._box.setDirection(direction)
        self._sidebar.set_side(side, self._em)

    def _show(self) -> None:
        present = self.desk.present
        self._sidebar.show_present(present)
        if self._hide_key is not None:
            self._hide_key.setKey(present.settings.hide_key)

    def _make_keys(self) -> None:
        self._hide_key = self._key(self.desk.present.settings.hide_key, self.vanish.emit)
        self._hide_key.setObjectName(HIDE_KEY)
        # An open menu has the keys of its window; this one counts there as well.
        self._hide_key.setContext(Qt.ShortcutContext.ApplicationShortcut)
        listed = [place.id for place in self._places.values() if place.entry]
        for number, place in enumerate(listed, 1):
            self._key(f"Ctrl+{number}", partial(self.open, place))
        for keys, place in (("Ctrl+,", "settings"), ("F1", "help")):
            if place in self._places:
                self._key(keys, partial(self.open, place))
        self._key("Escape", self.step_back)

    def _key(self, keys: str, then: Callable[[], None]) -> QShortcut:
        from PySide6.QtGui import QKeySequence, QShortcut

        key = QShortcut(QKeySequence(keys), self)
        key.activated.connect(then)
        return key
