"""The last answer to "how is it?" and all that it rests on: the same question again costs next to nothing.

It is given again only while everything it rests on is as it was: the store, the settings, what is private,
the folder and who carries it, the zone and the language; and only until time alone would change it. In any
doubt it isn't given, and whoever asks looks anew. Giving it changes nothing.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from stillhere import __version__
from stillhere.home.errors import FolderError, StoreError
from stillhere.home.folder.carriers import recognise
from stillhere.home.folder.folder import Folder
from stillhere.home.folder.scan import Scan
from stillhere.home.paths import Paths
from stillhere.home.store import Store

#: Where the store keeps it. Another shape of it takes another number.
_NAME: Final = "last_answer.1"

#: What chooses the language (`gettext.find`).
_LANGUAGE: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

#: With more files than this that are looked at anew each time, nothing is kept.
_FEW: Final = 100


class Told(NamedTuple):
    """An answer: one JSON document, the lines that say the same, and hints beside them."""

    document: Mapping[str, object]
    lines: Sequence[str]
    hints: Sequence[str]


class Lying(NamedTuple):
    """The shared folder, who carries it, and what lies in it."""

    folder: Path
    carrier: str
    scan: Scan


class LastAnswer:
    """The last answer, in the open `store` of a home. ``environ`` chooses the language; ``now``: the time."""

    def __init__(self, store: Store, paths: Paths, environ: Mapping[str, str], now: datetime) -> None:
        self._store = store
        self._paths = paths
        self._environ = environ
        self._now = now

    def given(self) -> Told | None:
        """The last answer, if it holds. Raises `StoreError`."""
        found = self._store.get(_NAME)
        kept: Any = None if found is None else json.loads(found)
        if kept is None or not kept["from"] <= self._now.timestamp() < kept["until"]:
            return None
        if kept["here"] != self._here(self._store.generation()):
            return None
        if kept["folder"] is not None:
            folder, fixed = Path(kept["folder"]), self._store.seen.fixed()
            try:
                scan = Folder(folder).scan(known=fixed)
            except FolderError:
                return None
            if kept["there"] != _there(Lying(folder, recognise(folder).carrier, scan), fixed):
                return None
        return Told(**kept["told"])

    def keep(self, told: Told, there: Lying | None, *, generation: int, until_ms: int) -> None:
        """Keeps an answer that was found at `generation`, for whoever asks next.

        ``there``: what lay in the folder when there was nothing in it to take in; None for no folder. What
        can't be kept will be found again.
        """
        with suppress(StoreError), self._store.relaxed(), self._store.aside():
            lies = None if there is None else _there(there, self._store.seen.fixed())
            if self._store.generation() != generation or (there is not None and lies is None):
                return
            kept = {
                "told": told._asdict(),
                "from": self._now.timestamp(),
                "until": until_ms / 1000,
                "here": self._here(generation),
                "folder": None if there is None else str(there.folder),
                "there": lies,
            }
            self._store.put(_NAME, json.dumps(kept).encode("ascii"))

    def _here(self, generation: int) -> list[object]:
        """All that it rests on but time and the folder, as JSON has it."""
        offset = self._now.utcoffset()
        return [
            __version__,
            generation,
            [_stamp(self._paths.settings), *_stamps(self._paths.private)],
            [*time.tzname, None if offset is None else offset.total_seconds()],
            [self._environ.get(name) for name in _LANGUAGE],
        ]


def _there(lying: Lying, fixed: frozenset[str]) -> list[object] | None:
    """What lies in the folder beside all that was taken in, as JSON has it; None where that is too much."""
    scan = lying.scan
    gone = sorted(fixed.difference(scan.known))
    if scan.over_budget or len(scan.entries) + len(scan.odd) + len(gone) > _FEW:
        return None
    files = sorted([*each] for each in scan.entries) + sorted([*each] for each in scan.odd)
    return [str(lying.carrier), gone, files, scan.waiting, scan.prepared, scan.newer]


def _stamps(place: Path) -> list[object]:
    try:
        with os.scandir(place) as entries:
            return [[entry.name, _stamp(entry)] for entry in sorted(entries, key=lambda entry: entry.name)]
    except OSError:
        return []


def _stamp(file: Path | os.DirEntry[str]) -> list[int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return [found.st_mtime_ns, found.st_size, found.st_ino]
