"""Pages of one person on their way: what was written comes back, and nothing else is read or believed."""

from __future__ import annotations

import json
from secrets import token_bytes
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from stillhere.core.across import Mark, Words
from stillhere.seal.across import (
    MAX_REVISIONS,
    Revision,
    Sheaf,
    digest_of,
    fits,
    pages_identity,
    read_own,
    sheaves,
    write_own,
)
from stillhere.seal.coding import to_base64
from stillhere.seal.envelope import seal, unseal
from stillhere.seal.errors import Damaged, Forged, NotForMe, SealError, TooLarge, UnknownFormat
from stillhere.seal.guard import MAX_FILE, MAX_SEGMENT, recipients
from stillhere.seal.invite import invite_identity
from stillhere.seal.keys import DeviceSecrets, new_device
from stillhere.seal.padding import pad

SPACE, PERSON, DEVICE, OTHER, PAGE = (letter * 10 for letter in "spdoq")
SECRET = bytes(range(16))
MINE = new_device(DEVICE, token_bytes)
SIGNS = {DEVICE: MINE.keys.sign}


def revision(text: str = "only mine", *, page: str = PAGE, ms: int = 7) -> Revision:
    """A revision with these words."""
    words = Words(
        form="free", parts=(text,), prompt="waiting.1", question="What?", created_ms=1, changed_ms=ms
    )
    mark = Mark(at=(ms, 2), by=DEVICE, after={OTHER: (3, 0)}, digest=digest_of(words))
    return Revision(page=page, mark=mark, words=words)


def deletion() -> Revision:
    """A revision without words."""
    return Revision(page=PAGE, mark=Mark(at=(9, 0), by=OTHER), words=None)


def written(*revisions: Revision, by: DeviceSecrets = MINE, space: str = SPACE) -> bytes:
    """The text of a file."""
    data = write_own(Sheaf(space, PERSON, by.device, revisions), by, pages_identity(SECRET), token_bytes)
    return unseal(data, [pages_identity(SECRET)])


def signed(*lines: bytes) -> bytes:
    """The text of a file with these lines, signed as they stand."""
    text = b"".join(line + b"\n" for line in lines)
    return pad(text + to_base64(MINE.sign(text)) + b"\n")


def whose(**fields: object) -> bytes:
    """The second line."""
    return json.dumps({"space": SPACE, "person": PERSON, "device": DEVICE, "lane": "own", **fields}).encode()


def line(**fields: object) -> bytes:
    """A revision's line."""
    return json.dumps({"page": PAGE, "at": [1, 0], "by": DEVICE, "parts": ["x"], **fields}).encode()


def test_what_was_written_comes_back() -> None:
    found = read_own(written(revision(), deletion()), SPACE, PERSON, SIGNS)
    assert found == Sheaf(SPACE, PERSON, DEVICE, (revision(), deletion()))


@given(st.text(max_size=200), st.text(max_size=50))
@settings(max_examples=60, deadline=None)
def test_any_words_come_back_as_they_were_typed(text: str, other: str) -> None:
    words = Words(form="mine_yours", parts=(text, other), created_ms=0, changed_ms=0)
    one = Revision(page=PAGE, mark=Mark(at=(1, 0), by=DEVICE, digest=digest_of(words)), words=words)
    assert read_own(written(one), SPACE, PERSON, SIGNS).revisions == (one,)


def test_only_the_words_open_it_and_its_header_looks_as_a_record_does() -> None:
    sheaf = Sheaf(SPACE, PERSON, DEVICE, (revision(),))
    data = write_own(sheaf, MINE, pages_identity(SECRET), token_bytes)
    assert recipients(data) == 2
    for other in (pages_identity(bytes(16)), invite_identity(SECRET), MINE.identity):
        with pytest.raises(NotForMe):
            unseal(data, [other])


def test_the_key_has_a_label_of_its_own() -> None:
    assert pages_identity(SECRET) != invite_identity(SECRET)
    assert pages_identity(SECRET).recipient == (
        "age19t8azzmw03herhxw6sd3z7q0w909jc5yupslxhy290umuv7c7evs56h7ux"
    )


