"""The fields that a sentence of the catalogue has."""

from __future__ import annotations

from string import Formatter


def fields_of(text: str) -> frozenset[str]:
    """The names of the fields in a sentence."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)
