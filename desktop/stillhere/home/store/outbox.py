"""What this device says into the folder: one durable list, in order, from waiting over claimed to published.

Nothing that was said is taken back once it was claimed, because its first byte may have been written; before
that it can be. What was published stays here with its bytes, so that a file that vanished can be put back as
it was.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from stillhere.core.records.order import MAX_INT
from stillhere.home.store.db import Db
from stillhere.home.store.packed import KIND

State = Literal["waiting", "claimed", "published"]

#: The life of an entry: state → the states that may follow. It may leave the list from the first and last;
#: when its person leaves, from any.
STATES: Final[dict[State, tuple[State, ...]]] = {
    "waiting": ("claimed",),
    "claimed": ("published",),
    "published": ("claimed",),
}

# Every state is named one by one, so that the index, which begins with it, leads to the few that are meant.
_WAITS: Final = "state IN ('waiting', 'claimed')"
_COUNT: Final = f"SELECT count(*) FROM outgoing WHERE {_WAITS}"  # noqa: S608
_DUE: Final = f"""
    {_WAITS} AND NOT (lane = 'now' AND state = 'waiting' AND EXISTS (
        SELECT 1 FROM outgoing AS newer WHERE newer.state IN ('waiting', 'claimed', 'published')
        AND newer.lane = 'now' AND newer.device = outgoing.device AND newer.kind = outgoing.kind
        AND newer.n > outgoing.n))
"""  # noqa: S608
_CLAIM: Final = "UPDATE outgoing SET state = 'claimed' WHERE name = ? AND state <> 'published'"
_DROP_OLDER: Final = """
    DELETE FROM outgoing WHERE lane = 'now' AND state = 'waiting' AND EXISTS (
        SELECT 1 FROM outgoing AS newer WHERE newer.name = ? AND newer.device = outgoing.device
        AND newer.lane = 'now' AND newer.kind = outgoing.kind AND newer.n > outgoing.n)
"""
#: As which kind a file stands here that has done its work, and goes out of the folder with the next round.
ENDED: Final = "ended"
#: The same, of one that goes with the next word of its device: nobody asked for its end at this moment.
OVER: Final = "over"
#: Asked in each round: with the word itself, so that the index of these alone answers it.
_ENDED: Final = f"SELECT 1 FROM outgoing WHERE kind = '{ENDED}' LIMIT 1"  # noqa: S608

_PATH: Final = "space || '/' || device || '/' || name"
#: A segment, or what a device says to others of its person: two lanes of which only their own end takes away.
_LASTS: Final = "((lane = 'kept' AND kind = ?) OR (lane = 'own' AND kind <> ?))"
_LASTING: Final = f"SELECT {_PATH}, length(data) FROM outgoing WHERE state = 'published' AND {_LASTS}"  # noqa: S608
#: One segment holds more than another, and all that the other does.
_WIDER: Final = """
    wider.device = segments.device AND wider.first <= segments.first AND wider.last >= segments.last
    AND wider.last - wider.first > segments.last - segments.first
"""
#: From the few to the many: CROSS JOIN keeps that order (https://www.sqlite.org/optoverview.html#crossjoin).
_PACKED: Final = f"""
    SELECT outgoing.name, segments.name FROM outgoing CROSS JOIN segments
    WHERE state = 'published' AND lane = 'kept' AND kind <> ? AND segments.device = outgoing.device
    AND segments.last >= outgoing.n AND segments.first <= outgoing.n AND segments.since_ms <= ?
    UNION ALL SELECT segments.name, wider.name FROM segments CROSS JOIN segments AS wider
    WHERE {_WIDER} AND segments.since_ms IS NOT NULL AND wider.since_ms <= ?
"""  # noqa: S608
#: The segments of a device that lie in the folder, and are on no way out of it.
_SEGMENTS: Final = f"""
    SELECT outgoing.name, space, outgoing.device, lane, kind, n, length(data), state, segments.first
    FROM outgoing JOIN segments USING (name)
    WHERE state = 'published' AND lane = 'kept' AND outgoing.device = ? AND kind = ?
    AND segments.since_ms IS NOT NULL AND NOT EXISTS (SELECT 1 FROM segments AS wider WHERE {_WIDER})
    ORDER BY segments.first, segments.last
