"""The answer to an invitation reaches the inviting device alone, and proves words, invitation and key."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from nacl.signing import SigningKey

from stillhere.core.records.record import NAME_LENGTH, DeviceKeys, RecordError, SpaceFounded, encode_body
from stillhere.core.records.text import clean
from stillhere.seal.envelope import record_id, seal, unseal
from stillhere.seal.errors import Damaged, Expired, Forged, NotForMe, SealError, TooLarge, UnknownFormat
from stillhere.seal.invite import LIFETIME_MS, Invite, mac
from stillhere.seal.join import Join, write_join
from stillhere.seal.keys import DeviceSecrets
from stillhere.seal.padding import pad, unpad
from tests.seal.making import (
    EVE,
    FOUNDING,
    INVITE,
    JON,
    MIA,
    NOW,
    SECRET,
    Somebody,
    founding_by,
    read_join,
    under_the_same_header,
)

MIAS_DEVICE = MIA.device.identity
TITLE = b"still-here/1 join"
ANSWERED = (INVITE.hash.encode(), record_id(FOUNDING.header).encode())


def answer(invite: Invite = INVITE, who: Somebody = JON, name: str = "Jon") -> tuple[bytes, Join]:
    return write_join(
        invite,
        name=name,
        person=who.person.person,
        recipient=who.person.recipient,
        keys=who.device.keys,
        signing=who.device,
    )


def body_of(who: Somebody, keys: DeviceKeys | None = None) -> bytes:
    me = who.person
    body = SpaceFounded(person=me.person, name=who.name, recipient=me.recipient, keys=keys or who.device.keys)
    return encode_body(body, salt="")


def sealed(
    lines: Sequence[bytes], *, secret: bytes = SECRET, signing: DeviceSecrets = JON.device, more: bytes = b""
) -> bytes:
    """A file to Mia's device with these lines, MAC and signature as a joiner with these keys makes them."""
    content = b"".join(line + b"\n" for line in lines)
    content += b64encode(mac(secret, b"join mac", content)) + b"\n"
    content += b64encode(signing.sign(content)) + b"\n" + more
    return seal(pad(content), [MIAS_DEVICE.recipient])


@given(st.text("Jon äöüß ё 李 -'", max_size=NAME_LENGTH - 1).map("J{}".format))
def test_an_answer_comes_back(name: str) -> None:
    data, join = answer(name=name)
    assert read_join(data, MIAS_DEVICE, INVITE, NOW) == join
    assert join.name == clean(name)
    assert (join.person, join.recipient, join.keys) == (
        JON.person.person,
        JON.person.recipient,
        JON.device.keys,
    )


def test_its_text_is_the_one_that_is_specified() -> None:
    data = sealed([TITLE, *ANSWERED, body_of(JON)])
    assert read_join(data, MIAS_DEVICE, INVITE, NOW) == answer()[1]


def test_its_hash_is_what_a_record_carries_and_names_this_answer_alone() -> None:
    hashes = [join.hash for _, join in (answer(), answer(name="Jo"), answer(replace(INVITE, expires_ms=NOW)))]
    assert len(set(hashes)) == 3
    assert answer()[1].hash == hashes[0]
    assert all(len(one) == 52 for one in hashes)


def test_pynacls_own_key_signs_the_same() -> None:
    mine = JON.person
    _, join = write_join(
        INVITE,
        name="Jon",
        person=mine.person,
        recipient=mine.recipient,
        keys=JON.device.keys,
        signing=SigningKey(JON.device.seed),
    )
    assert join == answer()[1]


def test_only_the_inviting_device_opens_it() -> None:
    data, _ = answer()
    for identity in (JON.device.identity, EVE.device.identity, *MIA.person.identities):
        with pytest.raises(NotForMe):
            read_join(data, identity, INVITE, NOW)


def test_it_counts_until_the_invitation_is_over() -> None:
    data, join = answer()
    assert read_join(data, MIAS_DEVICE, INVITE, NOW + LIFETIME_MS) == join
    with pytest.raises(Expired):
        read_join(data, MIAS_DEVICE, INVITE, NOW + LIFETIME_MS + 1)


def test_without_the_words_there_is_no_answer() -> None:
    data = sealed([TITLE, *ANSWERED, body_of(EVE)], secret=bytes(16), signing=EVE.device)
    with pytest.raises(Forged, match="mac"):
        read_join(data, MIAS_DEVICE, INVITE, NOW)


def test_a_key_of_somebody_else_joins_nobody() -> None:
    with pytest.raises(Forged, match="signature"):
        read_join(sealed([TITLE, *ANSWERED, body_of(JON)], signing=EVE.device), MIAS_DEVICE, INVITE, NOW)
    with pytest.raises(Forged, match="signature"):
        write_join(
            INVITE,
            name="Eve",
            person=EVE.person.person,
            recipient=EVE.person.recipient,
            keys=JON.device.keys,
            signing=EVE.device,
        )


