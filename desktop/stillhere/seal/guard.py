"""The bounded look at an age file before the age library sees it.

A library's parser may take quadratic time on a hostile header, so nothing reaches it that this check, which
reads at most `MAX_HEADER` bytes and each of them a fixed number of times, has not found to be the plain kind
that this program writes: X25519 recipients and grease (random stanzas that keep readers tolerant), in the
canonical spelling of https://age-encryption.org/v1. Passphrases, ssh keys, plugins and armor are refused.
"""

from __future__ import annotations

import re
from typing import Final

from stillhere.seal.coding import from_bare_base64
from stillhere.seal.errors import Damaged, TooLarge, UnknownFormat

MAX_HEADER: Final = 4096  #: bytes of an age header, its version and MAC lines included
MAX_STANZAS: Final = 16
MIN_FILE: Final = 200  #: bytes: less can't hold a header with one recipient
MAX_FILE: Final = 64 * 1024  #: bytes of a file with one record, invitation or answer
MAX_SEGMENT: Final = 1024 * 1024  #: bytes of a file with many records

_ORIGIN: Final = b"age-encryption.org/"
_VERSION_LINE: Final = _ORIGIN + b"v1\n"
_ARMOR: Final = b"-----BEGIN"
#: One or more arguments of visible characters. No part of it can match in two ways: it is linear.
_STANZA: Final = re.compile(rb"->(?: [!-~]+)+")
_COLUMNS: Final = 64  # of a stanza body's full line; a shorter line ends the body
_SHORTEST_PAYLOAD: Final = 16 + 16  # a nonce and the tag of an empty chunk


def check(data: bytes, *, limit: int = MAX_SEGMENT) -> int:
    """The length in bytes of the age header of `data`, which may be `limit` bytes long.

    Raises `TooLarge`, `Damaged`, or `UnknownFormat`.
    """
    if len(data) > limit:
        raise TooLarge("size")
    if len(data) < MIN_FILE:
        raise Damaged("truncated")
    head = data[:MAX_HEADER]
    if not head.startswith(_VERSION_LINE):
        raise _stranger(head)
    end = _stanzas(head, len(_VERSION_LINE))
    if len(data) - end < _SHORTEST_PAYLOAD:
        raise Damaged("truncated")
    return end


def recipients(data: bytes) -> int:
    """For how many X25519 recipients the age file `data` is sealed. Raises as `check` does."""
    return data[: check(data)].count(b"\n-> X25519 ")


def _stranger(head: bytes) -> Damaged | UnknownFormat:
    if head.startswith(_ORIGIN):
        return UnknownFormat("age_version")
    if head.startswith(_ARMOR):
        return UnknownFormat("armor")
    return Damaged("not_age")


def _stanzas(head: bytes, start: int) -> int:
    """Where the header ends whose stanzas begin at `start`."""
    addressed: list[bool] = []
    line, at = _line(head, start)
    while not line.startswith(b"---"):
        if len(addressed) == MAX_STANZAS:
            raise TooLarge("stanzas")
        addressed.append(_addressed(line))
        body, at = _body(head, at)
        if addressed[-1] and len(body) != 32:
            raise Damaged("age_header")
        line, at = _line(head, at)
    mac = from_bare_base64(line[4:])
    if line[:4] != b"--- " or mac is None or len(mac) != 32:
        raise Damaged("age_header")
    if not any(addressed):
        raise UnknownFormat("recipient_type")
    return at


def _addressed(line: bytes) -> bool:
    """Whether the stanza beginning with `line` is an X25519 recipient (True) or grease (False)."""
    if not _STANZA.fullmatch(line):
        raise Damaged("age_header")
    arguments = line[3:].split(b" ")
    if arguments[0] == b"X25519":
        share = from_bare_base64(arguments[1]) if len(arguments) == 2 else None
        if share is None or len(share) != 32:
            raise Damaged("age_header")
        return True
    if arguments[0].endswith(b"-grease"):
        return False
    raise UnknownFormat("recipient_type")


def _body(head: bytes, at: int) -> tuple[bytes, int]:
    """The bytes of the stanza body that begins at `at`, and where the next line begins."""
    body, full = b"", True
    while full:
        line, at = _line(head, at)
        raw = from_bare_base64(line) if len(line) <= _COLUMNS else None
        if raw is None:
            raise Damaged("age_header")
        body += raw
        full = len(line) == _COLUMNS
    return body, at


def _line(head: bytes, at: int) -> tuple[bytes, int]:
    """The line that begins at `at`, without its line feed, and where the next one begins."""
    end = head.find(b"\n", at)
    if end >= 0:
        return head[at:end], end + 1
    if len(head) == MAX_HEADER:
        raise TooLarge("header_size")
    raise Damaged("truncated")
