"""The bodies of the kinds, as the page "Format 1: what is said" has them: field by field, and nothing else.

Law: like `reader`, it shares no line with the program. What isn't of its shape is refused; what may be absent
is filled in; texts are cleaned.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from tests.spec.reader import HASH, ID, Refused, count, text

#: Gives a field's value as it counts, or raises `Refused`.
Field = Callable[[Any], Any]

KEY = re.compile(r"[A-Za-z0-9+/]{43}=")
RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_SEEN = [
    *range(0x09, 0x0E), *range(0x1C, 0x1F), 0x85, 0x200C, 0x200D, *range(0x600, 0x606), 0x6DD, 0x70F, 0x890,
    0x891, 0x8E2, 0x110BD, 0x110CD,
]  # fmt: skip
_FLAG = re.compile("(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)")
_BODY = 48 * 1024  # bytes of a whole body: no text in it is longer
_BLANK = "\u115f\u1160\u3164\uffa0\u2800"


def clean(given: str, *, lines: bool = False) -> str:
    """A text as it is shown and compared."""
    parts = _FLAG.split(given.replace("\x1f", " "))
    kept = "".join(
        part if at % 2 else "".join(mark for mark in part if _seen(mark)) for at, part in enumerate(parts)
    )
    kept = unicodedata.normalize("NFC", kept)
    return "\n".join(map(str.rstrip, kept.splitlines())).strip() if lines else " ".join(kept.split())


def _seen(mark: str) -> bool:
    return ord(mark) in _SEEN or unicodedata.category(mark) not in ("Cc", "Cf", "Cs", "Co")


def shows(given: str) -> bool:
    """Whether a name can be seen."""
    return any(unicodedata.category(mark)[0] in "LNS" and mark not in _BLANK for mark in given)


def a(form: re.Pattern[str], *, empty: bool = False) -> Field:
    def field(value: Any) -> Any:
        return value if text(value, form, empty=empty) else _refuse()

    return field


def number(least: int = 0, most: int = 2**53) -> Field:
    def field(value: Any) -> Any:
        return value if count(value, least) and value <= most else _refuse()

    return field


def one_of(*values: str | None) -> Field:
    def field(value: Any) -> Any:
        return value if value in values and not isinstance(value, bool) else _refuse()

    return field


def words(most: int, *, least: int = 0, lines: bool = False, name: bool = False) -> Field:
    def field(value: Any) -> Any:
        if not isinstance(value, str) or not least <= len(value) <= most:
            _refuse()
        found = clean(value, lines=lines)
        return found if len(found) <= most and (not name or shows(found)) else _refuse()

    return field


def several(each: Field, most: int, *, least: int = 0) -> Field:
    def field(value: Any) -> Any:
        if not isinstance(value, list) or not least <= len(value) <= most:
            _refuse()
        return [each(one) for one in value]

    return field


def a_bool(value: Any) -> Any:
    return value if isinstance(value, bool) else _refuse()


#: What counts for an absent field that says nothing by its absence.
NOTHING = object()


def shaped(**fields: Field | tuple[Field, Any]) -> Field:
    """An object of these fields; a pair gives what counts where one is absent."""

    def field(value: Any) -> Any:
        if not isinstance(value, dict):
            _refuse()
        found = {}
        for name, wanted in fields.items():
            form, absent = wanted if isinstance(wanted, tuple) else (wanted, _refuse)
            if name in value:
                found[name] = form(value[name])
            elif absent is not NOTHING:
                found[name] = absent() if absent is _refuse else absent
        return found

    return field


def _refuse() -> Any:
    raise Refused("shape")


def _setting(value: Any) -> Any:
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) <= 2**53):
        return value
    return words(500)(value) if isinstance(value, str) else several(words(500), 32)(value)


def _settings(value: Any) -> Any:
    if not isinstance(value, dict) or len(value) > 16:
        _refuse()
    if any(re.fullmatch(r"[a-z_]{1,40}", name) is None for name in value):
        _refuse()
    return {name: _setting(each) for name, each in value.items()}


def _kind(value: Any) -> Any:
    fits = text(value, re.compile(r"[a-z]+(_[a-z]+)*")) and len(value) <= 40
    return value if fits else _refuse()


KEYS = shaped(device=a(ID), sign=a(KEY), recipient=a(RECIPIENT))
NAME = words(40, least=1, name=True)
PERSON = {"person": a(ID), "name": NAME, "recipient": a(RECIPIENT), "keys": KEYS}
LOOKS = one_of("shorter_replies", "fewer_words", "less_touch", "near_but_quiet", "plans_may_move")
WORDS = shaped(
    kind=_kind,
    title=words(80, least=1, name=True),
    text=(words(4000, lines=True), ""),
    settings=(_settings, {}),
    review_days=(number(1, 366), 28),
)

BODIES: Mapping[str, Field] = {
    "status": shaped(
        state=one_of("here", "resting", "partly_back"),
        since_ms=number(),
        rest=(a(ID, empty=True), ""),
        looks=(several(LOOKS, 5), []),
        line=(words(140), ""),
        guess=(one_of("this_evening", "tomorrow", "few_days", "open", None), None),
        until_ms=(lambda value: None if value is None else number()(value), None),
        checkins=(one_of("not_now", "one_knock", "practical"), NOTHING),
        partly=(one_of("practical", "company", "talk", None), None),
        undoes=(number(), 0),
    ),
    "pulse": shaped(rest=a(ID), said_ms=number()),
    "knock": shaped(rest=a(ID)),
    "letter.pace": shaped(pace=one_of("any", "one_at_a_time", "none")),
    "space.founded": shaped(**PERSON),
    "person.joined": shaped(**PERSON, join=a(HASH)),
    "person.named": shaped(name=NAME),
    "person.left": shaped(),
    "device.added": shaped(keys=KEYS, name=(words(40), ""), instead=(a_bool, False)),
    "device.named": shaped(device=a(ID), name=words(40)),
    "device.removed": shaped(
        device=a(ID), n=number(), id=(a(HASH, empty=True), ""), now=(several(a(HASH), 8), [])
    ),
    "kit.set": shaped(keys=KEYS),
    "person.key": shaped(
        epoch=number(2, 999999999),
        recipient=a(RECIPIENT),
        without=(several(a(ID), 64), []),
        knows=(several(a(RECIPIENT), 16), []),
    ),
    "letter.sent": shaped(letter=a(ID), text=words(40960, least=1, lines=True), said_ms=number()),
    "page.shared": shaped(
        page=a(ID),
        form=one_of("free", "seen_told_known", "mine_yours"),
        question=words(1000),
        parts=several(words(_BODY, lines=True), 3, least=1),
    ),
    "record.erased": shaped(record=a(HASH)),
    "agreement.offered": shaped(
        agreement=a(ID), words=WORDS, replaces=(several(a(HASH), 8), []), said_ms=(number(), 0)
    ),
    "agreement.answered": shaped(revision=a(HASH), says=one_of("yes", "not_now"), said_ms=(number(), 0)),
    "agreement.paused": shaped(agreement=a(ID), paused=a_bool),
    "agreement.ended": shaped(agreement=a(ID), revisions=(several(a(HASH), 8), [])),
    "agreement.renewed": shaped(revision=a(HASH), review=number(1), said_ms=(number(), 0)),
}


def body_of(kind: str, given: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The body of a kind as it counts; None for a kind that the pages don't know. Raises `Refused`."""
    if kind not in BODIES:
        return None
    found: Mapping[str, Any] = BODIES[kind](given)
    if kind == "status":
        partly = (found["partly"] is not None) == (found["state"] == "partly_back")
        until = (found["until_ms"] is not None) == (found["guess"] not in (None, "open"))
        if not (partly and until and len(set(found["looks"])) == len(found["looks"])):
            _refuse()
    if kind == "page.shared":
        parts = {"free": 1, "mine_yours": 2, "seen_told_known": 3}[found["form"]]
        if len(found["parts"]) != parts or not any(found["parts"]):
            _refuse()
        _together(found["question"], *found["parts"])
    if kind == "letter.sent":
        _together(found["text"])
        if not found["text"]:
            _refuse()
    return found


def _together(*texts: str) -> None:
    """What the texts of one record take as JSON strings."""
    if sum(len(json.dumps(each, ensure_ascii=False).encode()) for each in texts) > 40 * 1024:
        _refuse()
