"""The verbs of the command: what runs each, and its options. Help, completions and manual are made from here.

A verb is offered only where what it needs exists. Nothing is imported here but argparse; what a verb runs is
named as ``module:function`` and found when it is asked for.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from typing import NamedTuple

from stillhere.command.grammar.options import across, bundle, device, kit, opening, safety_number, writing
from stillhere.command.grammar.options import option as _option
from stillhere.command.grammar.terms import (
    AGREEMENT,
    CHECKINS,
    FORMS,
    GUESSES,
    KINDS,
    LETTER,
    LOCKING,
    LOOKS,
    MOMENTS,
    NONE,
    NOTIFICATIONS,
    PAGE,
    PROMPT,
    SHELLS,
    WINDOW,
    Several,
    term,
    whole,
)


class Verb(NamedTuple):
    """``run`` is ``module:function``, ``options`` adds the verb's own, ``needs`` a module it needs."""

    run: str
    options: Callable[[ArgumentParser], None] = lambda _: None
    needs: str = ""


def _start(parser: ArgumentParser) -> None:
    _option(parser, "--name", "NAME", type=whole)
    where = parser.add_mutually_exclusive_group(required=True)
    _option(where, "--folder", "DIR")
    _option(where, "--alone", action="store_true")


def _join(parser: ArgumentParser) -> None:
    _option(parser, "--name", "NAME", type=whole)
    _option(parser, "--folder", "DIR", required=True)
    _option(parser, "--words-file", "FILE")


def _rest(parser: ArgumentParser) -> None:
    _option(parser, "--looks", "LOOK", action=Several, terms=LOOKS)
    _option(parser, "--line", "TEXT", type=whole)
    _option(parser, "--guess", type=term, choices=(*GUESSES, NONE))
    _option(parser, "--checkins", type=term, choices=CHECKINS)


def _back(parser: ArgumentParser) -> None:
    _option(parser, "--partly", type=term, choices=FORMS)


def _rename(parser: ArgumentParser) -> None:
    _option(parser, "--name", "NAME", type=whole, required=True)


def _notifications(parser: ArgumentParser) -> None:
    _option(parser, "how", nargs="?", choices=NOTIFICATIONS)


def _settings(parser: ArgumentParser) -> None:
    _option(parser, "--set", "KEY=VALUE", action="append", default=[], dest="changes")


def _window(parser: ArgumentParser) -> None:
    _option(parser, "page", nargs="?", choices=WINDOW)


def _completions(parser: ArgumentParser) -> None:
    _option(parser, "shell", choices=SHELLS)


def _agreement(parser: ArgumentParser) -> None:
    _option(parser, "what", "WHAT", nargs="?", choices=AGREEMENT, default="list")
    _option(parser, "id", "ID", nargs="?")
    _option(parser, "--kind", type=term, choices=KINDS)
    _option(parser, "--title", "TITLE", type=whole)
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


def _lock(parser: ArgumentParser) -> None:
    _option(parser, "locking", "WHAT", nargs="?", choices=LOCKING)
    opening(parser)
    _option(parser, "--new-file", "FILE")


def _export(parser: ArgumentParser) -> None:
    _option(parser, "--to", "DIR", required=True)
    _option(parser, "--pdf", action="store_true")
    _option(parser, "--without-locked", action="store_true")
    _option(parser, "--yes", action="store_true")
    opening(parser)


def _leave(parser: ArgumentParser) -> None:
    _option(parser, "--quietly", action="store_true")
    _option(parser, "--yes", action="store_true")


def _erase(parser: ArgumentParser) -> None:
    _option(parser, "--yes-erase", action="store_true")


def _demo(parser: ArgumentParser) -> None:
    _option(parser, "--no-screen", action="store_true")
    _option(parser, "--pictures", "DIR")


_COMMAND = "stillhere.command"

VERBS: dict[str, Verb] = {
    "start": Verb(f"{_COMMAND}.couple.sharing:start", _start),
    "join": Verb(f"{_COMMAND}.couple.sharing:join", _join),
    "confirm": Verb(f"{_COMMAND}.couple.sharing:confirm"),
    "decline": Verb(f"{_COMMAND}.couple.sharing:decline"),
    "status": Verb(f"{_COMMAND}.quick:status"),
    "rest": Verb(f"{_COMMAND}.acts:rest", _rest),
    "back": Verb(f"{_COMMAND}.acts:back", _back),
    "still-here": Verb(f"{_COMMAND}.acts:still_here"),
    "knock": Verb(f"{_COMMAND}.acts:knock", lambda parser: _option(parser, "--yes", action="store_true")),
    "undo": Verb(f"{_COMMAND}.acts:undo"),
    "rename": Verb(f"{_COMMAND}.acts:rename", _rename),
    "agreement": Verb(f"{_COMMAND}.agreements.agreements:agreement", _agreement),
    "letter": Verb(f"{_COMMAND}.private.letters:letter", _letter),
    "page": Verb(f"{_COMMAND}.private.pages:page", _page),
    "prompt": Verb(f"{_COMMAND}.private.prompts:prompt", _prompt),
    "sync": Verb(f"{_COMMAND}.keeping:sync"),
    "watch": Verb(f"{_COMMAND}.watching:watch"),
    "device": Verb(f"{_COMMAND}.couple.devices:device", device),
    "across": Verb(f"{_COMMAND}.private.across:across", across),
    "kit": Verb(f"{_COMMAND}.couple.kits:kit", kit),
    "bundle": Verb(f"{_COMMAND}.couple.bundles:bundle", bundle),
    "safety-number": Verb(f"{_COMMAND}.couple.sharing:safety_number", safety_number),
    "notifications": Verb(f"{_COMMAND}.settings:notifications", _notifications),
    "settings": Verb(f"{_COMMAND}.settings:settings", _settings),
    "lock": Verb(f"{_COMMAND}.private.locking:lock", _lock),
    "export": Verb(f"{_COMMAND}.couple.going:export", _export),
    "leave": Verb(f"{_COMMAND}.couple.going:leave", _leave),
    "erase": Verb(f"{_COMMAND}.couple.going:erase", _erase),
    "doctor": Verb(f"{_COMMAND}.doctor.doctor:doctor"),
    "tray": Verb("stillhere.cli:tray", needs="stillhere.tray.app"),
    "window": Verb("stillhere.cli:window", _window, needs="stillhere.window.app"),
    "demo": Verb("stillhere.cli:demo", _demo, needs="stillhere.demo"),
    "completions": Verb(f"{_COMMAND}.grammar.manual:completions", _completions),
    "man": Verb(f"{_COMMAND}.grammar.manual:man"),
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
