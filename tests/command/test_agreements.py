"""``agreement`` at a command line: its documents, its acts, and the journeys of consent and of one knock."""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest

from stillhere.core.records.terms import SETTINGS
from stillhere.home.library import Library
from stillhere.words import say
from tests.command.people import Couple, Person, call
from tests.home.couple import recording

TEA = ("--kind", "own_words", "--title", "Tea", "--text", "Ten minutes.")
ENTRY: dict[str, Any] = {
    "id": str,
    "title": str,
    "kind": str,
    "text": str,
    "settings": dict,
    "in_force": bool,
    "state": str,
    "mine": bool,
    "my_answer": (str, type(None)),
    "their_answer": (str, type(None)),
    "revision": (str, type(None)),
    "review_on": (str, type(None)),
}
NOTHING = {"in_force": 0, "offered_to_me": 0, "offered_by_me": 0, "review_due": 0}


def listed(person: Person) -> list[dict[str, Any]]:
    """The list, whose entries have exactly the fields of the contract."""
    found: list[dict[str, Any]] = person.ask("agreement", "list")
    for each in found:
        assert set(each) == set(ENTRY)
        assert all(isinstance(each[name], shape) for name, shape in ENTRY.items()), each
    return found


def only(person: Person) -> dict[str, Any]:
    (found,) = listed(person)
    return found


def agreed(linked: Couple, *words: str) -> str:
    """The id of what Mia offered and Jon said yes to."""
    name: str = linked.mia.ask("agreement", "offer", *words)["id"]
    theirs = next(each for each in listed(linked.jon) if each["id"] == name)
    linked.jon.ask("agreement", "yes", theirs["id"])
    linked.mia.ask("sync")
    return name


# --- Journeys --------------------------------------------------------------------------------------------


def test_consent(linked: Couple) -> None:
    mia, jon = linked.mia, linked.jon
    offered = mia.ask("agreement", "offer", *TEA)
    assert (offered["done"], offered["state"], offered["outbox"]) == (True, "offered", 0)
    assert jon.ask("status")["agreements"] == {**NOTHING, "offered_to_me": 1}
    assert mia.ask("status")["agreements"] == {**NOTHING, "offered_by_me": 1}
    # Jon edits the offer: both yeses clear.
    jon.ask("agreement", "suggest", only(jon)["id"], "--text", "Five minutes.")
    shown = only(mia)
    assert (shown["text"], shown["mine"], shown["my_answer"], shown["their_answer"]) == (
        "Five minutes.", False, None, "yes",
    )  # fmt: skip
    # Mia says not now: nothing is in force.
    assert mia.ask("agreement", "not-now", shown["id"])["state"] == "offered"
    assert only(jon)["their_answer"] == "not_now"
    assert mia.ask("status")["agreements"] == jon.ask("status")["agreements"] == NOTHING
    # Later Mia says yes, and still later ends it alone; Jon's app obeys as soon as it hears.
    assert mia.ask("agreement", "yes", shown["id"])["state"] == "in_force"
    assert only(jon)["in_force"]
    assert jon.ask("status")["agreements"] == {**NOTHING, "in_force": 1}
    assert mia.ask("agreement", "end", shown["id"])["state"] == "ended"
    assert (only(jon)["state"], only(jon)["in_force"]) == ("ended", False)
    assert jon.ask("status")["agreements"] == NOTHING


def test_a_limit_on_check_ins(linked: Couple) -> None:
    mia, jon = linked.mia, linked.jon
    agreed(linked, "--template", "check_ins.one_knock")
    mia.ask("rest")
    assert jon.ask("status")["partner"]["checkins"] == "one_knock"
    assert jon.ask("status")["may"]["knock"]
    jon.ask("knock")
    assert [each["kind"] for each in mia.ask("sync")["changed"]] == ["knock"]
    assert jon.refused("knock") == "Mia welcomes one knock, and yours is at the door."
    mia.ask("rest", "--checkins", "not-now")
    jon.ask("sync")
    assert jon.refused("knock").startswith("Mia asked for no check-ins.")
    assert jon.ask("status")["why_not"]["knock"].startswith("Mia asked for no check-ins.")


