"""Drafts, own prompts, what was seen, feeling words, the calming list, the interval of the one who waits."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from stillhere.core.acts import Refused
from stillhere.core.prompts import Seen, another, choose
from stillhere.home.library import library
from stillhere.home.private import Private, PrivateError
from stillhere.home.private.care import INTERVAL_MINUTES
from stillhere.home.private.prompts import PROMPT_LENGTH
from tests.private.making import Clock, opened
from tests.private.raw import holds, plain
from tests.private.unlocking import current_file, current_key

DAY = date(2026, 11, 22)
MINUTE_MS = 60_000


def test_a_draft_outlives_its_window_and_is_dropped_once_used(tmp_path: Path) -> None:
    with opened(tmp_path) as private:
        private.drafts.keep("agreement.new", "Tea\0 before \u202equiet")
        private.drafts.keep("line", "Low on words")
        private.drafts.keep("line", "Low on words today.")
    with opened(tmp_path) as private:
        assert private.drafts.all() == {
            "agreement.new": "Tea\0 before \u202equiet",
            "line": "Low on words today.",
        }
        private.drafts.drop("agreement.new")
        private.drafts.keep("line", "")
        assert private.drafts.get("line") == ""
        assert private.drafts.all() == {}


def test_the_same_draft_again_changes_nothing(private: Private) -> None:
    private.drafts.keep("line", "Low on words")
    before = private.generation()
    private.drafts.keep("line", "Low on words")
    assert private.generation() == before


def test_own_prompts_are_kept_changed_and_dropped(private: Private) -> None:
    prompt = private.prompts.add("  What does\nthe kettle say? ", "resting")
    assert prompt.text == "What does the kettle say?"
    assert private.prompts.own() == (prompt,)
    private.prompts.change(prompt.id, "What does the cat say?")
    assert [own.text for own in private.prompts.own()] == ["What does the cat say?"]
    private.prompts.see(prompt.id, DAY)
    private.prompts.never_again(prompt.id)
    private.prompts.drop(prompt.id)
    assert (private.prompts.own(), private.prompts.seen(), private.prompts.never()) == ((), {}, frozenset())
    with pytest.raises(PrivateError, match="prompt_gone"):
        private.prompts.change(prompt.id, "again?")


@pytest.mark.parametrize(
    ("text", "why"), [("", "empty"), (" \u202e\0", "empty"), ("x" * (PROMPT_LENGTH + 1), "long")]
)
def test_an_own_prompt_has_words(private: Private, text: str, why: str) -> None:
    with pytest.raises(Refused, match=rf"why\.prompt\.{why}"):
        private.prompts.add(text, "waiting")
    prompt = private.prompts.add("What?", "waiting")
    with pytest.raises(Refused, match=rf"why\.prompt\.{why}"):
        private.prompts.change(prompt.id, text)
    assert private.prompts.own() == (prompt,)


def test_seeing_is_ordered_by_a_count_of_its_own(private: Private) -> None:
    earlier, earliest = date(2025, 1, 1), date(2024, 1, 1)
    for prompt, day in [("a", DAY), ("b", earlier), ("a", earliest), ("a", earliest)]:
        private.prompts.see(prompt, day)
    assert private.prompts.seen() == {"b": Seen(2, earlier), "a": Seen(3, earliest)}


def test_all_prompts_of_a_moment_come_before_one_comes_again(private: Private) -> None:
    prompts = (*library().prompts(), private.prompts.add("And what of the cat?", "waiting"))
    never = "waiting.stories.seen"
    private.prompts.never_again(never)
    shown = []
    expected = {prompt.id for prompt in prompts if prompt.moment == "waiting"} - {never}
    for _ in expected:
        found = another(prompts, "waiting", DAY, private.prompts.seen(), private.prompts.never())
        assert found is not None
        private.prompts.see(found.id, DAY)
        assert choose(prompts, "waiting", DAY, private.prompts.seen(), private.prompts.never()) == found
        shown.append(found.id)
    assert set(shown) == expected
    private.prompts.again(never)
    found = another(prompts, "waiting", DAY, private.prompts.seen(), private.prompts.never())
    assert found is not None
    assert found.id == never


def test_never_twice_is_never(private: Private) -> None:
    private.prompts.never_again("a")
    private.prompts.never_again("a")
    assert private.prompts.never() == {"a"}


def test_feeling_words_are_noted_and_forgotten_as_cryptography_shows(tmp_path: Path, clock: Clock) -> None:
    with opened(tmp_path, clock) as private:
        first = private.care.note(["adrift", " adrift ", "torn"])
        assert first.words == ("adrift", "torn")
        clock.ms -= 10**9
        second = private.care.note(["foggymarguerite"])
        assert private.care.feelings() == (second, first)
        assert private.care.feelings(1) == (second,)
        private.care.forget(second.id)
        assert private.care.feelings() == (first,)
    assert not holds(plain(current_file(tmp_path), current_key(tmp_path)), "foggymarguerite")


def test_no_words_are_no_note(private: Private) -> None:
    with pytest.raises(ValueError, match="no words"):
        private.care.note(["", " \u202e"])


def test_the_calming_list_is_ones_own(private: Private) -> None:
    assert private.care.calming() is None
    private.care.keep_calming(["Warm socks ", "", "Count\nto twenty"])
    assert private.care.calming() == ("Warm socks", "Count to twenty")
    private.care.keep_calming([])
    assert private.care.calming() == ()


def test_the_interval_comes_again_and_again(private: Private, clock: Clock) -> None:
    assert private.care.interval() is None
    assert not private.care.due()
    private.care.shown()
    assert private.care.interval() is None
    private.care.keep_interval(60)
    clock.ms += 60 * MINUTE_MS - 1
    assert not private.care.due()
    clock.ms += 1
    assert private.care.due()
    private.care.shown()
    assert not private.care.due()
    clock.ms -= 10**9
    assert private.care.due(), "a clock set back silences nothing"
    private.care.keep_interval(None)
    assert private.care.interval() is None


@pytest.mark.parametrize("minutes", [0, -5, INTERVAL_MINUTES[0] - 1, INTERVAL_MINUTES[1] + 1])
def test_an_interval_is_neither_a_ticking_nor_for_ever(private: Private, minutes: int) -> None:
    with pytest.raises(ValueError, match="an interval"):
        private.care.keep_interval(minutes)
    assert private.care.interval() is None
