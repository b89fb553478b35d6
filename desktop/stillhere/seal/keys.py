"""Secret keys as values: whoever prints one sees whose it is and nothing of the key.

Randomness is an argument, so that the same bytes always make the same keys. A device's secrets never leave
it; a person's (one age identity per epoch) go to that person's devices only.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace
from nacl.signing import SigningKey

from stillhere.core import typed
from stillhere.core.records.record import DeviceKeys
from stillhere.core.records.shapes import Id
from stillhere.core.veiled import Veiled
from stillhere.seal import age, bech32
from stillhere.seal.coding import hash32, to_base64
from stillhere.seal.errors import Damaged
from stillhere.seal.ids import ID_LENGTH, Random, new_id

__all__ = [
    "ID_LENGTH",
    "SECRET_LENGTH",
    "DeviceSecrets",
    "Identity",
    "PersonSecrets",
    "Random",
    "decode_device",
    "decode_person",
    "device_id",
    "encode_device",
    "encode_person",
    "further_device",
    "identity_file",
    "new_device",
    "new_id",
    "new_identity",
    "new_person",
    "read_identity_file",
]

SECRET_LENGTH: Final = 32  #: bytes of a signing seed, and of an age identity
_IDENTITY_PREFIX: Final = "age-secret-key-"


class Identity(Veiled, frozen=True):
    """An age identity: the 32 secret bytes of an X25519 key."""

    secret: bytes

    @property
    def text(self) -> str:
        """The identity as age writes it: "AGE-SECRET-KEY-1…". Secret."""
        return bech32.encode(_IDENTITY_PREFIX, self.secret).upper()

    @property
    def recipient(self) -> str:
        """The public half, "age1…": who has it can seal to this identity."""
        return age.recipient_of(self.text)


def new_identity(random: Random) -> Identity:
    """A fresh age identity."""
    return Identity(random(SECRET_LENGTH))


class DeviceSecrets(Veiled, frozen=True):
    """A device's id, the seed of its Ed25519 signing key (32 bytes), and its own age identity."""

    device: str
    seed: bytes
    identity: Identity

    @property
    def keys(self) -> DeviceKeys:
        """The public half, as records carry it."""
        public = bytes(SigningKey(self.seed).verify_key)
        return DeviceKeys(
            device=self.device, sign=to_base64(public).decode("ascii"), recipient=self.identity.recipient
        )

    def sign(self, message: bytes) -> bytes:
        """The Ed25519 signature (64 bytes) of this device over `message`."""
        return SigningKey(self.seed).sign(message).signature


def new_device(device: str, random: Random) -> DeviceSecrets:
    """Fresh keys for the device with the id `device`."""
    return DeviceSecrets(device, random(SECRET_LENGTH), new_identity(random))


def device_id(space: str, person: str, sign: str) -> str:
    """The id of a further device, from its person and its key (base64), so that nobody else can claim it."""
    return hash32(f"still-here/1 device\n{space}\n{person}\n{sign}\n".encode())[:ID_LENGTH]


def further_device(space: str, person: str, random: Random) -> DeviceSecrets:
    """Fresh keys for a further device of `person` in `space`."""
    fresh = new_device("", random)
    return replace(fresh, device=device_id(space, person, fresh.keys.sign))


class PersonSecrets(Struct, frozen=True):
    """A person's age identities as (epoch, identity), one or more, the oldest first."""

    person: str
    epochs: tuple[tuple[int, Identity], ...]

    @property
    def recipient(self) -> str:
        """The recipient of the present epoch: what is said to this person now is sealed to it."""
        return self.epochs[-1][1].recipient

    @property
    def audience(self) -> str:
        """The present epoch as records name it in ``to``: "<person>.<epoch>"."""
        return f"{self.person}.{self.epochs[-1][0]}"

    @property
    def identities(self) -> tuple[Identity, ...]:
        """All identities, the present one first: what was sealed to any epoch opens with them."""
        return tuple(identity for _, identity in reversed(self.epochs))


def new_person(person: str, random: Random) -> PersonSecrets:
    """Fresh keys for the person with the id `person`: epoch 1."""
    return PersonSecrets(person, ((1, new_identity(random)),))


_Secret = Annotated[bytes, Meta(min_length=SECRET_LENGTH, max_length=SECRET_LENGTH)]


class _DeviceForm(Veiled, frozen=True, forbid_unknown_fields=True):
    device: Id
    seed: _Secret
    identity: _Secret


class _PersonForm(Veiled, frozen=True, forbid_unknown_fields=True):
    person: Id
    epochs: Annotated[tuple[tuple[Annotated[int, Meta(ge=1)], _Secret], ...], Meta(min_length=1)]


def encode_device(secrets: DeviceSecrets) -> bytes:
    """The device's secrets for the encrypted store; `decode_device` reads them back."""
    return msgspec.json.encode(_DeviceForm(secrets.device, secrets.seed, secrets.identity.secret))


def decode_device(data: bytes) -> DeviceSecrets:
    """What `encode_device` wrote. Raises `Damaged`."""
    try:
        form = typed.from_json(data, _DeviceForm)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Damaged("secrets") from None
    return DeviceSecrets(form.device, form.seed, Identity(form.identity))


def encode_person(secrets: PersonSecrets) -> bytes:
    """The person's secrets for the encrypted store; `decode_person` reads them back."""
    epochs = tuple((epoch, identity.secret) for epoch, identity in secrets.epochs)
    return msgspec.json.encode(_PersonForm(secrets.person, epochs))


def decode_person(data: bytes) -> PersonSecrets:
    """What `encode_person` wrote. Raises `Damaged`."""
    try:
        form = typed.from_json(data, _PersonForm)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Damaged("secrets") from None
    return PersonSecrets(form.person, tuple((epoch, Identity(secret)) for epoch, secret in form.epochs))


def identity_file(identities: Iterable[Identity]) -> str:
    """A file for ``age -d -i``: each identity on its line, below a comment with its public half. Secret."""
    return "".join(f"# public key: {identity.recipient}\n{identity.text}\n" for identity in identities)


def read_identity_file(text: str) -> tuple[Identity, ...]:
    """The identities in an identity file; comments and empty lines are skipped. Raises `Damaged`."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(_identity(line) for line in lines if line and not line.startswith("#"))


def _identity(text: str) -> Identity:
    prefix, secret = bech32.decode(text)
    if prefix != _IDENTITY_PREFIX or len(secret) != SECRET_LENGTH:
        raise Damaged("key")
    return Identity(secret)
