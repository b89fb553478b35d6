"""The scenes of one's pages on one's other devices, in the settings of Jon's real home.

Law: each stage has a copy of its own of homes that were made once, and nothing of it outlives the stage.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from stillhere.home.home import Home
from stillhere.home.rooms.across import Across
from stillhere.words import say
from tests.window.device_scenes import bring_into_sight, jon_of
from tests.window.hands import press
from tests.window.settings_scenes import LOCK, lock, settings
from tests.window.stage import Scene, Stage

#: Words that are always the same, so that the pictures are.
SECRET = bytes(range(16))


def turned_on(home: Home) -> None:
    """Jon's pages travel."""
    with home.door().open(None) as private:
        private.pages.write(["What I saw."])
        room = Across(home, private)
        random, home.random = home.random, lambda count: SECRET[:count] if count == 16 else random(count)
        room.turn_on()
        home.random = random
    home.publish()


def other_words(home: Home) -> None:
    """On the phone there are other words by now."""
    from secrets import token_bytes

    from stillhere.home.rooms.devices import Devices
    from stillhere.seal.envelope import file_name, seal
    from stillhere.seal.keys import new_identity

    turned_on(home)
    phone = next(one for one in Devices(home).all() if one.mine and not one.this)
    root = home.settings().folder
    assert root is not None
    place = root / "Still Here" / "v1" / home.memory.state().space / phone.id
    place.mkdir(parents=True, exist_ok=True)
    data = seal(b"\n".ljust(512), [new_identity(token_bytes).recipient for _ in range(2)])
    (place / file_name(data)).write_bytes(data)


def _locked(home: Home) -> None:
    turned_on(home)
    lock(home)


def _scene(*presses: str, first: Callable[[Home], object] = lambda _: None, sight: str) -> Scene:
    def scene(stage: Stage) -> None:
        home = jon_of(stage)
        first(home)
        settings(stage, home)
        for key in presses:
            press(stage.frame, say(key))
            stage.settle()
        bring_into_sight(stage, sight)

    return scene


OWN_WORDS = (LOCK,)

SCENES: Mapping[str, Scene] = MappingProxyType(
    {
        "across, off": _scene(sight="settings.across.have"),
        "across, asking": _scene("settings.across.turn_on", sight="settings.across.turn_on.yes"),
        "across, typing": _scene("settings.across.have", sight="settings.across.use"),
        "across, on": _scene(first=turned_on, sight="settings.across.off"),
        "across, the words": _scene("settings.across.show", first=turned_on, sight="settings.across.hide"),
        "across, new words": _scene(
            "settings.across.renew", first=turned_on, sight="settings.across.renew.yes"
        ),
        "across, turning off": _scene(
            "settings.across.off", first=turned_on, sight="settings.across.off.remove"
        ),
        "across, other words": _scene(first=other_words, sight="settings.across.off"),
        "across, locked": _scene(first=_locked, sight="settings.across.unlock"),
    }
)
