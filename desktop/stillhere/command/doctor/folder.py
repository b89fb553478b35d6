"""What `doctor` looks at in the shared folder: whether it is there, who carries it, and what was set aside.

The folder is hostile and can be far away: names are shown as plain text, nothing in it is changed, and no
look takes longer than its limit.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from stillhere.command.doctor.checks import Check, trouble
from stillhere.core.records.text import clean
from stillhere.home.errors import HomeError
from stillhere.home.folder.patience import TooLong, within
from stillhere.home.paths import Paths
from stillhere.home.settings import Settings
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.core.state.model import Link
    from stillhere.home.folder.scan import Scan
    from stillhere.home.home import Home

T = TypeVar("T")

#: How long (seconds) the folder may take to answer.
SECONDS = 15.0

#: What has to be free (bytes) where the folder lies: a file with one record.
ROOM = 64 * 1024

#: What a reason for setting a file aside comes to, for a person. Reasons that are not here come to "other".
REASONS = {
    **dict.fromkeys(("size", "header_size", "too_large"), "large"),
    **dict.fromkeys(("truncated", "too_small"), "short"),
    **dict.fromkeys(("not_age", "armor", "recipient_type", "stanzas", "age_header", "lines"), "foreign"),
    **dict.fromkeys(("age_version", "form", "record"), "newer"),
    **dict.fromkeys(("payload", "padding", "body_hash"), "damaged"),
    **dict.fromkeys(("key", "signature", "device", "founding", "mac"), "forged"),
    **dict.fromkeys(("space", "audience"), "elsewhere"),
    **dict.fromkeys(("invite", "expired"), "over"),
    **dict.fromkeys(("link", "not_regular"), "link"),
    "denied": "denied",
    "name": "name",
    "removed": "removed",
}


#: Paths and the reasons why what lies there was set aside.
Reasons = tuple[tuple[str, str], ...]


class Looked(Struct, frozen=True):
    """What came of a look at the folder, and what in it no device of ours or theirs ever puts there."""

    check: Check
    odd: Reasons = ()


#: What helps, where something does; all else can stay where it is.
HELPS = {"short": "whole", "damaged": "whole", "newer": "update", "forged": "number", "denied": "right"}


class Aside(Struct, frozen=True):
    """Something in the folder that was set aside: where it lies, the reason as a key, and as a sentence.

    ``step`` is what helps; empty: nothing has to be done.
    """

    path: str
    reason: str
    text: str
    step: str = ""


def folder(chosen: Settings) -> Looked:
    """Whether the folder is there and can be written, who carries it, and what lies in it."""
    if chosen.folder is None:
        return Looked(unchosen("alone"))
    root = chosen.folder
    found = _within(SECONDS, lambda: _folder(root))
    if found is not None:
        return found
    text, step = say("doctor.folder.silent", place=clean(str(root))), say("doctor.folder.silent.next")
    return Looked(Check(name="folder", state="trouble", text=text, step=step, facts={"path": str(root)}))


def unchosen(link: Link) -> Check:
    """No folder is chosen: something to know for whoever is alone, and trouble for two who share."""
    facts: dict[str, Any] = {"path": None}
    if link == "linked":
        text, step = say("trouble.no_folder.title"), say("trouble.no_folder.next")
        return Check(name="folder", state="trouble", text=text, step=step, facts=facts)
    text, step = say("doctor.folder.none"), say("doctor.folder.choose")
    return Check(name="folder", state="note", text=text, step=step, facts=facts)


def watching(paths: Paths, chosen: Settings) -> Check:
    """Whether changes in the folder are told by the system, or only seen when it is looked at."""
    from stillhere.home.folder.watch import Watch

    def looked() -> bool:
        watch = Watch(paths.bell, chosen.folder, lambda _: None)
        watch.start()
        try:
            return watch.events
        finally:
            watch.stop()

    events = _within(SECONDS, looked) is True
    text = say("doctor.watching.events" if events else "doctor.watching.poll", seconds=chosen.poll_seconds)
    return Check(
        name="watching",
        state="ok",
        text=text,
        facts={"events": events, "poll_seconds": chosen.poll_seconds},
    )


def for_others(home: Home) -> tuple[Check, ...]:
    """How many files in the folder are sealed for somebody else: nothing is amiss with these."""
    count = home.store.seen.for_others()
    found = Check(
        name="for_others", state="ok", text=say("doctor.for_others", count=count), facts={"files": count}
    )
    return (found,) if count else ()


def waiting(home: Home) -> tuple[Check, ...]:
    """How much was said and isn't in the folder yet."""
    count = home.store.outbox.count()
    text, step = say("doctor.outbox", count=count), say("doctor.outbox.next")
    found = Check(name="outbox", state="note", text=text, step=step, facts={"files": count})
    return (found,) if count and home.look().link != "alone" else ()


