"""What both people said yes to, and what is over. No function here knows what time it is.

All that was said is kept as sets, so the order in which it comes never matters, nor how often. A revision is
agreed to when the other person said yes to exactly it. What either ended, and what both replaced by other
words, is over: whatever is said or arrives after that, nothing brings it back.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from stillhere.core.records.terms import Answered, Body, Ended, Offered, Paused, Renewed, Words

_L = TypeVar("_L", bound="Pause | Renewal")


class Revision(Struct, frozen=True, kw_only=True):
    """One wording as a device offered it; ``id`` is that of the record.

    ``times`` are the device's clock and the record's stamp: a clock that went back leaves one of them right.
    """

    id: str
    agreement: str
    device: str
    words: Words
    replaces: tuple[str, ...]
    times: tuple[int, int]


class Pause(NamedTuple):
    """What a device last said of pausing: when (the later counts), the record, and whether it is paused."""

    at: tuple[int, int]
    id: str
    paused: bool


class Renewal(NamedTuple):
    """Up to which review a device's person wants to go on, and when that was said (ms)."""

    review: int
    said_ms: int


class Table(Struct, frozen=True, kw_only=True):
    """All that was said about agreements. Whose a device is shows later, so what it says goes by its id.

    ``yes`` and ``not_now`` hold when it was first said, by revision and device; ``closed`` the devices that
    ended a revision, ``ended`` those that ended an agreement.
    """

    revisions: Mapping[str, Revision] = {}
    yes: Mapping[str, Mapping[str, int]] = {}
    not_now: Mapping[str, Mapping[str, int]] = {}
    renewals: Mapping[str, Mapping[str, Renewal]] = {}
    pauses: Mapping[str, Mapping[str, Pause]] = {}
    closed: Mapping[str, tuple[str, ...]] = {}
    ended: Mapping[str, tuple[str, ...]] = {}


class Author(NamedTuple):
    """In which record something was said, by which device, and the record's stamp (ms, counter)."""

    id: str
    device: str
    at: tuple[int, int]


class Wording(Struct, frozen=True, kw_only=True):
    """One revision as it stands between two people, whatever the time is. People go by their ids.

    ``replaces`` are the revisions that it names, ``line`` those and all that these would have replaced.
    ``yes_ms`` and ``not_now_ms``: when the one who didn't offer it said so (None: they didn't).
    ``ended``: one of the two ended it. ``replaced``: both said yes to other words in its place.
    """

    id: str
    agreement: str
    by: str
    words: Words
    replaces: tuple[str, ...]
    times: tuple[int, int]
    line: frozenset[str] = frozenset()
    yes_ms: int | None = None
    not_now_ms: int | None = None
    ended: bool = False
    replaced: bool = False
    paused_by: frozenset[str] = frozenset()
    renewals: Mapping[str, Renewal] = {}

    @property
    def agreed(self) -> bool:
        """Whether both said yes to these words, whatever became of them."""
        return self.yes_ms is not None

    @property
    def over(self) -> bool:
        """Whether they can't come into force any more."""
        return self.ended or self.replaced


def said(table: Table, by: Author, body: Body) -> Table:
    """`table` with one verified record taken in; the same one again changes nothing."""
    match body:
        case Offered():
            revision = Revision(
                id=by.id,
                agreement=body.agreement,
                device=by.device,
                words=body.words,
                replaces=body.replaces,
                times=(body.said_ms, by.at[0]),
            )
            return replace(table, revisions={**table.revisions, by.id: revision})
        case Answered(says="yes"):
            return replace(table, yes=_first(table.yes, body.revision, by.device, body.said_ms))
        case Answered():
            return replace(table, not_now=_first(table.not_now, body.revision, by.device, body.said_ms))
        case Renewed():
            renewal = Renewal(body.review, body.said_ms)
            return replace(table, renewals=_greatest(table.renewals, body.revision, by.device, renewal))
        case Paused():
            pause = Pause(by.at, by.id, body.paused)
            return replace(table, pauses=_greatest(table.pauses, body.agreement, by.device, pause))
        case Ended(revisions=()):
            return replace(table, ended=_among(table.ended, body.agreement, by.device))
        case Ended():  # pragma: no branch - there is no other body
            closed = table.closed
            for revision_id in body.revisions:
                closed = _among(closed, revision_id, by.device)
            return replace(table, closed=closed)


