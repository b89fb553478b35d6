"""Text that somebody writes for a verb: from an option, from a file or standard input, or from an editor.

An editor is opened only where somebody sits at a terminal. What was typed in it lies in a private place
until the call is done, and stays there where it couldn't be used.
"""

from __future__ import annotations

import os
import shlex
import subprocess

from stillhere.command import asking
from stillhere.command.answer import REFUSED, TROUBLE, USAGE, Stopped
from stillhere.command.call import Call
from stillhere.words import say

#: Bytes; no text of a person is longer.
_LONGEST = 20_000_000


def written(call: Call, *, ask: bool, before: str = "") -> str | None:
    """The text that the call brings, or None where it brings none. Raises `Stopped`.

    With ``ask`` and at a terminal an editor asks for it, beginning with the text `before`. Where nothing is
    typed over nothing, nothing is done.
    """
    args = call.args
    if args.text is not None:
        return str(args.text)
    if args.file is not None:
        return asking.read(args.file, _LONGEST)
    return _edited(call, before) if ask and asking.at_terminal() else None


def one_input(call: Call) -> None:
    """Raises `Stopped` where passphrase and text would both come from standard input."""
    if getattr(call.args, "file", None) == asking.STANDARD_INPUT == call.args.passphrase_file:
        raise Stopped(USAGE, say("command.usage.standard_input"))


def _edited(call: Call, before: str) -> str:
    editor = call.environ.get("VISUAL") or call.environ.get("EDITOR") or "vi"
    place = call.paths.data / f"writing-{os.urandom(4).hex()}.txt"
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(before)
    try:
        words = shlex.split(editor, posix=os.name != "nt")
        done = subprocess.run([*words, str(place)], check=False).returncode
    except OSError:
        done = 1
    if done != 0:
        title, step = say("command.editor.title", editor=editor), say("command.editor.next", place=place)
        raise Stopped(TROUBLE, title, step)
    text = asking.read(str(place), _LONGEST)
    if not text.strip() and not before.strip():
        place.unlink()
        raise Stopped(REFUSED, say("command.ask.stayed"))
    call.typed.append(place)
    return text