@pytest.mark.parametrize(
    ("text", "error"),
    [
        pytest.param(lambda: written(revision(), space=OTHER), Forged, id="of another space"),
        pytest.param(lambda: written(revision(), by=new_device(OTHER, token_bytes)), Forged, id="a stranger"),
        pytest.param(
            lambda: written(revision(), by=new_device(DEVICE, token_bytes)), Forged, id="another key"
        ),
        pytest.param(lambda: signed(b"still-here/1 own", whose()), Damaged, id="no revision"),
        pytest.param(lambda: signed(b"still-here/2 own", whose(), line()), UnknownFormat, id="a later form"),
        pytest.param(lambda: signed(b"still-here/1 own", whose(lane="now"), line()), Damaged, id="a lane"),
        pytest.param(lambda: signed(b"still-here/1 own", whose(person=OTHER), line()), Forged, id="a person"),
        pytest.param(
            lambda: signed(b"still-here/1 own", whose(), *[line()] * (MAX_REVISIONS + 1)), TooLarge, id="many"
        ),
        pytest.param(
            lambda: pad(b"still-here/1 own\n" + whose() + b"\n" + line() + b"\nx\n"), Damaged, id="x"
        ),
        pytest.param(lambda: b"still-here/1 own\n", Damaged, id="not padded"),
    ],
)
def test_what_is_not_so_is_refused(text: Any, error: type[SealError]) -> None:
    with pytest.raises(error):
        read_own(text(), SPACE, PERSON, SIGNS)


@pytest.mark.parametrize(
    "fields",
    [
        {"page": "short"},
        {"page": None},
        {"at": [1]},
        {"at": [-1, 0]},
        {"at": [2**53 + 1, 0]},
        {"at": [1.5, 0]},
        {"by": "../../etc/"},
        {"after": {"x": [1, 0]}},
        {"after": {f"{number:0>10}".replace("0", "a"): [1, 0] for number in range(65)}},
        {"form": "another"},
        {"form": "mine_yours"},
        {"parts": []},
        {"parts": ["x", "y"]},
        {"parts": "x"},
        {"prompt": "../x"},
        {"question": "x" * 5001},
        {"deleted": "yes"},
        {"created": -1},
    ],
)
def test_a_revision_of_another_shape_takes_the_whole_file_with_it(fields: dict[str, object]) -> None:
    text = signed(b"still-here/1 own", whose(), line(), line(**fields))
    with pytest.raises(Damaged):
        read_own(text, SPACE, PERSON, SIGNS)


@pytest.mark.parametrize("bad", [b"", b"[]", b"{", b'{"page":"a","page":"b"}', b'{"at":NaN}', b"\xff"])
def test_what_is_no_strict_json_is_refused(bad: bytes) -> None:
    with pytest.raises(Damaged):
        read_own(signed(b"still-here/1 own", whose(), bad), SPACE, PERSON, SIGNS)


def test_a_byte_changed_anywhere_is_noticed() -> None:
    text = written(revision())
    for at in range(0, len(text.rstrip()), 31):
        changed = text[:at] + bytes([text[at] ^ 1]) + text[at + 1 :]
        with pytest.raises(SealError):
            read_own(changed, SPACE, PERSON, SIGNS)


def test_a_question_with_disguises_is_cleaned_and_a_lone_half_is_marked() -> None:
    text = signed(b"still-here/1 own", whose(), line(question="a\u202eb", parts=["\ud83d"]))
    (found,) = read_own(text, SPACE, PERSON, SIGNS).revisions
    assert found.words is not None
    assert (found.words.question, found.words.parts) == ("ab", ("\ufffd",))


def test_many_share_files_of_the_usual_size_and_a_large_one_has_its_own() -> None:
    many = [revision("x" * 500, page=PAGE, ms=number) for number in range(400)]
    large = revision("y" * 300_000)
    parts = list(sheaves([*many, large, *many[:3]]))
    assert [one for part in parts for one in part] == [*many, large, *many[:3]]
    for part in parts:
        data = write_own(Sheaf(SPACE, PERSON, DEVICE, part), MINE, pages_identity(SECRET), token_bytes)
        assert len(data) <= (MAX_SEGMENT if large in part else MAX_FILE)
    assert len(parts) <= 8
    assert (large,) in parts


def test_what_does_not_fit_says_so() -> None:
    assert fits(revision("x" * 900_000))
    assert not fits(revision("x" * 1_100_000))
    one = revision()
    assert one.words is not None
    assert not fits(replace(one, words=replace(one.words, prompt="no such id")))
    assert list(sheaves([])) == []


def test_text_under_the_right_seal_by_nobody_is_not_believed() -> None:
    # age proves nothing about the author: whoever has the words can seal whatever they like.
    data = seal(pad(b"still-here/1 own\nx\n"), [pages_identity(SECRET).recipient] * 2)
    with pytest.raises(SealError):
        read_own(unseal(data, [pages_identity(SECRET)]), SPACE, PERSON, SIGNS)
