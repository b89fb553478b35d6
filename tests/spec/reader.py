"""A reader of the shared folder, written from the three pages "Format 1" of the help and from nothing else.

Law: it shares no line with the program: the standard library, PyNaCl and the age format are all it knows. It
looks at files and gives the records that verify; what follows from them is told in `meaning`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyrage
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

MOST = 2**53
ID = re.compile(r"[a-z2-7]{10}")
HASH = re.compile(r"[a-z2-7]{52}")
KIND = re.compile(r"[a-z]+(\.[a-z_]+)*")
AUDIENCE = re.compile(r"([a-z2-7]{10})\.[1-9][0-9]{0,8}")
NOW = frozenset({"status", "pulse", "knock", "letter.pace"})
KEPT = frozenset({
    "space.founded", "person.joined", "person.named", "person.left", "person.key", "device.added",
    "device.named", "device.removed", "kit.set", "letter.sent", "page.shared", "record.erased",
    "agreement.offered", "agreement.answered", "agreement.paused", "agreement.ended", "agreement.renewed",
})  # fmt: skip
STAYS = ("space.", "person.", "device.", "kit.", "agreement.", "record.")


class Refused(Exception):
    """It isn't of the format, or doesn't verify."""


@dataclass(frozen=True)
class Raw:
    """A record as it lies in a file: header and body as bytes and as they read; no body: it was erased."""

    id: str
    line: bytes
    signature: bytes
    header: Mapping[str, Any]
    body: Mapping[str, Any] | None

    @property
    def device(self) -> str:
        """Who says that it is theirs."""
        return str(self.header["device"])


def hash32(data: bytes) -> str:
    """As the pages define it."""
    return base64.b32encode(hashlib.sha256(data).digest()).decode().rstrip("=").lower()


def files(folder: Path) -> Iterator[bytes]:
    """The bytes of every file that a reader takes."""
    top = folder / "Still Here" / "v1"
    for space in _directories(top):
        for device in _directories(space):
            for path in sorted(device.iterdir()):
                found = path.lstat()
                fit = stat.S_ISREG(found.st_mode) and 200 <= found.st_size <= 1024 * 1024
                if fit and path.name.lower().endswith(".age") and path.name[0] not in ".~":
                    yield path.read_bytes()


def bundle(data: bytes) -> Iterator[bytes]:
    """The parts of a bundle, as far as they can be read."""
    title, _, rest = data.partition(b"\n")
    if title != b"still-here/1 bundle":
        raise Refused("bundle")
    while rest:
        length, _, rest = rest.partition(b"\n")
        if not re.fullmatch(rb"[1-9][0-9]{2,6}", length) or not 200 <= int(length) <= 1024 * 1024:
            return
        part, rest = rest[: int(length)], rest[int(length) :]
        if len(part) != int(length):
            return
        yield part


def _directories(place: Path) -> list[Path]:
    return sorted(each for each in place.iterdir() if each.is_dir() and not each.is_symlink())


def opened(data: bytes, identities: Sequence[str]) -> bytes | None:
    """The text of an age file, without its padding; None where it is for others. Raises `Refused`."""
    check_age_header(data)
    try:
        plain = pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(each) for each in identities])
    except pyrage.DecryptError:
        return None
    return unpadded(plain)


def check_age_header(data: bytes) -> None:
    """Raises `Refused` for an age header beyond the pages."""
    head, found, _ = data[:4096].partition(b"\n--- ")
    lines = head.split(b"\n")
    stanzas = [line.split(b" ")[1:] for line in lines if line.startswith(b"-> ")]
    kinds = [each[0] for each in stanzas if each]
    if not found or lines[0] != b"age-encryption.org/v1" or not 1 <= len(kinds) == len(stanzas) <= 16:
        raise Refused("age")
    if b"X25519" not in kinds or any(kind != b"X25519" and not kind.endswith(b"-grease") for kind in kinds):
        raise Refused("recipient")


def unpadded(plain: bytes) -> bytes:
    """The lines of a text. Raises `Refused` where it isn't padded as told."""
    lines = plain.rstrip(b" ")
    length = max(len(lines), 512)
    exponent = length.bit_length() - 1
    step = 1 << (exponent - exponent.bit_length())
    if not lines.endswith((b"\n", b"\n#")) or len(plain) != -(-length // step) * step:
        raise Refused("padding")
    return lines


def records(lines: bytes) -> list[Raw]:
    """The records in the lines of a text, as they stand. Raises `Refused`."""
    each = lines.split(b"\n")[:-1]
    if len(each) % 4 or not each:
        raise Refused("lines")
    return [record(*each[at : at + 4]) for at in range(0, len(each), 4)]


def record(form: bytes, line: bytes, spelled: bytes, body: bytes) -> Raw:
    """A record from its four lines. Raises `Refused`."""
    if form != b"still-here/1" or len(line) > 4096 or len(body) > 48 * 1024:
        raise Refused("form")
    header = checked(strict(line))
    if body and header["body"] != hash32(body):
        raise Refused("body")
    if not body and (header["lane"] != "kept" or header["kind"].startswith(STAYS)):
        raise Refused("erased")
    return Raw(hash32(line), line, _bytes(spelled, 64), header, strict(body) if body else None)


def strict(data: bytes) -> Mapping[str, Any]:
    """A JSON object that reads the same everywhere. Raises `Refused`."""

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({key for key, _ in items}) != len(items):
            raise Refused("twice")
        return dict(items)

    def whole(digits: str) -> int:
        if len(digits) > 17 or abs(int(digits)) > MOST:
            raise Refused("number")
        return int(digits)

    def constant(_: str) -> Any:
        raise Refused("constant")

    try:
        found = json.loads(
            data.decode("utf-8"), object_pairs_hook=pairs, parse_int=whole, parse_constant=constant
        )
        json.dumps(found, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        raise Refused("JSON") from None
    if not isinstance(found, dict) or _depth(found) > 8:
        raise Refused("object")
    return found


def _depth(value: object) -> int:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inside is None else 1 + max(map(_depth, inside), default=0)


def checked(found: Mapping[str, Any]) -> Mapping[str, Any]:
    """A header of its shape, with what may be absent filled in. Raises `Refused`."""
    header = {"prev": "", "crit": False, "seen": {}, **found}
    kind, lane, seen = header.get("kind"), header.get("lane"), header["seen"]
    sound = (
        text(header.get("space"), ID, empty=True)
        and text(header.get("device"), ID)
        and lane in ("now", "kept")
        and count(header.get("n"), 1)
        and text(header["prev"], HASH, empty=True)
        and isinstance(header.get("at"), list)
        and len(header["at"]) == 2
        and all(count(each) for each in header["at"])
        and text(kind, KIND)
        and len(str(kind)) <= 40
        and isinstance(header.get("to"), list)
        and 1 <= len(header["to"]) <= 2
        and all(text(each, AUDIENCE) for each in header["to"])
        and text(header.get("body"), HASH)
        and isinstance(header["crit"], bool)
        and isinstance(seen, dict)
        and len(seen) <= 32
        and all(text(device, ID) and count(n, 1) for device, n in seen.items())
    )
    if not sound or kind in (KEPT if lane == "now" else NOW):
        raise Refused("header")
    if seen and not (lane == "kept" and _tells_what_was_seen(str(kind))):
        raise Refused("seen")
    return header


def _tells_what_was_seen(kind: str) -> bool:
    return kind.startswith(("agreement.", "device.", "kit.")) or kind in ("person.joined", "person.key")


def text(value: object, form: re.Pattern[str], *, empty: bool = False) -> bool:
    """Whether `value` is a text of this form."""
    return isinstance(value, str) and (form.fullmatch(value) is not None or (empty and value == ""))


def count(value: object, least: int = 0) -> bool:
    """Whether `value` is a count from `least` on."""
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= MOST


def signed_by(raw: Raw, key: str) -> bool:
    """Whether the key (base64) signed the header."""
    return signed(b"still-here/1\0" + raw.line, raw.signature, key)


def signed(message: bytes, signature: bytes, key: str) -> bool:
    """Whether the key (base64) signed the message."""
    try:
        VerifyKey(_bytes(key.encode(), 32)).verify(message, signature)
    except (BadSignatureError, Refused):
        return False
    return True


def _bytes(spelled: bytes, length: int) -> bytes:
    try:
        data = base64.b64decode(spelled, validate=True)
    except ValueError:
        raise Refused("base64") from None
    if len(data) != length or base64.b64encode(data) != spelled:
        raise Refused("base64")
    return data
