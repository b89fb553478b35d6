"""The verbs of the command: what runs each, and its options. Help, completions and manual are made from here.

A verb is offered only where what it needs exists. Nothing is imported here but argparse; what a verb runs is
named as ``module:function`` and found when it is asked for.
"""

from __future__ import annotations

from argparse import SUPPRESS, Action, ArgumentError, ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from stillhere.command.options import across, bundle, device, kit, safety_number
from stillhere.command.options import option as _option
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
LETTER = ("list", "write", "change", "hold", "keep", "let-go", "send", "received", "sent", "pace")
PACES = ("any", "one_at_a_time", "none")
PAGE = ("list", "write", "show", "search", "share", "unshare", "delete", "shared")
PROMPT = ("now", "list", "skip", "never", "again", "add")
MOMENTS = ("resting", "waiting", "coming_back", "together", "letting_go")
SHELLS = ("bash", "zsh", "fish")
LOCKING = ("set", "change", "remove")

#: Takes a choice away again.
NONE = "none"


class Verb(NamedTuple):
    """``run`` is ``module:function``, ``options`` adds the verb's own, ``needs`` a module it needs."""

    run: str
    options: Callable[[ArgumentParser], None] = lambda _: None
    needs: str = ""


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


def term(text: str) -> str:
    """A term as records have it, from the way it may be spelled in a shell: ``not-now`` is ``not_now``."""
    return text.replace("-", "_")


def everywhere(parser: ArgumentParser, *, again: bool = False) -> None:
    """The options of every call; they may stand before the verb and after it (``again``)."""
    default = SUPPRESS if again else None
    parser.add_argument("--home", metavar="DIR", default=default, help=say("command.option.home"))
    parser.add_argument(
        "--json", action="store_true", default=default or False, help=say("command.option.json")
    )
    parser.add_argument(
        "--passphrase-file", metavar="FILE", default=default, help=say("command.option.passphrase_file")
    )


def _start(parser: ArgumentParser) -> None:
    _option(parser, "--name", "NAME")
    where = parser.add_mutually_exclusive_group(required=True)
    _option(where, "--folder", "DIR")
    _option(where, "--alone", action="store_true")


def _join(parser: ArgumentParser) -> None:
    _option(parser, "--name", "NAME")
    _option(parser, "--folder", "DIR", required=True)
    _option(parser, "--words-file", "FILE")


def _rest(parser: ArgumentParser) -> None:
    _option(parser, "--looks", "LOOK", action=Several, terms=LOOKS)
    _option(parser, "--line", "TEXT")
    _option(parser, "--guess", type=term, choices=(*GUESSES, NONE))
    _option(parser, "--checkins", type=term, choices=CHECKINS)


def _back(parser: ArgumentParser) -> None:
    _option(parser, "--partly", type=term, choices=FORMS)


def _rename(parser: ArgumentParser) -> None:
    _option(parser, "--name", "NAME", required=True)


def _notifications(parser: ArgumentParser) -> None:
    _option(parser, "how", nargs="?", choices=NOTIFICATIONS)


def _settings(parser: ArgumentParser) -> None:
    _option(parser, "--set", "KEY=VALUE", action="append", default=[], dest="changes")


def _window(parser: ArgumentParser) -> None:
    _option(parser, "page", "PAGE", nargs="?")


def _completions(parser: ArgumentParser) -> None:
    _option(parser, "shell", choices=SHELLS)


def _agreement(parser: ArgumentParser) -> None:
    _option(parser, "what", "WHAT", nargs="?", choices=AGREEMENT, default="list")
    _option(parser, "id", "ID", nargs="?")
    _option(parser, "--kind", type=term, choices=KINDS)
    _option(parser, "--title", "TITLE")
    writing(parser)
    _option(parser, "--set", "KEY=VALUE", action="append", default=[], dest="changes")
    _option(parser, "--review-in", "SPAN")
    _option(parser, "--template", "TEMPLATE")
    opening(parser)


def _letter(parser: ArgumentParser) -> None:
    _option(parser, "what", "WHAT", nargs="?", choices=LETTER, default="list")
    _option(parser, "letter", "ID", nargs="?")
    writing(parser)
    _option(parser, "--peek", action="store_true")
    opening(parser)


def _page(parser: ArgumentParser) -> None:
    _option(parser, "what", "WHAT", nargs="?", choices=PAGE, default="list")
    _option(parser, "which", "ID", nargs="*")
    _option(parser, "--prompt", "PROMPT")
    writing(parser)
    opening(parser)


