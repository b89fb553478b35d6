"""``kit``: the recovery kit on paper, as a text or a PDF, and the way back with it.

The kit is read from a file or from standard input, never from an argument. The PDF is the window's to draw.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from stillhere.command import asking
from stillhere.command.answer import TROUBLE, USAGE, Answer, Stopped
from stillhere.command.call import Call
from stillhere.command.couple.devices import arriving, needed_folder, told
from stillhere.command.turn import turn
from stillhere.home.errors import HomeError
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.rooms.kits import Sheet

_DRAWER = "stillhere.window.kit_sheet"


def kit(call: Call) -> Answer:
    """Writes a kit, or comes back with one."""
    return _write(call) if call.args.kit == "write" else _restore(call)


def _write(call: Call) -> Answer:
    from stillhere.home.rooms.kits import Kits

    if call.args.sheet == asking.STANDARD_INPUT:
        raise Stopped(USAGE, say("command.usage.kit_file"))
    to = Path(call.args.sheet).expanduser().absolute()
    draw = _as_pdf if to.suffix.lower() == ".pdf" else None
    with call.home() as home, turn(home, patient=True) as own:
        before = Kits(home).there()
        with told():
            Kits(home).write(to, draw)
        own.publish()
        code, hints = own.code, own.hints
    over = [say("kit.over")] if before else []
    return Answer(
        document={"done": True, "file": str(to)},
        lines=[say("command.kit.written", place=to), say("kit.keep"), *over],
        hints=hints,
        code=code,
    )


def _restore(call: Call) -> Answer:
    from stillhere.home.rooms.arriving import must_open
    from stillhere.home.rooms.kits import Kits
    from stillhere.seal.errors import SealError
    from stillhere.seal.kit import read_kit

    folder = needed_folder(call)
    try:
        found = read_kit(asking.read(call.args.sheet, longest=64 * 1024))
    except SealError as error:
        raise HomeError("kit_unreadable") from error
    must_open(found, folder)
    with arriving(call, kit=True) as home, turn(home, patient=True), told():
        name = Kits(home).restore(found, folder, call.args.name or say("device.default"))
    return Answer(
        document={"done": True, "name": name, "folder": str(folder)},
        lines=[say("command.kit.restored", name=name), say("kit.after")],
    )


def _as_pdf(sheet: Sheet, place: Path) -> None:
    try:
        drawer = import_module(_DRAWER)
    except ImportError as error:
        raise Stopped(TROUBLE, say("command.face.missing"), say("command.face.next")) from error
    with drawer.application(sys.argv[:1]):
        drawer.write(sheet, place)
