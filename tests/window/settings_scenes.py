"""The scenes of the settings, on Jon's real home: locked, leaving, left, exporting, erasing, erased.

Law: each stage has a copy of its own of a home that was made once, and nothing of it outlives the stage.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from types import MappingProxyType
from unittest.mock import patch

from stillhere.core.acts import Details, Rest
from stillhere.home.errors import HomeError
from stillhere.home.home import Home
from stillhere.home.keys.vault import MEMORY_KIB
from stillhere.home.paths import paths_for
from stillhere.home.private import header
from stillhere.home.private.export import Progress
from stillhere.home.rooms.erasing import Erased
from stillhere.home.rooms.leaving import Leaving
from stillhere.home.store import Store
from stillhere.notify.sleep.hearing import Heard
from stillhere.window.desk import Desk
from stillhere.window.erased import ErasedPage
from stillhere.window.pages import places
from stillhere.window.reflect.journal import Journal
from stillhere.window.settings.lock import LockCard
from stillhere.window.shell import Shell
from stillhere.words import say
from tests.home.couple import Side, World, couple, side
from tests.window import eyes
from tests.window.hands import button, press, wait_until
from tests.window.stage import Prompts, Scene, Stage

LOCK = "four words for jon"
#: Where the shared folder of these scenes lies: the same for all of them, for its name is on the page.
SHARED = Path(gettempdir()) / f"still-here-{os.getpid()}"

OWN_WORDS = (str(SHARED), "Shorter replies · “Long week. It isn’t you.” · Tomorrow", "/home/jon/still here")


@cache
def _once(*, linked: bool) -> tuple[Path, bytes]:
    """A place with Jon's home in it, made once; and the key of its store."""
    place, world = Path(mkdtemp(prefix="settings-")), World()
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    jon = couple(place, world)[1] if linked else side(place / "jon", "Jon", world)
    _rested(jon)
    key = jon.home._key
    jon.home.close()
    return place, key


def _rested(jon: Side) -> None:
    jon.home.do(Rest(Details(looks=("shorter_replies",), line="Long week. It isn’t you.", guess="tomorrow")))
    jon.home.flip()
    jon.round()
    with jon.home.door().open(None) as private:
        private.pages.write(["What I saw."])


@cache
def _shared() -> Path:
    """The folder of the scenes, there."""
    shutil.copytree(_once(linked=True)[0] / "shared", SHARED)
    atexit.register(shutil.rmtree, SHARED, ignore_errors=True)
    return SHARED


def jon_of(stage: Stage, *, linked: bool = True) -> Home:
    """Jon's home, a copy for this stage alone."""
    place, key = _once(linked=linked)
    own = stage.paths.data.parent / secrets.token_hex(4)
    shutil.copytree(place, own)
    paths = paths_for(own / "jon", {})
    home = Home(paths, Store.open(paths.store, key), key, clock=lambda: stage.couple.now)
    if linked:
        home.change_settings(folder=own / "shared")
    return home


def settings(stage: Stage, home: Home) -> Shell:
    """The settings of `home` in sight."""
    stage.desk = Desk(home)
    stage.journal = Journal(home.door())
    pages = places(Prompts(), stage.dialogs, erase=lambda: stage.entered.append(True), journal=stage.journal)
    stage.shell = Shell(stage.desk, pages, moving=lambda: False)
    stage.frame.hold(stage.shell, stage.shell)
    stage.desk.start()
    stage.shell.open("settings")
    stage.settle()
    return stage.shell


def lock(home: Home) -> None:
    """Locks what is private of `home`, with less work than a real lock takes."""
    with patch.object(header, "LOCK_MEMORY_KIB", MEMORY_KIB[0]):
        home.door().relock(None, LOCK)


def _settings(*presses: str, locked: bool = False, linked: bool = True, sleep: Heard = "seen") -> Scene:
    @patch("stillhere.window.settings.lock.heard", lambda: sleep)
    def scene(stage: Stage) -> None:
        home = jon_of(stage, linked=linked)
        if linked:
            home.change_settings(folder=_shared())
        if locked:
            lock(home)
        settings(stage, home)
        for key in presses:
            press(stage.frame, say(key))
            stage.settle()
        if presses and stage.shell is not None:
            stage.shell.page.ensureWidgetVisible(stage.focus, 0, 200)

    return scene


def _refused(stage: Stage) -> None:
    stage.dialogs.export_to = _shared()
    _settings("settings.export.go")(stage)


def _exporting(stage: Stage) -> None:
    def endless(*_: object, progress: Progress, **__: object) -> None:
        while True:
            progress(3, 12)
            time.sleep(0.05)

    stage.dialogs.export_to = stage.paths.data.parent / "taken along"
    with patch("stillhere.home.private.export.export", endless):
        _settings("settings.export.go")(stage)
        far = say("settings.export.progress", done=3, of=12)
        wait_until(lambda: far in eyes.texts(stage.frame), lambda: eyes.texts(stage.frame))


def _locking(stage: Stage) -> None:
    _settings("settings.lock.set")(stage)
    card = stage.frame.findChild(LockCard)
    assert card is not None
    card._busy(True)
    stage.settle()


def _left(stage: Stage) -> None:
    home = jon_of(stage)
    Leaving(home).leave(quietly=True)
    settings(stage, home)
    assert stage.shell is not None
    stage.shell.page.ensureWidgetVisible(button(stage.frame, say("settings.erase.ask")), 0, 300)


def _last(then: Callable[[ErasedPage], None]) -> Scene:
    def scene(stage: Stage) -> None:
        page = ErasedPage(lambda: stage.entered.append(True), lambda: stage.entered.append(False))
        stage.frame.hold(page, page)
        then(page)

    return scene


SCENES: Mapping[str, Scene] = MappingProxyType(
    {
        "settings": _settings(),
        "settings alone": _settings(linked=False),
        "settings, a lock": _settings("settings.lock.set"),
        "settings, a lock, nothing typed": _settings("settings.lock.set", "settings.lock.do.set"),
        "settings, a lock being written": _locking,
        "settings, locked": _settings("settings.lock.change", locked=True),
        "settings, locked, sleep untried": _settings("settings.lock.change", locked=True, sleep="untried"),
        "settings, locked, sleep unheard": _settings("settings.lock.change", locked=True, sleep="no"),
        "settings, leaving with a note": _settings("settings.leave.note"),
        "settings, leaving quietly": _settings("settings.leave.quietly"),
        "settings, the number compared": _settings("compared.no"),
        "settings, left": _left,
        "settings, no export into what is shared": _refused,
        "settings, an export under way": _exporting,
        "settings, erasing": _settings("settings.erase.ask"),
        "erasing": _last(lambda _: None),
        "erased": _last(lambda page: page.done(Erased(keyring=True, left=()))),
        "erased, something stays": _last(
            lambda page: page.done(Erased(keyring=False, left=(Path("/home/jon/still here"),)))
        ),
        "erased, held up": _last(lambda page: page.failed(HomeError("erase_busy"))),
    }
)
