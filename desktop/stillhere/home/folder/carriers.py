"""What carries the shared folder from one computer to the other, told from the marks that carriers leave.

It is for showing and for choosing how to watch; nothing is believed or refused because of it. Looking changes
nothing.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from fnmatch import fnmatch
from functools import cache
from os.path import normcase
from pathlib import Path
from typing import NamedTuple, Protocol

from stillhere.home.folder.dirs import open_root
from stillhere.home.folder.mounts import is_network, is_removable, mount_type


class Carrier(StrEnum):
    """Who carries the folder."""

    DROPBOX = "dropbox"
    ONEDRIVE = "onedrive"
    ICLOUD = "icloud"
    GOOGLE_DRIVE = "google_drive"
    NEXTCLOUD = "nextcloud"
    SYNCTHING = "syncthing"
    RESILIO = "resilio"
    NETWORK = "network"
    REMOVABLE = "removable"
    UNKNOWN = "unknown"


class Found(NamedTuple):
    """A carrier and the mark that told: a name, a variable or a kind of file system ("" for nothing)."""

    carrier: Carrier
    mark: str = ""


#: What a carrier keeps in the topmost folder that it carries.
#: Syncthing's folder marker: https://github.com/syncthing/syncthing/issues/6106 · Dropbox's two:
#: https://github.com/owncloud/client/issues/1647 · Nextcloud's journal: `makeDbName` in
#: https://github.com/nextcloud/desktop/blob/master/src/common/syncjournaldb.cpp · Google Drive's upload and
#: download folders, and the one for shortcuts in its streaming drive, as seen on people's disks.
MARKS: tuple[tuple[str, Carrier], ...] = (
    (".stfolder", Carrier.SYNCTHING),
    (".dropbox", Carrier.DROPBOX),
    (".dropbox.cache", Carrier.DROPBOX),
    (".sync_*.db", Carrier.NEXTCLOUD),
    ("._sync_*.db", Carrier.NEXTCLOUD),
    (".nextcloudsync.log", Carrier.NEXTCLOUD),
    (".tmp.drivedownload", Carrier.GOOGLE_DRIVE),
    (".tmp.driveupload", Carrier.GOOGLE_DRIVE),
    (".shortcut-targets-by-id", Carrier.GOOGLE_DRIVE),
    (".SyncID", Carrier.RESILIO),
)

#: Variables of Windows that hold the topmost folder of OneDrive.
VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")

#: Places below the home folder. macOS keeps iCloud Drive in "Mobile Documents", all others in "CloudStorage"
#: (https://support.google.com/drive/answer/12178485).
PLACES: tuple[tuple[str, Carrier], ...] = (
    ("Library/Mobile Documents", Carrier.ICLOUD),
    ("iCloudDrive", Carrier.ICLOUD),
    ("Library/CloudStorage/iCloudDrive*", Carrier.ICLOUD),
    ("Library/CloudStorage/Dropbox*", Carrier.DROPBOX),
    ("Library/CloudStorage/GoogleDrive*", Carrier.GOOGLE_DRIVE),
    ("Library/CloudStorage/OneDrive*", Carrier.ONEDRIVE),
    ("OneDrive", Carrier.ONEDRIVE),
    ("OneDrive - *", Carrier.ONEDRIVE),
)

#: How each names a second version of ``<32 letters>.age``.
CONFLICTS: tuple[tuple[str, Carrier], ...] = (
    (r"\.sync-conflict-\d{8}-\d{6}-[A-Z2-7]{7}", Carrier.SYNCTHING),
    (r" \(conflicted copy (.+ )?\d{4}-\d{2}-\d{2} \d{6}\)", Carrier.NEXTCLOUD),
    (r" \(.*conflicted copy \d{4}-\d{2}-\d{2}( \(\d+\))?\)", Carrier.DROPBOX),
    (r" \(\d+\)", Carrier.GOOGLE_DRIVE),
    (r" \d+", Carrier.ICLOUD),
    (r"\.Conflict", Carrier.RESILIO),
    (r"-.+", Carrier.ONEDRIVE),
)

#: Names under which carriers write, and our own.
TEMPORARY = (
    ".syncthing.*.tmp", "~syncthing~*.tmp", "~$*", "*.tmp", "*.part", "*.filepart", ".*.~*", "*.!Sync",
    "*.SyncPart", "*.SyncTemp", "._*",
)  # fmt: skip

_LOOKED_AT = 5_000  # names of a folder
_INFO_BYTES = 64 * 1024


class Facts(Protocol):
    """What is looked at to recognise a carrier."""

    home: Path
    environ: Mapping[str, str]

    def names(self, folder: Path) -> Iterator[str]:
        """The names in a folder; none where it can't be read."""
        ...

    def text(self, path: Path) -> str:
        """A small text file; empty where there is none."""
        ...

    def mount(self, folder: Path) -> str:
        """The kind of file system that holds it ("" for unknown)."""
        ...


