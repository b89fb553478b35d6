"""Invitations and their answers on their way: files that are no records, and end with their use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from stillhere.core.state.model import State, members
from stillhere.home.errors import HomeError
from stillhere.home.folder.folder import Folder
from stillhere.home.folder.reading import Unreadable
from stillhere.home.memory import Memory
from stillhere.home.store import Store
from stillhere.seal import envelope
from stillhere.seal.envelope import Signed


class Letterbox:
    """What this home leaves for one reader. A change belongs in a transaction of the store."""

    def __init__(self, store: Store, memory: Memory) -> None:
        self._store = store
        self._memory = memory

    def leave(self, data: bytes, kind: str, space: str, now_ms: int, *, device: str = "") -> str:
        """Queues a file in the place of `device` ("": this one): its name. Of a kind the newest counts."""
        device, name = device or self._memory.mine().device, envelope.file_name(data)
        self._store.outbox.cancel_superseded(device, kind, now_ms)
        self._store.outbox.queue(name, data, lane="now", kind=kind, n=now_ms, space=space, device=device)
        return name

    def take_back(self, name: str) -> None:
        """Takes a file out of the outbox, one whose writing was cut off too: `clear` removes it."""
        self._store.outbox.take_back(name)

    def clear(self, root: Path | None, name: str) -> None:
        """Takes a file of this device out of the folder, where that is there."""
        device = self._memory.mine().device
        folder = None if root is None else Folder(root, [device])
        if folder is not None and folder.reachable():
            folder.remove(self._memory.state().space, device, name)

    def founding(self, state: State) -> Signed:
        """The founding record of this home's space."""
        found = self._store.kept.record(members(state)[0].id)
        if found is None:
            raise LookupError("the founding record is not in the store")
        return Signed(found.header, found.signature, found.body)

    def forget_unread(self) -> None:
        """Has files be tried again: keys and authors that come in make them readable."""
        self._store.seen.forget_verdicts("unknown_author")
        self._store.seen.forget_verdicts("not_for_me")


def must_be_there(root: Path) -> None:
    """Raises `HomeError` ("folder_unknown") unless there is such a folder."""
    if not root.is_dir():
        raise HomeError("folder_unknown", place=str(root))


def files(folder: Folder) -> Iterator[bytes]:
    """What lies in a folder, file by file, as far as it can be read. Raises `FolderError`."""
    for entry in folder.scan().entries:
        try:
            yield folder.read(entry)
        except Unreadable:
            continue
