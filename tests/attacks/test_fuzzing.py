"""Whatever bytes come, each reader gives a value or one of its own errors, within its limits.

The small corpus beside this file holds inputs that once were, or easily could be, read wrongly. It is read
for ever; whoever finds another one adds it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from stillhere.core.records.record import RecordError
from stillhere.core.state.fold import fold
from stillhere.core.state.model import State, devices
from stillhere.home.flow.reader import Reader, UnknownAuthor
from stillhere.seal import bech32, guard
from stillhere.seal.coding import to_base64
from stillhere.seal.envelope import Opener, open_founding, read, record_id, seal, unseal, write
from stillhere.seal.errors import SealError
from stillhere.seal.further import read_device_invite
from stillhere.seal.invite import Invite, invite_identity, mac, read_invite
from stillhere.seal.join import write_join
from stillhere.seal.keyring import Keyring, read_keyring, write_keyring
from stillhere.seal.keys import decode_device, decode_person, encode_device, encode_person
from stillhere.seal.kit import new_kit, read_kit
from stillhere.seal.padding import pad
from stillhere.seal.words import parse_words, words_of
from tests.seal.making import (
    FOUNDING,
    INVITE,
    JON,
    MIA,
    NOW,
    SECRET,
    SPACE,
    VERSION_LINE,
    bare64,
    random_from,
    read_join,
    status_by,
)

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())
BOTH = [MIA.person.recipient, JON.person.recipient]
FILE = seal(write(status_by(MIA)), BOTH)
PLAIN = write(FOUNDING, status_by(MIA), status_by(MIA, 2))
JOIN, _ = write_join(
    INVITE,
    name="Jon",
    person=JON.person.person,
    recipient=JON.person.recipient,
    keys=JON.device.keys,
    signing=JON.device,
)

KEYS_FILE = unseal(
    write_keyring(
        Keyring(SPACE, MIA.person.person, MIA.person.identities),
        [MIA.device.identity.recipient],
        random_from("slots"),
    ),
    [MIA.device.identity],
)
KIT = new_kit(record_id(FOUNDING.header), MIA.person.person, random_from("kit"))

fuzzed = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def mutated(draw: st.DrawFn, original: bytes) -> bytes:
    """Some bytes of `original` cut out, doubled, changed or put in."""
    data = original
    for _ in range(draw(st.integers(1, 4))):
        at, end = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
        match draw(st.sampled_from(["cut", "double", "put in", "change", "swap lines"])):
            case "cut":
                data = data[:at] + data[at + (end - at) % 40 :]
            case "double":
                data = data[:end] + data[at:end][:400] + data[end:]
            case "put in":
                data = data[:at] + draw(st.binary(max_size=12)) + data[at:]
            case "change" if data:
                place = at % len(data)
                data = data[:place] + bytes([data[place] ^ draw(st.integers(1, 255))]) + data[place + 1 :]
            case _:
                lines = data.split(b"\n")
                first, second = at % len(lines), end % len(lines)
                lines[first], lines[second] = lines[second], lines[first]
                data = b"\n".join(lines)
    return data


def only(errors: tuple[type[Exception], ...], do: Callable[[], object]) -> object:
    """What `do` gives, or None for one of its own errors, which tells none of the content."""
    try:
        return do()
    except errors as error:
        assert len(str(error)) < 80  # noqa: PT017 - the other outcome is a value
        return None


SEAL = (SealError,)
ANY = (SealError, RecordError)

#: What header lines are made of.
PARTS = st.sampled_from(
    [
        b"-> ", b"->", b"-> X25519 ", b"-> x-grease", b"-> scrypt ", b"-> ssh-rsa ", b"--- ", b"---", b"\n",
        b"\r\n",
        b" ", b"\x00", bare64(b"s" * 32), bare64(b"b" * 32), b"A" * 64, b"A" * 63, b"=", b"-", b"\xff",
        VERSION_LINE,
    ]
)  # fmt: skip


@given(st.one_of(st.binary(max_size=6000), mutated(FILE), st.lists(PARTS, max_size=60).map(b"".join)))
@example(VERSION_LINE + b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 64 + b"\n")
@fuzzed
def test_the_header_check(data: bytes) -> None:
    for candidate in (data, VERSION_LINE + data, VERSION_LINE + data + bytes(300)):
        end = only(SEAL, partial(guard.check, candidate))
        assert end is None or (isinstance(end, int) and len(VERSION_LINE) < end <= guard.MAX_HEADER)


@given(st.one_of(st.binary(max_size=3000), mutated(FILE)))
@fuzzed
def test_a_file(data: bytes) -> None:
    assert only(SEAL, lambda: unseal(data, MIA.person.identities)) is None or data == FILE


@given(st.one_of(st.binary(max_size=3000), mutated(PLAIN)))
@fuzzed
def test_the_text_of_records_and_what_a_home_makes_of_it(plain: bytes) -> None:
    only(SEAL, lambda: read(plain))
    only(SEAL, lambda: read(pad(plain)))
    found = only((*ANY, UnknownAuthor), lambda: READER.read(seal(plain, BOTH), NOW))
    for signed, record in found if isinstance(found, tuple) else ():
        assert signed.header in PLAIN, "what is believed was signed"
        assert record.body is None or signed.body in PLAIN


@given(st.one_of(st.binary(max_size=2000), mutated(INVITE.text)))
@fuzzed
def test_an_invitation_even_by_one_who_knows_the_words(text: bytes) -> None:
    only(ANY, lambda: read_invite(text, WORDS, NOW))
    lines = text.rpartition(b"\n")[0].rpartition(b"\n")[0] + b"\n"
    signed = lines + to_base64(mac(SECRET, b"invite mac", lines)) + b"\n"
    for content in (text, signed):
        data = seal(pad(content), [invite_identity(SECRET).recipient])
        found = only(ANY, partial(read_invite, data, WORDS, NOW))
        if isinstance(found, Invite):
            assert open_founding(found.founding) == open_founding(FOUNDING), (
                "nobody else can found this space"
            )


@given(mutated(unseal(JOIN, [MIA.device.identity])))
@fuzzed
def test_an_answer_to_an_invitation(text: bytes) -> None:
    found = only(
        ANY, lambda: read_join(seal(pad(text), [INVITE.recipient]), MIA.device.identity, INVITE, NOW)
    )
    assert found is None or found == read_join(JOIN, MIA.device.identity, INVITE, NOW)


@given(
    st.one_of(st.binary(max_size=600), mutated(encode_device(MIA.device)), mutated(encode_person(MIA.person)))
)
@fuzzed
def test_stored_keys(data: bytes) -> None:
    for decode in (decode_device, decode_person):
        found = only(SEAL, partial(decode, data))
        assert found is None or "SECRET" not in repr(found)


@given(st.one_of(st.binary(max_size=900), mutated(KEYS_FILE)))
@fuzzed
def test_a_keys_file(data: bytes) -> None:
    found = only(SEAL, partial(read_keyring, data))
    for identity in found.identities if isinstance(found, Keyring) else ():
        assert identity.text.encode() in data, "no key comes out that nobody wrote"


@given(st.one_of(st.text(max_size=400), mutated(KIT.text.encode()).map(lambda data: data.decode("latin-1"))))
@fuzzed
def test_a_recovery_kit(text: str) -> None:
    found = only(SEAL, partial(read_kit, text))
    assert found is None or "SECRET" not in repr(found)


@given(st.one_of(st.binary(max_size=2000), mutated(FILE)))
@fuzzed
def test_an_invitation_of_a_further_device(data: bytes) -> None:
    only(ANY, partial(read_device_invite, data, WORDS, NOW))


@given(st.text(max_size=200))
@fuzzed
def test_typed_words_and_keys(text: str) -> None:
    only(SEAL, lambda: parse_words(text))
    only(SEAL, lambda: bech32.decode(text))


WORDS = " ".join(words_of(SECRET))


def _reader() -> Reader:
    known = devices(fold(State(space=SPACE), open_founding(FOUNDING)))
    return Reader(
        person=Opener.of(JON.person.identities),
        device=Opener.of([JON.device.identity]),
        people=frozenset({MIA.person.person, JON.person.person}),
        devices={SPACE: known},
        invite=INVITE,
        device_invite=None,
    )


READER = _reader()


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_the_corpus(path: Path) -> None:
    """Each file's name begins with what reads it; none is believed."""
    data = path.read_bytes()
    readers: dict[str, Sequence[Callable[[], object]]] = {
        "file": [lambda: unseal(data, MIA.person.identities)],
        "text": [lambda: READER.read(seal(pad(data), BOTH), NOW)],
        "invite": [lambda: read_invite(seal(pad(data), [invite_identity(SECRET).recipient]), WORDS, NOW)],
        "join": [lambda: read_join(seal(pad(data), [INVITE.recipient]), MIA.device.identity, INVITE, NOW)],
        "keys": [lambda: decode_device(data), lambda: decode_person(data)],
    }
    for reader in readers[path.name.partition("-")[0]]:
        with pytest.raises((*ANY, UnknownAuthor)):
            reader()