"""  # noqa: S608

#: Gives what an `Outgoing` is made of.
SELECT = "SELECT name, space, device, lane, kind, n, length(data), state FROM outgoing WHERE "


class Outgoing(NamedTuple):
    """One file on its way: its name and place in the folder, its size in bytes, and how far it came."""

    name: str
    space: str
    device: str
    lane: str
    kind: str
    n: int
    size: int
    state: State


class Outbox:
    """The outbox of an open store."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def queue(self, name: str, data: bytes, *, lane: str, kind: str, n: int, space: str, device: str) -> bool:
        """Puts a sealed file at the end of the list; False when its name is known."""
        queued = self._db.change(
            "INSERT INTO outgoing (name, space, device, lane, kind, n, state, data) "
            "VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?) ON CONFLICT (name) DO NOTHING",
            *(name, space, device, lane, kind, n, data),
        )
        return queued > 0

    def bring(self, entry: Outgoing, data: bytes) -> None:
        """Puts an entry at the end as far as it had come, out of a store that was damaged."""
        self._db.change(
            "INSERT INTO outgoing (name, space, device, lane, kind, n, state, data) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING",
            *(entry.name, entry.space, entry.device, entry.lane, entry.kind, entry.n, entry.state, data),
        )

    def waiting(self) -> tuple[Outgoing, ...]:
        """What is yet to be seen whole in the folder, oldest first."""
        return self._entries(_WAITS)

    def due(self) -> tuple[Outgoing, ...]:
        """What is to be written, oldest first: of what a device says about now only the latest of a kind.

        Who was offline leaves no history. An older word waits on until the newer one is claimed, for that may
        be taken back.
        """
        return self._entries(_DUE)

    def count(self) -> int:
        """How many are yet to be seen whole in the folder."""
        found = self._db.row(_COUNT)
        return 0 if found is None else int(found[0])

    def entry(self, name: str) -> Outgoing | None:
        """The entry with this name, however far it came."""
        return next(iter(self._entries("name = ?", name)), None)

    def data(self, name: str) -> bytes | None:
        """The sealed bytes of an entry, of a published one too."""
        found = self._db.row("SELECT data FROM outgoing WHERE name = ?", name)
        return None if found is None else bytes(found[0])

    def claim(self, name: str) -> bool:
        """Marks that writing begins, before the first byte is written. False when it was cancelled.

        What it replaces and nobody claimed leaves the list with that.
        It is committed on return, so it can't be part of a larger transaction. What was claimed before a
        crash may be claimed again.
        """
        if self._db.writing:
            raise RuntimeError("a claim must be committed before anything is written")
        with self._db.transaction():
            claimed = self._db.change(_CLAIM, name) > 0
            if claimed:
                # Before it was certain, an undo could have made the older word the one that goes out.
                self._db.change(_DROP_OLDER, name)
        return claimed

    def cancel(self, name: str) -> bool:
        """Takes an entry off the list that nobody claimed; False when it is too late, or there is none."""
        return self._db.change("DELETE FROM outgoing WHERE name = ? AND state = 'waiting'", name) > 0

    def cancel_superseded(self, device: str, kind: str, below_n: int) -> int:
        """Takes off what nobody claimed and a newer word on now replaces: no history goes out later."""
        return self._db.change(
            "DELETE FROM outgoing WHERE device = ? AND lane = 'now' AND kind = ? AND n < ? "
            "AND state = 'waiting'",
            *(device, kind, below_n),
        )

    def give_up(self) -> None:
        """Takes off all that was not seen in the folder yet: its person left, and it is not said any more."""
        self._db.change("DELETE FROM outgoing WHERE state <> 'published'")

    def settle(self, name: str) -> None:
        """It was seen whole in the folder."""
        self._db.change("UPDATE outgoing SET state = 'published' WHERE name = ? AND state = 'claimed'", name)

    def published(self, kind: str | None = None) -> tuple[Outgoing, ...]:
        """What was seen whole in the folder, of one kind or of all, in the order in which it was queued."""
        if kind is None:
            return self._entries("state = 'published'")
        return self._entries("state = 'published' AND kind = ?", kind)

    def published_now(self) -> tuple[Outgoing, ...]:
        """Of what was seen whole in the folder, what is about now: never many."""
        return self._entries("state = 'published' AND lane = 'now'")

    def lasting(self) -> dict[str, int]:
        """Path → size (bytes) of what was seen whole in the folder and nothing replaces: it may be much."""
        return dict(self._db.rows(_LASTING, KIND, ENDED))

    def passing(self) -> tuple[Outgoing, ...]:
        """Of what was seen whole in the folder, all the rest, in the order in which it was queued."""
        return self._entries(f"state = 'published' AND NOT {_LASTS}", KIND, ENDED)

    def published_small(self) -> tuple[Outgoing, ...]:
        """Of what was seen whole in the folder, the kept files that are no segments: never many."""
        return self._entries("state = 'published' AND lane = 'kept' AND kind <> ?", KIND)

    def published_kept(self) -> tuple[Outgoing, ...]:
        """Of what was seen whole in the folder, what is to last: the small files and the segments."""
        return self._entries("state = 'published' AND lane = 'kept'")

    def segments(self, device: str) -> list[tuple[Outgoing, int]]:
        """The segments of a device that lie in the folder and in no wider one, each with its first number."""
        rows = self._db.rows(_SEGMENTS, device, KIND)
        return [(Outgoing(*row[:-1]), row[-1]) for row in rows]

    def packed(self, until_ms: int = MAX_INT) -> list[tuple[str, str]]:
        """The names of `published_kept` files, each with that of a segment that holds what it does.

        It is one that was seen whole in the folder at `until_ms` or before.
        """
        return [(name, segment) for name, segment in self._db.rows(_PACKED, KIND, until_ms, until_ms)]

    def paths(self) -> frozenset[str]:
        """Where every entry lies or will lie, below ``v1``."""
        rows = self._db.rows(f"SELECT {_PATH} FROM outgoing")  # noqa: S608
        return frozenset([path for (path,) in rows])

    def places(self) -> tuple[tuple[str, str], ...]:
        """The places (space, device) in which something was seen whole."""
        rows = self._db.rows("SELECT DISTINCT space, device FROM outgoing WHERE state = 'published'")
        return tuple((space, device) for space, device in rows)

    def requeue(self, name: str) -> bool:
        """A published file that vanished goes out again. Others may have it, so it counts as claimed."""
        statement = "UPDATE outgoing SET state = 'claimed' WHERE name = ? AND state = 'published'"
        return self._db.change(statement, name) > 0

    def lane(self, lane: str) -> tuple[Outgoing, ...]:
        """What is in one lane and not at its end, in the order in which it was queued."""
        return self._entries("lane = ? AND kind <> ?", lane, ENDED)

    def end(self, name: str, *, soon: bool = True) -> None:
        """A file has done its work: it goes out of the folder with the next round, or never comes there.

        Without ``soon`` it goes with this device's next word. One that was being written may lie there.
        """
        if not self.cancel(name):
            statement = "UPDATE outgoing SET kind = ?, state = 'published' WHERE name = ?"
            self._db.change(statement, ENDED if soon else OVER, name)

    def ended(self) -> bool:
        """Whether a file is to go out of the folder."""
        return self._db.row(_ENDED) is not None

    def forget_published(self, name: str) -> None:
        """Forgets a published entry whose file was removed."""
        self._db.change("DELETE FROM outgoing WHERE name = ? AND state = 'published'", name)

    def _entries(self, where: str, *values: object) -> tuple[Outgoing, ...]:
        rows = self._db.rows(SELECT + where + " ORDER BY seq", *values)
        return tuple([Outgoing(*row) for row in rows])
