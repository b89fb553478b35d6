"""``sync``: takes in what arrived, publishes what waits, and says what changed.

A letter and a shared page are no news for scripts, and keep; whoever reads is told that they are there.

Where a face keeps already, that one is rung for and does it; the role is never taken from anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from stillhere.command.answer import DONE, SET_ASIDE, Answer
from stillhere.command.call import Call
from stillhere.command.letter_counts import counted
from stillhere.command.letter_counts import lines as letter_lines
from stillhere.command.turn import turn
from stillhere.core.notices import Notice
from stillhere.core.records.record import Status
from stillhere.core.state.model import Link
from stillhere.core.view import Shown
from stillhere.home import bell
from stillhere.home.home import Home
from stillhere.home.rooms.shared import Shared
from stillhere.home.untold import take_untold
from stillhere.words import say


class _Before(NamedTuple):
    """What was so before a round: who shared here, how the partner was, agreements, letters, shared pages."""

    link: Link
    partner: Shown | None
    agreements: Sequence[object]
    offered: frozenset[str]
    letters: int
    pages: frozenset[str]


def sync(call: Call) -> Answer:
    """One round of the keeper. Raises `FolderError` when the folder is out of reach."""
    with call.home() as home:
        before = _before(home)
        with turn(home, patient=True) as own:
            if own.keeper is not None:
                bell.ring(home.paths.bell)
                return _left_to(own.keeper, home)
            own.publish()
            if own.trouble is not None:
                raise own.trouble
            return _answer(home, take_untold(home.store, home.memory, home.clock()), before)


def _before(home: Home) -> _Before:
    view = home.look()
    return _Before(
        link=view.link,
        partner=view.partner,
        agreements=_agreements(home),
        offered=_offered(home),
        letters=counted(home).arrived_unopened,
        pages=_pages(home),
    )


def told_line(notice: Notice) -> dict[str, str]:
    """A notice as scripts read it; ``text`` is the sentence."""
    return {"kind": notice.kind, "name": notice.name, "text": sentence(notice)}


def sentence(notice: Notice) -> str:
    """A notice as a sentence. It names people and repeats nothing they wrote."""
    own = {"asks_to_join": "command.notice.asks_to_join", "withdraw": "command.notice.withdraw"}
    return say(own.get(notice.kind, f"notice.{notice.kind}"), name=notice.name)


def _answer(home: Home, told: Sequence[Notice], before: _Before) -> Answer:
    changed = [told_line(notice) for notice in told]
    old, new, aside = before.partner, home.look().partner, len(home.store.seen.set_aside())
    if old is not None and new is not None and _new_details(old.status, new.status):
        text = say("command.notice.details", name=new.name)
        changed.append({"kind": "details", "name": new.name, "text": text})
    if _agreements(home) != before.agreements:
        new_offer = bool(_offered(home) - before.offered)
        key = "command.status.agreement.offered" if new_offer else "command.notice.agreements"
        changed.append({"kind": "agreements", "name": "", "text": say(key, name=home.partner_name())})
    lines = [*_arrived(home, told, before), *(each["text"] for each in changed), *_quiet(home, before)]
    return Answer(
        document={
            "done": True,
            "keeper": None,
            "changed": changed,
            "outbox": home.store.outbox.count(),
            "set_aside": aside,
        },
        lines=lines or [say("why.left" if home.look().headline == "you_left" else "command.sync.nothing")],
        hints=[say("command.hint.set_aside")] if aside else [],
        code=SET_ASIDE if aside else DONE,
    )


def _arrived(home: Home, told: Sequence[Notice], before: _Before) -> list[str]:
    """That this is a further device of its person from now on, which is no notice: its person said so."""
    came = before.link != "linked" and home.look().link == "linked"
    linked = any(notice.kind == "linked" for notice in told)
    return [say("command.sync.arrived")] if came and not linked else []


def _quiet(home: Home, before: _Before) -> list[str]:
    """What came and is told to nobody but who looks. Who rests is told of nothing to do."""
    view, letters = home.look(), counted(home)
    if view.me.status.state == "resting":
        return []
    came = letter_lines(letters, view) if letters.arrived_unopened > before.letters else []
    shared = [say("command.sync.page", name=home.partner_name())] if _pages(home) - before.pages else []
    return [*came, *shared]


def _pages(home: Home) -> frozenset[str]:
    """The copies of pages that the partner shares."""
    return frozenset(each.id for each in Shared(home).theirs())


def _left_to(keeper: str, home: Home) -> Answer:
    return Answer(
        document={
            "done": True,
            "keeper": keeper,
            "changed": [],
            "outbox": home.store.outbox.count(),
            "set_aside": len(home.store.seen.set_aside()),
        },
        lines=[say("command.sync.keeper")],
    )


def _agreements(home: Home) -> Sequence[object]:
    """What stands of each wording, and the answers to it."""
    return [
        (each.revision, each.state, each.my_answer, each.their_answer, each.paused_by_partner)
        for each in home.agreements()
    ]


def _offered(home: Home) -> frozenset[str]:
    """The wordings that wait for a first word of this person."""
    return frozenset(each.revision for each in home.agreements() if each.to_answer)


def _new_details(before: Status, after: Status) -> bool:
    """Whether the rest is the same one, and something about it is new. Who is here has no details."""
    same = before.state == after.state != "here" and before.rest == after.rest
    return same and before != after
