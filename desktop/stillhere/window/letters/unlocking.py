"""The lock of what waits here: its passphrase is typed into the list, and kept nowhere."""

from __future__ import annotations

from collections.abc import Callable

from stillhere.window.letters.lists import Lists
from stillhere.window.reflect.journal import Journal


class Unlocking:
    """Tries passphrases. ``opened`` is called once one was right, ``trouble`` hears where none is."""

    def __init__(
        self,
        journal: Journal,
        lists: Callable[[], Lists],
        opened: Callable[[], object],
        trouble: Callable[[Exception], object],
    ) -> None:
        self._journal = journal
        self._lists = lists
        self._opened = opened
        self._trouble = trouble

    def unlock(self, passphrase: str) -> None:
        """Tries this one, which takes its time."""
        self._lists().busy(True)
        self._journal.unlock(passphrase, self._right, self._wrong)

    def _right(self, _: None) -> None:
        self._lists().busy(False)
        self._opened()

    def _wrong(self, error: Exception) -> None:
        self._lists().busy(False)
        self._lists().passphrase.selectAll()
        self._trouble(error)
