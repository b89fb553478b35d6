"""From one person to two: start, join, confirm, decline; and the safety number. Each is a deliberate act.

A home is made only after everything that was given was found possible. A step that was cut short is done
again by the same call: it goes on with the home that is there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from stillhere.command import asking
from stillhere.command.acts import done
from stillhere.command.answer import REFUSED, USAGE, Answer, Stopped
from stillhere.command.call import Call
from stillhere.command.turn import turn
from stillhere.core.acts import Refused, Rename, valid_name
from stillhere.core.state.when import ms_of
from stillhere.home.errors import FolderError, HomeError, VaultError
from stillhere.home.home import Home
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.flow.safety import Compared


def start(call: Call) -> Answer:
    """Begins a space and invites into it; the words of an invitation that is open are told again."""
    folder = None if call.args.alone else folder_of(call)
    with _begun(call, fresh=call.args.alone) as home:
        if folder is None:
            return Answer(document={"words": [], "folder": None}, lines=[say("command.start.alone")])
        words = _words(home, folder, ms_of(call.clock()))
    numbered = [f"{number:4}  {word}" for number, word in enumerate(words, 1)]
    return Answer(
        document={"words": list(words), "folder": str(folder)},
        lines=[say("command.start.words"), "", *numbered, "", say("command.start.next", folder=folder)],
    )


def join(call: Call) -> Answer:
    """Answers an invitation; the inviter confirms it."""
    from stillhere.home.opening import has_home
    from stillhere.home.rooms.invited import answered, must_be_invited

    folder = folder_of(call)
    one_standard_input(call)
    words = given_words(call)
    if not has_home(call.paths):
        must_be_invited(folder, words, ms_of(call.clock()))
    with _begun(call) as home:
        inviter = answered(home, folder, words, say("device.default"))
        joining = home.memory.joining()
    own = joining is not None and joining.person
    return Answer(
        document={"done": True, "inviter": inviter, "folder": str(folder)},
        lines=[say("command.device.joined" if own else "command.join.done", name=inviter)],
    )


def confirm(call: Call) -> Answer:
    """The inviter's yes to the one who used the invitation."""
    with call.home() as home, turn(home, patient=True) as own:
        _still_one(home)
        home.confirm()
        own.publish()
        name = home.partner_name()
        return Answer(
            document={"done": True, "partner": name},
            lines=[say("notice.linked", name=name), say("command.confirm.next")],
            hints=own.hints,
            code=own.code,
        )


def decline(call: Call) -> Answer:
    """It isn't the person who was meant, or nobody is meant any more: the invitation ends.

    The one who answered an invitation takes the answer back.
    """
    with call.home() as home, turn(home, patient=True) as own:
        _still_one(home)
        waits_for = home.sharing().waits_for
        if waits_for is not None:
            home.turn_back()
            _still_one(home)  # a face that keeps may have heard the yes a moment before
            own.publish()
            return Answer(document={"done": True}, lines=[say("command.decline.back", name=waits_for)])
        if home.invitation() is None:
            raise HomeError("nobody_asks")
        home.decline()
        return Answer(document={"done": True}, lines=[say("command.decline.done")])


def _still_one(home: Home) -> None:
    """Raises `HomeError` ("linked_already") where nobody can be waiting for an answer any more."""
    if home.partner_name():
        raise HomeError("linked_already")


def safety_number(call: Call) -> Answer:
    """The digits that two people compare by voice, and what came of comparing them."""
    from stillhere.home.rooms.comparing import Comparing

    with call.home() as home:
        number = home.safety_number()
        name = home.partner_name()
        comparing = Comparing(home)
        if number is not None and call.args.compared is not None:
            comparing.note(same=call.args.compared == "same")
        compared = comparing.now()
    if number is None:
        raise Stopped(REFUSED, say("why.knock.alone"))
    half = len(number) // 2
    digits = ["", *("  " + " ".join(groups) for groups in (number[:half], number[half:])), ""]
    return Answer(
        document={"safety_number": list(number), "compared": compared},
        lines=[say("command.safety_number.what", name=name), *digits, *_of_comparing(compared)],
    )


def _of_comparing(compared: Compared) -> Iterator[str]:
    yield say(f"compared.{compared}")
    if compared == "differs":
        yield say("compared.differs.next")
    elif compared != "same":
        yield say("command.safety_number.next")
        yield say("command.safety_number.keep")


