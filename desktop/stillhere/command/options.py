"""Options of verbs that stand apart from the table of verbs. Nothing is imported here but argparse."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from stillhere.words import say

DEVICE = ("list", "invite", "join", "confirm", "decline", "rename", "remove")
KIT = ("write", "restore")
BUNDLE = ("out", "in")
COMPARED = ("same", "differs")
ACROSS = ("status", "on", "off", "words", "join", "renew", "now")


def option(parser: Any, name: str, metavar: str = "", **fields: Any) -> None:
    """Adds an option to a parser or a group of one; its help stands in the catalogue under its name."""
    key = name.lstrip("-").replace("-", "_")
    if metavar:
        fields["metavar"] = metavar
    parser.add_argument(name, help=say(f"command.option.{key}"), **fields)


def device(parser: ArgumentParser) -> None:
    """What ``device`` takes."""
    option(parser, "what", "WHAT", nargs="?", choices=DEVICE, default="list")
    option(parser, "device", "ID", nargs="?")
    option(parser, "--name", "NAME")
    option(parser, "--folder", "DIR")
    option(parser, "--words-file", "FILE")


def kit(parser: ArgumentParser) -> None:
    """What ``kit`` takes."""
    option(parser, "kit", choices=KIT)
    option(parser, "sheet", "FILE")
    option(parser, "--folder", "DIR")
    option(parser, "--name", "NAME")


def bundle(parser: ArgumentParser) -> None:
    """What ``bundle`` takes."""
    option(parser, "bundle", choices=BUNDLE)
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
