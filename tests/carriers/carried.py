"""Two people at two computers with a real carrier in between: two trays, two folders, two Syncthings.

Law: each tray finds its own Syncthing's configuration by the variable that Syncthing itself reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.carriers.syncthing_pair import DELAY, SyncthingPair
from tests.journeys.people import Seat, link, seat
from tests.waiting import until


@dataclass(frozen=True)
class Carried:
    """Mia and Jon at their own computers, each with a side of the folder, and the carrier in between."""

    mia: Seat
    jon: Seat
    mias: Path
    jons: Path
    carrier: SyncthingPair


@contextmanager
def carried(place: Path, *, delay: float = DELAY) -> Iterator[Carried]:
    """Mia and Jon, linked, with their trays running; `delay` as `SyncthingPair` takes it."""
    mias, jons = place / "mias", place / "jons"
    with (
        SyncthingPair(mias, jons, delay=delay) as carrier,
        seat("Mia", place / "mia", {"STHOMEDIR": str(carrier.a.home)}) as mia,
        seat("Jon", place / "jon", {"STHOMEDIR": str(carrier.b.home)}) as jon,
    ):
        link(mia.person, jon.person, mias, jons, carried=lambda: carry_over(carrier, mias, jons))
        mia.start_tray()
        jon.start_tray()
        yield Carried(mia, jon, mias, jons, carrier)


def carry_over(carrier: SyncthingPair, one: Path, other: Path) -> None:
    """Has both sides scanned, and waits until both folders hold the same files."""
    for each in (carrier.a, carrier.b):
        each.scan()
    until(lambda: files(one) == files(other))


def files(folder: Path) -> set[Path]:
    """The files of Still Here in a folder, by their places in it."""
    # A carrier gives a file its name when it is whole, so that the names are enough.
    found = (folder / "Still Here").rglob("*")
    return {path.relative_to(folder) for path in found if path.suffix in {".age", ".txt"}}
