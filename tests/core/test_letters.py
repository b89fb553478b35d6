"""The life of a letter, from every state through every choice; and what keeps one from going out."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import msgspec
import pytest
from msgspec.structs import replace

from stillhere.core import letters
from stillhere.core.acts import Act, Back, PartlyBack, Refused, Rest, Undo
from stillhere.core.letters import (
    LIFE,
    SHORT_LENGTH,
    Choice,
    Letter,
    Post,
    State,
    change,
    decide,
    sent,
    to_ask,
    why_not_send,
)
from stillhere.core.pages import PAGE_LENGTH
from stillhere.core.records.posted import SHARED_BYTES, LetterSent
from stillhere.core.records.record import MAX_BODY, decode_body, encode_body
from stillhere.core.state.model import HERE, status_of
from stillhere.core.state.when import ms_of
from tests.core.making import JON, MIA, NOW, SALT, Side, couple, resting

LETTER = Letter(id="letteraaaa", text="I found the photo from the ferry.", created_ms=1, changed_ms=1)
OPEN = Post(partner=HERE)
RESTS = Post(partner=resting())


def post(jon: Side) -> Post:
    """What stands between Jon's letters and Mia now."""
    return Post(partner=status_of(jon.state, MIA), own=status_of(jon.state, JON))


def held(jon: Side) -> Letter:
    """A letter that Jon holds from now on."""
    letter = decide(LETTER, "hold", post(jon), NOW)
    assert letter is not None
    return letter


def told(mia: Side, jon: Side, *acts: Act) -> None:
    for what in acts:
        jon.take(mia.do(what))


STATES = get_args(State)


@pytest.mark.parametrize("state", [state for state in STATES if state != "sending"])
@pytest.mark.parametrize("choice", get_args(Choice))
def test_every_choice_is_open_in_every_state_of_a_letter(state: State, choice: Choice) -> None:
    after = decide(replace(LETTER, state=state), choice, OPEN, NOW)
    assert (None if after is None else after.state) == LIFE[choice]


@pytest.mark.parametrize("choice", get_args(Choice))
def test_a_letter_on_its_way_out_is_left_alone(choice: Choice) -> None:
    leaving = replace(LETTER, state="sending")
    with pytest.raises(Refused, match=r"why\.letter\.sending"):
        decide(leaving, choice, OPEN, NOW)
    with pytest.raises(Refused, match=r"why\.letter\.sending"):
        change(leaving, "other words", 2)


@pytest.mark.parametrize("state", [state for state in STATES if state != "sending"])
def test_changing_the_words_decides_nothing(state: State) -> None:
    letter = replace(LETTER, state=state, met="here:0")
    assert change(letter, "other words", 5) == replace(letter, text="other words", changed_ms=5)


def test_a_long_letter_is_kept_and_only_one_without_end_is_refused() -> None:
    assert len(change(LETTER, "x" * 1_000_000, 2).text) == 1_000_000
    with pytest.raises(Refused, match=r"why\.page\.long"):
        change(LETTER, "x" * (PAGE_LENGTH + 1), 2)


# When its writer is asked


def test_a_letter_held_during_a_rest_is_asked_about_at_the_return() -> None:
    mia, jon = couple()
    told(mia, jon, Rest())
    letter = held(jon)
    assert not to_ask(letter, post(jon))
    told(mia, jon, PartlyBack("talk"))
    assert not to_ask(letter, post(jon))
    told(mia, jon, Back())
    assert to_ask(letter, post(jon))


def test_a_letter_held_while_both_are_here_waits_for_the_next_return() -> None:
    mia, jon = couple()
    letter = held(jon)
    assert not to_ask(letter, post(jon))
    told(mia, jon, Rest())
    assert not to_ask(letter, post(jon))
    mia.wait(minutes=1)
    told(mia, jon, Back())
    assert to_ask(letter, post(jon))


def test_a_rest_that_was_taken_back_is_no_return() -> None:
    mia, jon = couple()
    letter = held(jon)
    told(mia, jon, Rest(), Undo())
    assert not to_ask(letter, post(jon))


def test_a_letter_is_asked_about_once_at_each_return_until_its_writer_answers() -> None:
    mia, jon = couple()
    told(mia, jon, Rest())
    letter = held(jon)
    for _ in range(3):
        told(mia, jon, Back())
        assert to_ask(letter, post(jon))
        letter = letters.asked(letter, post(jon))
        assert not to_ask(letter, post(jon))
        mia.wait(days=1)
        assert not to_ask(letter, post(jon)), "no answer is asked for twice"
        told(mia, jon, Rest())
        assert not to_ask(letter, post(jon))
        mia.wait(days=1)


def test_held_longer_means_until_the_next_return() -> None:
    mia, jon = couple()
    told(mia, jon, Rest())
    letter = letters.asked(held(jon), post(jon))
    mia.wait(hours=1)
    told(mia, jon, Back())
    again = decide(letter, "hold", post(jon), NOW)
    assert again is not None
    assert not to_ask(again, post(jon))
    mia.wait(days=1)
    told(mia, jon, Rest(), Back())
    assert to_ask(again, post(jon))


def test_what_the_rester_wrote_is_looked_at_again_on_the_own_return() -> None:
    mia, jon = couple()
    jon.do(Rest())
    letter = held(jon)
    assert not to_ask(letter, post(jon))
    jon.do(PartlyBack("talk"))
    assert not to_ask(letter, post(jon))
    jon.wait(hours=1)
    jon.do(Back())
    assert to_ask(letter, post(jon))
    told(mia, jon, Rest())
    assert not to_ask(letter, post(jon))


