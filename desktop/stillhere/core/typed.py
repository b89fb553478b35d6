"""Values are read into shapes here and nowhere else: one thread at a time makes a shape known.

What msgspec has to know of a Struct it gathers with the first value that is read into it, and notes it before
it is complete. A second thread that reads into the same Struct meanwhile takes what is half there, which ends
the process (seen with msgspec 0.22 under CPython 3.11).
"""

from __future__ import annotations

from _thread import (
    allocate_lock,  # `threading` has the same one, and takes longer to load than a question may
)
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

_making = allocate_lock()
_known: set[object] = set()


def convert(value: object, shape: type[T], *, strict: bool = True) -> T:
    """`value`, made of lists, mappings and the like, as a `shape`. Raises `msgspec.ValidationError`."""
    _know(shape)
    return msgspec.convert(value, shape, strict=strict)


def from_msgpack(data: bytes, shape: type[T]) -> T:
    """What MessagePack wrote, as a `shape`. Raises `msgspec.DecodeError`."""
    _know(shape)
    return msgspec.msgpack.decode(data, type=shape)


def from_json(data: bytes | str, shape: type[T]) -> T:
    """What JSON says, as a `shape`. Raises `msgspec.DecodeError`."""
    _know(shape)
    return msgspec.json.decode(data, type=shape)


def _know(shape: Any) -> None:
    if shape not in _known:
        with _making:
            msgspec.msgpack.Decoder(shape)
            _known.add(shape)
