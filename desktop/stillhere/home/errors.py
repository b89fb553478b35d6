"""Trouble that a person can be told about: it names a title and a next step of the catalogue.

Nothing in it is a secret or anybody's words, so that it may be shown and logged as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


class HomeError(Exception):
    """Something can't be done on this device now.

    ``what`` is the stem of two keys of the catalogue, `title` and `next_step`; ``fields`` fills both.
    """

    def __init__(self, what: str, **fields: str) -> None:
        super().__init__(what)
        self.what = what
        self.fields: Mapping[str, str] = MappingProxyType(fields)

    @property
    def title(self) -> str:
        """The key of the sentence that says what is so."""
        return f"trouble.{self.what}.title"

    @property
    def next_step(self) -> str:
        """The key of the sentence that says what helps."""
        return f"trouble.{self.what}.next"


class VaultError(HomeError):
    """The key of the store can't be had, or can't be kept."""


class StoreError(HomeError):
    """The encrypted store can't be opened, read or written."""


class FolderError(HomeError):
    """The shared folder can't be reached or written."""


class SettingsError(HomeError):
    """The settings can't be written."""
