"""Every kind of record and its strict decoding.

What arrives is hostile until it decodes here: unknown fields are ignored, and everything else that is not
exactly of its kind's shape is refused with a reason. Texts of a person are limited, and cleaned of
characters that could disguise them. Nothing but `RecordError` comes out, whatever goes in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from stillhere.core.agreements import Answered, Ended, Offered, Paused, Renewed, cleaned
from stillhere.core.order import MAX_INT, Stamp
from stillhere.core.shapes import Count, Hash, Id
from stillhere.core.strict import NotStrict, strict_object
from stillhere.core.text import clean, is_blank

MAX_HEADER: Final = 4096  #: bytes
MAX_BODY: Final = 48 * 1024  #: bytes

Lane = Literal["now", "kept"]
PersonState = Literal["here", "resting", "partly_back"]
Look = Literal["shorter_replies", "fewer_words", "less_touch", "near_but_quiet", "plans_may_move"]
Guess = Literal["this_evening", "tomorrow", "few_days", "open"]
CheckIns = Literal["not_now", "one_knock", "practical"]
Partly = Literal["practical", "company", "talk"]

LINE_LENGTH: Final = 140  #: characters of a warm line
NAME_LENGTH: Final = 40  #: characters of a person's or device's name
MAX_SEEN: Final = 32  #: devices that one header names

Epoch = Annotated[str, Meta(pattern=r"^[a-z2-7]{10}\.[1-9][0-9]{0,8}\Z")]
Key = Annotated[str, Meta(pattern=r"^[A-Za-z0-9+/]{43}=\Z")]
Recipient = Annotated[str, Meta(pattern=r"^age1[02-9ac-hj-np-z]{58}\Z")]
Name = Annotated[str, Meta(min_length=1, max_length=NAME_LENGTH)]


_T = TypeVar("_T")


class RecordError(Exception):
    """A header or body is not of its shape. The message names the place, never the content."""


class Header(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is signed: who says which kind of thing, in which order, to whom, and the hash of the body.

    ``n`` counts from 1 for each device and lane. In the kept lane ``prev`` is the id of the record before.
    ``to`` names the epochs it is sealed to, as ``<person>.<epoch>``. ``seen`` is the highest kept ``n`` that
    its writer knew of each other device; only agreements and membership carry it (see `carries_seen`).
    """

    space: Annotated[str, Meta(pattern=r"^([a-z2-7]{10})?\Z")]
    device: Id
    lane: Lane
    n: Annotated[int, Meta(ge=1, le=MAX_INT)]
    prev: Annotated[str, Meta(pattern=r"^([a-z2-7]{52})?\Z")] = ""
    at: tuple[Count, Count]
    kind: Annotated[str, Meta(pattern=r"^[a-z]+(\.[a-z_]+)*\Z", max_length=40)]
    to: Annotated[tuple[Epoch, ...], Meta(min_length=1, max_length=2)]
    body: Hash
    crit: bool = False
    seen: Annotated[Mapping[Id, Annotated[int, Meta(ge=1, le=MAX_INT)]], Meta(max_length=MAX_SEEN)] = {}

    @property
    def stamp(self) -> Stamp:
        """When it was said, as its device's clock has it."""
        return Stamp(*self.at)


class Status(Struct, frozen=True, kw_only=True):
    """What a person last said of themselves, whole: a later one replaces it and nothing is added up.

    ``rest`` names this one rest (a knock answers to it); ``since_ms`` is when the present state began;
    ``until_ms`` is where the guess ends; ``undoes`` is the ``n`` of its device's status that it takes back.
    """

    state: PersonState
    since_ms: Count
    rest: Annotated[str, Meta(pattern=r"^([a-z2-7]{10})?\Z")] = ""
    looks: Annotated[tuple[Look, ...], Meta(max_length=5)] = ()
    line: Annotated[str, Meta(max_length=LINE_LENGTH)] = ""
    guess: Guess | None = None
    until_ms: Count | None = None
    checkins: CheckIns = "not_now"
    partly: Partly | None = None
    undoes: Count = 0


