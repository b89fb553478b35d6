"""Private pages on their way between the devices of one person: the key in twelve words, and the file.

Twelve words make one age identity (HKDF with a label of its own), which lies in the private store of each
device and nowhere else. A file is sealed to it and to a recipient that is made and forgotten at once, so that
its age header looks like that of every record. The text inside, then spaces:

    still-here/1 own
    {"space":…,"person":…,"device":…,"lane":"own"}
    {"page":…,"at":[ms,counter],"by":…,"after":{…},…}     one line for each revision, one or more
    base64 of the Ed25519 signature of the device over all lines before, their line feeds too

It is no record: it stands in no chain, and no reader of records takes it for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, Struct

from stillhere.core import typed
from stillhere.core.across import MOST_KNOWN, Mark, Words
from stillhere.core.pages import PAGE_LENGTH, whole
from stillhere.core.records.posted import PARTS, Form
from stillhere.core.records.shapes import Count, Id
from stillhere.core.records.strict import NotStrict, strict_object
from stillhere.core.records.text import clean
from stillhere.core.veiled import Veiled
from stillhere.seal import hkdf
from stillhere.seal.coding import from_base64, hash32, to_base64
from stillhere.seal.envelope import SIGNATURE_LENGTH, Signer, check_signature, seal
from stillhere.seal.errors import Damaged, Forged, TooLarge, UnknownFormat
from stillhere.seal.guard import MAX_FILE, MAX_SEGMENT
from stillhere.seal.keys import Identity, Random, new_identity
from stillhere.seal.padding import pad, padded_length, unpad

MAX_REVISIONS: Final = 1000  #: in one file
QUESTION_LENGTH: Final = 5000  #: characters of the question that a page answers

_TITLE: Final = b"still-here/1 own"
#: More than age, the first two lines and the signature add to the revisions.
_OVERHEAD: Final = 1024


class Revision(Veiled, frozen=True, kw_only=True):
    """One revision of a page as it travels; ``words`` is None for a deletion."""

    page: str
    mark: Mark
    words: Words | None


class Sheaf(Veiled, frozen=True):
    """What one file holds, and which device of whom in which space says so."""

    space: str
    person: str
    device: str
    revisions: tuple[Revision, ...]


class _Whose(Struct, frozen=True):
    space: Id
    person: Id
    device: Id
    lane: Literal["own"]


class _Line(Veiled, frozen=True, kw_only=True, omit_defaults=True):
    page: Id
    at: tuple[Count, Count]
    by: Id
    after: Annotated[Mapping[Id, tuple[Count, Count]], Meta(max_length=MOST_KNOWN)] = {}
    deleted: bool = False
    form: Form = "free"
    prompt: Annotated[str, Meta(pattern=r"^[a-zA-Z0-9._-]{0,80}\Z")] = ""
    question: Annotated[str, Meta(max_length=QUESTION_LENGTH)] = ""
    parts: Annotated[tuple[str, ...], Meta(max_length=3)] = ()
    created: Count = 0
    changed: Count = 0


def pages_identity(secret: bytes) -> Identity:
    """The age identity that opens pages, from the 16 bytes of the twelve words."""
    key = hkdf.extract(b"still-here/1 pages", secret)
    return Identity(hkdf.expand(key, b"still-here/1 pages identity", hkdf.HASH_LENGTH))


def digest_of(words: Words) -> str:
    """What tells equal words from others: SHA-256 in 52 base32 letters. Times don't count."""
    return hash32(msgspec.json.encode((words.form, words.prompt, clean(words.question), words.parts)))


def fits(revision: Revision) -> bool:
    """Whether a revision can travel: a file of the folder has its limit, and whoever reads it has theirs."""
    line = _encoded(revision)
    if _sealed_length(len(line)) > MAX_SEGMENT:
        return False
    try:
        return _decoded(line.removesuffix(b"\n")).page == revision.page
    except Damaged:
        return False


