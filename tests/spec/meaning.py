"""What follows from the records of a folder, as the pages "Format 1" tell it: who takes part, and what holds.

Law: like `reader`, it shares no line with the program. Everything is worked out anew from all records;
nothing depends on the order in which files are looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tests.spec.reader import Raw, Refused, hash32, opened, records, signed_by
from tests.spec.shapes import body_of

PATH = frozenset({"person.joined", "person.key", "device.added", "device.removed", "kit.set"})
DECIDING = frozenset({"space.founded", "person.joined", "device.added", "device.removed", "kit.set"})
INTRODUCING = frozenset({"device.added", "kit.set"})
FREE = frozenset({"agreement.paused", "agreement.ended"})


@dataclass(frozen=True)
class Said:
    """A record whose shape is right."""

    raw: Raw
    body: Mapping[str, Any] | None

    @property
    def id(self) -> str:
        return self.raw.id

    @property
    def n(self) -> int:
        return int(self.raw.header["n"])

    @property
    def at(self) -> tuple[int, int]:
        ms, counter = self.raw.header["at"]
        return ms, counter

    @property
    def kind(self) -> str:
        return str(self.raw.header["kind"])

    @property
    def device(self) -> str:
        return self.raw.device

    @property
    def what(self) -> Mapping[str, Any]:
        assert self.body is not None
        return self.body


@dataclass(frozen=True)
class Device:
    """A device that takes part. ``cut`` is where it was cut off: number, id, words about now."""

    id: str
    person: str
    sign: str
    recipient: str
    by: str = ""
    kit: bool = False
    replaced: bool = False
    cut: tuple[int, str, tuple[str, ...]] | None = None


@dataclass
class Meaning:
    """Everything that follows. ``heard`` are the devices that were brought in by words that don't count."""

    heard: dict[str, Device] = field(default_factory=dict)
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    devices: dict[str, Device] = field(default_factory=dict)
    revisions: dict[str, dict[str, Any]] = field(default_factory=dict)
    posted: dict[str, Any] = field(default_factory=dict)
    chains: dict[str, tuple[int, str, int | None]] = field(default_factory=dict)
    tops: dict[str, int] = field(default_factory=dict)
    newer: bool = False


def read(data: Iterable[bytes], identities: list[str], space: str, person: str) -> Meaning:
    """What the files in `data` say to `person` in `space`; `identities` are that person's secrets."""
    waiting: list[list[Said]] = []
    for each in data:
        try:
            lines = opened(each, identities)
            if lines is None or not lines.startswith(b"still-here/1\n"):
                continue
            waiting.append([Said(raw, _shaped(raw)) for raw in records(lines)])
        except Refused:
            continue
    known: dict[str, Said] = {}
    found = Meaning()
    while True:
        fresh = [file for file in waiting if _file_believed(file, found, space, person)]
        for one in (one for file in fresh for one in file):
            if one.id not in known or known[one.id].body is None:
                known[one.id] = one
        waiting = [file for file in waiting if file not in fresh]
        found = meaning(known.values(), space)
        if not fresh:
            return found


def _shaped(raw: Raw) -> Mapping[str, Any] | None:
    return None if raw.body is None else body_of(raw.header["kind"], raw.body)


def _file_believed(file: list[Said], found: Meaning, space: str, person: str) -> bool:
    """Whether all records of a file verify. One that founds the space makes its founder known to the rest."""
    first = file[0]
    if first.kind == "space.founded" and _believed(first, found, space, person) and not found.devices:
        found = meaning([first], space)
    return all(_believed(one, found, space, person, file[at + 1 :]) for at, one in enumerate(file))


def _believed(one: Said, found: Meaning, space: str, person: str, later: Sequence[Said] = ()) -> bool:
    """Whether a record verifies, ``later`` ones of its file being believed."""
    header = one.raw.header
    if one.kind == "space.founded":
        own = one.what["keys"]
        first = (header["space"], header["n"], header["prev"], own["device"]) == ("", 1, "", one.device)
        return first and one.id[:10] == space and signed_by(one.raw, own["sign"])
    author = found.devices.get(one.device) or found.heard.get(one.device)
    if author is None:
        return False
    if not any(each.partition(".")[0] == person for each in header["to"]):
        return False
    if one.kind in ("device.added", "kit.set") and one.body is not None:
        keys = one.what["keys"]
        if keys["device"] != device_id(space, author.person, keys["sign"]):
            return False
    by_another = any(_names(other, one) for other in later)
    return header["space"] == space and (by_another or signed_by(one.raw, author.sign))