class Pulse(Struct, frozen=True, kw_only=True):
    """The rester says "still here" during ``rest``, at ``said_ms`` by the clock of that moment.

    A stamp wouldn't do for "today": once a clock ran far ahead, every later stamp stays ahead with it.
    """

    rest: Id
    said_ms: Count


class Knock(Struct, frozen=True, kw_only=True):
    """The one who waits says "here too" to the partner's ``rest``. It carries no text."""

    rest: Id


class DeviceKeys(Struct, frozen=True, kw_only=True):
    """The public half of a device: Ed25519 key (base64) and its own age recipient."""

    device: Id
    sign: Key
    recipient: Recipient


class SpaceFounded(Struct, frozen=True, kw_only=True):
    """The first record of a space; its id, shortened, is the space's name."""

    person: Id
    name: Name
    recipient: Recipient
    keys: DeviceKeys


class PersonJoined(Struct, frozen=True, kw_only=True):
    """The founder confirms the partner. ``join`` is the hash of the join message that was confirmed."""

    person: Id
    name: Name
    recipient: Recipient
    keys: DeviceKeys
    join: Hash


class PersonNamed(Struct, frozen=True, kw_only=True):
    """A person's name from here on."""

    name: Name


class PersonLeft(Struct, frozen=True, kw_only=True):
    """Its person no longer shares here."""


class DeviceAdded(Struct, frozen=True, kw_only=True):
    """A further device of the same person, by one of their devices; the id follows from its key.

    ``name`` is what its person calls it. ``instead``: its writer came back from an old copy and ends here.
    """

    keys: DeviceKeys
    name: Annotated[str, Meta(max_length=NAME_LENGTH)] = ""
    instead: bool = False


class RecordErased(Struct, frozen=True, kw_only=True):
    """Its person takes the body of a record away; the header stays, so the chain still verifies."""

    record: Hash


Body = (
    Status
    | Pulse
    | Knock
    | SpaceFounded
    | PersonJoined
    | PersonNamed
    | PersonLeft
    | DeviceAdded
    | RecordErased
    | Offered
    | Answered
    | Paused
    | Ended
    | Renewed
)

#: Which lane and shape belongs to each kind.
KINDS: Final[Mapping[str, tuple[Lane, type[Body]]]] = {
    "status": ("now", Status),
    "pulse": ("now", Pulse),
    "knock": ("now", Knock),
    "space.founded": ("kept", SpaceFounded),
    "person.joined": ("kept", PersonJoined),
    "person.named": ("kept", PersonNamed),
    "person.left": ("kept", PersonLeft),
    "device.added": ("kept", DeviceAdded),
    "record.erased": ("kept", RecordErased),
    "agreement.offered": ("kept", Offered),
    "agreement.answered": ("kept", Answered),
    "agreement.paused": ("kept", Paused),
    "agreement.ended": ("kept", Ended),
    "agreement.renewed": ("kept", Renewed),
}

#: What has to stay for the space to stand: its body can't be erased.
_LASTING: Final = ("space.", "person.", "device.", "kit.", "agreement.", "record.")
#: Agreements and membership. On a letter or a status, what its writer has seen would be a receipt.
_CARRY_SEEN: Final = re.compile(r"(agreement|device|kit)\..+|person\.(joined|key)")


class Record(Struct, frozen=True, kw_only=True):
    """A verified record: its id (hash of the header bytes), header and decoded body (None: unknown kind)."""

    id: str
    header: Header
    body: Body | None


def decode_header(data: bytes) -> Header:
    """The header in `data` (at most `MAX_HEADER` bytes). Raises `RecordError`."""
    header = _as_written(data) or _convert(_read(data, MAX_HEADER, "header"), Header, "header")
    known = KINDS.get(header.kind)
    if known is not None and known[0] != header.lane:
        raise RecordError(f"header: a {header.kind} does not belong in this lane")
    if header.seen and not (header.lane == "kept" and carries_seen(header.kind)):
        raise RecordError("header: this kind does not tell what was seen")
    return header


