"""The way from one person to two, and every way in which it may not go."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stillhere.home.home import Home
from stillhere.words import say
from tests.command.people import Couple, Person


def _wrong(words: str) -> list[tuple[str, str]]:
    first, second, *rest = words.split()
    return [
        (" ".join([first + "x", second, *rest]), "Word 1 isn’t in the list."),
        (" ".join([first, "qqqqqq", *rest]), "Word 2 isn’t in the list."),
        (" ".join([second, *rest]), "An invitation has twelve words; here are 11."),
        ("", "An invitation has twelve words; here are 0."),
        (" ".join(["abandon"] * 12), "Each word is in the list, and together they open nothing."),
    ]


def _eve(couple: Couple) -> Person:
    return replace(couple.jon, name="Eve", home=couple.jon.home.with_name("Eve"))


def test_who_begins_reads_what_each_of_the_two_does_next(strangers: Couple) -> None:
    said = strangers.mia.call("start", "--name", "Mia", "--folder", str(strangers.shared)).out
    words = [line.split()[1] for line in said.splitlines() if line[:4].strip().isdecimal()]
    assert len(words) == 12
    assert "There: stillhere join --folder DIR. Then here: stillhere confirm.\n" in said
    assert strangers.jon.join(" ".join(words)).code == 0
    assert strangers.mia.ask("confirm")["partner"] == "Jon"


def test_words_that_cannot_be_right_are_two_and_say_which(strangers: Couple) -> None:
    for words, why in _wrong(strangers.mia.start()):
        done = strangers.jon.join(words)
        assert (done.code, done.json["done"]) == (2, False)
        assert done.json["why"].startswith(why)
        assert "one by one" in done.json["next"]
    assert not strangers.jon.home.exists()


def test_a_word_that_was_misheard_comes_with_those_that_are_close(strangers: Couple) -> None:
    done = strangers.jon.join("abandom " * 12)
    assert done.json["why"].startswith("Word 1 isn’t in the list. Close to it: abandon")


def test_words_may_be_numbered_and_shouted_and_cut_to_four_letters(strangers: Couple) -> None:
    words = strangers.mia.start().split()
    typed = "\n".join(f"{number}. {word.upper()[:4]}" for number, word in enumerate(words, 1))
    assert strangers.jon.join(typed).code == 0


def test_words_of_another_invitation_open_nothing(strangers: Couple) -> None:
    strangers.mia.start()
    done = strangers.jon.join("legal winner thank year wave sausage worth useful legal winner thank yellow")
    assert (done.code, done.json["why"]) == (3, "No invitation in this folder opens with these words.")
    # Nobody has begun by it.
    assert strangers.jon.call("status").code == 3
    assert not (strangers.jon.home / "store.db").exists()


def test_the_same_start_shows_the_same_words_again(strangers: Couple) -> None:
    assert strangers.mia.start() == strangers.mia.start()


def test_an_invitation_into_another_folder_leaves_nothing_in_the_first(strangers: Couple) -> None:
    other = strangers.shared.with_name("other")
    other.mkdir()
    strangers.mia.start()
    strangers.mia.ask("start", "--folder", str(other))
    assert not list(strangers.shared.rglob("*.age"))
    assert len(list(other.rglob("*.age"))) == 1


def test_after_seven_days_the_words_open_nothing_and_a_new_start_makes_new_ones(strangers: Couple) -> None:
    words = strangers.mia.start()
    strangers.world.pass_time(days=7, seconds=1)
    done = strangers.jon.join(words)
    assert (done.code, done.json["why"]) == (3, "This invitation is over.")
    assert strangers.jon.join(strangers.mia.start()).code == 0


def test_who_came_first_is_asked_about_and_the_words_count_once(strangers: Couple) -> None:
    words, eve = strangers.mia.start(), _eve(strangers)
    assert strangers.jon.join(words).code == 0
    assert "Jon used your invitation." in strangers.mia.call("status").out
    assert eve.join(words).code == 0
    assert "Jon used your invitation." in strangers.mia.call("status").out

    assert strangers.mia.ask("confirm")["partner"] == "Jon"
    assert eve.ask("status")["link"] == "alone"
    assert strangers.mia.ask("status")["partner"]["name"] == "Jon"
    late = replace(eve, home=eve.home.with_name("late")).join(words)
    assert (late.code, late.json["why"]) == (3, "No invitation in this folder opens with these words.")


def test_the_one_who_waits_is_told_so(strangers: Couple) -> None:
    strangers.jon.join(strangers.mia.start())
    assert "One step is left, and it is with Mia." in strangers.jon.call("status").out


def test_the_one_who_waits_takes_the_answer_back(strangers: Couple) -> None:
    words = strangers.mia.start()
    before = set(strangers.shared.rglob("*.age"))
    strangers.jon.join(words)
    assert strangers.jon.call("decline").out == (
        "Your answer is taken back. What Mia has read of it stays read.\n"
    )
    assert set(strangers.shared.rglob("*.age")) == before
    assert "One step is left" not in strangers.jon.call("status").out
    assert strangers.mia.call("confirm").code == 3
    assert strangers.jon.call("decline").code == 3
    # The words are still good, and now the answer stays.
    assert strangers.jon.join(words).code == 0
    assert strangers.mia.ask("confirm")["partner"] == "Jon"
    assert strangers.jon.ask("status")["link"] == "linked"


def test_an_answer_that_was_heard_meanwhile_is_not_said_to_be_taken_back(
    strangers: Couple, monkeypatch: pytest.MonkeyPatch
) -> None:
    strangers.jon.join(strangers.mia.start())
    real = Home.turn_back

    def late(home: Home) -> None:
        strangers.mia.ask("confirm")
        home.take_in()
        real(home)

    monkeypatch.setattr(Home, "turn_back", late)
    done = strangers.jon.call("--json", "decline")
    assert (done.code, done.json["why"]) == (3, "Two people share this space already.")
    assert strangers.jon.ask("status")["link"] == "linked"


def test_declining_ends_the_invitation(strangers: Couple) -> None:
    words = strangers.mia.start()
    strangers.jon.join(words)
    assert strangers.mia.ask("decline") == {"done": True}
    assert strangers.mia.ask("status")["link"] == "alone"
    assert strangers.mia.call("confirm").code == 3
    assert _eve(strangers).join(words).code == 3
    assert strangers.mia.start() != words


@pytest.mark.parametrize("verb", ["confirm", "decline"])
def test_there_is_nobody_to_answer(strangers: Couple, verb: str) -> None:
    strangers.mia.ask("start", "--alone", "--name", "Mia")
    done = strangers.mia.call("--json", verb)
    assert (done.code, done.json["why"]) == (3, "Nobody has used the invitation yet.")


def test_ones_own_words_are_for_the_other(strangers: Couple) -> None:
    done = strangers.mia.join(strangers.mia.start())
    assert (done.code, done.json["why"]) == (3, "This is your own invitation.")


def test_a_space_is_for_two(linked: Couple) -> None:
    for done in (
        linked.mia.call("--json", "start", "--folder", str(linked.shared)),
        linked.mia.call("--json", "confirm"),
        linked.jon.call("--json", "decline"),
        linked.mia.join("abandon " * 11 + "about"),
    ):
        assert (done.code, done.json["why"]) == (3, "Two people share this space already.")


def test_where_nothing_is_shared_any_more_the_way_to_a_new_space_is_told(linked: Couple) -> None:
    words = "abandon " * 11 + "about"
    linked.jon.ask("leave")
    linked.mia.ask("sync")
    for person, why in (
        (linked.jon, say("why.left")),
        (linked.mia, say("headline.partner_left", name="Jon")),
    ):
        for done in (person.call("--json", "start", "--folder", str(linked.shared)), person.join(words)):
            told = {"done": False, "why": why, "next": say("command.start.anew")}
            assert (done.code, done.json) == (1, told)


def test_whoever_began_alone_invites_later_and_needs_no_name_again(strangers: Couple) -> None:
    mia = strangers.mia
    mia.ask("start", "--alone", "--name", "Mia")
    assert "begun" in mia.refused("start", "--alone", "--name", "Mia")
    words = " ".join(mia.ask("start", "--folder", str(strangers.shared))["words"])
    assert strangers.jon.join(words).json["inviter"] == "Mia"


def test_a_name_given_again_is_the_name_from_then_on(strangers: Couple) -> None:
    strangers.mia.ask("start", "--alone", "--name", "Mai")
    strangers.jon.join(strangers.mia.start())
    assert strangers.mia.ask("status")["me"]["name"] == "Mia"


@pytest.mark.parametrize(("name", "why"), [("  ", "at least one letter"), ("M" * 41, "up to 40 characters")])
def test_a_name_that_is_none_makes_nothing(strangers: Couple, name: str, why: str) -> None:
    assert why in strangers.mia.refused("start", "--alone", "--name", name)
    assert not strangers.mia.home.exists()


def test_a_name_is_needed_where_nobody_can_be_asked(strangers: Couple) -> None:
    done = strangers.mia.call("start", "--alone")
    assert (done.code, done.err) == (2, "A name is missing: --name NAME.\n")


def test_the_words_are_needed_where_nobody_can_be_asked(strangers: Couple) -> None:
    done = strangers.jon.call("join", "--name", "Jon", "--folder", str(strangers.shared))
    assert done.code == 2
    assert "--words-file" in done.err


def test_the_folder_named_still_here_means_the_one_around_it(strangers: Couple) -> None:
    words = strangers.mia.start()
    inside = str(strangers.shared / "Still Here")
    done = strangers.jon.call(
        "--json", "join", "--name", "Jon", "--folder", inside, "--words-file", "-", given=words
    )
    assert done.json["folder"] == str(strangers.shared)


def test_a_rest_from_before_the_confirmation_is_known_after_it(strangers: Couple) -> None:
    words = strangers.mia.start()
    strangers.mia.ask("rest")
    strangers.jon.join(words)
    strangers.jon.ask("rest")
    strangers.mia.ask("confirm")
    asked = strangers.jon.call("--json", "status")
    assert (asked.json["partner"]["state"], asked.json["outbox"]) == ("resting", 1)
    assert "“stillhere sync” brings it" in asked.err  # a question writes nothing, not even what waits
    assert strangers.jon.ask("sync")["outbox"] == 0
    assert strangers.mia.ask("status")["partner"]["state"] == "resting"
