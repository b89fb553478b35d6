"""Keys come from given bytes, come back from the store, and never show themselves."""

from __future__ import annotations

from base64 import b64decode, b64encode

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import crypto_scalarmult_base
from nacl.signing import SigningKey, VerifyKey

from stillhere.core.records.record import DeviceKeys
from stillhere.seal.bech32 import decode, encode
from stillhere.seal.errors import Damaged
from stillhere.seal.keys import (
    DeviceSecrets,
    Identity,
    PersonSecrets,
    decode_device,
    decode_person,
    encode_device,
    encode_person,
    identity_file,
    new_device,
    new_id,
    new_identity,
    new_person,
    read_identity_file,
)
from tests.seal.making import JON, MIA, later, random_from

#: The example of the age specification, "The X25519 recipient type".
EXAMPLE = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
EXAMPLE_RECIPIENT = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"

SECRETS = st.binary(min_size=32, max_size=32)


def test_the_published_example_of_age() -> None:
    identity = Identity(b"B" * 32)
    assert identity.text == EXAMPLE
    assert identity.recipient == EXAMPLE_RECIPIENT
    assert read_identity_file(EXAMPLE) == (identity,)


@given(SECRETS)
def test_a_recipient_is_the_public_half(secret: bytes) -> None:
    assert decode(Identity(secret).recipient) == ("age", crypto_scalarmult_base(secret))


def test_the_same_bytes_make_the_same_keys_and_others_make_others() -> None:
    assert new_device("aaaaaaaaaa", random_from("x")) == new_device("aaaaaaaaaa", random_from("x"))
    assert new_person("aaaaaaaaaa", random_from("x")) == new_person("aaaaaaaaaa", random_from("x"))
    assert new_identity(random_from("x")) != new_identity(random_from("y"))
    device = new_device("aaaaaaaaaa", random_from("x"))
    assert device.seed != device.identity.secret


def test_an_id_is_ten_letters_of_what_records_accept() -> None:
    assert new_id(bytes) == "aaaaaaaaaa"
    assert new_id(lambda size: b"\xff" * size) == "7777777777"
    assert len(new_id(random_from("x"))) == 10


def test_the_public_half_of_a_device_is_what_records_accept() -> None:
    keys = MIA.device.keys
    assert msgspec.convert(msgspec.to_builtins(keys), DeviceKeys) == keys
    assert b64decode(keys.sign) == bytes(SigningKey(MIA.device.seed).verify_key)
    assert keys.recipient == MIA.device.identity.recipient


def test_a_device_signs_with_its_public_key() -> None:
    signature = MIA.device.sign(b"message")
    VerifyKey(b64decode(MIA.device.keys.sign)).verify(b"message", signature)
    assert len(signature) == 64


def test_a_person_speaks_with_the_present_epoch_and_reads_all() -> None:
    first, second = MIA.person.epochs[0][1], Identity(b"2" * 32)
    person = later(MIA.person, 3, second)
    assert MIA.person.audience == f"{MIA.person.person}.1"
    assert person.audience == f"{MIA.person.person}.3"
    assert person.recipient == second.recipient
    assert person.identities == (second, first)
    assert MIA.person.identities == (first,)


@given(SECRETS, SECRETS)
def test_device_secrets_come_back_from_the_store(seed: bytes, identity: bytes) -> None:
    device = DeviceSecrets("abcdefg234", seed, Identity(identity))
    assert decode_device(encode_device(device)) == device


@given(st.lists(SECRETS, min_size=1, max_size=5))
def test_person_secrets_come_back_from_the_store(secrets: list[bytes]) -> None:
    person = PersonSecrets("abcdefg234", tuple((n, Identity(one)) for n, one in enumerate(secrets, 1)))
    assert decode_person(encode_person(person)) == person


DAMAGED_DEVICES = [
    b"",
    b"{}",
    b"\xff",
    encode_device(MIA.device)[:-1],
    encode_device(MIA.device).replace(b'"seed":"', b'"seed":"AAAA'),
    encode_device(MIA.device).replace(b'"device"', b'"gadget"'),
    encode_device(DeviceSecrets("UPPER", b"s" * 32, Identity(b"i" * 32))),
    encode_person(MIA.person),
]


@pytest.mark.parametrize("data", DAMAGED_DEVICES)
def test_damaged_device_secrets_are_refused_without_quoting_them(data: bytes) -> None:
    with pytest.raises(Damaged) as caught:
        decode_device(data)
    assert caught.value.args == ("secrets",)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        encode_device(MIA.device),
        encode_person(PersonSecrets(MIA.person.person, ())),
        encode_person(PersonSecrets(MIA.person.person, ((0, Identity(b"i" * 32)),))),
        encode_person(PersonSecrets(MIA.person.person, ((1, Identity(b"short")),))),
    ],
)
def test_damaged_person_secrets_are_refused_without_quoting_them(data: bytes) -> None:
    with pytest.raises(Damaged) as caught:
        decode_person(data)
    assert caught.value.args == ("secrets",)


def test_an_identity_file_comes_back() -> None:
    identities = (*MIA.person.identities, MIA.device.identity)
    text = identity_file(identities)
    assert read_identity_file("\n  # a comment\r\n\r\n" + text.replace("\n", "\r\n")) == identities
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        f"# public key: {identity.recipient}" for identity in identities
    ]


@pytest.mark.parametrize(
    "line",
    [
        "words",
        MIA.person.recipient,
        EXAMPLE[:-1],
        EXAMPLE[:-1] + "Q",
        EXAMPLE.capitalize(),
        encode("age-secret-key-", b"B" * 31).upper(),
        encode("age-secret-key-", b"B" * 33).upper(),
        encode("age-secret-key-pq-", b"B" * 32).upper(),
    ],
)
def test_an_identity_file_holds_identities_only(line: str) -> None:
    with pytest.raises(Damaged) as caught:
        read_identity_file(f"{EXAMPLE}\n{line}\n")
    assert caught.value.args == ("key",)


def spellings(secret: bytes) -> list[str]:
    """How a secret might show: raw, hexadecimal, base64, Bech32, in either case."""
    made = [repr(secret)[2:-1], secret.hex(), b64encode(secret).decode(), Identity(secret).text]
    return [spelling for one in made for spelling in (one, one.lower(), one.upper())]


@pytest.mark.parametrize(
    "value",
    [
        MIA.device,
        JON.device.identity,
        later(MIA.person, 2, JON.device.identity),
        [MIA.device],
        {"device": MIA.device, "person": JON.person},
    ],
)
def test_a_repr_shows_whose_key_it_is_and_nothing_of_it(value: object) -> None:
    seen = f"{value!r} {value} {value!s}"
    secrets = [MIA.device.seed, *(who.device.identity.secret for who in (MIA, JON))]
    secrets += [identity.secret for who in (MIA, JON) for identity in who.person.identities]
    assert not [one for secret in secrets for one in spellings(secret) if one in seen]
    assert "Secrets" in seen or "Identity" in seen
