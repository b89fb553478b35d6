"""What waits in the outbox goes into the folder, whole or not at all; what it replaces goes out of it.

Only deliberate acts come here: nothing is in the outbox that nobody did, and nothing is removed but what a
newer word of this device replaced.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from stillhere.home.folder import Folder
from stillhere.home.store import Outgoing, Store


class Publisher:
    """Publishes a store's outbox. ``readme`` is what whoever finds the folder reads in it."""

    def __init__(self, store: Store, readme: str) -> None:
        self._store = store
        self._readme = readme

    def publish(self, root: Path, *, prepare: bool = False, over: Collection[str] = ()) -> int:
        """Writes what is waiting; how many files. Raises `FolderError`, and what is left waits on.

        ``prepare`` makes this device's place in the folder first: for the acts that begin to use one.
        ``over`` names kinds of files that have done their work and go with this device's next word.
        """
        for out in self._store.outbox.waiting():
            if out.lane == "now":
                # Of what a device says about now only the latest goes out: who was offline leaves no history.
                self._store.outbox.cancel_superseded(out.device, out.kind, out.n)
        waiting = self._store.outbox.waiting()
        for out in waiting:
            folder = Folder(root, [out.device])
            if prepare:
                folder.prepare(out.space, out.device, self._readme)
            self._write(folder, out)
            self._tidy(folder, out, over)
        return len(waiting)

    def _write(self, folder: Folder, out: Outgoing) -> None:
        # Claimed before the first byte: from here on an undo can no longer keep it from being seen.
        data = self._store.outbox.data(out.name)
        if data is None or not self._store.outbox.claim(out.name):
            return  # taken back a moment ago
        folder.publish(out.space, out.device, out.name, data)
        self._store.outbox.settle(out.name)

    def _tidy(self, folder: Folder, out: Outgoing, over: Collection[str]) -> None:
        for old in self._store.outbox.published():
            replaced = old.lane == "now" and old.kind == out.kind and old.n < out.n
            if old.device == out.device and (replaced or old.kind in over):
                folder.remove(old.space, old.device, old.name)
                self._store.outbox.forget_published(old.name)
