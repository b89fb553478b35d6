"""Mia takes pages to a second computer: three homes, the real command, and what the folder shows of it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest

from tests.home.couple import recording
from tests.journeys.people import Pair, Person, person


@pytest.fixture
def phone(linked: Pair, tmp_path: Path) -> Iterator[Person]:
    """Mia's second computer, one of her devices."""
    mia = linked.mia.person
    with person("Phone", tmp_path / "phone", {}) as other:
        words = " ".join(mia.ask("device", "invite")["words"])
        where = ("--folder", str(linked.shared), "--words-file", "-", "--name", "Phone")
        other.ask("device", "join", *where, given=words)
        mia.ask("device", "confirm")
        other.ask("sync")
        yield other


def titles(device: Person) -> set[str]:
    """The first words of every page that a device lists."""
    return {str(one["title"]) for one in device.ask("page", "list")}


def test_pages_on_two_computers_of_one_person(linked: Pair, phone: Person, tmp_path: Path) -> None:
    mia, jon, shared = linked.mia.person, linked.jon.person, linked.shared
    mia.ask("page", "write", "--text", "What I saw.")
    before = recording(shared)
    refused = mia.command("across", "on")
    assert refused.returncode == 1
    assert "on which days you wrote" in refused.stderr
    assert titles(phone) == set()
    assert recording(shared) == before

    words = " ".join(mia.ask("across", "on", "--yes")["words"])
    phone.ask("across", "join", "--yes", "--words-file", "-", given=words)
    assert titles(phone) == {"What I saw."}
    page = str(phone.ask("page", "write", "--text", "From the other room.")["id"])
    assert titles(mia) == {"What I saw.", "From the other room."}

    # Apart: each writes on the same page before hearing of the other.
    mia.ask("page", "write", page, "--text", "From the other room, here.")
    shared.rename(tmp_path / "away")
    phone.ask("page", "write", page, "--text", "From the other room, there.")
    (tmp_path / "away").rename(shared)
    phone.ask("sync")
    everything = {"What I saw.", "From the other room, here.", "From the other room, there."}
    assert titles(mia) == titles(phone) == everything

    jon.ask("sync")
    doctor = jon.ask("doctor")
    assert doctor["set_aside"] == []
    assert jon.ask("status")["set_aside"] == 0
    listening = b"".join(path.read_bytes() for path in shared.rglob("*.age"))
    assert b"room" not in listening

    lock = tmp_path / "lock"
    lock.write_text("four words for mia\n", encoding="utf-8")
    phone.ask("lock", "set", "--lock-file", str(lock))
    assert phone.command("across", "words").returncode == 3
    again = phone.ask("across", "words", "--lock-file", str(lock))["words"]
    assert " ".join(again) == words

    known = {one["name"]: one["id"] for one in mia.ask("device", "list") if one["mine"]}
    mia.ask("device", "remove", known["Phone"])
    new = " ".join(mia.ask("across", "renew")["words"])
    assert new != words
    phone.ask("sync")
    done = phone.command("across", "now", "--lock-file", str(lock))
    assert done.returncode == 1
    assert titles(mia) == everything
    mia.ask("across", "off", "--remove")
    assert mia.ask("across")["files"] == 0


@pytest.mark.skipif(which("age") is None, reason="the program age isn't installed")
def test_the_partner_can_count_them_and_read_none(linked: Pair, phone: Person, tmp_path: Path) -> None:
    mia, jon, shared = linked.mia.person, linked.jon.person, linked.shared
    mia.ask("page", "write", "--text", "What I saw.")
    kit, keys = tmp_path / "kit.txt", tmp_path / "keys.txt"
    jon.ask("kit", "write", str(kit))
    before = set(shared.rglob("*.age"))
    mia.ask("across", "on", "--yes")
    (new,) = set(shared.rglob("*.age")) - before
    keys.write_text("\n".join(kit.read_text().splitlines()) + "\n")
    for file in shared.rglob("*.age"):
        done = subprocess.run(["age", "-d", "-i", str(keys), str(file)], capture_output=True, check=False)
        if b"AGE-SECRET-KEY" in done.stdout:
            with keys.open("ab") as out:
                out.write(done.stdout.rstrip() + b"\n")
    done = subprocess.run(["age", "-d", "-i", str(keys), str(new)], capture_output=True, check=False)
    assert done.returncode != 0
    assert b"no identity matched" in done.stderr
