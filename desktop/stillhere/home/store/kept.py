"""The lane of what is to last, device by device: how far each chain is known, and its records by number.

What a chain says follows from the records that are known; the row here saves reading them all. When a gap
was noticed is by this computer's clock.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Final, NamedTuple

from stillhere.core.records.chain import Chain, Link
from stillhere.core.records.order import MAX_INT
from stillhere.home.store.db import Db
from stillhere.home.store.records import SELECT, Stored, stored

_KEEP: Final = """
    INSERT INTO chains (device, n, id, top, fork, gap_ms) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (device) DO UPDATE SET
        n = excluded.n, id = excluded.id, top = excluded.top, fork = excluded.fork,
        gap_ms = iif(excluded.gap_ms IS NULL, NULL, min(coalesce(gap_ms, excluded.gap_ms), excluded.gap_ms))
"""


class Gap(NamedTuple):
    """A device of whose kept records one is missing, and since when that is known (ms, this computer's)."""

    device: str
    since_ms: int


class Kept:
    """The kept records of an open store."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def chain(self, device: str) -> Chain:
        """How far the device's chain is known."""
        found = self._db.row("SELECT n, id, top, fork FROM chains WHERE device = ?", device)
        if found is None:
            return Chain()
        return Chain(n=found[0], id=found[1], top=found[2], fork=found[3])

    def keep_chain(self, device: str, chain: Chain, now_ms: int) -> None:
        """Remembers how far it is known; a gap from its first sight on."""
        gap_ms = now_ms if chain.gap else None
        self._db.change(_KEEP, device, chain.n, chain.id, chain.top, chain.fork, gap_ms)

    def drop_chain(self, device: str) -> None:
        """Forgets how far it is known, when its records are forgotten."""
        self._db.change("DELETE FROM chains WHERE device = ?", device)

    def gaps(self) -> tuple[Gap, ...]:
        """The devices of which something is missing."""
        rows = self._db.rows("SELECT device, gap_ms FROM chains WHERE gap_ms IS NOT NULL ORDER BY device")
        return tuple(Gap(*row) for row in rows)

    def devices(self) -> tuple[str, ...]:
        """Every device of which a kept record is known."""
        rows = self._db.rows("SELECT DISTINCT device FROM records WHERE lane = 'kept' ORDER BY device")
        return tuple(device for (device,) in rows)

    def links(self, device: str, above: int = 0) -> list[Link]:
        """The links of a device's records with a number greater than `above`, by number."""
        rows = self._db.rows(
            "SELECT n, id, coalesce(json_extract(CAST(header AS TEXT), '$.prev'), '') FROM records "
            "WHERE device = ? AND lane = 'kept' AND n > ? ORDER BY n, id",
            *(device, above),
        )
        return [Link(*row) for row in rows]

    def kinds(self, device: str, first: int, last: int) -> dict[str, str]:
        """The kinds of a device's records with the numbers from `first` to `last`, by id."""
        rows = self._db.rows(
            "SELECT id, kind FROM records WHERE device = ? AND lane = 'kept' AND n BETWEEN ? AND ?",
            *(device, first, last),
        )
        return dict(rows)

    def record(self, record: str) -> Stored | None:
        """The record with this id, of either lane."""
        found = self._db.row(SELECT + "id = ?", record)
        return None if found is None else stored(found)

    def has_body(self, record: str) -> bool:
        """Whether the record with this id is known and its body wasn't taken away."""
        return self._db.row("SELECT 1 FROM records WHERE id = ? AND body <> x''", record) is not None

    def without_body(self) -> list[Stored]:
        """The records that stand here without their bodies."""
        return [stored(row) for row in self._db.rows(SELECT + "lane = 'kept' AND body = x''")]

    def of_kinds(self, device: str, kinds: Collection[str], above: int, most: int) -> list[Stored]:
        """A device's records of these `kinds` with numbers greater than `above`: the first `most`."""
        where = (
            "device = ? AND lane = 'kept' AND n > ? AND kind IN (SELECT value FROM json_each(?))"
            " ORDER BY n, id LIMIT ?"
        )
        rows = self._db.rows(SELECT + where, device, above, json.dumps(list(kinds)), most)
        return [stored(row) for row in rows]

    def records(self, device: str, first: int = 1, last: int = MAX_INT) -> list[Stored]:
        """A device's records with the numbers from `first` to `last`, by number."""
        where = "device = ? AND lane = 'kept' AND n BETWEEN ? AND ? ORDER BY n, id"
        rows = self._db.rows(SELECT + where, device, first, last)
        return [stored(row) for row in rows]

    def newest_now(self, device: str, kind: str) -> int:
        """The number of a device's last word of a kind in the lane "now"; 0 where it said none."""
        found = self._db.row(
            "SELECT max(n) FROM records WHERE device = ? AND lane = 'now' AND kind = ?", device, kind
        )
        return 0 if found is None or found[0] is None else int(found[0])

    def now(self, device: str, kind: str) -> Stored | None:
        """A device's last word of a kind in the lane "now"."""
        where = "device = ? AND lane = 'now' AND kind = ? ORDER BY n DESC, id DESC LIMIT 1"
        found = self._db.row(SELECT + where, device, kind)
        return None if found is None else stored(found)

    def fill(self, record: str, body: bytes) -> bool:
        """Puts in the body of a record that came without one; False when it has one."""
        return self._db.change("UPDATE records SET body = ? WHERE id = ? AND body = x''", body, record) > 0

    def sign(self, record: str, signature: bytes) -> None:
        """Puts a signature in the place of the one that a record came with."""
        self._db.change("UPDATE records SET signature = ? WHERE id = ?", signature, record)

    def erase(self, record: str) -> bool:
        """Overwrites the body of a record; its header and signature stay. False when there is none."""
        return self._db.change("UPDATE records SET body = x'' WHERE id = ? AND body <> x''", record) > 0

    def remove(self, record: str) -> None:
        """Overwrites a whole record, which nobody else has seen."""
        self._db.change("DELETE FROM records WHERE id = ?", record)
