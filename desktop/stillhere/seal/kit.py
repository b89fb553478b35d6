"""The recovery kit: one printed key that stands for its person where every device is lost.

It is an age identity. As such it opens the keys file (see `keyring`), and with that the ordinary age program
reads everything. From the same 32 bytes follows the key by which the kit speaks: HKDF-SHA-256 (RFC 5869) with
salt "still-here/1 kit" and info "still-here/1 kit sign" gives the seed of its Ed25519 key; its id follows
from space, person and key as that of any further device. `kit.set` introduces it. On paper stand these lines,
which are an identity file of age, among sentences that begin with "#" too:

    # still-here/1 kit
    # space <the founding record's id>
    # person <the person's id>
    # public key: age1…
    AGE-SECRET-KEY-1…

The QR code says the same as "still-here-kit: <founding record's id> <person's id> AGE-SECRET-KEY-1…".
"""

from __future__ import annotations

import re
from typing import Final

from stillhere.core.veiled import Veiled
from stillhere.seal import hkdf
from stillhere.seal.envelope import space_of
from stillhere.seal.errors import UnknownFormat
from stillhere.seal.keys import DeviceSecrets, Identity, Random, device_id, new_identity, read_identity_file

QR_PREFIX: Final = "still-here-kit:"

_TITLE: Final = "# still-here/1 kit"
#: Whoever types from paper may write large or small.
_TYPED: Final = re.MULTILINE | re.IGNORECASE | re.ASCII
_SPACE: Final = re.compile(r"^[#\s]*space[\s:]+([a-z2-7]{52})\s*$", _TYPED)
_PERSON: Final = re.compile(r"^[#\s]*person[\s:]+([a-z2-7]{10})\s*$", _TYPED)
_KEY: Final = re.compile(r"^\s*(AGE-SECRET-KEY-1[A-Z0-9]{58})\s*$", _TYPED)
_QR: Final = re.compile(r"still-here-kit:\s*([a-z2-7]{52}) ([a-z2-7]{10}) (AGE-SECRET-KEY-1[A-Z0-9]{58})\s*")
_LONGEST: Final = 64 * 1024  # characters; a kit has about two thousand


class Kit(Veiled, frozen=True):
    """A kit: the id of the founding record of its space, its person, and its identity."""

    founding: str
    person: str
    identity: Identity

    @property
    def space(self) -> str:
        """The name of the space."""
        return space_of(self.founding)

    @property
    def secrets(self) -> DeviceSecrets:
        """The kit as one of its person's devices."""
        key = hkdf.extract(b"still-here/1 kit", self.identity.secret)
        seed = hkdf.expand(key, b"still-here/1 kit sign", hkdf.HASH_LENGTH)
        unnamed = DeviceSecrets("", seed, self.identity)
        return DeviceSecrets(device_id(self.space, self.person, unnamed.keys.sign), seed, self.identity)

    @property
    def text(self) -> str:
        """The lines that have to stand on paper. Secret."""
        facts = (f"# space {self.founding}", f"# person {self.person}")
        public = f"# public key: {self.identity.recipient}"
        return "\n".join((_TITLE, *facts, public, self.identity.text, ""))

    @property
    def qr_text(self) -> str:
        """What the QR code says. Secret."""
        return f"{QR_PREFIX} {self.founding} {self.person} {self.identity.text}"


def new_kit(founding: str, person: str, random: Random) -> Kit:
    """A fresh kit of `person` in the space with this founding record."""
    return Kit(founding, person, new_identity(random))


def read_kit(text: str) -> Kit:
    """The kit in a text, as it was written, or as its QR code says it. Sentences around it don't matter.

    Raises `UnknownFormat` where there is none, and `Damaged` for a key that was mistyped.
    """
    code = _QR.fullmatch(text.strip()[:_LONGEST])
    if code is not None:
        return Kit(code[1], code[2], read_identity_file(code[3])[0])
    found = [{one.lower() for one in each.findall(text[:_LONGEST])} for each in (_SPACE, _PERSON, _KEY)]
    if any(len(each) != 1 for each in found):
        raise UnknownFormat("form")
    founding, person, key = (each.pop() for each in found)
    return Kit(founding, person, read_identity_file(key)[0])


def qr_matrix(kit: Kit) -> tuple[tuple[bool, ...], ...]:
    """The QR code of a kit, row by row; True is dark. Draw it with `words.QUIET_ZONE` around it. Secret."""
    import segno  # slow to import, and only a sheet of paper needs it

    code = segno.make_qr(kit.qr_text, error="m")
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)
