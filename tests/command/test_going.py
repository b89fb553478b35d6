"""``lock``, ``export``, ``leave`` and ``erase`` at a command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from stillhere.home.opening import has_home, open_home
from stillhere.home.paths import paths_for
from stillhere.words import say
from tests.command.people import Couple, Person
from tests.home.couple import recording


def secret(place: Path, words: str) -> str:
    file = place / f"{words.replace(' ', '_')}.txt"
    file.write_text(f"{words}\n")
    return str(file)


def write_page(person: Person, words: str) -> None:
    with (
        open_home(paths_for(person.home, {}), lambda: f"{person.name} at home") as home,
        home.door().open(None) as private,
    ):
        private.pages.write([words])


# The lock


def test_a_lock_is_set_changed_and_removed(linked: Couple, tmp_path: Path) -> None:
    mia, one, two = linked.mia, secret(tmp_path, "first words"), secret(tmp_path, "second words")
    assert mia.ask("lock") == {"lock": "none"}
    assert mia.ask("lock", "set", "--new-file", one) == {"done": True, "lock": "passphrase"}
    assert mia.ask("lock") == {"lock": "passphrase"}
    wrong = mia.call("--json", "lock", "change", "--lock-file", two, "--new-file", one)
    assert (wrong.code, wrong.json["why"]) == (3, "Your private pages don’t open with this passphrase.")
    mia.ask("lock", "change", "--lock-file", one, "--new-file", two)
    assert mia.ask("lock", "remove", "--lock-file", two) == {"done": True, "lock": "none"}
    assert mia.ask("lock") == {"lock": "none"}


def test_what_does_not_fit_the_lock_is_refused_before_a_passphrase_is_asked_for(
    linked: Couple, tmp_path: Path
) -> None:
    for what in ("change", "remove"):
        done = linked.mia.call("--json", "lock", what)
        assert (done.code, done.json["why"]) == (1, "Your private pages have no lock.")
    linked.mia.ask("lock", "set", "--new-file", secret(tmp_path, "x"))
    done = linked.mia.call("--json", "lock", "set", "--new-file", secret(tmp_path, "y"))
    assert (done.code, done.json["why"]) == (1, "Your private pages have a lock already.")


def test_where_the_variable_opens_the_home_the_option_is_the_locks(
    linked: Couple, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mia, one = linked.mia, secret(tmp_path, "first words")
    monkeypatch.setenv("STILLHERE_PASSPHRASE_FILE", str(mia.passphrase))
    for words in (("lock", "set"), ("export", "--to", str(tmp_path / "out")), ("lock", "remove")):
        done = mia.call("--json", *words, "--passphrase-file", one, unlock=False)
        assert (done.code, done.json["done"]) == (0, True), done


def test_without_a_passphrase_and_a_terminal_it_says_what_is_missing(linked: Couple, tmp_path: Path) -> None:
    assert linked.mia.call("lock", "set").code == 2
    linked.mia.ask("lock", "set", "--new-file", secret(tmp_path, "x"))
    locked = linked.mia.call("--json", "lock", "remove")
    assert (locked.code, locked.json["why"]) == (3, "Your private pages are locked.")


def test_one_standard_input_holds_one_passphrase(linked: Couple, tmp_path: Path) -> None:
    linked.mia.ask("lock", "set", "--new-file", secret(tmp_path, "x"))
    done = linked.mia.call("lock", "change", "--lock-file", "-", "--new-file", "-", given="x\n")
    assert (done.code, done.err) == (2, "Only one passphrase can come from standard input.\n")
    assert linked.mia.call("lock", "remove", "--lock-file", "-", given="x\n").code == 0


def test_an_empty_passphrase_locks_nothing(linked: Couple, tmp_path: Path) -> None:
    done = linked.mia.call("--json", "lock", "set", "--new-file", secret(tmp_path, ""))
    assert (done.code, done.json["why"]) == (3, "A lock needs a passphrase.")
    assert linked.mia.ask("lock") == {"lock": "none"}


# Exporting


def test_an_export_holds_everything_and_changes_nothing(linked: Couple, tmp_path: Path) -> None:
    write_page(linked.mia, "What I saw.")
    before, to = recording(linked.shared), tmp_path / "out"
    done = linked.mia.ask("export", "--to", str(to))
    assert (done["done"], done["texts"], done["pdf"]) == (True, 1, False)
    assert any("What I saw." in path.read_text() for path in Path(done["folder"]).glob("*.md"))
    assert recording(linked.shared) == before


def test_a_pdf_needs_no_screen(linked: Couple, tmp_path: Path) -> None:
    write_page(linked.mia, "What I saw.")
    environ = {key: value for key, value in os.environ.items() if "DISPLAY" not in key and key[:3] != "QT_"}
    words = ["--home", str(linked.mia.home), "--passphrase-file", str(linked.mia.passphrase), "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "stillhere", *words, "export", "--pdf", "--to", str(tmp_path / "out")],
        env=environ, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    (pdf,) = (tmp_path / "out").glob("*/*.pdf")
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_a_place_that_can_not_be_written_is_said(linked: Couple, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = linked.mia.call("--json", "export", "--to", str(tmp_path / "file"))
    assert (done.code, done.json["why"]) == (3, "The export can’t be written there.")


def test_nothing_is_exported_into_the_shared_folder(linked: Couple) -> None:
    write_page(linked.mia, "Nobody else reads this.")
    before = recording(linked.shared)
    for place in (linked.shared, linked.shared / "Still Here" / "mine"):
        done = linked.mia.call("--json", "export", "--to", str(place), "--yes")
        assert (done.code, done.json["why"]) == (3, say("trouble.inside_shared.title"))
    kit = linked.mia.call("--json", "kit", "write", str(linked.shared / "kit.txt"))
    assert (kit.code, kit.json["next"]) == (3, say("trouble.inside_shared.next", place=linked.shared))
    assert recording(linked.shared) == before


def test_what_is_locked_is_not_exported_without_its_passphrase(linked: Couple, tmp_path: Path) -> None:
    linked.mia.ask("lock", "set", "--new-file", secret(tmp_path, "x"))
    assert linked.mia.call("export", "--to", str(tmp_path / "out")).code == 3
    linked.mia.ask("export", "--to", str(tmp_path / "out"), "--lock-file", secret(tmp_path, "x"))


def test_a_lock_holds_nothing_up_but_what_is_locked(linked: Couple, tmp_path: Path) -> None:
    write_page(linked.mia, "What I saw.")
    linked.mia.ask("lock", "set", "--new-file", secret(tmp_path, "x"))
    refused = linked.mia.call("export", "--to", str(tmp_path / "out"))
    assert "--without-locked" in refused.err
    done = linked.mia.call("--json", "export", "--to", str(tmp_path / "out"), "--without-locked")
    assert (done.code, done.json["whole"]) == (0, False)
    assert say("export.without_locked") in done.err
    files = list(Path(done.json["folder"]).glob("*.md"))
    assert files
    assert not any("What I saw." in path.read_text() for path in files)


TYPED = pytest.mark.parametrize(
    ("typed", "options", "code"), [("\n", (), 0), ("wait\n", (), 1), ("", (), 1), ("", ("--yes",), 0)]
)


@TYPED
def test_at_a_terminal_an_export_says_first_what_it_is(
    linked: Couple,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    typed: str,
    options: tuple[str, ...],
    code: int,
) -> None:
    monkeypatch.setattr("stillhere.command.asking.at_terminal", lambda: True)
    done = linked.mia.call("export", "--to", str(tmp_path / "out"), *options, given=typed)
    assert done.code == code
    assert (say("settings.export.text") in done.err) is (not options)
    assert (say("export.reach") in done.err) is (not options)
    assert (tmp_path / "out").exists() is (code == 0)


# Leaving


@TYPED
@pytest.mark.parametrize("way", [(), ("--quietly",)], ids=["with a note", "quietly"])
def test_at_a_terminal_leaving_says_first_what_it_means(
    linked: Couple,
    monkeypatch: pytest.MonkeyPatch,
    way: tuple[str, ...],
    typed: str,
    options: tuple[str, ...],
    code: int,
) -> None:
    before = recording(linked.shared)
    monkeypatch.setattr("stillhere.command.asking.at_terminal", lambda: True)
    done = linked.mia.call("leave", *way, *options, given=typed)
    assert done.code == code
    told = say("leave.happens.untold" if way else "leave.happens.told", name="Jon", own="Mia")
    for sentence in (told, say("leave.happens.sent", name="Jon"), say("leave.happens.once")):
        assert (sentence in done.err) is (not options), "before"
        assert (sentence in done.out) is bool(options), "or else afterwards, and once"
    assert linked.mia.ask("status")["link"] == ("linked" if code else "left")
    assert (recording(linked.shared) == before) is (bool(code) or bool(way))


def test_leaving_with_a_note_tells_the_partner_once(linked: Couple) -> None:
    assert linked.mia.ask("leave") == {"done": True, "told": True, "outbox": 0}
    told = linked.jon.ask("sync")
    assert [each["text"] for each in told["changed"]] == ["Mia no longer shares here."]
    assert linked.jon.ask("status")["link"] == "left"
    assert linked.mia.refused("rest") == "You no longer share here. Your own pages are still yours."
    assert linked.mia.refused("leave") == "You no longer share here. Your own pages are still yours."


def test_leaving_quietly_writes_nothing(linked: Couple) -> None:
    linked.mia.ask("rest")
    before = recording(linked.shared)
    assert linked.mia.ask("leave", "--quietly") == {"done": True, "told": False, "outbox": 0}
    linked.mia.ask("sync")
    assert recording(linked.shared) == before
    assert linked.jon.ask("status")["partner"]["state"] == "resting"
    assert linked.mia.ask("status")["folder"]["path"] is None


def test_leaving_says_what_it_means(linked: Couple) -> None:
    out = linked.mia.call("leave", "--quietly").out.splitlines()
    assert out[0] == "You no longer share here. Nothing was said."
    assert "Jon is told nothing. In time the window there says: “No news. That is all it means.”" in out


def test_where_nothing_is_shared_there_is_nothing_to_leave(strangers: Couple) -> None:
    strangers.mia.ask("start", "--alone", "--name", "Mia")
    assert strangers.mia.refused("leave").startswith("There is nobody else here yet.")


# Erasing


def test_erasing_needs_its_word_and_says_what_it_means(linked: Couple) -> None:
    done = linked.mia.call("erase")
    assert done.code == 2
    assert "It can’t be undone." in done.err
    assert has_home(paths_for(linked.mia.home, {}))


def test_erasing_leaves_nothing_and_touches_nobody_else(linked: Couple) -> None:
    before = recording(linked.shared)
    done = linked.mia.call("--json", "erase", "--yes-erase", unlock=False)
    assert done.json == {"done": True, "keyring": True, "left": []}
    assert not linked.mia.home.exists()
    assert recording(linked.shared) == before
    assert linked.jon.ask("status")["link"] == "linked"
    assert linked.mia.call("status").code == 3