def test_a_letter_that_was_asked_about_is_shown_as_held() -> None:
    shown = [letters.state_shown(replace(LETTER, state=state)) for state in STATES]
    assert shown == ["written", "held", "held", "kept", "sending"]


@pytest.mark.parametrize("state", sorted({*STATES} - {"held", "asked"}))
def test_only_what_is_held_is_asked_about(state: State) -> None:
    assert not to_ask(replace(LETTER, state=state, met="resting:1"), OPEN)


def test_nobody_is_asked_where_there_is_no_partner_or_no_longer() -> None:
    letter = replace(LETTER, state="held", met="resting:1")
    assert to_ask(letter, OPEN)
    assert not to_ask(letter, Post(partner=None))
    assert not to_ask(letter, Post(partner=HERE, left=True))


def test_nobody_is_asked_while_no_letters_are_wished_for() -> None:
    letter = replace(LETTER, state="held", met="resting:1")
    assert not to_ask(letter, Post(partner=HERE, pace="none"))
    assert to_ask(letter, Post(partner=HERE, pace="one_at_a_time", quiet=True))


def test_a_letter_held_before_there_was_a_partner_waits_for_a_return_too() -> None:
    letter = decide(LETTER, "hold", Post(partner=None), NOW)
    assert letter is not None
    assert not to_ask(letter, OPEN)


# What keeps it from going out

TODAY = ms_of(NOW - timedelta(hours=2))
WAITS = {
    "why.letter.left": Post(partner=HERE, left=True),
    "why.letter.alone": Post(partner=None),
    "why.letter.resting": RESTS,
    "why.letter.partly_back": Post(partner=replace(resting(), state="partly_back", partly="talk")),
    "why.letter.none": Post(partner=HERE, pace="none"),
    "why.letter.quiet": Post(partner=HERE, quiet=True),
    "why.letter.one": Post(partner=HERE, pace="one_at_a_time", sent_ms=TODAY),
}


@pytest.mark.parametrize("why", WAITS)
def test_what_keeps_a_letter_keeps_it_whole(why: str) -> None:
    with pytest.raises(Refused) as refused:
        decide(LETTER, "send", WAITS[why], NOW)
    assert refused.value.why == why


@pytest.mark.parametrize("why", WAITS)
@pytest.mark.parametrize("choice", ["hold", "keep", "let_go"])
def test_nothing_keeps_anybody_from_the_other_choices(why: str, choice: Choice) -> None:
    after = decide(LETTER, choice, WAITS[why], NOW)
    assert (None if after is None else after.state) == LIFE[choice]


def test_one_at_a_time_is_one_a_day() -> None:
    free = [None, ms_of(NOW - timedelta(days=1)), ms_of(NOW + timedelta(days=365))]
    for sent_ms in free:
        assert why_not_send(LETTER, Post(partner=HERE, pace="one_at_a_time", sent_ms=sent_ms), NOW) is None


def test_any_pace_asks_nothing() -> None:
    assert why_not_send(LETTER, Post(partner=HERE, sent_ms=TODAY), NOW) is None


@pytest.mark.parametrize(
    ("text", "short", "why"),
    [
        ("", False, "why.letter.empty"),
        (" \n\u202e\0", False, "why.letter.empty"),
        ("x" * (SHARED_BYTES - 2), False, None),
        ("x" * (SHARED_BYTES - 1), False, "why.letter.long"),
        ("\n" * 10 + '"' * (SHARED_BYTES // 2), False, "why.letter.long"),
        ("x" * SHORT_LENGTH, True, None),
        ("x" * (SHORT_LENGTH + 1), True, "why.letter.short"),
        ("😴", True, None),
    ],
)
def test_what_a_letter_may_hold(text: str, short: bool, why: str | None) -> None:
    assert why_not_send(replace(LETTER, text=text), Post(partner=HERE, short=short), NOW) == why


def test_a_letter_goes_as_plain_text_and_stays_as_typed() -> None:
    letter = replace(LETTER, text="Dear \u202eJon,\0\r\n\r\nI  am here. ")
    said = LetterSent(letter="letteraaaa", text="Dear Jon,\n\nI  am here.", said_ms=ms_of(NOW))
    assert sent(letter, NOW) == said
    assert letter.text.endswith("here. ")


@pytest.mark.parametrize("mark", ["x", '"', "\n", "é", "😴", "\\"])
def test_the_longest_letter_fits_into_a_record_and_reads_back(mark: str) -> None:
    text = "a" + mark * (SHARED_BYTES // len(msgspec.json.encode(mark)[1:-1]) - 4) + "a"
    letter = replace(LETTER, text=text)
    assert why_not_send(letter, OPEN, NOW) is None
    body = sent(letter, NOW)
    data = encode_body(body, SALT)
    assert len(data) < MAX_BODY
    assert decode_body("letter.sent", data) == body


# Nothing by itself


def test_letters_have_no_clock_and_no_way_out_but_a_choice() -> None:
    """Five letters through a return, a month and a leaving: without a choice each stays, word for word."""
    mia, jon = couple()
    told(mia, jon, Rest())
    five = [replace(held(jon), id=f"letter{n}") for n in range(5)]
    told(mia, jon, Back())
    after = [letters.asked(letter, post(jon)) for letter in five if to_ask(letter, post(jon))]
    assert [letter.text for letter in after] == [LETTER.text] * 5
    assert {letter.state for letter in after} == {"asked"}
    month = NOW + timedelta(days=30)
    assert [to_ask(letter, Post(partner=HERE, left=True)) for letter in five] == [False] * 5
    assert why_not_send(after[0], Post(partner=HERE, left=True), month) == "why.letter.left"
