"""The way into what is private at a command line: the passphrase of the lock, from a file or a prompt.

``--lock-file`` names its file. Where the home itself needs no passphrase, or has it from the variable,
``--passphrase-file`` is the lock's as well. It is read only where there is a lock.
"""

from __future__ import annotations

from argparse import Namespace

from stillhere.command import asking
from stillhere.command.answer import USAGE, Stopped
from stillhere.command.call import Call
from stillhere.home.keys.vault import vault_kind
from stillhere.words import say


def home_call(call: Call) -> Call:
    """`call`, as it opens the home: without an option that is the lock's."""
    args = call.args
    if args.lock_file is None and _is_the_locks(call):
        without = Namespace(**{**vars(args), "passphrase_file": None})
        return call._replace(args=without)
    return call


def passphrase(call: Call) -> str:
    """The passphrase that opens what is private. Raises `PrivateError` "private_locked", and `Stopped`."""
    from stillhere.home.private import PrivateError

    file = _file(call)
    if file:
        return read(call, file)
    if not asking.at_terminal():
        raise PrivateError("private_locked")
    return asking.secret("command.ask.lock")


def read(call: Call, file: str) -> str:
    """The passphrase in `file`. Raises `Stopped` where standard input has to hold two of them."""
    others = (call.args.passphrase_file, call.args.lock_file, getattr(call.args, "new_file", None))
    if file == asking.STANDARD_INPUT and others.count(file) > 1:
        raise Stopped(USAGE, say("command.usage.one_secret"))
    return asking.read(file).removesuffix("\n").removesuffix("\r")


def brought(call: Call) -> bool:
    """Whether the call brings a passphrase of the lock, so that nobody has to be asked."""
    return bool(_file(call))


def _file(call: Call) -> str | None:
    found: str | None = call.args.lock_file or (call.args.passphrase_file if _is_the_locks(call) else None)
    return found


def _is_the_locks(call: Call) -> bool:
    if call.args.passphrase_file is None:
        return False
    return asking.VARIABLE in call.environ or vault_kind(call.paths) == "keyring"
