"""No value that holds a secret, a person's words or a name shows them in its repr, in a log or in a trace.

Law: each value of the parts named here is made of marks, and what of them is in its repr stands in a list:
what isn't in it has to be veiled.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from msgspec import Struct

import stillhere.home.private
import stillhere.seal

#: Where secrets, private words and answers to invitations are.
PARTS = (
    *("stillhere.core.across", "stillhere.core.letters", "stillhere.core.pages", "stillhere.home.remembered"),
    *(
        found.name
        for package in (stillhere.seal, stillhere.home.private)
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ),
)

#: What may be shown: ids, counts, times, paths, what is sealed, and values that look after themselves.
SHOWN = {
    "core.across.Mark": {"at", "by", "after", "digest"},
    "core.letters.Post": {"partner", "own", "left", "pace", "short", "quiet", "sent_ms"},
    "home.private.across.Given": {"parent", "mark"},
    "home.private.across.Judged": {"path", "size", "mtime_ns", "verdict", "reason"},
    "home.private.across.Kept": {"page", "place", "stands", "heads", "given", "gave", "beside"},
    "home.private.care.Interval": {"minutes", "since_ms"},
    "home.private.header.ByHome": {"salt", "box"},
    "home.private.header.ByPassphrase": {"passes", "memory_kib", "salt", "box"},
    "home.private.header.Header": {"version", "file", "key"},
    "home.private.places.Places": {"root"},
    "home.remembered.Mended": {"at_ms", "anew", "read"},
    "home.remembered.Noticed": {"newer", "flood", "missing"},
    "home.remembered.TakingIn": {"done", "of"},
    "home.remembered.Written": {"devices", "recipient", "keys"},
    "seal.across._Whose": {"space", "person", "device", "lane"},
    "seal.keyring.Keyring": {"space", "person", "identities"},
    "seal.keys.PersonSecrets": {"person", "epochs"},
    "seal.safety.PersonKeys": {"recipient", "devices"},
}


def _values() -> Iterator[tuple[str, type, tuple[str, ...]]]:
    """The values of `PARTS`: what each is called, and its fields."""
    for part in PARTS:
        for one in vars(importlib.import_module(part)).values():
            if not inspect.isclass(one) or one.__module__ != part:
                continue
            name = f"{part.removeprefix('stillhere.')}.{one.__name__}"
            if issubclass(one, Struct):
                yield name, one, one.__struct_fields__
            elif is_dataclass(one):
                yield name, one, tuple(each.name for each in fields(one))
            elif issubclass(one, tuple) and hasattr(one, "_fields"):
                yield name, one, one._fields


VALUES = list(_values())


@pytest.mark.parametrize(("name", "of", "names"), VALUES, ids=[name for name, *_ in VALUES])
def test_a_repr_shows_what_may_be_shown(name: str, of: type[Any], names: tuple[str, ...]) -> None:
    made = of(**{each: f"<{each}>" for each in names})
    shown = {each for each in names if f"<{each}>" in f"{made!r} {made}"}
    assert shown == SHOWN.get(name, set())


def test_the_list_names_nothing_that_is_gone() -> None:
    assert SHOWN.keys() <= {name for name, *_ in VALUES}
    met = {name.rpartition(".")[2] for name, *_ in VALUES}
    assert met > {"Revision", "Sheaf", "Join", "DeviceJoin", "Request", "Page", "Letter", "Identity"}
