"""A page: one column that scrolls, as wide as reads well, in the middle of what is wider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

from stillhere.window.components.column import Column
from stillhere.window.components.ground import ground_of
from stillhere.window.components.shown import show_if
from stillhere.window.components.text import Text

if TYPE_CHECKING:
    from stillhere.home.library import Library
    from stillhere.window.components.note import Note

#: The widest column and the narrowest that still sets two things side by side, in ems of the page.
WIDEST = 64
NARROW = 44

#: Pixels that the bar leaves, so that what reaches out of the column has room.
_BESIDE_BAR = 16


class Page(QScrollArea):
    """A page with a title, a sentence or two below it, and a place to say what couldn't be done.

    ``widest`` is the width of its column in ems. All pages begin and end at the same edges, whether they
    scroll or not; a ``centred`` one stands in the middle both ways.
    """

    def __init__(
        self,
        title: str,
        lead: str = "",
        *,
        widest: int = WIDEST,
        centred: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.narrow = False
        self._room = 0
        self._widest = widest
        self._centred = centred
        self._ground = ground_of(self)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(title)
        self.title = Text(title, "title")
        self.lead = Text(lead, "lead")
        self._note: Note | None = None
        self._content = QWidget()
        self.setWidget(self._content)  # while it is empty: it is laid out on the spot
        self._em = self.font().pixelSize()
        self._column = Column(self._content, centred=centred, changed=self._follow_text)
        self._column.add(self.title)
        self._column.add(self.lead, 10)
        show_if(bool(lead), self.lead)

    @property
    def note(self) -> Note:
        """Where it says what couldn't be done; made when it is first needed."""
        if self._note is None:
            from stillhere.window.components.note import Note

            self._note = Note()
            self._column.add_after(self.lead, self._note, 16)
        return self._note

    def add(self, item: QWidget | QLayout, above: int = 0) -> None:
        """Adds a widget or a layout, `above` pixels below what stands before it."""
        self._column.add(item, above)

    def centre(self, item: QWidget) -> None:
        """Sets `item`, which was added, in the middle of the column, no wider than it needs."""
        self._column.setAlignment(item, Qt.AlignmentFlag.AlignHCenter)

    def fit(self, size: QSize) -> None:
        """Takes the size that it will have, before it is shown: otherwise it hears of it only then, and is
        laid out for another one first.
        """
        self.resize(size)
        self._room = size.width()
        self._arrange()

    def come(self, about: str) -> None:
        """The page comes into sight, about something of its own ("" for nothing in particular)."""

    def leave(self) -> None:
        """The page goes out of sight: what is being typed on it is handed over."""

    def make_whole(self) -> None:
        """Makes at once whatever is still to come: somebody walks on with the Tab key."""

    def step_back(self) -> bool:
        """Closes the innermost thing that is open, without an answer; False where nothing is."""
        if self._note is None or self._note.isHidden():
            return False
        self._note.clear()
        return True

    def tell(self, error: Exception, partner: str = "") -> None:
        """Says what couldn't be done, and what helps."""
        from stillhere.window.components.note import sentences

        self.note.tell(*sentences(error, partner))
        self.reveal(self.note)

    def tell_broken(self, library: Library) -> None:
        """Says what of the program's content can't be read, if anything can't; the rest of it works."""
        for broken in library.broken[:1]:
            self.tell(broken.error)

    def narrowed(self, narrow: bool) -> None:
        """What `narrow` became; for pages that set things side by side while there is room."""

    def reveal(self, widget: QWidget) -> None:
        """Scrolls until `widget` is in sight."""
        self._column.activate()
        self.ensureWidgetVisible(widget, 0, 24)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # A scroll area hears of its viewport's size here.
        self._room = event.size().width()
        self._arrange()
        super().resizeEvent(event)

    def _follow_text(self) -> None:
        # A change event would tell of it, too. Of those PySide makes every kind there is before it hands over
        # the first one: a twentieth of what the first picture takes.
        if self.font().pixelSize() != self._em:
            self._arrange()

    def _arrange(self) -> None:
        self._em = self.font().pixelSize()
        # The bar that a long page scrolls by stands in the margin: nothing moves or wraps because it came.
        bar = max(0, self.width() - self._room)
        width, em = self._room + bar, self._em
        narrow = width < NARROW * em
        if narrow != self.narrow:
            self.narrow = narrow
            self.narrowed(narrow)
        side = max(26 if narrow else 44, (width - (self._widest if self._centred else WIDEST) * em) // 2)
        other = max(side, width - side - self._widest * em)
        above = 22 if narrow or self._centred else 33
        below = 22 if self._centred else 36
        self._column.setContentsMargins(QMargins(side, above, max(other - bar, _BESIDE_BAR), below))


def reveal(widget: QWidget) -> None:
    """Scrolls the page that `widget` stands on until it is in sight, once its place is known."""
    page = page_of(widget)
    if page is not None:
        QTimer.singleShot(0, page, lambda: page.reveal(widget))


def tell(widget: QWidget, title: str, next_step: str = "") -> None:
    """Says something about `widget` on the page that it stands on."""
    page = page_of(widget)
    if page is not None:
        page.note.tell(title, next_step)
        page.reveal(page.note)


def page_of(widget: QWidget) -> Page | None:
    """The page that `widget` stands on."""
    found = widget.parentWidget()
    while found is not None and not isinstance(found, Page):
        found = found.parentWidget()
    return found
