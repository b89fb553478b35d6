"""Both people see the same digits exactly when both see the same keys."""

from __future__ import annotations

import hashlib

import pytest
from msgspec.structs import replace

from stillhere.core.records.record import DeviceKeys
from stillhere.seal.safety import PersonKeys, safety_number
from tests.seal.making import EVE, JON, MIA, Somebody

PINNED = ("98770", "99832", "65638", "43351", "74753", "79139", "05639", "88435")
TWO = (MIA.device.keys, EVE.device.keys)


def keys_of(who: Somebody) -> PersonKeys:
    return PersonKeys(who.person.recipient, [who.device.keys])


def by_the_description(one: PersonKeys, other: PersonKeys) -> list[str]:
    """The steps that the module's first lines tell, done once more."""
    hashes = []
    for person in (one, other):
        lines = [f"{device.device} {device.sign} {device.recipient}\n" for device in person.devices]
        text = "still-here/1 safety\n" + person.recipient + "\n" + "".join(sorted(lines))
        hashes.append(hashlib.sha256(text.encode("ascii")).digest())
    joined = min(hashes) + max(hashes)
    made = hashlib.pbkdf2_hmac("sha256", joined, b"still-here/1 safety", 100_000, 40)
    return [f"{int(made[5 * place : 5 * place + 5].hex(), 16) % 100_000:05}" for place in range(8)]


def test_it_is_made_as_described() -> None:
    for one, other in ((MIA, JON), (JON, EVE)):
        assert list(safety_number(keys_of(one), keys_of(other))) == by_the_description(
            keys_of(one), keys_of(other)
        )
    several = PersonKeys(MIA.person.recipient, TWO)
    assert list(safety_number(several, keys_of(JON))) == by_the_description(several, keys_of(JON))


def test_it_is_eight_groups_of_five_digits_for_ever_the_same() -> None:
    assert safety_number(keys_of(MIA), keys_of(JON)) == PINNED


def test_order_does_not_matter() -> None:
    one, other = PersonKeys(MIA.person.recipient, TWO), PersonKeys(MIA.person.recipient, (*TWO[::-1], TWO[0]))
    assert safety_number(one, keys_of(JON)) == safety_number(keys_of(JON), other)


def changed(**what: str) -> list[DeviceKeys]:
    return [replace(MIA.device.keys, **what)]


@pytest.mark.parametrize(
    "other",
    [
        PersonKeys(EVE.person.recipient, [MIA.device.keys]),
        PersonKeys(MIA.person.recipient, []),
        PersonKeys(MIA.person.recipient, TWO),
        PersonKeys(MIA.person.recipient, changed(device=EVE.device.device)),
        PersonKeys(MIA.person.recipient, changed(sign=EVE.device.keys.sign)),
        PersonKeys(MIA.person.recipient, changed(recipient=EVE.device.keys.recipient)),
    ],
)
def test_any_other_key_shows(other: PersonKeys) -> None:
    assert safety_number(other, keys_of(JON)) != safety_number(keys_of(MIA), keys_of(JON))


def test_a_device_counts_for_its_own_person() -> None:
    """A device moved from one person to the other changes the number."""
    here = safety_number(PersonKeys(MIA.person.recipient, TWO), PersonKeys(JON.person.recipient, []))
    there = safety_number(PersonKeys(MIA.person.recipient, []), PersonKeys(JON.person.recipient, TWO))
    assert here != there
