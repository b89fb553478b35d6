"""What was sent and shared comes in strictly, in any order; only wishes and agreements stand in its way."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace

from stillhere.core.acts import Refused, Rest
from stillhere.core.letters import Post, why_not_send
from stillhere.core.notices import notices
from stillhere.core.post import letters_of, pace_of, pages_of, post, why_not_share, why_not_write, wish
from stillhere.core.records.order import MAX_INT
from stillhere.core.records.posted import (
    QUESTION_LENGTH,
    SHARED_BYTES,
    Form,
    LetterPace,
    LetterSent,
    PageShared,
)
from stillhere.core.records.record import (
    Body,
    PersonLeft,
    Record,
    RecordErased,
    RecordError,
    decode_body,
    encode_body,
    kind_of,
)
from stillhere.core.records.terms import Pace, Value, Words
from stillhere.core.state.fold import fold
from stillhere.core.state.model import HERE, Posted
from stillhere.core.state.when import ms_of
from tests.core.making import (
    ALONE,
    COUPLE,
    EVES,
    JON,
    JONS,
    MIA,
    MIAS,
    NOW,
    SALT,
    Side,
    couple,
    folded,
    proved,
    record,
    resting,
)
from tests.core.parties import agreed_to, parties
from tests.core.test_letters import LETTER

T = ms_of(NOW)
LETTERED = LetterSent(letter="letteraaaa", text="I found the photo from the ferry.", said_ms=T)
COPY = PageShared(page="pagepageaa", form="free", question="What did you see?", parts=("The door.",))
WISH = LetterPace(pace="none")


def read(body: Body) -> Body | None:
    """`body` as the partner's app reads it."""
    return decode_body(kind_of(body), encode_body(body, SALT))


# What comes in


def test_disguises_are_dropped_from_what_comes() -> None:
    sent = replace(LETTERED, text=" Dear \u202eJon,\0\n\nI am here.\n")
    assert read(sent) == replace(LETTERED, text="Dear Jon,\n\nI am here.")
    shared = replace(COPY, question="What \u202edid\nyou see?", parts=("e\u0301 \n",))
    assert read(shared) == replace(COPY, question="What did you see?", parts=("\u00e9",))


