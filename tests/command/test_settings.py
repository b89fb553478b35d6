"""``settings`` and ``notifications``: shown and changed without opening the store, and never spoiled."""

from __future__ import annotations

import pytest

from stillhere.home.paths import paths_for
from stillhere.home.rooms.autostart import Autostart
from tests.command.people import Couple


def test_a_setting_is_changed_and_the_rest_stays(linked: Couple) -> None:
    before = linked.mia.ask("settings")
    changed = linked.mia.ask("settings", "--set", "theme=dark", "--set", "poll-seconds=60")
    assert changed == {"done": True, **before, "theme": "dark", "poll_seconds": 60}
    assert linked.mia.ask("settings") == {**before, "theme": "dark", "poll_seconds": 60}


def test_comments_stay(linked: Couple) -> None:
    path = paths_for(linked.mia.home, {}).settings
    path.write_text("# Mia’s own words\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    linked.mia.ask("settings", "--set", "theme=light")
    assert path.read_text(encoding="utf-8").startswith("# Mia’s own words\n")


@pytest.mark.parametrize(
    "change",
    ["theme=loud", "notifications=all", "poll_seconds=1", "poll_seconds=soon", "folder=/nowhere/at/all",
     "hide_key=banana", "hide_key=h", "hide_key=Shift+H", "text_size=99", "text_size=201",
     "lock_minutes=241"],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_two_and_says_what_does(linked: Couple, change: str) -> None:
    path = paths_for(linked.mia.home, {}).settings
    before = path.read_bytes()
    done = linked.mia.call("--json", "settings", "--set", change)
    assert (done.code, path.read_bytes()) == (2, before)
    assert f"doesn’t fit {change.partition('=')[0]}. It takes" in done.json["why"]


@pytest.mark.parametrize("change", ["theme", "colour=red", "phrases=[]", "=", ""])
def test_a_change_is_a_known_key_and_a_value(linked: Couple, change: str) -> None:
    done = linked.mia.call("--json", "settings", "--set", change)
    assert done.code == 2
    assert "KEY=VALUE" in done.json["why"]


def test_the_carrier_may_be_asked_and_left_alone_again(linked: Couple) -> None:
    assert linked.mia.ask("settings")["nudge"] is False
    assert linked.mia.ask("settings", "--set", "nudge=yes")["nudge"] is True
    assert linked.mia.ask("settings", "--set", "nudge=no")["nudge"] is False
    assert "It takes yes or no" in linked.mia.call("--json", "settings", "--set", "nudge=perhaps").json["why"]


def test_it_starts_at_login_or_it_does_not(linked: Couple) -> None:
    entry = Autostart().entry
    assert linked.mia.ask("settings", "--set", "autostart=yes")["autostart"] is True
    assert f'"--home" "{linked.mia.home}"' in entry.read_text("utf-8")
    assert linked.mia.ask("settings")["autostart"] is True
    assert linked.jon.ask("settings", "--set", "autostart=no")["autostart"] is False
    assert linked.mia.ask("settings", "--set", "autostart=no")["autostart"] is False
    assert not entry.exists()
    assert "It takes yes or no" in linked.mia.call("--json", "settings", "--set", "autostart=1").json["why"]


def test_of_several_changes_one_that_does_not_fit_changes_nothing(linked: Couple) -> None:
    done = linked.mia.call("settings", "--set", "theme=dark", "--set", "poll_seconds=1")
    assert (done.code, linked.mia.ask("settings")["theme"]) == (2, "system")


def test_the_folder_may_be_another_one(linked: Couple) -> None:
    moved = linked.shared.with_name("moved")
    linked.shared.rename(moved)
    linked.mia.ask("settings", "--set", f"folder={moved / 'Still Here'}")
    assert linked.mia.ask("rest")["outbox"] == 0
    assert linked.mia.ask("status")["folder"]["path"] == str(moved)


def test_choosing_notifications_counts_as_having_chosen(linked: Couple) -> None:
    linked.mia.ask("notifications", "none")
    settings = linked.mia.ask("settings")
    assert (settings["notifications"], settings["chosen_notifications"]) == ("none", True)


def test_a_change_rings_for_the_other_faces(linked: Couple) -> None:
    bell = paths_for(linked.mia.home, {}).bell
    bell.unlink()
    linked.mia.ask("notifications", "discreet")
    assert bell.exists()


def test_settings_need_no_passphrase(linked: Couple) -> None:
    assert linked.mia.call("settings", unlock=False).code == 0
    assert linked.mia.call("notifications", "named", unlock=False).code == 0
    assert linked.mia.call("notifications", unlock=False).out.startswith("Notifications say who and what")


def test_settings_may_come_before_the_beginning(strangers: Couple) -> None:
    assert strangers.mia.ask("notifications", "discreet")["done"]
    strangers.mia.ask("start", "--alone", "--name", "Mia")
    assert strangers.mia.ask("notifications") == {"notifications": "discreet"}


def test_people_read_what_they_would_give(linked: Couple) -> None:
    lines = linked.mia.call("settings").out.splitlines()
    assert "nudge = no" in lines
    assert "autostart = no" in lines
    assert not [line for line in lines if line.startswith("chosen_notifications")]
    assert not [line for line in lines if "False" in line or "()" in line]
