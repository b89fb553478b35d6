"""Help: the list of its pages, and one of them. They are the same pages as the handbook's, read offline."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QSizePolicy, QWidget

from stillhere.home.library import Library
from stillhere.window.components.buttons import Button
from stillhere.window.components.page import Page
from stillhere.window.help.prose import Prose, blocks
from stillhere.window.reflect.row import Item, Row
from stillhere.window.reflect.rows import Rows
from stillhere.words import say

#: The page that has a place of its own, with the numbers.
_SAFETY = "safety"


class HelpPages(Page):
    """``library`` has the pages; ``open_safety`` goes to the one about safety."""

    def __init__(
        self, library: Library, open_safety: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(say("nav.help"), widest=44, parent=parent)
        self._library = library
        self._open_safety = open_safety
        pages = library.help_pages()
        self._titles = {page.id: page.title for page in pages}
        self._rows = Rows(say("nav.help"), self._open, whole=len(pages))
        self._back = Button(say("help.back"), self._show_index, "text")
        self._back.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        self._prose = Prose(say("nav.help"))
        # The way back stands above the title, as on every page.
        for widget in (self.title, self.lead):
            self._column.removeWidget(widget)
        for item, above in ((self._back, 0), (self.title, 4), (self.lead, 10)):
            self.add(item, above)
        self.add(self._prose, 14)
        self.add(self._rows, 14)
        # Their texts begin where the title does.
        self._column.reach_out(self._rows, Row.around.left())
        self._rows.show_items([Item(page.id, page.title, page.part) for page in pages], "")
        self._show_index()

    def come(self, about: str) -> None:
        self.tell_broken(self._library)
        if about in self._titles:
            self._open(about)

    def step_back(self) -> bool:
        if super().step_back():
            return True
        if self._prose.isHidden():
            return False
        self._show_index()
        return True

    def _open(self, page: str) -> None:
        if page == _SAFETY:
            self._open_safety()
            return
        self._prose.show_blocks(tuple(blocks(self._library.help_text(page))))
        self._prose.setAccessibleName(self._titles[page])
        self._show(page)
        self._prose.setFocus()
        self.tell_broken(self._library)

    def _show_index(self) -> None:
        self._show("")

    def _show(self, page: str) -> None:
        self.title.say(self._titles.get(page, say("nav.help")))
        self._prose.setVisible(bool(page))
        self._back.setVisible(bool(page))
        self._rows.choose(page)
        self._rows.setVisible(not page)
        self.verticalScrollBar().setValue(0)
