"""The preset of the next rest: what this device remembers of the last one, and never shares by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from stillhere.core.state.mine import Preset
from stillhere.home import bell

if TYPE_CHECKING:
    from stillhere.home.home import Home


def forget_preset(home: Home) -> None:
    """The next click says the rest itself and nothing more. A rest that goes on stays as it is."""
    with home.store.transaction():
        home.memory.keep_mine(replace(home.memory.mine(), preset=Preset(), chosen=False))
    bell.ring(home.paths.bell)
