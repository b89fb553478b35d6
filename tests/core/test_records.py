"""Strict decoding: what is of its kind's shape comes in whole; everything else is refused with a place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec import to_builtins
from msgspec.structs import replace

from stillhere.core.records.bodies import DeviceNamed, DeviceRemoved, KitSet, PersonKey
from stillhere.core.records.order import MAX_INT, Stamp
from stillhere.core.records.posted import LetterPace, LetterSent, PageShared
from stillhere.core.records.record import (
    KINDS,
    LINE_LENGTH,
    MAX_BODY,
    MAX_HEADER,
    NAME_LENGTH,
    Body,
    DeviceAdded,
    Header,
    Knock,
    PersonJoined,
    PersonLeft,
    PersonNamed,
    Pulse,
    RecordErased,
    RecordError,
    SpaceFounded,
    Status,
    decode_body,
    decode_header,
    encode_body,
    encode_header,
    kind_of,
)
from stillhere.core.records.terms import Answered, Ended, Offered, Paused, Renewed, Words
from tests.core.making import EVES, FOUNDED, JON, JONS, MIA, MIAS, R1, SALT, SPACE, base32, keys

T = 1_790_000_000_000
A1, REVISION = "agreementa", FOUNDED.id
WORDS = Words(
    kind="quiet_hours",
    title="Quiet after ten",
    text="One of us sleeps.\n\nThe other can write: “it waits”.",
    settings={"from": "22:00", "to": "07:00", "days": ("sat", "sun"), "later": True, "count": 3},
    review_days=14,
)
RECIPIENT = "age1" + "q" * 58

BODIES: list[Body] = [
    Status(state="here", since_ms=0),
    Status(
        state="resting",
        since_ms=T,
        rest=R1,
        looks=("fewer_words", "near_but_quiet"),
        line="I am near, Jon. Später. \U0001f468\u200d\U0001f469\u200d\U0001f467",
        guess="tomorrow",
        until_ms=T + 1,
        checkins="one_knock",
    ),
    Status(state="resting", since_ms=T, rest=R1, guess="open", checkins="practical", undoes=7),
    Status(state="partly_back", since_ms=MAX_INT, rest=R1, partly="company"),
    Pulse(rest=R1, said_ms=T),
    Knock(rest=R1),
    SpaceFounded(person=MIA, name="Mia", recipient=RECIPIENT, keys=keys(MIAS)),
    PersonJoined(person=JON, name="Jon", recipient=RECIPIENT, keys=keys(JONS), join=FOUNDED.id),
    PersonNamed(name="Jo"),
    PersonLeft(),
    DeviceAdded(keys=keys(EVES), name="Laptop", instead=True),
    RecordErased(record=FOUNDED.id),
    Offered(agreement=A1, words=WORDS, replaces=(REVISION,), said_ms=T),
    Answered(revision=REVISION, says="not_now", said_ms=T),
    Paused(agreement=A1, paused=True),
    Ended(agreement=A1, revisions=(REVISION,)),
    Renewed(revision=REVISION, review=2, said_ms=T),
    LetterSent(letter="letteraaaa", text="Dear Jon,\n\n“I am near.”", said_ms=T),
    PageShared(page="pagepageaa", form="mine_yours", question="What is mine?", parts=("The worry", "")),
    LetterPace(pace="one_at_a_time"),
    DeviceNamed(device=EVES, name="Old laptop"),
    DeviceRemoved(device=EVES, n=3, id=FOUNDED.id, now=(REVISION,)),
    PersonKey(epoch=2, recipient=RECIPIENT, without=(EVES,)),
    KitSet(keys=keys(EVES)),
]
HEADER = Header(
    space=SPACE,
    device=MIAS,
    lane="kept",
    n=42,
    prev=base32(b"the one before"),
    at=(T, 3),
    kind="person.named",
    to=(f"{MIA}.1", f"{JON}.12"),
    body=base32(b"body"),
)


def changed(body: Body, **fields: object) -> bytes:
    """The bytes of `body` with fields set to what its shape may not allow."""
    return json.dumps({**to_builtins(body), **fields}).encode()


def offered(**fields: object) -> bytes:
    """The bytes of an offer whose words have fields that its shape may not allow."""
    return changed(BODIES[12], words={**to_builtins(WORDS), **fields})


def changed_header(**fields: object) -> bytes:
    return json.dumps({**to_builtins(HEADER), **fields}).encode()


@pytest.mark.parametrize("body", BODIES, ids=kind_of)
def test_a_body_comes_back_as_it_was_said(body: Body) -> None:
    assert decode_body(kind_of(body), encode_body(body, SALT)) == body


def test_every_kind_is_among_them() -> None:
    assert {kind_of(body) for body in BODIES} == set(KINDS)


def test_equal_bodies_have_different_bytes() -> None:
    assert encode_body(Knock(rest=R1), "one") != encode_body(Knock(rest=R1), "other")


def test_a_header_comes_back_as_it_was_signed() -> None:
    assert decode_header(encode_header(HEADER)) == HEADER
    assert HEADER.stamp == Stamp(T, 3)


def test_a_kind_of_a_later_version_is_kept_and_says_nothing() -> None:
    assert decode_body("letter.sung", b'{"text": "later"}') is None
    assert decode_header(encode_header(replace(HEADER, kind="letter.sung", lane="now"))).kind == "letter.sung"


def test_a_field_of_a_later_version_is_ignored() -> None:
    assert decode_body("knock", changed(Knock(rest=R1), colour="blue", deep=[[1.5]])) == Knock(rest=R1)


def test_a_persons_texts_come_in_without_disguises() -> None:
    status = decode_body("status", changed(BODIES[0], line="near,\n\u202e quiet"))
    assert isinstance(status, Status)
    assert status.line == "near, quiet"
    assert decode_body("person.named", b'{"name": " Jo\\u200b "}') == PersonNamed(name="Jo")


def test_an_offers_texts_come_in_without_disguises() -> None:
    data = offered(
        title=" Tea\u202e ", text="one \n\n\u200btwo", settings={"steps": ["a\u0007b"], "n": "\u202ec"}
    )
    body = decode_body("agreement.offered", data)
    assert isinstance(body, Offered)
    assert (body.words.title, body.words.text) == ("Tea", "one\n\ntwo")
    assert body.words.settings == {"steps": ("ab",), "n": "c"}


HERE, RESTING, PARTLY = BODIES[0], BODIES[1], BODIES[3]
REFUSED: dict[str, tuple[str, bytes, str]] = {
    "no state": ("status", b'{"since_ms": 0}', "state"),
    "an unknown state": ("status", changed(HERE, state="away"), "$.state"),
    "a time that is a fraction": ("status", changed(HERE, since_ms=1.5), "$.since_ms"),
    "a time that is endless": ("status", b'{"state": "here", "since_ms": 1e999}', "$.since_ms"),
    "a time that is true": ("status", changed(HERE, since_ms=True), "$.since_ms"),
    "a time before 1970": ("status", changed(HERE, since_ms=-1), "$.since_ms"),
    "a rest with a line break": ("status", changed(RESTING, rest=R1 + "\n"), "$.rest"),
    "a rest in capitals": ("pulse", changed(BODIES[4], rest=R1.upper()), "$.rest"),
    "a knock at no rest": ("knock", b'{"rest": ""}', "$.rest"),
    "a look that nobody offers": ("status", changed(RESTING, looks=["asleep"]), "$.looks[0]"),
    "six looks": ("status", changed(RESTING, looks=["fewer_words"] * 6), "$.looks"),
    "a look twice": ("status", changed(RESTING, looks=["fewer_words"] * 2), "$.looks"),
    "a line that is too long": ("status", changed(RESTING, line="a" * (LINE_LENGTH + 1)), "$.line"),
    "a line that composing makes too long": (
        "status",
        changed(RESTING, line="\u0958" * LINE_LENGTH),
        "$.line",
    ),
    "a name that composing makes too long": (
        "person.named",
        changed(BODIES[8], name="\u0958" * NAME_LENGTH),
        "$.name",
    ),
    "a name that is too long": ("person.named", changed(BODIES[8], name="J" * (NAME_LENGTH + 1)), "$.name"),
    "no name": ("person.named", b'{"name": ""}', "$.name"),
    "a name that shows nothing": ("person.joined", changed(BODIES[7], name="\u3164\u200d"), "$.name"),
    "a guess without its end": ("status", changed(RESTING, until_ms=None), "$.until_ms"),
    "an end without a guess": ("status", changed(RESTING, guess=None), "$.until_ms"),
    "an end to I'll say when": ("status", changed(RESTING, guess="open"), "$.until_ms"),
    "partly back in no form": ("status", changed(PARTLY, partly=None), "$.partly"),
    "a form while resting": ("status", changed(RESTING, partly="talk"), "$.partly"),
    "half a character as a choice": ("status", b'{"state": "\\ud800", "since_ms": 0}', "half a character"),
    "half a character as a key": ("knock", b'{"\\ud800": 1, "rest": "restrestaa"}', "half a character"),
    "a key of a device that is too short": (
        "space.founded",
        changed(BODIES[6], keys={**to_builtins(keys(MIAS)), "sign": "AAAA="}),
        "$.keys.sign",
    ),
    "an offer without a title": ("agreement.offered", offered(title=""), "$.words.title"),
    "a title that shows nothing": ("agreement.offered", offered(title="\u3164"), "$.words"),
    "a title that composing makes too long": ("agreement.offered", offered(title="\u0958" * 80), "$.words"),
    "a text without end": ("agreement.offered", offered(text="a" * 4001), "$.words.text"),
    "a kind with a path": ("agreement.offered", offered(kind="../guess"), "$.words.kind"),
    "a setting of a setting": (
        "agreement.offered",
        offered(settings={"a": {"b": 1}}),
        "$.words.settings[...]",
    ),
    "a setting by half a character": (
        "agreement.offered",
        offered(settings={"\ud800": 1}),
        "$.words.settings",
    ),
    "a setting that is a fraction": (
        "agreement.offered",
        offered(settings={"after_hours": 0.5}),
        "$.words.settings[...]",
    ),
    "a review after no day": ("agreement.offered", offered(review_days=0), "$.words.review_days"),
    "nine revisions replaced": (
        "agreement.offered",
        changed(BODIES[12], replaces=[REVISION] * 9),
        "$.replaces",
    ),
    "an answer between yes and no": ("agreement.answered", changed(BODIES[13], says="perhaps"), "$.says"),
    "a yes to no words": ("agreement.answered", changed(BODIES[13], revision=""), "$.revision"),
    "half a pause": ("agreement.paused", changed(BODIES[14], paused=1), "$.paused"),
    "a review before the first": ("agreement.renewed", changed(BODIES[16], review=0), "$.review"),
    "a recipient of another kind": (
        "space.founded",
        changed(BODIES[6], recipient="ssh-ed25519 AAAA"),
        "$.recipient",
    ),
}


@pytest.mark.parametrize(("kind", "data", "place"), REFUSED.values(), ids=REFUSED)
def test_a_body_is_refused_for(kind: str, data: bytes, place: str) -> None:
    with pytest.raises(RecordError) as caught:
        decode_body(kind, data)
    assert str(caught.value).endswith(place)


HEADERS_REFUSED: dict[str, dict[str, Any]] = {
    "a space of nine letters": {"space": "a" * 9},
    "a device with a path": {"device": "../../../a"},
    "a device with a line break": {"device": MIAS + "\n"},
    "a lane of its own": {"lane": "secret"},
    "a status in the lane that lasts": {"kind": "status"},
    "a name in the lane of now": {"lane": "now"},
    "number zero": {"n": 0},
    "a number beyond 2^53": {"n": MAX_INT + 1},
    "a hash that is too short": {"prev": "abc"},
    "a stamp of one number": {"at": [1]},
    "a stamp of three numbers": {"at": [1, 2, 3]},
    "a kind in capitals": {"kind": "Status"},
    "a kind with a line break": {"kind": "letter.sent\n"},
    "a kind without end": {"kind": "a" * 41},
    "nobody to read it": {"to": []},
    "three to read it": {"to": [f"{MIA}.1"] * 3},
    "an epoch zero": {"to": [f"{MIA}.0"]},
    "no hash of the body": {"body": ""},
    "a crit that is a word": {"crit": "yes"},
}


@pytest.mark.parametrize("fields", HEADERS_REFUSED.values(), ids=HEADERS_REFUSED)
def test_a_header_is_refused_for(fields: dict[str, Any]) -> None:
    with pytest.raises(RecordError, match=r"^header: "):
        decode_header(changed_header(**fields))


NOT_STRICT = {
    "nothing": (b"", "not JSON"),
    "not UTF-8": (b'{"a": "\xff"}', "not JSON"),
    "a byte order mark": (b"\xef\xbb\xbf{}", "not JSON"),
    "two objects": (b"{}{}", "not JSON"),
    "a list": (b"[]", "not an object"),
    "a word": (b'"rest"', "not an object"),
    "a key twice": (b'{"a": 1, "a": 1}', "a key stands twice"),
    "a key twice, once escaped": (b'{"a": 1, "\\u0061": 2}', "a key stands twice"),
    "a key twice, deep inside": (b'{"x": [{"a": 1, "a": 1}]}', "a key stands twice"),
    "NaN": (b'{"a": NaN}', "not a number"),
    "Infinity": (b'{"a": -Infinity}', "not a number"),
    "2^53 + 1": (b'{"a": 9007199254740993}', "a number is too large"),
    "-2^53 - 1": (b'{"a": -9007199254740993}', "a number is too large"),
    "a number of a thousand digits": (b'{"a": ' + b"9" * 1000 + b"}", "a number is too large"),
    "nine levels": (b'{"a": [[[[[[[[1]]]]]]]]}', "nested too deep"),
    "nine levels of objects": (b'{"a": ' * 9 + b"1" + b"}" * 9, "nested too deep"),
    # How deep the reader itself goes differs from one Python to the next.
    "nine hundred levels": (b'{"a": ' + b"[" * 900 + b"]" * 900 + b"}", "(nested too deep|not JSON)"),
    "twenty thousand levels": (
        b'{"a": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
        "(nested too deep|not JSON)",
    ),
}


@pytest.mark.parametrize(("data", "reason"), NOT_STRICT.values(), ids=NOT_STRICT)
def test_json_is_refused_for(data: bytes, reason: str) -> None:
    with pytest.raises(RecordError, match=f"^body: {reason}$"):
        decode_body("letter.sung", data)


def test_many_brackets_that_are_not_deep_are_read() -> None:
    assert decode_body("letter.sung", b'{"a": [[], [1], [2], [3], [4], [5], [6], [7]]}') is None


def test_eight_levels_and_the_largest_number_are_read() -> None:
    assert decode_body("letter.sung", b'{"a": [[[[[[[9007199254740992]]]]]]]}') is None


@pytest.mark.parametrize(
    ("limit", "decode"), [(MAX_BODY, lambda data: decode_body("knock", data)), (MAX_HEADER, decode_header)]
)
def test_size_is_judged_before_anything_is_read(limit: int, decode: Any) -> None:
    with pytest.raises(RecordError, match=f"larger than {limit} bytes"):
        decode(b"[" * (limit + 1))


def test_a_refusal_quotes_nothing() -> None:
    secret = "the garden door"
    for data in (
        changed(HERE, state=secret),
        changed(HERE, line=secret * 20),
        changed(HERE, since_ms=secret),
        changed(HERE, rest=f"`{secret}`"),
        json.dumps({secret: 1}).encode() + b"}",
    ):
        with pytest.raises(RecordError) as caught:
            decode_body("status", data)
        assert "garden" not in str(caught.value)
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__
