"""The scenes of a store that can't be read, and of what Today says once another took its place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from stillhere.core.state.when import ms_of
from stillhere.home.errors import StoreError
from stillhere.home.remembered import Mended
from stillhere.window.damaged import AnewPage, DamagedPage
from tests.window.stage import Scene, Stage

PLACE = Path("/home/jon/.local/share/stillhere/store.db")


def _damaged(what: str) -> Scene:
    def scene(stage: Stage) -> None:
        def go() -> None:
            stage.entered.append(True)

        page = DamagedPage(StoreError(what), PLACE, kit=go, again=go, anew=go)
        stage.frame.hold(page, page)
        page.come("")

    return scene


def _anew(stage: Stage) -> None:
    page = AnewPage(lambda: stage.entered.append(True), lambda: stage.entered.append(False))
    stage.frame.hold(page, page)
    page.come("")


def _told(*, anew: bool) -> Scene:
    def scene(stage: Stage) -> None:
        stage.home.made_anew = Mended(at_ms=ms_of(stage.couple.now), anew=anew)
        stage.today()

    return scene


SCENES: Mapping[str, Scene] = MappingProxyType(
    {
        "opening, a damaged store": _damaged("store_damaged"),
        "opening, a store of another key": _damaged("store_wrong_key"),
        "opening, beginning anew": _anew,
        "today a store made anew": _told(anew=False),
        "today a store begun anew": _told(anew=True),
    }
)

OWN_WORDS = (str(PLACE),)
