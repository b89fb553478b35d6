"""The life of a letter: written now, decided later. Nothing is sent by itself, and leaving releases nothing.

A letter that waits is asked about once at each return: when either comes back and both are here. No answer is
an answer, and it waits on. Each choice is its writer's.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from stillhere.core.pages import PAGE_LENGTH, whole
from stillhere.core.records.posted import SHARED_BYTES, LetterSent, record_bytes
from stillhere.core.records.record import PersonState, Status
from stillhere.core.records.refused import Refused
from stillhere.core.records.terms import Pace
from stillhere.core.records.text import clean
from stillhere.core.state.model import HERE
from stillhere.core.state.when import ms_of, same_day
from stillhere.core.veiled import Veiled

#: A letter that fits on one page, where that was agreed: characters.
SHORT_LENGTH: Final = 2000

#: being written · waits for the partner's return · was asked about · its writer's own · on its way out.
State = Literal["written", "held", "asked", "kept", "sending"]
Choice = Literal["hold", "keep", "let_go", "send"]

#: What each choice makes of a letter; None: it is gone. The same from every state but the last one, which
#: ends when the record is known to be said, or known not to be.
LIFE: Final[Mapping[Choice, State | None]] = MappingProxyType(
    {"hold": "held", "keep": "kept", "let_go": None, "send": "sending"}
)

#: Why a letter waits while the partner isn't here.
_AWAY: Final[Mapping[PersonState, str]] = MappingProxyType(
    {"resting": "why.letter.resting", "partly_back": "why.letter.partly_back"}
)


class Letter(Veiled, frozen=True, kw_only=True):
    """A letter on its writer's computer.

    ``met`` names what the two were doing when it began to wait, or was asked about last.
    """

    id: str
    text: str
    state: State = "written"
    met: str = ""
    created_ms: int
    changed_ms: int


class Post(Struct, frozen=True, kw_only=True):
    """What stands between a letter and the partner now.

    ``partner``: their status (None: nobody else is here); ``own``: the writer's; ``left``: one of the two
    left. ``pace`` and ``short`` are what holds by a wish or an agreement; ``quiet``: it is a quiet hour.
    ``sent_ms``: when the last letter went out.
    """

    partner: Status | None
    own: Status = HERE
    left: bool = False
    pace: Pace = "any"
    short: bool = False
    quiet: bool = False
    sent_ms: int | None = None


def change(letter: Letter, text: str, now_ms: int) -> Letter:
    """The letter with another text, which may be longer than one that can be sent. Raises `Refused`."""
    _open(letter)
    if len(text) > PAGE_LENGTH:
        raise Refused("why.page.long")
    return replace(letter, text=whole(text), changed_ms=now_ms)


def to_ask(letter: Letter, post: Post) -> bool:
    """Whether its writer is to be asked about it now: one of the two came back since what it ``met``.

    Who rests is asked about nothing, and where no letters are wished for now there is nothing to ask.
    """
    both_here = post.partner is not None and post.partner.state == post.own.state == "here"
    back = both_here and _met(post) != letter.met
    return back and state_shown(letter) == "held" and not post.left and post.pace != "none"


def state_shown(letter: Letter) -> State:
    """The state as people and scripts know it: a letter that was asked about is held as before."""
    return "held" if letter.state == "asked" else letter.state


def asked(letter: Letter, post: Post) -> Letter:
    """The letter after the question was shown. Without an answer it waits on, until the next return."""
    return replace(letter, state="asked", met=_met(post))


def decide(letter: Letter, choice: Choice, post: Post, now: datetime) -> Letter | None:
    """The letter after its writer's choice; None: it is to be erased. Raises `Refused`."""
    _open(letter)
    if choice == "send":
        why = why_not_send(letter, post, now)
        if why is not None:
            raise Refused(why)
    state = LIFE[choice]
    if state is None:
        return None
    return replace(letter, state=state, met=_met(post) if state == "held" else "")


def why_not_send(letter: Letter, post: Post, now: datetime) -> str | None:
    """Why the letter can't go out now, as a key of the catalogue; None: it can."""
    if post.left:
        return "why.letter.left"
    if post.partner is None:
        return "why.letter.alone"
    if post.partner.state != "here":
        return _AWAY[post.partner.state]
    return _why_not_pace(post, now) or _why_not_text(letter.text, short=post.short)


def sendable(text: str) -> str:
    """`text` as it would go to the partner: plain text without disguises."""
    return clean(text, lines=True)


def sent(letter: Letter, now: datetime) -> LetterSent:
    """What goes to the partner for a letter that is on its way."""
    return LetterSent(letter=letter.id, text=sendable(letter.text), said_ms=ms_of(now))


def _why_not_pace(post: Post, now: datetime) -> str | None:
    if post.pace == "none":
        return "why.letter.none"
    if post.quiet:
        return "why.letter.quiet"
    if post.pace == "one_at_a_time" and post.sent_ms is not None and same_day(post.sent_ms, now):
        return "why.letter.one"
    return None


def _why_not_text(text: str, *, short: bool) -> str | None:
    text = sendable(text)
    if not text:
        return "why.letter.empty"
    if record_bytes(text) > SHARED_BYTES:
        return "why.letter.long"
    return "why.letter.short" if short and len(text) > SHORT_LENGTH else None


def _open(letter: Letter) -> None:
    if letter.state == "sending":
        raise Refused("why.letter.sending")


def _met(post: Post) -> str:
    # Names one stretch of what the two were doing, so that a return is noticed whatever the clocks say.
    return " ".join(f"{each.state}:{each.since_ms}" for each in (post.partner or HERE, post.own))
