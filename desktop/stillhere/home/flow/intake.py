"""What lies in the folder becomes records, or is set aside with its reason; no file stops the rest.

Reading changes nothing in the folder. What is believed is decided by signatures; names, places and times of
files are hints. Taking in the same file twice says nothing new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from msgspec import Struct

from stillhere.core.notices import Kind as Told
from stillhere.core.notices import Notice, notices, remembered
from stillhere.core.records.record import RecordError
from stillhere.core.state.model import State
from stillhere.home.flow.author import Author
from stillhere.home.flow.clone import heed, put_back, said_elsewhere, unfinished
from stillhere.home.flow.cutting import heard, places_cut, read_anew
from stillhere.home.flow.doorstep import Delivery, Doorstep
from stillhere.home.flow.glance import Glance
from stillhere.home.flow.keyholder import Keyholder
from stillhere.home.flow.ledger import Ledger
from stillhere.home.flow.moving import Moving
from stillhere.home.flow.reader import BeyondCut, Pair, Reader, UnknownAuthor
from stillhere.home.folder.folder import Folder
from stillhere.home.folder.scan import Entry, Odd, Scan, Unreadable
from stillhere.home.memory import Memory
from stillhere.home.remembered import TakingIn
from stillhere.home.store import Store
from stillhere.home.store.seen import WHOLE, Kind
from stillhere.seal import envelope
from stillhere.seal.errors import NotForMe, SealError

#: A file whose name isn't its content's hash may still be arriving; for so long (ms) it is tried again.
ARRIVING_MS = 10 * 60 * 1000

#: New devices and keys can make files readable that came before them: so many rounds at most.
ROUNDS = 5

#: Files and bytes a transaction: so many are read again after a crash at most, and lie in memory at once.
#: With more bytes it gets slower: Python's collector goes through all the records that lie there, again and
#: again.
BATCH = 1000
BATCH_BYTES = 1024 * 1024

#: Gives the bytes of a file. Raises `Unreadable`.
Read = Callable[[Entry], bytes]

#: Hears after each part but the last how far it is; whether to go on. What is left is taken in another time.
Along = Callable[[TakingIn], bool]


class Source(Protocol):
    """Where files lie."""

    def reading(self) -> AbstractContextManager[Read]:
        """What reads them, while it lasts."""
        ...


_STATUS: tuple[Told, ...] = ("resting", "partly", "back", "withdraw", "still_here")

#: Which notices that were not told yet a newer one takes the place of; others that of their like and name.
REPLACES: Mapping[Told, tuple[Told, ...]] = dict.fromkeys(("resting", "partly", "back", "withdraw"), _STATUS)


class Found(Struct, frozen=True):
    """What one file turned out to be: its verdict as the store keeps it, and what it holds."""

    entry: Entry
    verdict: Kind
    reason: str = ""
    records: tuple[Pair, ...] = ()
    delivery: Delivery | None = None


class Intake:
    """Takes in what others wrote, so many files a transaction. ``stopped``: `along` let it go no further."""

    def __init__(
        self, store: Store, memory: Memory, author: Author, glance: Glance, along: Along | None = None
    ) -> None:
        self._store = store
        self._glance = glance
        self._memory = memory
        self._author = author
        self._along = along
        self.stopped = False
        self._ledger = Ledger(store, memory)
        self._doorstep = Doorstep(store, memory)
        self._moving = Moving(store, memory, author)

    def take_in(self, folder: Folder, scan: Scan, now_ms: int) -> int:
        """Takes in what is new in `scan` of `folder`. How many files were looked at. Raises `StoreError`."""
        with self._store.transaction():
            self._ledger.renew(now_ms)
            self._memory.keep_noticed(self._glance.noticed(scan))
            self._memory.keep_taking_in(None)
            self._set_aside(scan.odd, now_ms)
        looked = 0
        for _ in range(ROUNDS):
            new = self._glance.new(scan)
            if not new:
                break
            looked += len(new)
            if not self._round(folder, new, now_ms):
                break
        if not scan.over_budget and self._glance.gone(scan):
            self._store.seen.keep_only(scan.paths())
        return looked

    def take_from(self, source: Source, entries: Sequence[Entry], now_ms: int) -> None:
        """Takes in what another source than the folder holds, in the same way. Raises `StoreError`."""
        with self._store.transaction():
            self._ledger.renew(now_ms)
        for _ in range(ROUNDS):
            if not entries or not self._round(source, entries, now_ms):
                break
            entries = [entry for entry in entries if self._store.seen.verdict(entry.path) is None]

    def _round(self, folder: Source, new: Sequence[Entry], now_ms: int) -> bool:
        """Looks into `new` once; whether it came to its end, and other files may be readable by what came."""
        parts, came = _parts(new), False
        with folder.reading() as read:
            for number, part in enumerate(parts, 1):
                reader = Reader.now(self._store, self._memory)
                found = [self._look(read, reader, entry, now_ms) for entry in part]
                at = TakingIn(number, len(parts))
                came |= self._apply(found, now_ms, at)
                if self._along is not None and not at.whole and not self._along(at):
                    self.stopped = True
                    return False
        return came

    def _set_aside(self, odd: Iterable[Odd], now_ms: int) -> None:
        for each in odd:
            self._store.seen.judge(each.path, each.size, each.mtime_ns, "set_aside", each.reason, now_ms)

    def _look(self, read: Read, reader: Reader, entry: Entry, now_ms: int) -> Found:
        try:
            data = read(entry)
        except Unreadable as error:
            # "gone" and the like settle by themselves; a link or a giant stays what it is.
            later = error.reason in {"gone", "changed", "waiting", "denied"}
            return Found(entry, "again" if later else "set_aside", error.reason)
        try:
            opened = reader.read(data, now_ms)
        except UnknownAuthor:
            return Found(entry, "unknown_author", _whole(entry, data))
        except NotForMe:
            return Found(entry, "not_for_me", _whole(entry, data))
        except BeyondCut as error:
            return Found(entry, "set_aside", error.reason, records=error.known)
        except SealError as error:
            return self._bad(entry, data, error.reason, now_ms)
        except RecordError:
            return self._bad(entry, data, "record", now_ms)
        if not isinstance(opened, tuple):
            return Found(entry, "taken", delivery=opened)
        copy = "" if entry.name == envelope.file_name(data) else "copy"
        return Found(entry, "taken", copy, records=opened)

    def _bad(self, entry: Entry, data: bytes, reason: str, now_ms: int) -> Found:
        before = self._store.seen.verdict(entry.path)
        since = now_ms if before is None or before.verdict != "again" else before.since_ms
        # A clock that went back meanwhile would have it be read at each look until it is right again.
        arriving = entry.name != envelope.file_name(data) and 0 <= now_ms - since < ARRIVING_MS
        return Found(entry, "again" if arriving else "set_aside", reason)

    def _apply(self, found: Sequence[Found], now_ms: int, at: TakingIn) -> bool:
        """Stores what was found, and tells of it with the last part of what lay there together.

        Whether devices or keys came in: then what was not readable before is looked into anew.
        """
        with self._store.transaction():
            known, cut, came = self._devices(), places_cut(self._store, self._states()), False
            before = self._memory.untold() or self._memory.state()
            pairs = [pair for one in found for pair in one.records]
            came |= heed(self._store, self._memory, [record for _, record in pairs], now_ms)
            for one in found:
                entry = one.entry
                self._store.seen.judge(
                    entry.path, entry.size, entry.mtime_ns, one.verdict, one.reason, now_ms
                )
                if one.delivery is not None:
                    came |= self._doorstep.take(one.delivery)
            self._ledger.take(pairs, now_ms)
            said_elsewhere(self._store, self._memory, {record.id for _, record in pairs})
            if self._moving.move_in(now_ms):
                before = self._memory.state()  # what its person knows already is no news
            self._doorstep.end_used()
            came |= Keyholder(self._memory).adopt()
            came |= put_back(self._store, self._memory, now_ms)
            came |= read_anew(self._store, cut, self._states())
            if unfinished(self._store, self._memory):
                self._author.settle(now_ms)
            if at.whole:
                self._tell(before)
            self._memory.keep_untold(None if at.whole else before)
            self._memory.keep_taking_in(None if at.whole or self._along is None else at)
            if self._devices() == known and not came:
                return False
            self._store.seen.forget_verdicts("unknown_author")
            self._store.seen.forget_verdicts("not_for_me")
            return True

    def _tell(self, before: State) -> None:
        after, mine = self._memory.state(), self._memory.mine()
        told = notices(before, after, mine.person, heard=mine.heard)
        self._memory.keep_mine(remembered(mine, after, told))
        for notice in told:
            self._note(notice)

    def _note(self, notice: Notice) -> None:
        # What waits untold, for want of a face that keeps, gives way to what holds now: no history of rest.
        if notice.kind in REPLACES:
            untold = self._store.notes.drop(REPLACES[notice.kind])
        else:
            untold = self._store.notes.drop((notice.kind,), notice.name)
        if notice.kind != "withdraw" or not untold:
            self._store.notes.add(notice.kind, notice.name)

    def _devices(self) -> list[str]:
        return [device for state in self._states() for device in heard(self._store, state)]

    def _states(self) -> list[State]:
        joining = self._memory.joining()
        return [self._memory.state()] + ([joining.state] if joining is not None else [])


def _whole(entry: Entry, data: bytes) -> str:
    # It can't turn into another file under this name; cut short, it may have looked like anybody's.
    return WHOLE if entry.name == envelope.file_name(data) else ""


def _parts(entries: Sequence[Entry]) -> list[list[Entry]]:
    """What is taken in together, each place from its oldest file on.

    Times are hints; where they tell the truth, what came before lies in the store already, and no chain has
    to be looked at again for what filled its gaps.
    """
    places = {place: number for number, place in enumerate(dict.fromkeys(map(_place, entries)))}
    parts: list[list[Entry]] = []
    size = 0
    for entry in sorted(entries, key=lambda entry: (places[_place(entry)], entry.mtime_ns)):
        if not parts or len(parts[-1]) == BATCH or size + entry.size > BATCH_BYTES:
            parts.append([])
            size = 0
        parts[-1].append(entry)
        size += entry.size
    return parts


def _place(entry: Entry) -> str:
    return entry.path.rpartition("/")[0]
