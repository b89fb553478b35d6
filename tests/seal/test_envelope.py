"""A record goes through its file unchanged, and is believed only under its device's key."""

from __future__ import annotations

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from nacl.signing import SigningKey

from stillhere.core.records.record import (
    MAX_BODY,
    MAX_HEADER,
    Header,
    Knock,
    RecordError,
    SpaceFounded,
    Status,
    decode_header,
    encode_header,
)
from stillhere.seal import guard
from stillhere.seal.envelope import (
    Signed,
    body_hash,
    check_place,
    compose,
    file_name,
    lines_of,
    open_founding,
    open_record,
    read,
    record_id,
    seal,
    space_of,
    unseal,
    verify,
    write,
)
from stillhere.seal.errors import Damaged, Forged, NotForMe, SealError, TooLarge, UnknownFormat
from stillhere.seal.padding import pad, padded_length
from tests.seal.making import (
    EVE,
    FOUNDING,
    JON,
    MIA,
    NOW,
    SPACE,
    founding_by,
    header_for,
    later,
    signed_as_is,
    signed_json,
    status_by,
)

BOTH = [MIA.person.recipient, JON.person.recipient]
RESTS = status_by(MIA)
MIAS_KEY = MIA.device.keys.sign


@given(st.text(st.characters(max_codepoint=0x17F), max_size=140), st.integers(1, 2**53))
def test_what_mia_writes_jon_reads_the_same(line: str, n: int) -> None:
    header, body = header_for(MIA, Status(state="resting", since_ms=NOW, line=line), SPACE, n)
    signed = compose(header, body, MIA.device)
    data = seal(write(signed), BOTH)
    for who in (MIA, JON):
        assert read(unseal(data, who.person.identities)) == (signed,)
    record = open_record(signed, MIAS_KEY)
    assert record.id == record_id(signed.header)
    assert record.header == header
    assert isinstance(record.body, Status)


def test_the_text_in_a_file_is_the_one_that_is_specified() -> None:
    spelled = b64encode(SigningKey(MIA.device.seed).sign(b"still-here/1\0" + RESTS.header).signature)
    lines = b"still-here/1\n" + RESTS.header + b"\n" + spelled + b"\n" + RESTS.body + b"\n"
    assert write(RESTS) == lines + b" " * (padded_length(len(lines)) - len(lines))
    assert record_id(b"") == "4oymiquy7qobjgx36tejs35zeqt24qpemsnzgtfeswmrw6csxbkq"


def test_a_segment_is_the_same_lines_repeated() -> None:
    records = tuple(status_by(MIA, n) for n in range(1, 257))
    data = seal(write(*records), BOTH)
    assert read(unseal(data, JON.person.identities)) == records
    assert len(data) > guard.MAX_FILE


def test_sizes_of_files_come_in_steps() -> None:
    sizes = {len(write(status_by(MIA, line="x" * length))) for length in range(141)}
    assert sizes <= {512, 544, 576, 608, 640, 672, 704, 736}


def test_pynacls_own_key_signs_the_same() -> None:
    header, body = header_for(MIA, Knock(rest="aaaaaaaaaa"), SPACE)
    header = replace(header, lane="now")
    assert compose(header, body, SigningKey(MIA.device.seed)) == compose(header, body, MIA.device)


def test_a_file_is_named_by_its_bytes() -> None:
    assert file_name(b"") == "4oymiquy7qobjgx36tejs35zeqt24qpe.age"
    assert file_name(b"x") != file_name(b"y")


@pytest.mark.parametrize(
    "changed",
    [
        {"n": 0},
        {"lane": "kept"},
        {"device": "MIA"},
        {"to": ()},
        {"to": ("a.1", "b.1")},
        {"space": "elsewhere!"},
        {"kind": "Status"},
    ],
)
def test_a_header_that_no_reader_takes_is_never_signed(changed: dict[str, object]) -> None:
    header, body = header_for(MIA, Status(state="here", since_ms=NOW), SPACE)
    with pytest.raises(RecordError):
        compose(replace(header, **changed), body, MIA.device)


def test_a_body_that_no_reader_takes_is_never_signed() -> None:
    header, _ = header_for(MIA, Status(state="here", since_ms=NOW), SPACE)
    for body in (b'{"state":"gone","since_ms":1}', b"", b"[]"):
        with pytest.raises(RecordError):
            compose(replace(header, body=body_hash(body)), body, MIA.device)
    two_lines = b'{"state":"here",\n"since_ms":1}'
    with pytest.raises(ValueError, match="one line"):
        compose(replace(header, body=body_hash(two_lines)), two_lines, MIA.device)
    with pytest.raises(ValueError, match="another body"):
        compose(header, b"{}", MIA.device)


@pytest.mark.parametrize(
    ("content", "error", "reason"),
    [
        (b"\n", Damaged, "form"),
        (b"hello\n", Damaged, "form"),
        (b"still-here/2\n{}\n\n{}\n", UnknownFormat, "form"),
        (b"still-here/1 invite\n{}\n\n{}\n", UnknownFormat, "form"),
        (b"still-here/1\r\n{}\r\n\r\n{}\r\n", UnknownFormat, "form"),
        (lines_of(RESTS).rsplit(b"\n", 2)[0] + b"\n", Damaged, "lines"),
        (lines_of(RESTS) + b"still-here/1\n", Damaged, "lines"),
        (lines_of(RESTS) + b"\n", Damaged, "form"),
        (lines_of(Signed(b"{}", b"s" * 63, b"{}")), Damaged, "signature"),
        (lines_of(Signed(b"{}", b"s" * 65, b"{}")), Damaged, "signature"),
        (lines_of(RESTS).replace(b"==\n", b"=\n"), Damaged, "signature"),
        (lines_of(Signed(b"x" * (MAX_HEADER + 1), b"s" * 64, b"")), TooLarge, "size"),
        (lines_of(Signed(b"{}", b"s" * 64, b"x" * (MAX_BODY + 1))), TooLarge, "size"),
    ],
)
def test_any_other_text_is_refused(content: bytes, error: type[SealError], reason: str) -> None:
    with pytest.raises(error) as caught:
        read(pad(content))
    assert caught.value.reason == reason


