"""``lock``: the lock of what is private, and whether there is one. Its passphrase is in no keyring."""

from __future__ import annotations

from stillhere.command import asking, private_way
from stillhere.command.answer import REFUSED, USAGE, Answer, Stopped
from stillhere.command.call import Call
from stillhere.words import say


def lock(call: Call) -> Answer:
    """Sets, changes or removes the lock, or says whether there is one."""
    what = call.args.locking
    with private_way.home_call(call).home() as home:
        door = home.door()
        if what is None:
            kind = door.lock() or "none"
            return Answer(document={"lock": kind}, lines=[say(f"command.lock.is.{kind}")])
        locked = door.lock() == "passphrase"
        if locked == (what == "set"):
            why = "private_locked_already" if locked else "private_not_locked"
            raise Stopped(REFUSED, say(f"trouble.{why}.title"), say(f"trouble.{why}.next"))
        old = private_way.passphrase(call) if locked else None
        door.relock(old, None if what == "remove" else _new(call))
    kind = "none" if what == "remove" else "passphrase"
    return Answer(document={"done": True, "lock": kind}, lines=[say(f"command.lock.done.{what}")])


def _new(call: Call) -> str:
    """The passphrase that is to hold from now on."""
    args = call.args
    file = args.new_file
    if file is None and args.locking == "set":
        file = args.lock_file or (
            args.passphrase_file if private_way.home_call(call).args.passphrase_file is None else None
        )
    if file is not None:
        return private_way.read(call, file)
    if not asking.at_terminal():
        raise Stopped(USAGE, say("command.usage.new_file"))
    return asking.new_passphrase("command.ask.new_lock")