class System:
    """The facts of this computer."""

    def __init__(self) -> None:
        self.home = Path.home()
        self.environ: Mapping[str, str] = os.environ

    def names(self, folder: Path) -> Iterator[str]:
        """See `Facts`."""
        try:
            with open_root(folder) as place:
                for number, entry in enumerate(place.entries()):
                    if number == _LOOKED_AT:
                        return
                    yield entry.name
        except OSError:
            return

    def text(self, path: Path) -> str:
        """See `Facts`."""
        try:
            with path.open("rb") as file:
                return file.read(_INFO_BYTES).decode("utf-8", "replace")
        except OSError:
            return ""

    def mount(self, folder: Path) -> str:
        """See `Facts`."""
        return mount_type(folder)


def recognise(folder: Path, facts: Facts | None = None) -> Found:
    """Who carries `folder`: the nearest mark from it upwards, else the kind of drive it is on."""
    facts = System() if facts is None else facts
    roots = dict(_roots(facts))
    for place in (folder, *folder.parents):
        found = roots.get(place) or _placed(place, facts.home) or _marked(facts.names(place))
        if found is not None:
            return found
    kind = facts.mount(folder)
    if is_network(kind):
        return Found(Carrier.NETWORK, kind)
    if is_removable(kind, folder):
        return Found(Carrier.REMOVABLE, kind)
    return Found(Carrier.UNKNOWN, kind)


def conflict_copy(name: str) -> Carrier | None:
    """Whose second version a file name means, or None."""
    return next((carrier for pattern, carrier in _conflicts() if pattern.fullmatch(name)), None)


@cache
def _conflicts() -> tuple[tuple[re.Pattern[str], Carrier], ...]:
    return tuple(
        (re.compile(rf"[a-z2-7]{{32}}{pattern}\.age", re.IGNORECASE), carrier)
        for pattern, carrier in CONFLICTS
    )


def temporary(name: str) -> bool:
    """Whether a file name is of something that is being written."""
    return any(fnmatch(name, pattern) for pattern in TEMPORARY)


def placeholder(name: str) -> bool:
    """Whether a file name stands for one of ours that iCloud Drive has yet to download."""
    return name.startswith(".") and name.endswith(".age.icloud")


def _roots(facts: Facts) -> Iterator[tuple[Path, Found]]:
    for variable in VARIABLES:
        if facts.environ.get(variable):
            yield Path(facts.environ[variable]), Found(Carrier.ONEDRIVE, variable)
    # Dropbox writes down where its folders are, account by account.
    bases = [facts.home / ".dropbox"]
    bases += [
        Path(facts.environ[name]) / "Dropbox" for name in ("LOCALAPPDATA", "APPDATA") if name in facts.environ
    ]
    for base in bases:
        for path in _dropbox_paths(facts.text(base / "info.json")):
            yield path, Found(Carrier.DROPBOX, "info.json")


def _dropbox_paths(text: str) -> Iterator[Path]:
    try:
        accounts = json.loads(text or "{}")
    except ValueError:
        return
    if isinstance(accounts, dict):
        for account in accounts.values():
            if isinstance(account, dict) and isinstance(account.get("path"), str):
                yield Path(account["path"])


def _placed(place: Path, home: Path) -> Found | None:
    if not place.is_relative_to(home):
        return None
    below = place.relative_to(home).as_posix()
    return next((Found(carrier, mark) for mark, carrier in PLACES if _matches(below, mark)), None)


def _matches(name: str, mark: str) -> bool:
    # Each pattern takes its time to be read: for most marks the first letters tell enough.
    return normcase(name).startswith(normcase(mark.partition("*")[0])) and fnmatch(name, mark)


def _marked(names: Iterator[str]) -> Found | None:
    present = list(names)
    for mark, carrier in MARKS:
        if any(_matches(name, mark) for name in present if name[0] == "."):
            return Found(carrier, mark)
    return None