def _names(other: Said, one: Said) -> bool:
    """Whether a record signs another one as that before it."""
    after, before = other.raw.header, one.raw.header
    same = all(after[key] == before[key] for key in ("space", "device", "lane"))
    return same and after["lane"] == "kept" and other.n == one.n + 1 and after["prev"] == one.id


def device_id(space: str, person: str, sign: str) -> str:
    """The id of a further device or a kit."""
    return hash32(f"still-here/1 device\n{space}\n{person}\n{sign}\n".encode())[:10]


def meaning(known: Iterable[Said], space: str) -> Meaning:
    """What follows from verified records."""
    every = list(known)
    counting, chains = _counting(every)
    cuts: dict[str, tuple[int, str, tuple[str, ...]]] = {}
    found, rounds = Meaning(), []
    for _ in range(8):
        heard = [one for one in counting if _within(one, every, cuts)]
        found = _folded(heard, space, every)
        now = {each.id: each.cut for each in found.devices.values() if each.cut is not None}
        if now == cuts:
            break
        cuts = now
        rounds.append(now)
    else:
        cuts = rounds[0]
        heard = [one for one in counting if one.kind in DECIDING or _within(one, every, cuts)]
        found = _folded(heard, space, every)
    found.chains = chains
    found.heard = _heard(every, found, space)
    found.tops = _tops(every, found.devices, cuts)
    return found


def _heard(every: list[Said], found: Meaning, space: str) -> dict[str, Device]:
    """Whom removed devices brought in beyond their cut-offs, and whom these did."""
    heard: dict[str, Device] = {}
    said = [one for one in every if one.raw.header["space"] == space and one.body is not None]
    introducing = sorted((one for one in said if one.kind in INTRODUCING), key=lambda one: (one.n, one.id))
    for root in [each for each in found.devices.values() if each.cut is not None]:
        forked = found.chains.get(root.id, (0, "", None))[2] is not None
        above, order = 0 if forked or root.cut is None else root.cut[0], [root]
        for by in order:
            own = [one for one in introducing if one.device == by.id and (by is not root or one.n > above)]
            for keys in (one.what["keys"] for one in own[:64]):
                if len(order) <= 64 and keys["device"] not in found.devices.keys() | heard.keys():
                    new = Device(keys["device"], by.person, keys["sign"], keys["recipient"])
                    heard[new.id] = new
                    order.append(new)
    return heard


def _tops(
    every: list[Said],
    known: Mapping[str, Device],
    cuts: Mapping[str, tuple[int, str, tuple[str, ...]]],
) -> dict[str, int]:
    """The highest kept number of each device that is there, or that another device tells to have seen."""
    tops: dict[str, int] = defaultdict(int)
    for one in every:
        header = one.raw.header
        if header["lane"] == "kept":
            tops[one.device] = max(tops[one.device], one.n)
        if one.device in known and _within(one, every, cuts):
            for device, n in header["seen"].items():
                tops[device] = max(tops[device], n)
    return dict(tops)


def _counting(every: list[Said]) -> tuple[list[Said], dict[str, tuple[int, str, int | None]]]:
    counting, chains = [one for one in every if one.raw.header["lane"] == "now"], {}
    by: dict[str, list[Said]] = defaultdict(list)
    for one in every:
        if one.raw.header["lane"] == "kept":
            by[one.device].append(one)
    for device, said in by.items():
        path, ids = _path(said), _ids(said)
        fork = min((n for n, each in ids.items() if len(each) > 1), default=None)
        end = max(((one.n, one.id) for one in path), default=(0, ""))
        chains[device] = (*end, fork)
        reached = {one.id for one in path}
        for one in said:
            line = one.kind.startswith("agreement.") and one.kind not in FREE
            held = (one.kind in PATH or line) and one.id not in reached
            if not held and not (line and fork is not None and one.n >= fork):
                counting.append(one)
    return counting, chains


def _path(said: list[Said]) -> list[Said]:
    reached: dict[str, int] = {"": 0}
    path: list[Said] = []
    for one in sorted(said, key=lambda each: each.n):
        if reached.get(one.raw.header["prev"]) == one.n - 1:
            reached[one.id] = one.n
            path.append(one)
    return path


def _ids(said: Iterable[Said]) -> dict[int, set[str]]:
    ids: dict[int, set[str]] = defaultdict(set, {0: {""}})
    for one in said:
        ids[one.n].add(one.id)
        ids[one.n - 1].add(one.raw.header["prev"])
    return ids


