"""The parser of the command. Of all verbs only the one that was asked for is built, where that can be told.

Wrong usage is exit code 2, with the usage of its verb and the way to its help; nothing was done then.
"""

from __future__ import annotations

import os
from argparse import Action, ArgumentError, ArgumentParser, HelpFormatter, Namespace
from collections.abc import Collection, Sequence
from typing import Any, NoReturn

from stillhere import __version__
from stillhere.command.answer import USAGE, Stopped, put_aside, put_out, tell_stopped
from stillhere.command.grammar.options import everywhere
from stillhere.command.grammar.verbs import VERBS, offered
from stillhere.words import say

EXIT_CODES = range(5)

#: Columns of a terminal.
_NARROWEST, _USUAL = 40, 80

#: Options before the verb that take the word after them.
_WITH_VALUE = ("--home", "--passphrase-file")


class Form(HelpFormatter):
    """Fills each line of a text by itself; a line that begins with a blank stays as it is.

    argparse makes one for every option; by itself each would load a library to know the terminal's width.
    """

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)

    def _get_help_string(self, action: Action) -> str | None:
        """Choices that stand behind another word, as WHAT, are named beside it."""
        if action.choices and action.metavar and action.help:
            return f"{action.help} ({', '.join(map(str, action.choices))})"
        return action.help

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines = text.splitlines()
        return "\n".join(
            line if line.startswith(" ") else super(Form, self)._fill_text(line, width, indent)
            for line in lines
        )


class _Parser(ArgumentParser):
    """Says what could be chosen in the words of everything else here, and says it as everything else does."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Each word is known to the parser that gets it: the usage that is shown is that of the verb."""
        found, more = super().parse_known_args(args, namespace)
        if more:
            self.error(say("command.usage.unknown", given=" ".join(more)))
        return found, more

    def error(self, message: str) -> NoReturn:
        """Raises `_Wrong`."""
        raise _Wrong(self, message)

    def _print_message(self, message: str, file: object = None) -> None:  # noqa: ARG002 - always the answer
        if code := put_out(message.removesuffix("\n")):
            self.exit(code)

    def _check_value(self, action: Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            choices = ", ".join(map(str, action.choices))
            raise ArgumentError(action, say("command.usage.choice", given=value, choices=choices))


class _Wrong(Exception):
    """What was asked for isn't how `parser` is called."""

    def __init__(self, parser: ArgumentParser, why: str) -> None:
        super().__init__(why)
        self.parser = parser
        self.why = why


def parse(words: Sequence[str]) -> Namespace:
    """What was asked for; ``verb`` is None for the bare command.

    Raises `SystemExit` after help (0) and wrong usage (2), which are written then.
    """
    try:
        return build(_needed(words)).parse_args(words)
    except _Wrong as wrong:
        put_aside(wrong.parser.format_usage().removesuffix("\n"))
        stopped = Stopped(USAGE, wrong.why, say("command.usage.help", call=wrong.parser.prog))
        raise SystemExit(tell_stopped(stopped, as_json="--json" in words)) from None


def build(verbs: Collection[str]) -> ArgumentParser:
    """The parser for `verbs`, each of which must be offered here."""
    parser = _Parser(
        prog="stillhere",
        description=say("command.description"),
        epilog="\n".join([say("command.bare"), "", say("command.exit"), *_exit_codes()]),
        formatter_class=Form,
        allow_abbrev=False,
    )
    everywhere(parser)
    parser.add_argument(
        "--version", action="version", version=f"Still Here {__version__}", help=say("command.option.version")
    )
    found = parser.add_subparsers(dest="verb", metavar="VERB", title=say("command.verbs"), prog="stillhere")
    for name in verbs:
        key = name.replace("-", "_")
        sub = found.add_parser(
            name,
            help=say(f"command.{key}.help"),
            description=say(f"command.{key}.about"),
            epilog=f"{say('command.example')}\n  {say(f'command.{key}.example')}",
            formatter_class=Form,
            allow_abbrev=False,
        )
        everywhere(sub, again=True)
        VERBS[name].options(sub)
    return parser


def every_verb() -> tuple[str, ...]:
    """The verbs that are offered on this computer."""
    return tuple(name for name in VERBS if offered(name))


def _columns() -> int:
    """The width that help is set in: that of the terminal, or what COLUMNS says."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said) > _NARROWEST:
        return int(said)
    try:
        return max(os.get_terminal_size().columns, _NARROWEST)
    except (ValueError, OSError):  # no terminal, or no standard output at all
        return _USUAL


def _exit_codes() -> list[str]:
    return [f"  {code}  {say(f'command.exit.{code}')}" for code in EXIT_CODES]


def _needed(words: Sequence[str]) -> Collection[str]:
    """The verb that is asked for, none for the bare command, or all where only argparse can tell."""
    rest = iter(words)
    for word in rest:
        if word in _WITH_VALUE:
            next(rest, None)
        elif word != "--json" and not word.startswith(tuple(f"{name}=" for name in _WITH_VALUE)):
            return (word,) if offered(word) else every_verb()
    return ()
