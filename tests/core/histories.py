"""What hypothesis draws from: acts, moments between them, and records nobody's app would write.

Law: everything drawn can reach the core, through a door (acts) or from the folder (records).
"""

from __future__ import annotations

from hypothesis import strategies as st

from stillhere.core.acts import (
    Act,
    Back,
    Details,
    KeepResting,
    PartlyBack,
    Refused,
    Rename,
    Rest,
    SoftKnock,
    StillHere,
    Undo,
)
from stillhere.core.records.posted import LetterPace, LetterSent, PageShared
from stillhere.core.records.record import (
    Body,
    Guess,
    Knock,
    PersonJoined,
    PersonLeft,
    PersonNamed,
    Pulse,
    Record,
    SpaceFounded,
    Status,
)
from tests.core.making import (
    EVE,
    EVES,
    FOUNDED,
    JON,
    JONS,
    MIA,
    MIAS,
    R1,
    R2,
    SPACE,
    Side,
    couple,
    keys,
    record,
)

LOOKS = ("shorter_replies", "fewer_words", "less_touch", "near_but_quiet", "plans_may_move")
GUESSES: tuple[Guess, ...] = ("this_evening", "tomorrow", "few_days", "open")
CHECKINS = ("not_now", "one_knock", "practical")
FORMS = ("practical", "company", "talk")

SECOND, HOUR = 1, 3600
#: Seconds between two acts: within the ten of an undo, around its end, and from hours to some days.
GAPS = st.sampled_from([0, SECOND, 4, 9, 10, 11, HOUR, 7 * HOUR, 13 * HOUR, 26 * HOUR, 80 * HOUR])

anything = st.text(st.characters(exclude_categories=()), max_size=30)

details = st.builds(
    Details,
    looks=st.none() | st.lists(st.sampled_from(LOOKS), max_size=6).map(tuple),
    line=st.none() | anything,
    guess=st.none() | st.sampled_from((*GUESSES, "none")),
    checkins=st.none() | st.sampled_from(CHECKINS),
)
acts: st.SearchStrategy[Act] = st.one_of(
    st.builds(Rest, details),
    st.builds(Rest),
    st.builds(PartlyBack, st.sampled_from(FORMS)),
    st.just(Back()),
    st.just(StillHere()),
    st.just(SoftKnock()),
    st.just(Undo()),
    st.just(Undo()),
    st.just(KeepResting()),
    st.builds(Rename, anything),
)

#: A history: who acts (True is Mia), what is tried, and the seconds that pass before.
Step = tuple[bool, Act, int]
histories = st.lists(st.tuples(st.booleans(), acts, GAPS), max_size=12)


def attempt(side: Side, what: Act) -> Record | None:
    """Does `what` if it may be done: the record, if anything was said."""
    try:
        return side.try_to(what)
    except Refused:
        return None


def said_by_mia(steps: list[Step]) -> Side:
    """Mia after her part of a history, in which Jon says nothing."""
    mia, _ = couple()
    for _, what, gap in steps:
        mia.wait(seconds=gap)
        attempt(mia, what)
    return mia


def lived(steps: list[Step], mia: Side | None = None, jon: Side | None = None) -> tuple[Side, Side]:
    """Mia and Jon after a history in which each hears of the other at once."""
    fresh = couple()
    mia, jon = mia or fresh[0], jon or fresh[1]
    for by_mia, what, gap in steps:
        actor, other = (mia, jon) if by_mia else (jon, mia)
        for side in (mia, jon):
            side.wait(seconds=gap)
        said = attempt(actor, what)
        if said is not None:
            other.take(said)
    return mia, jon


_rests = st.sampled_from(["", R1, R2])
_words = st.sampled_from(["", "near, but quiet"])
statuses = st.builds(
    Status,
    state=st.sampled_from(["here", "resting", "partly_back"]),
    since_ms=st.integers(0, 3),
    rest=_rests,
    line=_words,
    checkins=st.sampled_from(CHECKINS),
    undoes=st.integers(0, 3),
)
_people = st.sampled_from([MIA, JON, EVE])
_keys = st.sampled_from([keys(MIAS), keys(JONS), keys(EVES)])
_recipient = st.just(keys(MIAS).recipient)
_name = st.sampled_from(["Mia", "Jon", "Eve"])
_text = st.sampled_from(["I found the photo.", "I was scared."])
bodies: st.SearchStrategy[Body | None] = st.one_of(
    statuses,
    st.builds(Pulse, rest=st.sampled_from([R1, R2]), said_ms=st.integers(0, 3)),
    st.builds(Knock, rest=st.sampled_from([R1, R2])),
    st.builds(PersonNamed, name=_name),
    st.just(PersonLeft()),
    st.builds(LetterPace, pace=st.sampled_from(["any", "none"])),
    st.builds(LetterSent, letter=st.just("letteraaaa"), text=_text, said_ms=st.integers(0, 3)),
    st.builds(
        PageShared, page=st.just("pagepageaa"), form=st.just("free"), question=_words, parts=st.tuples(_text)
    ),
    st.builds(SpaceFounded, person=_people, name=_name, recipient=_recipient, keys=_keys),
    st.builds(
        PersonJoined, person=_people, name=_name, recipient=_recipient, keys=_keys, join=st.just(FOUNDED.id)
    ),
    st.none(),
)
#: Any verified record by anybody's device: small numbers, so that many of them claim the same place.
records = st.builds(
    record,
    bodies,
    st.sampled_from([MIAS, JONS, EVES]),
    n=st.integers(1, 3),
    at=st.tuples(st.integers(0, 2), st.integers(0, 1)),
    space=st.sampled_from([SPACE, SPACE, SPACE, SPACE, "otherspace", ""]),
)
