"""Invitations and their answers on their way: files that are no records, and end with their use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from stillhere.core.state.model import State, members
from stillhere.home.errors import FolderError, HomeError
from stillhere.home.folder.folder import Folder
from stillhere.home.folder.reading import Unreadable
from stillhere.home.memory import Memory
from stillhere.home.store import Outgoing, Store
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

    def end(self, name: str) -> Outgoing | None:
        """Has a file do no more: its entry as it was, for `clear`. It goes with the next round at last."""
        found = self._store.outbox.entry(name)
        self._store.outbox.end(name)
        return found

    def clear(self, root: Path | None, out: Outgoing | None) -> None:
        """Takes a file that came to its `end` out of the folder at once, where that can be done."""
        if root is None or out is None:
            return
        # It lies where it was left: this device may be another one by now.
        try:
            Folder(root, [out.device]).remove(out.space, out.device, out.name)
        except FolderError:
            return  # the next round tries again, and tells why it can't
        if out.state == "published":  # else it is being written, perhaps
            with self._store.transaction():
                self._store.outbox.forget_published(out.name)

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
