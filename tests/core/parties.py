"""Mia and Jon coming to agreements: what each says about them, and what hypothesis draws of it.

Law: nothing passes between the two but records, and each says only what the rules let them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from stillhere.core.acts import Refused
from stillhere.core.agreeing import agree
from stillhere.core.agreements.acts import (
    AgreementAct,
    End,
    NotNow,
    Offer,
    Pause,
    Renew,
    Resume,
    Suggest,
    TakeBack,
    Yes,
)
from stillhere.core.agreements.agreed import Agreed, agreed
from stillhere.core.agreements.drawer import Draft, Drawer
from stillhere.core.agreements.view import AgreementView, agreement_views
from stillhere.core.records.order import tick
from stillhere.core.records.record import Record
from stillhere.core.records.terms import Answered, Body, Ended, Offered, Paused, Renewed, Words
from stillhere.core.state.consent import Wording
from stillhere.core.state.fold import fold
from stillhere.core.state.standing import Standing, between, in_force, standing
from stillhere.core.state.when import ms_of
from tests.core.making import EVES, JON, JONS, MIA, MIAS, Side, record

_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"

TEA = Words(kind="own_words", title="Tea", text="Ten minutes at the kitchen table.")
KNOCK = Words(
    kind="check_ins",
    title="One knock",
    settings={"who": "either", "form": "knock", "per_rest": 1, "after_hours": 0},
)


@dataclass
class Party(Side):
    """One person at one device, with the drawer of their agreements."""

    drawer: Drawer = field(default_factory=Drawer)
    ids: int = 0

    def agree(self, what: AgreementAct) -> list[Record]:
        """Does `what`: the records that are said by it. Raises `Refused`."""
        self.ids += 1
        fresh = f"fresh{self.device[:2]}{_LETTERS[self.ids // 1024 % 32]}{_LETTERS[self.ids // 32 % 32]}"
        outcome = agree(
            self.state, self.mine, self.drawer, what, self.now, fresh=fresh + _LETTERS[self.ids % 32]
        )
        self.drawer = outcome.drawer
        return [self._say(body) for body in outcome.bodies]

    def why(self, what: AgreementAct) -> str:
        """The catalogue's key of why `what` is refused; "" where it isn't."""
        try:
            agree(self.state, self.mine, self.drawer, what, self.now, fresh="freshfresh")
        except Refused as refused:
            return refused.why
        return ""

    def draft(self, draft: Draft) -> None:
        """Has a draft, wherever it is kept."""
        self.drawer = replace(self.drawer, drafts={**self.drawer.drafts, draft.id: draft})

    def offer(self, words: Words = TEA) -> str:
        """Offers something new: the revision's id."""
        return self.agree(Offer(words))[-1].id

    def views(self) -> tuple[AgreementView, ...]:
        """What the page of agreements shows."""
        return agreement_views(self.state, self.mine, self.drawer, self.now)

    def stand(self, revision: str) -> Standing:
        """How a revision stands now."""
        return standing(self.wording(revision), ms_of(self.now))

    def wording(self, revision: str) -> Wording:
        """A revision between the two."""
        return next(one for one in between(self.state) if one.id == revision)

    def holds(self) -> list[str]:
        """The titles of what is in force now."""
        return [one.words.title for one in in_force(between(self.state), ms_of(self.now))]

    def agreed(self) -> Agreed:
        """What the agreements in force say now."""
        return agreed(self.state, self.now)

    def _say(self, body: Body) -> Record:
        self.numbers["kept"] += 1
        self.clock = tick(self.clock, ms_of(self.now))
        made = record(body, self.device, n=self.numbers["kept"], at=self.clock)
        self.state = fold(self.state, made)
        self.said.append(made)
        return made


def parties() -> tuple[Party, Party]:
    """Mia, who founded the space, and Jon, who joined."""
    return Party(MIA, MIAS), Party(JON, JONS)


def tell(by: Party, to: Party, what: AgreementAct) -> str:
    """One does `what` and the other hears of it: the id of the last record, "" where none was said."""
    said = by.agree(what)
    to.take(*said)
    return said[-1].id if said else ""


def both(words: Words = TEA) -> tuple[Party, Party, str]:
    """Mia, Jon, and the revision that Mia offered and Jon said yes to."""
    mia, jon = parties()
    revision = tell(mia, jon, Offer(words))
    tell(jon, mia, Yes(revision))
    return mia, jon, revision


def agreed_to(mia: Party, jon: Party, words: Words) -> str:
    """The revision, after Mia offered these words and Jon said yes to them."""
    revision = tell(mia, jon, Offer(words))
    tell(jon, mia, Yes(revision))
    return revision


