"""How the folder is doing, in a line or two, with the next step where there is one. It counts no files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.core.state.model import Link
    from stillhere.home.flow.sharing import Sharing


class Carried(Struct, frozen=True):
    """``look`` tells that there is something to look at in the settings."""

    text: str
    look: bool = False


def carried(sharing: Sharing | None) -> Carried:
    """What to say of the folder; empty while it wasn't looked at."""
    if sharing is None:
        return Carried("")
    if sharing.folder is None:
        return nowhere(sharing.link)
    if sharing.link == "left" and not sharing.outbox:
        return Carried(say("carried.left"))
    if not sharing.reachable:
        return Carried(say("carried.out_of_reach"), look=True)
    through = carrier_line(sharing)
    if sharing.taking_in is not None:
        return Carried(f"{through}\n{say('carried.taking_in', percent=sharing.taking_in.percent)}")
    if sharing.set_aside:
        return Carried(f"{through}\n{say('carried.set_aside')}", look=True)
    state = "carried.waiting" if sharing.outbox else "carried.up_to_date"
    return Carried(f"{through}\n{say(state)}")


def nowhere(link: Link) -> Carried:
    """What to say where no folder is chosen. Two who share need one."""
    return (
        Carried(say("carried.unchosen"), look=True) if link == "linked" else Carried(say("carried.nowhere"))
    )


def carrier_line(sharing: Sharing) -> str:
    """Through what the folder is shared."""
    return say(f"carried.through.{sharing.carrier}")
