"""What a removed device said counts up to its cut-off, and nothing beyond it, whenever that came.

Nothing counts of whom only such words brought in, though others heard it before they heard of the cut-off.
Law: what doesn't count is known all the same, as far as it tells who takes part. Which of two cut-offs counts
would depend on what came first if one of them kept the other from being heard.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from stillhere.core.records.bodies import MAX_KNOWN, DeviceAdded, KitSet
from stillhere.core.records.chain import DECIDING, MEMBERSHIP, within
from stillhere.core.records.record import Record, SpaceFounded
from stillhere.core.records.roster import Cut, Device
from stillhere.core.state.fold import fold
from stillhere.core.state.model import State, cuts, devices, is_erased
from stillhere.home.flow.linking import read_back
from stillhere.home.store import Store
from stillhere.home.store.seen import BUNDLE
from stillhere.seal.envelope import space_of

#: A removed device may have said who else is removed: so often it is looked at again who was, at most.
CUTS: Final = 8

#: Where a device is cut off that takes no part: nothing of it counts.
NOTHING: Final = Cut(0, "")

#: What brings in further devices of a person.
_INTRODUCING: Final = ("device.added", "kit.set")


class Cutting:
    """Knows of the records in a store which ones count, where devices were cut off.

    ``outside`` are devices that don't take part. ``circle``: devices removed each other in such a way that
    what one of them says of that counts only if it doesn't.
    """

    def __init__(
        self,
        store: Store,
        found: Mapping[str, Cut],
        outside: Collection[str] = frozenset(),
        *,
        circle: bool = False,
    ) -> None:
        self._store = store
        self.cuts = found
        self._outside = outside
        self._circle = circle
        self._within: dict[str, frozenset[str]] = {}

    def counts(self, record: Record) -> bool:
        """Whether a record, which lies in the store, counts."""
        header = record.header
        cut = self.cuts.get(header.device)
        if cut is None:
            return header.device not in self._outside
        if header.lane == "now":
            return record.id in cut.now
        if header.n > cut.n:
            return False
        if header.device not in self._within:
            self._within[header.device] = within(self._store.kept.links(header.device), cut.n, cut.id)
        return record.id in self._within[header.device]

    def decides(self, record: Record) -> bool:
        """Whether what the record says belongs into the state: it counts, or nothing else tells who goes."""
        return self.counts(record) or (self._circle and record.header.kind in DECIDING)

    def prune(self, own: str) -> None:
        """Forgets the words about now that count no more, or they would stand in the way of those that do.

        Those of the device `own` stay: nobody brings them back if its removal turns out to count no more.
        """
        for each in self._store.records.all("now") if self.cuts else ():
            cut = self.cuts.get(each.device)
            if cut is not None and each.device != own and each.id not in cut.now:
                self._store.kept.remove(each.id)


def settled(store: Store, known: Collection[Record], spaces: Collection[str]) -> Cutting:
    """Who was cut off in `spaces`, by all the `known` records whose chains are whole: begun without any.

    Where that never comes to rest, devices removed each other in a circle: then the roster decides by all
    that they said of it, as it did at first, and what it found is what it finds from then on.
    """
    speaking = {record.header.device for record in known}
    deciding = [record for record in known if record.header.kind in DECIDING]
    cutting, rounds = Cutting(store, {}), list[Cutting]()
    for _ in range(CUTS):
        states = {space: State(space=space) for space in spaces}
        for record in filter(cutting.counts, deciding):
            state = states.get(space_in(record))
            if state is not None:
                states[state.space] = fold(state, record)
        found, outside = cut_in(states.values()), speaking.difference(*map(devices, states.values()))
        if found == cutting.cuts:
            return Cutting(store, found, outside)
        rounds.append(Cutting(store, found, outside, circle=True))
        cutting = Cutting(store, found)  # of whom nobody brought in the roster knows by itself
    return rounds[0]


def heard(store: Store, state: State) -> dict[str, Device]:
    """The `devices` of a space, and those whom only words that don't count brought in: these cut off at 0.

    What such a one says is known, so that its word counts if it turns out that the others do. Each device
    that was cut off stands for as many of them as a person can have, so that none of them crowds out others.
    """
    found = dict(devices(state))
    for root in [one for one, of in found.items() if of.cut is not None]:
        order, most = [root], len(found) + MAX_KNOWN
        for by in order:  # grows meanwhile
            for brought in _brought_in(store, found[by], whole=by in state.forks):
                if brought.keys.device not in found and len(found) < most:
                    found[brought.keys.device] = brought
                    order.append(brought.keys.device)
    return found


def _brought_in(store: Store, by: Device, *, whole: bool) -> Iterator[Device]:
    """Whom a device brought in beyond its cut-off: ``whole`` is from the first on, of one with two histories.

    Not whom it confirmed as the other person: nothing that is said there tells where a device of this one is
    cut off, and the id of the other's device follows from no key.
    """
    above = 0 if whole or by.cut is None else by.cut.n
    for each in store.kept.of_kinds(by.keys.device, _INTRODUCING, above, MAX_KNOWN):
        body = read_back(each).body
        if isinstance(body, DeviceAdded | KitSet):  # or else an earlier version accepted it, and this doesn't
            yield Device(
                person=by.person,
                keys=body.keys,
                by=by.keys.device,
                kit=isinstance(body, KitSet),
                cut=NOTHING,
            )


def cut_in(states: Iterable[State]) -> dict[str, Cut]:
    """Who was cut off, in any of `states`."""
    return {device: cut for state in states for device, cut in cuts(state).items()}


def places_cut(store: Store, states: Iterable[State]) -> dict[str, Cut]:
    """Who was cut off, in any of `states`, by the places of the devices: their space, then they."""
    return {
        f"{state.space}/{device}": of.cut
        for state in states
        for device, of in heard(store, state).items()
        if of.cut is not None
    }


def read_anew(store: Store, before: Mapping[str, Cut], states: Collection[State]) -> bool:
    """Has files be looked into again whose devices are cut off elsewhere now than `before`, or no more.

    Of what lay beyond a cut-off the words were not kept. A body that a device took away beyond its cut-off is
    read again, too, and so is a word about now that a later one took the place of. ``before`` is by place.
    Whether there were any.
    """
    now = places_cut(store, states)
    moved = [place for place, cut in before.items() if now.get(place) != cut]
    moved += [
        place for place in now.keys() - before.keys() if not all(map(store.records.has, now[place].now))
    ]
    ours = store.outbox.paths() if moved else ()
    for place in (*moved, BUNDLE) if moved else ():
        store.seen.forget_under(place, but=ours)
    bodiless = set[str]().union(*(_missing_bodies(store, state) for state in states if now != before))
    for place in bodiless:  # its own, too: what was taken away here lies in its own files until the next act
        store.seen.forget_under(place)
    return bool(moved or bodiless)


def _missing_bodies(store: Store, state: State) -> set[str]:
    """The places of devices some of whose bodies are missing here, though they count and nobody took them."""
    known = devices(state)
    return {
        f"{state.space}/{each.device}"
        for each in store.kept.without_body()
        if each.device in known
        and (known[each.device].cut or Cut(each.n, "")).n >= each.n
        and not is_erased(state, each.id, known[each.device].person)
    }


def left(before: Mapping[str, Collection[str]], now: Mapping[str, State]) -> bool:
    """Whether a device that took part `before` does so no more: as many as there may be go before it.

    Both are by space.
    """
    return any(set(known).difference(devices(now[space])) for space, known in before.items())


def changes_membership(records: Iterable[Record]) -> bool:
    """Whether one of `records` may change who takes part."""
    return any(record.header.kind in MEMBERSHIP for record in records)


def space_in(record: Record) -> str:
    """The space that a record is of."""
    founding = isinstance(record.body, SpaceFounded)
    return space_of(record.id) if founding else record.header.space
