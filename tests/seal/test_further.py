"""A further device comes in by twelve words and a yes, and only as a device of the person who invited it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from stillhere.core.records.record import DeviceAdded, RecordError, encode_body
from stillhere.seal.coding import to_base64
from stillhere.seal.envelope import file_name, record_id, seal, unseal
from stillhere.seal.errors import Damaged, Expired, Forged, NotForMe, SealError, UnknownFormat, UnknownWord
from stillhere.seal.further import (
    DeviceInvite,
    device_invite_identity,
    is_device_join,
    read_device_invite,
    read_device_join,
    write_device_invite,
    write_device_join,
)
from stillhere.seal.invite import LIFETIME_MS, mac, read_invite, write_invite
from stillhere.seal.keys import DeviceSecrets, further_device
from stillhere.seal.padding import pad, unpad
from stillhere.seal.words import words_of
from tests.seal.making import EVE, FOUNDING, INVITE, JON, MIA, NOW, SECRET, SPACE, random_from

MINE = DeviceInvite(
    SECRET, FOUNDING, MIA.device.identity.recipient, NOW + LIFETIME_MS, MIA.person.person, "Mia"
)
WORDS = " ".join(words_of(SECRET))
PHONE = further_device(SPACE, MIA.person.person, random_from("phone"))


def answer(
    invite: DeviceInvite = MINE, device: DeviceSecrets = PHONE, signing: DeviceSecrets | None = None
) -> bytes:
    data, _ = write_device_join(invite, name="Phone", keys=device.keys, signing=signing or device)
    return unseal(data, [MIA.device.identity])


def test_the_words_open_the_invitation_and_the_inviting_device_the_answer() -> None:
    invite = read_device_invite(write_device_invite(MINE), WORDS, NOW)
    assert (invite, invite.space) == (MINE, SPACE)
    data, said = write_device_join(invite, name="Phone", keys=PHONE.keys, signing=PHONE)
    plain = unseal(data, [MIA.device.identity])
    assert is_device_join(plain)
    join = read_device_join(plain, MINE, NOW)
    assert (join, join.keys, join.name) == (said, PHONE.keys, "Phone")
    with pytest.raises(NotForMe):
        unseal(data, [JON.device.identity])


def test_words_of_one_kind_open_nothing_of_the_other() -> None:
    with pytest.raises(NotForMe):
        read_device_invite(write_invite(INVITE), WORDS, NOW)
    with pytest.raises(NotForMe):
        read_invite(write_device_invite(MINE), WORDS, NOW)


def test_it_is_over_after_seven_days() -> None:
    data, plain = write_device_invite(MINE), answer()
    with pytest.raises(Expired):
        read_device_invite(data, WORDS, MINE.expires_ms + 1)
    with pytest.raises(Expired):
        read_device_join(plain, MINE, MINE.expires_ms + 1)
    assert read_device_join(plain, MINE, MINE.expires_ms).keys == PHONE.keys


def test_wrong_words_open_nothing() -> None:
    with pytest.raises(NotForMe):
        read_device_invite(write_device_invite(MINE), " ".join(words_of(bytes(16))), NOW)
    with pytest.raises(UnknownWord):
        read_device_invite(write_device_invite(MINE), "qqqq " * 12, NOW)


def changed(line: int, text: bytes, *, spelled: bool = True) -> bytes:
    """The invitation with another line, and a MAC over it."""
    lines = MINE.text.split(b"\n")[:-2]
    lines[line] = text
    content = b"\n".join((*lines, b""))
    content += to_base64(mac(SECRET, b"device invite mac" if spelled else b"invite mac", content)) + b"\n"
    return seal(pad(content), [device_invite_identity(SECRET).recipient])


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (changed(0, b"still-here/1 invite"), UnknownFormat),
        (changed(5, b"age1"), Damaged),
        (changed(6, b"soon"), Damaged),
        (changed(6, b"9" * 16), Damaged),
        (changed(7, b"{}"), Damaged),
        (changed(7, b'{"person":"x","name":"Mia"}'), Damaged),
        (changed(7, b"not JSON"), Damaged),
        (changed(7, b"{}\n{}"), Damaged),
        (changed(6, b"1", spelled=False), Forged),
        (changed(3, to_base64(bytes(64))), Forged),
    ],
)
def test_a_changed_invitation_is_refused(data: bytes, error: type[SealError]) -> None:
    with pytest.raises(error):
        read_device_invite(data, WORDS, NOW)


def remade(line: int, text: bytes, device: DeviceSecrets = PHONE) -> bytes:
    """The answer with another line, its MAC and signature made anew by one who knows the words."""
    lines = unpad(answer()).split(b"\n")[:-3]
    lines[line] = text
    content = b"\n".join((*lines, b""))
    content += to_base64(mac(SECRET, b"device join mac", content)) + b"\n"
    return pad(content + to_base64(device.sign(content)) + b"\n")


OTHERS = further_device(SPACE, JON.person.person, random_from("jons"))
BODY = encode_body(DeviceAdded(keys=PHONE.keys, name="Phone"), "")


def test_a_device_of_another_person_can_not_answer() -> None:
    theirs = encode_body(DeviceAdded(keys=OTHERS.keys), "")
    with pytest.raises(Forged, match="device"):
        read_device_join(remade(3, theirs, OTHERS), MINE, NOW)
    with pytest.raises(Forged):
        answer(device=EVE.device)


@pytest.mark.parametrize(
    ("plain", "error"),
    [
        (b"", Damaged),
        (remade(0, b"still-here/1 join"), UnknownFormat),
        (remade(1, b"a" * 52), Forged),
        (remade(2, record_id(b"another").encode()), Forged),
        (remade(3, BODY, EVE.device), Forged),
        (remade(3, BODY + b"\n{}"), Damaged),
        (remade(3, b"{}"), RecordError),
        (answer()[:-1], Damaged),
        (pad(unpad(answer()).replace(b"Phone", b"Drone")), Forged),
        (pad(unpad(answer()).rpartition(b"\n")[0].rpartition(b"\n")[0] + b"\nnot base64\n"), Forged),
    ],
)
def test_a_changed_answer_is_refused(plain: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_device_join(plain, MINE, NOW)


def test_an_answer_to_another_invitation_is_none_to_this_one() -> None:
    other = replace(MINE, expires_ms=MINE.expires_ms + 1)
    with pytest.raises(Forged, match="invite"):
        read_device_join(answer(), other, NOW)
    with pytest.raises(Forged, match="mac"):
        read_device_join(answer(), replace(MINE, secret=bytes(16)), NOW)


def test_only_its_own_key_answers_for_a_device() -> None:
    with pytest.raises(Forged, match="signature"):
        answer(signing=EVE.device)


def test_nothing_shows_the_secret() -> None:
    assert str(SECRET) not in repr(MINE)
    assert file_name(write_device_invite(MINE)) != file_name(write_device_invite(MINE))


@given(st.binary(max_size=400))
def test_whatever_comes_nothing_but_a_refusal_comes_out(tail: bytes) -> None:
    for content in (tail, MINE.text[:-60] + tail + b"\n", unpad(answer())[:-60] + tail + b"\n"):
        with suppress(SealError, RecordError):
            read_device_join(pad(content), MINE, NOW)
        with suppress(SealError, RecordError):
            data = seal(pad(content), [device_invite_identity(SECRET).recipient])
            read_device_invite(data, WORDS, NOW)
