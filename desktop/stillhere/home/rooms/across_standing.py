"""How it is with pages on other devices, and what it means, as sentences: the same at each door.

Law: before anything goes out, all of `before` is said.
"""

from __future__ import annotations

from msgspec import Struct

from stillhere.words import say


class Standing(Struct, frozen=True, kw_only=True):
    """How it is on this device. ``on``: pages travel; ``known``: the words were made or typed here once.

    ``waiting`` pages are changed or erased here and not taken across. ``too_long`` pages are too long for it.
    ``files`` of this device lie in the folder or wait for it (``unsent``). ``elsewhere`` is how many further
    devices there are, ``heard`` whether anything came from them. ``other_words``: files under other words.
    ``odd``: files that were set aside.
    """

    on: bool
    known: bool
    waiting: int
    too_long: int
    files: int
    unsent: int
    elsewhere: int
    heard: bool
    other_words: int
    odd: tuple[str, ...]


def before(name: str) -> tuple[str, ...]:
    """What is said before it is turned on, a sentence each; `name` is the partner's."""
    count = say("across.before.count", name=name) if name else say("across.before.count.nobody")
    rest = (say(f"across.before.{each}") for each in ("forced", "not", "when"))
    return (say("across.before"), count, *rest)


def lines_of(found: Standing) -> tuple[str, ...]:
    """How it stands, a sentence each."""
    if not found.on:
        return (say("across.state.off.known" if found.known else "across.state.off"),)
    counted = {
        "waiting": found.waiting,
        "unsent": found.unsent,
        "too_long": found.too_long,
        "other_words": found.other_words,
        "odd": len(found.odd),
    }
    hint = "alone" if not found.elsewhere else "" if found.heard else "waiting_for"
    return (
        say("across.state.on"),
        *([say(f"across.state.{hint}")] if hint else []),
        *(say(f"across.state.{key}", count=count) for key, count in counted.items() if count),
    )
