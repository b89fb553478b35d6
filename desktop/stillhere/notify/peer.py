"""A program on the session bus that the tray works with: the panel's watcher, the notification server.

Law: after each connect, and then at each change, a peer hears exactly one of `appeared` and `vanished`; a
signal reaches it only from the owner of its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from stillhere.notify.wire import Failed


class Peer(Protocol):
    """Something of ours that works with one program on the bus. Called in the bus's thread only."""

    @property
    def name(self) -> str:
        """The bus name that is followed."""

    @property
    def interfaces(self) -> Sequence[str]:
        """The interfaces whose signals are wanted."""

    def appeared(self) -> None:
        """The name has an owner, or another one, from now on."""

    def vanished(self) -> None:
        """Nobody has the name, or there is no bus."""

    def signalled(self, member: str, body: tuple[Any, ...]) -> None:
        """The name's owner sent a signal of one of ``interfaces``."""


class Followed:
    """A peer, and the unique name of whoever has its name: empty for nobody, None before that is known."""

    def __init__(self, peer: Peer) -> None:
        self.peer = peer
        self.owner: str | None = None

    def owned_by(self, owner: str) -> None:
        """Takes in who has the name now; empty for nobody."""
        if owner == self.owner:
            return
        before, self.owner = self.owner, owner
        if before or not owner:
            self.peer.vanished()
        if owner:
            self.peer.appeared()

    def answered(self, reply: tuple[Any, ...] | Failed) -> None:
        """Takes the daemon's answer to who owns the name."""
        match reply:
            case (str(owner),):
                self.owned_by(owner)
            case Failed(name=name) if not name.endswith(".Disconnected"):
                self.owned_by("")

    def forget(self) -> None:
        """The bus is gone, and what was known with it."""
        if self.owner:
            self.peer.vanished()
        self.owner = None
