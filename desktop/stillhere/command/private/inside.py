"""What letters, pages and prompts share at a command line: the way in, and which one is meant by an id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stillhere.command import private_way
from stillhere.command.answer import REFUSED, USAGE, Answer, Stopped
from stillhere.command.call import Call
from stillhere.command.writing import one_input, written
from stillhere.core.acts import Refused
from stillhere.core.state.when import local
from stillhere.words import say

if TYPE_CHECKING:
    from datetime import datetime

    from stillhere.command.turn import Turn
    from stillhere.home.home import Home
    from stillhere.home.private import Private

#: How many of the first letters of an id stand for it, at least.
_SHORTEST = 4


@contextmanager
def home_of(call: Call) -> Iterator[Home]:
    """The home, where a passphrase of the call may be that of the lock. What is refused stops the call."""
    one_input(call)
    with private_way.home_call(call).home() as home:
        try:
            yield home
        except Refused as refused:
            raise Stopped(REFUSED, say(refused.why, name=home.partner_name())) from refused


def private_of(call: Call, home: Home) -> Private:
    """What is private, open. Raises `PrivateError`, "private_locked" where nothing gives the passphrase."""
    return home.door().open(lambda: private_way.passphrase(call))


def meant(call: Call, given: str | None, known: Iterable[str], why: str) -> str:
    """The id that is meant by its first letters at least. Raises `Stopped`: `why` is a key."""
    if not given:
        raise Stopped(USAGE, say("command.usage.id", verb=call.args.verb))
    ids = list(known)
    if given in ids:
        return given
    found = [each for each in ids if each.startswith(given)] if len(given) >= _SHORTEST else []
    if len(found) > 1:
        raise Stopped(USAGE, say("command.usage.several", names="\n".join(f"  {each}" for each in found)))
    if not found:
        raise Stopped(REFUSED, say(why))
    return found[0]


def text_of(call: Call, before: str = "") -> str:
    """The text that the call brings, or that its person writes now. Raises `Stopped`."""
    text = written(call, ask=True, before=before)
    if text is None:
        raise Stopped(USAGE, say("command.usage.text"))
    return text.rstrip("\n")


def time_of(ms: int, now: datetime) -> str:
    """One's own time, in full (RFC 3339)."""
    return local(ms, now).isoformat(timespec="seconds")


def act_answer(own: Turn, home: Home, document: dict[str, object], *lines: str) -> Answer:
    """The answer to an act that may have said something: how much of it waits, and what is odd."""
    return Answer(
        document={"done": True, **document, "outbox": home.store.outbox.count()},
        lines=lines,
        hints=own.hints,
        code=own.code,
    )
