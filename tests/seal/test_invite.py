"""An invitation opens with its words, until its end, for its space, and can't be altered."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from stillhere.core.records.record import RecordError, SpaceFounded
from stillhere.seal.envelope import Signed, lines_of, seal
from stillhere.seal.errors import (
    BadChecksum,
    Damaged,
    Expired,
    Forged,
    NotForMe,
    SealError,
    TooLarge,
    UnknownFormat,
    UnknownWord,
)
from stillhere.seal.invite import LIFETIME_MS, Invite, invite_identity, mac, read_invite, write_invite
from stillhere.seal.padding import pad
from stillhere.seal.words import words_of
from tests.seal.making import (
    FOUNDING,
    INVITE,
    JON,
    MIA,
    NOW,
    SECRET,
    SPACE,
    founding_by,
    status_by,
    under_the_same_header,
)

WORDS = " ".join(words_of(SECRET))
RECIPIENT = INVITE.recipient.encode()
EXPIRES = b"%d" % INVITE.expires_ms


def sealed(content: bytes) -> bytes:
    """A file that the words open."""
    return seal(pad(content), [invite_identity(SECRET).recipient])


def with_mac(*lines: bytes) -> bytes:
    """An invitation's text with these lines, by somebody who knows the words."""
    content = b"".join(line + b"\n" for line in lines)
    return content + b64encode(mac(SECRET, b"invite mac", content)) + b"\n"


def signed_lines(signed: Signed) -> list[bytes]:
    return lines_of(signed).split(b"\n")[:-1]


@given(st.binary(min_size=16, max_size=16), st.integers(0, 2**53), st.booleans())
def test_an_invitation_comes_back(secret: bytes, expires_ms: int, by_jon: bool) -> None:
    who = JON if by_jon else MIA
    invite = Invite(secret, founding_by(who), who.device.identity.recipient, expires_ms)
    read = read_invite(write_invite(invite), " ".join(words_of(secret)), 0)
    assert read == invite
    assert read.hash == invite.hash
    founded = read.founder.body
    assert isinstance(founded, SpaceFounded)
    assert founded.name == who.name


def test_its_space_is_the_one_of_its_founding_record() -> None:
    assert INVITE.space == SPACE
    assert INVITE.founder.id.startswith(SPACE)


def test_its_text_is_the_one_that_is_specified() -> None:
    assert INVITE.text == with_mac(b"still-here/1 invite", *signed_lines(FOUNDING), RECIPIENT, EXPIRES)
    assert read_invite(sealed(INVITE.text), WORDS, NOW) == INVITE


def test_each_purpose_has_a_key_of_its_own() -> None:
    assert mac(SECRET, b"invite mac", b"") != mac(SECRET, b"join mac", b"")
    assert mac(SECRET, b"invite mac", b"") != mac(bytes(16), b"invite mac", b"")
    assert invite_identity(SECRET) != invite_identity(bytes(16))


def test_other_words_open_nothing() -> None:
    data = write_invite(INVITE)
    with pytest.raises(NotForMe):
        read_invite(data, " ".join(words_of(bytes(16))), NOW)
    with pytest.raises(UnknownWord):
        read_invite(data, WORDS.replace("abandon", "abandoned"), NOW)
    with pytest.raises(BadChecksum):
        read_invite(data, "zoo " * 12, NOW)


def test_it_is_open_to_its_last_moment_and_not_one_longer() -> None:
    data = write_invite(INVITE)
    assert read_invite(data, WORDS, NOW + LIFETIME_MS) == INVITE
    with pytest.raises(Expired, match="expired"):
        read_invite(data, WORDS, NOW + LIFETIME_MS + 1)


def by_other_words(text: bytes) -> bytes:
    lines = text.split(b"\n")[:-2]
    content = b"".join(line + b"\n" for line in lines)
    return content + b64encode(mac(bytes(16), b"invite mac", content)) + b"\n"


@pytest.mark.parametrize(
    "alter",
    [
        by_other_words,
        lambda text: text.replace(EXPIRES, b"%d" % (INVITE.expires_ms + 1)),
        lambda text: text.replace(RECIPIENT, JON.device.identity.recipient.encode()),
        lambda text: text.replace(lines_of(FOUNDING), lines_of(founding_by(JON))),
        lambda text: text[:-2] + b"\n",
        lambda text: text[: -len("=\n")] + b"\n",
        lambda text: text.rsplit(b"\n", 2)[0] + b"\n\n",
    ],
)
def test_the_carrier_or_a_stranger_alters_it(alter: Callable[[bytes], bytes]) -> None:
    """The age file can be made by whoever learned its recipient; the MAC only with the words."""
    assert alter(INVITE.text) != INVITE.text
    with pytest.raises(Forged, match="mac"):
        read_invite(sealed(alter(INVITE.text)), WORDS, NOW)


def test_an_invitation_of_another_space_is_another_invitation() -> None:
    """Jon's invitation under the same words names Jon's space, whatever directory its file lies in."""
    other = replace(INVITE, founding=founding_by(JON))
    read = read_invite(write_invite(other), WORDS, NOW)
    assert read.space != SPACE
    assert read.hash != INVITE.hash


