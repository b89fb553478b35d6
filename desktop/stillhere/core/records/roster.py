"""Who speaks for a person: their devices and recovery kits, and the epochs of their key.

It follows from what these devices said of each other, and from that alone: not from the order in which it
came, and never from a clock. What a device says beyond its own cut-off counts no more. Where two cut each
other off, a kit's word goes before a device's, and then the word of the one that came first.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from stillhere.core.records.bodies import MAX_KNOWN, DeviceKeys

#: How many devices one person can have here at a time, a recovery kit included: all of them fit into one file
#: of keys, whose length then says nothing of their number.
MAX_DEVICES: Final = 12


class Cut(Struct, frozen=True):
    """Where a device was cut off: its last kept record that counts, and which words about now do."""

    n: int
    id: str
    now: tuple[str, ...] = ()


class Added(Struct, frozen=True, kw_only=True):
    """What one device says of a further one of its person, and the record in which it says so.

    ``instead``: the one that says it goes on as that other one. ``kit``: the other one is a recovery kit.
    """

    n: int
    id: str
    keys: DeviceKeys
    name: str = ""
    instead: bool = False
    kit: bool = False


class Removed(Struct, frozen=True):
    """A device says that another one of its person speaks no more from `cut` on: in which record."""

    n: int
    id: str
    cut: Cut


class Keyed(Struct, frozen=True, kw_only=True):
    """A device gives its person's key of an epoch: its number, the public half, and who doesn't have it.

    ``knows`` are the public halves of those before that this device had then, as far as it says.
    """

    n: int
    id: str
    epoch: int
    recipient: str
    without: tuple[str, ...] = ()
    knows: tuple[str, ...] = ()


class Device(Struct, frozen=True, kw_only=True):
    """A device that takes part: whose it is, its public keys, what it is called.

    ``by`` is the device that introduced it, empty for a person's first one. ``kit``: it is a recovery kit.
    ``replaced``: it went on as another one. ``cut``: where it was removed; None: it wasn't.
    """

    person: str
    keys: DeviceKeys
    name: str = ""
    by: str = ""
    kit: bool = False
    replaced: bool = False
    cut: Cut | None = None

    @property
    def live(self) -> bool:
        """Whether it may go on speaking for its person."""
        return self.cut is None and not self.replaced


#: What devices say of others: by who says it, then by whom it is about.
Introductions = Mapping[str, Mapping[str, Added]]
Removals = Mapping[str, Mapping[str, Removed]]


def roster(
    person: str, first: DeviceKeys, added: Introductions, removed: Removals, taken: Collection[str] = ()
) -> dict[str, Device]:
    """A person's devices by id, removed ones too: `first`, which they came with, then as they came.

    ``taken`` are devices that are somebody's already.
    """
    cuts: dict[str, Cut] = {}
    if first.device not in added:  # the usual case, which is asked for often
        return {first.device: Device(person=person, keys=first)}
    while True:
        found = _introduced(Device(person=person, keys=first), added, cuts, taken)
        more = _next_cut(found, added, removed, cuts)
        if more is None:
            return {one: replace(facts, cut=cuts.get(one)) for one, facts in found.items()}
        cuts |= more


def epochs(recipient: str, said: Iterable[Keyed]) -> tuple[Keyed, ...]:
    """The epochs of a person's key, the present one last; `recipient` is that of the first one.

    Each follows on the one before. Of two with one number both stay readable, and one is the present one.
    """
    found = [Keyed(n=0, id="", epoch=1, recipient=recipient)]
    for one in sorted(said, key=lambda each: (each.epoch, each.id)):
        if one.epoch - found[-1].epoch in {0, 1}:
            found.append(one)
    return tuple(found)


def counting(said: Iterable[Keyed], cut: Cut | None) -> list[Keyed]:
    """What a device said of its person's key up to its cut-off."""
    return [one for one in said if cut is None or one.n <= cut.n]


def _introduced(
    first: Device, added: Introductions, cuts: Mapping[str, Cut], taken: Collection[str]
) -> dict[str, Device]:
    found = {first.keys.device: first}
    order = [first.keys.device]
    for by in order:  # grows meanwhile
        cut = cuts.get(by)
        for device, what in sorted(added.get(by, {}).items(), key=lambda item: (item[1].n, item[1].id)):
            late = cut is not None and what.n > cut.n
            if late or device in found or device in taken or len(found) == MAX_KNOWN:
                continue
            if what.instead and device not in cuts:
                found[by] = replace(found[by], replaced=True)
            if sum(not facts.replaced and one not in cuts for one, facts in found.items()) < MAX_DEVICES:
                found[device] = Device(
                    person=first.person, keys=what.keys, name=what.name, by=by, kit=what.kit
                )
                order.append(device)
    return found


def _next_cut(
    found: Mapping[str, Device], added: Introductions, removed: Removals, cuts: Mapping[str, Cut]
) -> dict[str, Cut] | None:
    """One more cut-off that counts, if there is one."""
    for by in sorted(found, key=lambda one: not found[one].kit):  # a stable order: kits, then as they came
        limit = cuts.get(by)
        for device, said in sorted(removed.get(by, {}).items(), key=lambda item: (item[1].n, item[1].id)):
            out = limit is not None and said.n > limit.n
            if not out and device != by and device in found and device not in cuts:
                return {device: _with_introduction(found, added, by, device, said.cut)}
    return None


def _with_introduction(
    found: Mapping[str, Device], added: Introductions, by: str, device: str, cut: Cut
) -> Cut:
    """`cut` of `device`, moved up to where it brought in the one `by` whom it is cut off, if it did."""
    at = by
    while found[at].by:
        above = found[at].by
        introduction = added[above][at]
        if above == device and introduction.n > cut.n:
            return Cut(introduction.n, introduction.id, cut.now)
        at = above
    return cut
