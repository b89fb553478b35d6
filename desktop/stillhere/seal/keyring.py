"""The keys file: how a person's secrets reach their own devices and their recovery kit, and nobody else.

It is no record: nobody has to believe it. Each identity in it proves itself by its public half, which stands
in the signed records (`space.founded`, `person.joined`, `person.key`). The text inside its age file is an
identity file of the ordinary age program, which skips lines that begin with "#":

    # still-here/1 keys
    # space <ten letters of the space>
    # person <the person's id>
    AGE-SECRET-KEY-1…          one line for each epoch, the present one first
    #                          and spaces up to the PADMÉ length

It is sealed to `SLOTS` recipients: the devices, the kit, and fresh recipients that nobody has the secret of,
so it never shows how many devices there are. It lies in its writer's place, as every file does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from stillhere.core.records.roster import MAX_DEVICES
from stillhere.seal.envelope import seal
from stillhere.seal.errors import Damaged, TooLarge, UnknownFormat
from stillhere.seal.guard import MAX_FILE
from stillhere.seal.keys import Identity, Random, new_identity, read_identity_file
from stillhere.seal.padding import padded_length

#: How many recipients a keys file has, whoever reads it.
SLOTS: Final = MAX_DEVICES

_TITLE: Final = b"# still-here/1 keys\n"
_HEAD: Final = re.compile(rb"# space ([a-z2-7]{10})\n# person ([a-z2-7]{10})\n")
_KEY: Final = re.compile(rb"AGE-SECRET-KEY-1[A-Z0-9]{58}\n")


class Keyring(Struct, frozen=True):
    """A person's identities in a space, the present one first. Only whose public half is known counts."""

    space: str
    person: str
    identities: tuple[Identity, ...]


def is_keyring(plain: bytes) -> bool:
    """Whether the text of an age file says that it is a keys file."""
    return plain.startswith(_TITLE)


def write_keyring(keyring: Keyring, recipients: Sequence[str], random: Random) -> bytes:
    """The keys file for `recipients`: at most `SLOTS` devices and kits. ``random`` makes the others.

    Raises `TooLarge` for more of either than a file holds.
    """
    if len(recipients) > SLOTS:
        raise TooLarge("stanzas")
    fillers = [new_identity(random).recipient for _ in range(SLOTS - len(recipients))]
    return seal(_text(keyring), [*recipients, *fillers], limit=MAX_FILE)


def read_keyring(plain: bytes) -> Keyring:
    """What the text of a keys file holds. Raises `Damaged` or `UnknownFormat`."""
    if not is_keyring(plain):
        raise UnknownFormat("form")
    content = plain.rstrip(b" ")
    if not content.endswith(b"\n#") or len(plain) != padded_length(len(content)):
        raise Damaged("padding")
    head = _HEAD.match(content, len(_TITLE))
    if head is None:
        raise Damaged("lines")
    keys = content[head.end() : -1]
    if not keys or _KEY.sub(b"", keys):
        raise Damaged("lines")
    space, person = (each.decode() for each in head.groups())
    return Keyring(space, person, read_identity_file(keys.decode()))


def _text(keyring: Keyring) -> bytes:
    head = f"# space {keyring.space}\n# person {keyring.person}\n"
    keys = "".join(f"{identity.text}\n" for identity in keyring.identities)
    content = _TITLE + head.encode() + keys.encode() + b"#"
    return content.ljust(padded_length(len(content)))
