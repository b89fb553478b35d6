"""Devices, the recovery kit and the bundle at a command line: documents, sentences, exit codes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stillhere.words import say
from tests.command.people import Couple, Person


def other(person: Person, name: str) -> Person:
    """A further computer of `person`, on which nobody has begun."""
    return replace(person, home=person.home.with_name(name))


def joined(phone: Person, words: str) -> str:
    """The person whom the phone says it belongs to."""
    where = ("--folder", str(phone.shared), "--words-file", "-", "--name", "Phone")
    return str(phone.ask("device", "join", *where, given=words)["person"])


def brought_in(mia: Person, name: str = "Phone") -> Person:
    """A further device of Mia's, which has moved in."""
    phone = other(mia, name)
    words = " ".join(mia.ask("device", "invite")["words"])
    assert joined(phone, words) == "Mia"
    assert mia.ask("device", "confirm") == {"done": True, "device": "Phone"}
    phone.ask("sync")
    return phone


def test_a_further_device_comes_in_and_goes(linked: Couple) -> None:
    mia, jon = linked.mia, linked.jon
    phone = brought_in(mia)
    assert phone.ask("status")["link"] == "linked"
    jon.ask("sync")
    found = {one["name"]: one for one in jon.ask("device", "list") if one["person"] == "Mia"}
    phones = found["Phone"]
    assert phones == {
        "id": phones["id"], "name": "Phone", "person": "Mia", "mine": False, "this": False,
        "kind": "device", "state": "in_use",
    }  # fmt: skip
    assert mia.ask("device", "rename", phones["id"], "--name", "Old phone") == {"done": True}
    assert "Old phone" in mia.call("device").out
    phone.ask("rest")
    assert mia.ask("status")["me"]["state"] == "resting"
    assert mia.ask("device", "remove", phones["id"]) == {"done": True}
    assert [one["state"] for one in mia.ask("device") if one["id"] == phones["id"]] == ["removed"]
    phone.ask("sync")
    assert phone.refused("back").startswith("This computer was removed from your devices.")
    assert jon.ask("sync")["changed"][-1] == {
        "kind": "device_removed", "name": "Mia", "text": "A device of Mia was removed here.",
    }  # fmt: skip
    assert jon.ask("status")["partner"]["state"] == "resting"


def test_a_first_device_is_called_so_until_it_has_a_name(
    linked: Couple,
) -> None:
    mia, jon = linked.mia, linked.jon
    phone = brought_in(mia)
    jon.ask("sync")
    assert listed(mia) == ["This device (Mia)", "Phone (Mia)", "First device (Jon)"]
    assert listed(phone) == ["First device (Mia)", "Phone (Mia, this one)", "First device (Jon)"]
    assert listed(jon) == ["This device (Jon)", "First device (Mia)", "Phone (Mia)"]
    assert [one["name"] for one in jon.ask("device")] == ["", "", "Phone"]
    mine = next(one["id"] for one in jon.ask("device") if one["mine"])
    jon.ask("device", "rename", mine, "--name", "Laptop")
    mia.ask("sync")
    assert listed(mia)[-1] == "Laptop (Jon)"


def listed(person: Person) -> list[str]:
    """The devices as they are listed, without their ids."""
    return [line.partition("  ")[2] for line in person.call("device").out.splitlines()]


def test_the_words_come_again_until_they_are_used_or_taken_back(linked: Couple) -> None:
    mia = linked.mia
    words = mia.ask("device", "invite")["words"]
    assert mia.ask("device", "invite")["words"] == words
    assert mia.ask("device", "decline") == {"done": True}
    done = other(mia, "phone").call(
        "--json", "device", "join", "--folder", str(linked.shared), "--words-file", "-", given=" ".join(words)
    )
    assert (done.code, done.json["why"]) == (3, "No invitation in this folder opens with these words.")
    assert not other(mia, "phone").home.exists()
    linked.world.pass_time(days=8)
    assert mia.ask("device", "invite")["words"] != words


