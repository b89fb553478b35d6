"""Files in this device's own place that it didn't put there: a carrier brings old ones back, or makes copies.

Only those go that hold nothing but this device's own words, each of them said better since, packed into a
segment, or sealed anew. Rubbish stays for a person to look at, and so does what is to last of a device that
this one was once: another copy of this store may have put it there.
"""

from __future__ import annotations

from stillhere.core.records.record import RecordError, decode_header
from stillhere.home.flow.healing import latest
from stillhere.home.folder.folder import Folder
from stillhere.home.folder.reading import Unreadable
from stillhere.home.folder.scan import Entry, Scan
from stillhere.home.store import Store
from stillhere.seal import envelope
from stillhere.seal.envelope import Opener, Signed
from stillhere.seal.errors import SealError

#: So many files are looked into with one act.
AT_ONCE = 64


class Strays:
    """Looks for them in the places of this store's devices; ``device`` is the one it speaks for now."""

    def __init__(self, store: Store, device: str, opener: Opener) -> None:
        self._store = store
        self._device = device
        self._opener = opener

    def among(self, folder: Folder, listing: Scan) -> list[str]:
        """The names of those in `listing`, which is of one place in `folder`."""
        ours = self._store.outbox.paths()
        unknown = [entry for entry in listing.entries if entry.path not in ours][:AT_ONCE]
        return [entry.name for entry in unknown if self._says_nothing(folder, entry)]

    def _says_nothing(self, folder: Folder, entry: Entry) -> bool:
        try:
            data = folder.read(entry)
            anew = self._published() if entry.name == envelope.file_name(data) else frozenset()
            records = envelope.read(self._opener.unseal(data))
            return all(self._said_better(entry.device, signed, anew) for signed in records)
        except (Unreadable, SealError, RecordError):
            return False

    def _published(self) -> frozenset[int]:
        """The numbers of what lies there in small files: another file of the same was sealed to others."""
        lying = self._store.outbox.published_small()
        return frozenset(out.n for out in lying if out.device == self._device)

    def _said_better(self, device: str, signed: Signed, anew: frozenset[int]) -> bool:
        header = decode_header(signed.header)
        if header.device != device:
            return False
        if header.lane == "now":
            return header.n < latest(self._store, self._device).get((device, header.kind), 0)
        if device != self._device or not self._store.records.has(envelope.record_id(signed.header)):
            return False
        return header.n in anew or any(
            each.since_ms is not None and each.device == device and each.first <= header.n <= each.last
            for each in self._store.packed.all()
        )
