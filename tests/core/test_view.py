"""What is shown of now, to each of the two."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from stillhere.core.acts import Act, Back, Details, PartlyBack, Rest, SoftKnock, StillHere
from stillhere.core.agreements.keeping import CHECKINS
from stillhere.core.records.record import PersonLeft, Status
from stillhere.core.state.model import HERE, State
from stillhere.core.state.when import guess_end, ms_of
from stillhere.core.view import NO_NEWS_MS, Headline, Mark, view
from stillhere.words import CATALOGUE
from tests.core.making import (
    ALONE,
    JONS,
    MIA,
    MIAS,
    NOW,
    R1,
    Side,
    couple,
    folded,
    mia_rests,
    record,
)

#: What Mia did and what Jon did: Mia's headline, and her mark.
HEADLINES: list[tuple[list[Act], list[Act], Headline, Mark]] = [
    ([], [], "both_here", Mark("here", "here")),
    ([Rest()], [], "you_rest", Mark("resting", "here")),
    ([Rest(), PartlyBack("talk")], [], "you_partly", Mark("partly_back", "here")),
    ([], [Rest()], "partner_rests", Mark("here", "resting")),
    ([], [Rest(), PartlyBack("talk")], "partner_partly", Mark("here", "partly_back")),
    ([Rest()], [Rest()], "both_rest", Mark("resting", "resting")),
    ([Rest()], [Rest(), PartlyBack("talk")], "you_rest", Mark("resting", "partly_back")),
    ([Rest(), PartlyBack("talk")], [Rest()], "partner_rests", Mark("partly_back", "resting")),
    (
        [Rest(), PartlyBack("talk")],
        [Rest(), PartlyBack("talk")],
        "you_partly",
        Mark("partly_back", "partly_back"),
    ),
    ([Rest(), Back()], [], "both_here", Mark("here", "here")),
]
ALONE_HEADLINES: list[tuple[list[Act], Headline, Mark]] = [
    ([], "alone_here", Mark("here")),
    ([Rest()], "alone_rest", Mark("resting")),
    ([Rest(), PartlyBack("talk")], "alone_partly", Mark("partly_back")),
]


@pytest.mark.parametrize(("mias", "jons", "headline", "mark"), HEADLINES)
def test_headline_and_mark_of_two(mias: list[Act], jons: list[Act], headline: Headline, mark: Mark) -> None:
    mia, jon = couple()
    for what in mias:
        jon.take(mia.do(what))
    for what in jons:
        mia.take(jon.do(what))
    shown = mia.look()
    assert (shown.headline, shown.mark, shown.link) == (headline, mark, "linked")
    assert jon.look().mark == Mark(mark.partner or "here", mark.me)


@pytest.mark.parametrize(("mias", "headline", "mark"), ALONE_HEADLINES)
def test_headline_and_mark_of_one(mias: list[Act], headline: Headline, mark: Mark) -> None:
    mia = Side(MIA, MIAS, state=ALONE)
    for what in mias:
        mia.do(what)
    shown = mia.look()
    assert (shown.headline, shown.mark, shown.link, shown.partner) == (headline, mark, "alone", None)


def test_every_headline_is_shown_somewhere_and_has_its_words() -> None:
    shown = {row[2] for row in HEADLINES} | {row[1] for row in ALONE_HEADLINES} | {"partner_left", "you_left"}
    assert {f"headline.{name}" for name in shown} == {key for key in CATALOGUE if key.startswith("headline.")}


def test_an_open_invitation_is_shown_until_somebody_came() -> None:
    alone, both = Side(MIA, MIAS, state=ALONE), couple()[0]
    assert view(alone.state, alone.mine, NOW, invited=True).link == "invited"
    assert view(both.state, both.mine, NOW, invited=True).link == "linked"


def test_before_anybody_began_there_is_nothing_but_oneself() -> None:
    mine = Side(MIA, MIAS).mine
    shown = view(State(), mine, NOW)
    assert (shown.link, shown.headline, shown.mark) == ("alone", "alone_here", Mark("here"))


@pytest.mark.parametrize(
    ("device", "mias", "jons"), [(MIAS, "you_left", "partner_left"), (JONS, "partner_left", "you_left")]
)
def test_leaving_is_shown_to_both(device: str, mias: Headline, jons: Headline) -> None:
    left = record(PersonLeft(), device)
    mia, jon = mia_rests()
    for side in (mia, jon):
        side.state = folded([left], side.state)
    assert (mia.look().link, mia.look().headline) == ("left", mias)
    assert (jon.look().link, jon.look().headline) == ("left", jons)


@pytest.mark.parametrize(
    ("silence", "news"),
    [(None, "ok"), (0, "ok"), (NO_NEWS_MS, "ok"), (NO_NEWS_MS + 1, "none"), (-NO_NEWS_MS * 9, "ok")],
)
def test_no_news_after_two_weeks_in_which_nothing_readable_came(silence: int | None, news: str) -> None:
    _, jon = mia_rests()
    heard = None if silence is None else ms_of(NOW) - silence
    assert view(jon.state, jon.mine, NOW, heard_ms=heard).news == news


def test_no_news_is_for_two() -> None:
    alone = Side(MIA, MIAS, state=ALONE)
    assert view(alone.state, alone.mine, NOW, heard_ms=0).news == "ok"


def test_of_the_partner_no_time_is_shown_but_a_part_of_the_day() -> None:
    mia, jon = couple()
    jon.take(mia.do(Rest(Details(guess="tomorrow"))))
    shown = jon.look().partner
    assert shown is not None
    assert shown.status == replace(mia.look().me.status, since_ms=0, until_ms=None)
    assert str(ms_of(NOW))[:7] not in repr(shown)
    assert shown.since == "afternoon"
    own = mia.look().me
    assert (own.status.since_ms, own.status.until_ms) == (ms_of(NOW), guess_end("tomorrow", NOW))


def test_who_said_nothing_yet_is_here_since_no_time() -> None:
    shown = couple()[0].look()
    assert shown.partner is not None
    assert (shown.me.status, shown.me.since, shown.partner.since) == (HERE, None, None)


def test_tomorrow_reads_this_evening_once_its_day_has_come() -> None:
    mia, jon = couple()
    jon.take(mia.do(Rest(Details(guess="tomorrow"))))
    read = []
    for _ in range(3):
        partner = jon.look().partner
        assert partner is not None
        assert partner.status.guess == mia.look().me.status.guess
        read.append((partner.status.guess, partner.guess_over))
        mia.wait(days=1)
        jon.wait(days=1)
    assert read == [("tomorrow", False), ("this_evening", False), ("this_evening", True)]


def test_saying_again_the_guess_that_one_reads_moves_nothing() -> None:
    mia, _ = couple()
    mia.do(Rest(Details(guess="tomorrow")))
    until = mia.look().me.status.until_ms
    mia.wait(days=1)
    mia.do(Rest(Details(guess=mia.look().me.status.guess)))
    assert mia.look().me.status.until_ms == until


def test_still_here_is_shown_for_its_day_and_its_rest() -> None:
    mia, jon = mia_rests()

    def shown() -> bool:
        partner = jon.look().partner
        assert partner is not None
        assert partner.still_here == mia.look().me.still_here
        return partner.still_here

    assert not shown()
    jon.take(mia.do(StillHere()))
    assert shown()
    jon.take(mia.do(Back()))
    assert not shown()
    jon.take(mia.do(Rest()))
    assert not shown()
    mia.wait(days=1)
    jon.wait(days=1)
    jon.take(mia.do(StillHere()))
    assert shown()
    mia.wait(days=1)
    jon.wait(days=1)
    assert not shown()


def test_a_knock_is_shown_to_both_while_the_rest_lasts() -> None:
    mia, jon = mia_rests("one_knock")
    mia.take(jon.do(SoftKnock()))
    assert (mia.look().at_the_door, jon.look().left_at_the_door) == (True, True)
    assert (jon.look().at_the_door, mia.look().left_at_the_door) == (False, False)
    jon.take(mia.do(PartlyBack("company")))
    assert (mia.look().at_the_door, jon.look().left_at_the_door) == (False, False)


def test_a_rest_of_an_altered_app_shows_and_breaks_nothing() -> None:
    _, jon = couple()
    jon.take(record(Status(state="resting", since_ms=2**53, guess="tomorrow", until_ms=2**53), MIAS))
    shown = jon.look().partner
    assert shown is not None
    assert (shown.since, shown.guess_over, shown.status.guess) == ("afternoon", False, "tomorrow")
    assert jon.headline() == "Mia is resting, still here."
    assert R1 not in repr(shown)


def test_where_nobody_else_shares_there_is_nothing_to_wish_for_about_check_ins() -> None:
    mia, _ = couple()
    assert mia.look().checkins == CHECKINS
    mia.state = folded([record(PersonLeft(), JONS)], mia.state)
    assert mia.look().checkins == ()
    assert Side(MIA, MIAS, state=ALONE).look().checkins == ()