def test_a_list_says_what_an_offer_can_be_answered(linked: Couple) -> None:
    linked.mia.ask("agreement", "offer", *TEA)
    linked.jon.ask("sync")
    assert say("command.agreement.to_answer") in linked.jon.call("agreement", "list").out
    assert say("command.agreement.to_answer") not in linked.mia.call("agreement", "list").out


def test_an_agreement_limits_the_one_who_knocks(linked: Couple) -> None:
    linked.mia.ask("rest", "--checkins", "one-knock")
    agreed(linked, "--kind", "check_ins", "--title", "None", "--set", "per_rest=0")
    assert linked.jon.refused("knock").startswith("You and Mia agreed on no knocks during a rest.")


# --- Offering and drafts ---------------------------------------------------------------------------------

SETS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "before_rest": (
        ("steps=Kettle on", "steps=Goodnight, or not"),
        {"steps": ["Kettle on", "Goodnight, or not"]},
    ),
    "on_return": (("steps=Coats",), {"steps": ["Coats"]}),
    "check_ins": (
        ("per-rest=1", "after_hours=24"),
        {"who": "either", "form": "knock", "per_rest": 1, "after_hours": 24},
    ),
    "quiet_hours": (
        ("from=22:00", "to=07:00", "days=Sat, sun"),
        {"from": "22:00", "to": "07:00", "days": ["sat", "sun"]},
    ),
    "still_here_rhythm": (("every_days=2",), {"every_days": 2}),
    "guess": (("guess=few-days",), {"guess": "few_days"}),
    "letters": (("pace=one-at-a-time", "form=short"), {"pace": "one_at_a_time", "form": "short"}),
    "handover": (("items=Bins",), {"items": ["Bins"]}),
    "urgent": (("channel=Ring twice",), {"channel": "Ring twice"}),
    "low_contact": (("practical_only=true",), {"practical_only": True}),
    "own_words": ((), {}),
}


def test_every_kind_has_its_settings_here() -> None:
    assert set(SETS) == set(SETTINGS)


@pytest.mark.parametrize("kind", SETS)
def test_settings_are_given_as_key_and_value(kind: str, linked: Couple) -> None:
    given, expected = SETS[kind]
    options = [word for each in given for word in ("--set", each)]
    linked.mia.ask("agreement", "offer", "--kind", kind, "--title", "T", "--text", "Both.", *options)
    assert only(linked.jon)["settings"] == expected
    done = linked.jon.call("agreement", "show", only(linked.jon)["id"])
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("offer",), "A topic is missing"),
        (("offer", "--template", "nothing.here"), "There is no template"),
        (("offer", "--kind", "check_ins", "--title", "T", "--set", "knocks=1"), "“knocks=1” doesn’t fit"),
        (("offer", "--kind", "check_ins", "--title", "T", "--set", "per_rest"), "“per_rest” doesn’t fit"),
        (("offer", "--kind", "check_ins", "--title", "T", "--set", "per_rest=5"), "“per_rest=5” doesn’t fit"),
        (("offer", *TEA, "--review-in", "4 years"), "A span is a number"),
        (("offer", *TEA, "--set", "steps=a"), "“steps=a” doesn’t fit own_words."),
        (("show",), "An id is missing"),
        (("yes",), "An id is missing"),
        (("offer", "--template", "guess.open", "--kind", "letters"), "A change keeps its topic."),
        (("offer", "--kind", "own_words", "--title", "T", "--file", "/nowhere/at/all"), "“/nowhere/at/all”"),
    ],
)
def test_wrong_usage(words: tuple[str, ...], why: str, linked: Couple) -> None:
    done = linked.mia.call("agreement", *words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(why)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        (("per_rest=1", "after_hours=soon"), "after_hours=soon"),
        (("per_rest=1", "knocks=1", "after_hours=-3"), "knocks=1, after_hours=-3"),
    ],
)
def test_of_several_settings_those_are_named_that_do_not_fit(
    settings: tuple[str, ...], named: str, linked: Couple
) -> None:
    given = [word for each in settings for word in ("--set", each)]
    done = linked.mia.call("agreement", "draft", "--kind", "check_ins", "--title", "T", "--text", "x", *given)
    assert (done.code, done.err) == (
        2, say("command.usage.agreement_setting", given=named, kind="check_ins") + "\n",
    )  # fmt: skip


