"""Options that several verbs share, and those of large verbs. Of libraries only argparse is imported here."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser
from typing import Any

from stillhere.command.grammar.terms import whole
from stillhere.words import say

DEVICE = ("list", "invite", "join", "confirm", "decline", "rename", "remove")
KIT = ("write", "restore")
BUNDLE = ("out", "in")
COMPARED = ("same", "differs")
ACROSS = ("status", "on", "off", "words", "join", "renew", "now")


def option(parser: Any, name: str, metavar: str = "", *, says: str = "", **fields: Any) -> None:
    """Adds an option to a parser or a group of one; its help stands in the catalogue under its name.

    ``says`` names another help, where one name means two things.
    """
    key = says or name.lstrip("-").replace("-", "_")
    if metavar:
        fields["metavar"] = metavar
    parser.add_argument(name, help=say(f"command.option.{key}"), **fields)


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


def writing(parser: ArgumentParser) -> None:
    """The options by which a text comes; without one an editor asks for it, at a terminal."""
    where = parser.add_mutually_exclusive_group()
    option(where, "--text", "TEXT", type=whole)
    option(where, "--file", "FILE")


def opening(parser: ArgumentParser) -> None:
    """The option by which the passphrase of what is private comes; without it a terminal asks for it."""
    option(parser, "--lock-file", "FILE")


def device(parser: ArgumentParser) -> None:
    """What ``device`` takes."""
    option(parser, "what", "WHAT", nargs="?", choices=DEVICE, default="list")
    option(parser, "device", "ID", nargs="?")
    option(parser, "--name", "NAME", type=whole, says="device_name")
    option(parser, "--folder", "DIR")
    option(parser, "--words-file", "FILE")


def kit(parser: ArgumentParser) -> None:
    """What ``kit`` takes."""
    option(parser, "kit", "WHAT", choices=KIT)
    option(parser, "sheet", "FILE")
    option(parser, "--folder", "DIR")
    option(parser, "--name", "NAME", type=whole, says="device_name")


def bundle(parser: ArgumentParser) -> None:
    """What ``bundle`` takes."""
    option(parser, "bundle", "WHAT", choices=BUNDLE)
    option(parser, "bundle_file", "FILE")


def across(parser: ArgumentParser) -> None:
    """What ``across`` takes."""
    option(parser, "across", "WHAT", nargs="?", choices=ACROSS, default="status")
    option(parser, "--words-file", "FILE")
    option(parser, "--lock-file", "FILE")
    option(parser, "--yes", action="store_true")
    option(parser, "--remove", action="store_true")


def safety_number(parser: ArgumentParser) -> None:
    """What ``safety-number`` takes."""
    option(parser, "--compared", choices=COMPARED)
