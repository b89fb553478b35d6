"""The tray beside the window: started where somebody just came in, told its passphrase by nobody else."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from stillhere.home.home import Home
from stillhere.home.opening import create_home
from stillhere.home.paths import Paths, paths_for
from stillhere.home.role import Role
from stillhere.window.doorway import Doorway
from stillhere.window.face import Face
from stillhere.window.resident import Resident
from stillhere.words import say
from tests.waiting import LIMIT
from tests.window.hands import press
from tests.window.test_face import SECRET, Person

#: Stands for the program: writes down how it was called and what it was given.
PROGRAM = """
import json, os, sys
from pathlib import Path
told = {"words": sys.argv[2:], "given": sys.stdin.read(), "environ": dict(os.environ)}
Path(sys.argv[1] + ".new").write_text(json.dumps(told))
Path(sys.argv[1] + ".new").rename(sys.argv[1])
"""


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    made = paths_for(tmp_path / "home", {})
    made.make()
    return made


def started(paths: Paths, told: Path, passphrase: str | None) -> dict[str, object] | None:
    """What a tray was told that was started; None where none was."""
    resident = Resident(paths, (sys.executable, "-c", PROGRAM, str(told)))
    if not resident.start(passphrase):
        return None
    assert resident._started is not None
    assert resident._started.wait(LIMIT) == 0
    found: dict[str, object] = json.loads(told.read_text("utf-8"))
    return found


def test_the_passphrase_goes_over_standard_input_and_nowhere_else(paths: Paths, tmp_path: Path) -> None:
    create_home(paths, SECRET).close()
    told = started(paths, tmp_path / "told", SECRET)
    assert told is not None
    assert (told["words"], told["given"]) == (["--passphrase-file", "-", "tray"], SECRET)
    assert SECRET not in str(told["environ"])


def test_with_a_keyring_it_is_simply_started(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stillhere.home.keys.vault.vault_kind", lambda paths: "keyring")
    told = started(paths, tmp_path / "told", None)
    assert told is not None
    assert (told["words"], told["given"]) == (["tray"], "")


def test_where_one_runs_or_could_ask_nobody_none_is_started(paths: Paths, tmp_path: Path) -> None:
    create_home(paths, SECRET).close()
    assert started(paths, tmp_path / "told", None) is None
    tray = Role(paths.tray, "tray")
    assert tray.take()
    assert started(paths, tmp_path / "told", SECRET) is None
    tray.leave()
    assert started(paths, tmp_path / "told", SECRET) is not None


def test_who_began_or_unlocked_here_has_a_tray(dressed: QApplication, paths: Paths) -> None:
    given: list[str | None] = []
    for first in (True, False):
        person = Person(dressed, paths)
        person.face = Face(paths, None, given.append)
        person.start()
        if first:
            person.begin("alone", "Mia")
        else:
            person.until(say("opening.passphrase"))
            person.type(SECRET)
            press(person.frame, say("opening.passphrase.on"))
        person.wait(lambda first=first: len(given) == (1 if first else 2), "the tray")  # type: ignore[misc]
        person.close()
    assert given == [SECRET, SECRET]


def test_who_begins_in_a_home_that_a_passphrase_opened_has_a_tray(
    dressed: QApplication, paths: Paths
) -> None:
    create_home(paths, SECRET).close()
    given: list[str | None] = []
    person = Person(dressed, paths)
    person.face = Face(paths, None, given.append)
    person.start()
    person.until(say("opening.passphrase"))
    person.type(SECRET)
    press(person.frame, say("opening.passphrase.on"))
    person.until(say("welcome.alone"))
    assert given == []
    person.press("welcome.alone")
    person.type("Mia")
    person.press("welcome.on")
    person.press("notifications.none")
    person.press("welcome.on")
    person.wait(lambda: bool(given), "the tray")
    person.close()
    assert given == [SECRET]


def test_whoever_was_let_in_by_the_keyring_opens_a_window_and_no_more(
    dressed: QApplication, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_home(paths, SECRET).close()
    given: list[str | None] = []
    entered: list[Home] = []

    def enter(home: Home) -> bool:
        entered.append(home)
        return True

    class Nothing:
        """Neither frame nor worker is asked for anything."""

    doorway = Doorway(
        paths,
        Nothing(),  # type: ignore[arg-type]
        Nothing(),  # type: ignore[arg-type]
        enter,
        given=lambda: SECRET,
        start_tray=given.append,
    )
    doorway.open()
    (home,) = entered
    home.close()
    assert given == []


def test_a_tray_that_ended_already_is_no_trouble(paths: Paths) -> None:
    create_home(paths, SECRET).close()
    resident = Resident(paths, (sys.executable, "-c", "import os; os._exit(3)"))
    assert resident.start(SECRET * 20_000)
    assert resident._started is not None
    assert resident._started.wait(LIMIT) == 3