def _within(one: Said, every: list[Said], cuts: Mapping[str, tuple[int, str, tuple[str, ...]]]) -> bool:
    cut = cuts.get(one.device)
    if cut is None:
        return True
    n, last, now = cut
    if one.raw.header["lane"] == "now":
        return one.id in now
    kept = [each for each in every if each.device == one.device and each.raw.header["lane"] == "kept"]
    known = {each.id: each for each in kept if each.n <= n}
    ids = _ids(known.values())
    ids[n].add(last)
    if all(len(each) == 1 for each in ids.values()):
        return one.n <= n
    line = set()
    while last in known:
        line.add(last)
        last = known[last].raw.header["prev"]
    return one.id in line


def _folded(heard: list[Said], space: str, every: list[Said]) -> Meaning:
    founders = [one for one in heard if one.kind == "space.founded" and one.id[:10] == space]
    if not founders:
        return Meaning()
    founder = min(founders, key=lambda one: one.id)
    found = Meaning()
    parties = _parties(founder, heard)
    for first, devices in parties:
        found.devices.update(devices)
        found.people[first["person"]] = _person(first, devices, heard)
    owners = {each.id: each.person for each in found.devices.values()}
    _agreements(found, [one for one in heard if one.device in owners], owners)
    _posted(found, heard, owners)
    found.newer = any(
        one.raw.header["crit"] and one.body is None and one.device in owners and one.raw.body is not None
        for one in heard
    )
    return found


Party = tuple[Mapping[str, Any], dict[str, Device]]


def _parties(founder: Said, heard: list[Said]) -> list[Party]:
    first = founder.what
    own = roster(first, heard, frozenset())
    for device in own.values():
        joins = [one for one in heard if one.kind == "person.joined" and one.device == device.id]
        joined = min(joins, key=lambda one: (one.n, one.id), default=None)
        if joined is None or (device.cut is not None and joined.n > device.cut[0]):
            continue
        other = joined.what
        if other["person"] != first["person"] and other["keys"]["device"] != first["keys"]["device"]:
            own = roster(first, heard, frozenset({other["keys"]["device"]}))
            return [(first, own), (other, roster(other, heard, frozenset(own)))]
    return [(first, own)]


def roster(first: Mapping[str, Any], heard: list[Said], taken: frozenset[str]) -> dict[str, Device]:
    """A person's devices, in order."""
    introduced = _firsts(heard, ("device.added", "kit.set"), lambda one: one.what["keys"]["device"])
    removed = _firsts(heard, ("device.removed",), lambda one: one.what["device"])
    cuts: dict[str, tuple[int, str, tuple[str, ...]]] = {}
    while True:
        found = _introduced(first, introduced, cuts, taken)
        more = _next_cut(found, introduced, removed, cuts)
        if more is None:
            return {each.id: replace(each, cut=cuts.get(each.id)) for each in found.values()}
        cuts.update(more)


def _firsts(heard: list[Said], kinds: tuple[str, ...], about: Any) -> dict[str, dict[str, Said]]:
    found: dict[str, dict[str, Said]] = defaultdict(dict)
    for one in sorted((one for one in heard if one.kind in kinds), key=lambda one: (one.n, one.id)):
        if len(found[one.device]) < 64:
            found[one.device].setdefault(about(one), one)
    return found


def _introduced(
    first: Mapping[str, Any],
    introduced: Mapping[str, Mapping[str, Said]],
    cuts: Mapping[str, tuple[int, str, tuple[str, ...]]],
    taken: frozenset[str],
) -> dict[str, Device]:
    keys, person = first["keys"], first["person"]
    found = {keys["device"]: Device(keys["device"], person, keys["sign"], keys["recipient"])}
    order = [keys["device"]]
    for by in order:
        for other, one in introduced.get(by, {}).items():
            beyond = by in cuts and one.n > cuts[by][0]
            if beyond or other in found or other in taken or len(found) == 64:
                continue
            if one.what.get("instead") and other not in cuts:
                found[by] = replace(found[by], replaced=True)
            speaking = [each for each in found.values() if not each.replaced and each.id not in cuts]
            if len(speaking) < 12:
                new = one.what["keys"]
                kit = one.kind == "kit.set"
                found[other] = Device(other, person, new["sign"], new["recipient"], by, kit)
                order.append(other)
    return found