@pytest.mark.parametrize("again", ["device", "join"])
def test_a_device_that_answers_twice_comes_in(again: str, linked: Couple) -> None:
    """Whoever isn't sure that it worked types the words again, with either verb."""
    mia, phone = linked.mia, other(linked.mia, "Phone")
    words = " ".join(mia.ask("device", "invite")["words"])
    joined(phone, words)
    if again == "device":
        joined(phone, words)
    else:
        assert phone.join(words).json["inviter"] == "Mia"
    mia.ask("device", "confirm")
    assert phone.call("sync").out.splitlines()[0] == say("command.sync.arrived")
    assert phone.ask("status")["link"] == "linked"
    assert len([one for one in mia.ask("device", "list") if one["mine"]]) == 2


def test_whoever_joins_with_the_words_of_an_own_device_is_told_so(linked: Couple) -> None:
    phone = other(linked.mia, "Phone")
    words = " ".join(linked.mia.ask("device", "invite")["words"])
    where = ("--name", "Mia", "--folder", str(phone.shared), "--words-file", "-")
    assert phone.call("join", *where, given=words).out == f"{say('command.device.joined', name='Mia')}\n"


def test_who_asks_is_shown_and_asked_about(linked: Couple) -> None:
    mia, phone = linked.mia, other(linked.mia, "phone")
    done = mia.call("--json", "device", "confirm")
    assert (done.code, done.json["why"]) == (3, "No device has used the invitation yet.")
    joined(phone, " ".join(mia.ask("device", "invite")["words"]))
    assert "says yes" in mia.call("device", "list").err
    assert phone.ask("status")["link"] == "alone"


def test_wrong_words_are_two_and_make_no_home(linked: Couple) -> None:
    mia, phone = linked.mia, other(linked.mia, "phone")
    mia.ask("device", "invite")
    where = ("--folder", str(linked.shared), "--words-file", "-")
    for words in ("abandon " * 11, "qqqqq", "abandon " * 12):
        assert phone.call("--json", "device", "join", *where, given=words).code == 2
    assert not phone.home.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("device", "rename"),
        ("device", "rename", "aaaaaaaaaa"),
        ("device", "remove"),
        ("device", "join"),
        ("kit", "restore", "kit.txt"),
    ],
)
def test_what_is_missing_is_wrong_usage(linked: Couple, words: tuple[str, ...]) -> None:
    done = linked.mia.call("--json", *words)
    assert (done.code, done.json["done"]) == (2, False)


def test_what_no_rule_allows_is_refused(linked: Couple) -> None:
    mia = linked.mia
    mine = next(one["id"] for one in mia.ask("device") if one["this"])
    theirs = next(one["id"] for one in mia.ask("device") if not one["mine"])
    assert mia.refused("device", "remove", mine).startswith("This is the device that you are using.")
    assert mia.refused("device", "remove", theirs) == "There is no such device of yours."
    assert mia.refused("device", "rename", mine, "--name", " ").startswith("A device’s name")


def test_a_kit_brings_its_person_back(linked: Couple, tmp_path: Path) -> None:
    mia, jon, kit = linked.mia, linked.jon, tmp_path / "kit.txt"
    assert mia.ask("kit", "write", str(kit)) == {"done": True, "file": str(kit)}
    mia.ask("rest", "--line", "before it was lost")
    new = other(mia, "new")
    where = ("--folder", str(linked.shared), "--name", "Laptop")
    assert new.ask("kit", "restore", str(kit), *where)["name"] == "Mia"
    assert new.ask("status")["me"]["line"] == "before it was lost"
    assert {one["kind"] for one in new.ask("device")} == {"device", "kit"}
    assert "Mia has one more device here." in [each["text"] for each in jon.ask("sync")["changed"]]
    secret = next(line for line in kit.read_text().splitlines() if line.startswith("AGE-SECRET-KEY-1"))
    for said in (mia.call("device"), mia.call("doctor"), new.call("status"), new.call("--json", "device")):
        assert secret not in said.out + said.err
    done = mia.call("--json", "kit", "write", str(kit))
    assert (done.code, done.json["why"]) == (3, f"There is a file {kit} already.")
    assert "opens nothing new" in mia.call("kit", "write", str(tmp_path / "next.txt")).out


