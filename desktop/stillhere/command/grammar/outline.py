"""The parser as values: which verbs there are, with which options.

Completions and manual are made from it, so that they tell of what there is and of nothing else.
"""

from __future__ import annotations

from argparse import Action, ArgumentParser
from typing import NamedTuple

from stillhere.command.grammar.options import everywhere
from stillhere.command.grammar.parser import build, every_verb
from stillhere.command.grammar.terms import Several
from stillhere.command.grammar.verbs import VERBS
from stillhere.words import say


class Option(NamedTuple):
    """An option by its ``flags``, or a word that follows the verb (no flags).

    ``value`` names what it takes ("FILE" and "DIR" are places on the disk), "" for nothing; ``choices`` are
    all there are, where that is so; ``several`` of them may be given.
    """

    flags: tuple[str, ...]
    value: str
    choices: tuple[str, ...]
    several: bool
    help: str


class Entry(NamedTuple):
    """One verb: what it does in a few words and at length, a call of it, and the options that are its own."""

    verb: str
    help: str
    about: str
    example: str
    options: tuple[Option, ...]


class Outline(NamedTuple):
    """The whole command: the options without a verb, those of every call, and the verbs offered here."""

    first: tuple[Option, ...]
    everywhere: tuple[Option, ...]
    entries: tuple[Entry, ...]


def outline() -> Outline:
    """What the command offers on this computer."""
    parser = ArgumentParser()
    everywhere(parser)
    return Outline(_options(build(())), _options(parser), tuple(map(_entry, every_verb())))


def _entry(verb: str) -> Entry:
    parser = ArgumentParser(add_help=False)
    VERBS[verb].options(parser)
    key = f"command.{verb.replace('-', '_')}"
    return Entry(verb, say(f"{key}.help"), say(f"{key}.about"), say(f"{key}.example"), _options(parser))


def _options(parser: ArgumentParser) -> tuple[Option, ...]:
    actions: list[Action] = parser._actions  # noqa: SLF001 - argparse tells of its options in no other way
    return tuple(_option(action) for action in actions if action.dest != "verb")


def _option(action: Action) -> Option:
    several = isinstance(action, Several)
    choices = action.terms if isinstance(action, Several) else tuple(action.choices or ())
    value = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    return Option(
        flags=tuple(action.option_strings),
        value="" if action.nargs == 0 else value,
        choices=tuple(map(str, choices)),
        several=several,
        help=action.help or "",
    )
