"""One round of the keeper's work, for whoever holds the role: publish, take in, tell.

Trouble is noted for `doctor` and ends nothing; the next round tries again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from stillhere.core.notices import Notice
from stillhere.home.errors import HomeError
from stillhere.home.home import Home
from stillhere.home.log import Log
from stillhere.home.rooms.reminding import remind
from stillhere.home.untold import take_untold

if TYPE_CHECKING:
    from stillhere.home.flow.intake import Along

#: Hears what is to be told, once.
Tell = Callable[[Notice], None]


def step(home: Home, tell: Tell, along: Along | None = None) -> None:
    """One round for `home`. Publishing comes first: an act waits for nothing that arrives.

    ``along`` hears how far the reading of a full folder is, and may stop it.
    """
    parts = (
        home.publish,
        lambda: home.take_in(along),
        home.publish,
        lambda: _remind(home),
        lambda: _tell(home, tell),
    )
    for part in parts:
        _try(home, part)


def _try(home: Home, part: Callable[[], object]) -> None:
    log = Log(home.paths.log)
    try:
        part()
    except HomeError as error:
        log.note("keeper.trouble", what=error.what)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not end the only process that would tell
        log.fault("keeper.fault", error)


def _remind(home: Home) -> None:
    remind(home.store, home.memory, home.clock())


def _tell(home: Home, tell: Tell) -> None:
    # In a quiet hour that both agreed on nothing is told: what still holds afterwards is told then.
    if not home.agreed().quiet:
        _give(home, tell)
    home.store.checkpoint()


def _give(home: Home, tell: Tell) -> None:
    with home.store.relaxed():
        notices = take_untold(home.store, home.memory, home.clock())
    for notice in notices:
        tell(notice)
