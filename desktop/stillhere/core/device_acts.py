"""What a person may say of their own devices and kits, and what it says: each of them has the same right.

Nobody says anything of the other's devices. The device that acts doesn't remove itself: its person leaves on
it, or removes it from another one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from stillhere.core.acts import Refused
from stillhere.core.records.bodies import (
    NAME_LENGTH,
    Body,
    DeviceAdded,
    DeviceKeys,
    DeviceNamed,
    DeviceRemoved,
    KitSet,
    Status,
)
from stillhere.core.records.roster import MAX_DEVICES, Cut
from stillhere.core.records.text import clean, is_blank
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import State, devices, devices_of, has_left, last, members


def must_share(state: State, mine: Mine) -> None:
    """Raises `Refused` unless this device shares with somebody, and may speak."""
    own = devices(state).get(mine.device)
    if has_left(state, mine.person):
        raise Refused("why.left")
    if own is not None and own.cut is not None:
        raise Refused("why.device.removed")
    if len(members(state)) < 2:
        raise Refused("why.device.alone")


def add(state: State, mine: Mine, keys: DeviceKeys, name: str) -> DeviceAdded:
    """What brings in a further device. Raises `Refused`."""
    must_share(state, mine)
    if len(in_use(state, mine.person)) >= MAX_DEVICES:
        raise Refused("why.device.many")
    return DeviceAdded(keys=keys, name=clean(name)[:NAME_LENGTH])


def rename(state: State, mine: Mine, device: str, name: str) -> DeviceNamed:
    """What gives one of one's own devices a name. Raises `Refused`."""
    must_share(state, mine)
    name = clean(name).strip()
    if is_blank(name) or len(name) > NAME_LENGTH:
        raise Refused("why.device.name")
    if device not in in_use(state, mine.person) or devices(state)[device].kit:
        raise Refused("why.device.unknown")
    return DeviceNamed(device=device, name=name)


def remove(state: State, mine: Mine, device: str, cut: Cut) -> tuple[Body, ...]:
    """What removes one of one's own devices at `cut`; first what was last said on it of now is said anew.

    So what is so hangs on nothing that the removed device may still do, nor on a file that it took away for a
    newer one. Raises `Refused`.
    """
    must_share(state, mine)
    if device == mine.device:
        raise Refused("why.device.this")
    if device not in in_use(state, mine.person):
        raise Refused("why.device.unknown")
    own = devices_of(state, mine.person)
    subjects: Sequence[Mapping[str, Any]] = (state.status, state.pulse, state.knock, state.paces)
    anew = [said[device].what for said in subjects if device in said and _holds(said, device, own)]
    removed = DeviceRemoved(device=device, n=cut.n, id=cut.id, now=cut.now)
    return (*(replace(one, undoes=0) if isinstance(one, Status) else one for one in anew), removed)


def _holds(said: Mapping[str, Any], device: str, own: tuple[str, ...]) -> bool:
    """Whether the last word is that device's, or one as old: such a one took back an unseen word after it."""
    found = last(said, own)
    return found is not None and found.at == said[device].at


def set_kit(state: State, mine: Mine, keys: DeviceKeys, cuts: Mapping[str, Cut]) -> tuple[Body, ...]:
    """What makes `keys` the recovery kit, and the only one: ``cuts`` is where those before are cut off.

    Raises `Refused`.
    """
    must_share(state, mine)
    old = kits(state, mine.person)
    if len(in_use(state, mine.person)) - len(old) >= MAX_DEVICES:
        raise Refused("why.device.many")
    gone = [DeviceRemoved(device=kit, n=cuts[kit].n, id=cuts[kit].id, now=cuts[kit].now) for kit in old]
    return (*gone, KitSet(keys=keys))


def in_use(state: State, person: str) -> tuple[str, ...]:
    """A person's devices and kits that may speak for them."""
    return tuple(one for one, of in devices(state).items() if of.live and of.person == person)


def in_hand(state: State, person: str) -> tuple[str, ...]:
    """A person's devices that may speak for them, without kits."""
    known = devices(state)
    return tuple(one for one in in_use(state, person) if not known[one].kit)


def kits(state: State, person: str) -> tuple[str, ...]:
    """A person's recovery kits that hold: one at most, unless two devices made one at the same time."""
    known = devices(state)
    return tuple(one for one in in_use(state, person) if known[one].kit)
