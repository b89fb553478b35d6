"""``status`` as a person reads it: the same in sentences, and nothing that anybody could count."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from stillhere.home.opening import create_home
from stillhere.home.paths import paths_for
from stillhere.words import say
from tests.command.people import Couple


def test_ones_own_rest(linked: Couple) -> None:
    linked.mia.ask("rest", "--looks", "less-touch", "--guess", "few-days", "--checkins", "practical")
    assert linked.mia.call("status").out == (
        "You are resting. Nothing else is needed.\n"
        "  Less touch\n"
        "  Your guess: A few days\n"
        "  Check-ins: Practical things only\n"
        "\n"
        "Jon: here\n"
    )


def test_a_knock_on_both_sides_of_the_door(linked: Couple) -> None:
    linked.mia.ask("rest", "--checkins", "one-knock")
    assert "One soft knock is welcome." in linked.jon.call("status").out
    linked.jon.ask("knock")
    assert "Left at the door." in linked.jon.call("status").out
    assert "Jon is here too. No reply needed." in linked.mia.call("status").out


def test_a_knock_that_an_agreement_refuses_is_not_said_to_be_welcome(linked: Couple) -> None:
    linked.mia.ask("rest", "--checkins", "one-knock")
    title = low_contact(linked)
    assert say("no_knocks.chosen", title=title) in linked.mia.call("status").out
    shown = linked.jon.call("status").out
    assert say("command.status.checkins.one_knock") not in shown
    assert say("why.knock.low_contact", name="Mia") in shown
    assert linked.jon.ask("status")["may"]["knock"] is False


def low_contact(linked: Couple) -> str:
    """Both agree on practical things only; its title."""
    linked.mia.ask("agreement", "offer", "--template", "low_contact.practical_things")
    (offered,) = linked.jon.ask("agreement", "list")
    linked.jon.ask("agreement", "yes", offered["id"])
    return str(offered["title"])


def test_a_knock_that_an_agreement_disables_is_no_choice(linked: Couple) -> None:
    title = low_contact(linked)
    why = say("why.checkins.agreed", title=title)
    linked.mia.ask("rest", "--guess", "tomorrow")
    refused = linked.mia.call("rest", "--checkins", "one-knock", "--guess", "few-days")
    assert (refused.code, refused.err.strip()) == (1, why)
    shown = linked.mia.call("status").out
    assert say("no_knocks.agreed", title=title) in shown
    assert say("guess.tomorrow") in shown, "of a refused change nothing is done"
    assert say("why.knock.low_contact", name="Mia") in linked.jon.call("status").out
    assert linked.mia.call("rest", "--checkins", "practical").code == 0


def test_a_rest_begins_without_what_an_agreement_disables_and_says_so(linked: Couple) -> None:
    title = low_contact(linked)
    rested = linked.mia.call("rest", "--checkins", "one-knock")
    assert (rested.code, rested.out.splitlines()[0]) == (0, say("notice.own.resting"))
    assert say("why.checkins.agreed", title=title) in rested.err
    assert linked.jon.ask("status")["partner"]["state"] == "resting"


def test_a_still_here_is_shown_for_its_day(linked: Couple) -> None:
    linked.mia.ask("rest")
    linked.mia.ask("still-here")
    said = "Mia said “still here” today."
    assert said in linked.jon.call("status").out
    linked.world.pass_time(days=1)
    assert said not in linked.jon.call("status").out


def test_a_little_bit_back_on_both_sides(linked: Couple) -> None:
    linked.mia.ask("rest")
    linked.mia.ask("back", "--partly", "talk")
    assert linked.mia.call("status").out.startswith(
        "You are a little bit back.\n  A short talk is welcome.\n"
    )
    assert (
        "Mia: a little bit back, since this evening\n  A short talk is welcome.\n"
        in linked.jon.call("status").out
    )


def test_a_guess_that_passed_is_a_guess_to_the_one_who_waits(linked: Couple) -> None:
    linked.mia.ask("rest", "--guess", "this-evening")
    linked.world.pass_time(hours=12)
    shown = linked.jon.call("status").out
    assert "Still resting. The time was a guess." in shown
    assert "guess: this evening" not in shown


def test_both_may_rest(linked: Couple) -> None:
    linked.mia.ask("rest")
    linked.jon.ask("rest")
    assert linked.jon.call("status").out.startswith("You are both resting, still here.\n")


def test_an_invitation_for_a_further_device_is_told_while_it_stands_open(linked: Couple) -> None:
    before = linked.mia.call("status").out
    words = " ".join(linked.mia.ask("device", "invite")["words"])
    is_open = "An invitation for a further device of yours is open."
    assert (
        linked.mia.call("status").out == f"{before}\n{is_open} “stillhere device invite” shows its words.\n"
    )
    phone = replace(linked.mia, home=linked.mia.home.with_name("phone"))
    phone.ask("device", "join", "--folder", str(phone.shared), "--words-file", "-", given=words)
    asks = "\nA device asks to be one of yours: “stillhere device confirm” says yes, “decline” ends the "
    assert linked.mia.call("status").out == f"{before}{asks}invitation.\n"
    linked.mia.ask("device", "confirm")
    assert linked.mia.call("status").out == before
    assert linked.jon.call("status").out.endswith("Mia: here\n")


def test_an_invitation_that_is_over_is_told_no_longer(linked: Couple) -> None:
    linked.mia.ask("device", "invite")
    assert "An invitation" in linked.mia.call("status").out
    linked.world.pass_time(days=7)
    assert "An invitation" not in linked.mia.call("status").out


def test_no_news_means_no_news(linked: Couple) -> None:
    linked.world.pass_time(days=15)
    assert linked.mia.call("status").out.endswith("No news. That is all it means.\n")
    assert linked.mia.ask("status")["news"] == "none"


def test_after_a_leaving_nothing_is_told_of_who_is_gone(linked: Couple) -> None:
    linked.mia.ask("rest", "--line", "Long week.")
    linked.jon.ask("sync")
    linked.mia.ask("leave")
    linked.jon.ask("sync")
    assert linked.mia.call("status").out.splitlines() == [
        "You no longer share here. Your own pages are still yours.",
    ]
    assert linked.jon.call("status").out.splitlines() == [
        "Mia no longer shares here.",
        say("leave.after"),
    ]


def test_a_folder_out_of_reach_and_something_that_waits(linked: Couple, tmp_path: Path) -> None:
    linked.shared.rename(tmp_path / "elsewhere")
    linked.mia.call("rest")
    assert linked.mia.call("status").err.startswith("The folder is out of reach.")


def test_something_set_aside_is_pointed_at(linked: Couple) -> None:
    place = next((linked.shared / "Still Here").rglob("*.age")).parent
    (place / "odd.age").symlink_to(place)
    first, second = linked.mia.call("status"), linked.mia.call("status")
    assert (first.code, second.code) == (4, 0)
    assert "“stillhere doctor” names it" in first.err
    assert "“stillhere doctor” names it" in second.err


def test_who_left_is_told_nothing_more_of_the_folder(linked: Couple, tmp_path: Path) -> None:
    place = next((linked.shared / "Still Here").rglob("*.age")).parent
    (place / "odd.age").symlink_to(place)
    assert linked.mia.call("status").err
    linked.mia.ask("leave", "--quietly")
    left = linked.mia.call("status")
    assert (left.code, left.err) == (0, "")
    linked.shared.rename(tmp_path / "elsewhere")
    assert linked.mia.call("status").err == ""


def test_a_home_in_which_nobody_began_is_begun_by_the_next_start(strangers: Couple) -> None:
    passphrase = strangers.mia.passphrase.read_text().strip()
    create_home(paths_for(strangers.mia.home, {}), passphrase).close()  # as after a crash in between
    assert strangers.mia.call("status").code == 3
    assert strangers.mia.call("start", "--alone").code == 2
    assert strangers.mia.ask("start", "--alone", "--name", "Mia")
    assert strangers.mia.ask("status")["me"]["name"] == "Mia"
