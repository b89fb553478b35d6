"""What is in force: both people said yes to the same words, and nobody has ended, paused or outlived it.

A clock decides nothing here but when to look again: a yes counts whenever it arrives, and an end is final
whatever came before or after. All that was said is kept as sets, so the order of arrival never matters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from stillhere.core.agreements import Answered, Body, Ended, Offered, Paused, Renewed, Words, cleaned

DAY_MS = 24 * 3600 * 1000

#: How long an offer without a word stays open, in milliseconds.
FADES_MS = 28 * DAY_MS

#: How long a review stays due before what nobody renewed comes to rest, in milliseconds.
REVIEW_MS = 14 * DAY_MS

Standing = Literal["offered", "faded", "replaced", "in_force", "review_due", "paused", "resting", "ended"]


class Revision(Struct, frozen=True, kw_only=True):
    """One wording as it was offered: its id, of which agreement, by whom, when by their clock."""

    id: str
    agreement: str
    by: str
    at_ms: int
    words: Words
    replaces: tuple[str, ...]


class Pause(NamedTuple):
    """What a person last said of pausing: when (the later counts), the record, and whether it is paused."""

    at: tuple[int, int]
    id: str
    paused: bool


class Table(Struct, frozen=True, kw_only=True):
    """All that was said about agreements. Keys with two parts are ``subject/person``.

    ``yes``: when each first said yes to a revision. ``renewals``: up to which review each wants to go on.
    """

    revisions: Mapping[str, Revision] = {}
    yes: Mapping[str, int] = {}
    not_now: Mapping[str, int] = {}
    pauses: Mapping[str, Pause] = {}
    ended: Mapping[str, int] = {}
    renewals: Mapping[str, int] = {}


class Said(NamedTuple):
    """Who said it, in which record, and the record's stamp (ms, counter)."""

    person: str
    id: str
    at: tuple[int, int]


def said(table: Table, who: Said, body: Body) -> Table:
    """`table` with one verified record taken in; saying it again changes nothing."""
    match body:
        case Offered(agreement, words, replaces):
            revision = Revision(
                id=who.id,
                agreement=agreement,
                by=who.person,
                at_ms=who.at[0],
                words=cleaned(words),
                replaces=replaces,
            )
            return replace(table, revisions={**table.revisions, who.id: revision})
        case Answered(revision_id, "yes"):
            return replace(table, yes=_least(table.yes, f"{revision_id}/{who.person}", who.at[0]))
        case Answered(revision_id, _):
            return replace(table, not_now=_least(table.not_now, f"{revision_id}/{who.person}", who.at[0]))
        case Paused(agreement, paused):
            key, new = f"{agreement}/{who.person}", Pause(who.at, who.id, paused)
            old = table.pauses.get(key, new)
            return replace(table, pauses={**table.pauses, key: max(old, new)})
        case Ended(agreement):
            return replace(table, ended=_least(table.ended, agreement, who.at[0]))
        case Renewed(revision_id, review):
            key = f"{revision_id}/{who.person}"
            greatest = max(review, table.renewals.get(key, 0))
            return replace(table, renewals={**table.renewals, key: greatest})


def accepted_ms(table: Table, revision: Revision, people: tuple[str, str]) -> int | None:
    """When the other of the two `people` said yes to exactly this revision; None: they have not."""
    if revision.by not in people:
        return None
    return table.yes.get(f"{revision.id}/{other(revision.by, people)}")


def standing(table: Table, revision: Revision, people: tuple[str, str], now_ms: int) -> Standing:
    """How a revision stands at `now_ms` (milliseconds)."""
    if revision.agreement in table.ended:
        return "ended"
    accepted = accepted_ms(table, revision, people)
    if accepted is None:
        if any(revision.id in newer.replaces for newer in _of(table, revision.agreement)):
            return "replaced"
        return "faded" if now_ms - revision.at_ms > FADES_MS else "offered"
    if _outdated(table, revision, people):
        return "replaced"
    if any(_pauses(table, revision.agreement, person) for person in people):
        return "paused"
    due = review_ms(table, revision, people)
    if due is None or now_ms < due:
        return "in_force"
    return "review_due" if now_ms < due + REVIEW_MS else "resting"


def in_force(table: Table, people: tuple[str, str], now_ms: int) -> Iterator[Revision]:
    """The revisions that hold at `now_ms`, the one that was agreed to first coming first."""
    held = [
        revision
        for revision in table.revisions.values()
        if standing(table, revision, people, now_ms) in {"in_force", "review_due"}
    ]
    yield from sorted(held, key=lambda revision: (accepted_ms(table, revision, people) or 0, revision.id))


def review_ms(table: Table, revision: Revision, people: tuple[str, str]) -> int | None:
    """When the next review is due, in milliseconds; None while the revision isn't agreed to."""
    accepted = accepted_ms(table, revision, people)
    if accepted is None:
        return None
    return accepted + next_review(table, revision, people) * revision.words.review_days * DAY_MS


def next_review(table: Table, revision: Revision, people: tuple[str, str]) -> int:
    """The number of the next review: one more than those for which both said yes to going on."""
    return 1 + min(table.renewals.get(f"{revision.id}/{person}", 0) for person in people)


def other(person: str, people: tuple[str, str]) -> str:
    """The other of the two."""
    return people[1] if people[0] == person else people[0]


def _of(table: Table, agreement: str) -> Iterator[Revision]:
    return (revision for revision in table.revisions.values() if revision.agreement == agreement)


def _outdated(table: Table, revision: Revision, people: tuple[str, str]) -> bool:
    """Whether both have since said yes to other words in its place."""
    newer = [one for one in _of(table, revision.agreement) if accepted_ms(table, one, people) is not None]
    return any(revision.id in _ancestors(table, one) for one in newer)


def _ancestors(table: Table, revision: Revision) -> set[str]:
    found: set[str] = set()
    waiting = list(revision.replaces)
    while waiting:
        one = waiting.pop()
        # Only revisions of the same agreement count: nothing else can be replaced by an edit.
        known = table.revisions.get(one)
        if one not in found and known is not None and known.agreement == revision.agreement:
            found.add(one)
            waiting.extend(known.replaces)
    return found - {revision.id}


def _pauses(table: Table, agreement: str, person: str) -> bool:
    pause = table.pauses.get(f"{agreement}/{person}")
    return pause is not None and pause.paused


def _least(times: Mapping[str, int], key: str, at_ms: int) -> Mapping[str, int]:
    return {**times, key: min(at_ms, times.get(key, at_ms))}