@pytest.mark.parametrize(
    "body",
    [
        replace(LETTERED, text=" \u202e\n"),
        replace(LETTERED, text=""),
        replace(LETTERED, text='"' * (SHARED_BYTES // 2)),
        replace(LETTERED, letter="Letteraaaa"),
        replace(LETTERED, said_ms=MAX_INT + 1),
        replace(COPY, parts=()),
        replace(COPY, parts=("",)),
        replace(COPY, parts=("one", "two")),
        replace(COPY, parts=("one", "two"), form="seen_told_known"),
        replace(COPY, parts=("x" * (SHARED_BYTES - 3),), question=""),
        replace(COPY, question="?" * (QUESTION_LENGTH + 1)),
        # Composed it is longer than it was typed.
        replace(COPY, question="\u0958" * QUESTION_LENGTH),
        replace(COPY, form="three"),
        replace(COPY, page="../../page"),
        replace(WISH, pace="never"),
    ],
)
def test_what_no_app_of_ours_would_send_is_refused(body: Body) -> None:
    with pytest.raises(RecordError):
        read(body)


forms: tuple[tuple[Form, int], ...] = (("free", 1), ("seen_told_known", 3), ("mine_yours", 2))


@pytest.mark.parametrize(("form", "parts"), forms)
def test_a_copy_of_every_form_comes_in(form: Form, parts: int) -> None:
    copy = replace(COPY, form=form, parts=("seen", *[""] * (parts - 1)))
    assert read(copy) == copy


# How it counts


def test_each_persons_letters_and_copies_are_theirs_in_the_order_of_sending() -> None:
    later = record(replace(LETTERED, letter="letterbbbb"), MIAS, n=4, at=(9, 0))
    first, copy = record(LETTERED, MIAS, n=3, at=(5, 0)), record(COPY, JONS, n=3, at=(7, 1))
    state = folded([later, copy, first, record(LETTERED, EVES, n=9)], COUPLE)
    assert letters_of(state, MIA) == ((first.id, Posted(MIAS, (5, 0))), (later.id, Posted(MIAS, (9, 0))))
    assert pages_of(state, JON) == ((copy.id, Posted(JONS, (7, 1))),)
    assert letters_of(state, JON) == pages_of(state, MIA) == ()


def test_no_word_of_a_letter_or_a_page_is_in_the_state() -> None:
    state = folded([record(LETTERED), record(COPY)], COUPLE)
    assert "ferry" not in str(state)
    assert "door" not in str(state)


def test_a_body_that_was_erased_before_it_came_makes_the_same_state() -> None:
    whole = record(COPY, JONS, n=3)
    erased = record(RecordErased(record=whole.id), JONS, n=4)
    bare = replace(whole, body=None)
    state = folded([whole, erased], COUPLE)
    assert state == folded([erased, bare], COUPLE) == folded([bare, erased, whole], COUPLE)
    assert pages_of(state, JON) == ()


def test_only_its_own_person_takes_a_copy_away() -> None:
    copy = record(COPY, JONS, n=3)
    state = folded([copy, record(RecordErased(record=copy.id), MIAS, n=3)], COUPLE)
    assert [name for name, _ in pages_of(state, JON)] == [copy.id]


def test_of_a_person_the_last_wish_holds() -> None:
    none, any_ = record(WISH, JONS, n=1, at=(1, 0)), record(LetterPace(pace="any"), JONS, n=2, at=(2, 0))
    assert pace_of(COUPLE, JON) == "any"
    assert pace_of(folded([none], COUPLE), JON) == "none"
    assert pace_of(folded([any_, none], COUPLE), JON) == "any"
    assert pace_of(folded([none], COUPLE), MIA) == "any"


posts = st.builds(
    record,
    st.one_of(
        st.sampled_from([LETTERED, replace(LETTERED, text="other"), COPY, WISH, LetterPace(pace="any")]),
        st.builds(RecordErased, record=st.sampled_from([record(LETTERED).id, record(COPY, JONS).id])),
    ),
    st.sampled_from([MIAS, JONS, EVES]),
    n=st.integers(1, 3),
    at=st.tuples(st.integers(0, 2), st.integers(0, 1)),
)


@given(st.lists(posts, max_size=8), st.randoms(use_true_random=False))
@proved()
def test_neither_order_nor_repetition_matters(records: list[Record], random: st.DataObject) -> None:
    shuffled = [*records, *records[:3]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    state = folded(records, COUPLE)
    assert folded(shuffled, COUPLE) == state
    for one in records:
        assert fold(state, one) == state


@given(st.lists(posts, max_size=8))
@proved()
def test_nothing_of_it_is_told(records: list[Record]) -> None:
    """A letter comes as a quiet bundle: no notification, at whatever pace they come."""
    state = folded(records, COUPLE)
    assert [notices(COUPLE, state, person) for person in (MIA, JON)] == [(), ()]


# What stands in between


def test_between_two_who_are_here_nothing_stands() -> None:
    mia, jon = couple()
    assert post(jon.state, JON, NOW) == post(mia.state, MIA, NOW) == Post(partner=HERE)


def test_a_rest_and_a_leaving_stand_between() -> None:
    mia, jon = couple()
    jon.take(mia.do(Rest()))
    assert post(jon.state, JON, NOW) == Post(partner=replace(resting(), rest="restmiaaaa", checkins=UNSET))
    for device in (MIAS, JONS):
        assert post(folded([record(PersonLeft(), device, n=9)], COUPLE), JON, NOW).left


def test_alone_there_is_nobody_to_send_to() -> None:
    assert post(ALONE, MIA, NOW) == Post(partner=None)
    left = post(folded([record(PersonLeft(), MIAS, n=9)], ALONE), MIA, NOW)
    assert left == Post(partner=None, left=True)


def test_the_partners_wish_holds_and_ones_own_does_not() -> None:
    state = folded([record(WISH, JONS)], COUPLE)
    assert post(state, MIA, NOW).pace == "none"
    assert post(state, JON, NOW).pace == "any"


def agreed_on(pace: Pace, form: str = "any") -> Side:
    mia, jon = parties()
    agreed_to(mia, jon, Words(kind="letters", title="Letters", settings={"pace": pace, "form": form}))
    return jon


@pytest.mark.parametrize("agreed", get_args(Pace))
@pytest.mark.parametrize("wished", get_args(Pace))
def test_of_a_wish_and_an_agreement_the_more_careful_one_holds(agreed: Pace, wished: Pace) -> None:
    jon = agreed_on(agreed)
    state = folded([record(LetterPace(pace=wished), MIAS, n=99)], jon.state)
    paces = ("any", "one_at_a_time", "none")
    assert post(state, JON, jon.now).pace == paces[max(paces.index(agreed), paces.index(wished))]


def test_what_was_agreed_limits_the_length_and_the_hours() -> None:
    jon = agreed_on("any", "short")
    assert post(jon.state, JON, jon.now).short
    mia, jon = parties()
    hours: dict[str, Value] = {"from": "21:00", "to": "08:00", "days": ("sun",)}
    agreed_to(mia, jon, Words(kind="quiet_hours", title="Quiet", settings=hours))
    assert not post(jon.state, JON, NOW).quiet
    assert post(jon.state, JON, NOW + timedelta(hours=7)).quiet


def test_when_the_last_letter_went_is_known_from_its_record_whatever_one_clock_says() -> None:
    early = record(LETTERED, JONS, n=3, at=(T - 60_000, 0))
    ahead = record(LETTERED, JONS, n=3, at=(T + 10**12, 0))
    assert post(folded([early], COUPLE), JON, NOW).sent_ms == T - 60_000
    assert post(folded([early], COUPLE), MIA, NOW).sent_ms is None
    assert post(folded([ahead], COUPLE), JON, NOW).sent_ms is None
    one = post(folded([ahead, record(LetterPace(pace="one_at_a_time"))], COUPLE), JON, NOW, [T - 5])
    assert one.sent_ms == T - 5
    assert why_not_send(LETTER, one, NOW) == "why.letter.one"


WAYS = [
    (Post(partner=HERE), None, None),
    (Post(partner=resting(), quiet=True), None, None),
    (Post(partner=HERE, pace="one_at_a_time"), None, None),
    (Post(partner=HERE, pace="none"), "why.letter.none", "why.share.none"),
    (Post(partner=None), "why.letter.alone", "why.share.alone"),
    (Post(partner=HERE, left=True), "why.letter.left", "why.share.left"),
]


@pytest.mark.parametrize(("between", "letter", "page"), WAYS)
def test_what_may_be_begun(between: Post, letter: str | None, page: str | None) -> None:
    assert why_not_write(between) == letter
    assert why_not_share(between) == page


def test_a_wish_is_said_once_and_by_nobody_who_left() -> None:
    jon = Side(JON, JONS)
    assert wish(jon.state, jon.mine, "any") is None
    assert wish(jon.state, jon.mine, "none") == WISH
    state = folded([record(WISH, JONS)], COUPLE)
    assert wish(state, jon.mine, "none") is None
    assert wish(state, jon.mine, "any") == LetterPace(pace="any")
    with pytest.raises(Refused, match=r"why\.left"):
        wish(folded([record(PersonLeft(), JONS, n=9)], COUPLE), jon.mine, "none")
    with pytest.raises(Refused, match=r"why\.pace\.alone"):
        wish(ALONE, Side(MIA, MIAS).mine, "none")
