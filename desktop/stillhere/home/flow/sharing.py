"""How a space is shared: with whom, through which folder, and what waits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from stillhere.core.state.model import Link
from stillhere.home.folder.carriers import Carrier, recognise
from stillhere.home.folder.folder import Folder
from stillhere.home.folder.mounts import is_steady, mount_type
from stillhere.home.folder.patience import TooLong, within
from stillhere.home.memory import Memory
from stillhere.home.remembered import TakingIn
from stillhere.home.store import Store

T = TypeVar("T")

#: How long (seconds) a look at the folder may take. A drive that takes longer is out of reach for now.
SECONDS = 3.0


#: How long (seconds) a look may take for whoever has just acted, and whose icon waits for it.
GLANCE = 0.2


class Sharing(Struct, frozen=True, kw_only=True):
    """How the space is shared. ``asks`` names who used the invitation and waits for this person's yes.

    ``waits_for`` names the inviter whose yes this home waits for, by words that count until
    ``waits_until_ms`` (None: it doesn't wait, or not by words); ``reachable``: the folder is there;
    ``taking_in``: how far the reading of much that lies there is.
    """

    link: Link
    asks: str | None
    waits_for: str | None
    folder: Path | None
    carrier: Carrier
    reachable: bool
    outbox: int
    set_aside: int
    expires_ms: int | None
    waits_until_ms: int | None = None
    taking_in: TakingIn | None = None


def sharing(
    store: Store, memory: Memory, link: Link, folder: Path | None, *, answered: bool = False
) -> Sharing:
    """How it is at this moment. The look at whether `folder` is there takes no longer than `SECONDS`.

    ``answered``: the folder answered a moment ago, so that nobody has to be patient with it.
    """
    look = _look if answered else looked_at
    carrier, reachable = (Carrier.UNKNOWN, False) if folder is None else look(folder)
    invitation, request, joining = memory.invitation(), memory.request(), memory.joining()
    return Sharing(
        link=link,
        asks=None if request is None else request.name,
        waits_for=None if joining is None else joining.name,
        folder=folder,
        carrier=carrier,
        reachable=reachable,
        outbox=store.outbox.count(),
        set_aside=len(store.seen.set_aside()),
        expires_ms=None if invitation is None else invitation.expires_ms,
        waits_until_ms=None if joining is None else joining.expires_ms or None,
        taking_in=memory.taking_in(),
    )


def kept_back(store: Store, folder: Path | None) -> bool:
    """Whether something waits here and `folder` isn't there to take it. It takes no longer than `GLANCE`."""
    if folder is None or not store.outbox.count():
        return False
    try:
        return not _within(GLANCE, folder, lambda: Folder(folder).reachable(), name="glance")
    except TooLong:
        return True


def looked_at(folder: Path) -> tuple[Carrier, bool]:
    """Who carries `folder`, and whether it is there to be read. It takes no longer than `SECONDS`."""
    try:
        return _within(SECONDS, folder, lambda: _look(folder), name="folder")
    except TooLong:
        return Carrier.UNKNOWN, False


def _within(seconds: float, folder: Path, look: Callable[[], T], *, name: str) -> T:
    """What `look` gives within `seconds`. Raises `TooLong`.

    A disk of this computer can't hang, and is asked directly: on a busy one alone a look may take as long.
    """
    return look() if is_steady(mount_type(folder)) else within(seconds, look, name=name)


def _look(folder: Path) -> tuple[Carrier, bool]:
    return recognise(folder).carrier, Folder(folder).reachable()
