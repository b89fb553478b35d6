"""act(state, mine, what, now) → what to say, or the reason why not. Every door comes through here.

An act speaks for its own person and for nobody else; nothing is said without one.
"""

from __future__ import annotations

from datetime import datetime
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from stillhere.core import rest_details
from stillhere.core.agreements.agreed import agreed
from stillhere.core.agreements.keeping import Doing, guess_to_ask, may
from stillhere.core.agreements.rituals import occasion
from stillhere.core.records import refused
from stillhere.core.records.record import (
    NAME_LENGTH,
    Body,
    Knock,
    Partly,
    PersonNamed,
    Pulse,
    Status,
)
from stillhere.core.records.text import clean, is_blank
from stillhere.core.state.mine import Mine, Undoable, guess_id
from stillhere.core.state.model import Person, State, has_left, partner_of, status_of
from stillhere.core.state.when import ms_of

Details = rest_details.Details
Refused = refused.Refused


class Rest(Struct, frozen=True):
    """To rest; or, while resting, to change the details."""

    details: Details = Details()


class PartlyBack(Struct, frozen=True):
    """To be a little bit back, in one of three forms."""

    form: Partly


class Back(Struct, frozen=True):
    """To be here again."""


class StillHere(Struct, frozen=True):
    """The rester's "still here"."""


class SoftKnock(Struct, frozen=True):
    """The soft knock of the one who waits."""


class Undo(Struct, frozen=True):
    """To take the last flip of this device back."""


class KeepResting(Struct, frozen=True):
    """The answer "keep resting" to a guess that passed. It is said to nobody."""


class PutOff(Struct, frozen=True):
    """To leave out the agreed steps that are shown now, of this rest or return. It is said to nobody."""


class Rename(Struct, frozen=True):
    """To go by another name."""

    name: str


Act = Rest | PartlyBack | Back | StillHere | SoftKnock | Undo | KeepResting | PutOff | Rename


class Outcome(Struct, frozen=True, kw_only=True):
    """What follows from an act: the body to say (None: nothing is said) and what this device remembers."""

    body: Body | None
    mine: Mine


def act(state: State, mine: Mine, what: Act, now: datetime, *, n: int, fresh: str) -> Outcome:
    """What `mine.person` says by `what` at `now`.

    ``n`` is the number that the record will have in its lane; ``fresh`` a new id for a rest that begins.
    Raises `Refused`.
    """
    match what:
        case Rest(details):
            return _rest(state, mine, details, now, n=n, fresh=fresh)
        case PartlyBack(form):
            _allow(state, mine, "partly", now)
            return _partly_back(state, mine, form, now, n)
        case Back():
            _allow(state, mine, "back", now)
            return _flip(state, mine, Status(state="here", since_ms=ms_of(now)), now, n)
        case StillHere():
            _allow(state, mine, "still_here", now)
            rest = status_of(state, mine.person).rest
            return Outcome(body=Pulse(rest=rest, said_ms=ms_of(now)), mine=mine)
        case SoftKnock():
            return _knock(state, mine, now)
        case Undo():
            _allow(state, mine, "undo", now)
            flipped = cast(Undoable, mine.undo)  # `may` allowed it, so there is one
            return Outcome(body=replace(flipped.before, undoes=flipped.n), mine=replace(mine, undo=None))
        case KeepResting() | PutOff():
            return Outcome(body=None, mine=_noted(state, mine, what, now))
        case Rename(name):  # pragma: no branch - there is no other act
            return _rename(state, mine, name)


def flip(state: State, mine: Mine) -> Act:
    """What one click on the icon does: rest, or come back from a rest or from being partly back."""
    return Rest() if status_of(state, mine.person).state == "here" else Back()


def _allow(state: State, mine: Mine, doing: Doing, now: datetime) -> None:
    why = may(state, mine, now).why_not.get(doing)
    if why is not None:
        raise Refused(why)


def _rest(state: State, mine: Mine, details: Details, now: datetime, *, n: int, fresh: str) -> Outcome:
    current, holds = status_of(state, mine.person), agreed(state, now)
    if current.state != "resting":
        _allow(state, mine, "rest", now)
        details = rest_details.possible(details, holds)
        status = rest_details.begun(fresh, mine, details, holds, now)
        flipped = _flip(state, mine, status, now, n)
        return replace(flipped, mine=rest_details.remembered(flipped.mine, details))
    _allow(state, mine, "details", now)
    status = rest_details.changed(replace(current, undoes=0), details, holds, now)
    if status == replace(current, undoes=0):
        raise Refused("why.rest.already")
    return Outcome(body=status, mine=rest_details.remembered(mine, details))


def _partly_back(state: State, mine: Mine, form: Partly, now: datetime, n: int) -> Outcome:
    current = status_of(state, mine.person)
    if current.partly == form:
        return Outcome(body=None, mine=mine)  # it was said; a second click keeps the first one's undo
    since = current.since_ms if current.state == "partly_back" else ms_of(now)
    status = Status(state="partly_back", since_ms=since, rest=current.rest, partly=form)
    return _flip(state, mine, status, now, n)


def _knock(state: State, mine: Mine, now: datetime) -> Outcome:
    _allow(state, mine, "knock", now)
    partner = cast(Person, partner_of(state, mine.person))  # `may` allowed it, so there is one
    return Outcome(body=Knock(rest=status_of(state, partner.id).rest), mine=mine)


def _rename(state: State, mine: Mine, name: str) -> Outcome:
    if has_left(state, mine.person):
        raise Refused("why.left")
    return Outcome(body=PersonNamed(name=valid_name(name)), mine=mine)


def _noted(state: State, mine: Mine, what: KeepResting | PutOff, now: datetime) -> Mine:
    """What only this device remembers."""
    if isinstance(what, PutOff):
        return replace(mine, put_off=occasion(state, mine.person, now))
    if not guess_to_ask(state, mine, now):
        raise Refused("why.guess.nothing")
    return replace(mine, asked=guess_id(status_of(state, mine.person)))


def _flip(state: State, mine: Mine, status: Status, now: datetime, n: int) -> Outcome:
    before = replace(status_of(state, mine.person), undoes=0)
    return Outcome(body=status, mine=replace(mine, undo=Undoable(n=n, at_ms=ms_of(now), before=before)))


def valid_name(text: str) -> str:
    """A person's name as it will be shown. Raises `Refused` for an empty or too long one."""
    name = clean(text)
    if is_blank(name):
        raise Refused("why.name.empty")
    if len(name) > NAME_LENGTH:
        raise Refused("why.name.long")
    return name
