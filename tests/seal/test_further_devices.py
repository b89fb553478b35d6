"""A further device is named by its person and its key, so that nobody else can claim it."""

from __future__ import annotations

from stillhere.core.records.record import DeviceAdded, decode_body, encode_body
from stillhere.seal.envelope import Opener, seal, unseal
from stillhere.seal.keys import device_id, further_device
from tests.seal.making import EVE, JON, MIA, SPACE, random_from

PHONE = further_device(SPACE, MIA.person.person, random_from("phone"))


def test_its_id_follows_from_space_person_and_key() -> None:
    sign = PHONE.keys.sign
    assert PHONE.device == PHONE.keys.device == device_id(SPACE, MIA.person.person, sign)
    others = {
        device_id("a" * 10, MIA.person.person, sign),
        device_id(SPACE, JON.person.person, sign),
        device_id(SPACE, MIA.person.person, MIA.device.keys.sign),
    }
    assert len(others | {PHONE.device}) == 4


def test_the_way_it_is_derived_never_changes() -> None:
    assert device_id("aaaaaaaaaa", "bbbbbbbbbb", "A" * 43 + "=") == "xndlju5ok3"


def test_it_fits_into_a_record() -> None:
    said = DeviceAdded(keys=PHONE.keys, name="Phone")
    assert decode_body("device.added", encode_body(said, "salt")) == said


def test_the_same_random_bytes_make_the_same_device() -> None:
    assert further_device(SPACE, MIA.person.person, random_from("phone")) == PHONE
    assert repr(PHONE.seed) not in repr(PHONE)


def test_an_opener_opens_what_its_identities_open() -> None:
    data = seal(b"text", [MIA.person.recipient])
    assert Opener.of(MIA.person.identities).unseal(data) == unseal(data, MIA.person.identities) == b"text"
    opener = Opener.of([EVE.person.identities[0], *MIA.person.identities])
    assert opener.unseal(data) == b"text"
    assert "AGE" not in repr(opener)