def sheaves(revisions: Iterable[Revision]) -> Iterator[tuple[Revision, ...]]:
    """`revisions` in as few parts as fit into files of the usual size; one that is larger has its own.

    Each of them must fit (see `fits`).
    """
    part: list[Revision] = []
    size = 0
    for revision in revisions:
        length = len(_encoded(revision))
        if part and (_sealed_length(size + length) > MAX_FILE or len(part) == MAX_REVISIONS):
            yield tuple(part)
            part, size = [], 0
        part.append(revision)
        size += length
    if part:
        yield tuple(part)


def write_own(sheaf: Sheaf, signer: Signer, identity: Identity, random: Random) -> bytes:
    """The file of `sheaf`, signed by its device, which only `identity` opens. Raises `TooLarge`."""
    whose = msgspec.json.encode(_Whose(sheaf.space, sheaf.person, sheaf.device, "own"))
    lines = b"%s\n%s\n%s" % (_TITLE, whose, b"".join(map(_encoded, sheaf.revisions)))
    spelled = to_base64(signer.sign(lines)[:SIGNATURE_LENGTH])
    forgotten = new_identity(random).recipient
    return seal(pad(lines + spelled + b"\n"), [identity.recipient, forgotten], limit=MAX_SEGMENT)


def read_own(plain: bytes, space: str, person: str, signs: Mapping[str, str]) -> Sheaf:
    """What the text of such a file holds, believed because a device of `person` in `space` signed it.

    ``signs`` are the signing keys (base64) of this person's devices by their ids. Raises `Damaged`, `Forged`,
    `TooLarge`, or `UnknownFormat`.
    """
    content = unpad(plain)
    title, *lines = content.split(b"\n")[:-1]
    if title != _TITLE:
        raise UnknownFormat("form")
    if len(lines) < 3:
        raise Damaged("lines")
    first, *revisions, spelled = lines
    if len(revisions) > MAX_REVISIONS:
        raise TooLarge("size")
    whose: _Whose = _shaped(first, _Whose)
    if whose.space != space:
        raise Forged("space")
    if whose.person != person or whose.device not in signs:
        raise Forged("device")
    signature = from_base64(spelled, SIGNATURE_LENGTH)
    if signature is None:
        raise Damaged("signature")
    check_signature(content[: -len(spelled) - 1], signature, signs[whose.device])
    return Sheaf(space, person, whose.device, tuple(map(_decoded, revisions)))


def _encoded(revision: Revision) -> bytes:
    mark, words = revision.mark, revision.words
    line = _Line(page=revision.page, at=mark.at, by=mark.by, after=mark.after, deleted=words is None)
    if words is not None:
        line = msgspec.structs.replace(
            line,
            form=words.form,
            prompt=words.prompt,
            question=words.question,
            parts=words.parts,
            created=words.created_ms,
            changed=words.changed_ms,
        )
    return msgspec.json.encode(line) + b"\n"


def _decoded(data: bytes) -> Revision:
    line: _Line = _shaped(data, _Line)
    mark = Mark(at=line.at, by=line.by, after=line.after)
    if line.deleted:
        return Revision(page=line.page, mark=mark, words=None)
    if len(line.parts) != PARTS[line.form] or sum(map(len, line.parts)) > PAGE_LENGTH:
        raise Damaged("lines")
    words = Words(
        form=line.form,
        parts=tuple(map(whole, line.parts)),
        prompt=line.prompt,
        question=clean(line.question),
        created_ms=line.created,
        changed_ms=line.changed,
    )
    return Revision(page=line.page, mark=msgspec.structs.replace(mark, digest=digest_of(words)), words=words)


def _shaped(data: bytes, shape: type[Any]) -> Any:
    try:
        return typed.convert(strict_object(data, MAX_SEGMENT), shape)
    except (NotStrict, msgspec.ValidationError, UnicodeEncodeError):
        raise Damaged("lines") from None


def _sealed_length(length: int) -> int:
    return padded_length(length + _OVERHEAD) + _OVERHEAD
