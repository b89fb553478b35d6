"""One click here, a gentle notice there: two tray processes, two session buses, one folder."""

from __future__ import annotations

from tests.home.couple import recording
from tests.journeys.people import Pair, Seat
from tests.waiting import until


def test_one_click_says_it_to_the_other_and_once_more_takes_it_back(pair: Pair) -> None:
    mia, jon, _ = pair
    both_here = jon.host.pixmap(32)
    mia.host.press()
    note = jon.told("Mia is resting, still here.")
    assert note.body == ""
    until(lambda: jon.host.tooltip()[0] == "Mia is resting, still here.")
    until(lambda: jon.host.pixmap(32) != both_here)
    # Her words are on their way to Jon while her own tray is about to show them.
    until(lambda: mia.host.tooltip()[0] == "You are resting. Nothing else is needed.")
    mia.host.click("I’m back")
    jon.told("Mia is back. Take your time.")
    assert jon.titles() == ["Mia is resting, still here.", "Mia is back. Take your time."]
    assert jon.notifications.seen[1].replaces == jon.notifications.seen[0].number
    until(lambda: jon.host.pixmap(32) == both_here)


def test_a_flip_is_undone_from_its_own_notification(pair: Pair) -> None:
    mia, jon, _ = pair
    mia.host.press()
    jon.told("Mia is resting, still here.")
    own = mia.told("You are resting. Nothing else is needed.")
    assert "undo" in own.actions
    mia.notifications.click_button(own.number, "undo")
    until(lambda: mia.host.tooltip()[0] == "You are both here.")
    until(lambda: jon.host.tooltip()[0] == "You are both here.")
    until(lambda: not jon.notifications.on_screen)
    assert jon.titles() == ["Mia is resting, still here."]


def test_the_knock_that_is_welcome_comes_once(pair: Pair) -> None:
    mia, jon, _ = pair
    mia.host.press()
    jon.told("Mia is resting, still here.")
    mia.host.click("One soft knock")
    until(lambda: any(line.label == "One soft knock" and line.enabled for line in jon.host.menu()))
    jon.host.click("Knock softly")
    mia.told("Jon is here too. No reply needed.")
    until(lambda: not jon.host.find("One soft knock").enabled)
    assert jon.person.command("knock").returncode == 1


def test_hearing_of_it_changes_nothing_in_the_folder(pair: Pair) -> None:
    mia, jon, shared = pair
    mia.host.press()
    jon.told("Mia is resting, still here.")
    before = recording(shared)
    jon.host.menu()
    jon.notifications.click_body(jon.notifications.seen[0].number)
    jon.person.ask("status")
    jon.person.ask("sync")
    assert recording(shared) == before


def test_without_a_tray_the_window_keeps_and_tells(linked: Pair) -> None:
    mia, jon, _ = linked
    jon.person.start("window")
    until(lambda: _keeper(jon) == "window")
    mia.person.ask("rest")
    jon.told("Mia is resting, still here.")


def _keeper(seat: Seat) -> str:
    checks = seat.person.ask("doctor")["checks"]
    return next(str(check["face"]) for check in checks if check["name"] == "keeper")
