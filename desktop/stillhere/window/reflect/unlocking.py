"""The lock of what is private: its passphrase is typed where the list would be, and kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QLineEdit

from stillhere.window.reflect.journal import Journal


class Door(Protocol):
    """Where a passphrase is typed. ``busy``: one is being tried, which takes its time."""

    @property
    def passphrase(self) -> QLineEdit: ...

    def busy(self, busy: bool, /) -> None: ...


class Unlocking:
    """Tries passphrases. ``opened`` is called once one was right, ``trouble`` hears where none is."""

    def __init__(
        self,
        journal: Journal,
        door: Callable[[], Door],
        opened: Callable[[], object],
        trouble: Callable[[Exception], object],
    ) -> None:
        self._journal = journal
        self._door = door
        self._opened = opened
        self._trouble = trouble

    def unlock(self, passphrase: str) -> None:
        """Tries this one."""
        self._door().busy(True)
        self._journal.unlock(passphrase, self._right, self._wrong)

    def _right(self, _: None) -> None:
        self._door().busy(False)
        self._opened()

    def _wrong(self, error: Exception) -> None:
        self._door().busy(False)
        self._door().passphrase.selectAll()
        self._trouble(error)
