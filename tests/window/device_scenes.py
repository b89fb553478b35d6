"""The scenes of further devices, the recovery kit and the bundle, on Jon's real home.

Law: each stage has a copy of its own of homes that were made once, and nothing of it outlives the stage.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from secrets import token_hex
from shutil import copytree
from tempfile import mkdtemp
from types import MappingProxyType

from stillhere.home.home import Home
from stillhere.home.paths import paths_for
from stillhere.home.rooms.devices import Devices
from stillhere.home.store import Store
from stillhere.words import say
from tests.home.couple import World, couple, fresh
from tests.home.test_devices import brought_in, rounds
from tests.window.hands import press
from tests.window.settings_scenes import settings
from tests.window.stage import Scene, Stage

OWN_WORDS = ("Laptop", "Phone", "Tablet")


@cache
def _once() -> tuple[Path, bytes]:
    """A place with Jon's home in it, made once, and the key of its store: Jon has a phone, Mia a laptop."""
    place, world = Path(mkdtemp(prefix="devices-")), World()
    mia, jon = couple(place, world)
    phone = brought_in(jon, place / "phone", world)
    Devices(mia.home).rename(mia.home.mine().device, "Laptop")
    rounds(mia, jon, phone)
    key = jon.home._key
    for side in (mia, jon, phone):
        side.home.close()
    return place, key


def jon_of(stage: Stage) -> Home:
    """Jon's home, a copy for this stage alone."""
    place, key = _once()
    own = stage.paths.data.parent / token_hex(4)
    copytree(place, own)
    paths = paths_for(own / "jon", {})
    home = Home(paths, Store.open(paths.store, key), key, clock=World().clock)
    home.change_settings(folder=own / "shared")
    return home


def _asked(home: Home) -> None:
    """A tablet used Jon's words."""
    words, shared = Devices(home).invite(), home.settings().folder
    assert shared is not None
    new = fresh(home.paths.data.parent / "tablet", World())
    Devices(new.home).join(shared, words, "Tablet")
    new.home.close()
    home.take_in()


def _scene(
    presses: str = "",
    *,
    device: str = "",
    first: Callable[[Home], object] = lambda _: None,
    sight: str = "settings.devices.add",
) -> Scene:
    def scene(stage: Stage) -> None:
        home = jon_of(stage)
        first(home)
        settings(stage, home)
        if presses:
            press(stage.frame, say(presses, device=device) if device else say(presses))
            stage.settle()
        bring_into_sight(stage, sight)

    return scene


def bring_into_sight(stage: Stage, key: str) -> None:
    """Scrolls to the button with these words."""
    from tests.window.hands import button

    assert stage.shell is not None
    stage.shell.page.ensureWidgetVisible(button(stage.frame, say(key)), 0, 330)


SCENES: Mapping[str, Scene] = MappingProxyType(
    {
        "devices": _scene(),
        "devices, twelve words": _scene("settings.devices.add", sight="settings.devices.end"),
        "devices, one asks": _scene(first=_asked, sight="settings.devices.yes"),
        "devices, a name": _scene(
            "settings.devices.rename_it.named", device="Phone", sight="settings.devices.rename"
        ),
        "devices, removing": _scene(
            "settings.devices.remove_it.named", device="Phone", sight="settings.devices.remove.do"
        ),
        "kit": _scene(sight="settings.kit.pdf"),
        "bundle": _scene(sight="settings.bundle.out"),
    }
)
