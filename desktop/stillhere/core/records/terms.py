"""Agreements as values: their kinds, the settings of each kind, and the records that speak of them.

A revision is one wording, and its id is the id of the record that offered it: whoever says yes says it to
exactly these words. No kind holds a place, a password, money, or anybody else.
"""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from stillhere.core import typed
from stillhere.core.records.order import MAX_INT
from stillhere.core.records.shapes import Count, Hash, Id
from stillhere.core.records.text import clean, is_blank

Kind = Literal[
    "before_rest", "on_return", "check_ins", "quiet_hours", "still_here_rhythm", "guess", "letters",
    "handover", "urgent", "low_contact", "own_words",
]  # fmt: skip
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Pace = Literal["any", "one_at_a_time", "none"]

TITLE_LENGTH: Final = 80  #: characters
TEXT_LENGTH: Final = 4000  #: characters
LINE_LENGTH: Final = 120  #: characters of a step, an item or a channel
REVIEW_DAYS: Final = 28  #: how long an agreement runs before both look at it again

Line = Annotated[str, Meta(min_length=1, max_length=LINE_LENGTH)]
Lines = Annotated[tuple[Line, ...], Meta(min_length=1, max_length=12)]
Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z")]


class Steps(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A ritual: steps that are shown, and can be skipped."""

    steps: Lines


class CheckIns(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many soft knocks a rest may have, none or one, and after how many hours of it."""

    who: Literal["either"] = "either"
    form: Literal["knock"] = "knock"
    per_rest: Annotated[int, Meta(ge=0, le=1)] = 1
    after_hours: Annotated[int, Meta(ge=0, le=72)] = 0


class QuietHours(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"start": "from", "end": "to"}
):
    """Hours in which each app holds its own person's knocks and letters, and is quiet itself.

    ``days`` are those on which it begins. Where it ends no later than it begins, it ends on the next day.
    """

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

    pace: Pace
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

#: The kinds that each app keeps its own person to, or does something for; the others it shows.
APP_KEEPS: Final = frozenset(
    {"check_ins", "quiet_hours", "still_here_rhythm", "guess", "letters", "low_contact"}
)

Value = (
    bool
    | Annotated[int, Meta(ge=-MAX_INT, le=MAX_INT)]
    | Annotated[str, Meta(max_length=500)]
    | Annotated[tuple[Annotated[str, Meta(max_length=500)], ...], Meta(max_length=32)]
)


class Words(Struct, frozen=True, kw_only=True):
    """What is agreed to: kind, title, text, settings by name, and days until both look at it again.

    A kind or a setting of a later version can stand here. Such words set nothing (see `settings_of`).
    """

    kind: Annotated[str, Meta(pattern=r"^[a-z]+(_[a-z]+)*\Z", max_length=40)]
    title: Annotated[str, Meta(min_length=1, max_length=TITLE_LENGTH)]
    text: Annotated[str, Meta(max_length=TEXT_LENGTH)] = ""
    settings: Annotated[
        Mapping[Annotated[str, Meta(pattern=r"^[a-z_]{1,40}\Z")], Value], Meta(max_length=16)
    ] = {}
    review_days: Annotated[int, Meta(ge=1, le=366)] = REVIEW_DAYS


class Offered(Struct, frozen=True, kw_only=True):
    """A revision is offered; offering it is its author's yes. ``replaces`` names what it would change.

    ``said_ms`` is by the clock of that moment, like a pulse's. It only tells when to look again.
    """

    agreement: Id
    words: Words
    replaces: Annotated[tuple[Hash, ...], Meta(max_length=8)] = ()
    said_ms: Count = 0


class Answered(Struct, frozen=True, kw_only=True):
    """The other person speaks of one revision. To suggest a change is an `Offered` that replaces it."""

    revision: Hash
    says: Literal["yes", "not_now"]
    said_ms: Count = 0


class Paused(Struct, frozen=True, kw_only=True):
    """One person pauses an agreement, or lifts their own pause. Nobody can lift the other's."""

    agreement: Id
    paused: bool


class Ended(Struct, frozen=True, kw_only=True):
    """One person ends an agreement, or only some of its revisions: those can't come into force any more.

    It is final; going on takes a new offer.
    """

    agreement: Id
    revisions: Annotated[tuple[Hash, ...], Meta(max_length=8)] = ()


class Renewed(Struct, frozen=True, kw_only=True):
    """One person says yes to going on with a revision, at its review number ``review`` (from 1)."""

    revision: Hash
    review: Annotated[int, Meta(ge=1, le=MAX_INT)]
    said_ms: Count = 0


Body = Offered | Answered | Paused | Ended | Renewed


def settings_of(words: Words) -> Settings | None:
    """The settings as a value of the kind's shape, or None where they aren't: such words set nothing."""
    shape = SETTINGS.get(words.kind)
    if shape is None:
        return None
    try:
        return typed.convert(dict(words.settings), shape)
    except msgspec.ValidationError:
        return None


def cleaned(words: Words) -> Words | None:
    """`words` without what disguises itself, as everybody sees them; None where they don't fit then."""
    made = replace(
        words,
        title=clean(words.title),
        text=clean(words.text, lines=True),
        settings={name: _clean(value) for name, value in words.settings.items()},
    )
    try:
        # Composing can lengthen a text: some characters are always written as several.
        typed.convert(msgspec.to_builtins(made), Words)
    except msgspec.ValidationError:
        return None
    return None if is_blank(made.title) else made


def _clean(value: Value) -> Value:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(map(clean, value))
    return value