def test_settings_that_are_missing_are_named(linked: Couple) -> None:
    night = ("--kind", "quiet_hours", "--title", "Night", "--text", "x", "--set", "from=22:00")
    done = linked.mia.call("agreement", "draft", *night)
    assert (done.code, done.err.startswith("quiet_hours needs to=…, days=… as well.")) == (2, True)


def test_unknown_options_and_choices_are_wrong_usage(linked: Couple) -> None:
    assert linked.mia.call("agreement", "accept").code == 2
    assert linked.mia.call("agreement", "offer", "--kind", "money", "--title", "T").code == 2
    assert linked.mia.call("agreement", "offer", "--text", "a", "--file", "b").code == 2


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("offer", "--kind", "own_words", "--title", "T"), "Own words need at least one word."),
        (
            ("offer", "--kind", "own_words", "--title", " ", "--text", "a"),
            "A title needs at least one letter.",
        ),
        (("offer", "--kind", "guess", "--title", "T"), "A setting is missing, or doesn’t fit this topic."),
        (("yes", "nobodyknows"), "There is no such agreement here."),
        (("end", "nobodyknows"), "There is no such agreement here."),
        (("show", "nobodyknows"), "There is no such agreement here."),
        (("offer", "nobodyknows"), "There is no such agreement here."),
        (("draft", "nobodyknows", "--title", "T"), "There is no such agreement here."),
    ],
)
def test_refusals(words: tuple[str, ...], why: str, linked: Couple) -> None:
    assert linked.mia.refused("agreement", *words) == why


def test_a_second_offer_about_a_topic_waits_a_week(linked: Couple) -> None:
    linked.mia.ask("agreement", "offer", *TEA)
    assert linked.mia.refused("agreement", "offer", *TEA).startswith("One offer about a topic in a week")
    linked.world.pass_time(days=7)
    linked.mia.ask("agreement", "offer", *TEA)


