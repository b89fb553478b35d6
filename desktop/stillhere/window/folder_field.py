"""Choosing the shared folder: what was chosen, and which carrier it is of. Looking changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from stillhere.window.components.buttons import Button
from stillhere.window.components.column import Column
from stillhere.window.components.flow import Flow
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.window.dialogs import Dialogs
from stillhere.window.worker import Worker
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.folder.carriers import Carrier


#: Where the line of a path is broken rather than within a name: behind a separator.
_MAY_BREAK: Final = re.compile(r"[/\\](?=.)")


class FolderField(QWidget):
    """A button that chooses, and what was chosen. A folder may be dropped on it, too.

    ``chooser`` is the button. ``worker`` looks at a folder; ``chosen`` hears of each new choice; ``dialogs``
    asks for one.
    """

    def __init__(
        self,
        worker: Worker,
        chosen: Callable[[Path], object] | None = None,
        *,
        dialogs: Dialogs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        wraps(self)
        self.setAcceptDrops(True)
        self.folder: Path | None = None
        self._worker = worker
        self._chosen = chosen
        self._dialogs = dialogs
        self._path = Text(kind="name")
        self._path.hide()
        self._carrier = Text(kind="caption")
        self._carrier.hide()
        self.chooser = Button(say("folder.choose"), self._ask)
        column = Column(self)
        column.add(self._path)
        column.add(self._carrier, 2)
        row = Flow()
        row.addWidget(self.chooser)
        column.add(row, 12)

    def show_folder(self, folder: Path) -> None:
        """Shows this folder, and looks which carrier it is of."""
        if folder == self.folder:
            return
        self.folder = folder
        self._path.say(_MAY_BREAK.sub("\\g<0>\u200b", str(folder)))
        self._path.setAccessibleName(str(folder))
        self._path.show()
        self.chooser.setText(say("folder.choose_another"))
        self._carrier.hide()
        self._worker.ask(lambda: _recognise(folder), self._recognised)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _folder_in(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        folder = _folder_in(event)
        if folder is not None:
            self._take(folder)

    def _ask(self) -> None:
        folder = self._dialogs.folder(self, self.folder)
        if folder is not None:
            self._take(folder)

    def _take(self, folder: Path) -> None:
        from stillhere.home.folder.folder import root_from

        self.show_folder(root_from(folder))
        if self._chosen is not None and self.folder is not None:
            self._chosen(self.folder)

    def _recognised(self, carrier: Carrier) -> None:
        self._carrier.say(say(f"folder.carrier.{carrier}"))
        self._carrier.show()


def _recognise(folder: Path) -> Carrier:
    from stillhere.home.flow.sharing import looked_at

    return looked_at(folder)[0]


def _folder_in(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    place = Path(urls[0].toLocalFile())
    return place if place.is_dir() else None
