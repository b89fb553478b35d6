"""From nothing to the main job: invited, joined, confirmed; rest here, known there; a knock; back."""

from __future__ import annotations

import pytest

from tests.command.people import Couple, Person
from tests.home.couple import recording


def test_from_the_invitation_to_the_return(strangers: Couple) -> None:
    mia, jon = strangers.mia, strangers.jon
    words = mia.start()
    assert mia.ask("status")["link"] == "invited"

    assert jon.join(words).json == {"done": True, "inviter": "Mia", "folder": str(strangers.shared)}
    assert jon.ask("status")["link"] == "alone"

    assert mia.ask("confirm") == {"done": True, "partner": "Jon"}
    assert mia.ask("status")["link"] == "linked"
    assert [each["kind"] for each in jon.ask("sync")["changed"]] == ["linked"]

    assert mia.ask("rest", "--checkins", "one-knock") == {"done": True, "state": "resting", "outbox": 0}
    status = jon.ask("status")
    assert (status["partner"]["name"], status["partner"]["state"]) == ("Mia", "resting")
    assert status["may"]["knock"]

    jon.ask("knock")
    assert [each["kind"] for each in mia.ask("sync")["changed"]] == ["knock"]
    assert mia.ask("still-here") == {"done": True, "state": "resting", "outbox": 0}
    strangers.world.pass_time(hours=9)
    assert mia.ask("back") == {"done": True, "state": "here", "outbox": 0}

    told = jon.ask("sync")["changed"]
    assert told == [{"kind": "back", "name": "Mia", "text": "Mia is back. Take your time."}]
    assert jon.ask("status")["partner"]["state"] == "here"
    assert jon.ask("safety-number") == mia.ask("safety-number")


def test_a_person_reads_the_same_in_sentences(linked: Couple) -> None:
    details = ("--looks", "fewer_words", "--line", "I am close by.", "--guess", "tomorrow")
    rested = linked.mia.call("rest", *details, "--checkins", "not_now")
    assert rested.out == "You are resting. Nothing else is needed.\n"
    assert linked.jon.call("status").out == (
        "Mia is resting, still here.\n"
        "\n"
        "Mia: resting, still here, since this evening\n"
        "  Fewer words\n"
        "  “I am close by.”\n"
        "  Mia’s guess: tomorrow. It is a guess.\n"
        "  No check-ins for now.\n"
    )
    refused = linked.jon.call("knock")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == "Mia asked for no check-ins. A letter can wait for Mia’s return instead.\n"


def test_a_rest_is_known_without_anybody_asking_the_folder_first(linked: Couple) -> None:
    # No face keeps here, so that a question itself takes in what arrived.
    linked.mia.ask("rest")
    assert linked.jon.ask("status")["partner"]["state"] == "resting"


def test_what_was_taken_in_by_a_question_is_still_told_once(linked: Couple) -> None:
    linked.mia.ask("rest")
    linked.jon.ask("status")
    assert [each["kind"] for each in linked.jon.ask("sync")["changed"]] == ["resting"]
    assert linked.jon.ask("sync")["changed"] == []


def test_a_knock_looks_into_the_folder_before_it_is_left(linked: Couple) -> None:
    linked.mia.ask("rest", "--checkins", "one_knock")
    linked.jon.ask("sync")
    linked.mia.ask("rest", "--checkins", "not_now")
    assert "no check-ins" in linked.jon.refused("knock")


@pytest.mark.parametrize(
    ("typed", "options", "code"),
    [("\n", (), 1), ("yes\n", (), 1), ("knock\n", (), 0), ("", ("--yes",), 0)],
)
def test_at_a_terminal_a_knock_asks_first_whom_it_is_for(
    linked: Couple, monkeypatch: pytest.MonkeyPatch, typed: str, options: tuple[str, ...], code: int
) -> None:
    monkeypatch.setattr("stillhere.command.asking.at_terminal", lambda: True)
    linked.mia.ask("rest", "--checkins", "one_knock")
    linked.jon.ask("sync")
    done = linked.jon.call("knock", *options, given=typed)
    assert done.code == code
    assert ("Who is it for?" in done.err) is (not options)
    linked.mia.ask("sync")
    assert linked.jon.ask("status")["may"]["knock"] is bool(code)


def test_a_knock_that_is_not_welcome_asks_nothing(linked: Couple, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stillhere.command.asking.at_terminal", lambda: True)
    linked.mia.ask("rest")
    linked.jon.ask("sync")
    done = linked.jon.call("knock")
    assert done.code == 1
    assert done.err == (
        "Mia hasn’t said whether a knock is welcome. A letter can wait for Mia’s return instead.\n"
    )


def test_details_change_during_a_rest_and_are_no_notice(linked: Couple) -> None:
    linked.mia.ask("rest")
    linked.jon.ask("sync")
    assert linked.mia.call("rest", "--line", "Soup is on the stove.").out == "Saved.\n"
    assert linked.mia.ask("status")["me"]["line"] == "Soup is on the stove."
    assert [each["kind"] for each in linked.jon.ask("sync")["changed"]] == ["details"]
    assert linked.jon.ask("status")["partner"]["line"] == "Soup is on the stove."


def test_a_rest_that_came_and_went_unheard_has_no_details(linked: Couple) -> None:
    linked.mia.ask("rest")
    linked.mia.ask("undo")
    linked.jon.ask("sync")
    linked.mia.ask("rest")
    linked.mia.ask("back")
    assert linked.jon.ask("sync")["changed"] == []


def test_partly_back_says_for_what(linked: Couple) -> None:
    linked.mia.ask("rest")
    assert linked.mia.ask("back", "--partly", "company")["state"] == "partly_back"
    assert "Quiet company is welcome." in linked.jon.call("status").out


def test_an_undo_within_ten_seconds_takes_a_rest_back(linked: Couple) -> None:
    linked.mia.ask("rest")
    linked.jon.ask("sync")
    linked.world.pass_time(seconds=9)
    assert linked.mia.ask("undo")["state"] == "here"
    assert [each["kind"] for each in linked.jon.ask("sync")["changed"]] == ["withdraw"]


def test_an_undo_after_ten_seconds_is_refused(linked: Couple) -> None:
    linked.mia.ask("rest")
    linked.world.pass_time(seconds=11)
    assert "nothing to take back" in linked.mia.refused("undo")


def test_a_passed_guess_is_answered_by_resting_on_and_nobody_hears(linked: Couple) -> None:
    mia = linked.mia
    mia.ask("rest", "--guess", "this-evening")
    linked.world.pass_time(hours=12)
    assert "The guess has passed." in mia.call("status").out
    before = recording(linked.shared)
    assert mia.ask("rest")["state"] == "resting"
    assert recording(linked.shared) == before
    assert "The guess has passed." not in mia.call("status").out
    assert "already" in mia.refused("rest")


def test_another_name_reaches_the_other_side(linked: Couple) -> None:
    assert linked.mia.call("rename", "--name", "Mia Lou").out == "Renamed.\n"
    assert linked.jon.ask("status")["partner"]["name"] == "Mia Lou"


@pytest.mark.parametrize("verb", ["status", "sync", "doctor", "safety-number", "settings", "notifications"])
def test_asking_leaves_the_folder_as_it_is(linked: Couple, verb: str) -> None:
    linked.mia.ask("rest")
    before = recording(linked.shared)
    _asked(linked.jon, verb)
    assert recording(linked.shared) == before


def _asked(person: Person, verb: str) -> None:
    done = person.call("--json", verb)
    assert done.code == 0, done
    assert done.json
