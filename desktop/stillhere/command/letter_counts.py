"""What a status says of letters: how many wait here, and how many came and are closed. It opens none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from stillhere.core.post import post, why_not_write
from stillhere.home.errors import HomeError
from stillhere.home.rooms.mailbox import Mailbox
from stillhere.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stillhere.core.letters import Post
    from stillhere.core.view import View
    from stillhere.home.home import Home


class Counted(Struct, frozen=True):
    """``held`` is None while what is private is locked. ``ask``: its writer may look at one again now.

    ``why_not`` is why a letter has nowhere to go for now, as a key of the catalogue; None: it has.
    """

    held: int | None = 0
    arrived_unopened: int = 0
    ask: bool = False
    why_not: str | None = None


def counted(home: Home) -> Counted:
    """The letters of this moment."""
    with home.store.reading():
        between = post(home.memory.state(), home.mine().person, home.clock())
        arrived = Mailbox(home).unopened()
    held, ask = _held(home, between)
    return Counted(held, arrived, ask, why_not_write(between))


def lines(counted: Counted, view: View) -> list[str]:
    """The same as a person reads it. Who rests is told of nothing to do."""
    if view.me.status.state == "resting" or view.partner is None:
        return []
    name = view.partner.name
    came = [say("letters.bundle", name=name)] if counted.arrived_unopened else []
    return [*came, *([say("letters.ask.again")] if counted.ask else [])]


def _held(home: Home, between: Post) -> tuple[int | None, bool]:
    if not home.paths.private.is_dir():
        return 0, False  # nothing private was written yet, and what would open it needn't be loaded
    door = home.door()
    try:
        lock = door.lock()
        if lock != "none":
            return (0 if lock is None else None), False
        with door.open(None) as private:
            found = private.letters.all()
            return _waiting([each.state for each in found]), bool(private.letters.to_ask(between))
    except HomeError:
        # What is wrong there is told by whoever wants to go in.
        return None, False


def _waiting(states: Sequence[str]) -> int:
    return sum(state in {"held", "asked"} for state in states)
