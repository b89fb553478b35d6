"""Syncthing: its own REST interface is asked to scan the files that were just written.

By itself it gathers changes for ten seconds before it looks. What it is asked for is a look and nothing else:
no setting of it is changed. Its key is read from its own configuration, for the time of one request.
Interface: https://docs.syncthing.net/rest/db-scan-post.html
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import Struct

from stillhere.home.folder.nudging.loopback import Door, NoNudge, address_of, request

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: How long (seconds) one request may take: connecting, asking and the look itself.
SECONDS = 2.0
#: Bytes of a configuration; what is longer isn't read.
MAX_BYTES = 4 * 1024 * 1024

_KEY = re.compile(r"[\x21-\x7e]{1,256}")


class Instance(Struct, frozen=True):
    """A Syncthing of this user that carries a folder.

    ``folder`` is its id there, ``place`` where it begins. ``kind`` is "sendreceive" where it goes both ways.
    ``keeps_copies``: of two versions the one that didn't win is kept.
    """

    door: Door
    folder: str
    place: Path
    kind: str
    keeps_copies: bool


def find(root: Path, environ: Mapping[str, str] | None = None, home: Path | None = None) -> Instance:
    """The instance that carries `root`. Raises `NoNudge` where there is none, or none that may be asked."""
    environ, home = os.environ if environ is None else environ, home or Path.home()
    real = Path(os.path.realpath(root))
    for config in configurations(environ, home):
        document = _read(config)
        folder = None if document is None else _carrying(document, real, home)
        if document is not None and folder is not None:
            return _instance(document, folder, config, home)
    raise NoNudge("elsewhere")


def configurations(environ: Mapping[str, str], home: Path) -> Iterator[Path]:
    """Where a configuration may be, the likeliest first; the places of the versions before 1.27 too.

    See https://docs.syncthing.net/users/config.html.
    """
    for variable in ("STCONFDIR", "STHOMEDIR"):
        if environ.get(variable):
            yield Path(environ[variable]) / "config.xml"
    if sys.platform == "win32":
        yield Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Syncthing" / "config.xml"
    elif sys.platform == "darwin":
        yield home / "Library" / "Application Support" / "Syncthing" / "config.xml"
    else:
        yield Path(environ.get("XDG_STATE_HOME") or home / ".local" / "state") / "syncthing" / "config.xml"
        yield Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "syncthing" / "config.xml"


def scan(instance: Instance, paths: Sequence[Path], seconds: float = SECONDS) -> None:
    """Has it look at these files, and at nothing else. Raises `NoNudge`."""
    inside = [Path(os.path.realpath(path.parent)) / path.name for path in paths]
    subs = [path.relative_to(instance.place).as_posix() for path in inside]
    query = "&".join(f"sub={quote(sub, safe='')}" for sub in subs)
    _ask(instance, "POST", f"/rest/db/scan?folder={quote(instance.folder, safe='')}&{query}", seconds)


def ping(instance: Instance, seconds: float = SECONDS) -> None:
    """Asks whether it is there and takes the key; nothing happens. Raises `NoNudge`."""
    _ask(instance, "GET", "/rest/system/ping", seconds)


def _ask(instance: Instance, verb: str, target: str, seconds: float) -> None:
    status = request(instance.door, verb, target, seconds)
    if status in {401, 403}:
        raise NoNudge("refused")
    if status != 200:
        raise NoNudge("trouble")


def _read(config: Path) -> Element | None:
    from xml.etree import ElementTree as ET

    try:
        with config.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        # It is this user's own file, as trusted as this program; expat bounds what entities come to.
        return None if len(data) > MAX_BYTES else ET.fromstring(data)  # noqa: S314
    except (OSError, ET.ParseError):
        return None


def _carrying(document: Element, real: Path, home: Path) -> Element | None:
    """The folder of the configuration that holds `real`: of several the innermost."""
    holding = [each for each in document.findall("folder") if real.is_relative_to(_place(each, home))]
    return max(holding, key=lambda each: len(_place(each, home).parts), default=None)


def _place(folder: Element, home: Path) -> Path:
    text = folder.get("path", "")
    if text == "~" or text.startswith(("~/", "~\\")):
        text = str(home) + text[1:]
    # What names no place holds nothing.
    return Path(os.path.realpath(text)) if Path(text).is_absolute() else Path("/\0")


def _instance(document: Element, folder: Element, config: Path, home: Path) -> Instance:
    gui = document.find("gui")
    key = "" if gui is None else (gui.findtext("apikey") or "").strip()
    if gui is None or gui.get("enabled", "true") != "true" or not _KEY.fullmatch(key):
        raise NoNudge("no_interface")
    if folder.get("paused", "false") == "true" or (folder.findtext("paused") or "").strip() == "true":
        raise NoNudge("paused")
    return Instance(
        door=Door(
            address_of(gui.findtext("address") or ""),
            config.with_name("https-cert.pem"),
            ("X-API-Key", key),
        ),
        folder=folder.get("id", ""),
        place=_place(folder, home),
        kind=folder.get("type", "sendreceive"),
        keeps_copies=(folder.findtext("maxConflicts") or "10").strip() != "0",
    )
