"""A store that can't be read, by the window alone: back from the kit, from a backup, or begun anew.

Law: real stores and a real folder; nothing is kept aside before somebody chose, and what was kept stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from stillhere.core.acts import Details, Rest
from stillhere.home.flow.troubles import Trouble
from stillhere.home.keys.vault import create_vault
from stillhere.home.opening import open_home
from stillhere.home.rooms.kits import Kits
from stillhere.home.settings import load
from stillhere.window import doorway, mending
from stillhere.window.components.note import Note
from stillhere.window.components.text import Text
from stillhere.window.face import Face
from stillhere.words import say
from tests.home.couple import World, couple
from tests.window import eyes
from tests.window.hands import press
from tests.window.scenes import Answers
from tests.window.test_face import SECRET, Person

LINE = "before it broke"


class Broken:
    """Mia's store can't be read; the kit, the folder and the passphrase are there."""

    def __init__(self, app: QApplication, place: Path, first: int) -> None:
        mia, self.jon = couple(place, World())
        mia.home.do(Rest(Details(line=LINE)))
        self.kit = place / "kit.txt"
        Kits(mia.home).write(self.kit)
        mia.round()
        create_vault(mia.home.paths, mia.home._key, passphrase=SECRET)
        mia.home.close()
        self.store = mia.home.paths.store
        self.whole = self.store.read_bytes()
        self.broken = self.whole[:first] + b"\xa5" * (4096 - first) + self.whole[4096:]
        self.store.write_bytes(self.broken)
        self.mia = Person(app, mia.home.paths)
        #: What the tray was handed, each time it was started.
        self.handed: list[str | None] = []
        self.mia.face = Face(mia.home.paths, None, self.handed.append)

    def aside(self) -> list[bytes]:
        """The damaged files that are kept."""
        found = self.store.parent.glob(f"{self.store.name}.damaged-*")
        return [each.read_bytes() for each in found if not each.name.endswith(("-wal", "-shm"))]

    def start(self) -> None:
        self.mia.start()
        self.mia.type(SECRET)
        self.mia.press("opening.passphrase.on")
        self.mia.until(say("damaged.kit"))

    def told(self) -> bool:
        return any(note.isVisible() for note in self.mia.frame.findChildren(Note))


@pytest.fixture
def make(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[int], Broken]]:
    shared = tmp_path / "shared"

    class Chosen(Answers):
        def __init__(self) -> None:
            super().__init__()
            self.chosen = shared

    for module in (doorway, mending):
        monkeypatch.setattr(module, "Dialogs", Chosen)
    made: list[Broken] = []

    def broken(first: int) -> Broken:
        made.append(Broken(dressed, tmp_path, first))
        return made[-1]

    yield broken
    for each in made:
        if each.mia.open:
            each.mia.close()


def with_kit(broken: Broken, text: str) -> None:
    """All steps of the way back, with this kit."""
    mia = broken.mia
    press(mia.frame, say("damaged.kit"))
    mia.until(say("welcome.folder"))
    mia.press("folder.choose_another")
    mia.press("welcome.on")
    mia.until(say("welcome.kit"))
    (box,) = [each for each in mia.frame.findChildren(QPlainTextEdit) if each.isVisible()]
    box.setPlainText(text)
    for key in ("welcome.on", "welcome.on", "notifications.none", "welcome.on"):
        mia.press(key)


@pytest.mark.parametrize(
    ("first", "why"),
    [(100, "trouble.store_damaged.title"), (0, "trouble.store_wrong_key.title")],
)
def test_the_kit_brings_its_person_back_over_a_store_that_can_not_be_read(
    first: int, why: str, make: Callable[[int], Broken]
) -> None:
    broken = make(first)
    mia = broken.mia
    broken.start()
    assert mia.shows(say(why))
    assert mia.shows(str(broken.store))
    assert (broken.store.read_bytes(), broken.aside()) == (broken.broken, [])
    with_kit(broken, broken.kit.read_text("utf-8"))
    mia.until(say("headline.you_rest"))
    mia.until(say("trouble.mended.next"))
    assert broken.aside() == [broken.broken]
    mia.close()
    with open_home(mia.paths, lambda: SECRET) as home:
        shown = home.look()
        assert (shown.me.name, shown.me.status.line, shown.link) == ("Mia", LINE, "linked")
        assert Trouble("mended") in home.troubles()


def test_the_way_with_the_kit_begins_with_the_folder_from_before(make: Callable[[int], Broken]) -> None:
    broken = make(100)
    mia = broken.mia
    shared = load(mia.paths.settings).settings.folder
    assert shared is not None
    broken.start()
    press(mia.frame, say("damaged.kit"))
    mia.until(say("welcome.folder"))
    assert str(shared) in {each.accessibleName() for each in mia.frame.findChildren(Text)}
    assert mia.shows(say("folder.choose_another"))
    assert eyes.spoken(mia.frame.focusWidget())[0] == say("welcome.on")
    mia.press("welcome.on")
    mia.until(say("welcome.kit"))
    (box,) = [each for each in mia.frame.findChildren(QPlainTextEdit) if each.isVisible()]
    box.setPlainText(broken.kit.read_text("utf-8"))
    for key in ("welcome.on", "welcome.on", "notifications.none", "welcome.on"):
        mia.press(key)
    mia.until(say("headline.you_rest"))
    mia.wait(lambda: broken.handed == [SECRET], "the tray")


def test_a_kit_that_opens_nothing_in_the_folder_leaves_the_store_where_it_is(
    make: Callable[[int], Broken], tmp_path: Path
) -> None:
    broken = make(100)
    (tmp_path / "others").mkdir()
    other, _ = couple(tmp_path / "others", World())
    Kits(other.home).write(tmp_path / "other.txt")
    broken.start()
    with_kit(broken, (tmp_path / "other.txt").read_text("utf-8"))
    broken.mia.until(say("trouble.kit_unknown.title"))
    assert (broken.store.read_bytes(), broken.aside()) == (broken.broken, [])


def test_a_backup_that_was_brought_back_opens(make: Callable[[int], Broken]) -> None:
    broken = make(100)
    broken.start()
    press(broken.mia.frame, say("damaged.kit"))
    broken.mia.until(say("welcome.folder"))
    broken.mia.press("welcome.back")
    broken.mia.until(say("damaged.again"))
    broken.store.write_bytes(broken.whole)
    broken.mia.press("damaged.again")
    broken.mia.type(SECRET)
    broken.mia.press("opening.passphrase.on")
    broken.mia.until(say("headline.you_rest"))
    assert (broken.told(), broken.aside()) == (False, [])


def test_one_begins_anew_by_choice_alone_and_what_is_missing_is_told_until_it_was_read(
    make: Callable[[int], Broken],
) -> None:
    broken = make(100)
    mia = broken.mia
    broken.start()
    mia.press("damaged.anew")
    mia.until(say("damaged.anew.text"))
    mia.press("welcome.back")
    mia.press("damaged.anew")
    assert (broken.store.read_bytes(), broken.aside()) == (broken.broken, [])
    mia.press("damaged.anew.on")
    mia.until(say("welcome.alone"))
    assert broken.aside() == [broken.broken]
    mia.press("welcome.alone")
    mia.type("Mia")
    mia.press("welcome.on")
    mia.press("notifications.none")
    mia.press("welcome.on")
    mia.until(say("trouble.begun_anew.title"))
    assert mia.face._home is not None
    assert mia.face._home.settings().folder is None
    mia.wait(lambda: broken.handed == [SECRET], "the tray, with what opens the new store")
    mia.press("note.close")
    mia.wait(lambda: _read(mia), "that it was read")
    mia.close()
    assert broken.aside() == [broken.broken], "reading it takes nothing away"
    with open_home(mia.paths, lambda: SECRET) as home:
        assert Trouble("begun_anew") in home.troubles(), "doctor tells it as long as the file is kept"


def _read(person: Person) -> bool:
    assert person.face._home is not None
    how = person.face._home.memory.mended()
    return how is not None and how.read
