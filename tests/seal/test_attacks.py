"""Who holds the folder, or even one of its keys, can take nothing apart and put nothing in."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from stillhere.core.records.record import RecordError, Status, encode_header
from stillhere.seal import age
from stillhere.seal.bech32 import encode
from stillhere.seal.envelope import Signed, open_record, read, seal, unseal, verify, write
from stillhere.seal.errors import Damaged, Forged, NotForMe, SealError
from tests.seal.making import (
    CHUNK,
    EVE,
    JON,
    MIA,
    NOW,
    SPACE,
    age_file,
    bare64,
    header_for,
    payload,
    signed_as_is,
    signed_json,
    stanza,
    status_by,
    under_the_same_header,
    x25519,
)

BOTH = [MIA.person.recipient, JON.person.recipient]
MIAS_KEY = MIA.device.keys.sign
RESTS = status_by(MIA)
KEY = b"k" * 16
MINE = x25519(MIA.person.recipient, KEY)


def taken_in(data: bytes) -> None:
    """What Jon's device does with a file that claims to be Mia's."""
    for signed in read(unseal(data, JON.person.identities)):
        open_record(signed, MIAS_KEY)


def test_the_carrier_changes_one_byte_anywhere() -> None:
    data = seal(write(RESTS), BOTH)
    taken_in(data)
    for at in range(len(data)):
        with pytest.raises(SealError):
            taken_in(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])


def test_one_of_the_two_changes_one_byte_of_the_text() -> None:
    plain = write(RESTS)
    for at in range(len(plain)):
        with pytest.raises((SealError, RecordError)):
            taken_in(seal(plain[:at] + bytes([plain[at] ^ 1]) + plain[at + 1 :], BOTH))


@given(st.data())
def test_one_of_the_two_edits_the_text(data: st.DataObject) -> None:
    plain = write(RESTS)
    at = data.draw(st.integers(0, len(plain)))
    edited = plain[:at] + data.draw(st.binary(max_size=8)) + plain[at + data.draw(st.integers(0, 8)) :]
    try:
        (signed,) = read(edited)
        open_record(signed, MIAS_KEY)
    except (SealError, RecordError):
        return
    assert edited == plain


def truncated(data: bytes) -> list[bytes]:
    return [data[:length] for length in range(0, len(data), 7)]


def zero_filled(data: bytes) -> list[bytes]:
    return [data[:length] + bytes(len(data) - length) for length in range(0, len(data), 7)]


def mixed(data: bytes) -> list[bytes]:
    other = seal(write(status_by(MIA, 2)), BOTH)
    return [data[:length] + other[length:] for length in range(40, min(len(data), len(other)), 7)]


def prolonged(data: bytes) -> list[bytes]:
    return [data + rest for rest in (b"\0", b" ", b"\n", bytes(4096), data)]


@pytest.mark.parametrize("harm", [truncated, zero_filled, mixed, prolonged])
def test_the_carrier_harms_a_file(harm: Callable[[bytes], list[bytes]]) -> None:
    for data in harm(seal(write(RESTS), BOTH)):
        with pytest.raises(SealError):
            taken_in(data)


def test_the_partner_puts_words_into_the_others_mouth() -> None:
    """The age format proves no author: Jon can put another text under the header of Mia's own file."""
    data = seal(write(RESTS), BOTH)
    header, body = header_for(MIA, Status(state="here", since_ms=NOW), SPACE, 2)
    signed_by_jon = signed_as_is(JON, encode_header(header), body)
    forged = under_the_same_header(data, JON.person.identities[0], write(signed_by_jon))
    assert unseal(forged, MIA.person.identities) == write(signed_by_jon)
    with pytest.raises(Forged, match="signature"):
        taken_in(forged)


def test_a_strangers_file_is_forged_even_though_it_opens() -> None:
    with pytest.raises(Forged, match="signature"):
        taken_in(seal(write(status_by(EVE)), BOTH))


def test_a_stranger_reads_nothing() -> None:
    with pytest.raises(NotForMe):
        unseal(seal(write(RESTS), BOTH), (*EVE.person.identities, EVE.device.identity, MIA.device.identity))


