"""What a verb answers, and how an answer becomes output.

With ``--json`` standard output holds one JSON document and nothing else. Errors and hints go to standard
error, in people's words, either way. A reader who has had enough is no trouble; a full disk is told.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TextIO

#: The exit codes.
DONE, REFUSED, USAGE, TROUBLE, SET_ASIDE = range(5)


#: One JSON document.
Document = Mapping[str, object] | Sequence[Mapping[str, object]]


class Answer(NamedTuple):
    """A document for scripts and lines for people that say the same; ``hints`` are for people, on the side.

    Without a ``document`` the lines are the output in any case.
    """

    document: Document | None = None
    lines: Sequence[str] = ()
    hints: Sequence[str] = ()
    code: int = DONE


class Stopped(Exception):
    """The verb ends here with the exit code ``code``.

    ``why`` says what is so, ``step`` what helps, and ``hint`` what helps at a command line in particular.
    """

    def __init__(self, code: int, why: str, step: str = "", hint: str = "") -> None:
        super().__init__(why)
        self.code = code
        self.why = why
        self.step = step
        self.hint = hint


def give(answer: Answer, *, as_json: bool) -> int:
    """Writes an answer; its exit code."""
    if as_json and answer.document is not None:
        code = put_out(written(answer.document))
    else:
        code = put_out(*answer.lines)
    put_aside(*answer.hints)
    return code or answer.code


def tell_stopped(stopped: Stopped, *, as_json: bool) -> int:
    """Writes why a verb ended; its exit code."""
    put_aside(*filter(None, (stopped.why, stopped.step, stopped.hint)))
    if as_json:
        steps = {"next": stopped.step} if stopped.step else {}
        return put_out(written({"done": False, "why": stopped.why, **steps})) or stopped.code
    return stopped.code


def put_out(*lines: str) -> int:
    """Writes lines to standard output, all the way: `DONE`, or what `not_taken` says."""
    try:
        for line in lines:
            print(line)
        if lines and sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        return not_taken(error)
    return DONE


def put_aside(*lines: str) -> None:
    """Writes lines to standard error. Where that takes none there is nobody left to tell."""
    if sys.stderr is None:
        return
    try:
        for line in lines:
            print(line, file=sys.stderr)
    except OSError:
        let_go(sys.stderr)


def not_taken(error: OSError) -> int:
    """Standard output takes no more: the exit code. Nobody is told where its reader has had enough."""
    let_go(sys.stdout)
    # https://docs.python.org/3/library/exceptions.html#BrokenPipeError, and what Windows says instead
    if isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL):
        return DONE
    from stillhere.words import say

    put_aside(say("command.unwritten.title"), say("command.unwritten.next"))
    return TROUBLE


def let_go(stream: TextIO) -> None:
    """What `stream` holds and gets goes nowhere, so that nothing is tried again when the process ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def written(document: Document) -> str:
    """A document as one line of JSON, in characters that standard output can hold."""
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    return json.dumps(document, ensure_ascii=encoding != "utf8")
