"""What Today says after a damaged store was kept aside: what of it may be missing, until that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillhere.home.rooms.mended import to_tell, told
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.flow.troubles import Trouble
    from stillhere.window.desk import Desk
    from stillhere.window.today.page import Today


def tell_mended(desk: Desk, page: Today) -> None:
    """Says it on `page`, where there is something to say."""

    def read() -> None:
        desk.ask(told, lambda _: None)

    def tell(trouble: Trouble | None) -> None:
        if trouble is not None:
            page.say_beside(say(trouble.title), say(trouble.next_step), read)

    desk.ask(to_tell, tell)