def test_the_largest_record_fits_into_a_file() -> None:
    largest = Signed(b"h" * MAX_HEADER, b"s" * 64, b"b" * MAX_BODY)
    assert read(write(largest)) == (largest,)
    assert len(seal(write(largest), BOTH)) <= guard.MAX_FILE


def test_what_our_reader_would_refuse_is_never_sealed() -> None:
    with pytest.raises(TooLarge, match="size"):
        seal(bytes(guard.MAX_SEGMENT), BOTH)
    with pytest.raises(TooLarge, match="size"):
        seal(bytes(guard.MAX_FILE), BOTH, limit=guard.MAX_FILE)
    with pytest.raises(TooLarge, match="stanzas"):
        seal(b"text", BOTH * 9)
    assert unseal(seal(b"text", BOTH * 7), JON.person.identities) == b"text"


@pytest.mark.parametrize("recipients", [[], ["age1"], [BOTH[0], BOTH[0][:-1]], ["ssh-ed25519 AAAA"]])
def test_there_is_no_file_for_a_bad_recipient(recipients: list[str]) -> None:
    with pytest.raises(Damaged, match="key"):
        seal(b"text", recipients)


def test_a_file_for_others_is_not_for_me() -> None:
    with pytest.raises(NotForMe, match="no_match"):
        unseal(seal(b"text", BOTH), EVE.person.identities)
    with pytest.raises(NotForMe, match="no_match"):
        unseal(seal(b"text", BOTH), [])


def test_old_epochs_open_old_files() -> None:
    two = later(MIA.person, 2, EVE.device.identity)
    assert unseal(seal(b"old", [MIA.person.recipient]), two.identities) == b"old"
    assert unseal(seal(b"new", [two.recipient]), two.identities) == b"new"


def test_an_erased_body_leaves_a_header_that_verifies_and_no_record() -> None:
    erased = Signed(RESTS.header, RESTS.signature, b"")
    (found,) = read(write(erased))
    assert found == erased
    verify(found, MIAS_KEY)
    with pytest.raises(Damaged, match="body_erased"):
        open_record(found, MIAS_KEY)


def test_an_unknown_kind_is_verified_and_kept_without_a_body() -> None:
    record = open_record(signed_json(MIA, "later.kind", b'{"crit":true}'), MIAS_KEY)
    assert record.body is None
    assert record.header.kind == "later.kind"


def test_the_founding_record_brings_its_own_key() -> None:
    record = open_founding(FOUNDING)
    assert isinstance(record.body, SpaceFounded)
    assert record == open_record(FOUNDING, MIAS_KEY)
    assert SPACE == space_of(record.id) == record.id[:10]


def founding_with(**changed: object) -> Signed:
    header = replace(decode_header(FOUNDING.header), **changed)
    return signed_as_is(MIA, encode_header(header), FOUNDING.body)


@pytest.mark.parametrize(
    ("signed", "error", "reason"),
    [
        (founding_with(space=SPACE), Forged, "founding"),
        (founding_with(n=2), Forged, "founding"),
        (founding_with(prev="a" * 52), Forged, "founding"),
        (founding_with(device=JON.device.device), Forged, "device"),
        (founding_with(body=body_hash(b"")), Damaged, "body_hash"),
        (RESTS, Forged, "founding"),
        (Signed(FOUNDING.header, JON.device.sign(FOUNDING.header), FOUNDING.body), Forged, "signature"),
        (Signed(FOUNDING.header, FOUNDING.signature, founding_by(JON).body), Forged, "device"),
    ],
)
def test_only_a_first_record_founds_a_space(signed: Signed, error: type[SealError], reason: str) -> None:
    with pytest.raises(error) as caught:
        open_founding(signed)
    assert caught.value.reason == reason


def test_a_record_counts_in_its_space_and_for_its_readers_only() -> None:
    record = open_record(RESTS, MIAS_KEY)
    founded = open_founding(FOUNDING)
    check_place(record, space=SPACE, audience=[JON.person.audience])
    check_place(founded, space=SPACE, audience=[MIA.person.audience])
    with pytest.raises(Forged, match="space"):
        check_place(record, space="aaaaaaaaaa", audience=[JON.person.audience])
    with pytest.raises(Forged, match="space"):
        check_place(founded, space="aaaaaaaaaa", audience=[MIA.person.audience])
    with pytest.raises(Forged, match="audience"):
        check_place(record, space=SPACE, audience=[EVE.person.audience])
    with pytest.raises(Forged, match="audience"):
        check_place(record, space=SPACE, audience=[])


def test_only_the_founding_record_is_without_a_space() -> None:
    header, body = header_for(MIA, Status(state="here", since_ms=NOW), "")
    record = open_record(compose(header, body, MIA.device), MIAS_KEY)
    with pytest.raises(Forged, match="space"):
        check_place(record, space=SPACE, audience=[MIA.person.audience])


def test_a_repr_shows_no_text_of_a_person() -> None:
    assert "quiet" not in repr(status_by(MIA, line="quiet"))


def test_headers_are_signed_as_they_stand() -> None:
    spaced = RESTS.header.replace(b",", b", ")
    signed = signed_as_is(MIA, spaced, RESTS.body)
    assert open_record(signed, MIAS_KEY).id == record_id(spaced) != record_id(RESTS.header)
    assert isinstance(decode_header(spaced), Header)
