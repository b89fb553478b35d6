"""Every kind of record and its strict decoding.

What arrives is hostile until it decodes here: unknown fields are ignored, and all else that isn't exactly of
its kind's shape is refused with a reason. Texts are limited, and cleaned of what could disguise them. Nothing
but `RecordError` comes out, whatever goes in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from stillhere.core import typed
from stillhere.core.records.bodies import (
    LINE_LENGTH,
    NAME_LENGTH,
    Body,
    CheckIns,
    DeviceAdded,
    DeviceKeys,
    DeviceNamed,
    DeviceRemoved,
    Guess,
    KitSet,
    Knock,
    Look,
    Partly,
    PersonJoined,
    PersonKey,
    PersonLeft,
    PersonNamed,
    PersonState,
    Pulse,
    RecordErased,
    SpaceFounded,
    Status,
)
from stillhere.core.records.order import MAX_INT, Stamp
from stillhere.core.records.posted import LetterPace, LetterSent, PageShared
from stillhere.core.records.posted import cleaned as cleaned_text
from stillhere.core.records.shapes import Count, Hash, Id
from stillhere.core.records.strict import NotStrict, strict_object
from stillhere.core.records.terms import Answered, Ended, Offered, Paused, Renewed, cleaned
from stillhere.core.records.text import clean, is_blank

__all__ = [
    "KINDS", "LINE_LENGTH", "MAX_BODY", "MAX_HEADER", "MAX_SEEN", "NAME_LENGTH", "Body", "CheckIns",
    "DeviceAdded", "DeviceKeys", "Guess", "Header", "Knock", "Lane", "Look", "Partly", "PersonJoined",
    "PersonLeft", "PersonNamed", "PersonState", "Pulse", "Record", "RecordErased", "RecordError",
    "SpaceFounded", "Status", "carries_seen", "decode_body", "decode_header", "encode_body",
    "encode_header", "erasable", "kind_of",
]  # fmt: skip

MAX_HEADER: Final = 4096  #: bytes
MAX_BODY: Final = 48 * 1024  #: bytes

Lane = Literal["now", "kept"]
MAX_SEEN: Final = 32  #: devices that one header names

Epoch = Annotated[str, Meta(pattern=r"^[a-z2-7]{10}\.[1-9][0-9]{0,8}\Z")]


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


#: Which lane and shape belongs to each kind.
KINDS: Final[Mapping[str, tuple[Lane, type[Body]]]] = {
    "status": ("now", Status),
    "pulse": ("now", Pulse),
    "knock": ("now", Knock),
    "letter.pace": ("now", LetterPace),
    "space.founded": ("kept", SpaceFounded),
    "person.joined": ("kept", PersonJoined),
    "person.named": ("kept", PersonNamed),
    "person.left": ("kept", PersonLeft),
    "device.added": ("kept", DeviceAdded),
    "device.named": ("kept", DeviceNamed),
    "device.removed": ("kept", DeviceRemoved),
    "person.key": ("kept", PersonKey),
    "kit.set": ("kept", KitSet),
    "record.erased": ("kept", RecordErased),
    "agreement.offered": ("kept", Offered),
    "agreement.answered": ("kept", Answered),
    "agreement.paused": ("kept", Paused),
    "agreement.ended": ("kept", Ended),
    "agreement.renewed": ("kept", Renewed),
    "letter.sent": ("kept", LetterSent),
    "page.shared": ("kept", PageShared),
}

#: What has to stay for the space to stand: its body can't be erased.
_LASTING: Final = ("space.", "person.", "device.", "kit.", "agreement.", "record.")
#: Agreements and membership. On a letter or a status, what its writer has seen would be a receipt.
_CARRY_SEEN: Final = r"(agreement|device|kit)\..+|person\.(joined|key)"


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
    return re.fullmatch(_CARRY_SEEN, kind) is not None


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
        header = typed.from_json(data, Header)
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
        return typed.convert(raw, shape)
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
    if isinstance(body, DeviceAdded | DeviceNamed):
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
    if isinstance(body, LetterSent | PageShared):
        text = cleaned_text(body)
        if text is None:
            raise RecordError("body: wrong shape at $.text")
        return text
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
    if len(cleaned := clean(text)) > limit:
        raise RecordError(f"body: wrong shape at $.{field}")
    return cleaned
