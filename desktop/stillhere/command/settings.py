"""``notifications`` and ``settings``: what this device's person chose, in a file that they may edit as well.

The store stays shut: settings hold no secret and can be changed before anybody has begun.
"""

from __future__ import annotations

from pathlib import Path

from stillhere.command.answer import USAGE, Answer, Stopped
from stillhere.command.call import Call
from stillhere.home import bell
from stillhere.home import settings as kept
from stillhere.home.paths import HOME_VARIABLE
from stillhere.home.rooms.autostart import Autostart
from stillhere.words import say

#: The settings that a call may change, and how each is read from its text.
_NUMBERS = ("poll_seconds", "text_size", "lock_minutes")
_SWITCHES = ("nudge", "autostart")
_CHANGED = (
    "notifications",
    "theme",
    "folder",
    "poll_seconds",
    "hide_key",
    "text_size",
    "lock_minutes",
    "nudge",
    "autostart",
)
#: What the program notes for itself, and nobody needs to read.
_OWN = ("chosen_notifications",)


def notifications(call: Call) -> Answer:
    """Shows or chooses how notifications speak."""
    how = call.args.how
    if how is None:
        how = kept.load(call.paths.settings).settings.notifications
        return Answer(document={"notifications": how}, lines=[say(f"command.notifications.{how}")])
    _change(call, {"notifications": how, "chosen_notifications": True})
    return Answer(document={"done": True, "notifications": how}, lines=[say(f"command.notifications.{how}")])


def settings(call: Call) -> Answer:
    """Shows the settings, after changing those that were given as ``key=value``."""
    changes = dict(_change_of(each) for each in call.args.changes)
    if "notifications" in changes:
        changes["chosen_notifications"] = True
    # Whether it starts at login isn't in the file: the system's own entry says so.
    autostart, starts = Autostart(_environ(call)), changes.pop("autostart", None)
    if changes:
        _change(call, changes)
    if starts is not None:
        autostart.switch(on=bool(starts))
    changed = bool(changes) or starts is not None
    shown = {**kept.as_json(kept.load(call.paths.settings).settings), "autostart": autostart.on()}
    lines = [f"{key} = {_spoken(value)}".rstrip() for key, value in shown.items() if key not in _OWN]
    return Answer(
        document={"done": True, **shown} if changed else shown,
        lines=[*lines, "", say("command.settings.place", place=call.paths.settings)],
    )


def _spoken(value: object) -> str:
    """A setting as it is read, and as it is given."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return " · ".join(map(str, value))
    return "" if value is None else str(value)


def _environ(call: Call) -> dict[str, str]:
    """The variables of the process; a home that was named goes with what starts at login."""
    named = {} if call.args.home is None else {HOME_VARIABLE: call.args.home}
    return {**call.environ, **named}


def _change_of(text: str) -> tuple[str, object]:
    key, equals, value = text.partition("=")
    key = key.strip().replace("-", "_")
    if not equals or key not in _CHANGED:
        raise Stopped(USAGE, say("command.usage.setting", choices=", ".join(_CHANGED)))
    if key in _NUMBERS:
        if not value.strip().isdecimal():
            raise _unfit(key)
        return key, int(value)
    if key in _SWITCHES:
        if value.strip() not in ("yes", "no"):
            raise _unfit(key)
        return key, value.strip() == "yes"
    if key == "folder" and value:
        from stillhere.home.folder.folder import root_from

        folder = root_from(Path(value).expanduser().absolute())
        if not folder.is_dir():
            raise _unfit(key)
        return key, folder
    return key, value


def _change(call: Call, changes: dict[str, object]) -> None:
    for key, value in changes.items():
        if not kept.fits(key, value):
            raise _unfit(key)
    kept.change(call.paths.settings, **changes)
    if call.paths.bell.parent.is_dir():
        bell.ring(call.paths.bell)


def _unfit(key: str) -> Stopped:
    return Stopped(USAGE, say("command.usage.unfit", what=key, fits=say(f"command.fits.{key}")))