@pytest.mark.parametrize(
    ("founding", "error"),
    [
        (status_by(MIA), Forged),
        (Signed(FOUNDING.header, JON.device.sign(FOUNDING.header), FOUNDING.body), Forged),
        (Signed(FOUNDING.header, FOUNDING.signature, founding_by(JON).body), Forged),
        (Signed(FOUNDING.header, FOUNDING.signature, b""), RecordError),
        (Signed(b"{}", FOUNDING.signature, FOUNDING.body), RecordError),
    ],
)
def test_without_a_true_founding_record_there_is_no_invitation(
    founding: Signed, error: type[Exception]
) -> None:
    with pytest.raises(error):
        write_invite(replace(INVITE, founding=founding))
    text = with_mac(b"still-here/1 invite", *signed_lines(founding), RECIPIENT, EXPIRES)
    with pytest.raises(error):
        read_invite(sealed(text), WORDS, NOW)


TITLE, RECORD = b"still-here/1 invite", signed_lines(FOUNDING)


@pytest.mark.parametrize(
    ("text", "error", "reason"),
    [
        (with_mac(b"still-here/1 join", *RECORD, RECIPIENT, EXPIRES), UnknownFormat, "form"),
        (with_mac(b"still-here/2 invite", *RECORD, RECIPIENT, EXPIRES), UnknownFormat, "form"),
        (lines_of(FOUNDING), UnknownFormat, "form"),
        (b"\n", UnknownFormat, "form"),
        (b"still-here/1 invite\n", Damaged, "lines"),
        (with_mac(TITLE, *RECORD, RECIPIENT), Damaged, "lines"),
        (with_mac(TITLE, *RECORD, RECIPIENT, EXPIRES, b"more"), Damaged, "lines"),
        (with_mac(TITLE, *RECORD, RECIPIENT, b"-1"), Damaged, "lines"),
        (with_mac(TITLE, *RECORD, RECIPIENT, b"01"), Damaged, "lines"),
        (with_mac(TITLE, *RECORD, RECIPIENT, b"1e9"), Damaged, "lines"),
        (with_mac(TITLE, *RECORD, RECIPIENT, "\u0663".encode()), Damaged, "lines"),
        (with_mac(TITLE, *RECORD, RECIPIENT, b"9" * 17), Damaged, "lines"),
        (with_mac(TITLE, *RECORD, RECIPIENT, b"%d" % (2**53 + 1)), Damaged, "lines"),
        (with_mac(TITLE, *RECORD, RECIPIENT.upper(), EXPIRES), Damaged, "lines"),
        (with_mac(TITLE, *RECORD, RECIPIENT[:-1], EXPIRES), Damaged, "lines"),
        (with_mac(TITLE, b"still-here/2", *RECORD[1:], RECIPIENT, EXPIRES), UnknownFormat, "form"),
        (with_mac(TITLE, *RECORD[:2], b"AAAA", RECORD[3], RECIPIENT, EXPIRES), Damaged, "signature"),
    ],
)
def test_even_with_the_words_only_an_invitation_is_read(
    text: bytes, error: type[SealError], reason: str
) -> None:
    with pytest.raises(error) as caught:
        read_invite(sealed(text), WORDS, NOW)
    assert caught.value.reason == reason


def test_it_is_no_larger_than_a_file() -> None:
    with pytest.raises(TooLarge, match="size"):
        read_invite(bytes(64 * 1024 + 1), WORDS, NOW)


def test_every_single_changed_byte_is_noticed() -> None:
    data = write_invite(INVITE)
    for at in range(0, len(data), 3):
        with pytest.raises(SealError):
            read_invite(data[:at] + bytes([data[at] ^ 0x20]) + data[at + 1 :], WORDS, NOW)
    for at in range(len(INVITE.text)):
        text = INVITE.text[:at] + bytes([INVITE.text[at] ^ 1]) + INVITE.text[at + 1 :]
        with pytest.raises(SealError):
            read_invite(sealed(text), WORDS, NOW)


def test_the_old_age_header_proves_nothing() -> None:
    later = replace(INVITE, expires_ms=INVITE.expires_ms + LIFETIME_MS)
    text = by_other_words(later.text)
    forged = under_the_same_header(write_invite(INVITE), invite_identity(SECRET), pad(text))
    with pytest.raises(Forged, match="mac"):
        read_invite(forged, WORDS, NOW)


def test_neither_words_nor_secret_show() -> None:
    shown = f"{INVITE!r} {INVITE}".replace("expires_ms", "")
    assert SECRET.hex() not in shown
    assert repr(SECRET) not in shown
    assert not [word for word in words_of(SECRET) if word in shown]
    for attempt in (WORDS.upper() + " zoo", " ".join(words_of(bytes(16)))):
        with pytest.raises(SealError) as caught:
            read_invite(write_invite(INVITE), attempt, NOW)
        assert not [word for word in attempt.split() if word in f"{caught.value!r} {caught.value}"]


@given(st.binary(max_size=300))
def test_any_file_and_any_text_is_an_invitation_or_refused(data: bytes) -> None:
    texts = [data + b"\n", TITLE + b"\n" + data + b"\n", with_mac(TITLE, *data.split(b"\n"))]
    texts += [with_mac(TITLE, *RECORD, data), with_mac(TITLE, *RECORD[:3], data, RECIPIENT, EXPIRES)]
    for whole in (data, write_invite(INVITE)[:300] + data, *map(sealed, texts)):
        with pytest.raises((SealError, RecordError)):
            read_invite(whole, WORDS, NOW)
