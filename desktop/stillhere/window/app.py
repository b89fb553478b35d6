"""The window's process, from its start to its end. It wires and holds no rule.

Until the first picture nothing is done that it doesn't show.
"""

from __future__ import annotations

import gc
import os
import sys
from types import TracebackType
from typing import TYPE_CHECKING

from stillhere.home.errors import HomeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from stillhere.home.paths import Paths
    from stillhere.window.frame import Frame

#: Says which half of the screen the window takes, where it stands beside another: "left" or "right".
HALF = "STILLHERE_HALF"

#: Where Linux says which screen there is; the last one is Qt's own.
_SCREENS = ("WAYLAND_DISPLAY", "DISPLAY", "QT_QPA_PLATFORM")


def run(paths: Paths, page: str | None = None, given: Callable[[], str] | None = None) -> int:
    """Shows the window of the home at `paths` until it is closed; its exit code.

    A second start brings the first window forward instead. ``page`` is the id of a page;
    ``given`` gives the passphrase where it was given beside the window. Raises `HomeError`
    where the home's places can't be made, and "no_screen".
    """
    paths.make()
    # A start makes much and leaves hardly any garbage: looking for it waits for the first picture, and is the
    # window's own matter from then on.
    gc.disable()
    try:
        return _run(paths, page or "", given)
    finally:
        gc.freeze()
        gc.enable()


def _run(paths: Paths, page: str, given: Callable[[], str] | None) -> int:
    from stillhere.window.qt import load_qt

    load_qt()
    from stillhere.window.collector import Collector
    from stillhere.window.face import Face
    from stillhere.window.resident import Resident

    face = Face(paths, given, Resident(paths).start, place=_place)
    if not face.single.take():
        face.single.ask(page)
        return 0
    if not has_screen():
        face.single.leave()
        raise HomeError("no_screen")

    def fault(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
        face.note_fault(error)

    # A fault in one handler is noted and the window stays: what is typed in it can still be kept.
    sys.excepthook = fault
    app = make_app()
    collector = Collector(app)
    face.start(app, page, pictured=collector.start)
    code = app.exec()
    face.stop()
    return code


def _place(frame: Frame) -> None:
    side = os.environ.get(HALF)
    if side:
        from stillhere.window.half import take_half

        take_half(frame, side)


def has_screen() -> bool:
    """Whether there is anything to draw on: without it Qt ends the process and says nothing to anybody."""
    return not sys.platform.startswith("linux") or any(map(os.environ.get, _SCREENS))


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