def _prompt(parser: ArgumentParser) -> None:
    _option(parser, "what", "WHAT", nargs="?", choices=PROMPT, default="now")
    _option(parser, "prompt", "ID", nargs="?")
    _option(parser, "--moment", type=term, choices=MOMENTS)
    writing(parser)
    opening(parser)


def writing(parser: ArgumentParser) -> None:
    """The options by which a text comes; without one an editor asks for it, at a terminal."""
    where = parser.add_mutually_exclusive_group()
    _option(where, "--text", "TEXT")
    _option(where, "--file", "FILE")


def opening(parser: ArgumentParser) -> None:
    """The option by which the passphrase of what is private comes; without it a terminal asks for it."""
    _option(parser, "--lock-file", "FILE")


def _lock(parser: ArgumentParser) -> None:
    _option(parser, "locking", "WHAT", nargs="?", choices=LOCKING)
    opening(parser)
    _option(parser, "--new-file", "FILE")


def _export(parser: ArgumentParser) -> None:
    _option(parser, "--to", "DIR", required=True)
    _option(parser, "--pdf", action="store_true")
    _option(parser, "--without-locked", action="store_true")
    opening(parser)


def _leave(parser: ArgumentParser) -> None:
    _option(parser, "--quietly", action="store_true")


def _erase(parser: ArgumentParser) -> None:
    _option(parser, "--yes-erase", action="store_true")


def _demo(parser: ArgumentParser) -> None:
    _option(parser, "--no-screen", action="store_true")
    _option(parser, "--pictures", "DIR")


_COMMAND = "stillhere.command"

VERBS: dict[str, Verb] = {
    "start": Verb(f"{_COMMAND}.sharing:start", _start),
    "join": Verb(f"{_COMMAND}.sharing:join", _join),
    "confirm": Verb(f"{_COMMAND}.sharing:confirm"),
    "decline": Verb(f"{_COMMAND}.sharing:decline"),
    "status": Verb(f"{_COMMAND}.quick:status"),
    "rest": Verb(f"{_COMMAND}.acts:rest", _rest),
    "back": Verb(f"{_COMMAND}.acts:back", _back),
    "still-here": Verb(f"{_COMMAND}.acts:still_here"),
    "knock": Verb(f"{_COMMAND}.acts:knock", lambda parser: _option(parser, "--yes", action="store_true")),
    "undo": Verb(f"{_COMMAND}.acts:undo"),
    "rename": Verb(f"{_COMMAND}.acts:rename", _rename),
    "agreement": Verb(f"{_COMMAND}.agreements:agreement", _agreement),
    "letter": Verb(f"{_COMMAND}.letters:letter", _letter),
    "page": Verb(f"{_COMMAND}.pages:page", _page),
    "prompt": Verb(f"{_COMMAND}.prompts:prompt", _prompt),
    "sync": Verb(f"{_COMMAND}.keeping:sync"),
    "watch": Verb(f"{_COMMAND}.watching:watch"),
    "device": Verb(f"{_COMMAND}.devices:device", device),
    "across": Verb(f"{_COMMAND}.across:across", across),
    "kit": Verb(f"{_COMMAND}.kits:kit", kit),
    "bundle": Verb(f"{_COMMAND}.bundles:bundle", bundle),
    "safety-number": Verb(f"{_COMMAND}.sharing:safety_number", safety_number),
    "notifications": Verb(f"{_COMMAND}.settings:notifications", _notifications),
    "settings": Verb(f"{_COMMAND}.settings:settings", _settings),
    "lock": Verb(f"{_COMMAND}.locking:lock", _lock),
    "export": Verb(f"{_COMMAND}.going:export", _export),
    "leave": Verb(f"{_COMMAND}.going:leave", _leave),
    "erase": Verb(f"{_COMMAND}.going:erase", _erase),
    "doctor": Verb(f"{_COMMAND}.doctor:doctor"),
    "tray": Verb("stillhere.cli:tray", needs="stillhere.tray.app"),
    "window": Verb("stillhere.cli:window", _window, needs="stillhere.window.app"),
    "demo": Verb("stillhere.cli:demo", _demo, needs="stillhere.demo"),
    "completions": Verb(f"{_COMMAND}.manual:completions", _completions),
    "man": Verb(f"{_COMMAND}.manual:man"),
}


def offered(name: str) -> bool:
    """Whether there is such a verb, and what it needs."""
    verb = VERBS.get(name)
    return verb is not None and (not verb.needs or _exists(verb.needs))


def _exists(module: str) -> bool:
    from importlib.util import find_spec

    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # the package around it is missing
        return False
