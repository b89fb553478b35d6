"""Letters on their writer's computer: kept, decided, sent once, let go without a trace."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from stillhere.core.acts import Refused
from stillhere.core.letters import Post
from stillhere.core.records.posted import SHARED_BYTES
from stillhere.core.state.model import HERE
from stillhere.home.private import Private, PrivateError
from tests.core.making import NOW, resting
from tests.private.making import Clock, opened
from tests.private.raw import holds, plain
from tests.private.unlocking import current_file, current_key

RESTS = Post(partner=resting())
BACK = Post(partner=replace(HERE, since_ms=5))


def test_a_letter_outlives_its_window(tmp_path: Path, clock: Clock) -> None:
    with opened(tmp_path, clock) as private:
        letter = private.letters.write("Dear Mia")
        clock.ms += 1
        changed = private.letters.save(letter.id, "Dear Mia,\n\0\u202eI am here.")
    with opened(tmp_path, clock) as private:
        assert private.letters.all() == (changed,)
    assert (changed.created_ms, changed.changed_ms) == (clock.ms - 1, clock.ms)
    assert changed.state == "written"


def test_the_letter_begun_last_comes_first_whatever_the_clock_says(private: Private, clock: Clock) -> None:
    ids = []
    for number in range(3):
        ids.append(private.letters.write(str(number)).id)
        clock.ms -= 10**9
    assert [letter.id for letter in private.letters.all()] == ids[::-1]


def test_a_long_letter_is_kept_and_told_when_it_is_to_go(private: Private) -> None:
    letter = private.letters.write("x" * 1_000_000)
    with pytest.raises(Refused, match=r"why\.letter\.long"):
        private.letters.decide(letter.id, "send", BACK, NOW)
    assert private.letters.get(letter.id) == letter


def test_five_letters_one_sent_and_four_let_go_without_a_trace_as_cryptography_shows(tmp_path: Path) -> None:
    """The second journey, as far as it is private: of the four nothing is left, under the encryption too."""
    words = [f"word{number}marguerite" for number in range(5)]
    private = opened(tmp_path)
    for word in words:
        letter = private.letters.write(f"Dear Mia, {word}")
        private.letters.save(letter.id, f"Dear Mia, {word}, and more of {word}")
        private.letters.decide(letter.id, "hold", RESTS, NOW)
    assert private.letters.to_ask(RESTS) == ()
    asked = private.letters.to_ask(BACK)
    assert [words[n] in letter.text for n, letter in enumerate(asked)] == [True] * 5
    for letter in asked:
        private.letters.asked(letter.id, BACK)
    assert private.letters.to_ask(BACK) == ()
    first, *others = asked
    leaving = private.letters.decide(first.id, "send", BACK, NOW)
    assert leaving is not None
    assert leaving.text == first.text
    private.letters.went(first.id)
    for letter in others:
        assert private.letters.decide(letter.id, "let_go", BACK, NOW) is None
    assert private.letters.all() == ()
    data = plain(current_file(tmp_path), current_key(tmp_path))
    assert [word for word in words if holds(data, word)] == []
    private.close()


def test_what_was_let_go_is_gone_for_every_choice(private: Private) -> None:
    letter = private.letters.write("Dear Mia")
    private.letters.decide(letter.id, "let_go", BACK, NOW)
    assert private.letters.get(letter.id) is None
    with pytest.raises(PrivateError, match="letter_gone"):
        private.letters.decide(letter.id, "keep", BACK, NOW)
    with pytest.raises(PrivateError, match="letter_gone"):
        private.letters.save(letter.id, "again")
    with pytest.raises(PrivateError, match="letter_gone"):
        private.letters.asked(letter.id, BACK)


def test_after_a_crash_on_the_way_out_no_letter_goes_twice_and_none_is_lost(tmp_path: Path) -> None:
    crashed = opened(tmp_path)
    said, unsaid = crashed.letters.write("said"), crashed.letters.write("unsaid")
    kept = crashed.letters.write("kept")
    for letter in (said, unsaid):
        crashed.letters.decide(letter.id, "send", BACK, NOW)
    with opened(tmp_path) as private:
        private.letters.settle({said.id: "said"}, BACK)
        assert [(letter.text, letter.state) for letter in private.letters.all()] == [
            ("kept", "written"),
            ("unsaid", "asked"),
        ]
        assert private.letters.need(kept.id) == kept


def test_a_letter_that_comes_back_with_an_old_copy_is_not_sent_again_but_other_words_are_another_letter(
    private: Private,
) -> None:
    same, other = private.letters.write("I am here. "), private.letters.write("I was scared.")
    private.letters.settle({same.id: "I am here.", other.id: "I found the photo."}, BACK)
    (left,) = private.letters.all()
    assert (left.text, left.state) == ("I was scared.", "written")
    assert left.id not in {same.id, other.id}


def test_nothing_happens_by_itself(private: Private, clock: Clock) -> None:
    letter = private.letters.write("Dear Mia")
    held = private.letters.decide(letter.id, "hold", RESTS, NOW)
    clock.ms += 10**11
    private.letters.settle({"another": "Dear Mia"}, BACK)
    private.letters.to_ask(replace(BACK, left=True))
    assert private.letters.all() == (held,)


def test_the_longest_letter_goes(private: Private) -> None:
    letter = private.letters.write("x" * (SHARED_BYTES - 2))
    assert private.letters.decide(letter.id, "send", BACK, NOW) is not None
