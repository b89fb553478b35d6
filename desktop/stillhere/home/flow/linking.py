"""New records of the kept lane are linked into their device's chain, and what counts by it is found.

A record that continues its line is the usual one; only what doesn't fit into one line has all records of its
device looked at again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from stillhere.core.records.chain import Chain, Link, claimed, counts, follow, link_of, need_of, survey
from stillhere.core.records.record import Header, Record, RecordError, decode_body, decode_header
from stillhere.home.store import Store, Stored

if TYPE_CHECKING:
    from stillhere.seal.envelope import Signed


class Linked(Struct, frozen=True):
    """A device's chain, and the records that need one and count by it now.

    ``anew``: some that counted before may count no more.
    """

    chain: Chain
    counting: list[Record]
    anew: bool = False


class Linking:
    """The chains of an open store. ``now_ms`` is when a gap that shows itself was noticed."""

    def __init__(self, store: Store, now_ms: int) -> None:
        self._store = store
        self._now_ms = now_ms

    def link(self, device: str, new: Mapping[str, Record], top: int = 0) -> Linked:
        """Links `new` records (by id), which lie in the store. ``top`` is a number somebody has seen."""
        before = claimed(self._store.kept.chain(device), top)
        waiting = self._store.kept.links(device, above=before.n) if before.gap else []
        found = follow(before, [link_of(record.header, record.id) for record in new.values()], waiting)
        if found is None:
            return self.survey(device, before.top)
        chain, reached = found
        self._store.kept.keep_chain(device, chain, self._now_ms)
        return Linked(chain, self._binding(device, reached, new))

    def survey(self, device: str, top: int = 0) -> Linked:
        """Looks at everything that is known of a device."""
        found = survey(self._store.kept.links(device), top)
        self._store.kept.keep_chain(device, found.chain, self._now_ms)
        binding = [
            read_back(each) for each in self._store.kept.records(device) if need_of(each.kind) != "none"
        ]
        counting = [
            record
            for record in binding
            if counts(record.header.kind, link_of(record.header, record.id), found)
        ]
        lost = any(need_of(record.header.kind) == "line" for record in binding if record not in counting)
        return Linked(found.chain, counting, anew=lost)

    def everything(self) -> tuple[dict[str, Chain], list[Record]]:
        """Every chain, and every record that counts."""
        tops = {device: self._store.kept.chain(device).top for device in self._store.kept.devices()}
        linked = {device: self.survey(device, top) for device, top in tops.items()}
        free = [read_back(each) for each in self._store.records.all() if need_of(each.kind) == "none"]
        counting = [record for one in linked.values() for record in one.counting]
        return {device: one.chain for device, one in linked.items()}, [*free, *counting]

    def _binding(self, device: str, reached: list[Link], new: Mapping[str, Record]) -> list[Record]:
        """Of the records that nothing is missing before any more, those that needed it."""
        waited = [link for link in reached if link.id not in new]
        kinds = self._store.kept.kinds(device, waited[0].n, waited[-1].n) if waited else {}
        found = [self._store.kept.record(link.id) for link in waited if need_of(kinds[link.id]) != "none"]
        binding = [record for record in new.values() if need_of(record.header.kind) != "none"]
        ids = {link.id for link in reached}
        return [read_back(each) for each in found if each is not None] + [
            record for record in binding if record.id in ids
        ]


def named(headers: Sequence[Header], ids: Sequence[str]) -> list[int]:
    """For each record in a file, by `headers` and `ids`: where the next one is that names it as `prev`.

    What a record names that its device signed is that device's: see `reader`. The number of records
    stands for what none names. Of the lane "now" and of a founding record nothing is the one before.
    """
    nobody = len(headers)
    found, naming = [nobody] * nobody, dict[tuple[str, str, int, str], int]()
    for at in reversed(range(nobody)):
        header = headers[at]
        if header.lane == "kept":
            found[at] = naming.get((header.space, header.device, header.n, ids[at]), nobody)
            naming[header.space, header.device, header.n - 1, header.prev] = at
    return found


def stored(signed: Signed, record: Record) -> Stored:
    """A verified record as the store keeps it."""
    header = record.header
    return Stored(
        id=record.id,
        lane=header.lane,
        device=header.device,
        kind=header.kind,
        n=header.n,
        at=header.at,
        header=signed.header,
        signature=signed.signature,
        body=signed.body,
    )


def signed_of(found: Stored) -> Signed:
    """A stored record as it was signed."""
    from stillhere.seal.envelope import Signed

    return Signed(found.header, found.signature, found.body)


def read_back(found: Stored) -> Record:
    """A stored record. What an earlier version accepted and this one doesn't is kept, and says nothing."""
    header = decode_header(found.header)
    try:
        body = decode_body(found.kind, found.body) if found.body else None
    except RecordError:
        body = None
    return Record(id=found.id, header=header, body=body)
