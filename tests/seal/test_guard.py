"""Nothing reaches the age library that the bounded check has not found to be plain."""

from __future__ import annotations

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.seal import age, guard
from stillhere.seal.coding import from_bare_base64
from stillhere.seal.envelope import seal, unseal
from stillhere.seal.errors import Damaged, SealError, TooLarge, UnknownFormat
from tests.seal.making import JON, MIA, VERSION_LINE, age_file, bare64, stanza, x25519

KEY = b"k" * 16
MINE = x25519(MIA.person.recipient, KEY)
SHARE = bare64(b"s" * 32)
BODY = bare64(b"b" * 32) + b"\n"
GREASE = stanza(b"x-grease", b"")


class Counted:
    """Bytes that can be measured and sliced, nothing else; it counts what is read of them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.read = 0

    def __len__(self) -> int:
        return len(self.data)

    def __getitem__(self, part: slice) -> bytes:
        found = self.data[part]
        self.read += len(found)
        return found


def file_with(stanzas: bytes) -> bytes:
    return age_file(stanzas, [b"text" * 50], KEY)


@pytest.mark.parametrize(
    "stanzas",
    [
        MINE,
        MINE + x25519(JON.person.recipient, KEY),
        MINE + GREASE,
        GREASE + MINE,
        MINE + stanza(b"!~-grease a b ~", b"g" * 47),
        MINE + stanza(b"full-grease", b"g" * 48),  # exactly a full line, thus an empty one follows
        MINE + stanza(b"long-grease", b"g" * 500),
        MINE + 15 * GREASE,
    ],
)
def test_plain_headers_pass_and_open(stanzas: bytes) -> None:
    data = file_with(stanzas)
    assert guard.check(data) == data.index(b"\n", data.index(b"\n--- ") + 1) + 1
    assert unseal(data, MIA.person.identities) == b"text" * 50


@given(st.binary(max_size=3000), st.booleans())
def test_everything_that_we_write_passes(plain: bytes, both: bool) -> None:
    recipients = [MIA.person.recipient, JON.person.recipient][: 1 + both]
    assert unseal(seal(plain, recipients), MIA.person.identities) == plain


@pytest.mark.parametrize(
    ("stanzas", "error", "reason"),
    [
        (MINE + 16 * GREASE, TooLarge, "stanzas"),
        (GREASE, UnknownFormat, "recipient_type"),
        (MINE + stanza(b"scrypt " + bare64(b"s" * 16) + b" 18", b"b" * 32), UnknownFormat, "recipient_type"),
        (stanza(b"ssh-ed25519 AAAA " + SHARE, b"b" * 32), UnknownFormat, "recipient_type"),
        (stanza(b"example.com/plugin", b"b"), UnknownFormat, "recipient_type"),
        (stanza(b"x25519 " + SHARE, b"b" * 32), UnknownFormat, "recipient_type"),
        (stanza(b"X25519", b"b" * 32), Damaged, "age_header"),
        (stanza(b"X25519 " + SHARE + b" more", b"b" * 32), Damaged, "age_header"),
        (stanza(b"X25519 " + bare64(b"s" * 31), b"b" * 32), Damaged, "age_header"),
        (stanza(b"X25519 " + bare64(b"s" * 33), b"b" * 32), Damaged, "age_header"),
        (stanza(b"X25519 " + SHARE[:-1] + b"N", b"b" * 32), Damaged, "age_header"),
        (stanza(b"X25519 " + SHARE + b"=", b"b" * 32), Damaged, "age_header"),
        (stanza(b"X25519 " + SHARE, b"b" * 31), Damaged, "age_header"),
        (stanza(b"X25519 " + SHARE, b"b" * 33), Damaged, "age_header"),
        (stanza(b"X25519 " + SHARE, b""), Damaged, "age_header"),
        (b"-> X25519 " + SHARE + b"\r\n" + BODY, Damaged, "age_header"),
        (b"-> X25519 " + SHARE + b"\n" + BODY + BODY, Damaged, "age_header"),
        (b"-> X25519  " + SHARE + b"\n" + BODY, Damaged, "age_header"),
        (b"->X25519 " + SHARE + b"\n" + BODY, Damaged, "age_header"),
        (b"=> X25519 " + SHARE + b"\n" + BODY, Damaged, "age_header"),
        (b"-> \n\n" + MINE, Damaged, "age_header"),
        (b"-> \xc3\xa9-grease\n\n" + MINE, Damaged, "age_header"),
        (b"-> a\x7f-grease\n\n" + MINE, Damaged, "age_header"),
        (MINE + b"-> x-grease\n" + b"A" * 65 + b"\n\n", Damaged, "age_header"),
        (MINE + b"-> x-grease\n" + b"A" * 68 + b"\n", Damaged, "age_header"),
        (MINE + b"-> x-grease\n" + b"A" * 64 + b"\n", Damaged, "age_header"),
        (MINE + b"-> x-grease\nAAAAA\n", Damaged, "age_header"),
        (MINE + b"-> x-grease\nAB\n", Damaged, "age_header"),
        (b"", UnknownFormat, "recipient_type"),
    ],
)
def test_any_other_header_is_refused(stanzas: bytes, error: type[SealError], reason: str) -> None:
    with pytest.raises(error) as caught:
        guard.check(file_with(stanzas) + bytes(200))
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "mac",
    [
        b"--- " + b"A" * 42,
        b"--- " + b"A" * 44,
        b"---" + b"A" * 43,
        b"---A" + b"A" * 43,
        b"--- " + b"A" * 42 + b"B",
        b"---",
        b"----",
    ],
)
def test_a_mac_line_is_one_hash_and_nothing_else(mac: bytes) -> None:
    with pytest.raises(Damaged, match="age_header"):
        guard.check(VERSION_LINE + MINE + mac + b"\n" + bytes(200))


@pytest.mark.parametrize(
    ("data", "error", "reason"),
    [
        (b"", Damaged, "truncated"),
        (file_with(MINE)[:199], Damaged, "truncated"),
        (bytes(199), Damaged, "truncated"),
        (bytes(200), Damaged, "not_age"),
        (b"\xff" * 1000, Damaged, "not_age"),
        (b"-----BEGIN AGE ENCRYPTED FILE-----\n" + b"QQ" * 400, UnknownFormat, "armor"),
        (b"age-encryption.org/v2\n" + bytes(1000), UnknownFormat, "age_version"),
        (b"age-encryption.org/v1\r\n" + bytes(1000), UnknownFormat, "age_version"),
        (b"AGE-encryption.org/v1\n" + bytes(1000), Damaged, "not_age"),
        (VERSION_LINE + MINE + b"x" * 200, Damaged, "truncated"),
        (bytes(guard.MAX_SEGMENT + 1), TooLarge, "size"),
    ],
)
def test_what_is_no_whole_age_file_is_refused(data: bytes, error: type[SealError], reason: str) -> None:
    with pytest.raises(error) as caught:
        guard.check(data)
    assert caught.value.reason == reason


def test_the_limit_counts_to_the_byte() -> None:
    data = file_with(MINE)
    guard.check(data, limit=len(data))
    with pytest.raises(TooLarge):
        guard.check(data, limit=len(data) - 1)


def test_a_payload_holds_a_nonce_and_a_tag_at_least() -> None:
    end = guard.check(file_with(MINE + stanza(b"x-grease", b"g" * 80)))
    head = file_with(MINE + stanza(b"x-grease", b"g" * 80))[:end]
    guard.check(head + bytes(32))
    with pytest.raises(Damaged, match="truncated"):
        guard.check(head + bytes(31))


BOMBS = {
    "stanzas": MINE * 10_000,
    "grease": GREASE * 80_000,
    "one line": b"-> " + b"a" * 1_000_000 + b"-grease\n",
    "arguments": b"-> " + b"a " * 500_000 + b"-grease\n",
    "one body": b"-> x-grease\n" + (b"A" * 64 + b"\n") * 15_000,
    "no line": b"A" * 1_000_000,
    "line feeds": b"\n" * 1_000_000,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_header_of_a_megabyte_costs_four_kilobytes(bomb: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    decoded = 0

    def counting(text: bytes) -> bytes | None:
        nonlocal decoded
        decoded += len(text)
        return from_bare_base64(text)

    monkeypatch.setattr(guard, "from_bare_base64", counting)
    monkeypatch.setattr(age, "decrypt", lambda *_: pytest.fail("the library was asked"))
    data = Counted((VERSION_LINE + bomb)[: guard.MAX_SEGMENT])
    with pytest.raises(SealError):
        unseal(cast("bytes", data), MIA.person.identities)
    assert data.read <= guard.MAX_HEADER
    assert decoded <= guard.MAX_HEADER


def test_the_largest_header_passes_and_one_byte_more_does_not() -> None:
    def header_of(size: int) -> bytes:
        rest = size - len(VERSION_LINE + MINE) - len(b"--- \n") - 43
        return MINE + b"-> " + b"g" * (rest - len(b"-> -grease\n\n")) + b"-grease\n\n"

    data = file_with(header_of(guard.MAX_HEADER))
    assert guard.check(data) == guard.MAX_HEADER
    assert unseal(data, MIA.person.identities)
    with pytest.raises(TooLarge, match="header_size"):
        guard.check(file_with(header_of(guard.MAX_HEADER + 1)))


@given(st.binary(max_size=600))
def test_any_bytes_pass_or_are_refused(data: bytes) -> None:
    for whole in (
        data,
        VERSION_LINE + data,
        VERSION_LINE + MINE + data,
        VERSION_LINE + MINE + b"--- " + data,
    ):
        try:
            guard.check(whole.ljust(guard.MIN_FILE))
        except SealError:
            continue


@given(st.data())
def test_any_change_of_a_header_is_refused_or_opens_to_nothing_else(data: st.DataObject) -> None:
    whole = file_with(MINE + GREASE)
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = whole[:at] + data.draw(st.binary(max_size=3)) + whole[at + data.draw(st.integers(0, 3)) :]
    try:
        assert unseal(changed, MIA.person.identities) == b"text" * 50
    except SealError:
        return
    assert changed == whole
