"""The JSON documents, field by field: scripts are written against them, and a change here breaks somebody."""

from __future__ import annotations

from typing import Any

import pytest

from stillhere.words import say
from tests.command.people import Couple
from tests.home.couple import recording

MAY = {"rest": bool, "back": bool, "still_here": bool, "knock": bool, "letter": bool}
PERSON = {
    "name": str, "state": str, "looks": list, "line": str, "guess": (str, type(None)), "checkins": str,
    "since": (str, type(None)),
}  # fmt: skip
STATUS: dict[str, Any] = {
    "link": str,
    "news": str,
    "me": PERSON,
    "partner": PERSON,
    "may": MAY,
    "why_not": dict,
    "letters": {"held": int, "arrived_unopened": int},
    "agreements": {"in_force": int, "offered_to_me": int, "offered_by_me": int, "review_due": int},
    "outbox": int,
    "set_aside": int,
    "folder": {"path": (str, type(None)), "carrier": str, "reachable": bool},
}


def shaped(document: Any, shape: Any) -> None:
    """Asserts that `document` has the fields of `shape` and no others, each of its type."""
    if not isinstance(shape, dict):
        assert isinstance(document, shape), (document, shape)
        return
    assert set(document) == set(shape)
    for name, inner in shape.items():
        shaped(document[name], inner)


def test_the_status_has_these_fields_and_no_others(linked: Couple) -> None:
    shaped(linked.mia.ask("status"), STATUS)


def test_the_status_while_the_partner_rests(linked: Couple) -> None:
    details = ("--looks", "shorter-replies,near_but_quiet", "--line", "Soup is warm.", "--guess", "tomorrow")
    linked.mia.ask("rest", *details, "--checkins", "one-knock")
    assert linked.jon.ask("status") == {
        "link": "linked",
        "news": "ok",
        "me": {
            "name": "Jon", "state": "here", "looks": [], "line": "", "guess": None, "checkins": "not_now",
            "since": None,
        },
        "partner": {
            "name": "Mia", "state": "resting", "looks": ["near_but_quiet", "shorter_replies"],
            "line": "Soup is warm.", "guess": "tomorrow", "checkins": "one_knock", "since": "evening",
        },
        "may": {"rest": True, "back": False, "still_here": False, "knock": True, "letter": True},
        "why_not": {
            "back": "You are here already.",
            "still_here": "“Still here” is for the one who rests.",
        },
        "letters": {"held": 0, "arrived_unopened": 0},
        "agreements": {"in_force": 0, "offered_to_me": 0, "offered_by_me": 0, "review_due": 0},
        "outbox": 0,
        "set_aside": 0,
        "folder": {"path": str(linked.shared), "carrier": "unknown", "reachable": True},
    }  # fmt: skip


def test_ones_own_since_is_a_time_and_the_partners_a_part_of_a_day(linked: Couple) -> None:
    linked.mia.ask("rest")
    assert linked.mia.ask("status")["me"]["since"] == "2026-11-20T19:30:00+01:00"
    assert linked.jon.ask("status")["partner"]["since"] == "evening"
    linked.world.pass_time(days=1)
    assert linked.jon.ask("status")["partner"]["since"] == "yesterday"
    linked.world.pass_time(days=1)
    assert linked.jon.ask("status")["partner"]["since"] == "days"


def test_what_may_not_be_done_has_its_reason_and_nothing_else_has_one(linked: Couple) -> None:
    linked.mia.ask("rest")
    for person in (linked.mia, linked.jon):
        status = person.ask("status")
        assert {doing for doing, allowed in status["may"].items() if not allowed} == set(status["why_not"])


def test_alone_there_is_no_partner_and_no_folder(strangers: Couple) -> None:
    strangers.mia.ask("start", "--alone", "--name", "Mia")
    status = strangers.mia.ask("status")
    assert (status["link"], status["partner"]) == ("alone", None)
    assert status["folder"] == {"path": None, "carrier": "unknown", "reachable": False}


def test_the_start_prints_the_words_and_the_folder(strangers: Couple) -> None:
    document = strangers.mia.ask("start", "--name", "Mia", "--folder", str(strangers.shared))
    assert set(document) == {"words", "folder"}
    assert (len(document["words"]), document["folder"]) == (12, str(strangers.shared))


def test_a_start_alone_prints_the_same_fields(strangers: Couple) -> None:
    assert strangers.mia.ask("start", "--alone", "--name", "Mia") == {"words": [], "folder": None}


