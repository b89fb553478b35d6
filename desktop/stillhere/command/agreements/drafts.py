"""Drafts of agreements at a command line: behind the lock, which is asked to open once a draft is wanted.

Whoever only looks at agreements is asked for no passphrase: without one there are no drafts to see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache

from stillhere.command import private_way
from stillhere.command.call import Call
from stillhere.command.private.inside import private_of
from stillhere.core.agreements.drawer import Draft
from stillhere.home.home import Home
from stillhere.home.rooms.drafts import Drafts

#: Opens what is private, once.
Room = Callable[[], Drafts]


@contextmanager
def drafts_of(call: Call, home: Home) -> Iterator[Room]:
    """The drafts, open from the first time that they are asked for. That raises `PrivateError`."""
    with ExitStack() as stack:
        yield cache(lambda: Drafts(home, stack.enter_context(private_of(call, home))))


def known(call: Call, home: Home) -> Mapping[str, Draft] | None:
    """The drafts by their ids; None where they are locked and the call brings no passphrase."""
    lock = home.door().lock()
    if lock is None and not home.memory.drawer().drafts:
        return {}
    if lock == "passphrase" and not private_way.brought(call):
        return None
    with private_of(call, home) as private:
        return Drafts(home, private).all()
