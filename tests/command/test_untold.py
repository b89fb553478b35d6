"""What waits untold, because no face keeps, is what holds now: no list of rests and returns piles up."""

from __future__ import annotations

import pytest

from tests.command.people import Couple, Person


def _kinds(linked: Couple) -> list[str]:
    return [each["kind"] for each in linked.jon.ask("sync")["changed"]]


def _told(person: Person) -> list[str]:
    told = person.ask("sync")["changed"]
    return [each["text"] for each in told if each["kind"] not in {"details", "agreements"}]


def test_a_return_takes_the_place_of_the_rest_before_it(linked: Couple) -> None:
    for _ in range(2):
        linked.mia.ask("rest")
        linked.jon.ask("status")
        linked.world.pass_time(hours=1)
        linked.mia.ask("back")
        linked.jon.ask("status")
        linked.world.pass_time(hours=1)
    assert _kinds(linked) == ["back"]


def test_a_still_here_of_a_rest_that_is_over_is_not_told(linked: Couple) -> None:
    linked.mia.ask("rest")
    linked.mia.ask("still-here")
    linked.jon.ask("status")
    linked.world.pass_time(hours=1)
    linked.mia.ask("back")
    assert _kinds(linked) == ["back"]


def test_a_rest_taken_back_before_it_was_told_is_not_told(linked: Couple) -> None:
    linked.mia.ask("rest")
    linked.jon.ask("status")
    linked.mia.ask("undo")
    assert _kinds(linked) == []


def test_a_still_here_is_told_beside_its_rest(linked: Couple) -> None:
    linked.mia.ask("rest")
    linked.jon.ask("status")
    linked.mia.ask("still-here")
    assert _kinds(linked) == ["resting", "still_here"]


def _knocked_untold(linked: Couple) -> None:
    """Mia rests with one knock welcome; Jon knocks, and nobody has told Mia."""
    linked.mia.ask("rest", "--checkins", "one_knock")
    linked.jon.ask("knock")
    linked.mia.ask("status")


def test_a_knock_is_told_while_the_rest_goes_on(linked: Couple) -> None:
    _knocked_untold(linked)
    linked.mia.ask("rest", "--line", "near")
    assert _told(linked.mia) == ["Jon is here too. No reply needed."]


@pytest.mark.parametrize("over", [["back"], ["back", "--partly", "talk"], ["rest", "--checkins", "not_now"]])
def test_a_knock_at_a_rest_that_is_over_is_not_told(linked: Couple, over: list[str]) -> None:
    _knocked_untold(linked)
    linked.mia.ask(*over)
    assert _told(linked.mia) == []


def test_nor_in_the_next_rest_which_has_a_knock_of_its_own(linked: Couple) -> None:
    _knocked_untold(linked)
    linked.mia.ask("back")
    linked.mia.ask("rest", "--checkins", "one_knock")
    assert _told(linked.mia) == []
    linked.jon.ask("knock")
    assert _told(linked.mia) == ["Jon is here too. No reply needed."]


def test_what_waited_of_who_left_is_not_told_any_more(linked: Couple) -> None:
    linked.mia.ask("rest")
    linked.mia.ask("still-here")
    linked.jon.ask("status")
    linked.mia.ask("leave")
    assert _told(linked.jon) == ["Mia no longer shares here."]


def test_a_name_is_the_one_its_person_goes_by_when_it_is_told(linked: Couple) -> None:
    linked.mia.ask("rest")
    linked.jon.ask("status")
    linked.mia.ask("rename", "--name", "Mimi")
    assert _told(linked.jon) == ["Mimi is resting, still here."]
