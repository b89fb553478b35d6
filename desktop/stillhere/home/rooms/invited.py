"""Twelve words, and whichever invitation they open: a partner's, or one's own for a further device.

Whoever was invited says no more than the words. Looking whether they open anything makes nothing, here or in
the folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from stillhere.home.errors import HomeError
from stillhere.home.rooms.devices import Devices, invitation_in

if TYPE_CHECKING:
    from stillhere.home.home import Home


def must_be_invited(folder: Path, words: Sequence[str], now_ms: int) -> None:
    """Raises as `answered` does, where `words` open nothing in `folder`. Nobody needs to have begun here."""
    from stillhere.home.flow import link

    try:
        link.invitation_in(folder, words, now_ms)
    except HomeError as error:
        if error.what != "invite_unknown":
            raise
        invitation_in(folder, words, now_ms)


def answered(home: Home, folder: Path, words: Sequence[str], device: str = "") -> str:
    """Answers the invitation in `folder` that the words open: the inviter's name.

    In one's own this computer is called `device`. Raises as both ways to join do.
    """
    try:
        return home.join(folder, words)
    except HomeError as error:
        if error.what != "invite_unknown":
            raise
        try:
            return Devices(home).join(folder, words, device)
        except HomeError as second:
            raise (error if second.what == "folder_unknown" else second) from None
