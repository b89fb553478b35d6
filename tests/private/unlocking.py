"""How somebody gets at the current file, who has the data files and the key of the home."""

from __future__ import annotations

from pathlib import Path

from stillhere.home.private import header
from stillhere.home.private.header import Header
from stillhere.home.private.places import Places
from tests.private.making import HOME_KEY, place


def current(folder: Path) -> Header:
    """The header in `folder`."""
    found = header.read(Places.of(place(folder)))
    assert found is not None
    return found


def current_file(folder: Path) -> Path:
    """The encrypted file that counts in `folder`."""
    return Places.of(place(folder)).file(current(folder).file)


def current_key(folder: Path, passphrase: str | None = None) -> bytes:
    """The key of that file."""
    ask = None if passphrase is None else lambda: passphrase
    return header.key_of(current(folder), HOME_KEY, ask)