@pytest.mark.parametrize(
    ("first", "why"),
    [
        (100, "The file that holds your space is damaged."),
        (0, "The key doesn’t fit this space."),  # its salt is gone, too
    ],
)
def test_a_kit_brings_its_person_back_where_the_store_can_not_be_read(
    first: int, why: str, linked: Couple, tmp_path: Path
) -> None:
    mia, jon, kit = linked.mia, linked.jon, tmp_path / "kit.txt"
    mia.ask("kit", "write", str(kit))
    mia.ask("rest", "--line", "before it broke")
    mia.ask("page", "write", "--file", "-", given="kept for myself")
    store, where = mia.home / "store.db", ("--folder", str(linked.shared), "--name", "Laptop")
    whole = store.read_bytes()
    broken = whole[:first] + b"\xa5" * (4096 - first) + whole[4096:]
    store.write_bytes(broken)
    done = mia.call("--json", "status")
    assert (done.code, done.json["why"]) == (3, why)
    assert store.read_bytes() == broken, "nothing is changed before the kit comes"
    assert mia.ask("kit", "restore", str(kit), *where)["name"] == "Mia"
    assert [each.read_bytes() for each in mia.home.glob("store.db.damaged-*") if "-wal" not in each.name] == [
        broken
    ]
    assert mia.ask("status")["me"]["line"] == "before it broke"
    assert mia.ask("page", "search", "myself")
    assert mia.ask("back")["state"] == "here"
    jon.ask("sync")
    assert jon.ask("status")["partner"]["state"] == "here"


def test_a_kit_is_written_into_a_file_that_is_named(linked: Couple) -> None:
    done = linked.mia.call("kit", "write", "-")
    assert (done.code, done.out, done.err) == (2, "", f"{say('command.usage.kit_file')}\n")
    assert not Path("-").exists()


def test_what_is_no_kit_says_so(linked: Couple, tmp_path: Path) -> None:
    new, kit = other(linked.mia, "new"), tmp_path / "kit.txt"
    kit.write_text("no kit", "utf-8")
    where = ("--folder", str(linked.shared))
    done = new.call("--json", "kit", "restore", str(kit), *where)
    assert (done.code, done.json["why"]) == (3, "There is no recovery kit in this text.")
    linked.mia.ask("kit", "write", str(tmp_path / "mias.txt"))
    text = (tmp_path / "mias.txt").read_text()
    (tmp_path / "empty" / "Still Here" / "v1").mkdir(parents=True)
    done = new.call("--json", "kit", "restore", "-", "--folder", str(tmp_path / "empty"), given=text)
    assert (done.code, done.json["why"]) == (3, "Nothing in this folder opens with this kit.")
    assert not new.home.exists()


def test_a_bundle_is_carried_by_hand(linked: Couple, tmp_path: Path) -> None:
    mia, jon, bundle = linked.mia, linked.jon, tmp_path / "us.bundle"
    mia.ask("rest", "--line", "by hand")
    assert mia.ask("bundle", "out", str(bundle))["done"]
    linked.shared.rename(tmp_path / "a stick that is not here")
    assert jon.ask("bundle", "in", str(bundle)) == {"done": True, "new": 1, "left_out": 0}
    assert jon.call("--json", "status").json["partner"]["line"] == "by hand"
    assert jon.call("bundle", "in", str(bundle)).out == "There was nothing new in it.\n"
    with bundle.open("ab") as file:
        file.write(b"300\n" + bytes(300))
    done = jon.call("--json", "bundle", "in", str(bundle))
    assert (done.code, done.json) == (4, {"done": True, "new": 0, "left_out": 1})
    bundle.write_bytes(b"something else")
    done = jon.call("--json", "bundle", "in", str(bundle))
    assert (done.code, done.json["why"]) == (3, "This file isn’t a bundle of Still Here.")