def test_a_text_comes_from_a_file_or_from_standard_input(linked: Couple, tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("From a file.\n\nTwo paragraphs.\n", encoding="utf-8")
    kind = ("--kind", "own_words", "--title", "T")
    linked.mia.ask("agreement", "draft", *kind, "--file", str(file))
    linked.mia.ask("agreement", "draft", *kind, "--file", "-", given="From standard input.")
    assert [each["text"] for each in listed(linked.mia)] == [
        "From a file.\n\nTwo paragraphs.\n",
        "From standard input.",
    ]
    done = linked.mia.call(
        "--passphrase-file", "-", "agreement", "draft", *kind, "--file", "-", given="secret", unlock=False
    )
    assert (done.code, done.err) == (2, "Only one of passphrase and words can come from standard input.\n")


def test_a_draft_is_ones_own_until_it_is_offered(linked: Couple) -> None:
    mia, jon = linked.mia, linked.jon
    before = recording(linked.shared)
    draft = mia.ask("agreement", "draft", *TEA)
    assert (draft["state"], draft["revision"]) == ("draft", None)
    assert mia.ask("agreement", "draft", draft["id"], "--text", "Nine minutes.")["id"] == draft["id"]
    assert (only(mia)["text"], only(mia)["title"], only(mia)["state"]) == ("Nine minutes.", "Tea", "draft")
    assert listed(jon) == []
    assert recording(linked.shared) == before
    offered = mia.ask("agreement", "offer", draft["id"], "--review-in", "2w")
    assert (offered["id"], offered["state"]) == (draft["id"], "offered")
    assert only(jon)["text"] == "Nine minutes."
    jon.ask("agreement", "yes", only(jon)["id"])
    assert only(jon)["review_on"] == "2026-12-04"


def test_a_draft_of_a_change_is_offered_as_a_change(linked: Couple) -> None:
    name = agreed(linked, *TEA)
    draft = linked.jon.ask("agreement", "draft", name, "--text", "Five minutes.")
    assert [each["state"] for each in listed(linked.jon)] == ["in_force", "draft"]
    assert linked.jon.ask("agreement", "offer", draft["id"])["id"] == name
    assert [each["state"] for each in listed(linked.mia)] == ["in_force", "offered"]


def test_a_draft_is_dropped_by_ending_it(linked: Couple) -> None:
    draft = linked.mia.ask("agreement", "draft", *TEA)
    assert linked.mia.ask("agreement", "end", draft["id"])["state"] is None
    assert listed(linked.mia) == []


# --- Answers ---------------------------------------------------------------------------------------------


def test_words_that_have_just_arrived_are_read_first(linked: Couple) -> None:
    offered = linked.mia.ask("agreement", "offer", *TEA)
    why = linked.jon.refused("agreement", "yes", offered["id"])
    assert why == "These words have just arrived here. “stillhere agreement show” shows them first."
    linked.jon.ask("agreement", "show", offered["id"])
    linked.jon.ask("agreement", "yes", offered["id"])


def test_a_yes_to_the_exact_wording_needs_no_reading_here(linked: Couple) -> None:
    offered = linked.mia.ask("agreement", "offer", *TEA)
    linked.jon.ask("agreement", "yes", offered["revision"])
    assert only(linked.jon)["in_force"]


def test_a_yes_never_reaches_words_that_were_reworded_meanwhile(linked: Couple) -> None:
    offered = linked.mia.ask("agreement", "offer", *TEA)
    listed(linked.jon)
    linked.mia.ask("agreement", "suggest", offered["id"], "--text", "All evening, every evening.")
    assert linked.jon.refused("agreement", "yes", offered["id"]).startswith("These words no longer stand.")
    assert not only(linked.jon)["in_force"]


def test_an_id_may_be_shortened(linked: Couple) -> None:
    offered = linked.mia.ask("agreement", "offer", *TEA)
    listed(linked.jon)
    linked.jon.ask("agreement", "yes", offered["id"][:4])
    assert "There is no such" in linked.jon.refused("agreement", "end", offered["id"][:3])
    linked.jon.ask("agreement", "end", offered["revision"][:6])


def test_where_two_wordings_stand_one_is_named(linked: Couple) -> None:
    name = agreed(linked, *TEA)
    linked.world.pass_time(days=8)
    changes = [
        person.ask("agreement", "suggest", name, "--text", f"{person.name} changes it.")["revision"]
        for person in (linked.mia,)
    ]
    linked.jon.ask("agreement", "draft", *TEA)
    found = linked.jon.ask("agreement", "show", name)
    assert (found["in_force"], [each["revision"] for each in found["others"]]) == (True, changes)
    assert found["others"][0]["difference"]["text"][0] == ["taken", "Ten minutes"]
    linked.jon.ask("agreement", "yes", name)
    assert [each["text"] for each in listed(linked.mia)] == ["Mia changes it."]


def test_an_own_offer_is_taken_back_by_not_now(linked: Couple) -> None:
    offered = linked.mia.ask("agreement", "offer", *TEA)
    assert linked.mia.ask("agreement", "not-now", offered["id"])["done"]
    assert only(linked.mia)["state"] == "draft"
    assert listed(linked.jon) == []


def test_pausing_resuming_renewing(linked: Couple) -> None:
    name = agreed(linked, *TEA)
    assert linked.mia.ask("agreement", "pause", name)["state"] == "paused"
    assert only(linked.jon)["state"] == "paused"
    assert linked.jon.refused("agreement", "resume", name) == "There is no pause of yours on it."
    assert linked.mia.ask("agreement", "resume", name)["state"] == "in_force"
    assert linked.mia.refused("agreement", "renew", name) == "There is nothing to renew yet."
    linked.world.pass_time(days=28)
    assert linked.mia.ask("status")["agreements"] == {**NOTHING, "in_force": 1, "review_due": 1}
    linked.mia.ask("agreement", "renew", name)
    linked.jon.ask("agreement", "renew", name)
    assert linked.mia.ask("status")["agreements"] == {**NOTHING, "in_force": 1}
    linked.world.pass_time(days=35)
    assert only(linked.mia)["state"] == "resting"
    assert linked.mia.ask("status")["agreements"] == NOTHING


def test_a_copy_of_what_is_over_is_forgotten_by_its_owner(linked: Couple) -> None:
    name = agreed(linked, *TEA)
    assert linked.mia.refused("agreement", "forget", name) == "It can be put away once it is over."
    linked.mia.ask("agreement", "end", name)
    linked.mia.ask("agreement", "forget", name)
    assert listed(linked.mia) == []
    assert only(linked.jon)["state"] == "ended"


def test_an_offer_that_faded_is_over_for_scripts(linked: Couple) -> None:
    linked.mia.ask("agreement", "offer", *TEA)
    linked.world.pass_time(days=29)
    assert only(linked.mia)["state"] == "ended"
    assert listed(linked.jon) == []
    assert linked.mia.ask("status")["agreements"] == NOTHING


# --- For people ------------------------------------------------------------------------------------------


def test_a_person_reads_how_it_stands(linked: Couple) -> None:
    mia, jon = linked.mia, linked.jon
    assert mia.call("agreement").out == "There are no agreements, and nobody needs any.\n"
    name = mia.ask("agreement", "offer", "--template", "check_ins.one_knock")["id"]
    assert jon.call("agreement", "list").out == (
        f"One knock, no answer needed (Check-ins), {name}\n"
        "  Offered by Mia\n"
        "\n"
        f"{say('command.agreement.to_answer')}\n"
    )  # fmt: skip
    assert "Mia offers an agreement." in jon.call("status").out
    assert "offers an agreement" not in mia.call("status").out
    assert (
        jon.call("agreement", "not-now", name).out == "Said: not now. A yes can follow, or nothing at all.\n"
    )
    assert "Jon said: not now" in mia.call("agreement", "list").out
    assert "offers an agreement" not in jon.call("status").out
    assert jon.call("agreement", "yes", name).out == "You both said yes. It is in force.\n"
    shown = jon.call("agreement", "show", name).out
    assert shown.startswith(
        f"One knock, no answer needed (Check-ins), {name}\n"
        "  In force, because you both said yes\n"
        "  Looked at again from 2026-12-18\n"
        "  This app keeps to it\n"
        "\n"
        "While one of us rests,"
    )
    assert shown.endswith("  One knock in a rest, at most\n  Looked at again after four weeks\n")
    linked.world.pass_time(days=28)
    assert "An agreement can be looked at again." in mia.call("status").out


def test_a_person_reads_what_is_different(linked: Couple) -> None:
    linked.mia.ask("agreement", "offer", *TEA)
    name = only(linked.jon)["id"]
    linked.jon.ask("agreement", "suggest", name, "--text", "Five quiet minutes.")
    assert linked.mia.call("agreement", "show", name).out == (
        f"Tea (Own words), {name}\n"
        "  Offered by Jon\n"
        "  Jon suggests other words. Earlier yeses do not count for them.\n"
        "\n"
        "[-Ten-][+Five quiet+] minutes.\n"
        "\n"
        "  Looked at again after four weeks\n"
    )


def test_the_templates_can_be_read_before_anybody_has_begun() -> None:
    done = call("--json", "agreement", "templates")
    assert done.code == 0
    found = json.loads(done.out)
    assert {each["kind"] for each in found} == set(SETTINGS)
    assert set(found[0]) == {"id", "kind", "title", "text", "settings"}
    assert "Tea before quiet (Before rest), before_rest.tea" in call("agreement", "templates").out


def test_a_file_of_templates_that_is_broken_is_named_and_the_others_are_shown(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = "agreements/guess.toml"
    shutil.copytree(root / "resources", tmp_path / "resources")
    (tmp_path / "resources" / file).write_text("[[[", "utf-8")
    found = Library(tmp_path / "resources")
    monkeypatch.setattr("stillhere.command.agreements.agreements.library", lambda: found)
    done = call("--json", "agreement", "templates")
    assert done.code == 0
    assert {"guess", "urgent"} & {each["kind"] for each in done.json} == {"urgent"}
    assert say("trouble.library_file.title", file=file) in done.err
    assert say("trouble.library_file.next") in done.err


def test_the_templates_of_one_kind_can_be_read_alone() -> None:
    found = json.loads(call("--json", "agreement", "templates", "--kind", "urgent").out)
    assert {each["kind"] for each in found} == {"urgent"}


def test_nobody_who_has_not_begun_has_agreements(strangers: Couple) -> None:
    assert strangers.mia.call("agreement", "list").code == 3


def test_alone_a_draft_can_be_written(strangers: Couple) -> None:
    strangers.mia.ask("start", "--alone", "--name", "Mia")
    strangers.mia.ask("agreement", "draft", *TEA)
    assert only(strangers.mia)["state"] == "draft"
    assert strangers.mia.refused("agreement", "offer", *TEA).startswith("An agreement takes two.")


@pytest.mark.parametrize("words", [("list",), ("show", "ID"), ("templates",)])
def test_asking_leaves_the_folder_as_it_is(words: tuple[str, ...], linked: Couple) -> None:
    name = linked.mia.ask("agreement", "offer", *TEA)["id"]
    before = recording(linked.shared)
    assert linked.jon.call("agreement", *(name if word == "ID" else word for word in words)).code == 0
    assert recording(linked.shared) == before


# --- An editor -------------------------------------------------------------------------------------------


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stillhere.command.asking.at_terminal", lambda: True)


def editor(place: Path, program: str) -> str:
    """An editor, written in a shell; what it does is done to the file that it is given."""
    path = place / "editor"
    path.write_text(f"#!/bin/sh\n{program}\n")
    path.chmod(0o700)
    return str(path)


@pytest.mark.skipif(os.name == "nt", reason="the editor of this test is a shell script")
@pytest.mark.usefixtures("at_a_terminal")
def test_at_a_terminal_an_editor_asks_for_the_text(
    linked: Couple, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    monkeypatch.setenv(
        "EDITOR", editor(tmp_path, f'ls -l "$1" > {seen}; cat "$1" >> {seen}; printf typed > "$1"')
    )
    kind = ("--kind", "own_words", "--title", "T")
    draft = linked.mia.ask("agreement", "draft", *kind)
    assert only(linked.mia)["text"] == "typed"
    linked.mia.ask("agreement", "draft", draft["id"])
    assert seen.read_text().startswith("-rw-------")
    assert seen.read_text().endswith("typed")
    assert not list(linked.mia.home.glob("writing-*"))
    linked.mia.ask("agreement", "draft", draft["id"], "--title", "Another")
    assert (only(linked.mia)["title"], only(linked.mia)["text"]) == ("Another", "typed")


@pytest.mark.skipif(os.name == "nt", reason="the editor of this test is a shell script")
@pytest.mark.usefixtures("at_a_terminal")
def test_what_was_typed_in_an_editor_that_breaks_is_kept(
    linked: Couple, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, 'printf typed > "$1"; exit 3'))
    done = linked.mia.call("agreement", "offer", "--kind", "own_words", "--title", "T")
    (kept,) = linked.mia.home.glob("writing-*")
    assert (done.code, kept.read_text(), stat.S_IMODE(kept.stat().st_mode)) == (3, "typed", 0o600)
    assert str(kept) in done.err
    monkeypatch.setenv("EDITOR", str(tmp_path / "no-such-editor"))
    assert linked.mia.call("agreement", "offer", "--kind", "own_words", "--title", "T").code == 3


# --- What belongs to the moment --------------------------------------------------------------------------


def test_a_rest_and_a_return_show_the_steps_that_were_agreed(linked: Couple) -> None:
    for kind, step in (("before_rest", "Put the kettle on"), ("on_return", "Coats on")):
        agreed(linked, "--kind", kind, "--title", kind.title(), "--text", "Both.", "--set", f"steps={step}")
    rest = linked.mia.call("rest").out.splitlines()
    assert rest[-2:] == ["On the way into rest", "• Put the kettle on"]
    # Whoever changes the details was shown them before.
    assert "• Put the kettle on" not in linked.mia.call("rest", "--guess", "tomorrow").out
    back = linked.mia.call("back").out.splitlines()
    assert back[-2:] == ["For coming back", "• Coats on"]


def test_while_one_rests_the_status_shows_both_what_was_agreed_for_it(linked: Couple) -> None:
    agreed(linked, "--kind", "handover", "--title", "Home", "--text", "Both.", "--set", "items=Bins")
    agreed(linked, "--kind", "urgent", "--title", "Urgent", "--text", "Both.", "--set", "channel=Ring twice")
    assert "Bins" not in linked.jon.call("status").out
    linked.mia.ask("rest")
    for each in (linked.mia, linked.jon):
        out = each.call("status").out
        assert "Agreed between you\n  Home\n    • Bins\n  Urgent\n    • Ring twice\n" in out
    linked.mia.ask("back")
    assert "Bins" not in linked.jon.call("status").out