@pytest.mark.parametrize(
    ("part", "other"),
    [
        (b'"lane":"now"', b'"lane":"kept"'),
        (b'"n":1', b'"n":2'),
        (SPACE.encode(), b"aaaaaaaaaa"),
        (MIA.device.device.encode(), JON.device.device.encode()),
        (JON.person.audience.encode(), EVE.person.audience.encode()),
        (b'"kind":"status"', b'"kind":"pulse"'),
        (b'"at":[1', b'"at":[2'),
    ],
)
def test_a_record_moved_to_another_place_is_forged(part: bytes, other: bytes) -> None:
    assert part in RESTS.header
    with pytest.raises(Forged, match="signature"):
        open_record(Signed(RESTS.header.replace(part, other), RESTS.signature, RESTS.body), MIAS_KEY)


def test_a_body_moved_to_another_header_is_damaged() -> None:
    other = status_by(MIA, line="another line")
    with pytest.raises(Damaged, match="body_hash"):
        open_record(Signed(RESTS.header, RESTS.signature, other.body), MIAS_KEY)


def test_even_its_own_device_can_not_put_a_kind_into_the_wrong_lane() -> None:
    header, body = header_for(MIA, Status(state="here", since_ms=NOW), SPACE)
    with pytest.raises(RecordError, match="lane"):
        open_record(signed_as_is(MIA, encode_header(replace(header, lane="kept")), body), MIAS_KEY)


def test_a_signature_for_another_purpose_is_none_here() -> None:
    for prefix in (b"", b"still-here/1", b"still-here/1\n", b"still-here/2\0"):
        signature = MIA.device.sign(prefix + RESTS.header)
        with pytest.raises(Forged, match="signature"):
            verify(Signed(RESTS.header, signature, RESTS.body), MIAS_KEY)


ORDER = 2**252 + 27742317777372353535851937790883648493  # of the group of Ed25519 (RFC 8032, 5.1)


def test_a_signature_has_one_spelling() -> None:
    """A signature whose second half is raised by the group's order would verify by the bare equation."""
    raised = int.from_bytes(RESTS.signature[32:], "little") + ORDER
    other = RESTS.signature[:32] + raised.to_bytes(32, "little")
    with pytest.raises(Forged, match="signature"):
        verify(Signed(RESTS.header, other, RESTS.body), MIAS_KEY)


@pytest.mark.parametrize("point", [bytes(32), b"\x01" + bytes(31), b"\xec" + b"\xff" * 30 + b"\x7f"])
def test_a_key_of_small_order_signs_nothing(point: bytes) -> None:
    for signature in (bytes(64), b"\x01" + bytes(63), point + bytes(32)):
        with pytest.raises(Forged):
            verify(Signed(RESTS.header, signature, RESTS.body), b64encode(point).decode())


@pytest.mark.parametrize(
    "key", ["", "AAAA", MIAS_KEY[:-1], MIAS_KEY + "\n", " " + MIAS_KEY, "ö" * 44, MIAS_KEY * 2]
)
def test_a_key_that_is_none(key: str) -> None:
    with pytest.raises(Forged, match="key"):
        verify(RESTS, key)


@pytest.mark.parametrize("length", [0, 63, 65, 128])
def test_a_signature_that_is_none(length: int) -> None:
    with pytest.raises(Forged, match="signature"):
        verify(Signed(RESTS.header, bytes(length), RESTS.body), MIAS_KEY)


def nested(depth: int) -> bytes:
    return b'{"state":"here","since_ms":1,"more":' + b"[" * depth + b"]" * depth + b"}"


HOSTILE_BODIES = {
    "key twice": b'{"state":"here","state":"resting","since_ms":1}',
    "key twice below": b'{"state":"here","since_ms":1,"more":{"a":1,"a":2}}',
    "not a number": b'{"state":"here","since_ms":NaN}',
    "not a number below": b'{"state":"here","since_ms":1,"more":[NaN]}',
    "infinity": b'{"state":"here","since_ms":1,"more":-Infinity}',
    "beyond 2^53": b'{"state":"here","since_ms":9007199254740993}',
    "beyond 2^53 below": b'{"state":"here","since_ms":1,"more":-9007199254740993}',
    "an endless number": b'{"state":"here","since_ms":' + b"9" * 40_000 + b"}",
    "nine levels": nested(8),
    "five hundred levels": nested(500),
    "nine hundred levels": nested(900),
    "twenty thousand levels": nested(20_000),
    "half a character as a key": b'{"state":"here","since_ms":1,"\\ud800":1}',
    "half a character as a value": b'{"state":"\\ud800","since_ms":1}',
    "not UTF-8": b'{"state":"here","since_ms":1,"line":"\xff"}',
    "a byte order mark": b'\xef\xbb\xbf{"state":"here","since_ms":1}',
    "another shape": b'["state"]',
    "no JSON": b"resting",
}


