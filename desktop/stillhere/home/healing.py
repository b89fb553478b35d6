"""What belongs into this device's place in the folder, compared with what lies there.

Between acts it is only looked at: what vanished or was cut short goes out again with the next deliberate act,
and what a newer word or a segment replaced goes out of it then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stillhere.home.scan import Scan
from stillhere.home.store import Outgoing, Segment, Store
from stillhere.home.store.packed import KIND

#: Files beside records: they end when their work is done, and not by a newer one.
_LETTERBOX = frozenset({"invite", "join"})


def belongs(store: Store, device: str) -> list[Outgoing]:
    """The published files that belong into the folder. ``device`` is the one that this store speaks for."""
    newest = latest(store, device)
    packed = [segment for segment in store.packed.all() if segment.since_ms is not None]
    return [out for out in store.outbox.published() if not _replaced(out, newest, packed)]


def replaced(store: Store, device: str) -> list[Outgoing]:
    """The published files about now that a newer word of their device replaced."""
    newest = latest(store, device)
    return [out for out in store.outbox.published() if out.lane == "now" and _replaced(out, newest, ())]


def path_of(out: Outgoing) -> str:
    """Where a file of this device lies, below ``v1``."""
    return f"{out.space}/{out.device}/{out.name}"


def heal(store: Store, device: str, listings: Iterable[Scan]) -> int:
    """Has the published files that are gone or aren't whole go out again; how many."""
    sizes = {entry.path: entry.size for scan in listings for entry in scan.entries}
    broken = {verdict.path for verdict in store.seen.set_aside()}
    lost = [
        out for out in belongs(store, device) if sizes.get(path_of(out)) != out.size or path_of(out) in broken
    ]
    return sum(store.outbox.requeue(out.name) for out in lost)


def latest(store: Store, device: str) -> dict[tuple[str, str], int]:
    """The number of the last word of each device and kind that lies in the folder."""
    found: dict[tuple[str, str], int] = {}
    for out in store.outbox.published():
        if out.lane == "now":
            # A word of this device that nobody saw, because it was taken back, replaces nothing there; that
            # of a device which this one was once may be another copy's, of which no file is known here.
            newest = 0 if out.device == device else store.kept.newest_now(out.device, out.kind)
            of = (out.device, out.kind)
            found[of] = max(found.get(of, 0), out.n, newest)
    return found


def _replaced(out: Outgoing, newest: Mapping[tuple[str, str], int], packed: Iterable[Segment]) -> bool:
    if out.lane == "now":
        return out.kind not in _LETTERBOX and out.n < newest[out.device, out.kind]
    return out.kind != KIND and any(
        each.device == out.device and each.first <= out.n <= each.last for each in packed
    )
