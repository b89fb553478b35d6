"""The events of systems that have no inotify, by watchdog. See `Source`."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog import events
from watchdog.observers import Observer

from stillhere.home.folder.events import Heard, lies_whole

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver, ObservedWatch

#: Reading raises events too; only what changes something is asked for, or a look would cause the next.
_NEWS: list[type[events.FileSystemEvent]] = [
    events.FileCreatedEvent,
    events.FileModifiedEvent,
    events.FileClosedEvent,
    events.FileMovedEvent,
    events.DirCreatedEvent,
    events.DirMovedEvent,
]


class Observing:
    """A source of events; see `Source`."""

    # On Linux, where only the tests come here, watchdog would walk the whole tree itself.
    recursive = not sys.platform.startswith("linux")

    def __init__(self) -> None:
        self._observer: BaseObserver | None = None
        self._watches: dict[int, ObservedWatch] = {}
        self._tokens = count(1)

    @property
    def running(self) -> bool:
        """See `Source`."""
        return self._observer is not None and self._observer.is_alive()

    def start(self) -> None:
        """See `Source`."""
        self._observer = Observer()
        self._observer.start()

    def stop(self) -> None:
        """See `Source`."""
        observer, self._observer = self._observer, None
        if observer is not None:
            observer.stop()
            observer.join()
        self._watches.clear()

    def watch(self, directory: Path, heard: Heard) -> int:
        """See `Source`."""
        if self._observer is None:
            raise OSError("nothing is watched before the start")
        watch = self._observer.schedule(
            _Handler(heard), str(directory), recursive=self.recursive, event_filter=_NEWS
        )
        token = next(self._tokens)
        self._watches[token] = watch
        return token

    def unwatch(self, token: int) -> None:
        """See `Source`."""
        watch = self._watches.pop(token, None)
        if watch is not None and self._observer is not None:
            self._observer.unschedule(watch)

    def alive(self, token: int) -> bool:
        """See `Source`."""
        emitters = () if self._observer is None else self._observer.emitters
        alive = {emitter.watch for emitter in emitters if emitter.is_alive()}
        return self.running and self._watches.get(token) in alive


class _Handler(events.FileSystemEventHandler):
    """Hands on whether a file lies whole."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        """Called by watchdog, in its own thread."""
        ended = {"moved": event.dest_path, "closed": event.src_path}.get(event.event_type)
        self._heard(ended is not None and lies_whole(str(ended)))
