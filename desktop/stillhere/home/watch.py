"""Native events as a hint to look again, at the bell and at the shared folder. The slow poll stays the truth.

Watching changes nothing in the folder, follows no link, and wakes nobody while nothing happens. Of many
events of the folder at once one hint is made; the bell is heard at once.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from stillhere.home.dirs import Dir, open_root
from stillhere.home.folder import FORMAT, NAME
from stillhere.home.mounts import is_network, mount_type

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver, ObservedWatch

#: What the hint is about.
Hint = Literal["bell", "folder"]
#: What tells a directory from another one that later has its name: device and inode.
Identity = tuple[int, int]

#: A carrier brings several files at once: how long (seconds) further events of the folder are gathered.
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
        self._observer: BaseObserver | None = None
        self._watched: dict[Path, tuple[Identity, ObservedWatch]] = {}
        self._gathering: threading.Timer | None = None
        self._lock = threading.Lock()

    @property
    def events(self) -> bool:
        """Whether events of the folder come by themselves; False: only the poll sees it."""
        return bool(self._watched)

    def start(self) -> None:
        """Begins to watch. Where the system can't, the poll has to do."""
        from watchdog.observers import Observer

        observer = self._observer = Observer()
        observer.start()
        try:
            self._schedule(observer, self._bell.parent, "bell", recursive=False)
        except OSError:
            self.stop()
            return
        self.rearm(self._folder)

    def stop(self) -> None:
        """Ends; no hint comes after it."""
        observer, self._observer = self._observer, None
        if observer is not None:
            observer.stop()
            observer.join()
        self._watched.clear()
        with self._lock:
            gathering, self._gathering = self._gathering, None
        if gathering is not None:
            gathering.cancel()
            gathering.join()

    def rearm(self, folder: Path | None) -> None:
        """Watches what is there of `folder` now. To be called with each poll; cheap where nothing changed."""
        observer = self._observer
        if observer is None:
            return
        wanted = {} if folder is None or is_network(mount_type(folder)) else dict(_directories(folder))
        alive = {emitter.watch for emitter in observer.emitters if emitter.is_alive()}
        for path, (identity, watch) in list(self._watched.items()):
            if wanted.get(path) != identity or watch not in alive:
                del self._watched[path]
                observer.unschedule(watch)
        for path, identity in wanted.items():
            if path not in self._watched:
                try:
                    watch = self._schedule(observer, path, "folder", recursive=_natively_recursive())
                except OSError:
                    return  # it vanished, or the system has no watch left to give
                self._watched[path] = identity, watch

    def _schedule(self, observer: BaseObserver, path: Path, hint: Hint, *, recursive: bool) -> ObservedWatch:
        from watchdog import events

        handler = _handler(lambda: self._heard(hint))
        # Reading raises events too; only what changes something is asked for, or a look would cause the next.
        kinds: list[type[events.FileSystemEvent]] = [
            events.FileCreatedEvent,
            events.FileModifiedEvent,
            events.FileClosedEvent,
            events.FileMovedEvent,
            events.DirCreatedEvent,
            events.DirMovedEvent,
        ]
        return observer.schedule(handler, str(path), recursive=recursive, event_filter=kinds)

    def _heard(self, hint: Hint) -> None:
        if self._observer is None:
            return
        if hint == "bell":
            self._hint(frozenset({"bell"}))
            return
        with self._lock:
            if self._gathering is None:
                self._gathering = threading.Timer(GATHER_SECONDS, self._gathered)
                self._gathering.daemon = True
                self._gathering.start()

    def _gathered(self) -> None:
        with self._lock:
            self._gathering = None
        if self._observer is not None:
            self._hint(frozenset({"folder"}))


def _handler(heard: Callable[[], None]) -> Any:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler

    class Handler(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:  # noqa: ARG002
            heard()

    return Handler()


def _natively_recursive() -> bool:
    # On Linux watchdog would walk the whole tree itself, which changes times of access and costs a watch for
    # every directory that anybody makes.
    return not sys.platform.startswith("linux")


def _directories(folder: Path) -> Iterator[tuple[Path, Identity]]:
    """The directories to watch: "Still Here", and what is below it where the system sees one level only."""
    base = folder / NAME
    try:
        with open_root(folder) as root:
            found = root.lstat(NAME)
            with root.step(NAME) as place:
                yield base, (found.st_dev, found.st_ino)
                if not _natively_recursive():
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
