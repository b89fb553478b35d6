"""How the other faces are started: by name, with what was given beside the call, and only when asked for."""

from __future__ import annotations

import os
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stillhere.home.errors import VaultError
from stillhere.home.paths import paths_for
from tests.command.people import Couple, call

TRAY, WINDOW, DEMO = "stillhere.tray.app", "stillhere.window.app", "stillhere.demo"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[Any, ...]]]:
    """Which faces were started, with which arguments; none of them really."""
    calls: list[tuple[str, tuple[Any, ...]]] = []

    def face(name: str) -> types.ModuleType:
        def run(*arguments: Any) -> int:
            calls.append((name, arguments))
            return 0

        module = types.ModuleType(name)
        module.run = run  # type: ignore[attr-defined]
        module.__spec__ = types.SimpleNamespace(name=name)  # type: ignore[assignment]
        return module

    for name in (TRAY, WINDOW, DEMO):
        monkeypatch.setitem(sys.modules, name, face(name))
    for variable in ("STILLHERE_HOME", "STILLHERE_PASSPHRASE_FILE"):
        monkeypatch.setenv(variable, "")  # what a call hands on is taken back after the test
    return calls


def test_the_bare_command_starts_the_tray(linked: Couple, started: list[tuple[str, tuple[Any, ...]]]) -> None:
    assert linked.mia.call().code == 0
    ((name, (paths, ask)),) = started
    assert (name, paths, ask()) == (TRAY, paths_for(linked.mia.home, {}), "Mia at home")


def test_a_face_by_its_name(
    linked: Couple, started: list[tuple[str, tuple[Any, ...]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    linked.mia.call("tray")
    linked.mia.call("window", "safety")
    monkeypatch.delenv("STILLHERE_PASSPHRASE_FILE")
    linked.mia.call("window", unlock=False)
    paths = paths_for(linked.mia.home, {})
    assert [name for name, _ in started] == [TRAY, WINDOW, WINDOW]
    (_, page, given), (_, no_page, nothing) = (arguments for _, arguments in started[1:])
    assert (page, given(), no_page, nothing) == ("safety", "Mia at home", None, None)
    assert all(arguments[0] == paths for _, arguments in started)


def test_what_was_given_holds_for_the_faces_that_a_face_starts(
    linked: Couple, started: list[tuple[str, tuple[Any, ...]]]
) -> None:
    linked.mia.call("tray")
    assert os.environ["STILLHERE_HOME"] == str(linked.mia.home)
    assert os.environ["STILLHERE_PASSPHRASE_FILE"] == str(linked.mia.passphrase)


def test_the_demo_gets_its_options(tmp_path: Path, started: list[tuple[str, tuple[Any, ...]]]) -> None:
    assert call("demo", "--no-screen", "--pictures", str(tmp_path)).code == 0
    ((name, (options,)),) = started
    assert (name, options.no_screen, options.pictures) == (DEMO, True, str(tmp_path))


def _locked(_: object, __: Callable[[], str]) -> int:
    raise VaultError("keyring_locked")


def test_where_nobody_sits_at_a_terminal_the_window_says_what_is_so(
    linked: Couple, started: list[tuple[str, tuple[Any, ...]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[TRAY], "run", _locked)
    assert linked.mia.call(unlock=False).code == 0
    assert [name for name, _ in started] == [WINDOW]


def test_at_a_terminal_the_sentence_does(
    linked: Couple, started: list[tuple[str, tuple[Any, ...]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[TRAY], "run", _locked)
    monkeypatch.setattr("stillhere.command.asking.at_terminal", lambda: True)
    done = linked.mia.call()
    assert (done.code, started) == (3, [])
    assert done.err.startswith("The keyring is locked.\n")


def test_where_there_is_no_tray_the_window_takes_its_place_and_its_end_is_the_calls_end(
    linked: Couple, started: list[tuple[str, tuple[Any, ...]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[TRAY], "run", lambda *_: None)
    monkeypatch.setattr(sys.modules[WINDOW], "run", lambda *_: 7)
    assert linked.mia.call().code == 7
    assert linked.mia.call("tray").code == 7


@pytest.mark.parametrize("words", [(), ("tray",), ("window",)])
def test_a_face_that_dies_is_no_success(
    linked: Couple,
    started: list[tuple[str, tuple[Any, ...]]],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
) -> None:
    def die(*_: object) -> int:
        raise RuntimeError("the panel went away")

    for face in (TRAY, WINDOW):
        monkeypatch.setattr(sys.modules[face], "run", die)
    done = linked.mia.call(*words)
    assert done.code == 3
    assert "panel" not in done.err
    assert "RuntimeError" in (linked.mia.home / "log" / "stillhere.log").read_text("utf-8")


def test_a_face_that_lacks_something_is_not_called_missing(
    linked: Couple, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, WINDOW, raising=False)
    monkeypatch.setitem(sys.modules, "stillhere.window.face", None)
    monkeypatch.setattr("stillhere.command.grammar.verbs._exists", lambda module: True)
    done = linked.mia.call("window")
    assert done.code == 3
    assert "missing on this computer" not in done.err
    assert "ModuleNotFoundError" in (linked.mia.home / "log" / "stillhere.log").read_text("utf-8")


def test_a_face_that_is_not_installed_is_named(linked: Couple, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, WINDOW, None)
    monkeypatch.setattr("stillhere.command.grammar.verbs._exists", lambda module: True)
    done = linked.mia.call("window")
    assert done.code == 3
    assert done.err.startswith("A part of Still Here is missing on this computer.")
