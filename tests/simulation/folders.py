"""A shared folder in memory, with the interface of the real one; `test_fakes.py` holds both to one contract.

Each computer has a replica of it. A carrier, which is another's matter, moves files between replicas.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, NamedTuple

from stillhere.home.errors import FolderError
from stillhere.home.folder.reading import SIZES, Unreadable
from stillhere.home.folder.scan import BUDGET, Entry, Odd, Scan

Tick = Callable[[str], None]


class File(NamedTuple):
    """Bytes, and when they came to lie here."""

    data: bytes
    mtime_ns: int


class Change(NamedTuple):
    """What a computer did in its replica: a file put, or (None) removed."""

    path: str
    data: bytes | None


class Replica:
    """One computer's copy of the folder.

    ``away`` are files whose content is yet to be downloaded; ``trouble`` is why nothing can be written at the
    moment. Where files can't be renamed at once (``direct``) they are written under their own name, so that a
    crash leaves a half one there.
    """

    def __init__(
        self, tick: Tick, seconds: Callable[[], float] = lambda: 0.0, *, direct: bool = False
    ) -> None:
        self.files: dict[str, File] = {}
        self.changes: list[Change] = []
        self.away: set[str] = set()
        self.reachable = True
        self.trouble: str | None = None
        self.tick = tick
        self.direct = direct
        self._seconds = seconds
        self._count = 0

    def put(self, path: str, data: bytes) -> None:
        """Has a file lie here. No two have one time, as on a disk that counts nanoseconds."""
        self._count += 1
        self.files[path] = File(data, int(self._seconds()) * 1_000_000_000 + self._count)

    def write(self, path: str, data: bytes) -> None:
        """Writes a file as this computer does; it is killed at any point of that."""
        place, _, name = path.rpartition("/")
        unfinished = path if self.direct else f"{place}/~${name[:8]}.tmp"
        self.put(unfinished, data[: len(data) // 2])
        if self.direct:
            self.changes.append(Change(path, data[: len(data) // 2]))
        self.tick("while it is written")
        del self.files[unfinished]
        self.put(path, data)
        self.changes.append(Change(path, data))
        self.tick("once it lies there")

    def unlink(self, path: str) -> bool:
        """Removes a file; False when there was none."""
        self.tick("before a removal")
        if self.files.pop(path, None) is None:
            return False
        self.changes.append(Change(path, None))
        self.tick("after a removal")
        return True

    def copy(self) -> dict[str, bytes]:
        """Everything that lies here."""
        return {path: file.data for path, file in self.files.items()}


class FakeFolder:
    """Stands for `stillhere.home.folder.folder.Folder`. ``places`` are the replicas by the folder's path."""

    places: ClassVar[dict[Path, Replica]] = {}

    def __init__(self, root: Path, own: Collection[str] = ()) -> None:
        self._replica = self.places[root]
        self._own = frozenset(own)

    def reachable(self) -> bool:
        return self._replica.reachable

    def prepare(self, space: str, device: str, readme: str) -> None:
        self._check(device)
        self._may_write()
        self._replica.tick("before a place is made")

    def publish(self, space: str, device: str, name: str, data: bytes) -> None:
        self._check(device)
        path = f"{space}/{device}/{name}"
        lying = self._replica.files.get(path)
        self._may_write()
        if lying is None or lying.data != data:
            self._replica.write(path, data)

    def remove(self, space: str, device: str, name: str) -> bool:
        return self.remove_copy(space, device, name)

    def remove_copy(self, space: str, device: str, name: str) -> bool:
        self._check(device)
        self._may_write()
        return self._replica.unlink(f"{space}/{device}/{name}")

    def give_up(self, space: str, device: str) -> bool:
        self._check(device)  # there are no directories here
        return False

    def listing(self, space: str, device: str) -> Scan:
        self._check(device)
        return self._scan(f"{space}/{device}/", frozenset())

    def scan(
        self, budget: int = BUDGET, *, first: Collection[str] = (), known: frozenset[str] = frozenset()
    ) -> Scan:
        self._there()
        self._replica.tick("before a look")
        return self._scan("", known)

    def read(self, entry: Entry, seconds: float | None = None) -> bytes:
        lying = self._replica.files.get(entry.path)
        if lying is None:
            raise Unreadable("gone")
        if entry.path in self._replica.away:
            raise Unreadable("waiting")
        return lying.data

    @contextmanager
    def reading(self) -> Iterator[Callable[[Entry], bytes]]:
        yield self.read

    def _scan(self, below: str, known: frozenset[str]) -> Scan:
        entries, odd, lying = list[Entry](), list[Odd](), list[str]()
        for path, file in self._replica.files.items():
            name = path.rpartition("/")[2]
            if not path.startswith(below):
                continue
            if path in known:
                lying.append(path)
            elif name[-4:].lower() == ".age" and name[0] not in ".~":
                size = len(file.data)
                if SIZES[0] <= size <= SIZES[1]:
                    entries.append(Entry(path, size, file.mtime_ns, path in self._replica.away))
                else:
                    reason = "too_small" if size < SIZES[0] else "too_large"
                    odd.append(Odd(path, reason, size, file.mtime_ns))
        return Scan(entries=tuple(entries), odd=tuple(odd), known=tuple(lying))

    def _there(self) -> None:
        if not self._replica.reachable:
            raise FolderError("folder_missing")

    def _may_write(self) -> None:
        if self._replica.trouble is not None:
            raise FolderError(self._replica.trouble)

    def _check(self, device: str) -> None:
        if device not in self._own:
            raise ValueError("a device writes under its own directory and nowhere else")
        self._there()
