"""What follows from each act: the body that is said, and what the device remembers of it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from stillhere.core.acts import (
    Act,
    Back,
    Details,
    KeepResting,
    Outcome,
    PartlyBack,
    Refused,
    Rename,
    Rest,
    SoftKnock,
    StillHere,
    Undo,
    flip,
    valid_name,
)
from stillhere.core.records.record import (
    LINE_LENGTH,
    NAME_LENGTH,
    Knock,
    PersonLeft,
    PersonNamed,
    Pulse,
    Status,
)
from stillhere.core.state.mine import Preset, Undoable
from stillhere.core.state.model import HERE, State, status_of
from stillhere.core.state.when import guess_end, ms_of
from stillhere.words import CATALOGUE
from tests.core.making import ALONE, JON, MIA, MIAS, NOW, Side, couple, folded, mia_rests, record

NOW_MS = ms_of(NOW)
ALL: Details = Details(
    looks=("less_touch", "fewer_words", "less_touch"),
    line="  near,\n but quiet ",
    guess="tomorrow",
    checkins="one_knock",
)


def own(side: Side) -> Status:
    return status_of(side.state, side.person)


def test_one_click_rests_with_nothing_chosen() -> None:
    mia, _ = couple()
    outcome = mia.outcome(Rest())
    body = Status(state="resting", since_ms=NOW_MS, rest="restmiaaaa")
    assert outcome == Outcome(
        body=body, mine=replace(mia.mine, undo=Undoable(n=1, at_ms=NOW_MS, before=HERE), preset=Preset())
    )


def test_details_are_cleaned_and_put_in_order() -> None:
    mia, _ = couple()
    mia.do(Rest(ALL))
    assert own(mia) == Status(
        state="resting",
        since_ms=NOW_MS,
        rest="restmiaaaa",
        looks=("fewer_words", "less_touch"),
        line="near, but quiet",
        guess="tomorrow",
        until_ms=guess_end("tomorrow", NOW),
        checkins="one_knock",
    )


def test_the_last_choices_are_the_preset_of_the_next_click() -> None:
    mia, _ = couple()
    mia.do(Rest(ALL))
    first = own(mia)
    mia.do(Back())
    mia.wait(days=3)
    mia.do(Rest())
    second = own(mia)
    assert second == replace(
        first, since_ms=ms_of(mia.now), rest=second.rest, until_ms=guess_end("tomorrow", mia.now)
    )
    assert second.rest != first.rest


def test_what_is_chosen_with_the_click_goes_before_the_preset() -> None:
    mia, _ = couple()
    mia.do(Rest(ALL))
    mia.do(Back())
    mia.do(Rest(Details(line="", guess="none")))
    status = own(mia)
    assert (status.line, status.guess, status.until_ms) == ("", None, None)
    assert (status.looks, status.checkins) == (("fewer_words", "less_touch"), "one_knock")


CHANGES: list[tuple[Details, dict[str, object]]] = [
    (Details(looks=()), {"looks": ()}),
    (Details(line="later"), {"line": "later"}),
    (Details(checkins="practical"), {"checkins": "practical"}),
    (Details(guess="none"), {"guess": None, "until_ms": None}),
    (Details(guess="open"), {"guess": "open", "until_ms": None}),
    (Details(guess="few_days"), {"guess": "few_days", "until_ms": guess_end("few_days", NOW)}),
]


@pytest.mark.parametrize(("details", "fields"), CHANGES)
def test_a_change_of_details_changes_nothing_else(details: Details, fields: dict[str, object]) -> None:
    mia, _ = couple()
    mia.do(Rest(ALL))
    before = own(mia)
    undo = mia.mine.undo
    mia.do(Rest(details))
    assert own(mia) == replace(before, **fields)
    assert mia.mine.undo == undo
    status = own(mia)
    assert mia.mine.preset == Preset(
        looks=status.looks, line=status.line, guess=status.guess, checkins=status.checkins or "not_now"
    )


@pytest.mark.parametrize("details", [Details(), ALL, Details(line="near, but quiet")])
def test_nothing_changed_says_nothing(details: Details) -> None:
    mia, _ = couple()
    mia.do(Rest(ALL))
    assert mia.why_not(Rest(details)) == "why.rest.already"


def test_a_change_after_a_return_was_taken_back_is_no_undo() -> None:
    mia, _ = mia_rests()
    mia.do(Back())
    mia.do(Undo())
    assert own(mia).undoes == 2
    assert mia.why_not(Rest()) == "why.rest.already"
    mia.do(Rest(Details(line="a moment more")))
    assert own(mia).undoes == 0


@pytest.mark.parametrize("length", [LINE_LENGTH, LINE_LENGTH + 1])
def test_a_line_is_never_cut_off(length: int) -> None:
    mia, _ = couple()
    line = "e\u0301" * length  # two characters typed, one in the line
    assert mia.why_not(Rest(Details(line=line))) == ("" if length == LINE_LENGTH else "why.line.long")
    assert str(LINE_LENGTH) in CATALOGUE["why.line.long"]


def test_back_is_here_and_nothing_else() -> None:
    mia, _ = couple()
    mia.do(Rest(ALL))
    mia.wait(hours=2)
    assert mia.outcome(Back()).body == Status(state="here", since_ms=ms_of(mia.now))


def test_partly_back_belongs_to_the_rest_it_comes_from() -> None:
    mia, _ = mia_rests()
    rest = own(mia).rest
    mia.wait(hours=2)
    mia.do(PartlyBack("talk"))
    assert own(mia) == Status(state="partly_back", since_ms=ms_of(mia.now), rest=rest, partly="talk")


def test_another_form_of_partly_back_keeps_its_beginning() -> None:
    mia, _ = mia_rests()
    mia.do(PartlyBack("talk"))
    before = own(mia)
    mia.wait(hours=2)
    mia.do(PartlyBack("company"))
    assert own(mia) == replace(before, partly="company")


def test_the_same_form_again_says_nothing_and_keeps_the_undo() -> None:
    mia, _ = mia_rests()
    mia.do(PartlyBack("talk"))
    undo = mia.mine.undo
    assert mia.try_to(PartlyBack("talk")) is None
    assert mia.mine.undo == undo
    mia.do(Undo())
    assert own(mia).state == "resting"


def test_from_partly_back_one_can_rest_again_and_it_is_another_rest() -> None:
    mia, _ = mia_rests()
    rest = own(mia).rest
    mia.do(PartlyBack("talk"))
    mia.do(Rest())
    assert own(mia).state == "resting"
    assert own(mia).rest != rest


def test_still_here_names_its_rest_and_its_moment() -> None:
    mia, _ = mia_rests()
    mia.wait(minutes=5)
    assert mia.outcome(StillHere()).body == Pulse(rest=own(mia).rest, said_ms=ms_of(mia.now))


def test_a_knock_names_the_rest_it_is_for() -> None:
    mia, jon = mia_rests("one_knock")
    assert jon.outcome(SoftKnock()).body == Knock(rest=own(mia).rest)


def test_an_undo_puts_back_what_was_and_can_be_done_once() -> None:
    mia, _ = couple()
    mia.do(Rest(ALL))
    first = own(mia)
    mia.do(Back())
    assert mia.outcome(Undo()).body == replace(first, undoes=2)
    mia.do(Undo())
    assert mia.why_not(Undo()) == "why.undo.over"


def test_an_undo_of_a_click_takes_its_details_along_and_the_preset_keeps_them() -> None:
    mia, _ = couple()
    mia.do(Rest())
    mia.do(Rest(ALL))
    mia.do(Undo())
    assert own(mia) == replace(HERE, undoes=1)
    assert mia.mine.preset.line == "near, but quiet"


@pytest.mark.parametrize(
    ("seconds", "why"), [(0, ""), (10, ""), (10.001, "why.undo.over"), (-1, "why.undo.over")]
)
def test_an_undo_has_ten_seconds(seconds: float, why: str) -> None:
    mia, _ = mia_rests()
    mia.wait(seconds=seconds)
    assert mia.why_not(Undo()) == why


def test_a_guess_that_passed_is_answered_for_itself_alone() -> None:
    mia, _ = couple()
    mia.do(Rest(Details(guess="this_evening")))
    assert mia.why_not(KeepResting()) == "why.guess.nothing"
    mia.wait(hours=14)
    mia.try_to(KeepResting())
    assert mia.why_not(KeepResting()) == "why.guess.nothing"
    mia.do(Rest(Details(guess="this_evening")))  # another guess
    mia.wait(days=1)
    assert mia.why_not(KeepResting()) == ""


def test_a_name_is_given_at_any_time() -> None:
    mia, _ = couple()
    assert mia.outcome(Rename(" Mi\u200ba ")).body == PersonNamed(name="Mia")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "why.name.empty"),
        (" \u200b ", "why.name.empty"),
        ("\u3164", "why.name.empty"),
        ("J" * NAME_LENGTH, ""),
        ("J" * (NAME_LENGTH + 1), "why.name.long"),
    ],
)
def test_a_name_can_be_seen_and_read_at_one_glance(name: str, why: str) -> None:
    mia, _ = couple()
    assert mia.why_not(Rename(name)) == why
    assert str(NAME_LENGTH) in CATALOGUE["why.name.long"]


def test_a_valid_name_is_the_cleaned_one() -> None:
    assert valid_name(" Jo\u0301 ") == "Jó"
    with pytest.raises(Refused, match=r"^why\.name\.empty$"):
        valid_name("\n")


EVERY_ACT: list[Act] = [
    Rest(),
    Rest(ALL),
    PartlyBack("talk"),
    Back(),
    StillHere(),
    SoftKnock(),
    Undo(),
    Rename("Mia"),
]


@pytest.mark.parametrize("what", EVERY_ACT, ids=lambda what: type(what).__name__)
def test_who_left_says_nothing_more(what: Act) -> None:
    mia, _ = mia_rests()
    mia.state = folded([record(PersonLeft(), MIAS)], mia.state)
    assert mia.why_not(what) == "why.left"


@pytest.mark.parametrize("what", EVERY_ACT, ids=lambda what: type(what).__name__)
def test_a_refusal_names_a_reason_of_the_catalogue_and_changes_nothing(what: Act) -> None:
    for side in (*couple(), Side(MIA, MIAS, state=ALONE), *mia_rests()):
        state, mine = side.state, side.mine
        why = side.why_not(what)
        assert why == "" or why in CATALOGUE
        assert (side.state, side.mine) == (state, mine)


def test_who_is_alone_can_rest_and_return() -> None:
    mia = Side(MIA, MIAS, state=ALONE)
    mia.do(Rest(ALL))
    assert mia.headline() == "You are resting. Nothing else is needed."
    mia.do(PartlyBack("talk"))
    assert mia.headline() == "You are a little bit back."
    mia.do(Back())
    assert mia.headline() == "You are here."


def test_a_click_goes_to_and_fro() -> None:
    mia, _ = couple()
    assert flip(mia.state, mia.mine) == Rest()
    mia.do(Rest())
    assert flip(mia.state, mia.mine) == Back()
    mia.do(PartlyBack("talk"))
    assert flip(mia.state, mia.mine) == Back()
    assert flip(State(), mia.mine) == Rest()


def test_an_act_speaks_for_its_own_person() -> None:
    mia, jon = couple()
    assert mia.do(Rest()).header.device == MIAS
    assert status_of(mia.state, JON) is HERE
    assert own(jon) is HERE
    assert {status_of(mia.state, MIA).state, status_of(jon.state, MIA).state} == {"resting", "here"}


def test_a_rest_can_be_said_in_all_its_details_with_the_click() -> None:
    mia, _ = couple()
    details = Details(looks=("fewer_words",), line="", guess="tomorrow", checkins="practical")
    preset = Preset(looks=("fewer_words",), guess="tomorrow", checkins="practical")
    assert mia.outcome(Rest(details)).mine.preset == preset
