"""``bundle``: all records as one file, to be carried by hand."""

from __future__ import annotations

import sys
from pathlib import Path

from stillhere.command.answer import DONE, SET_ASIDE, Answer
from stillhere.command.call import Call
from stillhere.command.turn import turn
from stillhere.words import say


def bundle(call: Call) -> Answer:
    """Writes a bundle, or takes one in."""
    from stillhere.home.rooms.bundles import Bundles

    place = Path(call.args.bundle_file).expanduser().absolute()
    with call.home() as home, turn(home, patient=True):
        if call.args.bundle == "out":
            count = Bundles(home).out(place, _progress)
            return Answer(
                document={"done": True, "file": str(place), "records": count},
                lines=[say("command.bundle.out", place=place), say("command.bundle.out.next")],
            )
        came = Bundles(home).take_in(place, _progress)
    left_out = [say("command.bundle.left_out", count=came.left_out)] if came.left_out else []
    said = say("command.bundle.in", count=came.new) if came.new else say("command.bundle.nothing")
    return Answer(
        document={"done": True, "new": came.new, "left_out": came.left_out},
        lines=[said, *left_out],
        code=SET_ASIDE if came.left_out else DONE,
    )


def _progress(done: int, of: int) -> None:
    """How far it is, for who watches."""
    if sys.stderr.isatty():
        end = "\n" if done == of else "\r"
        print(say("command.bundle.progress", done=done, of=of), end=end, file=sys.stderr)