@pytest.mark.parametrize(
    "other",
    [
        replace(INVITE, expires_ms=INVITE.expires_ms + 1),
        replace(INVITE, recipient=EVE.device.identity.recipient),
        replace(INVITE, founding=founding_by(EVE)),
    ],
)
def test_an_answer_to_another_invitation_is_none_to_this(other: Invite) -> None:
    data, _ = answer(replace(other, recipient=INVITE.recipient))
    if other.recipient != INVITE.recipient:
        data = under_the_same_header(
            answer()[0], MIAS_DEVICE, unseal(answer(other)[0], [EVE.device.identity])
        )
    with pytest.raises(Forged, match="invite"):
        read_join(data, MIAS_DEVICE, INVITE, NOW)


def test_an_answer_under_other_words_is_none_to_this() -> None:
    data, _ = answer(replace(INVITE, secret=bytes(16)))
    with pytest.raises(Forged, match="mac"):
        read_join(data, MIAS_DEVICE, INVITE, NOW)


BODY = body_of(JON)


@pytest.mark.parametrize(
    ("data", "error", "reason"),
    [
        (sealed([b"still-here/1 invite", *ANSWERED, BODY]), UnknownFormat, "form"),
        (sealed([b"still-here/2 join", *ANSWERED, BODY]), UnknownFormat, "form"),
        (sealed([TITLE, *ANSWERED]), Damaged, "lines"),
        (sealed([TITLE, *ANSWERED, BODY, BODY]), Damaged, "lines"),
        (sealed([TITLE, *ANSWERED, BODY], more=b"\n"), Damaged, "lines"),
        (sealed([TITLE, *reversed(ANSWERED), BODY]), Forged, "invite"),
        (sealed([TITLE, ANSWERED[0], b"a" * 52, BODY]), Forged, "invite"),
        (sealed([TITLE, b"", b"", BODY]), Forged, "invite"),
    ],
)
def test_even_with_words_and_key_only_an_answer_is_read(
    data: bytes, error: type[SealError], reason: str
) -> None:
    with pytest.raises(error) as caught:
        read_join(data, MIAS_DEVICE, INVITE, NOW)
    assert caught.value.reason == reason


@pytest.mark.parametrize("spelled", [b"", b"AAAA", b"=" * 88, b"A" * 87 + b"=", b"A" * 86 + b"=="])
def test_a_signature_line_that_is_none(spelled: bytes) -> None:
    data, _ = answer()
    content = unpad(unseal(data, [MIAS_DEVICE])).rsplit(b"\n", 2)[0] + b"\n" + spelled + b"\n"
    with pytest.raises(Forged, match="signature"):
        read_join(seal(pad(content), [MIAS_DEVICE.recipient]), MIAS_DEVICE, INVITE, NOW)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"null",
        BODY.replace(b'"name":"Jon"', b'"name":""'),
        BODY.replace(b'"name":"Jon"', b'"name":"\\u202e"'),
        BODY.replace(b'"name":"Jon"', b'"name":"' + b"J" * 41 + b'"'),
        BODY.replace(b'"name":"Jon"', b'"name":"Jon","name":"Mia"'),
        BODY.replace(b'"name":"Jon"', b'"name":NaN'),
        BODY.replace(b'"name":"Jon"', b'"name":' + b"[" * 30 + b"]" * 30),
        BODY.replace(JON.device.device.encode(), b"../../../x"),
        BODY.replace(JON.person.recipient.encode(), b"age1"),
        BODY.replace(JON.device.keys.sign.encode(), b"AAAA"),
        BODY + b" " * 50_000,
    ],
)
def test_who_answers_is_read_as_strictly_as_any_record(body: bytes) -> None:
    with pytest.raises(RecordError):
        read_join(sealed([TITLE, *ANSWERED, body]), MIAS_DEVICE, INVITE, NOW)


@pytest.mark.parametrize("name", ["", " ", "\u202e", "J" * 41])
def test_a_name_that_no_reader_takes_is_never_sent(name: str) -> None:
    with pytest.raises(RecordError):
        answer(name=name)


def test_a_recipient_that_is_none_can_not_be_answered() -> None:
    with pytest.raises(Damaged, match="key"):
        answer(replace(INVITE, recipient="age1" + "q" * 58))


def test_it_is_no_larger_than_a_file() -> None:
    with pytest.raises(TooLarge, match="size"):
        read_join(bytes(64 * 1024 + 1), MIAS_DEVICE, INVITE, NOW)


def test_every_single_changed_byte_is_noticed() -> None:
    data, _ = answer()
    for at in range(0, len(data), 3):
        with pytest.raises(SealError):
            read_join(data[:at] + bytes([data[at] ^ 0x20]) + data[at + 1 :], MIAS_DEVICE, INVITE, NOW)
    plain = unseal(data, [MIAS_DEVICE])
    for at in range(len(plain)):
        altered = seal(plain[:at] + bytes([plain[at] ^ 1]) + plain[at + 1 :], [MIAS_DEVICE.recipient])
        with pytest.raises((SealError, RecordError)):
            read_join(altered, MIAS_DEVICE, INVITE, NOW)


@given(st.binary(max_size=300))
def test_any_file_and_any_text_is_an_answer_or_refused(data: bytes) -> None:
    plain = pad(data + b"\n")
    files = [data, answer()[0][:300] + data, seal(plain, [MIAS_DEVICE.recipient])]
    files += [sealed([TITLE, *data.split(b"\n")]), sealed([TITLE, *ANSWERED, data])]
    for whole in files:
        with pytest.raises((SealError, RecordError)):
            read_join(whole, MIAS_DEVICE, INVITE, NOW)
