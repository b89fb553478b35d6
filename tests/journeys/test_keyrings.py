"""Where the key is kept, end to end: a keyring that is open, locked or absent, and a passphrase file.

Law: without a keyring nothing is begun in plain text; each trouble says what is so and what helps.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.real_keyring import RealKeyring, missing
from tests.journeys.people import Person, Seat, link, seat, seat_with_keyring
from tests.waiting import until

needs_keyring = pytest.mark.skipif(bool(missing()), reason=f"{', '.join(missing())} isn't installed")


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    place = tmp_path / "shared"
    place.mkdir()
    return place


@pytest.fixture
def mia(tmp_path: Path) -> Iterator[tuple[Seat, RealKeyring]]:
    with seat_with_keyring("Mia", tmp_path / "mia") as found:
        yield found


@pytest.fixture
def jon(mia: tuple[Seat, RealKeyring], shared: Path, tmp_path: Path) -> Iterator[Seat]:
    """He shares with Mia, and has a passphrase file where she has a keyring."""
    with seat("Jon", tmp_path / "jon") as found:
        link(mia[0].person, found.person, shared)
        yield found


def _kept(person: Person) -> bytes:
    """Everything that lies on the disk for this person."""
    own = person.place / "still-here"
    return b"".join(path.read_bytes() for path in own.rglob("*") if path.is_file())


@needs_keyring
def test_with_a_keyring_nobody_is_asked_for_anything(mia: tuple[Seat, RealKeyring], jon: Seat) -> None:
    at, _ = mia
    at.start_tray()
    jon.start_tray()
    at.host.press()
    jon.told("Mia is resting, still here.")
    assert at.person.ask("status")["me"]["state"] == "resting"
    vault = json.loads((at.person.place / "still-here" / "vault.json").read_bytes())
    assert vault["kind"] == "keyring"
    assert b"Mia" not in _kept(at.person)


@needs_keyring
def test_a_locked_keyring_is_named_with_what_helps(mia: tuple[Seat, RealKeyring], shared: Path) -> None:
    at, keyring = mia
    at.person.ask("start", "--name", "Mia", "--folder", str(shared))
    keyring.lock()
    for words in (("status",), ("rest",), ("tray",)):
        done = at.person.command(*words)
        assert done.returncode == 3
        assert done.stdout == ""
        why, step, *_ = done.stderr.splitlines()
        assert why == "The keyring is locked."
        assert "nlock" in step
    assert json.loads(at.person.command("status", "--json").stdout)["done"] is False
    keyring.unlock()
    assert at.person.ask("status")["me"]["state"] == "here"


@needs_keyring
def test_while_the_keyring_is_locked_a_tray_that_runs_goes_on_saying_and_telling(
    mia: tuple[Seat, RealKeyring], jon: Seat
) -> None:
    at, keyring = mia
    at.start_tray()
    jon.start_tray()
    keyring.lock()
    at.host.press()
    jon.told("Mia is resting, still here.")
    until(lambda: at.host.tooltip()[0] == "You are resting. Nothing else is needed.")
    jon.host.press()
    at.told("Jon is resting, still here.")
    assert at.person.command("status").stderr.startswith("The keyring is locked.")


@needs_keyring
def test_a_tray_that_finds_it_locked_rests_once_it_is_open(mia: tuple[Seat, RealKeyring], jon: Seat) -> None:
    at, keyring = mia
    jon.start_tray()
    keyring.lock()
    assert at.person.command("tray").returncode == 3
    assert at.host.registered == []
    keyring.unlock()
    at.start_tray()
    at.host.press()
    jon.told("Mia is resting, still here.")
    assert jon.titles() == ["Mia is resting, still here."]


def test_without_a_keyring_nothing_begins_in_plain_text(tmp_path: Path, shared: Path) -> None:
    with seat("Mia", tmp_path / "mia", {"STILLHERE_PASSPHRASE_FILE": None}) as at:
        begin = ("start", "--name", "Mia", "--folder", str(shared))
        refused = at.person.command(*begin)
        assert refused.returncode == 3
        assert refused.stdout == ""
        assert "--passphrase-file" in refused.stderr
        assert not (at.person.place / "still-here" / "store.db").exists()
        assert list(shared.iterdir()) == []
        given = ("--passphrase-file", str(at.person.place / "passphrase"))
        assert len(at.person.ask(*begin, *given)["words"]) == 12
        without = at.person.command("status")
        assert without.returncode == 3
        assert "--passphrase-file" in without.stderr
        assert at.person.ask("status", *given)["link"] == "invited"
        assert b"own passphrase" not in _kept(at.person)


def test_another_passphrase_opens_nothing_and_leaves_all_as_it_was(tmp_path: Path) -> None:
    with seat("Mia", tmp_path / "mia") as at:
        at.person.ask("start", "--alone", "--name", "Mia")
        other = tmp_path / "other"
        other.write_text("somebody else's passphrase\n")
        before = _kept(at.person)
        wrong = at.person.command("rest", "--passphrase-file", str(other))
        assert wrong.returncode == 3
        assert "passphrase" in wrong.stderr
        assert _kept(at.person) == before
        assert at.person.ask("rest")["state"] == "resting"
