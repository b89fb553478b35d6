"""``page`` and ``prompt`` at a command line: private by default, shared on purpose, and taken back."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from stillhere.home.library import Library
from stillhere.words import say
from tests.command.people import Couple, Person
from tests.home.couple import recording

ENTRY = {
    "id": str, "title": str, "question": str, "prompt": str, "form": str, "written": str, "changed": str,
    "shared": bool, "excerpt": str,
}  # fmt: skip
TYPED = "The door closed gently.\nThat is all I saw."


def listed(person: Person, *words: str) -> list[dict[str, Any]]:
    """The pages; each entry has exactly the fields of the contract."""
    found: list[dict[str, Any]] = person.ask("page", *(words or ("list",)))
    for each in found:
        assert set(each) == set(ENTRY)
        assert all(isinstance(each[name], shape) for name, shape in ENTRY.items()), each
    return found


def write(person: Person, text: str, *words: str) -> str:
    return str(person.ask("page", "write", "--text", text, *words)["id"])


def test_pages_are_written_found_shown_and_deleted_and_the_folder_never_hears(linked: Couple) -> None:
    jon, before = linked.jon, recording(linked.shared)
    first, second = write(jon, TYPED), write(jon, "Tea at the kitchen table.")
    assert [each["id"] for each in listed(jon)] == [second, first]
    assert [(each["id"], each["excerpt"]) for each in listed(jon, "search", "kitchen", "tea")] == [
        (second, "Tea at the kitchen table.")
    ]
    assert jon.ask("page", "search", "ferry") == []
    shown = jon.ask("page", "show", first[:6])
    assert (shown["id"], shown["text"], shown["parts"], shown["shared"]) == (first, TYPED, [TYPED], False)
    assert jon.call("page", "show", first).out == TYPED + "\n"
    jon.ask("page", "write", second, "--text", "Coffee, perhaps.")
    assert jon.ask("page", "show", second)["text"] == "Coffee, perhaps."
    assert jon.ask("page", "delete", second) == {"done": True, "id": second}
    assert [each["id"] for each in listed(jon)] == [first]
    assert jon.refused("page", "show", second) == "No page of yours has this id."
    jon.ask("sync")
    assert recording(linked.shared) == before


def test_a_copy_is_shared_and_taken_back(linked: Couple) -> None:
    mia, jon = linked.mia, linked.jon
    name = write(jon, TYPED)
    shared = jon.ask("page", "share", name)
    assert (shared["done"], shared["id"], shared["outbox"]) == (True, name, 0)
    assert [each["shared"] for each in listed(jon)] == [True]
    assert mia.ask("sync")["changed"] == []
    (theirs,) = mia.ask("page", "shared")
    assert theirs == {
        "id": shared["copy"], "from": "partner", "question": "", "form": "free", "parts": [TYPED],
        "since": "evening",
    }  # fmt: skip
    assert jon.ask("page", "shared") == [{**theirs, "from": "me"}]
    assert "Shared by Jon this evening" in mia.call("page", "shared").out
    assert "Shared with Mia this evening" in jon.call("page", "shared").out
    assert mia.refused("page", "unshare", shared["copy"]) == "No copy of yours with this id is shared."
    assert jon.ask("page", "unshare", name)["done"]
    assert mia.ask("page", "shared") == jon.ask("page", "shared") == []
    assert [each["shared"] for each in listed(jon)] == [False]
    assert jon.refused("page", "unshare", name) == "No copy of yours with this id is shared."


def test_a_copy_is_taken_back_by_its_own_id_behind_a_lock_too(linked: Couple, tmp_path: Path) -> None:
    jon, lock = linked.jon, tmp_path / "lock"
    lock.write_text("two clouds\n", encoding="utf-8")
    copy = jon.ask("page", "share", write(jon, TYPED))["copy"]
    jon.ask("lock", "set", "--new-file", str(lock))
    done = jon.call("--json", "page", "list")
    assert (done.code, done.json["done"]) == (3, False)
    assert "door" not in done.out + done.err
    assert len(listed(jon, "list", "--lock-file", str(lock))) == 1
    jon.ask("page", "unshare", copy)
    assert linked.mia.ask("page", "shared") == []


def test_the_passphrase_of_the_command_opens_the_lock_of_a_home_that_has_none(
    linked: Couple, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The home's passphrase from the variable, the lock's from the option that every call has."""
    jon, lock = linked.jon, tmp_path / "lock"
    lock.write_text("two clouds\n", encoding="utf-8")
    write(jon, TYPED)
    jon.ask("lock", "set", "--new-file", str(lock))
    monkeypatch.setenv("STILLHERE_PASSPHRASE_FILE", str(jon.passphrase))
    done = jon.call("--json", "page", "list", "--passphrase-file", str(lock), unlock=False)
    assert (done.code, len(done.json)) == (0, 1)


