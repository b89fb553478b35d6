"""Pages that other devices of the same person wrote, out of the folder into the private store.

Law: nothing is written but the private store, and nothing is believed that no device of this person signed.
What a removed device says changes and deletes no page; a page that it alone had comes in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from stillhere.core.records.order import MAX_INT, Stamp, observe
from stillhere.core.state.when import ms_of
from stillhere.home.flow.keyholder import Keyholder
from stillhere.home.folder.answering import must_answer
from stillhere.home.folder.folder import Folder
from stillhere.home.folder.reading import Unreadable
from stillhere.home.private.across import Judged
from stillhere.home.private.sending import Held
from stillhere.seal.across import Sheaf, pages_identity, read_own
from stillhere.seal.envelope import Opener, file_name
from stillhere.seal.errors import Forged, NotForMe, SealError
from stillhere.seal.guard import recipients

if TYPE_CHECKING:
    from stillhere.core.records.roster import Device
    from stillhere.home.folder.scan import Entry
    from stillhere.home.home import Home
    from stillhere.home.private import Private
    from stillhere.seal.keys import Identity

#: So many files and bytes are taken in with one transaction.
BATCH = 200
BATCH_BYTES = 8 * 1024 * 1024
#: A file of pages has two recipients, as a record has; files of keys and invitations have others.
_RECIPIENTS = 2


class AcrossReading:
    """Reads what the other `devices` (this person's, by id) wrote, as far as the key here opens it."""

    def __init__(self, home: Home, private: Private, devices: Mapping[str, Device]) -> None:
        self._home = home
        self._private = private
        self._devices = devices
        self._space = home.memory.state().space
        self._person = home.mine().person
        self._signs = {one: of.keys.sign for one, of in devices.items()}

    def take_in(self, *, ready: str = "") -> int:
        """Takes in what is new: how many revisions said something. Raises `HomeError`.

        ``ready`` is the page that stands open and may get other words.
        """
        root, key = self._home.settings().folder, self._private.across.key()
        if root is None or key is None:
            return 0
        entries = self._new()
        opener = Opener.of([pages_identity(key.secret)])
        folder, new = Folder(root), 0
        while entries:
            part, size = [entries.pop()], 0
            while entries and len(part) < BATCH and size < BATCH_BYTES:
                size += entries[-1].size
                part.append(entries.pop())
            found = [(entry, self._look(folder, entry, opener)) for entry in part]
            with self._private.transaction():
                new += self._take(found, ready)
        return new

    def opens_something(self, identity: Identity) -> bool:
        """Whether `identity` opens a file of another device, or there is none that is closed to all else."""
        root = self._home.settings().folder
        if root is None:
            return True
        closed = False
        opener = Opener.of([identity])
        for entry in self._entries():
            sheaf, judged = self._look(Folder(root), entry, opener)
            if sheaf is not None:
                return True
            closed |= judged is not None and judged.verdict == "other_words"
        return not closed

    def adopt(self) -> None:
        """Knows again what a crash made this device forget after it went on its way. In a transaction."""
        key, across = self._private.across.key(), self._private.across
        known = across.held(own=True)
        unknown = [out for out in self._home.store.outbox.lane("own") if out.name not in known]
        if key is None or not unknown:
            return
        opener = Opener.of([pages_identity(key.secret)])
        for out in unknown:
            data = self._home.store.outbox.data(out.name)
            try:
                sheaf = read_own(opener.unseal(data or b""), self._space, self._person, self._signs)
            except SealError:
                self._home.store.outbox.end(out.name)  # under words that hold no more
                continue
            self._believe(sheaf, out.name, own=True)

    def held_elsewhere(self) -> set[Held]:
        """What lies in files of this device, and of others that may still speak."""
        held = self._private.across.held(own=True)
        others = self._private.across.held(own=False)
        for path in self._private.across.judged():
            _, device, name = path.split("/")
            author = self._devices.get(device)
            if author is not None and author.cut is None and name in others:
                held[name] = others[name]
        return {what for marks in held.values() for what in marks}

    def _entries(self) -> list[Entry]:
        """The files in the places of this person's devices that aren't known to be something else."""
        root = self._home.settings().folder
        if root is None:
            return []
        must_answer(root)
        known = self._home.store.seen.taken()
        scan = Folder(root).scan(first=[self._space, *self._devices], known=known)
        here = {entry.path for entry in scan.entries}
        judged = self._private.across.judged()
        if not scan.over_budget:
            self._private.across.forget_files(path for path in judged if path not in here)
        own = {out.name for out in self._home.store.outbox.lane("own")}
        return [
            entry
            for entry in scan.entries
            if entry.space == self._space and entry.device in self._devices and entry.name not in own
        ]

    def _new(self) -> list[Entry]:
        judged = self._private.across.judged()
        return [entry for entry in self._entries() if not _same(judged.get(entry.path), entry)]

    def _look(self, folder: Folder, entry: Entry, opener: Opener) -> tuple[Sheaf | None, Judged | None]:
        """What a file holds, and how it is judged; None: it is to be looked into again."""

        def judged(verdict: str, reason: str = "") -> Judged:
            return Judged(entry.path, entry.size, entry.mtime_ns, verdict, reason)

        try:
            data = folder.read(entry)
        except Unreadable:
            return None, None
        try:
            plain = opener.unseal(data)
            return read_own(plain, self._space, self._person, self._signs), judged("taken")
        except NotForMe:
            if entry.name != file_name(data):
                return None, None
            return None, judged("other_words" if self._closed(data) else "another")
        except SealError as error:
            # A file may still be arriving, or be another file's copy cut short: its name tells.
            return None, None if entry.name != file_name(data) else judged("set_aside", error.reason)

    def _closed(self, data: bytes) -> bool:
        """Whether no other key of this person opens a file that looks as one of pages does."""
        identities = [*Keyholder(self._home.memory).identities(), self._home.memory.device().identity]
        try:
            Opener.of(identities).unseal(data)
        except NotForMe:
            return recipients(data) == _RECIPIENTS
        except SealError:
            return False
        return False

    def _take(self, found: list[tuple[Entry, tuple[Sheaf | None, Judged | None]]], ready: str) -> int:
        across, new = self._private.across, 0
        open_page = across.open_page(ms_of(self._home.clock()))
        for entry, (sheaf, judged) in found:
            if sheaf is not None and open_page and self._waits(sheaf, open_page, ready=open_page == ready):
                continue  # its words aren't taken from under its writer's hands
            if sheaf is not None:
                new += self._believe(sheaf, entry.name, own=False)
            if judged is not None:
                across.judge(judged)
        return new

    def _waits(self, sheaf: Sheaf, page: str, *, ready: bool) -> bool:
        """Whether `sheaf` waits until `page`, which stands open, is closed.

        A page beside another goes when somebody joins the two: that waits as a deletion does.
        """
        if not self._private.across.givers(page).isdisjoint(one.page for one in sheaf.revisions):
            return True
        ours = [one for one in sheaf.revisions if one.page == page]
        if not ours or not ready:
            return bool(ours)
        row = self._private.merging().row(page)
        written_on = row is None or row.deleted or row.place != self._private.across.kept(page).place
        return written_on or any(one.words is None for one in ours)

    def _believe(self, sheaf: Sheaf, name: str, *, own: bool) -> int:
        across, author = self._private.across, self._devices[sheaf.device]
        revisions = sheaf.revisions
        if author.cut is not None:
            revisions = tuple(
                one for one in revisions if one.words is not None and not across.kept(one.page).marks
            )
        new = self._private.merging().take(revisions)
        for one in revisions:
            across.hold(name, one.page, one.mark, own=own)
        stamps = [Stamp(*one.mark.at) for one in revisions if one.mark.at[0] < MAX_INT - 1]
        key = across.key()
        if key is not None and stamps and author.cut is None:
            across.keep_clock(observe(key.stamp, max(stamps), ms_of(self._home.clock()), own=True))
        return new


def _same(judged: Judged | None, entry: Entry) -> bool:
    # Who signed it may have been introduced since.
    return (
        judged is not None
        and (judged.size, judged.mtime_ns) == (entry.size, entry.mtime_ns)
        and judged.reason != Forged("device").reason
    )
