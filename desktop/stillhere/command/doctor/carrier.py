"""What `doctor` says of the carrier: its traps, and whether it is asked to look at once.

Syncthing's own configuration is read only where its owner allowed the nudge. Looking asks it for nothing but
whether it is there.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from stillhere.command.doctor.checks import Check
from stillhere.core.records.text import clean
from stillhere.home.folder.carriers import Carrier
from stillhere.home.folder.folder import FORMAT, NAME
from stillhere.home.settings import Settings
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.folder.nudging.syncthing import Instance

_IGNORE_BYTES = 64 * 1024
_PREFIXES = re.compile(r"^(\(\?[id]\))+")
_WILD = {"**": ".*", "*": "[^/]*", "?": "[^/]"}


def carrier(chosen: Settings, folder: Check) -> tuple[Check, ...]:
    """The traps of the carrier that the `folder` check found, and how the nudge is doing."""
    if chosen.folder is None or "carrier" not in folder.facts:
        return ()
    who = Carrier(str(folder.facts["carrier"]))
    trap = _trap(chosen.folder, who, folder)
    if who is not Carrier.SYNCTHING and not chosen.nudge:
        return (trap,)
    if not chosen.nudge:
        text, step = say("doctor.nudge.off"), say("doctor.nudge.off.next")
        return _unread(trap), Check(name="nudge", state="note", text=text, step=step, facts={"what": "off"})
    return _asked(chosen.folder, trap)


def _trap(root: Path, who: Carrier, folder: Check) -> Check:
    facts, text = {"carrier": str(who)}, say(f"doctor.trap.{who}")
    waiting = folder.facts.get("waiting_for_download", 0)
    if waiting:
        said = say("doctor.folder.waiting", count=waiting)
        return Check(name="carrier", state="note", text=said, step=text, facts=facts)
    pattern = left_out(root) if who is Carrier.SYNCTHING else ""
    if pattern:
        said, step = say("doctor.left_out", pattern=clean(pattern)), say("doctor.left_out.next")
        return Check(name="carrier", state="trouble", text=said, step=step, facts=facts)
    return Check(name="carrier", state="ok", text=text, facts=facts)


def left_out(root: Path) -> str:
    """The first of Syncthing's ignore patterns that leaves out what Still Here writes in `root`; "" for none.

    Only patterns that name it plainly are understood: https://docs.syncthing.net/users/ignoring.html.
    """
    top = next((each for each in (root, *root.parents) if (each / ".stfolder").exists()), root)
    try:
        with (top / ".stignore").open("rb") as file:
            text = file.read(_IGNORE_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""
    inside = (root / NAME / FORMAT / "space" / "device" / f"{'a' * 32}.age").relative_to(top)
    for line in map(str.strip, text.splitlines()):
        if line.startswith("!") and _fits(line[1:], inside):
            return ""  # of several the first that fits counts
        if line and not line.startswith(("//", "#", "!")) and _fits(line, inside):
            return line
    return ""


def _fits(line: str, inside: PurePath) -> bool:
    pattern = _PREFIXES.sub("", line)
    anywhere = "" if pattern.startswith("/") else "(.*/)?"
    parts = re.split(r"(\*\*|\*|\?)", pattern.strip("/"))
    form = "".join(_WILD.get(part) or re.escape(part) for part in parts)
    return re.fullmatch(f"{anywhere}{form}(/.*)?", inside.as_posix()) is not None


def _asked(root: Path, trap: Check) -> tuple[Check, ...]:
    from stillhere.home.folder.nudging import syncthing
    from stillhere.home.folder.nudging.loopback import NoNudge

    try:
        instance = syncthing.find(root)
        syncthing.ping(instance)
    except NoNudge as why:
        text, step = say(f"doctor.nudge.{why.what}"), say(f"doctor.nudge.{why.what}.next")
        return trap, Check(name="nudge", state="note", text=text, step=step, facts={"what": why.what})
    ok = Check(name="nudge", state="ok", text=say("doctor.nudge.ok"), facts={"what": "ok"})
    return _set_up(instance, trap), ok


def _unread(trap: Check) -> Check:
    """The `trap`, with what to look at in a configuration that is not read here."""
    if trap.state != "ok":
        return trap
    text = f"{trap.text} {say('doctor.set_up')}"
    return Check(name=trap.name, state="ok", text=text, facts=trap.facts)


def _set_up(instance: Instance, trap: Check) -> Check:
    """How this folder is set up in Syncthing, where that is worth a word; else the `trap`."""
    if trap.state != "ok":
        return trap
    if instance.kind != "sendreceive":
        text, step = say("doctor.one_way"), say("doctor.one_way.next")
        return Check(name="carrier", state="trouble", text=text, step=step, facts=trap.facts)
    if not instance.keeps_copies:
        text = f"{say('doctor.no_copies')} {trap.text}"
        return Check(name="carrier", state="ok", text=text, facts=trap.facts)
    return trap
