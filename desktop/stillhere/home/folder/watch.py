"""Native events as a hint to look again, at the bell and at the shared folder. The slow poll stays the truth.

Watching changes nothing in the folder, follows no link, and wakes nobody while nothing happens. A file that
lies whole is heard of at once, and so is the bell; of many events of the folder at once few hints are made.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from stillhere.home.folder.dirs import Dir, open_root
from stillhere.home.folder.folder import FORMAT, NAME
from stillhere.home.folder.mounts import is_network, mount_type
from stillhere.home.folder.scan import ENDING

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import BaseObserver, ObservedWatch

#: What the hint is about.
Hint = Literal["bell", "folder"]
#: What tells a directory from another one that later has its name: device and inode.
Identity = tuple[int, int]

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
        self._observer: BaseObserver | None = None
        self._watched: dict[Path, tuple[Identity, ObservedWatch]] = {}
        self._gathering: threading.Timer | None = None
        self._some = False
        self._hinted = -GATHER_SECONDS
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

        handler = _handler(lambda event: self._heard(hint, _lies_whole(event)))
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

    def _heard(self, hint: Hint, whole: bool) -> None:
        if self._observer is None:
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
        if some and self._observer is not None:
            self._hint(frozenset({"folder"}))


def _lies_whole(event: FileSystemEvent) -> bool:
    """Whether a file was given its name, or closed after writing: then nothing more of it is to come."""
    if event.event_type == "moved":
        return str(event.dest_path).endswith(ENDING)
    return event.event_type == "closed" and str(event.src_path).endswith(ENDING)


def _handler(heard: Callable[[FileSystemEvent], None]) -> Any:
    from watchdog.events import FileSystemEventHandler

    class Handler(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            heard(event)

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