def test_nobody_shares_against_a_wish(linked: Couple) -> None:
    mia, jon = linked.mia, linked.jon
    mia.ask("letter", "pace", "none")
    name = write(jon, TYPED)
    why = "No letters and pages for now: that holds between you and Mia. The page stays here."
    assert jon.refused("page", "share", name) == why


def test_a_page_about_a_prompt_has_its_question_and_its_form(linked: Couple) -> None:
    jon = linked.jon
    prompts = jon.ask("prompt", "list")
    form = next(each for each in prompts if each["form"] == "mine_yours")
    name = write(jon, "The worry\n---\nThe rest", "--prompt", form["id"])
    shown = jon.ask("page", "show", name)
    assert (shown["question"], shown["parts"]) == (form["text"], ["The worry", "The rest"])
    lines = jon.call("page", "show", name).out.splitlines()
    assert lines == [form["text"], "", "Mine", "The worry", "", "Perhaps yours", "The rest"]
    assert jon.ask("page", "show", write(jon, "Only mine", "--prompt", form["id"]))["parts"][1] == ""
    done = jon.call("page", "write", "--prompt", form["id"], "--text", "a\n---\nb\n---\nc")
    assert (done.code, "has 2 texts" in done.err) == (2, True)
    assert jon.refused("page", "write", "--prompt", "nothing", "--text", "x") == "No prompt has this id."


def test_a_file_of_prompts_that_is_broken_is_named_and_the_others_are_there(
    linked: Couple, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = "prompts/waiting.toml"
    shutil.copytree(root / "resources", tmp_path / "resources")
    (tmp_path / "resources" / file).write_text("[[[", "utf-8")
    found = Library(tmp_path / "resources")
    monkeypatch.setattr("stillhere.command.private.prompts.library", lambda: found)
    done = linked.jon.call("--json", "prompt", "list")
    assert done.code == 0
    assert {each["moment"] for each in done.json} == {"resting", "coming_back", "together", "letting_go"}
    assert say("trouble.library_file.title", file=file) in done.err


def test_a_prompt_follows_the_moment_and_stays_for_the_day(linked: Couple) -> None:
    mia, jon = linked.mia, linked.jon
    mia.ask("rest")
    jon.ask("sync")
    first = jon.ask("prompt")
    assert first["moment"] == "waiting"
    assert jon.ask("prompt") == first
    assert mia.ask("prompt")["moment"] == "resting"
    second = jon.ask("prompt", "skip")
    assert (second["moment"], second["id"] != first["id"]) == ("waiting", True)
    assert jon.ask("prompt") == second
    assert jon.ask("prompt", "--moment", "letting-go")["moment"] == "letting_go"


def test_a_prompt_is_put_away_and_comes_back_and_own_ones_are_kept(linked: Couple) -> None:
    jon = linked.jon
    first = jon.ask("prompt", "--moment", "together")
    assert jon.ask("prompt", "never", first["id"]) == {"done": True, "id": first["id"]}
    assert jon.ask("prompt", "--moment", "together")["id"] != first["id"]
    away = [each["id"] for each in jon.ask("prompt", "list", "--moment", "together") if each["away"]]
    assert away == [first["id"]]
    jon.ask("prompt", "again", first["id"])
    assert not any(each["away"] for each in jon.ask("prompt", "list"))
    made = jon.ask("prompt", "add", "--text", "What is quiet good for?", "--moment", "waiting")
    own = [each for each in jon.ask("prompt", "list", "--moment", "waiting") if each["id"] == made["id"]]
    assert [(each["text"], each["theme"]) for each in own] == [("What is quiet good for?", "own")]
    assert jon.refused("prompt", "add", "--text", " ") == "A prompt needs at least one word."
    assert jon.refused("prompt", "never", "nothing") == "No prompt has this id."
    assert len({each["moment"] for each in jon.ask("prompt", "list")}) == 5
