"""A call's turn as the keeper: where no other face keeps, the call takes the role for as long as it runs.

Then it takes in what arrived before it answers or acts, and publishes after an act; where a face keeps, that
one hears the bell and does it. A folder out of reach hinders no act: what is said waits in the outbox.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from stillhere.command.answer import DONE, SET_ASIDE
from stillhere.core.state.model import Link
from stillhere.core.state.when import ms_of
from stillhere.home.errors import FolderError
from stillhere.home.home import Home
from stillhere.home.role import Role, holder
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.flow.intake import Along
    from stillhere.home.folder.scan import Scan
    from stillhere.home.remembered import TakingIn

FACE = "command"

#: How long (seconds) an act waits for another call's turn to end, and how long it sleeps between two tries.
PATIENCE = 10.0
NAP = 0.02

#: Troubles of a folder that isn't there. What else is amiss with it says by itself what helps.
_AWAY = frozenset({"folder_missing", "folder_emptied"})


class Turn:
    """The turn of one call over `home`; ``keeper`` is the face that keeps instead, None in one's own.

    ``lying`` is what lies in the folder, where a look in this turn found nothing to take in.
    """

    def __init__(self, home: Home, keeper: str | None) -> None:
        self.keeper = keeper
        self.trouble: FolderError | None = None
        self.looked = 0
        self.lying: Scan | None = None
        self.published = 0
        self._home = home
        self._aside = self._set_aside()

    def take_in(self) -> None:
        """Takes in what arrived, in one's own turn."""
        root = self._home.settings().folder
        if self.keeper is None and root is not None:
            try:
                with _told() as along:
                    looked = self._home.rounds.look(root, ms_of(self._home.clock()), along)
                self.looked, self.lying = self.looked + looked.files, looked.lying
            except FolderError as error:
                self.trouble = error

    def publish(self) -> None:
        """Publishes what waits, in one's own turn."""
        if self.keeper is None:
            try:
                self.published += self._home.publish()
            except FolderError as error:
                self.trouble = error

    @property
    def code(self) -> int:
        """The exit code of what was done in this turn: whether something in the folder was set aside."""
        return DONE if self._set_aside() <= self._aside else SET_ASIDE

    @property
    def hints(self) -> list[str]:
        """What whoever did something is told beside it: why it waits here, and what in the folder is odd."""
        odd = [say("command.hint.set_aside")] if self.code == SET_ASIDE else []
        return [*(self._waits() if self._home.store.outbox.count() else []), *odd]

    def _waits(self) -> list[str]:
        unshared = no_folder(self._home.look().link, self._home.settings().folder)
        if unshared is not None:
            return [say(unshared)]
        if self.trouble is None:
            return []
        if self.trouble.what in _AWAY:
            return [say("command.hint.folder_away")]
        return [say(key, **self.trouble.fields) for key in (self.trouble.title, self.trouble.next_step)]

    def _set_aside(self) -> frozenset[str]:
        return frozenset(verdict.path for verdict in self._home.store.seen.set_aside())


@contextmanager
def _told() -> Iterator[Along]:
    """Says at a terminal how far the reading of a full folder is, in a line that stays one."""
    said = False

    def along(at: TakingIn) -> bool:
        nonlocal said
        if sys.stderr.isatty():
            said = True
            line = say("command.taking_in", percent=at.percent)
            print(line, end="\r", file=sys.stderr, flush=True)
        return True

    try:
        yield along
    finally:
        if said:
            print(file=sys.stderr)


def no_folder(link: Link, folder: Path | None) -> str | None:
    """What helps two who share, where no `folder` is chosen here to share through, as a key."""
    return "command.hint.no_folder" if link == "linked" and folder is None else None


@contextmanager
def turn(home: Home, *, patient: bool) -> Iterator[Turn]:
    """The turn of this call, with what arrived already taken in.

    Another call's turn is short: an act (``patient``) waits for its end, or what is said now could be left
    lying; a question doesn't.
    """
    role = Role(home.paths.role, FACE)
    until = time.monotonic() + (PATIENCE if patient else 0.0)
    try:
        keeper = None if role.take() else _keeper(home)
        while keeper in {"", FACE} and time.monotonic() < until:
            time.sleep(NAP)
            keeper = None if role.take() else _keeper(home)
        found = Turn(home, keeper)
        found.take_in()
        yield found
    finally:
        role.leave()


def _keeper(home: Home) -> str:
    found = holder(home.paths.role)
    return "" if found is None else found.face
