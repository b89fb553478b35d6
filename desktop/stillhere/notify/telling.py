"""A notice becomes a note as its reader wants to be told: with a name, only "One update", or not at all.

Whatever was chosen, no note ever carries what somebody wrote.
"""

from __future__ import annotations

from stillhere.core.notices import Notice
from stillhere.notify.note import Note
from stillhere.words import say

#: The partner's news replace each other under one tag, and so do the answers to one's own clicks.
PARTNER, OWN = "partner", "own"

#: The key of the button that opens the window.
OPEN = "open"

#: One's own reminders. They stand beside the partner's news and take the place of none.
_REMINDERS = frozenset({"review", "rhythm"})

#: What fades by itself, and isn't kept among what was missed: nobody is to answer or count it.
_FADING = frozenset({"still_here"})


def words_for(key: str, mode: str, **fields: str) -> str | None:
    """The sentence `key` as ``mode`` allows it: ``named``, ``discreet``, or ``none``."""
    if mode == "none":
        return None
    return say("notice.discreet") if mode == "discreet" else say(key, **fields)


def note_for(notice: Notice, mode: str) -> Note | None:
    """The note that tells `notice`; None when its reader wants none, and for a notice that takes one back."""
    text = None if notice.kind == "withdraw" else words_for(f"notice.{notice.kind}", mode, name=notice.name)
    if text is None:
        return None
    tag = OWN if notice.kind in _REMINDERS else PARTNER
    return Note(tag, text, button=(OPEN, say("notice.open")), fades=notice.kind in _FADING)
