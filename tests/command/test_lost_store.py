"""The store or its key is gone: it is said which, and start and kit lead on."""

from __future__ import annotations

from pathlib import Path

from stillhere.words import say
from tests.command.people import Couple, Person


def lose_store(person: Person) -> None:
    for each in person.home.glob("store.db*"):
        each.unlink()


def check(person: Person, name: str) -> dict[str, object]:
    done = person.call("--json", "doctor")
    assert done.code == 3
    found: dict[str, object] = next(each for each in done.json["checks"] if each["name"] == name)
    return found


def test_it_is_named_and_is_no_first_start(linked: Couple) -> None:
    lose_store(linked.mia)
    done = linked.mia.call("status")
    assert (done.code, done.err.splitlines()[0]) == (3, say("trouble.store_gone.title"))
    store = check(linked.mia, "store")
    assert (store["state"], store["what"]) == ("trouble", "store_gone")


def test_the_kit_brings_it_back_and_private_pages_stay_as_they_are(linked: Couple, tmp_path: Path) -> None:
    linked.mia.ask("page", "write", "--text", "what only I read")
    linked.mia.ask("kit", "write", str(tmp_path / "kit.txt"))
    linked.jon.ask("rest", "--line", "near")
    lose_store(linked.mia)
    linked.mia.ask("kit", "restore", str(tmp_path / "kit.txt"), "--folder", str(linked.shared))
    assert linked.mia.ask("status")["partner"]["line"] == "near"
    assert [each["title"] for each in linked.mia.ask("page", "list")] == ["what only I read"]


def test_a_start_begins_anew_under_the_key_that_is_there(linked: Couple) -> None:
    linked.mia.ask("page", "write", "--text", "what only I read")
    lose_store(linked.mia)
    right = linked.mia.passphrase.read_text()
    linked.mia.passphrase.write_text("another one\n")
    done = linked.mia.call("start", "--alone", "--name", "Mia")
    assert (done.code, done.err.splitlines()[0]) == (3, say("trouble.passphrase_wrong.title"))
    linked.mia.passphrase.write_text(right)
    linked.mia.ask("start", "--alone", "--name", "Mia")
    assert linked.mia.ask("status")["link"] == "alone"
    assert len(linked.mia.ask("page", "list")) == 1


def test_a_store_without_its_key_is_named_by_both(linked: Couple) -> None:
    (linked.mia.home / "vault.json").unlink()
    for name in ("keyring", "store"):
        found = check(linked.mia, name)
        assert (found["state"], found["what"]) == ("trouble", "vault_missing")


def test_who_forgot_the_passphrase_erases_and_comes_back_by_the_kit(linked: Couple, tmp_path: Path) -> None:
    linked.mia.ask("kit", "write", str(tmp_path / "kit.txt"))
    linked.jon.ask("rest", "--line", "near")
    linked.mia.passphrase.write_text("a new one\n")
    restore = ("kit", "restore", str(tmp_path / "kit.txt"), "--folder", str(linked.shared))
    assert linked.mia.call(*restore).code == 3
    assert linked.mia.call("erase", "--yes-erase").code == 0
    linked.mia.ask(*restore)
    assert linked.mia.ask("status")["partner"]["line"] == "near"


def test_who_waits_for_the_rest_of_the_folder_is_told_so(linked: Couple, tmp_path: Path) -> None:
    before = set(linked.shared.rglob("*.age"))
    linked.mia.ask("kit", "write", str(tmp_path / "kit.txt"))
    hidden = {path: path.read_bytes() for path in before if path.exists()}
    for path in hidden:
        path.unlink()
    lose_store(linked.mia)
    restore = ("kit", "restore", str(tmp_path / "kit.txt"), "--folder", str(linked.shared))
    done = linked.mia.call(*restore)
    assert (done.code, done.err.splitlines()[0]) == (3, say("trouble.kit_incomplete.title"))
    assert say("command.status.kit_waits") in linked.mia.call("status").out
    for path, data in hidden.items():
        path.write_bytes(data)
    linked.mia.ask(*restore)
    assert linked.mia.ask("status")["link"] == "linked"
