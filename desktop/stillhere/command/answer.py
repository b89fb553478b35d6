"""What a verb answers, and how an answer becomes output.

With ``--json`` standard output holds one JSON document and nothing else. Errors and hints go to standard
error, in people's words, either way.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple

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
        print(written(answer.document))
    else:
        for line in answer.lines:
            print(line)
    for hint in answer.hints:
        print(hint, file=sys.stderr)
    return answer.code


def tell_stopped(stopped: Stopped, *, as_json: bool) -> int:
    """Writes why a verb ended; its exit code."""
    if as_json:
        steps = {"next": stopped.step} if stopped.step else {}
        print(written({"done": False, "why": stopped.why, **steps}))
    for line in (stopped.why, stopped.step, stopped.hint):
        if line:
            print(line, file=sys.stderr)
    return stopped.code


def written(document: Document) -> str:
    """A document as one line of JSON, in characters that standard output can hold."""
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    return json.dumps(document, ensure_ascii=encoding != "utf8")
