"""The scenes of letters and of shared pages, on two real homes and one folder.

Law: nothing passes between the two but what lies in the folder; each copy of the couple is thrown away.
"""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from types import MappingProxyType
from typing import cast
from unittest.mock import patch

from stillhere.core.acts import Back, Rest
from stillhere.core.pages import first_words
from stillhere.core.records.terms import Pace
from stillhere.home.home import Home
from stillhere.home.keys.vault import MEMORY_KIB
from stillhere.home.library import library
from stillhere.home.paths import paths_for
from stillhere.home.private import Private, header, set_lock
from stillhere.home.rooms.letters import Letters
from stillhere.home.rooms.mailbox import Mailbox
from stillhere.home.rooms.shared import Shared
from stillhere.home.store import Store
from stillhere.window.desk import Desk
from stillhere.window.letters.page import Letters as LettersPage
from stillhere.window.pages import places
from stillhere.window.reflect.journal import Journal
from stillhere.window.reflect.page import Reflect
from stillhere.window.reflect.thoughts import Thoughts
from stillhere.window.shell import Shell
from stillhere.words import CATALOGUE, say
from tests.home.couple import Side, World, couple
from tests.window.hands import press
from tests.window.reading_scenes import PASSPHRASE
from tests.window.stage import EVENING, Scene, Stage
from tests.words.fields import fields_of

#: What Jon and Mia wrote.
FERRY = (
    "I found the photo from the ferry, the one with the gulls. No need to do anything with it. It made me "
    "laugh, and I wanted you to have it when there is room."
)
SCARED = "I was scared yesterday, and I think it was about me.\n\nIt is quiet here now."
THANKS = "Thank you for the soup.\n\nIt was warm, and so was the room after it."
RAIN = "It rained on the roof all night, and I thought of the tent."
SEEN = "The door closed gently, and then the light went out."

_WRITTEN = (FERRY, SCARED, THANKS, RAIN, SEEN)
OWN_WORDS = (*_WRITTEN, *(first_words([text]) for text in _WRITTEN))


@dataclass
class Pair:
    """Mia and Jon on two real homes."""

    mia: Side
    jon: Side
    world: World

    def rounds(self) -> None:
        """What each said reaches the other."""
        for side in (self.mia, self.jon, self.mia):
            side.round()

    def write(self, *texts: str, of: str = "jon") -> list[str]:
        """Letters, held by Jon or Mia: their ids."""
        home = (self.jon if of == "jon" else self.mia).home
        with home.door().open(None) as private:
            letters = Letters(home, private)
            made = [letters.decide(letters.write(text).id, "hold") for text in texts]
        return [letter.id for letter in made if letter is not None]

    def choose(self, letter: str, choice: str, of: str = "jon") -> None:
        """Jon or Mia decides about a letter."""
        home = (self.jon if of == "jon" else self.mia).home
        with home.door().open(None) as private:
            Letters(home, private).decide(letter, choice)  # type: ignore[arg-type]

    def send(self, *texts: str, of: str = "mia") -> None:
        """Mia or Jon sends letters, and they arrive."""
        for letter in self.write(*texts, of=of):
            self.choose(letter, "send", of)
        self.rounds()

    def private(self, do: Callable[[Private], object]) -> None:
        """Does something with what is private of Jon."""
        with self.jon.home.door().open(None) as private:
            do(private)