def wordings(table: Table, owners: Mapping[str, str]) -> tuple[Wording, ...]:
    """Every revision of the two people, in the order of their ids. ``owners``: whose each device is."""
    known = {one.id: one for one in table.revisions.values() if one.device in owners}
    yes = {one: _others(table.yes, known[one], owners) for one in known}
    lines = {one: _line(known, known[one]) for one in known}
    replaced = {old for one in known if yes[one] is not None for old in lines[one]}
    return tuple(
        Wording(
            id=one.id,
            agreement=one.agreement,
            by=owners[one.device],
            words=one.words,
            replaces=one.replaces,
            times=one.times,
            line=lines[one.id],
            yes_ms=yes[one.id],
            not_now_ms=_others(table.not_now, one, owners),
            ended=_by_either(table.ended, one.agreement, owners) or _by_either(table.closed, one.id, owners),
            replaced=one.id in replaced,
            paused_by=frozenset(
                who for who, pause in _lasts(table.pauses, one.agreement, owners) if pause.paused
            ),
            renewals=dict(_lasts(table.renewals, one.id, owners)),
        )
        for one in sorted(known.values(), key=lambda one: one.id)
    )


def _others(said: Mapping[str, Mapping[str, int]], one: Revision, owners: Mapping[str, str]) -> int | None:
    """When the person who didn't offer the revision first said it."""
    by = owners[one.device]
    devices = said.get(one.id, {})
    return min((ms for device, ms in devices.items() if owners.get(device, by) != by), default=None)


def _by_either(said: Mapping[str, tuple[str, ...]], subject: str, owners: Mapping[str, str]) -> bool:
    return any(device in owners for device in said.get(subject, ()))


def _lasts(
    said: Mapping[str, Mapping[str, _L]], subject: str, owners: Mapping[str, str]
) -> Iterator[tuple[str, _L]]:
    """Each person's last word on a subject, from whichever of their devices."""
    devices = said.get(subject, {})
    for person in sorted({owners[device] for device in devices if device in owners}):
        yield person, max(what for device, what in devices.items() if owners.get(device) == person)


def _line(known: Mapping[str, Revision], one: Revision) -> frozenset[str]:
    """The revisions that it would replace, and those which these would."""
    found: set[str] = set()
    waiting = list(one.replaces)
    while waiting:
        old = known.get(waiting.pop())
        # An edit replaces words of its own agreement, or somebody could end another one by it unnoticed.
        if old is not None and old.agreement == one.agreement and old.id not in found:
            found.add(old.id)
            waiting.extend(old.replaces)
    return frozenset(found - {one.id})


def _first(
    said: Mapping[str, Mapping[str, int]], subject: str, device: str, said_ms: int
) -> Mapping[str, Mapping[str, int]]:
    devices = said.get(subject, {})
    return {**said, subject: {**devices, device: min(said_ms, devices.get(device, said_ms))}}


def _greatest(
    said: Mapping[str, Mapping[str, _L]], subject: str, device: str, new: _L
) -> Mapping[str, Mapping[str, _L]]:
    devices = said.get(subject, {})
    return {**said, subject: {**devices, device: max(new, devices.get(device, new))}}


def _among(said: Mapping[str, tuple[str, ...]], subject: str, device: str) -> Mapping[str, tuple[str, ...]]:
    return {**said, subject: tuple(sorted({*said.get(subject, ()), device}))}