def _next_cut(
    found: Mapping[str, Device],
    introduced: Mapping[str, Mapping[str, Said]],
    removed: Mapping[str, Mapping[str, Said]],
    cuts: Mapping[str, tuple[int, str, tuple[str, ...]]],
) -> dict[str, tuple[int, str, tuple[str, ...]]] | None:
    for by in sorted(found, key=lambda one: not found[one].kit):
        for other, one in removed.get(by, {}).items():
            beyond = by in cuts and one.n > cuts[by][0]
            if beyond or other == by or other not in found or other in cuts:
                continue
            n, last, now = one.what["n"], one.what["id"], tuple(one.what["now"])
            at = by
            while found[at].by:
                above = found[at].by
                if above == other and introduced[above][at].n > n:
                    n, last = introduced[above][at].n, introduced[above][at].id
                    break
                at = above
            return {other: (n, last, now)}
    return None


def _person(first: Mapping[str, Any], devices: Mapping[str, Device], heard: list[Said]) -> dict[str, Any]:
    own = [one for one in heard if one.device in devices]
    keys = [(1, "", first["recipient"])]
    said = [one for one in own if one.kind == "person.key"]
    for one in sorted(said, key=lambda one: (one.what["epoch"], one.id)):
        if one.what["epoch"] - keys[-1][0] in (0, 1):
            keys.append((one.what["epoch"], one.id, one.what["recipient"]))
    named = _last(own, "person.named")
    return {
        "name": first["name"] if named is None else named["name"],
        "epoch": keys[-1][0],
        "recipient": keys[-1][2],
        "left": any(one.kind == "person.left" for one in own),
        **{kind: _last(own, kind) for kind in ("status", "pulse", "knock", "letter.pace")},
    }


def _last(own: Iterable[Said], kind: str) -> Mapping[str, Any] | None:
    """The word of this kind that holds: of each device its highest number, of these the greatest stamp."""
    last: dict[str, Said] = {}
    for one in (one for one in own if one.kind == kind and one.body is not None):
        if one.device not in last or (one.n, one.id) > (last[one.device].n, last[one.device].id):
            last[one.device] = one
    held = max(last.values(), key=lambda one: (one.at, one.device), default=None)
    return None if held is None else held.what


def _agreements(found: Meaning, heard: list[Said], owners: Mapping[str, str]) -> None:
    offered = {one.id: one for one in heard if one.kind == "agreement.offered"}
    yes: set[str] = set()
    for one in heard:
        if one.kind == "agreement.answered" and one.what["says"] == "yes":
            offer = offered.get(one.what["revision"])
            if offer is not None and owners[offer.device] != owners[one.device]:
                yes.add(offer.id)
    replaced = {old for new in yes for old in _line(offered, offered[new])}
    ends = [one.what for one in heard if one.kind == "agreement.ended"]
    whole = {end["agreement"] for end in ends if not end["revisions"]}
    single = {revision for end in ends for revision in end["revisions"]}
    left = any(person["left"] for person in found.people.values())
    for one in offered.values() if len(found.people) == 2 else ():
        agreement = one.what["agreement"]
        found.revisions[one.id] = {
            "agreement": agreement,
            "by": owners[one.device],
            "words": one.what["words"],
            "agreed": one.id in yes,
            "ended": left or agreement in whole or one.id in single,
            "replaced": one.id in replaced,
            "paused_by": {who for who in found.people if _paused(heard, agreement, who, owners)},
        }


def _paused(heard: list[Said], agreement: str, who: str, owners: Mapping[str, str]) -> bool:
    said = [
        one
        for one in heard
        if one.kind == "agreement.paused" and one.what["agreement"] == agreement and owners[one.device] == who
    ]
    held = max(said, key=lambda one: (one.at, one.id), default=None)
    return held is not None and bool(held.what["paused"])


def _line(offered: Mapping[str, Said], new: Said) -> set[str]:
    found: set[str] = set()
    waiting = list(new.what["replaces"])
    while waiting:
        old = offered.get(waiting.pop())
        if old is not None and old.what["agreement"] == new.what["agreement"] and old.id not in found:
            found.add(old.id)
            waiting += old.what["replaces"]
    return found - {new.id}


def _posted(found: Meaning, heard: list[Said], owners: Mapping[str, str]) -> None:
    erased = {(owners.get(one.device), one.what["record"]) for one in heard if one.kind == "record.erased"}
    for one in heard:
        if one.kind in ("letter.sent", "page.shared") and one.device in owners:
            gone = (owners[one.device], one.id) in erased
            if not gone:
                found.posted[one.id] = (
                    None if one.body is None else one.body.get("text", one.body.get("parts"))
                )
