"""What `doctor` says of the carrier: its traps, and whether it is asked to look at once.

Syncthing's own configuration is read only where its owner allowed the nudge. Looking asks it for nothing but
whether it is there.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from stillhere.command.checks import Check
from stillhere.home.carriers import Carrier
from stillhere.home.settings import Settings
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.nudging.syncthing import Instance


def carrier(chosen: Settings, folder: Check) -> tuple[Check, ...]:
    """The traps of the carrier that the `folder` check found, and how the nudge is doing."""
    if chosen.folder is None or "carrier" not in folder.facts:
        return ()
    who = Carrier(str(folder.facts["carrier"]))
    trap = Check(name="carrier", state="ok", text=say(f"doctor.trap.{who}"), facts={"carrier": str(who)})
    if who is not Carrier.SYNCTHING and not chosen.nudge:
        return (trap,)
    if not chosen.nudge:
        text, step = say("doctor.nudge.off"), say("doctor.nudge.off.next")
        return trap, Check(name="nudge", state="note", text=text, step=step, facts={"what": "off"})
    return _asked(chosen.folder, trap)


def _asked(root: Path, trap: Check) -> tuple[Check, ...]:
    from stillhere.home.nudging import syncthing
    from stillhere.home.nudging.loopback import NoNudge

    try:
        instance = syncthing.find(root)
        syncthing.ping(instance)
    except NoNudge as why:
        text, step = say(f"doctor.nudge.{why.what}"), say(f"doctor.nudge.{why.what}.next")
        return trap, Check(name="nudge", state="note", text=text, step=step, facts={"what": why.what})
    ok = Check(name="nudge", state="ok", text=say("doctor.nudge.ok"), facts={"what": "ok"})
    return _set_up(instance, trap), ok


def _set_up(instance: Instance, trap: Check) -> Check:
    """How this folder is set up in Syncthing, where that is worth a word; else the `trap`."""
    if instance.kind != "sendreceive":
        text, step = say("doctor.one_way"), say("doctor.one_way.next")
        return Check(name="carrier", state="trouble", text=text, step=step, facts=trap.facts)
    if not instance.keeps_copies:
        text = f"{say('doctor.no_copies')} {trap.text}"
        return Check(name="carrier", state="ok", text=text, facts=trap.facts)
    return trap
