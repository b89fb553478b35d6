"""Agreements as values: their kinds, the settings of each kind, and the records that speak of them.

A revision is one wording, and its id is the id of the record that offered it: whoever says yes says it to
exactly these words. Nothing here can hold a place, a password, or anybody else's name for control.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, Struct

from stillhere.core.order import MAX_INT
from stillhere.core.text import clean

Kind = Literal[
    "before_rest", "on_return", "check_ins", "quiet_hours", "still_here_rhythm", "guess", "letters", "handover",
    "urgent", "low_contact", "own_words",
]  # fmt: skip
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

TITLE_LENGTH: Final = 80  #: characters
TEXT_LENGTH: Final = 4000  #: characters
REVIEW_DAYS: Final = 28  #: how long an agreement runs before both look at it again

Id = Annotated[str, Meta(pattern=r"^[a-z2-7]{10}\Z")]
Revision = Annotated[str, Meta(pattern=r"^[a-z2-7]{52}\Z")]
Line = Annotated[str, Meta(min_length=1, max_length=120)]
Lines = Annotated[tuple[Line, ...], Meta(min_length=1, max_length=12)]
Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z")]


class Steps(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A ritual: steps that are shown, and can be skipped."""

    steps: Lines


class CheckIns(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often the one who waits may knock, and after how many hours of a rest."""

    who: Literal["either"] = "either"
    form: Literal["knock"] = "knock"
    per_rest: Annotated[int, Meta(ge=1, le=3)] = 1
    after_hours: Annotated[int, Meta(ge=0, le=72)] = 0


class QuietHours(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"start": "from", "end": "to"}
):
    """Hours in which each app holds its own person's knocks and letters, and is quiet itself."""

    start: Clock
    end: Clock
    days: Annotated[tuple[Day, ...], Meta(min_length=1, max_length=7)]


class Rhythm(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often the one who gladly says "still here" is privately reminded of it."""

    every_days: Annotated[int, Meta(ge=1, le=14)]


class DefaultGuess(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The guess that a rest begins with."""

    guess: Literal["this_evening", "tomorrow", "few_days", "open"]


class Letters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """At what pace letters go out, and in what form."""

    pace: Literal["any", "one_at_a_time", "none"]
    form: Literal["any", "short"] = "any"


class Handover(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Practical things to look after while one rests."""

    items: Lines


class Urgent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The way outside this app by which urgent things go; the app carries none."""

    channel: Line


class LowContact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Practical things only: no knocks and no letters."""

    practical_only: Literal[True] = True


class OwnWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nothing but the words."""


Settings = (
    Steps
    | CheckIns
    | QuietHours
    | Rhythm
    | DefaultGuess
    | Letters
    | Handover
    | Urgent
    | LowContact
    | OwnWords
)

SETTINGS: Final[Mapping[str, type[Settings]]] = {
    "before_rest": Steps,
    "on_return": Steps,
    "check_ins": CheckIns,
    "quiet_hours": QuietHours,
    "still_here_rhythm": Rhythm,
    "guess": DefaultGuess,
    "letters": Letters,
    "handover": Handover,
    "urgent": Urgent,
    "low_contact": LowContact,
    "own_words": OwnWords,
}

#: The kinds that the app itself keeps to; the others it shows.
KEPT: Final = frozenset({"check_ins", "quiet_hours", "letters", "low_contact", "guess"})


class Words(Struct, frozen=True, kw_only=True):
    """What is agreed to: kind, title, text, settings (as `SETTINGS` has them), days until a review."""

    kind: Kind
    title: Annotated[str, Meta(min_length=1, max_length=TITLE_LENGTH)]
    text: Annotated[str, Meta(max_length=TEXT_LENGTH)] = ""
    settings: Mapping[str, Any] = {}
    review_days: Annotated[int, Meta(ge=1, le=366)] = REVIEW_DAYS


class Offered(Struct, frozen=True, kw_only=True):
    """A revision is offered; who offers it says yes to it. ``replaces`` names the revisions it would change."""

    agreement: Id
    words: Words
    replaces: Annotated[tuple[Revision, ...], Meta(max_length=8)] = ()


class Answered(Struct, frozen=True, kw_only=True):
    """The other person's answer to one revision. Suggesting a change is an `Offered` that replaces it."""

    revision: Revision
    answer: Literal["yes", "not_now"]


class Paused(Struct, frozen=True, kw_only=True):
    """One person pauses an agreement, or lifts their own pause. Nobody can lift the other's."""

    agreement: Id
    paused: bool


class Ended(Struct, frozen=True, kw_only=True):
    """One person ends an agreement, or takes an offer back. It is final; going on takes a new offer."""

    agreement: Id


class Renewed(Struct, frozen=True, kw_only=True):
    """One person says yes to going on with a revision, at its review number ``review`` (from 1)."""

    revision: Revision
    review: Annotated[int, Meta(ge=1, le=MAX_INT)]


Body = Offered | Answered | Paused | Ended | Renewed


def settings_of(words: Words) -> Settings | None:
    """The settings as a value of the kind's shape, or None where they aren't: such words set nothing."""
    try:
        return msgspec.convert(dict(words.settings), SETTINGS[words.kind])
    except msgspec.ValidationError:
        return None


def cleaned(words: Words) -> Words:
    """`words` without what disguises itself, as everybody sees them."""
    settings = {name: _clean(value) for name, value in words.settings.items()}
    return msgspec.structs.replace(
        words, title=clean(words.title), text=clean(words.text, lines=True), settings=settings
    )


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | tuple):
        return tuple(_clean(one) for one in value)
    return value
