"""The window's process, from its start to its end. It wires and holds no rule.

What needs no Qt is loaded before Qt: PySide reads through the source of each module that comes after it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from stillhere.home.paths import Paths

#: What the first picture needs beside Qt.
BEFORE_QT: Final = (
    "importlib.resources.readers",
    "queue",
    "sqlcipher3.dbapi2",
    "stillhere.core.acts",
    "stillhere.home.door",
    "stillhere.home.rooms.letters",
    "stillhere.home.library",
    "stillhere.home.opening",
    "stillhere.home.private",
    "stillhere.words",
)


def run(paths: Paths, page: str | None = None, given: Callable[[], str] | None = None) -> int:
    """Shows the window of the home at `paths` until it is closed; its exit code.

    A second start brings the first window forward instead. ``page`` is the id of a page;
    ``given`` gives the passphrase where it was given beside the window. Raises `HomeError`
    where the home's places can't be made.
    """
    paths.make()
    for module in BEFORE_QT:
        import_module(module)
    from stillhere.window.face import Face
    from stillhere.window.resident import Resident

    face = Face(paths, given, Resident(paths).start)
    if not face.single.take():
        face.single.ask(page or "")
        return 0

    def fault(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
        face.note_fault(error)

    # A fault in one handler is noted and the window stays: what is typed in it can still be kept.
    sys.excepthook = fault
    app = make_app()
    face.start(app, page or "")
    code = app.exec()
    face.stop()
    return code


def make_app() -> QApplication:
    """The Qt application, with its names and typefaces."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from stillhere.window.fonts import load_fonts
    from stillhere.words import say

    # One style on every system, so that the sheet paints alike. Asked for here it costs nothing; later, 7 ms.
    app = QApplication([*sys.argv[:1], "-style", "fusion"])
    app.setApplicationName("stillhere")
    app.setApplicationDisplayName(say("app.name"))
    app.setDesktopFileName("org.stillhere.StillHere")
    if say("app.direction") == "rtl":
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    load_fonts()
    return app
