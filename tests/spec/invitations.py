"""Files that are no records, read as the page "Format 1: invitations and keys" tells it.

Law: like `reader`, it shares no line with the program. The list of words is the one that BIP-39 has.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass

from mnemonic import Mnemonic
from nacl.signing import SigningKey

from tests.spec.meaning import device_id
from tests.spec.reader import Raw, Refused, _bytes, hash32, opened, record, signed, strict
from tests.spec.shapes import body_of

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
KEY = re.compile(rb"AGE-SECRET-KEY-1[A-Z0-9]{58}")


@dataclass(frozen=True)
class Invitation:
    """An invitation that its words opened; ``whose`` is the person that a further device is to belong to."""

    secret: bytes
    hash: str
    founding: Raw
    recipient: str
    until_ms: int
    whose: str = ""


@dataclass(frozen=True)
class Answer:
    """An answer that holds; ``name`` and ``device`` of whoever answers."""

    hash: str
    name: str
    device: str


def derived(secret: bytes, salt: str, info: str) -> bytes:
    """32 bytes by HKDF-SHA-256 (RFC 5869): one block is all that it takes."""
    key = hmac.digest(salt.encode(), secret, "sha256")
    return hmac.digest(key, info.encode() + b"\x01", "sha256")


def identity(secret: bytes) -> str:
    """An age identity from its 32 secret bytes: Bech32 (BIP-173)."""
    prefix = "age-secret-key-"
    number = int.from_bytes(secret, "big") << 4  # 256 bits in 52 groups of five
    values = [number >> 5 * at & 31 for at in reversed(range(52))]
    codes = [ord(mark) >> 5 for mark in prefix] + [0] + [ord(mark) & 31 for mark in prefix]
    rest = _polymod([*codes, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [rest >> 5 * at & 31 for at in reversed(range(6))]
    return (prefix + "1" + "".join(_LETTERS[value] for value in values)).upper()


def _polymod(values: Iterable[int]) -> int:
    rest = 1
    for value in values:
        top, rest = rest >> 25, (rest & 0x1FFFFFF) << 5 ^ value
        for at, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            rest ^= generator if top >> at & 1 else 0
    return rest


def invitation(data: Iterable[bytes], words: str, *, device: bool = False) -> Invitation:
    """The invitation that `words` open among the files in `data`. Raises `Refused`."""
    what = "device invite" if device else "invite"
    secret = bytes(Mnemonic("english").to_entropy(words.split()))
    key = identity(derived(secret, "still-here/1 invite", f"still-here/1 {what} identity"))
    for each in data:
        text = opened(each, [key])
        if text is not None:
            return _invitation(text, secret, what)
    raise Refused("words")


def _invitation(text: bytes, secret: bytes, what: str) -> Invitation:
    lines = text.split(b"\n")[:-1]
    said = lines[7:-1]
    if lines[0] != f"still-here/1 {what}".encode() or len(said) != (what == "device invite"):
        raise Refused("lines")
    _check_mac(secret, f"{what} mac", text, lines[-1])
    founding = record(*lines[1:5])
    body = body_of("space.founded", founding.body or {})
    if body is None or not signed(
        b"still-here/1\0" + founding.line, founding.signature, body["keys"]["sign"]
    ):
        raise Refused("founding")
    whose = str(strict(said[0])["person"]) if said else ""
    return Invitation(secret, hash32(text), founding, lines[5].decode(), int(lines[6]), whose)


def answer(data: Iterable[bytes], own: str, to: Invitation) -> Answer:
    """The answer to an invitation that the inviting device's `own` identity opens. Raises `Refused`."""
    what = "device join" if to.whose else "join"
    for each in data:
        text = opened(each, [own])
        if text is not None and text.startswith(f"still-here/1 {what}\n".encode()):
            return _answer(text, to, what)
    raise Refused("nobody answered")


def _answer(text: bytes, to: Invitation, what: str) -> Answer:
    _, invited, founding, said, mac, signature = text.split(b"\n")[:-1]
    before = text[: -len(signature) - 1]
    _check_mac(to.secret, f"{what} mac", before, mac)
    body = body_of("device.added" if to.whose else "space.founded", strict(said))
    if (invited.decode(), founding.decode()) != (to.hash, to.founding.id) or body is None:
        raise Refused("another invitation")
    keys = body["keys"]
    if not signed(before, _bytes(signature, 64), keys["sign"]):
        raise Refused("signature")
    if to.whose and keys["device"] != device_id(to.founding.id[:10], to.whose, keys["sign"]):
        raise Refused("device")
    return Answer(hash32(text), body["name"], keys["device"])


def _check_mac(secret: bytes, what: str, text: bytes, spelled: bytes) -> None:
    """`text` ends with the line of the HMAC."""
    key = derived(secret, "still-here/1 invite", f"still-here/1 {what}")
    wanted = hmac.digest(key, text[: -len(spelled) - 1], "sha256")
    if not hmac.compare_digest(wanted, _bytes(spelled, 32)):
        raise Refused("mac")


def keys(data: Iterable[bytes], own: str, space: str, person: str) -> list[str]:
    """All identities of a person in the keys files that a device's or a kit's `own` identity opens."""
    found: list[str] = []
    for each in data:
        text = opened(each, [own])
        lines = [] if text is None else text.split(b"\n")
        head = [b"# still-here/1 keys", f"# space {space}".encode(), f"# person {person}".encode()]
        if lines[:3] == head and lines[-1] == b"#" and all(map(KEY.fullmatch, lines[3:-1])):
            found += [line.decode() for line in lines[3:-1] if line.decode() not in found]
    return found


def stanzas(data: bytes) -> int:
    """For how many recipients a file is."""
    return data.partition(b"\n--- ")[0].count(b"\n-> X25519 ")


def kit(text: str) -> tuple[str, str, str]:
    """The founding id, the person and the identity on a kit's paper."""
    founding = re.search(r"# space ([a-z2-7]{52})\n", text)
    person = re.search(r"# person ([a-z2-7]{10})\n", text)
    key = re.search(r"\n(AGE-SECRET-KEY-1[A-Z0-9]{58})\n", text)
    if founding is None or person is None or key is None:
        raise Refused("kit")
    return founding[1], person[1], key[1]


def secret_of(spelled: str) -> bytes:
    """The 32 secret bytes of an identity."""
    number = 0
    for letter in spelled.lower().rpartition("1")[2][:-6]:
        number = number << 5 | _LETTERS.index(letter)
    return (number >> 4).to_bytes(32, "big")


def kit_device(founding: str, person: str, own: str) -> tuple[str, str]:
    """Under which id a kit speaks, and its public signing key."""
    seed = derived(secret_of(own), "still-here/1 kit", "still-here/1 kit sign")
    sign = base64.b64encode(bytes(SigningKey(seed).verify_key)).decode()
    return device_id(founding[:10], person, sign), sign


def safety_number(people: Iterable[tuple[str, Iterable[tuple[str, str, str]]]]) -> list[str]:
    """The groups of digits. Of each person: the present recipient, and id, sign, recipient of each device."""
    hashes = []
    for recipient, devices in people:
        lines = ["still-here/1 safety", recipient, *sorted(" ".join(each) for each in devices)]
        hashes.append(hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).digest())
    made = hashlib.pbkdf2_hmac("sha256", b"".join(sorted(hashes)), b"still-here/1 safety", 100_000, 40)
    return [f"{int.from_bytes(made[at : at + 5], 'big') % 100_000:05d}" for at in range(0, 40, 5)]
