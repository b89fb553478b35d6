"""What belongs into this device's place in the folder, compared with what lies there.

Between acts it is only looked at: what vanished or was cut short goes out again with the next deliberate act,
and what a newer word or a segment replaced goes out of it then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from stillhere.home.folder.folder import Folder
from stillhere.home.folder.reading import Unreadable
from stillhere.home.folder.scan import Entry, Scan
from stillhere.home.store import Outgoing, Store
from stillhere.home.store.outbox import ENDED, OVER

#: Files beside records: they end when their work is done, and not by a newer one.
_LETTERBOX = frozenset({"invite", "join"})


def belonging(store: Store, device: str) -> dict[str, int]:
    """Path → size (bytes) of the published files that belong into the folder.

    ``device`` is the one that this store speaks for.
    """
    passing = store.outbox.passing()
    newest = _newest(store, device, passing)
    packed = {name for name, _ in store.outbox.packed()}
    lasting = store.outbox.lasting().items()
    return {path: size for path, size in lasting if path.rpartition("/")[2] not in packed} | {
        path_of(out): out.size for out in passing if not _replaced(out, newest, packed)
    }


def replaced(store: Store, device: str) -> list[Outgoing]:
    """The published files about now that a newer word of their device replaced."""
    published = store.outbox.published_now()
    newest = _newest(store, device, published)
    return [out for out in published if _replaced(out, newest, ())]


def path_of(out: Outgoing) -> str:
    """Where a file of this device lies, below ``v1``."""
    return f"{out.space}/{out.device}/{out.name}"


def heal(
    store: Store, device: str, places: Sequence[tuple[Folder, Scan]], fresh: Collection[str], now_ms: int
) -> int:
    """Has the published files that are gone or aren't whole go out again; how many.

    ``places`` are the listings of this store's places; ``fresh`` names what was written and read back since,
    or is about to be removed.
    Only files that changed since they were last looked into are read.
    """
    lying: dict[str, tuple[int, int]] = {}
    judged: dict[str, tuple[int, int] | None] = {}
    for _, scan in places:
        lying |= {entry.path: (entry.size, entry.mtime_ns) for entry in scan.entries}
        for place in {entry.path.rpartition("/")[0] for entry in scan.entries[:1]}:
            judged |= store.seen.judged(place)
    # After years there are many, and next to all of them are as they were: this is the whole look at those.
    odd = {
        path: size
        for path, size in belonging(store, device).items()
        if (facts := lying.get(path)) is None or facts[0] != size or judged.get(path, facts) != facts
    }
    found = {
        each.path: (folder, each) for folder, scan in places for each in scan.entries if each.path in odd
    }
    healed = 0
    for path, size in odd.items():
        name, (folder, entry) = path.rpartition("/")[2], found.get(path, (None, None))
        if name in fresh:
            continue
        if folder is None or entry is None or entry.size != size or judged[path] is None:
            healed += store.outbox.requeue(name)
            continue
        match _whole(store, name, folder, entry):
            case True:
                store.seen.judge(path, entry.size, entry.mtime_ns, "taken", "", now_ms)
            case False:
                healed += store.outbox.requeue(name)
            case None:
                pass  # the next act asks again
    return healed


def _whole(store: Store, name: str, folder: Folder, entry: Entry) -> bool | None:
    """Whether an own file is what was written; None while that can't be read."""
    try:
        return folder.read(entry) == store.outbox.data(name)
    except Unreadable as error:
        return None if error.reason == "waiting" else False


def latest(store: Store, device: str) -> dict[tuple[str, str], int]:
    """The number of the last word of each device and kind that lies in the folder."""
    return _newest(store, device, store.outbox.published_now())


def _newest(store: Store, device: str, published: Iterable[Outgoing]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for out in published:
        if out.lane == "now":
            # A word of this device that nobody saw, because it was taken back, replaces nothing there; that
            # of a device which this one was once may be another copy's, of which no file is known here.
            newest = 0 if out.device == device else store.kept.newest_now(out.device, out.kind)
            of = (out.device, out.kind)
            found[of] = max(found.get(of, 0), out.n, newest)
    return found


def _replaced(out: Outgoing, newest: Mapping[tuple[str, str], int], packed: Collection[str]) -> bool:
    """Whether a file is replaced that is neither a segment nor what its device said to others of its person.

    ``packed`` are the names of files of which a segment holds the same.
    """
    if out.lane == "own" or out.kind in {ENDED, OVER}:
        return True  # it came to its end
    if out.lane == "now":
        return out.kind not in _LETTERBOX and out.n < newest[out.device, out.kind]
    return out.name in packed
