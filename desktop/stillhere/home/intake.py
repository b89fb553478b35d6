"""What lies in the folder becomes records, or is set aside with its reason; no file stops the rest.

Reading changes nothing in the folder. What is believed is decided by signatures; names, places and times of
files are hints. Taking in the same file twice says nothing new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from stillhere.core.fold import fold
from stillhere.core.model import HERE, members, owner_of, status_of
from stillhere.core.notices import Kind as Told
from stillhere.core.notices import Notice, notices, remembered
from stillhere.core.order import observe
from stillhere.core.records import RecordError
from stillhere.home.author import Author, keep
from stillhere.home.folder import Folder
from stillhere.home.memory import Joining, Memory, Request
from stillhere.home.reader import Pair, Reader, UnknownAuthor
from stillhere.home.scan import Entry, Odd, Scan, Unreadable
from stillhere.home.store import Store
from stillhere.home.store.seen import Kind
from stillhere.seal import envelope
from stillhere.seal.errors import NotForMe, SealError
from stillhere.seal.join import Join

#: A file whose name isn't its content's hash may still be arriving; for so long (ms) it is tried again.
ARRIVING_MS = 10 * 60 * 1000

#: New people can make files readable that came before them: so many rounds at most.
ROUNDS = 3


_STATUS: tuple[Told, ...] = ("resting", "partly", "back", "withdraw", "still_here")

#: Which notices that were not told yet a newer one takes the place of; others that of their own kind.
REPLACES: Mapping[Told, tuple[Told, ...]] = dict.fromkeys(("resting", "partly", "back", "withdraw"), _STATUS)


class Found(Struct, frozen=True):
    """What one file turned out to be: its verdict as the store keeps it, and what it holds."""

    entry: Entry
    verdict: Kind
    reason: str = ""
    records: tuple[Pair, ...] = ()
    join: Join | None = None


class Intake:
    """Takes in what others wrote. ``settled`` remembers, between two scans, what needs no second look."""

    def __init__(self, store: Store, memory: Memory, author: Author) -> None:
        self._store = store
        self._memory = memory
        self._author = author

    def take_in(self, folder: Folder, scan: Scan, now_ms: int) -> int:
        """Takes in what is new in `scan` of `folder`. How many files were looked at. Raises `StoreError`."""
        self._set_aside(scan.odd, now_ms)
        looked = 0
        for _ in range(ROUNDS):
            settled = self._store.seen.settled()
            new = [entry for entry in scan.entries if settled.get(entry.path) != (entry.size, entry.mtime_ns)]
            if not new:
                break
            reader = Reader.now(self._memory)
            found = [self._look(folder, reader, entry, now_ms) for entry in new]
            looked += len(found)
            if not self._apply(found, now_ms):
                break
        if not scan.over_budget:
            self._store.seen.keep_only(scan.lies())
        return looked

    def _set_aside(self, odd: Iterable[Odd], now_ms: int) -> None:
        with self._store.transaction():
            for each in odd:
                place = (each.path, each.size, each.mtime_ns)
                self._store.seen.judge(*place, "set_aside", each.reason, now_ms)

    def _look(self, folder: Folder, reader: Reader, entry: Entry, now_ms: int) -> Found:
        try:
            data = folder.read(entry)
        except Unreadable as error:
            # "gone" and the like settle by themselves; a link or a giant stays what it is.
            later = error.reason in {"gone", "changed", "waiting", "denied"}
            return Found(entry, "again" if later else "set_aside", error.reason)
        try:
            opened = reader.read(data, now_ms)
        except UnknownAuthor:
            return Found(entry, "unknown_author")
        except NotForMe:
            return Found(entry, "not_for_me")
        except SealError as error:
            return self._bad(entry, data, error.reason, now_ms)
        except RecordError:
            return self._bad(entry, data, "record", now_ms)
        if isinstance(opened, Join):
            return Found(entry, "taken", join=opened)
        return Found(entry, "taken", records=opened)

    def _bad(self, entry: Entry, data: bytes, reason: str, now_ms: int) -> Found:
        before = self._store.seen.verdict(entry.path)
        since = now_ms if before is None or before.verdict != "again" else before.since_ms
        arriving = entry.name != envelope.file_name(data) and now_ms - since < ARRIVING_MS
        return Found(entry, "again" if arriving else "set_aside", reason)

    def _apply(self, found: Iterable[Found], now_ms: int) -> bool:
        """Stores what was found; whether people came in, so that other files may be readable now."""
        with self._store.transaction():
            before = self._memory.state()
            people = self._people()
            for one in found:
                entry = one.entry
                self._store.seen.judge(
                    entry.path, entry.size, entry.mtime_ns, one.verdict, one.reason, now_ms
                )
                for pair in one.records:
                    self._take(pair, now_ms)
                if one.join is not None:
                    self._asked(one.join)
            self._move_in(now_ms)
            after = self._memory.state()
            mine = self._memory.mine()
            told = notices(before, after, mine.person, heard=mine.heard)
            self._memory.keep_mine(remembered(mine, after, told))
            for notice in told:
                self._note(notice)
            if self._people() == people:
                return False
            self._store.seen.forget_verdicts("unknown_author")
            self._store.seen.forget_verdicts("not_for_me")
            return True

    def _note(self, notice: Notice) -> None:
        # What waits untold, for want of a face that keeps, gives way to what holds now: no history of rest.
        untold = self._store.notes.drop(REPLACES.get(notice.kind, (notice.kind,)))
        if notice.kind != "withdraw" or not untold:
            self._store.notes.add(notice.kind, notice.name)

    def _people(self) -> list[str]:
        joining = self._memory.joining()
        states = [self._memory.state()] + ([joining.state] if joining is not None else [])
        return [member.id for state in states for member in members(state)]

    def _take(self, pair: Pair, now_ms: int) -> None:
        signed, record = pair
        state, joining = self._memory.state(), self._memory.joining()
        if not keep(self._store, signed, record):
            return
        if joining is not None and record.header.space == joining.state.space:
            self._memory.keep_joining(replace(joining, state=fold(joining.state, record)))
            return
        self._memory.keep_state(fold(state, record))
        author = owner_of(state, record.header.device)
        mine = author is not None and author.person.id == self._memory.mine().person
        self._memory.keep_clock(observe(self._memory.clock(), record.header.stamp, now_ms, own=mine))
        if not mine:
            self._memory.keep_heard(now_ms)

    def _asked(self, join: Join) -> None:
        # The first who answers is asked about; the words count once.
        if self._memory.request() is None and self._memory.invitation() is not None:
            self._memory.keep_request(
                Request(
                    name=join.name,
                    person=join.person,
                    recipient=join.recipient,
                    keys=join.keys,
                    hash=join.hash,
                )
            )
            self._store.notes.add("asks_to_join", join.name)

    def _move_in(self, now_ms: int) -> None:
        """The space that this home asked to join becomes its own, once its founder confirmed it."""
        joining = self._memory.joining()
        if joining is None or not _confirmed(joining, self._memory):
            return
        mine = self._memory.mine()
        own = status_of(self._memory.state(), mine.person)
        # What this device said to nobody stays unsaid: its count begins anew in the new space.
        self._store.records.forget(mine.device)
        self._memory.keep_mine(replace(mine, undo=None))
        self._memory.keep_state(joining.state)
        self._memory.keep_joining(None)
        self._memory.keep_heard(now_ms)
        if own != HERE:
            # What the joiner's screen shows is what the partner sees; the join said so.
            self._author.say(replace(own, undoes=0), now_ms)


def _confirmed(joining: Joining, memory: Memory) -> bool:
    mine, device, person = memory.mine(), memory.device(), memory.person()
    return any(
        member.person.id == mine.person
        and member.person.recipient == person.recipient
        and member.keys == device.keys
        for member in members(joining.state)
    )
