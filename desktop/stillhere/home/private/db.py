"""The connection to what is private: it writes only while its file is still the current one.

When the lock is changed, everything moves into a new file. Whoever holds the old one open is told so at the
next step, before a word goes where nobody would find it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from stillhere.home.errors import StoreError
from stillhere.home.private.errors import PrivateError, told
from stillhere.home.store.db import Db


class PrivateDb(Db):
    """A connection of one thread. ``current`` says whether its file is the one that the header names."""

    def __init__(
        self, connection: Any, path: Path, current: Callable[[], bool], anew: Callable[[], Any]
    ) -> None:
        super().__init__(connection, path, anew)
        self.current = current

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows that a reading statement gives. Raises `PrivateError`."""
        with self._told():
            return super().rows(statement, *values)

    @contextmanager
    def transaction(self, *, counted: bool = True) -> Iterator[None]:
        """All or nothing. Raises `PrivateError`, "private_moved" where the file isn't the current one."""
        outermost = not self.writing
        with self._told(), super().transaction(counted=counted):
            # Whoever moves everything holds the writer's lock until the header names the new file.
            if outermost and not self.current():
                raise PrivateError("private_moved")
            yield

    def _run(self, statement: str) -> None:
        with self._told():
            super()._run(statement)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            with told():
                yield
        except PrivateError as error:
            # A file that was left behind is overwritten, so it may look like anything.
            moved = isinstance(error.__context__, StoreError) and not self.current()
            if moved and error.what != "private_moved":
                raise PrivateError("private_moved") from None
            raise
