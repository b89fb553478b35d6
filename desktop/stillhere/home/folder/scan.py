"""What lies in the shared folder, looked at without changing a byte or a time there.

Everything found is hostile until verified: links are never followed, only regular files of a fit size are
opened, at most so many entries are looked at, and names are hints alone. A folder that is out of reach is an
error; one bad file is not.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from stillhere.home.folder.carriers import placeholder
from stillhere.home.folder.directory import Dir, NotADir, is_link
from stillhere.home.folder.reading import MAY_BE_AWAY, Unreadable, unfit

__all__ = ["BUDGET", "DIRECTORIES", "Entry", "Odd", "Scan", "Scanner", "Unreadable"]

#: How many entries one scan looks at, and how many directories on each level.
BUDGET = 20_000
DIRECTORIES = 1_000

#: How every name of the format ends.
ENDING = ".age"
#: RECALL_ON_DATA_ACCESS, RECALL_ON_OPEN and OFFLINE: the content is at the provider.
#: https://learn.microsoft.com/windows/win32/fileio/file-attribute-constants
_AWAY = 0x00400000 | 0x00040000 | 0x00001000
#: SF_DATALESS of macOS's <sys/stat.h>
_DATALESS = 0x40000000


class Entry(NamedTuple):
    """A file to look into: its path below ``v1`` (three steps), its size (bytes) and time of change (ns).

    ``online_only``: its content is yet to be downloaded by the carrier, which reading would wait for.
    """

    path: str
    size: int
    mtime_ns: int
    online_only: bool = False

    @property
    def space(self) -> str:
        """The directory of the first level; a hint."""
        return self.path.split("/")[0]

    @property
    def device(self) -> str:
        """The directory of the second level; a hint."""
        return self.path.split("/")[1]

    @property
    def name(self) -> str:
        """The name of the file; a hint."""
        return self.path.split("/")[2]


class Odd(NamedTuple):
    """What is not looked into: its path below ``v1``, a reason (a key), size (bytes) and time (ns)."""

    path: str
    reason: str
    size: int = 0
    mtime_ns: int = 0


class Scan(NamedTuple):
    """What one scan found. ``waiting``: files whose content the carrier has yet to download.

    ``over_budget``: there is more than a scan looks at. ``prepared``: the folder holds "Still Here".
    ``known`` are paths that were said to need no further look; ``newer``: a later format is used beside ours.
    """

    entries: tuple[Entry, ...] = ()
    odd: tuple[Odd, ...] = ()
    waiting: int = 0
    over_budget: bool = False
    prepared: bool = True
    known: tuple[str, ...] = ()
    newer: bool = False

    def paths(self) -> frozenset[str]:
        """The path of everything found."""
        odd = (each.path for each in self.odd)
        return frozenset(self.known).union((each.path for each in self.entries), odd)

    def lies(self) -> dict[str, tuple[int, int]]:
        """Everything found, the odd too: path → size (bytes) and time (ns)."""
        files = {entry.path: (entry.size, entry.mtime_ns) for entry in self.entries}
        return files | {odd.path: (odd.size, odd.mtime_ns) for odd in self.odd}


class Scanner:
    """One scan below ``v1``. ``first`` names directories that are looked at before what else lies there.

    ``known`` are paths of files whose names alone are looked at: asking for the size and time of thousands at
    each look would take longer than all else.
    """

    def __init__(self, budget: int, first: Collection[str], known: frozenset[str] = frozenset()) -> None:
        self._left = budget
        self._first = first
        self._known = known
        self._lying: list[str] = []
        self._entries: list[Entry] = []
        self._odd: list[Odd] = []
        self._waiting = 0
        self._over = False

    def scan(self, top: Dir) -> Scan:
        """Looks at three levels below `top`. Raises `OSError` where the folder went out of reach."""
        for space_name, space in self._directories(top, ""):
            with space:
                for device_name, device in self._directories(space, f"{space_name}/"):
                    with device:
                        self._files(device, f"{space_name}/{device_name}/")
        return self._found()

    def scan_place(self, place: Dir, path: str) -> Scan:
        """Looks at the directory of one device alone; `path` is that of it below ``v1``, with a "/"."""
        self._files(place, path)
        return self._found()

    def _found(self) -> Scan:
        return Scan(
            entries=tuple(self._entries),
            odd=tuple(self._odd),
            waiting=self._waiting,
            over_budget=self._over,
            known=tuple(self._lying),
        )

    def _directories(self, parent: Dir, path: str) -> Iterator[tuple[str, Dir]]:
        known = list(dict.fromkeys(self._first))
        for name in known:
            directory = self._enter(parent, path, name, expected=False)
            if directory is not None:
                yield name, directory
        others: list[str] = []
        for entry in parent.entries():
            if self._spent() or len(others) == DIRECTORIES:
                self._over = True
                break
            if not (
                entry.name.startswith(".") or entry.name in known or entry.is_file(follow_symlinks=False)
            ):
                others.append(entry.name)
        for name in sorted(others):
            directory = self._enter(parent, path, name, expected=True)
            if directory is not None:
                yield name, directory

    def _enter(self, parent: Dir, path: str, name: str, *, expected: bool) -> Dir | None:
        try:
            return parent.step(name)
        except FileNotFoundError:
            return None
        except NotADir:
            with suppress(FileNotFoundError):
                found = parent.lstat(name)
                self._set_aside(path + name, "link" if is_link(found) else "not_regular", found)
        except PermissionError:
            if expected:
                self._set_aside(path + name, "denied", None)
        return None

    def _files(self, place: Dir, path: str) -> None:
        known = self._known
        entries = self._within_budget(place)
        paths = [path + entry.name for entry in entries]
        self._lying += [each for each in paths if each in known]
        if not known.issuperset(paths):
            for entry, each in zip(entries, paths, strict=True):
                if each not in known:
                    self._look(entry, each)

    def _within_budget(self, place: Dir) -> list[os.DirEntry[str]]:
        """What is in a directory, as far as this scan looks."""
        if self._over:
            return []
        entries = list(islice(place.entries(), self._left + 1))
        self._over = len(entries) > self._left
        del entries[self._left :]
        self._left -= len(entries)
        return entries

    def _look(self, entry: os.DirEntry[str], path: str) -> None:
        name = entry.name
        if name[-4:].lower() != ENDING or name[0] in ".~":
            self._waiting += placeholder(name)
            return
        try:
            found = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            return
        reason = unfit(found)
        if reason is not None or not (name.isascii() or _unicode(name)):
            self._set_aside(path, reason or "name", found)
            return
        away = MAY_BE_AWAY and _away(found)
        self._waiting += away
        self._entries.append(Entry(path, found.st_size, found.st_mtime_ns, away))

    def _spent(self) -> bool:
        self._left -= 1
        if self._left < 0:
            self._over = True
        return self._over

    def _set_aside(self, path: str, reason: str, found: os.stat_result | None) -> None:
        shown = path.encode("utf-8", "backslashreplace").decode("utf-8")
        size, mtime_ns = (0, 0) if found is None else (found.st_size, found.st_mtime_ns)
        self._odd.append(Odd(shown, reason, size, mtime_ns))


def _away(found: os.stat_result) -> bool:
    attributes, flags = getattr(found, "st_file_attributes", 0), getattr(found, "st_flags", 0)
    return bool(attributes & _AWAY or flags & _DATALESS)


def _unicode(name: str) -> bool:
    # A name that isn't Unicode can't be kept in the store or shown; no carrier makes one.
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