@pytest.mark.parametrize("body", HOSTILE_BODIES.values(), ids=HOSTILE_BODIES.keys())
def test_a_hostile_body_under_a_true_signature(body: bytes) -> None:
    (signed,) = read(write(signed_json(MIA, "status", body)))
    with pytest.raises(RecordError):
        open_record(signed, MIAS_KEY)


@pytest.mark.parametrize(
    "header",
    [
        RESTS.header.replace(b'"n":1', b'"n":1,"n":2'),
        RESTS.header.replace(b'"n":1', b'"n":NaN'),
        RESTS.header.replace(b'"n":1', b'"n":9007199254740993'),
        RESTS.header.replace(b'"n":1', b'"n":1.5'),
        RESTS.header[:-1] + b',"more":' + b"[" * 900 + b"]" * 900 + b"}",
        RESTS.header[:-1] + b',"\\ud800":1}',
        b"",
        b"{}",
        b"null",
    ],
)
def test_a_hostile_header_under_a_true_signature(header: bytes) -> None:
    with pytest.raises(RecordError):
        open_record(signed_as_is(MIA, header, RESTS.body), MIAS_KEY)


LOW_ORDER = stanza(b"X25519 " + bare64(bytes(32)), b"b" * 32)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (age_file(MINE, [b"x" * 200])[:-1], "payload"),
        (age_file(MINE, [b"x" * 200], ended=False), "payload"),
        (age_file(MINE, [b"x" * CHUNK, b"x" * 200], ended=False), "payload"),
        (age_file(MINE, [b"x" * CHUNK, b""]), "payload"),
        (age_file(MINE, [b"x" * CHUNK, b"x"])[: -(16 + 1)], "payload"),
        (age_file(MINE, [b"x" * 100, b"x" * 100]), "payload"),
        (age_file(MINE, [b"x" * 200]) + payload([b"x" * 200], KEY)[16:], "payload"),
        (age_file(x25519(MIA.person.recipient, b"k" * 15), [b"x" * 200], b"k" * 15), "age_header"),
        (age_file(MINE, [b"x" * 200], b"j" * 16), "payload"),
        (age_file(LOW_ORDER, [b"x" * 200]), "payload"),
        (age_file(LOW_ORDER + MINE, [b"x" * 200]), "payload"),
        (age_file(stanza(b"X25519 " + bare64(b"s" * 32), b"b" * 32), [b"x" * 200]), "no_match"),
    ],
)
def test_age_files_that_the_specification_forbids(data: bytes, reason: str) -> None:
    with pytest.raises((Damaged, NotForMe)) as caught:
        unseal(data, MIA.person.identities)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "chunks", [[b"x"], [b"x" * CHUNK], [b"x" * CHUNK, b"y"], [b"x" * CHUNK, b"y" * CHUNK]]
)
def test_age_files_that_the_specification_allows(chunks: Sequence[bytes]) -> None:
    assert unseal(age_file(MINE, chunks), MIA.person.identities) == b"".join(chunks)


def test_the_library_says_no_match_in_the_words_that_we_know() -> None:
    with pytest.raises(NotForMe):
        age.decrypt(seal(b"text", BOTH), age.keys_of([EVE.device.identity.text]))
    with pytest.raises(Damaged, match="payload"):
        age.decrypt(b"no age file", age.keys_of([EVE.device.identity.text]))


def test_errors_carry_no_secret_and_no_text() -> None:
    """Neither do the library's own errors on the way."""
    secret, text = MIA.person.identities[0], "near, but quiet"
    tries: list[Callable[[], object]] = [
        lambda: unseal(seal(write(RESTS), BOTH)[:-1], [secret]),
        lambda: unseal(seal(write(RESTS), [EVE.person.recipient]), [secret]),
        lambda: seal(write(RESTS), [encode("age", secret.secret)[:-1]]),
        lambda: read(write(RESTS)[:-1]),
        lambda: open_record(RESTS, EVE.device.keys.sign),
        lambda: open_record(Signed(RESTS.header, RESTS.signature, status_by(MIA, 1, "far").body), MIAS_KEY),
    ]
    for attempt in tries:
        with pytest.raises(SealError) as caught:
            attempt()
        error: BaseException | None = caught.value
        while error is not None:
            shown = f"{error!r} {error} {vars(error)}".lower()
            assert text not in shown
            assert secret.text.lower() not in shown
            assert secret.secret.hex() not in shown
            error = error.__context__
