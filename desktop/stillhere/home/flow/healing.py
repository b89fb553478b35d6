"""What belongs into this device's place in the folder, compared with what lies there.

Between acts it is only looked at: what vanished or was cut short goes out again with the next deliberate act,
and what a newer word or a segment replaced goes out of it then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from stillhere.home.folder.folder import Folder
from stillhere.home.folder.reading import Unreadable
from stillhere.home.folder.scan import Entry, Scan
from stillhere.home.store import Outgoing, Segment, Store
from stillhere.home.store.outbox import ENDED
from stillhere.home.store.packed import KIND

#: Files beside records: they end when their work is done, and not by a newer one.
_LETTERBOX = frozenset({"invite", "join"})


def belongs(store: Store, device: str) -> list[Outgoing]:
    """The published files that belong into the folder. ``device`` is the one that this store speaks for."""
    published = store.outbox.published()
    newest = _newest(store, device, published)
    small = any(out.lane == "kept" and out.kind != KIND for out in published)
    packed = [each for each in store.packed.all() if each.since_ms is not None] if small else []
    return [out for out in published if not _replaced(out, newest, packed)]


def replaced(store: Store, device: str) -> list[Outgoing]:
    """The published files about now that a newer word of their device replaced."""
    published = store.outbox.published_now()
    newest = _newest(store, device, published)
    return [out for out in published if _replaced(out, newest, ())]


def path_of(out: Outgoing) -> str:
    """Where a file of this device lies, below ``v1``."""
    return f"{out.space}/{out.device}/{out.name}"


def heal(
    store: Store, device: str, places: Iterable[tuple[Folder, Scan]], fresh: Collection[str], now_ms: int
) -> int:
    """Has the published files that are gone or aren't whole go out again; how many.

    ``places`` are the listings of this store's places; ``fresh`` names what was written and read back since.
    Only files that changed since they were last looked into are read.
    """
    lying: dict[str, tuple[Folder, Entry]] = {}
    judged: dict[str, tuple[int, int] | None] = {}
    for folder, scan in places:
        lying |= {entry.path: (folder, entry) for entry in scan.entries}
        for place in {f"{entry.space}/{entry.device}" for entry in scan.entries[:1]}:
            judged |= store.seen.judged(place)
    healed = 0
    for out in belongs(store, device):
        if out.name in fresh:
            continue
        path = path_of(out)
        found = lying.get(path)
        if found is None or found[1].size != out.size:
            healed += store.outbox.requeue(out.name)
            continue
        folder, entry = found
        facts = (entry.size, entry.mtime_ns)
        before = judged.get(path, facts)
        if before == facts:
            continue
        match False if before is None else _whole(store, out, folder, entry):
            case True:
                store.seen.judge(path, *facts, "taken", "", now_ms)
            case False:
                healed += store.outbox.requeue(out.name)
            case None:
                pass  # the next act asks again
    return healed


def _whole(store: Store, out: Outgoing, folder: Folder, entry: Entry) -> bool | None:
    """Whether an own file is what was written; None while that can't be read."""
    try:
        return folder.read(entry) == store.outbox.data(out.name)
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


def _replaced(out: Outgoing, newest: Mapping[tuple[str, str], int], packed: Iterable[Segment]) -> bool:
    if out.lane == "own":
        return out.kind == ENDED
    if out.lane == "now":
        return out.kind not in _LETTERBOX and out.n < newest[out.device, out.kind]
    return out.kind != KIND and any(
        each.device == out.device and each.first <= out.n <= each.last for each in packed
    )
