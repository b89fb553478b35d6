"""What is known already of the files in the folder, so that the usual poll reads names and nothing else.

It is kept in memory for as long as nothing in the store changed. A file whose name is the hash of what was
taken in can't turn into another one: only the names of these are looked at.
"""

from __future__ import annotations

from collections.abc import Mapping

from stillhere.home.flow.healing import belonging
from stillhere.home.folder.scan import Entry, Scan
from stillhere.home.memory import Memory
from stillhere.home.remembered import Noticed
from stillhere.home.store import Store


class Glance:
    """What was judged of the folder's files. Whoever looks again and again keeps one."""

    def __init__(self, store: Store, memory: Memory) -> None:
        self._store = store
        self._memory = memory
        self._generation = 0
        self._settled: Mapping[str, tuple[int, int]] = {}
        self._known: frozenset[str] = frozenset()
        self._belongs: frozenset[str] = frozenset()

    def known(self) -> frozenset[str]:
        """The paths of the files that a scan needn't ask about."""
        self._refresh()
        return self._known

    def new(self, scan: Scan) -> list[Entry]:
        """The files in `scan` that are to be looked into."""
        self._refresh()
        settled, known = self._settled, self._known
        return [
            entry
            for entry in scan.entries
            if entry.path not in known and settled.get(entry.path) != (entry.size, entry.mtime_ns)
        ]

    def noticed(self, scan: Scan) -> Noticed:
        """What `scan` showed beside files of others."""
        self._refresh()
        missing = len(self._belongs - scan.paths()) if scan.prepared else 0
        return Noticed(newer=scan.newer, flood=scan.over_budget, missing=missing)

    def nothing_new(self, scan: Scan) -> bool:
        """Whether nothing came, went or changed since the last look, as far as that reached."""
        settled = self._settled
        files = len(scan.known) + len(scan.entries) + len(scan.odd)
        return (
            (scan.over_budget or files == len(settled) + len(self._known))
            and all(settled.get(odd.path) == (odd.size, odd.mtime_ns) for odd in scan.odd)
            and not self.new(scan)
        )

    def gone(self, scan: Scan) -> bool:
        """Whether files are gone that were judged once."""
        self._refresh()
        paths = scan.paths()
        return not (paths.issuperset(self._known) and paths.issuperset(self._settled))

    def _refresh(self) -> None:
        generation = self._store.generation()
        if generation != self._generation:
            self._settled = self._store.seen.changeable()
            self._known = self._store.seen.fixed()
            device = self._memory.mine().device
            self._belongs = frozenset(belonging(self._store, device))
            self._generation = generation
