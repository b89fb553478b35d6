"""One's own pages on one's other devices, at a command line: documents, sentences, exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from stillhere.words import say
from tests.command.people import Couple, Person
from tests.command.test_devices import brought_in

#: What is private needs no passphrase of its own here; the home's is the lock's where there is one.
Pair = tuple[Person, Person]


@pytest.fixture
def devices(linked: Couple) -> Pair:
    """Mia's first device and her phone; nothing is turned on."""
    return linked.mia, brought_in(linked.mia)


def turned_on(devices: Pair) -> str:
    """The words, once both devices have them."""
    mia, phone = devices
    words = " ".join(mia.ask("across", "on", "--yes")["words"])
    phone.ask("sync")
    phone.ask("across", "join", "--yes", "--words-file", "-", given=words)
    return words


def written(person: Person, text: str) -> str:
    """The id of a new page."""
    return str(person.ask("page", "write", "--text", text)["id"])


def pages(person: Person) -> dict[str, str]:
    """Every page that the person can list, by its id."""
    return {one["id"]: one["title"] for one in person.ask("page", "list")}


def test_it_says_first_what_can_be_counted(devices: Pair) -> None:
    mia, _ = devices
    why = mia.refused("across", "on")
    for words in ("closed to Jon", "on which days you wrote", "open the lock", "Letters, drafts"):
        assert words in why
    assert mia.ask("across")["on"] is False
    assert mia.ask("across", "status")["known"] is False


def test_a_page_is_on_the_other_device(devices: Pair) -> None:
    mia, phone = devices
    before = written(mia, "what I need")
    turned_on(devices)
    assert pages(phone) == {before: "what I need"}
    after = written(phone, "and what I don’t")
    assert pages(mia) == {before: "what I need", after: "and what I don’t"}
    mia.ask("page", "delete", before)
    assert pages(phone) == {after: "and what I don’t"}
    assert phone.ask("across", "now") == {"done": True, "taken": 0, "outbox": 0}
    standing = phone.ask("across")
    assert standing == {
        "on": True, "known": True, "waiting": 0, "too_long": 0, "files": standing["files"], "unsent": 0,
        "elsewhere": 1, "heard": True, "other_words": 0, "set_aside": [],
    }  # fmt: skip
    assert "Your pages go to your other devices" in phone.call("across").out


def test_the_words_are_shown_again_and_never_taken_from_an_argument(devices: Pair) -> None:
    mia, phone = devices
    assert mia.refused("across", "words").startswith("This isn’t turned on")
    words = turned_on(devices)
    assert " ".join(mia.ask("across", "words")["words"]) == words
    assert " ".join(phone.ask("across", "words")["words"]) == words
    assert mia.call("across", "join", "--yes", *words.split()).code == 2


def test_words_that_open_nothing_are_refused(devices: Pair) -> None:
    mia, phone = devices
    mia.ask("across", "on", "--yes")
    written(mia, "a page")
    phone.ask("sync")
    other = "legal winner thank year wave sausage worth useful legal winner thank yellow"
    done = phone.call("--json", "across", "join", "--yes", "--words-file", "-", given=other)
    assert done.code == 3
    assert "These words open nothing here." in done.err
    assert phone.ask("across")["known"] is False
    wrong = phone.call("across", "join", "--yes", "--words-file", "-", given="legal winner")
    assert wrong.code == 2


def test_new_words_end_the_old_ones(devices: Pair) -> None:
    mia, phone = devices
    page = written(mia, "one")
    old = turned_on(devices)
    new = " ".join(mia.ask("across", "renew")["words"])
    assert new != old
    later = written(mia, "two")
    assert pages(phone) == {page: "one"}
    count = phone.ask("across")["other_words"]
    assert count >= 1
    assert say("across.state.other_words", count=count) in phone.call("across").out
    phone.ask("across", "join", "--yes", "--words-file", "-", given=new)
    assert pages(phone) == {page: "one", later: "two"}
    assert mia.ask("across")["other_words"] == phone.ask("across")["other_words"] == 0


def test_turned_off_everything_stays_where_it_is(devices: Pair) -> None:
    mia, phone = devices
    page = written(mia, "one")
    turned_on(devices)
    assert mia.ask("across")["files"] == 1
    mia.ask("across", "off", "--remove")
    assert mia.ask("across") == {
        "on": False, "known": True, "waiting": 0, "too_long": 0, "files": 0, "unsent": 0, "elsewhere": 1,
        "heard": False, "other_words": 0, "set_aside": [],
    }  # fmt: skip
    written(mia, "two")
    assert pages(phone) == {page: "one"}
    assert mia.refused("across", "now").startswith("This isn’t turned on")


def test_the_key_lies_behind_the_lock(devices: Pair, tmp_path: Path) -> None:
    mia, _ = devices
    turned_on(devices)
    lock = tmp_path / "lock"
    lock.write_text("only mine\n", encoding="utf-8")
    mia.ask("lock", "set", "--lock-file", str(lock))
    assert mia.call("--json", "across", "words").code == 3
    assert len(mia.ask("across", "words", "--lock-file", str(lock))["words"]) == 12
