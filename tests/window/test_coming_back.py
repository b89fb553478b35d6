"""Coming back with the recovery kit by the window alone: typed, from a file, or from a picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from socket import gethostname

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from stillhere.core.acts import Details, Rest
from stillhere.home.home import Home
from stillhere.home.rooms.devices import Devices
from stillhere.home.rooms.kits import Kits
from stillhere.seal.kit import read_kit
from stillhere.window import qr
from stillhere.window.components.text import Text
from stillhere.window.welcome.beginning import Beginning
from stillhere.window.welcome.page import Welcome
from stillhere.words import say
from tests.home.couple import World, couple, fresh
from tests.window.hands import press
from tests.window.stage import Stage
from tests.window.test_kit_sheet import painted_sheet


class Lost:
    """Mia's computer is lost; the paper and the folder are there."""

    def __init__(self, place: Path) -> None:
        self.world = World()
        mia, self.jon = couple(place, self.world)
        self.mia = mia.home
        mia.home.do(Rest(Details(line="before it was lost")))
        Kits(mia.home).write(place / "kit.txt")
        mia.round()
        self.paper = place / "kit.txt"
        self.shared = place / "shared"

    def make(self) -> Home:
        """The home on the new computer, in the thread that calls."""
        return fresh(self.paper.with_name("new"), self.world).home

    @property
    def text(self) -> str:
        """What stands on the paper."""
        return self.paper.read_text("utf-8")


@pytest.fixture
def lost(tmp_path: Path) -> Lost:
    return Lost(tmp_path)


@pytest.fixture
def came(stage: Stage, lost: Lost) -> Iterator[list[Home]]:
    """The way in on Mia's new computer, up to the kit; what came of it."""
    entered: list[Home] = []
    beginning = Beginning(lambda _: lost.make(), lambda home: home.memory.begun())
    stage.worker.start()
    stage.dialogs.chosen = lost.shared
    welcome = Welcome(
        beginning, stage.worker, lambda: entered.append(beginning.twin()), dialogs=stage.dialogs
    )
    stage.frame.hold(welcome, welcome)
    stage.frame.show()
    stage.settle()
    for key in ("welcome.kit.have", "folder.choose", "welcome.on"):
        press(stage.frame, say(key))
        stage.settle()
    yield entered
    for home in entered:
        home.close()


def _enter(entered: list[Home], beginning: Beginning) -> None:
    entered.append(beginning.twin())


def field(stage: Stage) -> QPlainTextEdit:
    found = stage.focus
    assert isinstance(found, QPlainTextEdit)
    return found


def go_on(stage: Stage) -> None:
    press(stage.frame, say("welcome.on"))
    stage.settle()
    finish(stage)


def finish(stage: Stage) -> None:
    for key in ("welcome.on", "notifications.none", "welcome.on"):
        press(stage.frame, say(key))
        stage.settle()
        stage.settle()


def said(stage: Stage) -> str:
    texts = [text for text in stage.frame.findChildren(Text) if text.isVisibleTo(stage.frame)]
    return "\n".join(text.text() for text in texts)


def test_what_stands_on_paper_brings_its_person_back(stage: Stage, lost: Lost, came: list[Home]) -> None:
    kit = read_kit(lost.text)
    field(stage).setPlainText(kit.text)
    go_on(stage)
    (home,) = came
    shown = home.look()
    assert (shown.me.name, shown.me.status.line, shown.link) == ("Mia", "before it was lost", "linked")
    assert home.settings().notifications == "none"
    assert [notice.kind for notice in lost.jon.round()][-1] == "device_added"
    assert own_names(lost.jon.home) == ["", say("device.default"), ""]


def test_who_comes_before_the_folder_is_whole_goes_on_with_the_same_kit_later(
    stage: Stage, lost: Lost, came: list[Home]
) -> None:
    kit, held = read_kit(lost.text), {}
    keys = {out.name for out in lost.mia.store.outbox.published("keys")}
    for path in lost.shared.rglob("*.age"):
        if path.name not in keys:
            held[path] = path.read_bytes()
            path.unlink()
    field(stage).setPlainText(kit.text)
    go_on(stage)
    assert came == []
    assert say("trouble.kit_incomplete.title") in said(stage)
    for path, data in held.items():
        path.write_bytes(data)
    press(stage.frame, say("welcome.on"))
    finish(stage)
    assert [home.look().link for home in came] == ["linked"]


def own_names(home: Home) -> list[str]:
    """What the partner sees of Mia's devices, the kit last of them."""
    found = [one for one in Devices(home).all() if not one.mine]
    return [one.name for one in sorted(found, key=lambda one: one.kit)]