def aside(reasons: Reasons) -> tuple[Aside, ...]:
    """What was set aside, from pairs of a path and a reason."""
    return tuple(_aside(path, reason) for path, reason in sorted(dict(reasons).items()))


def _aside(path: str, reason: str) -> Aside:
    what = REASONS.get(reason, "other")
    step = say(f"doctor.after.{HELPS[what]}") if what in HELPS else ""
    return Aside(clean(path), clean(reason), say(f"doctor.aside.{what}"), step)


def _folder(root: Path) -> Looked:
    from stillhere.home.folder.carriers import recognise
    from stillhere.home.folder.folder import NAME, Folder

    carrier = recognise(root)
    facts: dict[str, Any] = {
        "path": str(root),
        "carrier": str(carrier.carrier),
        "mark": clean(carrier.mark),
        "reachable": False,
        "writable": False,
    }
    try:
        scan = Folder(root).scan()
    except HomeError as error:
        found = trouble("folder", error)
        return Looked(Check(name="folder", state="trouble", text=found.text, step=found.step, facts=facts))
    facts |= _in_it(scan)
    facts["writable"] = os.access(root / NAME if scan.prepared else root, os.W_OK)
    what = "emptied" if not scan.prepared else "read_only" if not facts["writable"] else ""
    what = what or ("full" if _full(root) else "")
    text = [
        *([say(f"doctor.folder.{what}")] if what else []),
        say(f"doctor.carrier.{carrier.carrier}", mark=clean(carrier.mark)),
        *([say("doctor.folder.copies", count=facts["conflict_copies"])] if facts["conflict_copies"] else []),
        *([say("doctor.folder.waiting", count=scan.waiting)] if scan.waiting else []),
        *([say("doctor.folder.flood")] if scan.over_budget else []),
        say("doctor.folder.place", place=clean(str(root))),
    ]
    check = Check(
        name="folder",
        state="trouble" if what else "ok",
        text=" ".join(text),
        step=say(f"doctor.folder.{what}.next") if what else "",
        facts=facts,
    )
    return Looked(check, tuple((odd.path, odd.reason) for odd in scan.odd))


def _full(root: Path) -> bool:
    """Whether no room is left where `root` lies; what tells no size at all has room."""
    try:
        usage = shutil.disk_usage(root)
    except OSError:
        return False
    return usage.total > 0 and usage.free < ROOM


def _in_it(scan: Scan) -> dict[str, Any]:
    from stillhere.home.folder.carriers import conflict_copy

    return {
        "reachable": scan.prepared,
        "files": len(scan.entries),
        "conflict_copies": sum(conflict_copy(entry.name) is not None for entry in scan.entries),
        "waiting_for_download": scan.waiting,
        "over_budget": scan.over_budget,
    }


def _within(seconds: float, look: Callable[[], T]) -> T | None:
    """What `look` gives, or None when it takes longer."""
    try:
        return within(seconds, look, name="doctor")
    except TooLong:
        return None