def decode_body(kind: str, data: bytes) -> Body | None:
    """The body in `data` (at most `MAX_BODY` bytes) of a `kind`; None for a kind unknown to this version.

    Raises `RecordError`.
    """
    raw = _read(data, MAX_BODY, "body")
    known = KINDS.get(kind)
    if known is None:
        return None
    body: Body = _convert(raw, known[1], "body")
    return _cleaned(body)


def encode_body(body: Body, salt: str) -> bytes:
    """The JSON bytes of `body`, with `salt` (random text) so that equal bodies have different hashes."""
    fields = msgspec.to_builtins(body)
    return msgspec.json.encode({"salt": salt, **fields})


def encode_header(header: Header) -> bytes:
    """The JSON bytes of `header`: what gets signed, and never written again from its parsed form."""
    return msgspec.json.encode(header)


def carries_seen(kind: str) -> bool:
    """Whether a header of `kind` tells what its writer had seen, so that withheld files are noticed."""
    return _CARRY_SEEN.fullmatch(kind) is not None


def erasable(kind: str) -> bool:
    """Whether the body of a kept record of `kind` is its writer's to erase."""
    return not kind.startswith(_LASTING)


def kind_of(body: Body) -> str:
    """The kind name of a body value."""
    return next(kind for kind, (_, shape) in KINDS.items() if shape is type(body))


def _as_written(data: bytes) -> Header | None:
    """The header in bytes that are exactly as this program writes one: the quick way for almost all.

    What reads back to the same bytes has no key twice and nothing else that could be read in two ways.
    """
    if len(data) > MAX_HEADER:
        return None
    try:
        header = msgspec.json.decode(data, type=Header)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return header if encode_header(header) == data else None


def _read(data: bytes, limit: int, what: str) -> dict[str, Any]:
    try:
        return strict_object(data, limit)
    except NotStrict as error:
        raise RecordError(f"{what}: {error}") from None


def _convert(raw: dict[str, Any], shape: type[_T], what: str) -> _T:
    try:
        return msgspec.convert(raw, shape)
    except msgspec.ValidationError as error:
        # msgspec's message can quote a value; only the place it names may leave here.
        place = str(error).rpartition("`")[0].rpartition("`")[2] or "$"
        raise RecordError(f"{what}: wrong shape at {place}") from None
    except UnicodeEncodeError:
        raise RecordError(f"{what}: half a character") from None


def _cleaned(body: Body) -> Body:
    """`body` with its person's texts free of disguises, where its fields agree with each other."""
    if isinstance(body, Status):
        return msgspec.structs.replace(_agreeing(body), line=_text(body.line, LINE_LENGTH, "line"))
    if isinstance(body, DeviceAdded):
        return msgspec.structs.replace(body, name=_text(body.name, NAME_LENGTH, "name"))
    if isinstance(body, SpaceFounded | PersonJoined | PersonNamed):
        name = _text(body.name, NAME_LENGTH, "name")
        if is_blank(name):
            raise RecordError("body: wrong shape at $.name")
        return msgspec.structs.replace(body, name=name)
    if isinstance(body, Offered):
        words = cleaned(body.words)
        if words is None:
            raise RecordError("body: wrong shape at $.words")
        return msgspec.structs.replace(body, words=words)
    return body


def _agreeing(status: Status) -> Status:
    """`status`, if its fields fit: a form to "partly back", an end to a guess with one, each look once."""
    if (status.partly is not None) != (status.state == "partly_back"):
        raise RecordError("body: wrong shape at $.partly")
    if (status.until_ms is not None) != (status.guess not in {None, "open"}):
        raise RecordError("body: wrong shape at $.until_ms")
    if len(set(status.looks)) != len(status.looks):
        raise RecordError("body: wrong shape at $.looks")
    return status


def _text(text: str, limit: int, field: str) -> str:
    # Composing can lengthen a text: some characters are always written as several.
    cleaned = clean(text)
    if len(cleaned) > limit:
        raise RecordError(f"body: wrong shape at $.{field}")
    return cleaned