@contextmanager
def _begun(call: Call, *, fresh: bool = False) -> Iterator[Home]:
    """The home of whoever begins here, made where there is none (``fresh``: there may be none yet)."""
    from stillhere.home.opening import has_home, open_home

    exists = has_home(call.paths)
    name = _name(call, needed=not exists)
    home = open_home(call.paths, call.passphrase, clock=call.clock) if exists else made(call)
    try:
        if not home.memory.begun():
            home.begin(name or _name(call, needed=True))
        elif (over := _over(home)) is not None:
            raise Stopped(REFUSED, over, say("command.start.anew"))
        elif fresh:
            raise Stopped(REFUSED, say("command.why.begun"))
        elif name and name != home.look().me.name:
            done(home, Rename(name))
        yield home
    finally:
        home.close()


def _over(home: Home) -> str | None:
    """Why nothing is shared here any more, as a sentence; None where that isn't so."""
    view = home.look()
    if view.headline == "partner_left":
        return say("headline.partner_left", name="" if view.partner is None else view.partner.name)
    return say("why.left") if view.headline == "you_left" else None


def made(call: Call) -> Home:
    """A new home: its key in the keyring, or behind a passphrase where one is given or no keyring is."""
    from stillhere.home.keys.vault import vault_kind
    from stillhere.home.opening import create_home, lacks_store

    needed = lacks_store(call.paths) and vault_kind(call.paths) == "passphrase"
    passphrase = call.passphrase() if needed or call.passphrase_given else None
    try:
        return create_home(call.paths, passphrase, clock=call.clock)
    except VaultError as error:
        if error.what != "keyring_none" or not asking.at_terminal():
            raise
    return create_home(call.paths, asking.new_passphrase(), clock=call.clock)


def _words(home: Home, folder: Path, now_ms: int) -> tuple[str, ...]:
    """The words of the invitation that is open in this folder, or of a new one."""
    shared = home.sharing()
    words = home.invitation()
    still_open = words is not None and shared.expires_ms is not None and now_ms < shared.expires_ms
    if words is not None and still_open and shared.folder == folder:
        return words
    return home.invite(folder)


def folder_of(call: Call) -> Path:
    """The folder that was named. Raises `FolderError` where there is none."""
    from stillhere.home.folder.folder import root_from

    folder = root_from(Path(call.args.folder).expanduser().absolute())
    try:
        os.fsencode(folder).decode("utf-8")
    except UnicodeDecodeError as error:  # the settings couldn't keep it
        raise Stopped(USAGE, say("command.usage.folder")) from error
    if not folder.is_dir():
        raise FolderError("folder_unknown", place=str(folder))
    return folder


def _name(call: Call, *, needed: bool) -> str:
    given = call.args.name
    if given is None:
        if not needed:
            return ""
        given = asking.line("command.ask.name", "command.usage.name")
    try:
        return valid_name(given)
    except Refused as refused:
        raise Stopped(REFUSED, say(refused.why)) from refused


def one_standard_input(call: Call) -> None:
    """Raises `Stopped` where passphrase and words are both to come from standard input."""
    given = asking.passphrase_file(call.args.passphrase_file, call.environ)
    if given == call.args.words_file == asking.STANDARD_INPUT:
        raise Stopped(USAGE, say("command.usage.standard_input"))


def given_words(call: Call) -> tuple[str, ...]:
    """The twelve words of an invitation, from a file or typed. Raises `Stopped`."""
    from stillhere.seal.errors import WordsError
    from stillhere.seal.words import parse_words

    try:
        return parse_words(asking.words(call.args.words_file))
    except WordsError as error:
        raise Stopped(USAGE, _why_words(error), say("command.words.next")) from error


def _why_words(error: Exception) -> str:
    """Why words that were typed can't be right, as a sentence."""
    from stillhere.seal.errors import UnknownWord, WrongCount

    match error:
        case UnknownWord(position=position, close=(_, *_) as close):
            return say("command.words.close", position=position, close=", ".join(close))
        case UnknownWord(position=position):
            return say("command.words.unknown", position=position)
        case WrongCount(count=count):
            return say("command.words.count", count=count)
        case _:
            return say("command.words.checksum")
