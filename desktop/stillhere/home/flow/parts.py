"""Stored records go into files again: into as few as they fit, each of which a reader believes by itself.

A record may have come by its chain alone (see `reader`), and then its own signature may be anything. So a
file ends where every record in it is signed: by its own signature, or by that of a later one in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from stillhere.core.records.record import decode_header
from stillhere.home.flow.linking import named, signed_of
from stillhere.home.store import Stored
from stillhere.seal import envelope
from stillhere.seal.errors import Forged
from stillhere.seal.guard import MAX_SEGMENT
from stillhere.seal.padding import padded_length

#: The bytes of a file at most.
LARGEST = MAX_SEGMENT

#: More than age adds to a text of the largest size: its header, a nonce, and a tag for each 64 KiB.
_OVERHEAD = 4096


def parts(records: Iterable[Stored], sign_key: str) -> Iterator[list[Stored]]:
    """The records of one device, whose key is `sign_key` (base64), in as few parts as fit into files.

    What no reader would believe is left out; there is none but where somebody hands on spoilt signatures.
    """
    left = list(records)
    while left:
        signed = _signed(left[: _fitting(left)], sign_key)
        if signed:
            yield left[:signed]
        left = left[signed or 1 :]


def fit_together(sizes: int) -> bool:
    """Whether texts of so many bytes together fit into one file."""
    return padded_length(sizes) + _OVERHEAD <= LARGEST


def length_of(record: Stored) -> int:
    """The bytes that a record takes in the text of a file."""
    return len(envelope.lines_of(signed_of(record)))


def _fitting(records: Sequence[Stored]) -> int:
    """How many of the first `records` fit into one file."""
    size = 0
    for many, each in enumerate(records):
        size += length_of(each)
        if many and not fit_together(size):
            return many
    return len(records)


def _signed(part: Sequence[Stored], sign_key: str) -> int:
    """How many of the first records of `part` make a file in which each one is signed."""
    end = len(part)
    names = named([decode_header(each.header) for each in part], [each.id for each in part])
    for at in reversed(range(len(part))):
        if names[at] >= end and not _verifies(part[at], sign_key):
            end = at
    return end


def _verifies(record: Stored, sign_key: str) -> bool:
    try:
        envelope.verify(signed_of(record), sign_key)
    except Forged:
        return False
    return True
