"""Which prompt now: by the moment, the same all day, and none twice before all others."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.core.acts import Act, Back, PartlyBack, Rest
from stillhere.core.prompts import (
    OWN_THEME,
    Moment,
    Prompt,
    Seen,
    another,
    choose,
    day_of,
    moment_for,
)
from stillhere.core.records.record import PersonLeft
from tests.core.making import ALONE, BERLIN, MIA, MIAS, Side, couple, folded, proved, record

DAY = date(2026, 11, 22)
THEMES = ("naming", "body", "guilt")
PROMPTS = tuple(
    Prompt(id=f"{moment}.{theme}.{n}", moment=moment, theme=theme, text=f"{theme} {n}")
    for moment in ("resting", "waiting")
    for theme in THEMES
    for n in range(3)
)
OWN = Prompt(id="own.aaaaaaaaaa", moment="resting", theme=OWN_THEME, text="Mine")


def walk(prompts: tuple[Prompt, ...], steps: int, day: date = DAY) -> list[Prompt]:
    """The prompts that somebody sees who asks for another one `steps` times in a row."""
    seen: dict[str, Seen] = {}
    shown = []
    for step in range(1, steps + 1):
        found = another(prompts, "resting", day, seen, frozenset())
        assert found is not None
        seen[found.id] = Seen(step, day)
        shown.append(found)
    return shown


MOMENTS: list[tuple[list[Act], list[Act], Moment]] = [
    ([], [], "together"),
    ([Rest()], [], "resting"),
    ([Rest()], [Rest()], "resting"),
    ([], [Rest()], "waiting"),
    ([Rest(), PartlyBack("talk")], [Rest()], "waiting"),
    ([Rest(), PartlyBack("talk")], [], "coming_back"),
    ([], [Rest(), PartlyBack("talk")], "coming_back"),
    ([Rest(), Back()], [], "coming_back"),
    ([], [Rest(), Back()], "coming_back"),
]


@pytest.mark.parametrize(("mias", "jons", "moment"), MOMENTS)
def test_the_moment_follows_the_two(mias: list[Act], jons: list[Act], moment: Moment) -> None:
    mia, jon = couple()
    for what in mias:
        jon.take(mia.do(what))
    for what in jons:
        mia.take(jon.do(what))
    assert moment_for(mia.look()) == moment


def test_alone_there_are_moments_too() -> None:
    mia = Side(MIA, MIAS, ALONE)
    assert moment_for(mia.look()) == "together"
    mia.do(Rest())
    assert moment_for(mia.look()) == "resting"
    mia.do(Back())
    assert moment_for(mia.look()) == "coming_back"


def test_a_return_is_a_moment_for_its_day_only() -> None:
    mia, jon = couple()
    jon.take(mia.do(Rest()), mia.do(Back()))
    jon.wait(days=1)
    assert moment_for(jon.look()) == "together"


def test_after_somebody_left_no_prompt_comes_unasked() -> None:
    mia, jon = couple()
    jon.state = folded([record(PersonLeft(), MIAS, n=3)], jon.state)
    assert moment_for(jon.look()) is None
    mia.state = folded([record(PersonLeft(), MIAS, n=3)], mia.state)
    assert moment_for(mia.look()) is None


def test_letting_go_is_no_moment_of_the_state() -> None:
    assert "letting_go" not in {moment for _, _, moment in MOMENTS}


def test_a_day_ends_when_people_go_to_bed() -> None:
    night = datetime(2026, 11, 23, 2, 0, tzinfo=BERLIN)
    assert day_of(night) == DAY
    assert day_of(night + timedelta(hours=2)) == DAY + timedelta(days=1)


def test_the_choice_is_the_same_all_day_before_and_after_it_was_seen() -> None:
    first = choose(PROMPTS, "resting", DAY, {}, frozenset())
    assert first is not None
    assert choose(tuple(reversed(PROMPTS)), "resting", DAY, {}, frozenset()) == first
    seen = {first.id: Seen(7, DAY)}
    assert choose(PROMPTS, "resting", DAY, seen, frozenset()) == first


def test_the_next_day_brings_another() -> None:
    first = choose(PROMPTS, "resting", DAY, {}, frozenset())
    assert first is not None
    later = choose(PROMPTS, "resting", DAY + timedelta(days=1), {first.id: Seen(1, DAY)}, frozenset())
    assert later is not None
    assert later != first
    assert later.theme != first.theme


def test_a_clock_set_back_a_year_brings_no_prompt_twice() -> None:
    seen: dict[str, Seen] = {}
    shown = []
    for step, day in enumerate([DAY, DAY - timedelta(days=365), DAY, DAY - timedelta(days=365)], 1):
        found = choose(PROMPTS, "resting", day, seen, frozenset())
        assert found is not None
        seen[found.id] = Seen(step, day)
        shown.append(found.id)
    assert len(set(shown)) == 4


def test_each_moment_has_a_choice_of_its_own() -> None:
    resting = choose(PROMPTS, "resting", DAY, {}, frozenset())
    assert resting is not None
    seen = {resting.id: Seen(1, DAY)}
    waiting = choose(PROMPTS, "waiting", DAY, seen, frozenset())
    assert waiting is not None
    assert waiting.moment == "waiting"
    seen[waiting.id] = Seen(2, DAY)
    assert choose(PROMPTS, "resting", DAY, seen, frozenset()) == resting


def test_never_again_moves_on_and_not_back_to_what_was_skipped_today() -> None:
    skipped = choose(PROMPTS, "resting", DAY, {}, frozenset())
    assert skipped is not None
    seen = {skipped.id: Seen(1, DAY)}
    shown = another(PROMPTS, "resting", DAY, seen, frozenset())
    assert shown is not None
    seen[shown.id] = Seen(2, DAY)
    after = choose(PROMPTS, "resting", DAY, seen, frozenset({shown.id}))
    assert after is not None
    assert after not in {skipped, shown}


def test_where_none_is_wanted_there_is_none() -> None:
    everything = frozenset(prompt.id for prompt in PROMPTS)
    assert choose(PROMPTS, "resting", DAY, {}, everything) is None
    assert choose(PROMPTS, "together", DAY, {}, frozenset()) is None


def test_a_single_prompt_comes_again() -> None:
    assert walk((OWN,), 3) == [OWN] * 3


def test_own_prompts_come_among_the_others() -> None:
    assert OWN in walk((*PROMPTS, OWN), 10)


def test_a_prompt_that_was_added_comes_before_any_comes_again() -> None:
    resting = [prompt for prompt in PROMPTS if prompt.moment == "resting"]
    seen = {prompt.id: Seen(n, DAY) for n, prompt in enumerate(resting)}
    assert another((*PROMPTS, OWN), "resting", DAY, seen, frozenset()) == OWN


@given(st.integers(1, 12), st.dates(min_value=date(2000, 1, 1)), st.data())
@proved(100)
def test_no_prompt_comes_again_before_the_rest_were_seen(size: int, start: date, data: st.DataObject) -> None:
    prompts = tuple(
        Prompt(id=f"p{n}", moment="resting", theme=data.draw(st.sampled_from(THEMES)), text="?")
        for n in range(size)
    )
    seen: dict[str, Seen] = {}
    shown: list[str] = []
    day = start
    for step in range(3 * size):
        if data.draw(st.booleans()):
            day = data.draw(st.dates(min_value=date(2000, 1, 1)))
        found = another(prompts, "resting", day, seen, frozenset())
        assert found is not None
        seen[found.id] = Seen(step, day)
        assert choose(prompts, "resting", day, seen, frozenset()) == found
        shown.append(found.id)
    rounds = [shown[n : n + size] for n in range(0, len(shown), size)]
    assert all(len(set(one)) == size for one in rounds)
