"""What histories met, and how often: a thing that never happens proves nothing.

Law: each is looked for in the traces, line by line; nothing is counted where it was only tried.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

#: What the traces of some histories tell of, as patterns.
HAPPENS: Final = (
    # what people do
    "Rest: done", "change_of_mind: .*done$", "Rename: done", "SoftKnock: done", "StillHere: done",
    "PartlyBack: done",
    "Offered: done", "Answered: done", "Ended: done", "Paused: done", "LetterSent: done",
    "LetterPace: done", "PageShared: done", "DeviceNamed: done", "RecordErased: done",
    "later.now: done", "later.now.must: done", "later.kept: done", "later.kept.must: done",
    "leaves: .* with a note", "leaves: .* quietly",
    # devices that come and go
    "invited by mia", "invited by jon", "with words: done", "with words: invite_unknown", "yes: done",
    "with words: killed", "waits: killed", "yes: killed", "moved in", "coming in: .*moved in",
    "paper [1-9]", "comes with the kit", "with the kit: done", "with the kit: kit_(incomplete|unknown)",
    "with the kit: killed", "removes (mia|jon).*: done", "removes one that nobody has",
    "by the program: why.device.removed", "(Status|PersonNamed|LetterSent): said",
    "DeviceAdded: said", "(Offered|Ended|Answered): said", "(PersonKey|PersonLeft): said",
    "DeviceRemoved: said", "heard first by",
    # what happens to computers
    "which broke", "which goes on", "killed", "folder_missing", "folder_full", "disk_full", "gone by",
    "segments: [1-9]",
    # what the carrier does
    "[1-9][0-9]* left", "[1-9][0-9]* lost", "find [1-9]", "double .*/", "harm .*/", "spoil .*/",
    "litter .*age", "misname .*/", "take_away .*/", "undelete .*/", "rewind [1-9]",
)  # fmt: skip

_PATTERNS: Final = {each: re.compile(each, re.MULTILINE) for each in HAPPENS}


def met(traces: Iterable[Iterable[str]]) -> Counter[str]:
    """In how many lines of these traces each of `HAPPENS` is told; what never happened is there, too."""
    found = Counter(dict.fromkeys(HAPPENS, 0))
    for trace in traces:
        lines = "\n".join(trace)
        found.update({each: len(pattern.findall(lines)) for each, pattern in _PATTERNS.items()})
    return found


def told(found: Counter[str]) -> str:
    """How often each was met, the rarest last."""
    return "\n".join(f"{times:8} {each}" for each, times in found.most_common())
