"""JSON that reads the same everywhere, or not at all: one object, nothing ambiguous, nothing without end.

Where two readers could differ (a key that stands twice, a number too large for some, NaN) it is refused.
Nothing but `NotStrict` comes out, whatever goes in.
"""

from __future__ import annotations

import json
from typing import Any, Final

from stillhere.core.records.order import MAX_INT

MAX_DEPTH: Final = 8  #: levels of nesting


class NotStrict(Exception):
    """It can't be read strictly. The message says why and quotes nothing."""


def strict_object(data: bytes, limit: int) -> dict[str, Any]:
    """The one JSON object in `data`, at most `limit` bytes of UTF-8 and `MAX_DEPTH` levels deep.

    Raises `NotStrict`.
    """
    if len(data) > limit:
        raise NotStrict(f"larger than {limit} bytes")
    try:
        raw = _DECODER.decode(data.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise NotStrict("not JSON") from None
    if not isinstance(raw, dict):
        raise NotStrict("not an object")
    # With no more brackets than levels there is nothing to look for.
    if data.count(b"{") + data.count(b"[") > MAX_DEPTH and _deeper(raw, MAX_DEPTH):
        raise NotStrict("nested too deep")
    return raw


def _pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(items)
    if len(found) != len(items):
        raise NotStrict("a key stands twice")
    return found


def _integer(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > MAX_INT:
        raise NotStrict("a number is too large")
    return int(digits)


def _constant(_: str) -> Any:
    raise NotStrict("not a number")


def _deeper(value: Any, levels: int) -> bool:
    # Looks no further than it must: the reader allows more levels than Python's own stack holds.
    if not isinstance(value, dict | list):
        return False
    inside = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_deeper(one, levels - 1) for one in inside)


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_pairs, parse_int=_integer, parse_constant=_constant)
