"""Trouble with what is private, in words of its own: it is told apart from trouble with the shared store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Final

from stillhere.home.errors import HomeError, StoreError
from stillhere.home.files import trouble_of


class PrivateError(HomeError):
    """What is private can't be opened, read or written."""


#: What the encrypted store calls its troubles, as they read here. A full disk is the same everywhere.
_SAID: Final[Mapping[str, str]] = MappingProxyType(
    {
        "store_damaged": "private_damaged",
        "store_wrong_key": "private_damaged",  # the key was proved right before the store was opened
        "store_newer": "private_newer",
        "store_missing": "private_missing",
        "store_denied": "private_denied",
        "store_busy": "private_busy",
        "disk_full": "disk_full",
        "disk_trouble": "disk_trouble",
    }
)


@contextmanager
def told() -> Iterator[None]:
    """Turns a `StoreError`, and an `OSError` of the files around it, into `PrivateError`."""
    try:
        yield
    except StoreError as error:
        raise PrivateError(_SAID[error.what]) from None
    except OSError as error:
        what = trouble_of(error)
        if what == "denied":
            raise PrivateError("private_denied") from error
        raise PrivateError(what) from error