def wait(*people: Side, **parts: float) -> None:
    """Lets time pass for everybody."""
    for side in people:
        side.wait(**parts)


# --- What can come from the folder: signed by either person, in no sensible order. -----------------------

AGREEMENTS = ("agreementa", "agreementb")
_ms = st.sampled_from([0, 1, 5, 10**12, 2**53])
#: Whose device: mostly one of the two.
_by = st.sampled_from([0, 1, 0, 1, 0, 1, 2])
_offers = st.lists(
    st.tuples(
        _by, st.sampled_from([*AGREEMENTS, "agreementa"]), st.lists(st.integers(0, 4), max_size=2), _ms
    ),
    min_size=1,
    max_size=4,
)
_words = st.lists(
    st.tuples(
        _by,
        st.sampled_from([*["yes"] * 8, "not_now", "pause", "resume", "end", "close", "renew"]),
        st.sampled_from([0, *range(1, 5), *range(1, 5)]),
        _ms,
        st.tuples(st.integers(0, 2), st.integers(0, 1)),
    ),
    max_size=12,
)


def said_in_any_case(devices: Sequence[str] = (MIAS, JONS, EVES)) -> st.SearchStrategy[list[Record]]:
    """Records that speak of few agreements and revisions, by whichever device, as no app would say them."""
    return st.tuples(_offers, _words).map(lambda drawn: _records(drawn[0], drawn[1], devices))


def _records(offers: list[Any], words: list[Any], devices: Sequence[str]) -> list[Record]:
    made: list[Record] = []
    revisions = ["a" * 52]
    for n, (by, agreement, old, ms) in enumerate(offers, 1):
        replaces = tuple(revisions[each % len(revisions)] for each in old)
        body = Offered(agreement=agreement, words=TEA, replaces=replaces, said_ms=ms)
        made.append(record(body, devices[by % len(devices)], n=n))
        revisions.append(made[-1].id)
    for n, (by, what, which, ms, at) in enumerate(words, 10):
        revision = revisions[which % len(revisions)]
        said = _word(what, AGREEMENTS[which % 2], revision, ms)
        made.append(record(said, devices[by % len(devices)], n=n, at=at))
    return made


def _word(what: str, agreement: str, revision: str, ms: int) -> Body:
    bodies: dict[str, Body] = {
        "yes": Answered(revision=revision, says="yes", said_ms=ms),
        "not_now": Answered(revision=revision, says="not_now", said_ms=ms),
        "pause": Paused(agreement=agreement, paused=True),
        "resume": Paused(agreement=agreement, paused=False),
        "end": Ended(agreement=agreement),
        "close": Ended(agreement=agreement, revisions=(revision,)),
        "renew": Renewed(revision=revision, review=1 + ms % 3, said_ms=ms),
    }
    return bodies[what]


# --- What people do: whatever the rules allow, and heard of whenever it is. -------------------------------

#: Who acts (True is Mia), what is tried by which revision (the number among those known), who hears then.
Step = tuple[bool, str, int, str]
steps: st.SearchStrategy[list[Step]] = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from(
            ["offer", "suggest", *["yes"] * 4, "not_now", "take_back", "pause", "resume", "renew", "end"]
        ),
        st.integers(0, 5),
        st.sampled_from(["nobody", "other", "other", "other", "days"]),
    ),
    max_size=14,
)


def lived(history: list[Step]) -> tuple[Party, Party, list[Record]]:
    """The two after a history in which each hears of the other only now and then, and all that was said."""
    mia, jon = parties()
    for number, (by_mia, doing, which, then) in enumerate(history):
        actor = mia if by_mia else jon
        attempt(actor, doing, which, number)
        if then == "other":
            mia.take(*jon.said)
            jon.take(*mia.said)
        elif then == "days":
            wait(mia, jon, days=9)
    return mia, jon, [*mia.said, *jon.said]


def attempt(actor: Party, doing: str, which: int, number: int) -> None:
    """Does it if the rules allow it."""
    found = between(actor.state)
    words = Words(kind="own_words", title=f"Words {number}", text="of one's own")
    if doing == "offer" or not found:
        what: AgreementAct = Offer(words)
    else:
        one = found[which % len(found)]
        acts: dict[str, AgreementAct] = {
            "suggest": Suggest(one.id, words),
            "yes": Yes(one.id),
            "not_now": NotNow(one.id),
            "take_back": TakeBack(one.id),
            "pause": Pause(one.agreement),
            "resume": Resume(one.agreement),
            "renew": Renew(one.id),
            "end": End(one.agreement),
        }
        what = acts[doing]
    try:
        actor.agree(what)
    except Refused:
        return
