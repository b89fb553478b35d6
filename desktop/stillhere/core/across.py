"""Private pages on several devices of one person: which words stand, and which stand beside them.

Law: what is shown follows from the set of marks that are known, whatever their order, and taking one in
twice changes nothing. Words that nobody replaced with knowledge of them are always shown: on the page itself,
or, as the older of two that were written apart, on a page of their own. A deletion takes away what it knew
of, and nothing else.
"""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Annotated, Final

from msgspec import Meta, Struct

from stillhere.core.records.order import ZERO, Stamp
from stillhere.core.records.posted import Form
from stillhere.core.records.shapes import Count, Id
from stillhere.core.veiled import Veiled

#: How many devices a mark may name: more than a person ever has here.
MOST_KNOWN: Final = 64

#: A place among all revisions of one page: when (ms, counter), and by which device.
Place = tuple[tuple[int, int], str]


class Words(Veiled, frozen=True, kw_only=True):
    """What a page says: see `core.pages.Page`."""

    form: Form
    parts: tuple[str, ...]
    prompt: str = ""
    question: str = ""
    created_ms: int
    changed_ms: int


class Mark(Struct, frozen=True, kw_only=True):
    """One revision of a page without its words: written when (ms, counter), by which device.

    ``after`` is what its writer knew of the page, as the latest stamp of each device. ``digest`` tells equal
    words from others; it is empty for a deletion.
    """

    at: tuple[Count, Count]
    by: Id
    after: Annotated[Mapping[Id, tuple[Count, Count]], Meta(max_length=MOST_KNOWN)] = {}
    digest: str = ""

    @property
    def place(self) -> Place:
        """What tells it from every other revision of its page, and orders it among them."""
        return self.at, self.by

    @property
    def live(self) -> bool:
        """Whether it has words: it isn't a deletion."""
        return self.digest != ""


#: The revisions of a page that no other known one was written after, in their order.
Heads = tuple[Mark, ...]


def covers(later: Mark, earlier: Mark) -> bool:
    """Whether the writer of `later` knew `earlier`, or they are the same."""
    return later.place == earlier.place or earlier.at <= later.after.get(earlier.by, ZERO)


def joined(marks: Iterable[Mark]) -> Heads:
    """The heads of `marks`."""
    heads: list[Mark] = []
    for mark in marks:
        if not any(covers(head, mark) for head in heads):
            heads = [head for head in heads if not covers(mark, head)] + [mark]
    return tuple(sorted(heads, key=lambda head: head.place))


def standing(heads: Heads) -> Mark | None:
    """The revision that a page shows: the newest with words, or else the newest deletion."""
    return max(heads, key=lambda head: (head.live, head.place), default=None)


def beside(heads: Heads, digest: str) -> Heads:
    """The other words in `heads`, where the page itself shows those with this `digest`; each of them once."""
    others = {head.digest: head for head in heads if head.live and head.digest != digest}
    return tuple(sorted(others.values(), key=lambda head: head.place))


def unknown_to(base: Mark | None, heads: Heads) -> Heads:
    """Those of `heads` that whoever writes on from `base` doesn't know."""
    return heads if base is None else tuple(head for head in heads if not covers(base, head))


def knowing(heads: Heads) -> dict[str, Stamp]:
    """What somebody who knows all of `heads` knows, as a further mark says it in ``after``."""
    known: dict[str, Stamp] = {}
    for head in heads:
        for by, at in (*head.after.items(), (head.by, head.at)):
            known[by] = max(known.get(by, ZERO), Stamp(*at))
    return known


def apart(page: str, mark: Mark) -> str:
    """The id of the page of their own that words beside `page` have: the same on each device."""
    (ms, counter), by = mark.place
    text = f"still-here/1 page\n{page}\n{by}\n{ms}.{counter}\n"
    return b32encode(sha256(text.encode("ascii")).digest())[:10].decode("ascii").lower()


def on_its_own(mark: Mark) -> Mark:
    """`mark` as the first revision of the page of its own."""
    return Mark(at=mark.at, by=mark.by, digest=mark.digest)
