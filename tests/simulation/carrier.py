"""A carrier as the worst of them is: it delays, reorders, loses for a while, doubles, harms and rewinds.

``truth`` is what lies in the folder when everything has been carried as it was done. An honest carrier brings
every replica there; whatever it did before, it invented no byte that nobody wrote but zeros and cuts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from random import Random
from typing import NamedTuple

from stillhere.seal.envelope import file_name
from tests.simulation.computers import Computer
from tests.simulation.folders import Change

#: How carriers name a copy that they take for a conflict.
COPIES = (
    "{stem}.sync-conflict-20261122-093612-ABCDEFG.age",
    "{stem} (Mia's conflicted copy 2026-11-22).age",
    "{stem}-LAPTOP.age",
    "{stem}-LAPTOP-2.age",
    "{stem}-LAPTOP-safeBackup-0001.age",
    "{stem} (1).age",
    "{stem} 2.age",
    "{stem} (conflicted copy mia 2026-11-22 093612).age",
    "{stem}.Conflict.age",
)
#: What lies there while they are at work, or stands for what they have yet to bring.
TEMPORARY = (
    ".syncthing.{stem}.age.tmp", "~syncthing~{stem}.age.tmp", ".dropbox.cache", "{stem}.tmp.driveupload",
    ".{stem}.age.icloud", ".{stem}.age.~1f3a", "{stem}.age.part", "{stem}.age.!Sync", "~$abcdefgh.tmp",
)  # fmt: skip


class Parcel(NamedTuple):
    """A change on its way to one computer."""

    to: Computer
    change: Change


class Carrier:
    """Carries between the replicas of `computers`, which may become more."""

    def __init__(self, computers: list[Computer], random: Random) -> None:
        self.computers = computers
        self.random = random
        self.truth: dict[str, bytes] = {}
        self.removed: set[str] = set()
        self.ever: dict[str, bytes] = {}
        self.under_way: list[Parcel] = []
        self.lost: list[Parcel] = []
        self.backups: list[dict[str, bytes]] = []

    def collect(self) -> None:
        """Notices what was changed in the replicas."""
        for computer in self.computers:
            for change in computer.replica.changes:
                self._note(change)
                others = [other for other in self.computers if other is not computer]
                self.under_way += [Parcel(other, change) for other in others]
            computer.replica.changes.clear()

    def _note(self, change: Change) -> None:
        if change.data is None:
            self.truth.pop(change.path, None)
            self.removed.add(change.path)
        else:
            self.truth[change.path] = change.data
            if change.path.endswith(file_name(change.data)):  # else it was killed while it wrote it
                self.removed.discard(change.path)
                self.ever[change.path] = change.data

    def join(self, computer: Computer) -> None:
        """A computer comes to share the folder: everything is on its way to it."""
        self.computers.append(computer)
        self.under_way += [Parcel(computer, Change(path, data)) for path, data in self.truth.items()]

    def leave(self, computer: Computer) -> None:
        """A computer is gone."""
        self.computers.remove(computer)
        self.under_way = [parcel for parcel in self.under_way if parcel.to is not computer]
        self.lost = [parcel for parcel in self.lost if parcel.to is not computer]

    def carry(self, count: int) -> str:
        """Brings so many changes to where they belong, in any order."""
        for _ in range(min(count, len(self.under_way))):
            self._bring(self.under_way.pop(self.random.randrange(len(self.under_way))))
        return f"{len(self.under_way)} left"

    def hurry(self, to: Collection[Computer | None], of: str = "") -> None:
        """Brings these computers all that is under way to them, in the order in which it was done.

        ``of`` names a device: only what lies in its place, and the rest stays behind.
        """
        quick = [each for each in self.under_way if each.to in to and f"/{of}" in each.change.path]
        for parcel in quick:
            self._bring(parcel)
        gone = set(map(id, quick))
        self.under_way = [parcel for parcel in self.under_way if id(parcel) not in gone]

    def lose(self) -> str:
        """Some of what is under way is lost, until it returns."""
        for _ in range(len(self.under_way) // 2):
            self.lost.append(self.under_way.pop(self.random.randrange(len(self.under_way))))
        return f"{len(self.lost)} lost"

    def find(self) -> str:
        """What was lost returns."""
        self.under_way += self.lost
        self.lost.clear()
        return f"{len(self.under_way)} under way"

    def double(self) -> str:
        """A copy comes to lie beside a file, in one replica."""
        computer, path = self._some_file()
        if computer is None:
            return "nothing there"
        name = self.random.choice(COPIES).format(stem=path.removesuffix(".age").rpartition("/")[2])
        copy = f"{path.rpartition('/')[0]}/{name}"
        computer.replica.put(copy, computer.replica.files[path].data)
        return copy

    def harm(self) -> str:
        """A file that is being brought lies there cut short, empty or filled with zeros; it may stay so."""
        parcels = [parcel for parcel in self.under_way if parcel.change.data is not None]
        if not parcels:
            return "nothing to harm"
        parcel = self.random.choice(parcels)
        data = parcel.change.data or b""
        half, other = len(data) // 2, self.random.choice(sorted(self.ever.values()))
        mixed = data[:half] + other[half:]
        harmed = self.random.choice([data[:half], data[:-1], bytes(len(data)), b"", data[:150], mixed])
        parcel.to.replica.put(parcel.change.path, harmed)
        return f"{parcel.change.path} at {parcel.to.name}: {len(harmed)} of {len(data)}"

    def spoil(self) -> str:
        """A file that lay whole is cut short or zeroed, in the end with the one who wrote it, too."""
        computer, path = self._some_file()
        if computer is None:
            return "nothing there"
        data = self.random.choice([self.ever[path][:-7], bytes(len(self.ever[path]))])
        if path in self.truth:
            self.truth[path] = data
            self.under_way += [Parcel(each, Change(path, data)) for each in self.computers]
        computer.replica.put(path, data)
        return f"{path} at {computer.name}"

    def misname(self) -> str:
        """A file lies under another name than its own, in one replica."""
        computer, path = self._some_file()
        if computer is None:
            return "nothing there"
        stem = path.removesuffix(".age").rpartition("/")[2]
        name = f"{path.rpartition('/')[0]}/{self.random.choice(COPIES).format(stem=stem)}"
        computer.replica.put(name, computer.replica.files.pop(path).data)
        return name

    def take_away(self) -> str:
        """A file shows, and its content is yet to be downloaded."""
        computer, path = self._some_file()
        if computer is None:
            return "nothing there"
        computer.replica.away.add(path)
        return f"{path} at {computer.name}"

    def litter(self) -> str:
        """A temporary file or a placeholder shows."""
        computer, path = self._some_file()
        if computer is None:
            return "nothing there"
        stem = path.rpartition("/")[2].removesuffix(".age")
        name = self.random.choice(TEMPORARY).format(stem=stem)
        computer.replica.put(f"{path.rpartition('/')[0]}/{name}", b"half" * 60)
        return name

    def back_up(self) -> str:
        """The carrier keeps what lies there now."""
        self.backups.append(dict(self.truth))
        return f"{len(self.truth)} files"

    def rewind(self) -> str:
        """Everybody's folder is as it was once, as after a rewind of the whole folder."""
        if not self.backups:
            return "no backup"
        self.truth = dict(self.random.choice(self.backups))
        self.under_way.clear()
        self.lost.clear()
        for computer in self.computers:
            self._make(computer, self.truth)
        return f"{len(self.truth)} files"

    def undelete(self) -> str:
        """A file that its owner removed lies there again."""
        removed = sorted(self.removed & self.ever.keys())
        if not removed:
            return "nothing was removed"
        path = self.random.choice(removed)
        self.truth[path] = self.ever[path]
        self.under_way += [Parcel(each, Change(path, self.ever[path])) for each in self.computers]
        return path

    def honest(self, living: Sequence[Computer], copies: Collection[str]) -> None:
        """Everything is where it belongs. What no living computer has is brought from wherever it was.

        ``copies`` are the devices that several computers are or were: none of these knows all of its files.
        """
        self.collect()
        decided = {computer.device for computer in living} - set(copies)
        kept = {
            f"{out.space}/{out.device}/{out.name}"
            for computer in living
            for out in (*computer.home.store.outbox.published(), *computer.home.store.outbox.waiting())
        }
        for path, data in self.ever.items():
            if path not in self.removed and path not in kept and path.split("/")[1] not in decided:
                self.truth[path] = data
        self.under_way.clear()
        self.lost.clear()
        for computer in self.computers:
            computer.replica.away.clear()
            copies = {path: data for path, data in computer.replica.copy().items() if path not in self.ever}
            self._make(computer, {**copies, **self.truth})

    def _bring(self, parcel: Parcel) -> None:
        replica, (path, data) = parcel.to.replica, parcel.change
        if data is None:
            replica.files.pop(path, None)
        elif path not in replica.files or replica.files[path].data != data:
            replica.put(path, data)

    def _make(self, computer: Computer, content: dict[str, bytes]) -> None:
        replica = computer.replica
        for path in list(replica.files):
            if path not in content:
                del replica.files[path]
        for path, data in content.items():
            if path not in replica.files or replica.files[path].data != data:
                replica.put(path, data)

    def _some_file(self) -> tuple[Computer | None, str]:
        places = [(computer, path) for computer in self.computers for path in computer.replica.files]
        files = [(computer, path) for computer, path in places if path in self.ever]
        return self.random.choice(files) if files else (None, "")