@cache
def _linked() -> tuple[Path, bytes, bytes]:
    """A linked couple on a disk, made once; and the keys of their stores."""
    root = Path(mkdtemp(prefix="letters-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    mia, jon = couple(root, World(EVENING))
    for side in (mia, jon):
        side.home.change_settings(chosen_notifications=True)
        side.home.close()
    return root, mia.home._key, jon.home._key


def pair_of(stage: Stage) -> Pair:
    """A couple of its own for `stage`."""
    root, *keys = _linked()
    place, world = Path(mkdtemp(prefix="stage-letters-")), World(EVENING)
    shutil.copytree(root, place, dirs_exist_ok=True)
    sides = []
    for name, key in zip(("mia", "jon"), keys, strict=True):
        paths = paths_for(place / name, {})
        home = Home(paths, Store.open(paths.store, key), key, clock=world.clock)
        home.change_settings(folder=place / "shared")
        sides.append(Side(home))
        stage.after.append(home.close)
    stage.after.append(lambda: shutil.rmtree(place, ignore_errors=True))
    return Pair(sides[0], sides[1], world)


def show(stage: Stage, pair: Pair, page: str = "letters", about: str = "") -> Shell:
    """Jon's window, with `page` in sight."""
    home = pair.jon.home
    stage.journal = Journal(home.door())
    stage.desk = Desk(home)
    thoughts = Thoughts(stage.journal, library)
    stage.shell = Shell(stage.desk, places(thoughts, stage.dialogs, reflect=thoughts), moving=lambda: False)
    stage.frame.hold(stage.shell, stage.shell)
    stage.desk.start()
    stage.settle()
    stage.shell.open(page, about)
    stage.settle()
    return stage.shell


def page_of(stage: Stage) -> LettersPage:
    """The page of letters in sight."""
    assert stage.shell is not None
    return cast(LettersPage, stage.shell.page)


def _scene(prepare: Callable[[Pair], object], *presses: str, **fields: str) -> Scene:
    """The page of letters after `prepare`, and after these buttons were pressed."""

    def scene(stage: Stage) -> None:
        pair = pair_of(stage)
        prepare(pair)
        show(stage, pair)
        for key in presses:
            press(stage.frame, say(key, **fields) if fields else say(key))
            stage.settle()

    return scene


def _mia_rests(pair: Pair) -> None:
    pair.mia.home.do(Rest())
    pair.rounds()


def _held(pair: Pair) -> None:
    """Two letters, as in the picture: one waits, an earlier one is kept."""
    _mia_rests(pair)
    pair.world.pass_time(days=-1)
    (kept,) = pair.write(SCARED)
    pair.choose(kept, "keep")
    pair.world.pass_time(days=1, hours=-10)
    pair.write(FERRY)
    pair.world.pass_time(hours=10)


def _returned(pair: Pair) -> None:
    _held(pair)
    pair.write(RAIN)
    pair.world.pass_time(hours=1)
    pair.mia.home.do(Back())
    pair.rounds()


def _came(pair: Pair) -> None:
    pair.send(THANKS, RAIN)


def _both_ways(pair: Pair) -> None:
    pair.send(FERRY, of="jon")
    pair.send(THANKS)
    Mailbox(pair.jon.home).open_all()


def _wish(pace: Pace) -> Callable[[Pair], None]:
    def prepare(pair: Pair) -> None:
        Mailbox(pair.mia.home).wish(pace)
        Mailbox(pair.jon.home).wish("one_at_a_time")
        pair.rounds()
        pair.write(FERRY)

    return prepare


def _writing(stage: Stage) -> None:
    pair = pair_of(stage)
    _held(pair)
    show(stage, pair)
    press(stage.frame, say("letters.write"))
    stage.settle()
    page = page_of(stage)
    page._paper._area.insertPlainText(RAIN)
    page._pen.hand_over()
    stage.settle()


def _opened(stage: Stage) -> None:
    pair = pair_of(stage)
    _came(pair)
    show(stage, pair)
    page = page_of(stage)
    page._lists.received._rows[Mailbox(pair.jon.home).received()[-1].id].click()
    stage.settle()
    stage.settle()


def _sent(stage: Stage) -> None:
    pair = pair_of(stage)
    _both_ways(pair)
    show(stage, pair)
    page_of(stage)._lists.sent._rows[Mailbox(pair.jon.home).sent()[0].id].click()
    stage.settle()


def _locked(stage: Stage) -> None:
    pair = pair_of(stage)
    _came(pair)
    pair.write(FERRY)
    with patch.object(header, "LOCK_MEMORY_KIB", MEMORY_KIB[0]):
        set_lock(pair.jon.home.paths, pair.jon.home._key, PASSPHRASE)
    show(stage, pair)


def _refused(stage: Stage) -> None:
    """Between the look and the choice, Mia went to rest."""
    pair = pair_of(stage)
    (letter,) = pair.write(FERRY)
    show(stage, pair)
    page_of(stage)._lists.here._rows[letter].click()
    stage.settle()
    _mia_rests(pair)
    press(stage.frame, say("letters.do.send", name="Mia"))
    stage.settle()


def _on_today(prepare: Callable[[Pair], object]) -> Scene:
    def scene(stage: Stage) -> None:
        pair = pair_of(stage)
        prepare(pair)
        show(stage, pair, "today")
        stage.settle()

    return scene


def _came_and_returned(pair: Pair) -> None:
    _returned(pair)
    pair.send(THANKS)


def _share_a_page(pair: Pair, *, of: str = "jon") -> None:
    home = (pair.jon if of == "jon" else pair.mia).home
    with home.door().open(None) as private:
        Shared(home).share(private, private.pages.write([SEEN]))
    pair.rounds()


def _reflect(prepare: Callable[[Pair], object], *presses: str, **fields: str) -> Scene:
    """Reflect, a page of Jon's open, after these buttons were pressed."""

    def scene(stage: Stage) -> None:
        pair = pair_of(stage)
        prepare(pair)
        show(stage, pair, "reflect")
        for key in presses:
            if key == "row":
                rows = cast(Reflect, stage.shell.page)._list.rows._rows  # type: ignore[union-attr]
                next(iter(rows.values())).click()
            else:
                press(stage.frame, say(key, **fields) if "name" in fields_of(CATALOGUE[key]) else say(key))
            stage.settle()
            stage.settle()

    return scene


def _a_page(pair: Pair) -> None:
    pair.private(lambda private: private.pages.write([SEEN]))


SCENES: Mapping[str, Scene] = MappingProxyType(
    {
        "letters nothing yet": _scene(lambda _: None),
        "letters held": _scene(_held),
        "letters being written": _writing,
        "letters asked again": _scene(_returned),
        "letters asked about the next": _scene(_returned, "letters.do.keep_mine"),
        "letters let go": _scene(_returned, "letters.do.let_go"),
        "letters came": _scene(_came),
        "letters opened": _opened,
        "letters both ways": _scene(_both_ways),
        "letters sent": _sent,
        "letters none for now": _scene(_wish("none")),
        "letters locked": _locked,
        "letters refused": _refused,
        "reflect sharing a page": _reflect(_a_page, "reflect.pages", "row", "reflect.share", name="Mia"),
        "reflect a shared page": _reflect(_share_a_page, "reflect.pages", "row"),
        "reflect shared by the other": _reflect(
            lambda pair: _share_a_page(pair, of="mia"), "reflect.shared", "row"
        ),
        "reflect nothing shared": _reflect(lambda _: None, "reflect.shared"),
        "today something came": _on_today(_came),
        "today letters to look at again": _on_today(_came_and_returned),
    }
)

__all__ = ["OWN_WORDS", "SCENES", "Pair", "Shared", "page_of", "pair_of", "show"]
