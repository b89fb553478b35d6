"""``across``: one's own pages on one's other devices. What can be counted then is said before anything goes.

Words come from a file, standard input or a prompt, never from an argument. The key lies behind the lock of
what is private, so all of this opens that first.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from stillhere.command import asking
from stillhere.command.answer import REFUSED, USAGE, Answer, Stopped
from stillhere.command.call import Call
from stillhere.command.couple.sharing import given_words, one_standard_input
from stillhere.command.private.inside import act_answer, home_of, private_of
from stillhere.command.turn import Turn, turn
from stillhere.home.errors import FolderError
from stillhere.home.rooms.across import Across
from stillhere.home.rooms.across_standing import before, lines_of
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.home import Home
    from stillhere.home.private import Private


def across(call: Call) -> Answer:
    """Does what was asked about pages on other devices."""
    what = call.args.across
    one_standard_input(call)
    if what == "join" and call.args.words_file == call.args.lock_file == asking.STANDARD_INPUT:
        raise Stopped(USAGE, say("command.usage.standard_input"))
    with home_of(call) as home:
        if what in {"on", "join"} and not call.args.yes:
            raise Stopped(REFUSED, "\n".join((*before(home.partner_name()), say("why.across.counted"))))
        words = given_words(call) if what == "join" else ()
        with private_of(call, home) as private, turn(home, patient=what != "status") as own:
            room = Across(home, private)
            with suppress(FolderError):
                room.take_in()
            answer = _done(call, room, words, own, home)
    return answer


def taken_across(home: Home, private: Private, page: str) -> None:
    """A page that its writer closed or erased goes across, where that is turned on."""
    key = private.across.key()
    if key is None or not key.on:
        return
    with turn(home, patient=True) as own:
        Across(home, private).leave(page)
        own.publish()


def came_across(home: Home, private: Private) -> None:
    """Takes in what came from other devices, where that is turned on and the folder is there."""
    key = private.across.key()
    if key is not None and key.on:
        with turn(home, patient=False), suppress(FolderError):
            Across(home, private).take_in()


def _done(call: Call, room: Across, words: Sequence[str], own: Turn, home: Home) -> Answer:
    match call.args.across:
        case "on":
            made = room.turn_on()
            own.publish()
            return act_answer(own, home, {"words": list(made)}, say("across.on"), *_told(made))
        case "join":
            came = room.join(words)
            own.publish()
            said = (say("across.on"), say("across.came", count=came))
            return act_answer(own, home, {"came": came}, *said)
        case "words":
            return _words(room)
        case "renew":
            made = room.renew()
            own.publish()
            return act_answer(own, home, {"words": list(made)}, say("across.renewed"), *_told(made))
        case "now":
            count = room.now()
            own.publish()
            line = say("across.taken", count=count) if count else say("across.taken.none")
            return act_answer(own, home, {"taken": count}, line)
        case "off":
            room.off(remove=call.args.remove)
            own.publish()
            which = "across.off.remove" if call.args.remove else "across.off.left"
            return act_answer(own, home, {}, say("across.off"), say(which))
        case _:
            return _status(room)


def _words(room: Across) -> Answer:
    words = room.words()
    if words is None:
        raise Stopped(REFUSED, say("why.across.off"))
    return Answer(document={"words": list(words)}, lines=_told(words))


def _told(words: Sequence[str]) -> list[str]:
    numbered = [f"{number:4}  {word}" for number, word in enumerate(words, 1)]
    return ["", *numbered, "", say("across.words.keep"), say("command.across.there")]


def _status(room: Across) -> Answer:
    found = room.standing()
    document = {
        "on": found.on,
        "known": found.known,
        "waiting": found.waiting,
        "too_long": found.too_long,
        "files": found.files,
        "unsent": found.unsent,
        "elsewhere": found.elsewhere,
        "heard": found.heard,
        "other_words": found.other_words,
        "set_aside": list(found.odd),
    }
    return Answer(document=document, lines=lines_of(found))
