"""The plainest calls, read without a parser: a verb without options of its own, ``--json`` and ``--home``.

Each is read exactly as the parser reads it; what isn't exactly of this form is left to the parser.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Final

#: Each of these verbs, and what runs it: the same as in the table of all verbs.
PLAIN: Final = {"status": "stillhere.command.quick:status", "tray": "stillhere.cli:tray"}


def plain(words: Sequence[str]) -> SimpleNamespace | None:
    """What was asked for, as the parser would have it; None for the parser itself."""
    found = SimpleNamespace(verb=None, json=False, home=None, passphrase_file=None)
    rest = iter(words)
    for word in rest:
        if word == "--json":
            found.json = True
        elif word == "--home":
            found.home = next(rest, "")
            if not found.home or found.home.startswith("-"):
                return None
        elif word in PLAIN and found.verb is None:
            found.verb = word
        else:
            return None
    return None if found.verb is None else found
