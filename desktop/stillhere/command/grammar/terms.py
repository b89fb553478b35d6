"""The terms of the command: what can be chosen in an option, as records and settings have it.

Nothing is imported here but argparse.
"""

from __future__ import annotations

from argparse import Action, ArgumentError, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from typing import Any

from stillhere.words import say

LOOKS = ("shorter_replies", "fewer_words", "less_touch", "near_but_quiet", "plans_may_move")
GUESSES = ("this_evening", "tomorrow", "few_days", "open")
CHECKINS = ("not_now", "one_knock", "practical")
FORMS = ("practical", "company", "talk")
NOTIFICATIONS = ("named", "discreet", "none")
AGREEMENT = (
    "list", "show", "offer", "suggest", "yes", "not-now", "pause", "resume", "renew", "end", "templates",
    "draft", "forget",
)  # fmt: skip
KINDS = (
    "before_rest", "on_return", "check_ins", "quiet_hours", "still_here_rhythm", "guess", "letters",
    "handover", "urgent", "low_contact", "own_words",
)  # fmt: skip
LETTER = ("list", "write", "show", "change", "hold", "keep", "let-go", "send", "received", "sent", "pace")
PACES = ("any", "one_at_a_time", "none")
PAGE = ("list", "write", "show", "search", "share", "unshare", "delete", "shared")
PROMPT = ("now", "list", "skip", "never", "again", "add")
MOMENTS = ("resting", "waiting", "coming_back", "together", "letting_go")
SHELLS = ("bash", "zsh", "fish")
#: The pages of the window that its list names.
WINDOW = ("today", "reflect", "agreements", "letters", "settings", "help", "safety")
LOCKING = ("set", "change", "remove")

#: Takes a choice away again.
NONE = "none"


class Several(Action):
    """Several of ``terms``, apart by blanks or commas, or one an option; "none" stands for none of them."""

    def __init__(self, *, terms: Sequence[str], **fields: Any) -> None:
        super().__init__(nargs="+", **fields)
        self.terms = (*terms, NONE)

    def __call__(self, _: ArgumentParser, namespace: Namespace, values: Any, __: str | None = None) -> None:
        """Adds what was given to what was given before."""
        given = [term(part.strip()) for value in values for part in value.split(",")]
        for each in given:
            if each not in self.terms:
                raise ArgumentError(
                    self, say("command.usage.choice", given=each, choices=", ".join(self.terms))
                )
        before = getattr(namespace, self.dest) or ()
        setattr(namespace, self.dest, (*before, *(each for each in given if each != NONE)))


def whole(text: str) -> str:
    """A text as it was typed. Raises `ArgumentTypeError` where the terminal's encoding lost some of it."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ArgumentTypeError(say("command.usage.encoding")) from error
    return text


def term(text: str) -> str:
    """A term as records have it, from the way it may be spelled in a shell: ``not-now`` is ``not_now``."""
    return text.replace("-", "_")