def called(stage: Stage) -> QLineEdit:
    """Where it stands what this computer is to be called."""
    (line,) = [
        line
        for line in stage.frame.findChildren(QLineEdit)
        if line.accessibleName() == say("settings.devices.name") and line.isVisibleTo(stage.frame)
    ]
    return line


def test_what_this_computer_is_called_is_seen_beforehand_and_can_be_changed(
    stage: Stage, lost: Lost, came: list[Home]
) -> None:
    field(stage).setPlainText(lost.text)
    press(stage.frame, say("welcome.on"))
    line = called(stage)
    assert line.text() == say("device.default")
    assert gethostname() not in line.text(), "the system's own name of it stays here"
    line.selectAll()
    QTest.keyClicks(line, "The old laptop")
    finish(stage)
    assert [one.name for one in Devices(came[0]).all() if one.this] == ["The old laptop"]


def test_a_further_device_that_joins_with_words_has_a_name(
    stage: Stage, tmp_path: Path, dressed: QApplication
) -> None:
    world, entered = World(), []
    (tmp_path / "two").mkdir()
    mia, _ = couple(tmp_path / "two", world)
    words = Devices(mia.home).invite()
    beginning = Beginning(
        lambda _: fresh(tmp_path / "new", world).home,
        lambda home: home.memory.begun(),
        clock=world.clock,
    )
    stage.worker.start()
    stage.dialogs.chosen = tmp_path / "two" / "shared"
    welcome = Welcome(
        beginning, stage.worker, lambda: entered.append(beginning.twin()), dialogs=stage.dialogs
    )
    stage.frame.hold(welcome, welcome)
    stage.frame.show()
    stage.settle()
    press(stage.frame, say("welcome.join"))
    QTest.keyClicks(stage.focus, "Mia")
    for key in ("welcome.on", "folder.choose", "welcome.on"):
        press(stage.frame, say(key))
        stage.settle()
    field(stage).setPlainText(" ".join(words))
    press(stage.frame, say("welcome.on"))
    stage.settle()
    called(stage).setText(f"{say('device.default')} by the door")
    finish(stage)
    mia.round()
    asking = Devices(mia.home).asking()
    assert asking is not None
    assert asking.asks == f"{say('device.default')} by the door"
    for home in entered:
        home.close()


def test_its_file_is_read(
    stage: Stage, lost: Lost, came: list[Home], monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, found in ((lost.paper.with_name("nothing"), ""), (lost.paper, lost.text)):
        monkeypatch.setattr(type(stage.dialogs), "file", lambda *_, place=place: place, raising=False)
        box = stage.frame.findChild(QPlainTextEdit)
        press(stage.frame, say("welcome.kit.file"))
        stage.settle()
        assert isinstance(box, QPlainTextEdit)
        assert box.toPlainText() == found
        assert (say("welcome.kit.nothing") in said(stage)) == (not found)
    go_on(stage)
    assert [home.look().me.name for home in came] == ["Mia"]


@pytest.mark.skipif(not qr.can_read(), reason="the library that reads QR codes is not installed")
def test_a_picture_of_its_code_is_read_where_codes_can_be_read(
    stage: Stage, lost: Lost, came: list[Home], tmp_path: Path
) -> None:
    kit = read_kit(lost.text)
    painted_sheet(kit).save(str(tmp_path / "paper.png"))
    stage.dialogs.shown = tmp_path / "paper.png"
    box = field(stage)
    press(stage.frame, say("welcome.words.picture"))
    stage.settle()
    assert read_kit(box.toPlainText()) == kit
    assert qr.read_file(tmp_path / "paper.png") is None
    assert qr.kit_in(tmp_path / "nothing.png") is None


def test_what_is_no_kit_says_so_and_goes_nowhere(stage: Stage, lost: Lost, came: list[Home]) -> None:
    field(stage).setPlainText("AGE-SECRET-KEY-1")
    press(stage.frame, say("welcome.on"))
    stage.settle()
    assert say("trouble.kit_unreadable.title") in said(stage)


def test_a_folder_that_is_not_the_one_is_told_on_the_step_of_the_kit(
    stage: Stage, lost: Lost, came: list[Home], tmp_path: Path
) -> None:
    other = tmp_path / "another"
    other.mkdir()
    couple(other, World())
    field(stage).setPlainText(lost.text)
    press(stage.frame, say("welcome.back"))
    stage.dialogs.chosen = other / "shared"
    for key in ("folder.choose_another", "welcome.on"):
        press(stage.frame, say(key))
        stage.settle()
    go_on(stage)
    assert came == []
    assert say("trouble.kit_unknown.title") in said(stage)
