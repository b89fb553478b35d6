"""A value that holds a secret, and shows none: neither in a log nor in a trace."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class Veiled(Struct, frozen=True):
    """The base of such values: their repr says what they are, and nothing that is in them."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        """Nothing either: tools that draw traces ask a value of msgspec for this, and not for its repr."""
        return []
