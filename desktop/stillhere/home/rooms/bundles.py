"""All records as one file, to be carried by hand where nothing carries the folder.

The file is a line, and then age files as they could lie in the folder, each with its length before it:

    still-here/1 bundle
    <length in bytes, decimal>
    <so many bytes>      a segment (see `segments`) or a keys file; then the next length, or the end

A segment holds the records of one device, those that last or those about now, as they were signed and sealed
to both people. Taking a bundle in is taking in a folder: nothing in it is believed before its signature
holds, a bad part is left out, and doing it again is harmless. It writes nothing into the folder.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from stillhere.core.records.record import erasable
from stillhere.core.state.model import hearers
from stillhere.core.state.when import ms_of
from stillhere.home import bell, files
from stillhere.home.errors import HomeError
from stillhere.home.folder.scan import BUDGET, Entry
from stillhere.home.store.seen import BUNDLE

if TYPE_CHECKING:
    from stillhere.home.flow.intake import Read
    from stillhere.home.home import Home
    from stillhere.home.store import Stored

TITLE = b"still-here/1 bundle\n"

#: Parts and bytes of a bundle that is read at all.
MOST_PARTS, MOST_BYTES = BUDGET, 1024 * 1024 * 1024

_DIGITS = 7
_LENGTH = re.compile(rb"[1-9][0-9]{2,6}\n")

#: Hears how many of how many parts are done.
Progress = Callable[[int, int], None]


class Came(Struct, frozen=True):
    """What came of a bundle: how many records were new, how many parts were left out."""

    new: int
    left_out: int


class Bundles:
    """Bundles of `home`."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def out(self, to: Path, progress: Progress | None = None) -> int:
        """Writes everything that is known here to `to`, a new file: how many records.

        Raises `HomeError` ("bundle_exists", "bundle_denied", "disk_full").
        """
        written: list[int] = []

        def fill(place: Path) -> None:
            with place.open("wb") as file:
                written.append(self._write(file, progress))

        try:
            files.put_new(to, fill)
        except FileExistsError as error:
            raise HomeError("bundle_exists", place=str(to)) from error
        except OSError as error:
            raise _denied(error, to) from error
        return written[0]

    def take_in(self, place: Path, progress: Progress | None = None) -> Came:
        """Takes in the bundle at `place`, part by part; after a crash it can be done again.

        Raises `HomeError` ("bundle_denied", "bundle_foreign"), and `StoreError`.
        """
        from stillhere.home.flow.glance import Glance
        from stillhere.home.flow.intake import Intake

        home = self._home
        store, now_ms = home.store, ms_of(home.clock())
        intake = Intake(store, home.memory, home.rounds.author(), Glance(store, home.memory))
        before = store.records.count()
        try:
            with place.open("rb") as file:
                found, torn = _parts(file)
                intake.take_from(_Source(file, found, progress), list(found), now_ms)
                aside = [one for one in store.seen.set_aside() if one.path.startswith(f"{BUNDLE}/")]
        except OSError as error:
            raise _denied(error, place) from error
        finally:
            store.seen.forget_under(BUNDLE)  # it was judged, and lies nowhere
        bell.ring(home.paths.bell)
        return Came(max(0, store.records.count() - before), len(aside) + torn)

    def _write(self, file: BinaryIO, progress: Progress | None) -> int:
        from stillhere.home.flow.cutting import heard
        from stillhere.home.flow.linking import signed_of
        from stillhere.home.flow.parts import parts
        from stillhere.home.flow.rekeying import KIND
        from stillhere.seal import envelope

        home = self._home
        state, mine = home.memory.state(), home.memory.mine()
        people = [person.recipient for person in hearers(state, mine.person)]
        known = heard(home.store, state)
        groups, count = self._groups(known), 0
        file.write(TITLE)
        for done, group in enumerate(groups, 1):
            for part in parts(group, known[group[0].device].keys.sign):
                sealed = envelope.seal(envelope.write(*(signed_of(each) for each in part)), people)
                file.write(b"%d\n%s" % (len(sealed), sealed))
                count += len(part)
            if progress is not None:
                progress(done, len(groups))
        for out in (*home.store.outbox.published(KIND), *home.store.outbox.waiting()):
            data = home.store.outbox.data(out.name) if out.kind == KIND else None
            if data is not None:
                file.write(b"%d\n%s" % (len(data), data))
        return count

    def _groups(self, known: Collection[str]) -> list[list[Stored]]:
        """The records of each `known` device, what is to last first; who was there first comes first.

        Without a body that has to be there none is read: that of a removed device's later words isn't kept.
        """
        store = self._home.store
        now = list(store.records.all("now"))
        lasting = [
            [each for each in store.kept.records(device) if each.body or erasable(each.kind)]
            for device in known
        ]
        present = [[each for each in now if each.device == device] for device in known]
        return [group for group in (*lasting, *present) if group]


class _Source:
    """The parts of an open bundle as files to read, by where each begins."""

    def __init__(self, file: BinaryIO, starts: Mapping[Entry, int], progress: Progress | None) -> None:
        self._file = file
        self._starts = starts
        self._progress = progress
        self._read: set[str] = set()

    @contextmanager
    def reading(self) -> Iterator[Read]:
        """Reads a part by its entry."""
        yield self._part

    def _part(self, entry: Entry) -> bytes:
        self._file.seek(self._starts[entry])
        data = self._file.read(entry.size)
        self._read.add(entry.path)
        if self._progress is not None:
            self._progress(len(self._read), len(self._starts))
        return data


def _parts(file: BinaryIO) -> tuple[dict[Entry, int], bool]:
    """Where each part begins, and whether something came after the last one that can't be read."""
    from stillhere.seal.envelope import file_name
    from stillhere.seal.guard import MAX_SEGMENT, MIN_FILE

    if file.read(len(TITLE)) != TITLE:
        raise HomeError("bundle_foreign")
    found: dict[Entry, int] = {}
    while line := file.readline(_DIGITS + 1):
        size, start = int(line) if _LENGTH.fullmatch(line) else 0, file.tell()
        fit = MIN_FILE <= size <= MAX_SEGMENT and start + size <= MOST_BYTES and len(found) < MOST_PARTS
        data = file.read(size) if fit else b""
        if not fit or len(data) != size:
            return found, True
        found[Entry(f"{BUNDLE}/{len(found)}/{file_name(data)}", size, 0)] = start
    return found, False


def _denied(error: OSError, place: Path) -> HomeError:
    full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    return HomeError("disk_full" if full else "bundle_denied", place=str(place))
