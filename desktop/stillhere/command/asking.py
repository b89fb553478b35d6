"""What must not stand in arguments, passphrases and words of an invitation; and what a terminal may be asked.

``-`` is standard input. Nobody is asked unless standard input is a terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from stillhere.command.answer import REFUSED, USAGE, Stopped
from stillhere.home.errors import VaultError
from stillhere.words import say

#: The variable that stands for ``--passphrase-file``.
VARIABLE = "STILLHERE_PASSPHRASE_FILE"

STANDARD_INPUT = "-"

#: Bytes; a passphrase or twelve words take far fewer.
_LONGEST = 16 * 1024


def at_terminal() -> bool:
    """Whether somebody sits there who can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def passphrase(file: str | None, environ: Mapping[str, str]) -> str:
    """The passphrase from the file, or from a prompt. Raises `VaultError` "passphrase_needed"."""
    given = passphrase_file(file, environ)
    if given:
        return read(given).removesuffix("\n").removesuffix("\r")
    if not at_terminal():
        raise VaultError("passphrase_needed")
    return _secret(say("command.ask.passphrase"))


def secret(question: str) -> str:
    """A secret typed at a terminal, where nothing shows it; `question` is a key."""
    return _secret(say(question))


def new_passphrase(question: str = "command.ask.new_passphrase") -> str:
    """A passphrase that is typed twice, at a terminal; `question` is a key."""
    while True:
        first = _secret(say(question))
        if first and first == _secret(say("command.ask.again")):
            return first
        print(say("command.ask.differs" if first else "command.ask.empty"), file=sys.stderr)


def passphrase_file(file: str | None, environ: Mapping[str, str]) -> str | None:
    """Where the passphrase is, if a place was named."""
    return file or environ.get(VARIABLE) or None


def words(file: str | None) -> str:
    """The words of an invitation as they were written or typed. Raises `Stopped`."""
    if file:
        return read(file)
    return line("command.ask.words", "command.usage.words")


def line(question: str, missing: str) -> str:
    """One line from the terminal. Raises `Stopped` where nobody can be asked; both arguments are keys."""
    if not at_terminal():
        raise Stopped(USAGE, say(missing))
    return answer(say(question))


def answer(question: str) -> str:
    """What is typed after this sentence."""
    print(question, end=" ", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def told_first(lines: Iterable[str]) -> None:
    """Says what is about to be, and waits for Enter. Raises `Stopped` on any other answer, or on none."""
    for line in lines:
        print(line, file=sys.stderr)
    print(say("command.ask.go_on"), end=" ", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip(" ") != "\n":
        raise Stopped(REFUSED, say("command.ask.stayed"))


def read(file: str, longest: int = _LONGEST) -> str:
    """The text of a file, or of standard input, of at most so many bytes. Raises `Stopped`."""
    try:
        if file == STANDARD_INPUT:
            data = sys.stdin.buffer.read(longest + 1)
        else:
            with Path(file).expanduser().open("rb") as opened:
                data = opened.read(longest + 1)
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Stopped(USAGE, say("command.usage.file", file=file)) from error
    if len(data) > longest:
        raise Stopped(USAGE, say("command.usage.file", file=file))
    return text


def _secret(question: str) -> str:
    import getpass

    try:
        return getpass.getpass(f"{question} ", stream=sys.stderr)
    except EOFError as error:  # Ctrl+D: whoever types nothing wants nothing done
        print(file=sys.stderr)
        raise Stopped(REFUSED, say("command.ask.stayed")) from error
