"""What `doctor` says of the keys: whether this device speaks for its person, and can read what is said."""

from __future__ import annotations

from stillhere.command.doctor.checks import Check
from stillhere.core.state.model import devices, keys_of
from stillhere.home.home import Home
from stillhere.words import say


def keys(home: Home) -> Check:
    """Whether this device was removed, or has yet to get its person's newest key."""
    state, mine = home.memory.state(), home.mine()
    own, epochs = devices(state).get(mine.device), keys_of(state, mine.person)
    if own is not None and own.cut is not None:
        return _check("removed")
    behind = bool(epochs) and epochs[-1].recipient != home.memory.person().recipient
    return _check("behind") if behind else Check(name="keys", state="ok", text=say("doctor.keys.ok"))


def _check(what: str) -> Check:
    text, step = say(f"doctor.keys.{what}"), say(f"doctor.keys.{what}.next")
    return Check(name="keys", state="note", text=text, step=step, facts={"what": what})