@pytest.mark.parametrize(
    ("verbs", "state"),
    [
        ([("rest",)], "resting"),
        ([("rest",), ("rest", "--guess", "open")], "resting"),
        ([("rest",), ("still-here",)], "resting"),
        ([("rest",), ("back",)], "here"),
        ([("rest",), ("back", "--partly", "talk")], "partly_back"),
        ([("rest",), ("undo",)], "here"),
        ([("rename", "--name", "Mia Lou")], "here"),
    ],
)
def test_an_act_says_that_it_is_done(linked: Couple, verbs: list[tuple[str, ...]], state: str) -> None:
    documents = [linked.mia.ask(*verb) for verb in verbs]
    assert documents[-1] == {"done": True, "state": state, "outbox": 0}


def test_a_refused_act_says_why_and_exits_with_one(linked: Couple) -> None:
    assert linked.mia.refused("back") == "You are here already."
    assert linked.mia.refused("still-here") == "“Still here” is for the one who rests."
    assert linked.mia.refused("knock") == "Jon isn’t resting. A knock is for a rest."
    assert linked.mia.refused("undo") == "There is nothing to take back. A click changes it again."


def test_a_sync_says_what_changed(linked: Couple) -> None:
    linked.mia.ask("rest")
    assert linked.jon.ask("sync") == {
        "done": True,
        "keeper": None,
        "changed": [{"kind": "resting", "name": "Mia", "text": "Mia is resting, still here."}],
        "outbox": 0,
        "set_aside": 0,
    }


def test_a_sync_tells_of_agreements(linked: Couple) -> None:
    offer = ("agreement", "offer", "--kind", "own_words", "--title", "T", "--text", "Both.")
    changed = [
        {"kind": "agreements", "name": "", "text": say("command.notice.agreements")},
    ]
    linked.mia.ask(*offer)
    offered = say("command.status.agreement.offered", name="Mia")
    assert linked.jon.ask("sync")["changed"] == [{**changed[0], "text": offered}]
    (shown,) = linked.jon.ask("agreement", "list")
    linked.jon.ask("agreement", "yes", shown["id"])
    assert linked.mia.ask("sync")["changed"] == changed
    linked.mia.ask("agreement", "end", shown["id"])
    assert linked.jon.ask("sync")["changed"] == changed
    assert linked.jon.ask("sync")["changed"] == []


def test_the_safety_number_is_eight_groups_of_five_digits(linked: Couple) -> None:
    document = linked.mia.ask("safety-number")
    assert set(document) == {"safety_number", "compared"}
    assert [len(group) for group in document["safety_number"]] == [5] * 8
    assert "".join(document["safety_number"]).isdecimal()


def test_what_came_of_comparing_is_kept_here_alone(linked: Couple) -> None:
    before = recording(linked.shared)
    assert linked.mia.ask("safety-number")["compared"] == "never"
    for said in ("same", "differs"):
        done = linked.mia.call("--json", "safety-number", "--compared", said)
        assert (done.code, done.json["compared"]) == (0, said)
        assert linked.mia.ask("safety-number")["compared"] == said
    assert linked.jon.ask("safety-number")["compared"] == "never"
    assert recording(linked.shared) == before


def test_a_trouble_says_why_and_the_next_step(strangers: Couple) -> None:
    done = strangers.mia.call("--json", "status")
    assert (done.code, set(done.json)) == (3, {"done", "why", "next"})
    assert not done.json["done"]


def test_the_notifications_are_shown_and_chosen(linked: Couple) -> None:
    assert linked.mia.ask("notifications") == {"notifications": "named"}
    assert linked.mia.ask("notifications", "discreet") == {"done": True, "notifications": "discreet"}
    assert linked.mia.ask("notifications") == {"notifications": "discreet"}


def test_the_settings_are_those_of_the_file(linked: Couple) -> None:
    assert linked.mia.ask("settings") == {
        "notifications": "named", "chosen_notifications": False, "theme": "system",
        "folder": str(linked.shared), "poll_seconds": 30, "hide_key": "F8", "phrases": [],
        "text_size": 100, "lock_minutes": 0, "nudge": False, "autostart": False,
    }  # fmt: skip


def test_a_question_of_json_may_stand_before_the_verb_and_after_it(linked: Couple) -> None:
    assert linked.mia.call("status", "--json").json == linked.mia.call("--json", "status").json
