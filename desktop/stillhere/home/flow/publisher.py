"""What waits in the outbox goes into the folder, whole or not at all; what it replaces goes out of it.

Only deliberate acts come here: nothing is in the outbox that nobody did. With an act the own place is put in
order: what vanished comes back, what a newer word or a segment replaced goes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from stillhere.home.flow.healing import heal, path_of, replaced
from stillhere.home.flow.resealing import Resealing
from stillhere.home.flow.segments import Packer
from stillhere.home.flow.strays import Strays
from stillhere.home.folder.folder import FORMAT, NAME, Folder
from stillhere.home.folder.scan import Scan
from stillhere.home.memory import Memory
from stillhere.home.store import Outgoing, Store
from stillhere.home.store.outbox import ENDED, OVER
from stillhere.seal.envelope import Opener

#: Hears of a folder and the files just written in it, and keeps nobody waiting.
Nudged = Callable[[Path, Sequence[Path]], None]


class Publisher:
    """Publishes a store's outbox. ``readme`` is what whoever finds the folder reads in it.

    ``nudge`` hears at once which files lie in the folder now.
    """

    def __init__(self, store: Store, memory: Memory, readme: str, nudge: Nudged) -> None:
        self._store = store
        self._memory = memory
        self._readme = readme
        self._nudge = nudge
        self._packer = Packer(store, memory)

    def listing(self, root: Path) -> Scan:
        """What lies in this device's place. Raises `FolderError`."""
        return _listing(root, (self._memory.state().space, self._memory.mine().device))

    def strangers(self, lying: Scan) -> bool:
        """Whether something of `lying`, in this device's place, was neither written nor looked into by it.

        Another copy of this store may have written it: then it is to be taken in before anything is written.
        """
        ours = self._store.outbox.paths()
        return any(
            entry.path not in ours and self._store.seen.verdict(entry.path) is None for entry in lying.entries
        )

    def publish(
        self,
        root: Path,
        now_ms: int,
        *,
        prepare: bool = False,
        over: Collection[str] = (),
        lying: Scan | None = None,
    ) -> int:
        """Writes what is waiting; how many files. Raises `FolderError`, and what is left waits on.

        ``prepare`` makes this device's place in the folder first: for the acts that begin to use one.
        ``over`` names kinds of files that have done their work and go with this device's next word.
        ``lying`` is a `listing` of just now.
        """
        waiting = self._store.outbox.due()
        if waiting:
            Resealing(self._store, self._memory).mend()
            waiting = self._store.outbox.due()
        if not waiting and not self._store.outbox.ended():
            return 0
        for space, device in _places(waiting) if prepare else ():
            Folder(root, [device]).prepare(space, device, self._readme)
        found = self.listing(root) if lying is None else lying
        written = self._write(root)
        self._put_in_order(root, now_ms, over, found, written)
        return len(waiting)

    def _write(self, root: Path) -> frozenset[str]:
        """Writes what is due: the names of the files."""
        written: dict[str, Path] = {}
        try:
            for out in self._store.outbox.due():
                # Claimed before the first byte: from here on an undo can no longer keep it from being seen.
                data = self._store.outbox.data(out.name)
                if data is not None and self._store.outbox.claim(out.name):
                    Folder(root, [out.device]).publish(out.space, out.device, out.name, data)
                    written[out.name] = root.joinpath(NAME, FORMAT, *path_of(out).split("/"))
                    self._store.outbox.settle(out.name)
        finally:
            self._nudge(root, list(written.values()))
        return frozenset(written)

    def _put_in_order(
        self, root: Path, now_ms: int, over: Collection[str], own: Scan, fresh: frozenset[str]
    ) -> None:
        """Looks after this store's places. ``own`` lay in its present one before ``fresh`` was written."""
        outbox, packer, device = self._store.outbox, self._packer, self._memory.mine().device
        present = (self._memory.state().space, device)
        places = [each for each in outbox.places() if each != present]
        listings = {present: own, **{place: _listing(root, place) for place in places}}
        lying = {entry.name for scan in listings.values() for entry in scan.entries}
        packer.lie(now_ms)
        finished = packer.done_with(lying, now_ms)
        packer.pack()
        packer.merge()
        erased = packer.rewrite()
        found = [(_folder(root, place), listing) for place, listing in listings.items()]
        # What holds an erased body doesn't come back, not even for the moment until it is removed.
        heal(self._store, device, found, {*fresh, *(out.name for out in erased)}, now_ms)
        self._write(root)
        packer.lie(now_ms)
        ended = [out for kind in (ENDED, OVER, *over) for out in outbox.published(kind)]
        going = dict.fromkeys((*replaced(self._store, device), *ended, *finished, *erased))
        for out in going:
            _folder(root, (out.space, out.device)).remove(out.space, out.device, out.name)
            with self._store.transaction():
                outbox.forget_published(out.name)
                self._store.packed.drop(out.name)
        self._sweep(root, listings)
        for place in set(_places(going)) - {present, *outbox.places()}:
            _folder(root, place).give_up(*place)  # where this device only asked to come in

    def _sweep(self, root: Path, listings: dict[tuple[str, str], Scan]) -> None:
        opener = Opener.of(self._memory.person().identities)
        strays = Strays(self._store, self._memory.mine().device, opener)
        for place, listing in listings.items():
            folder = _folder(root, place)
            for name in strays.among(folder, listing):
                folder.remove_copy(*place, name)


def _folder(root: Path, place: tuple[str, str]) -> Folder:
    return Folder(root, [place[1]])


def _listing(root: Path, place: tuple[str, str]) -> Scan:
    return _folder(root, place).listing(*place)


def _places(outs: Iterable[Outgoing]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((out.space, out.device) for out in outs))
