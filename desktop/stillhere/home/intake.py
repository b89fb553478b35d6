"""What lies in the folder becomes records, or is set aside with its reason; no file stops the rest.

Reading changes nothing in the folder. What is believed is decided by signatures; names, places and times of
files are hints. Taking in the same file twice says nothing new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from stillhere.core.model import HERE, State, devices, members, status_of
from stillhere.core.notices import Kind as Told
from stillhere.core.notices import Notice, notices, remembered
from stillhere.core.records import RecordError
from stillhere.home.author import Author
from stillhere.home.clone import unfinished
from stillhere.home.folder import Folder
from stillhere.home.glance import Glance
from stillhere.home.ledger import Ledger
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

#: New devices can make files readable that came before them: so many rounds at most.
ROUNDS = 5

#: Files and bytes a transaction: so many are read again after a crash at most, and lie in memory at once.
BATCH = 500
BATCH_BYTES = 8 * 1024 * 1024

#: Gives the bytes of a file. Raises `Unreadable`.
Read = Callable[[Entry], bytes]

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
    """Takes in what others wrote, so many files a transaction."""

    def __init__(self, store: Store, memory: Memory, author: Author, glance: Glance) -> None:
        self._store = store
        self._glance = glance
        self._memory = memory
        self._author = author
        self._ledger = Ledger(store, memory)

    def take_in(self, folder: Folder, scan: Scan, now_ms: int) -> int:
        """Takes in what is new in `scan` of `folder`. How many files were looked at. Raises `StoreError`."""
        with self._store.transaction():
            self._ledger.renew(now_ms)
            self._memory.keep_noticed(self._glance.noticed(scan))
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

    def _round(self, folder: Folder, new: Sequence[Entry], now_ms: int) -> bool:
        """Looks into `new` once; whether devices came in, so that other files may be readable now."""
        parts, came = _parts(new), False
        with folder.reading() as read:
            for number, part in enumerate(parts, 1):
                reader = Reader.now(self._memory)
                found = [self._look(read, reader, entry, now_ms) for entry in part]
                came |= self._apply(found, now_ms, last=number == len(parts))
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
            return Found(entry, "unknown_author")
        except NotForMe:
            return Found(entry, "not_for_me")
        except SealError as error:
            return self._bad(entry, data, error.reason, now_ms)
        except RecordError:
            return self._bad(entry, data, "record", now_ms)
        if isinstance(opened, Join):
            return Found(entry, "taken", join=opened)
        copy = "" if entry.name == envelope.file_name(data) else "copy"
        return Found(entry, "taken", copy, records=opened)

    def _bad(self, entry: Entry, data: bytes, reason: str, now_ms: int) -> Found:
        before = self._store.seen.verdict(entry.path)
        since = now_ms if before is None or before.verdict != "again" else before.since_ms
        arriving = entry.name != envelope.file_name(data) and now_ms - since < ARRIVING_MS
        return Found(entry, "again" if arriving else "set_aside", reason)

    def _apply(self, found: Iterable[Found], now_ms: int, *, last: bool) -> bool:
        """Stores what was found, and tells of it with the last part of what lay there together.

        Whether devices came in: then what they wrote, and was not readable before, is looked into anew.
        """
        with self._store.transaction():
            known = self._devices()
            before = self._memory.untold() or self._memory.state()
            for one in found:
                entry = one.entry
                self._store.seen.judge(
                    entry.path, entry.size, entry.mtime_ns, one.verdict, one.reason, now_ms
                )
                if one.join is not None:
                    self._asked(one.join)
            self._ledger.take([pair for one in found for pair in one.records], now_ms)
            self._move_in(now_ms)
            if unfinished(self._store, self._memory):
                self._author.settle(now_ms)
            if last:
                self._tell(before)
            self._memory.keep_untold(None if last else before)
            if self._devices() == known:
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
        untold = self._store.notes.drop(REPLACES.get(notice.kind, (notice.kind,)))
        if notice.kind != "withdraw" or not untold:
            self._store.notes.add(notice.kind, notice.name)

    def _devices(self) -> list[str]:
        joining = self._memory.joining()
        states = [self._memory.state()] + ([joining.state] if joining is not None else [])
        return [device for state in states for device in devices(state)]

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
        self._store.kept.drop_chain(mine.device)
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


def _parts(entries: Sequence[Entry]) -> list[list[Entry]]:
    """What is taken in together."""
    parts: list[list[Entry]] = []
    size = 0
    for entry in entries:
        if not parts or len(parts[-1]) == BATCH or size + entry.size > BATCH_BYTES:
            parts.append([])
            size = 0
        parts[-1].append(entry)
        size += entry.size
    return parts
