"""Everything private of one person, open: pages, letters, drafts, prompts, and what helps in hard hours.

It is opened by the window or the command, for as long as somebody looks at it, and belongs to one thread.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Self

from stillhere.home.errors import HomeError
from stillhere.home.private.across import Across
from stillhere.home.private.agreements import AgreementDrafts
from stillhere.home.private.care import Care
from stillhere.home.private.db import PrivateDb
from stillhere.home.private.drafts import Drafts
from stillhere.home.private.letters import Letters
from stillhere.home.private.pages import Pages
from stillhere.home.private.prompts import Prompts
from stillhere.home.private.shares import Shares
from stillhere.seal.ids import Random

if TYPE_CHECKING:
    from stillhere.home.private.merging import Merging
    from stillhere.home.private.sending import Sending

#: Gives the time in milliseconds since 1970.
Now = Callable[[], int]


def now_ms() -> int:
    """The time of this computer."""
    return time.time_ns() // 1_000_000


class Private:
    """What is private, open. ``locked``: it is under a passphrase.

    Everything in it raises `PrivateError`. After "private_moved", which another process causes by changing
    the lock, it is to be closed and opened again, and what was being written is to be saved once more.
    """

    def __init__(self, db: PrivateDb, *, locked: bool, now: Now, random: Random) -> None:
        self._db = db
        self.locked = locked
        self.pages = Pages(db, now, random)
        self.letters = Letters(db, now, random)
        self.shares = Shares(db)
        self.drafts = Drafts(db)
        self.agreements = AgreementDrafts(db)
        self.prompts = Prompts(db, random)
        self.care = Care(db, now, random)
        self.across = Across(db)

    def transaction(self) -> AbstractContextManager[None]:
        """Everything written inside is kept together or not at all. One inside another joins it."""
        return self._db.transaction()

    def merging(self) -> Merging:
        """What takes pages of other devices in, inside one transaction."""
        from stillhere.home.private.merging import Merging

        return Merging(self._db, self.across)

    def sending(self, device: str, now_ms: int) -> Sending:
        """What `device` is to send to the others at this moment (ms), inside one transaction."""
        from stillhere.home.private.sending import Sending

        return Sending(self.across, self.merging(), device, now_ms)

    def reading(self) -> AbstractContextManager[None]:
        """Everything read inside is of one moment."""
        return self._db.reading()

    @property
    def current(self) -> bool:
        """Whether no other process changed the lock, which moves everything into another file."""
        return self._db.current()

    def generation(self) -> int:
        """A number that grows with every change, by any process."""
        return int(self._db.rows("SELECT number FROM generation")[0][0])

    def close(self) -> None:
        """Overwrites what was deleted, and closes. What was moved away or damaged just closes."""
        try:
            self.pages.leave()
            self._db.checkpoint()
        except HomeError:
            # Nothing typed is in this: a page that couldn't be erased now is erased at the next opening.
            return
        finally:
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
