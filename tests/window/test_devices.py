"""Further devices, the kit and the bundle in the settings: said before, and done by the real home."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from stillhere.home.home import Home
from stillhere.home.rooms.bundles import Bundles
from stillhere.home.rooms.devices import Devices
from stillhere.home.rooms.kits import Kits
from stillhere.seal.kit import read_kit
from stillhere.window.components.text import Text
from stillhere.words import say
from tests.home.couple import World, fresh
from tests.window.device_scenes import jon_of
from tests.window.hands import buttons, name_of, press
from tests.window.settings_scenes import settings
from tests.window.stage import Stage


@pytest.fixture
def home(stage: Stage) -> Home:
    """Jon's home, its settings in sight."""
    made = jon_of(stage)
    settings(stage, made)
    stage.frame.show()
    stage.settle()
    return made


def act(stage: Stage, key: str, **fields: str) -> None:
    """Presses a button, and waits for what follows."""
    press(stage.frame, say(key, **fields))
    stage.settle()
    stage.settle()


def said(stage: Stage) -> str:
    """Everything that can be read now."""
    texts = [text for text in stage.frame.findChildren(Text) if text.isVisibleTo(stage.frame)]
    return "\n".join(text.text() for text in texts)


def names(home: Home) -> set[str]:
    return {one.name for one in Devices(home).all() if one.mine and not one.removed and not one.kit}


def comes(home: Home, words: tuple[str, ...]) -> None:
    """A tablet uses Jon's words, and Jon's home hears of it."""
    shared = home.settings().folder
    assert shared is not None
    new = fresh(home.paths.data.parent / "tablet", World())
    Devices(new.home).join(shared, words, "Tablet")
    new.home.close()
    home.take_in()


def test_the_words_are_shown_and_the_device_that_used_them_waits_for_a_yes(stage: Stage, home: Home) -> None:
    act(stage, "settings.devices.add")
    words = Devices(home).words()
    assert words is not None
    assert all(word in said(stage) for word in words)
    comes(home, words)
    stage.desk.refresh()  # type: ignore[union-attr]
    stage.settle()
    assert say("settings.devices.asks", device="Tablet") in said(stage)
    # Single ones may be words of the page, too.
    assert not set(words) <= set(said(stage).split())
    act(stage, "settings.devices.yes")
    assert "Tablet" in names(home)
    assert say("settings.devices.asks", device="Tablet") not in said(stage)
    assert say("settings.devices.add") in [name_of(each) for each in buttons(stage.frame)]


def test_an_invitation_ends_by_one_press_and_no_means_no(stage: Stage, home: Home) -> None:
    act(stage, "settings.devices.add")
    act(stage, "settings.devices.end")
    assert Devices(home).words() is None
    act(stage, "settings.devices.add")
    comes(home, Devices(home).words() or ())
    stage.desk.refresh()  # type: ignore[union-attr]
    stage.settle()
    act(stage, "settings.devices.no")
    assert (Devices(home).asking(), names(home)) == (None, {"", "Phone"})


def test_a_name_is_given_and_what_does_not_fit_says_why(stage: Stage, home: Home) -> None:
    for name, found in (("x" * 41, {"", "Phone"}), ("Old phone", {"", "Old phone"})):
        act(stage, "settings.devices.rename_it.named", device="Phone")
        field = next(each for each in stage.frame.findChildren(QLineEdit) if each.hasFocus())
        field.setText(name)
        act(stage, "settings.devices.rename")
        assert names(home) == found
        assert (say("why.device.name") in said(stage)) == (len(name) > 40)


def test_removing_is_said_before_it_is_done(stage: Stage, home: Home) -> None:
    act(stage, "settings.devices.remove_it.named", device="Phone")
    assert say("device.remove.text") in said(stage)
    act(stage, "settings.devices.keep")
    assert names(home) == {"", "Phone"}
    act(stage, "settings.devices.remove_it.named", device="Phone")
    act(stage, "settings.devices.remove.do")
    assert names(home) == {""}
    assert "Phone" not in said(stage)


def test_this_device_has_no_way_to_remove_itself(stage: Stage, home: Home) -> None:
    found = [name_of(each) for each in buttons(stage.frame)]
    assert say("settings.devices.rename_it.named", device=say("device.unnamed.this")) in found
    assert say("settings.devices.remove_it.named", device=say("device.unnamed.this")) not in found
    assert say("settings.devices.theirs", name="Mia", devices="Laptop") in said(stage)


@pytest.fixture
def chosen(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | None], None]:
    """Has the dialogs for files be answered with a place."""

    def answer(place: Path | None) -> None:
        for ask in ("save", "file"):
            monkeypatch.setattr(type(stage.dialogs), ask, lambda *_: place, raising=False)

    return answer


@pytest.mark.parametrize(("key", "ending"), [("settings.kit.pdf", "pdf"), ("settings.kit.text_file", "txt")])
def test_a_kit_goes_into_the_file_and_onto_no_screen(
    stage: Stage, home: Home, tmp_path: Path, chosen: Callable[[Path | None], None], key: str, ending: str
) -> None:
    assert say("settings.kit.none") in said(stage)
    chosen(None)
    act(stage, key)
    assert not Kits(home).there()
    place = tmp_path / f"kit.{ending}"
    chosen(place)
    act(stage, key)
    assert Kits(home).there()
    assert say("settings.kit.there") in said(stage)
    assert "AGE-SECRET-KEY" not in said(stage)
    if ending == "txt":
        assert read_kit(place.read_text("utf-8")).person == home.mine().person
    else:
        assert place.read_bytes().startswith(b"%PDF-")
    act(stage, key)
    assert say("trouble.kit_exists.title", place=place) in said(stage)


def test_a_bundle_is_written_and_taken_in(
    stage: Stage, home: Home, tmp_path: Path, chosen: Callable[[Path | None], None]
) -> None:
    chosen(None)
    act(stage, "settings.bundle.out")
    chosen(tmp_path / "us.bundle")
    act(stage, "settings.bundle.out")
    assert say("settings.bundle.written") in said(stage)
    act(stage, "settings.bundle.in")
    assert say("command.bundle.nothing") in said(stage)
    with pytest.raises(Exception, match="bundle_exists"):
        Bundles(home).out(tmp_path / "us.bundle")
    chosen(tmp_path / "nothing")
    act(stage, "settings.bundle.in")
    assert say("trouble.bundle_denied.title", place=tmp_path / "nothing") in said(stage)


def test_who_is_alone_sees_none_of_it(stage: Stage, qapp: QApplication) -> None:
    from tests.window.settings_scenes import jon_of as jon_alone

    settings(stage, jon_alone(stage, linked=False))
    stage.settle()
    shown: list[QWidget] = list(buttons(stage.frame))
    assert not {say("settings.devices.add"), say("settings.kit.pdf"), say("settings.bundle.out")} & {
        name_of(each) for each in buttons(stage.frame)
    }
    assert shown
