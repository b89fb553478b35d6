"""What is told of a damaged store that was kept aside: in the window until its person has read it.

`doctor` tells it for as long as the damaged file is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from stillhere.core.state.when import ms_of
from stillhere.home.flow.troubles import Trouble, mended

if TYPE_CHECKING:
    from stillhere.home.home import Home


def to_tell(home: Home) -> Trouble | None:
    """What is still to be read of it, or None."""
    how = home.memory.mended()
    if how is None or how.read:
        return None
    return next(iter(mended(home.memory, ms_of(home.clock()))), None)


def told(home: Home) -> None:
    """Its person has read it."""
    how = home.memory.mended()
    if how is not None:
        home.memory.keep_mended(replace(how, read=True))


def came_back(home: Home) -> None:
    """What was begun without the damaged store is filled by the recovery kit now."""
    how = home.memory.mended()
    if how is not None:
        home.memory.keep_mended(replace(how, anew=False))
