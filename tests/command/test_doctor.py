"""``doctor`` names what works here, what doesn't and what helps, also where the home doesn't open."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from stillhere.command.doctor import carrier as carrier_checks
from stillhere.command.doctor import folder as folder_checks
from stillhere.command.doctor import key as key_checks
from stillhere.command.doctor.folder import HELPS, REASONS
from stillhere.core.records.bodies import DeviceKeys
from stillhere.core.records.roster import Cut, Device, Keyed
from stillhere.core.state.model import devices
from stillhere.demo.bus import PrivateBus
from stillhere.home.folder.carriers import Carrier
from stillhere.home.folder.folder import Folder
from stillhere.home.folder.scan import Scan
from stillhere.home.paths import paths_for
from stillhere.home.role import Role
from stillhere.seal.errors import Reason
from stillhere.words import CATALOGUE, say
from tests.command.people import Couple, Done, Person
from tests.desktop.fakes import FakeHost, FakeNotifications
from tests.home.couple import recording
from tests.home.ground import small_disk
from tests.home.interface import KEY, Interface, configuration
from tests.waiting import LIMIT

NAMES = [
    "tray", "notifications", "keyring", "store", "space", "keys", "clock", "keeper", "folder", "carrier",
    "watching", "settings",
]  # fmt: skip


def _check(done: Done, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in done.json["checks"] if each["name"] == name)
    return found


def _doctor(person: Person) -> Done:
    return person.call("--json", "doctor")


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
    with PrivateBus() as started:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", started.address)
        yield started


def test_every_check_has_a_name_a_state_a_text_and_a_next_step(linked: Couple) -> None:
    done = _doctor(linked.mia)
    assert done.code == 0
    assert set(done.json) == {"ok", "checks", "set_aside", "versions", "places"}
    assert [each["name"] for each in done.json["checks"]] == NAMES
    for each in done.json["checks"]:
        assert set(each) >= {"name", "state", "text", "next"}
        assert each["state"] in {"ok", "note", "trouble"}
        assert each["text"]
    assert {"stillhere", "python", "system", "sqlcipher3"} <= set(done.json["versions"])
    assert set(done.json["places"]) == {"data", "settings", "log"}


def test_a_person_reads_the_same(linked: Couple) -> None:
    document, read = _doctor(linked.mia).json, linked.mia.call("doctor").out
    for each in document["checks"]:
        assert each["text"] in read
        assert each["next"] is None or each["next"] in read


def test_before_anybody_has_begun_it_says_what_begins(strangers: Couple) -> None:
    done = _doctor(strangers.mia)
    assert (done.code, done.json["ok"]) == (0, True)
    assert (_check(done, "store")["state"], _check(done, "folder")["state"]) == ("note", "note")
    assert _check(done, "keyring")["kind"] is None
    assert not strangers.mia.home.exists()


# Tray and notifications


def test_without_a_bus_there_is_no_tray_and_the_window_does_everything(linked: Couple) -> None:
    tray = _check(_doctor(linked.mia), "tray")
    assert (tray["bus"], tray["host"], tray["state"]) == (False, False, "note")
    assert "window" in tray["next"]


def test_a_bus_that_is_not_there_counts_as_none(linked: Couple, monkeypatch: pytest.MonkeyPatch) -> None:
    for address in ("unix:path=/nowhere/bus", "tcp:host=localhost", "nonsense"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert _check(_doctor(linked.mia), "tray")["bus"] is False


def test_a_host_that_shows_icons_is_found(linked: Couple, bus: PrivateBus) -> None:
    with FakeHost(bus):
        tray = _check(_doctor(linked.mia), "tray")
    assert (tray["bus"], tray["watcher"], tray["host"], tray["state"]) == (True, True, True, "ok")


def test_a_list_of_icons_that_nobody_shows_is_no_tray(linked: Couple, bus: PrivateBus) -> None:
    with FakeHost(bus, host=False):
        tray = _check(_doctor(linked.mia), "tray")
    assert (tray["watcher"], tray["host"], tray["state"]) == (True, False, "note")


def test_on_gnome_the_extension_is_named(
    linked: Couple, bus: PrivateBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")
    assert "AppIndicator" in _check(_doctor(linked.mia), "tray")["next"]


def test_the_notification_server_and_what_it_can_do_are_named(linked: Couple, bus: PrivateBus) -> None:
    with FakeNotifications(bus) as server:
        found = _check(_doctor(linked.mia), "notifications")
        assert server.asked == ["GetServerInformation", "GetCapabilities"]  # nothing was shown to find out
    assert found["state"] == "ok"
    assert found["server"]
    assert found["capabilities"] == sorted(found["capabilities"])
    assert found["chosen"] == "named"


def test_a_server_that_the_bus_can_start_counts(
    linked: Couple, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    services = tmp_path / "dbus-1" / "services"
    services.mkdir(parents=True)
    (services / "notes.service").write_text(
        "[D-BUS Service]\nName=org.freedesktop.Notifications\nExec=/bin/false\n"
    )
    with PrivateBus({**os.environ, "XDG_DATA_HOME": str(tmp_path)}) as started:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", started.address)
        found = _check(_doctor(linked.mia), "notifications")
    assert (found["state"], found["server"]) == ("ok", "")


def test_where_nobody_shows_notifications_the_icon_does(linked: Couple, bus: PrivateBus) -> None:
    found = _check(_doctor(linked.mia), "notifications")
    assert (found["state"], found["server"]) == ("note", "")
    assert "icon" in found["next"]


# Keeper, key, store, clock, settings


def test_the_face_that_keeps_is_named(linked: Couple) -> None:
    assert _check(_doctor(linked.mia), "keeper")["face"] is None
    role = Role(paths_for(linked.mia.home, {}).role, "tray")
    assert role.take()
    try:
        keeper = _check(_doctor(linked.mia), "keeper")
    finally:
        role.leave()
    assert (keeper["face"], keeper["pid"]) == ("tray", os.getpid())


def test_a_home_that_does_not_open_is_named_and_everything_else_is_looked_at(linked: Couple) -> None:
    linked.mia.passphrase.write_text("another one\n")
    done = _doctor(linked.mia)
    assert (done.code, done.json["ok"]) == (3, False)
    assert [each["name"] for each in done.json["checks"]] == [
        name for name in NAMES if name not in {"space", "keys"}
    ]
    store = _check(done, "store")
    assert (store["state"], store["what"]) == ("trouble", "passphrase_wrong")
    assert _check(done, "folder")["state"] == "ok"


def test_something_that_has_not_come_is_mentioned_after_an_hour(linked: Couple) -> None:
    files = set((linked.shared / "Still Here").rglob("*.age"))
    linked.mia.ask("rename", "--name", "Mia Lou")
    (lost,) = set((linked.shared / "Still Here").rglob("*.age")) - files
    lost.rename(linked.shared / "lost")
    linked.mia.ask("rename", "--name", "Mia Lu")
    lost.unlink()  # it came back with that act; the carrier loses it once more
    linked.jon.ask("sync")
    assert _check(_doctor(linked.jon), "space")["state"] == "ok"
    linked.world.pass_time(hours=1)
    space = _check(_doctor(linked.jon), "space")
    assert (space["state"], space["what"]) == ("note", "gap")
    (linked.shared / "lost").rename(lost)
    assert _check(_doctor(linked.jon), "space")["state"] == "ok"


def test_a_key_in_the_keyring_is_said_with_its_keyring(
    linked: Couple, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stillhere.home.keys.vault.vault_kind", lambda paths: "keyring")
    found = _check(_doctor(linked.mia), "keyring")
    assert (found["kind"], found["backend"]) == ("keyring", "fail Keyring")


def test_a_vault_that_cannot_be_read_is_named(linked: Couple) -> None:
    (linked.mia.home / "vault.json").write_text("{")
    done = _doctor(linked.mia)
    assert done.code == 3
    assert _check(done, "keyring")["what"] == "vault_damaged"


def test_a_clock_that_went_back_is_noticed(linked: Couple) -> None:
    assert _check(_doctor(linked.mia), "clock")["state"] == "ok"
    linked.mia.ask("rest")
    linked.world.pass_time(hours=-3)
    clock = _check(_doctor(linked.mia), "clock")
    assert (clock["state"], clock["now"]) == ("note", "2026-11-20T16:30:00+01:00")
    linked.world.now -= timedelta(days=30 * 365)
    assert "can’t be" in _check(_doctor(linked.mia), "clock")["text"]


def test_settings_that_cannot_be_opened_are_named(linked: Couple) -> None:
    settings = linked.mia.home / "settings.toml"
    settings.unlink()
    settings.mkdir()
    done = _doctor(linked.mia)
    assert (done.code, _check(done, "settings")["what"]) == (3, "settings_denied")


def test_settings_that_do_not_fit_are_named(linked: Couple) -> None:
    settings = linked.mia.home / "settings.toml"
    settings.write_text(settings.read_text() + 'theme = "loud"\n')
    found = _check(_doctor(linked.mia), "settings")
    assert (found["state"], found["unfit"]) == ("note", ["theme"])
    settings.write_text("theme = ")
    assert _check(_doctor(linked.mia), "settings")["broken"] is True


def test_private_pages_that_cannot_be_read_are_named(linked: Couple) -> None:
    assert all(each["name"] != "private" for each in _doctor(linked.mia).json["checks"])
    linked.mia.ask("page", "write", "--text", "what only I read")
    place = linked.mia.home / "private"
    (file,) = place.glob("*.db")
    header, words = place / "private.json", file.read_bytes()
    assert _doctor(linked.mia).code == 0
    file.write_bytes(words[:4096] + bytes(len(words) - 4096))
    assert linked.mia.call("page", "list").code == 3
    assert (_doctor(linked.mia).code, _check(_doctor(linked.mia), "private")["what"]) == (
        3,
        "private_damaged",
    )
    file.write_bytes(words)  # out of a backup
    linked.mia.ask("page", "list")
    assert _doctor(linked.mia).code == 0
    file.unlink()
    assert _check(_doctor(linked.mia), "private")["what"] == "private_missing"
    file.write_bytes(words)
    header.rename(place / "elsewhere")
    assert _check(_doctor(linked.mia), "private")["what"] == "private_header_missing"
    header.write_text("{")
    assert _check(_doctor(linked.mia), "private")["what"] == "private_header_damaged"


# The folder


def test_the_folder_is_described(linked: Couple) -> None:
    (linked.shared / ".stfolder").mkdir()
    folder = _check(_doctor(linked.mia), "folder")
    assert (folder["state"], folder["path"], folder["reachable"], folder["writable"]) == (
        "ok", str(linked.shared), True, True,
    )  # fmt: skip
    assert (folder["carrier"], folder["mark"], folder["conflict_copies"]) == ("syncthing", ".stfolder", 0)
    assert "Syncthing carries it" in folder["text"]


def test_conflict_copies_are_counted_and_do_no_harm(linked: Couple) -> None:
    original = next((linked.shared / "Still Here").rglob("*.age"))
    shutil.copy2(original, original.with_name(f"{original.stem} (Mia's conflicted copy 2026-11-20).age"))
    done = _doctor(linked.mia)
    assert (done.code, _check(done, "folder")["conflict_copies"]) == (0, 1)


def test_a_folder_that_is_gone_is_three(linked: Couple) -> None:
    shutil.rmtree(linked.shared)
    done = _doctor(linked.mia)
    assert (done.code, _check(done, "folder")["state"]) == (3, "trouble")
    assert _check(done, "watching")["events"] is False


def test_an_emptied_folder_is_three_and_stays_empty(linked: Couple) -> None:
    shutil.rmtree(linked.shared / "Still Here")
    done = _doctor(linked.mia)
    assert (done.code, _check(done, "folder")["reachable"]) == (3, False)
    assert list(linked.shared.iterdir()) == []


def test_a_folder_that_may_not_be_written_is_three(linked: Couple, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # the tests' own account may be root
    done = _doctor(linked.mia)
    assert (done.code, _check(done, "folder")["writable"]) == (3, False)


def test_a_folder_without_room_is_three_and_so_is_what_waits_for_it(linked: Couple, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "256k") as disk:
        shutil.copytree(linked.shared / "Still Here", disk / "Still Here")
        linked.mia.ask("settings", "--set", f"folder={disk}")
        assert _check(_doctor(linked.mia), "folder")["state"] == "ok"
        with suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
            while True:
                filler.write(bytes(512))
        said = linked.mia.call("rest")
        keys = ("trouble.folder_full.title", "trouble.folder_full.next")
        assert (said.code, said.err.splitlines()) == (0, [say(key) for key in keys])
        done = _doctor(linked.mia)
        assert done.code == 3
        assert _check(done, "folder")["text"].startswith(say("doctor.folder.full"))
        assert _check(done, "outbox")["files"] == 1
        (disk / "filler").unlink()
        linked.mia.ask("sync")
        done = _doctor(linked.mia)
        assert (done.code, [each["name"] for each in done.json["checks"]]) == (0, NAMES)


def test_a_folder_that_does_not_answer_does_not_hold_doctor_up(
    linked: Couple, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = threading.Event()

    def hanging(_: Folder) -> Scan:
        assert answered.wait(LIMIT)
        return Scan()

    monkeypatch.setattr(Folder, "scan", hanging)
    monkeypatch.setattr(folder_checks, "SECONDS", 0.1)
    done = _doctor(linked.mia)
    answered.set()
    assert done.code == 3
    assert "doesn’t answer" in _check(done, "folder")["text"]
    assert _check(done, "store")["state"] == "ok"


def test_native_events_or_the_poll_are_named(linked: Couple) -> None:
    watching = _check(_doctor(linked.mia), "watching")
    assert (watching["events"], watching["poll_seconds"]) == (True, 30)


def test_what_was_set_aside_is_named_with_a_reason_in_words(linked: Couple) -> None:
    place = next((linked.shared / "Still Here").rglob("*.age")).parent
    os.mkfifo(place / f"{'a' * 32}.age")
    (place / "short.age").write_bytes(b"x" * 10)
    (place / "\u202egnitser\x1b[2J.age").symlink_to("/etc/passwd")
    done = _doctor(linked.mia)
    assert done.code == 4
    named = {Path(each["path"]).name: (each["reason"], each["text"]) for each in done.json["set_aside"]}
    assert named[f"{'a' * 32}.age"] == (
        "not_regular",
        "It is a link or a device, and such things are never opened.",
    )
    assert named["short.age"] == ("too_small", "It is cut short.")
    helps = {Path(each["path"]).name: each["next"] for each in done.json["set_aside"]}
    assert helps["short.age"] == "If it stays so, its writer’s next word brings a whole one."
    assert helps[f"{'a' * 32}.age"] is None
    assert named["gnitser[2J.age"][0] == "link"
    shown = linked.mia.call("doctor").out
    assert "short.age" in shown
    assert not any(mark in shown for mark in "\u202e\x1b")


def test_looking_leaves_the_folder_as_it_is(linked: Couple) -> None:
    linked.mia.call("rest")
    before = recording(linked.shared)
    _doctor(linked.jon)
    assert recording(linked.shared) == before


# The carrier


def test_syncthing_may_be_asked_to_look_at_once_and_doctor_says_how_to_allow_it(linked: Couple) -> None:
    (linked.shared / ".stfolder").mkdir()
    found = _check(_doctor(linked.mia), "nudge")
    assert (found["state"], found["what"]) == ("note", "off")
    assert "settings --set nudge=yes" in found["next"]


def test_without_permission_doctor_says_where_to_look_in_syncthing_and_reads_nothing_of_it(
    linked: Couple, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (linked.shared / ".stfolder").mkdir()
    monkeypatch.setenv("STHOMEDIR", str(tmp_path / "st"))
    with Interface() as interface:
        configuration(tmp_path / "st", linked.shared, interface.address, more='type="receiveonly"')
        text = _check(_doctor(linked.mia), "carrier")["text"]
        assert interface.heard == []
        for hint in ("Send & Receive", "maxConflicts", "at the same time"):
            assert text.count(hint) == 1
        assert say("doctor.one_way") not in text
        linked.mia.ask("settings", "--set", "nudge=yes")
        allowed = _check(_doctor(linked.mia), "carrier")
        assert say("doctor.set_up") not in f"{allowed['text']} {allowed['next']}"


def test_how_the_nudge_is_doing_is_looked_at_anew(
    linked: Couple, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (linked.shared / ".stfolder").mkdir()
    monkeypatch.setenv("STHOMEDIR", str(tmp_path / "st"))
    linked.mia.ask("settings", "--set", "nudge=yes")
    assert _check(_doctor(linked.mia), "nudge")["what"] == "elsewhere"
    with Interface() as interface:
        configuration(tmp_path / "st", linked.shared, interface.address)
        done = _doctor(linked.mia)
        assert (done.code, _check(done, "nudge")["what"]) == (0, "ok")
        assert interface.heard[0].startswith(b"GET /rest/system/ping ")
        assert KEY not in done.out
    found = _check(_doctor(linked.mia), "nudge")
    assert (found["state"], found["what"]) == ("note", "silent")
    assert "what you say lies in the folder" in found["next"].lower()


def test_a_folder_that_syncthing_carries_one_way_is_three(
    linked: Couple, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (linked.shared / ".stfolder").mkdir()
    monkeypatch.setenv("STHOMEDIR", str(tmp_path / "st"))
    linked.mia.ask("settings", "--set", "nudge=yes")
    with Interface() as interface:
        configuration(tmp_path / "st", linked.shared, interface.address, more='type="receiveonly"')
        done = _doctor(linked.mia)
        assert (done.code, _check(done, "carrier")["state"]) == (3, "trouble")
        inside = "<maxConflicts>0</maxConflicts>"
        configuration(tmp_path / "st", linked.shared, interface.address, inside=inside)
        assert "maxConflicts" in _check(_doctor(linked.mia), "carrier")["text"]


def test_what_cannot_be_asked_has_a_reason_and_a_next_step() -> None:
    what = {
        "elsewhere", "no_interface", "not_loopback", "no_certificate", "paused", "silent", "stranger",
        "refused", "trouble", "off",
    }  # fmt: skip
    keys = {key for key in CATALOGUE if key.startswith("doctor.nudge.")}
    assert keys == {f"doctor.nudge.{each}{end}" for each in what for end in ("", ".next")} | {
        "doctor.nudge.ok"
    }


def test_files_that_wait_for_their_download_are_pointed_at(linked: Couple) -> None:
    place = next((linked.shared / "Still Here").rglob("*.age")).parent
    (place / f".{'a' * 32}.age.icloud").write_bytes(b"")
    (linked.shared / ".dropbox").mkdir()
    found = _check(_doctor(linked.mia), "carrier")
    assert (found["state"], found["carrier"]) == ("note", "dropbox")
    assert "Waiting to be downloaded: 1" in found["text"]
    assert "available offline" in found["next"]


@pytest.mark.parametrize(
    ("lines", "left_out"),
    [
        ("*.age", "*.age"),
        ("// a remark\n(?d)(?i)*.age", "(?d)(?i)*.age"),
        ("/ours/Still Here", "/ours/Still Here"),
        ("Still Here/v1", "Still Here/v1"),
        ("**/v1/**", "**/v1/**"),
        ("*", "*"),
        ("!*.age\n*", ""),
        ("/*.age", ""),
        ("/Still Here", ""),
        ("#include more\n*.tmp\n*.jpg\nours/*.age", ""),
        ("", ""),
    ],
)
def test_an_ignore_pattern_that_leaves_our_files_out_is_found(
    tmp_path: Path, lines: str, left_out: str
) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / ".stfolder").mkdir()
    (tmp_path / ".stignore").write_text(lines)
    assert carrier_checks.left_out(tmp_path / "ours") == left_out


def test_what_syncthing_leaves_out_is_three(linked: Couple) -> None:
    (linked.shared / ".stfolder").mkdir()
    (linked.shared / ".stignore").write_text("*.age\n")
    done = _doctor(linked.mia)
    assert (done.code, _check(done, "carrier")["state"]) == (3, "trouble")
    assert "*.age" in _check(done, "carrier")["text"]


# Keys


def test_a_device_that_was_removed_is_told_so(linked: Couple, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _check(_doctor(linked.mia), "keys")["state"] == "ok"
    own = Device(person="p" * 10, keys=DeviceKeys(device="d" * 10, sign="", recipient=""), cut=Cut(1, ""))
    monkeypatch.setattr(key_checks, "devices", lambda state: dict.fromkeys(devices(state), own))
    found = _check(_doctor(linked.mia), "keys")
    assert (found["state"], found["what"]) == ("note", "removed")
    assert found["next"]


def test_a_key_that_has_yet_to_come_is_told(linked: Couple, monkeypatch: pytest.MonkeyPatch) -> None:
    newest = Keyed(n=9, id="", epoch=2, recipient="age1another")
    monkeypatch.setattr(key_checks, "keys_of", lambda *_: (newest,))
    assert _check(_doctor(linked.mia), "keys")["what"] == "behind"


# Words


def test_every_reason_to_set_a_file_aside_comes_to_a_sentence() -> None:
    words_only = {"word", "word_count", "checksum", "secrets", "no_match", "body_erased"}
    assert set(get_args(Reason)) - words_only <= set(REASONS)
    assert {f"doctor.aside.{what}" for what in (*REASONS.values(), "other")} == {
        key for key in CATALOGUE if key.startswith("doctor.aside.") and key != "doctor.aside.next"
    }


def test_what_helps_is_said_for_reasons_there_are() -> None:
    assert set(HELPS) <= set(REASONS.values())
    assert {f"doctor.after.{how}" for how in HELPS.values()} == {
        key for key in CATALOGUE if key.startswith("doctor.after.")
    }


def test_every_carrier_has_its_sentence() -> None:
    assert {f"doctor.carrier.{carrier}" for carrier in Carrier} == {
        key for key in CATALOGUE if key.startswith("doctor.carrier.")
    }
    assert {f"doctor.trap.{carrier}" for carrier in Carrier} == {
        key for key in CATALOGUE if key.startswith("doctor.trap.")
    }
