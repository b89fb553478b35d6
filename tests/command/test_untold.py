"""What waits untold, because no face keeps, is what holds now: no list of rests and returns piles up."""

from __future__ import annotations

from tests.command.people import Couple


def _kinds(linked: Couple) -> list[str]:
    return [each["kind"] for each in linked.jon.ask("sync")["changed"]]


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
