"""A person's secrets go to their own devices and kit in a file that shows neither how many nor which."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.seal.envelope import seal, unseal, write
from stillhere.seal.errors import Damaged, NotForMe, SealError, TooLarge, UnknownFormat
from stillhere.seal.keyring import SLOTS, Keyring, is_keyring, read_keyring, write_keyring
from stillhere.seal.keys import new_identity
from stillhere.seal.kit import QR_PREFIX, Kit, new_kit, qr_matrix, read_kit
from stillhere.seal.padding import padded_length
from tests.seal.making import EVE, JON, MIA, random_from, status_by
from tests.waiting import LIMIT

needs_age = pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")

SECOND = new_identity(random_from("second"))
RING = Keyring("spacespace", MIA.person.person, (SECOND, *MIA.person.identities))
FIXED_SIGN, FIXED_DEVICE = "FkXhfetI0v6Y983KpdXWNuA0CeFTUICyDqDAxf8MgJI=", "bzlf473uur"
KIT = new_kit("f" * 52, MIA.person.person, random_from("kit"))


def sealed(*recipients: str, ring: Keyring = RING) -> bytes:
    return write_keyring(ring, recipients, random_from("fillers"))


def test_each_device_it_is_for_reads_it_and_nobody_else() -> None:
    data = sealed(MIA.device.identity.recipient, KIT.identity.recipient)
    for identity in (MIA.device.identity, KIT.identity):
        plain = unseal(data, [identity])
        assert is_keyring(plain)
        assert read_keyring(plain) == RING
    for other in (JON.device.identity, EVE.device.identity, *MIA.person.identities):
        with pytest.raises(NotForMe):
            unseal(data, [other])


def test_it_shows_not_how_many_devices_there_are() -> None:
    some = [new_identity(random_from(f"device {number}")).recipient for number in range(SLOTS)]
    texts = [sealed(*some[:count]) for count in (1, 2, SLOTS)]
    assert {data.count(b"-> X25519 ") for data in texts} == {SLOTS}
    with pytest.raises(TooLarge):
        sealed(*some, KIT.identity.recipient)


def test_its_length_is_one_of_few() -> None:
    plain = unseal(sealed(MIA.device.identity.recipient), [MIA.device.identity])
    assert len(plain) == padded_length(len(plain.rstrip(b" ")))
    assert "AGE" not in repr(RING)


def test_its_form_never_changes() -> None:
    plain = unseal(sealed(MIA.device.identity.recipient), [MIA.device.identity])
    assert plain.decode().rstrip(" ") == (
        "# still-here/1 keys\n"
        "# space spacespace\n"
        f"# person {MIA.person.person}\n"
        f"{SECOND.text}\n"
        f"{MIA.person.identities[0].text}\n"
        "#"
    )


GOOD = unseal(sealed(MIA.device.identity.recipient), [MIA.device.identity])


def padded(content: bytes) -> bytes:
    return content.ljust(padded_length(len(content)))


@pytest.mark.parametrize(
    ("plain", "error"),
    [
        (b"", UnknownFormat),
        (write(status_by(MIA)), UnknownFormat),
        (GOOD + b" ", Damaged),
        (GOOD.rstrip(b" "), Damaged),
        (padded(b"# still-here/1 keys\n#"), Damaged),
        (padded(GOOD.rstrip(b" ").replace(b"# space ", b"# where ")), Damaged),
        (padded(b"# still-here/1 keys\n# space spacespace\n# person miamiamiam\n#"), Damaged),
        (padded(GOOD.rstrip(b" ")[:-1] + b"AGE-PLUGIN-1\n#"), Damaged),
        (padded(GOOD.rstrip(b" ").replace(b"-1", b"-1Q", 1)), Damaged),
        (padded(GOOD.rstrip(b" ")[:-4] + b"QQ\n#"), Damaged),
    ],
)
def test_anything_else_is_refused_and_says_nothing_of_a_key(plain: bytes, error: type[SealError]) -> None:
    with pytest.raises(error) as caught:
        read_keyring(plain)
    assert "AGE" not in str(caught.value)


@given(st.binary(max_size=600) | st.binary(max_size=300).map(lambda tail: padded(GOOD[:90] + tail)))
def test_whatever_comes_nothing_but_a_refusal_comes_out(plain: bytes) -> None:
    with suppress(SealError):
        assert read_keyring(plain).identities


def test_a_kit_is_what_stands_on_paper() -> None:
    assert read_kit(KIT.text) == KIT
    assert read_kit(KIT.qr_text) == KIT
    assert KIT.qr_text.startswith(QR_PREFIX)
    around = f"# Keep this safe.\r\n{KIT.text}\n# age -d -i kit.txt keys.age > me.txt\n"
    assert read_kit(around.replace("\n", "\r\n")) == KIT
    typed = f"space: {KIT.founding}\n person {KIT.person}\n  {KIT.identity.text}  "
    assert read_kit(typed) == KIT
    assert "AGE" not in repr(KIT)


def test_a_kit_speaks_as_a_device_of_its_person_and_always_the_same() -> None:
    assert KIT.secrets == read_kit(KIT.text).secrets
    assert KIT.secrets.identity == KIT.identity
    fixed = Kit("a" * 52, "bbbbbbbbbb", new_identity(lambda size: b"\x01" * size))
    assert fixed.secrets.keys.sign == FIXED_SIGN
    assert fixed.secrets.device == FIXED_DEVICE
    other = Kit("a" * 51 + "b", "cccccccccc", fixed.identity)
    assert other.secrets.device != fixed.secrets.device
    assert other.space == "aaaaaaaaaa"


@pytest.mark.parametrize("text", ["", "no kit", KIT.identity.text, KIT.text.replace("# person", "# nobody")])
def test_what_is_no_kit_is_refused(text: str) -> None:
    with pytest.raises(UnknownFormat):
        read_kit(text)


def test_two_kits_in_one_text_are_none_and_a_mistyped_key_is_noticed() -> None:
    with pytest.raises(UnknownFormat):
        read_kit(KIT.text + new_kit("e" * 52, KIT.person, random_from("other")).text)
    wrong = KIT.text.replace(KIT.identity.text, KIT.identity.text[:-1] + "Q")
    with pytest.raises(Damaged) as caught:
        read_kit(wrong if wrong != KIT.text else KIT.text.replace("SECRET-KEY-1Q", "SECRET-KEY-1P"))
    assert "AGE" not in str(caught.value)


@given(st.text(max_size=300))
def test_whatever_is_typed_nothing_but_a_refusal_comes_out(text: str) -> None:
    with pytest.raises(SealError):
        read_kit(text)


def test_the_code_of_a_kit_is_square() -> None:
    rows = qr_matrix(KIT)
    assert len(rows) > 40
    assert {len(row) for row in rows} == {len(rows)}


@needs_age
def test_with_the_kit_alone_age_reads_everything_where_age_is_installed(tmp_path: Path) -> None:
    ring = Keyring("spacespace", MIA.person.person, MIA.person.identities)
    kit, me = tmp_path / "kit.txt", tmp_path / "me.txt"
    kit.write_text(f"# Sentences for people.\n{KIT.text}", "utf-8")
    (tmp_path / "keys.age").write_bytes(sealed(KIT.identity.recipient, ring=ring))
    (tmp_path / "record.age").write_bytes(seal(PLAIN, [MIA.person.recipient, JON.person.recipient]))
    me.write_bytes(age(kit, tmp_path / "keys.age"))
    assert age(me, tmp_path / "record.age") == PLAIN


PLAIN = write(status_by(MIA))


def age(identity: Path, file: Path) -> bytes:
    command = ("age", "-d", "-i", identity, file)
    return subprocess.run(command, capture_output=True, check=True, timeout=LIMIT).stdout
