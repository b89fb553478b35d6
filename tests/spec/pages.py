"""Private pages of one person, read from the page "Format 1: invitations and keys" and from nothing else.

Law: it shares no line with the program. Twelve words, the files of a folder and the devices that `meaning`
found make the pages that stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mnemonic import Mnemonic

from tests.spec.invitations import derived, identity
from tests.spec.meaning import Device
from tests.spec.reader import ID, Refused, _bytes, count, hash32, opened, signed, strict, text

PARTS = {"free": 1, "seen_told_known": 3, "mine_yours": 2}
PROMPT = re.compile(r"[a-zA-Z0-9._-]{0,80}")

At = tuple[int, int]
Words = tuple[str, str, str, tuple[str, ...]]


@dataclass(frozen=True)
class Revision:
    """One revision of a page; no words: a deletion."""

    page: str
    at: At
    by: str
    after: Mapping[str, At]
    words: Words | None

    @property
    def order(self) -> tuple[At, str]:
        """What it is named by, and ordered by."""
        return self.at, self.by


def key_of(words: str) -> str:
    """The identity that twelve words make, as age spells it."""
    secret = bytes(Mnemonic("english").to_entropy(words.split()))
    return identity(derived(secret, "still-here/1 pages", "still-here/1 pages identity"))


def read(
    data: Iterable[bytes], words: str, space: str, person: str, devices: Mapping[str, Device]
) -> dict[str, Words]:
    """The pages that stand, by their ids. Files that are for others or don't verify say nothing."""
    key = key_of(words)
    believed: list[Revision] = []
    cut: list[Revision] = []
    for each in data:
        try:
            lines = opened(each, [key])
            found = None if lines is None else sheaf(lines, space, person, devices)
        except Refused:
            continue
        if found is not None:
            device, revisions = found
            (believed if devices[device].cut is None else cut).extend(revisions)
    known = {one.page for one in believed}
    believed += [one for one in cut if one.words is not None and one.page not in known]
    return standing(believed)


def sheaf(lines: bytes, space: str, person: str, devices: Mapping[str, Device]) -> tuple[str, list[Revision]]:
    """Which device says which revisions. Raises `Refused`."""
    title, *rest = lines.split(b"\n")[:-1]
    if title != b"still-here/1 own" or not 3 <= len(rest) <= 1002:
        raise Refused("form")
    whose, signature = strict(rest[0]), rest[-1]
    device = devices.get(str(whose.get("device")))
    named = (whose.get("space"), whose.get("person"), whose.get("lane"))
    if named != (space, person, "own") or device is None or device.person != person:
        raise Refused("device")
    if not signed(lines[: -len(signature) - 1], _bytes(signature, 64), device.sign):
        raise Refused("signature")
    return device.id, [revision(strict(line)) for line in rest[1:-1]]


def revision(found: Mapping[str, Any]) -> Revision:
    """A revision of its shape. Raises `Refused`."""
    after = found.get("after", {})
    sound = (
        text(found.get("page"), ID)
        and text(found.get("by"), ID)
        and isinstance(after, dict)
        and len(after) <= 64
        and all(text(device, ID) for device in after)
    )
    if not sound:
        raise Refused("revision")
    known = {device: _stamp(at) for device, at in after.items()}
    words = None if found.get("deleted", False) else _words(found)
    return Revision(str(found["page"]), _stamp(found.get("at")), str(found["by"]), known, words)


def _stamp(value: object) -> At:
    if not isinstance(value, list) or len(value) != 2 or not all(count(each) for each in value):
        raise Refused("at")
    return value[0], value[1]


def _words(found: Mapping[str, Any]) -> Words:
    form, prompt, question = found.get("form", "free"), found.get("prompt", ""), found.get("question", "")
    parts = found.get("parts", [])
    if form not in PARTS or not text(prompt, PROMPT) or not isinstance(question, str) or len(question) > 5000:
        raise Refused("form")
    if not isinstance(parts, list) or len(parts) != PARTS[form] or not all(isinstance(p, str) for p in parts):
        raise Refused("parts")
    if sum(map(len, parts)) > 5_000_000:
        raise Refused("parts")
    return form, prompt, question, tuple(parts)


def covers(later: Revision, earlier: Revision) -> bool:
    """Whether whoever wrote `later` knew `earlier`."""
    return later.order == earlier.order or earlier.at <= later.after.get(earlier.by, (-1, -1))


def standing(found: Iterable[Revision]) -> dict[str, Words]:
    """The words that stand, page by page."""
    from_files = list(found)
    beside: list[Revision] = []
    while True:
        stands, given = _once([*from_files, *beside])
        if _same(given, beside):
            return {page: one.words for page, one in stands.items() if one.words is not None}
        beside = given


def _same(one: list[Revision], other: list[Revision]) -> bool:
    return sorted((r.page, r.order) for r in one) == sorted((r.page, r.order) for r in other)


def _once(every: list[Revision]) -> tuple[dict[str, Revision], list[Revision]]:
    stands: dict[str, Revision] = {}
    given: list[Revision] = []
    for page in {one.page for one in every}:
        here = [one for one in every if one.page == page]
        heads = [one for one in here if not any(covers(o, one) and o.order != one.order for o in here)]
        best = max(heads, key=lambda one: (one.words is not None, one.order))
        stands[page] = best
        others = {one.words: one for one in sorted(heads, key=lambda one: one.order) if one.words is not None}
        apart = [one for one in others.values() if best.words not in {None, one.words}]
        given += [Revision(beside_id(page, one), one.at, one.by, {}, one.words) for one in apart]
    return stands, given


def beside_id(page: str, one: Revision) -> str:
    """The id of the page of its own that words beside `page` have."""
    lines = ("still-here/1 page", page, one.by, f"{one.at[0]}.{one.at[1]}")
    return hash32("".join(f"{line}\n" for line in lines).encode())[:10]
