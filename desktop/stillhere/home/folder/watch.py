"""Native events as a hint to look again, at the bell and at the shared folder. The slow poll stays the truth.

Watching changes nothing in the folder, follows no link, and wakes nobody while nothing happens. A file that
lies whole is heard of at once, and so is the bell; of many events of the folder at once few hints are made.
What is watched is looked after with each poll: a place that went and came back, and a source that ended.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from stillhere.home.folder.directory import Dir
from stillhere.home.folder.dirs import open_root
from stillhere.home.folder.events import Source
from stillhere.home.folder.folder import FORMAT, NAME
from stillhere.home.folder.mounts import is_network, mount_type

#: What the hint is about.
Hint = Literal["bell", "folder"]
#: What tells a directory from another one that later has its name: device and inode.
Identity = tuple[int, int]
#: What is watched there, and what a hint of it is about.
Target = tuple[Identity, Hint]

#: A carrier brings several files at once, and writes some bit by bit: so long (seconds) events are gathered.
GATHER_SECONDS = 0.2
#: How many directories of the folder are watched at most.
MOST = 64


class Watch:
    """Watches the file `bell` and the folder that holds "Still Here" (None: none).

    ``hint`` is called from threads of the watch, and had better do no more than set a flag.
    """

    def __init__(self, bell: Path, folder: Path | None, hint: Callable[[frozenset[Hint]], None]) -> None:
        self._bell = bell
        self._folder = folder
        self._hint = hint
        self._source: Source | None = None
        self._watched: dict[Path, tuple[Target, int]] = {}
        self._gathering: threading.Timer | None = None
        self._some = False
        self._hinted = -GATHER_SECONDS
        self._lock = threading.Lock()

    @property
    def events(self) -> bool:
        """Whether events of the folder come by themselves; False: only the poll sees it."""
        return any(hint == "folder" for (_, hint), _ in self._watched.values())

    def start(self) -> None:
        """Begins to watch. Where the system can't, the poll has to do."""
        source = self._source = system_source()
        try:
            source.start()
        except OSError:
            self.stop()
            return
        self.rearm(self._folder)

    def stop(self) -> None:
        """Ends; no hint comes after it."""
        source, self._source = self._source, None
        if source is not None:
            source.stop()
        self._watched.clear()
        with self._lock:
            gathering, self._gathering = self._gathering, None
        if gathering is not None:
            gathering.cancel()
            gathering.join()

    def rearm(self, folder: Path | None) -> None:
        """Watches the bell, and what is there of `folder` now.

        To be called with each poll; cheap where nothing changed.
        """
        source = self._source
        if source is None or not self._runs(source):
            return
        wanted: dict[Path, Target] = dict(_place(self._bell.parent))
        if folder is not None and not is_network(mount_type(folder)):
            found = _directories(folder, below=not source.recursive)
            wanted.update({path: (identity, "folder") for path, identity in found})
        for path, (target, token) in list(self._watched.items()):
            if wanted.get(path) != target or not source.alive(token):
                del self._watched[path]
                source.unwatch(token)
        for path, target in wanted.items():
            if path not in self._watched:
                try:
                    self._watched[path] = target, self._schedule(source, path, target[1])
                except OSError:
                    return  # it vanished, or the system has no watch left to give

    def _runs(self, source: Source) -> bool:
        """Whether `source` tells anything; one that ended by itself begins again."""
        if source.running:
            return True
        source.stop()
        self._watched.clear()
        try:
            source.start()
        except OSError:
            return False  # the next poll tries again
        return True

    def _schedule(self, source: Source, path: Path, hint: Hint) -> int:
        return source.watch(path, lambda whole: self._heard(hint, whole))

    def _heard(self, hint: Hint, whole: bool) -> None:
        if self._source is None:
            return
        if hint == "bell":
            self._hint(frozenset({"bell"}))
            return
        with self._lock:
            now = time.monotonic()
            at_once = whole and now - self._hinted >= GATHER_SECONDS
            if at_once:
                self._hinted = now
            self._some = not at_once  # a look at once sees what came before it, too
            if self._some and self._gathering is None:
                self._gathering = threading.Timer(GATHER_SECONDS, self._gathered)
                self._gathering.daemon = True
                self._gathering.start()
        if at_once:
            self._hint(frozenset({"folder"}))

    def _gathered(self) -> None:
        with self._lock:
            self._gathering = None
            some, self._some = self._some, False
            if some:
                self._hinted = time.monotonic()
        if some and self._source is not None:
            self._hint(frozenset({"folder"}))


def system_source() -> Source:
    """Where this system's events come from. What that needs is loaded here, and not with this file."""
    if not sys.platform.startswith("linux"):
        from stillhere.home.folder.observing import Observing

        return Observing()
    from stillhere.home.folder.inotify import Inotify

    return Inotify()


def _place(directory: Path) -> Iterator[tuple[Path, Target]]:
    """The place of the bell, where it is there."""
    try:
        found = directory.lstat()
    except OSError:
        return
    yield directory, ((found.st_dev, found.st_ino), "bell")


def _directories(folder: Path, *, below: bool) -> Iterator[tuple[Path, Identity]]:
    """The directories to watch: "Still Here", and what is ``below`` it where a watch sees one level only."""
    base = folder / NAME
    try:
        with open_root(folder) as root:
            found = root.lstat(NAME)
            with root.step(NAME) as place:
                yield base, (found.st_dev, found.st_ino)
                if below:
                    yield from _below(place, base, [MOST], levels=3, only=FORMAT)
    except OSError:
        return


def _below(
    place: Dir, path: Path, left: list[int], *, levels: int, only: str | None = None
) -> Iterator[tuple[Path, Identity]]:
    names = [
        entry.name
        for entry in place.entries()
        if entry.is_dir(follow_symlinks=False) and only in {None, entry.name}
    ]
    for name in names:
        left[0] -= 1
        if left[0] < 0:
            return
        found = place.lstat(name)
        with place.step(name) as inside:
            yield path / name, (found.st_dev, found.st_ino)
            if levels > 1:
                yield from _below(inside, path / name, left, levels=levels - 1)
