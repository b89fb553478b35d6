"""Moving in: the space that this home asked to join becomes its own, once its yes lies in the records.

That is the founder's to a partner, or that of one's own device or kit to a further device. What this home
said to nobody before stays unsaid.
"""

from __future__ import annotations

from msgspec.structs import replace

from stillhere.core.records.order import Stamp, observe
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import HERE, State, devices, members, status_of
from stillhere.home.flow.author import Author
from stillhere.home.flow.hearing import is_own, seen_by
from stillhere.home.flow.keyholder import Keyholder
from stillhere.home.flow.linking import Linking
from stillhere.home.memory import Memory
from stillhere.home.remembered import Joining
from stillhere.home.store import Store
from stillhere.seal.keys import DeviceSecrets, PersonSecrets, decode_device


class Moving:
    """Moves this home. Every call belongs in a transaction of the store."""

    def __init__(self, store: Store, memory: Memory, author: Author) -> None:
        self._store = store
        self._memory = memory
        self._author = author

    def move_in(self, now_ms: int) -> bool:
        """Moves where the yes was heard; whether this device came to its own person's space by it."""
        joining = self._memory.joining()
        if joining is None:
            return False
        if joining.person:
            return self._as_device(joining, now_ms)
        if _confirmed(joining, self._memory):
            self._as_partner(joining, now_ms)
        return False

    def _as_partner(self, joining: Joining, now_ms: int) -> None:
        mine = self._memory.mine()
        own = status_of(self._memory.state(), mine.person)
        self._enter(joining, replace(mine, undo=None), now_ms)
        if own != HERE:
            # What the joiner's screen shows is what the partner sees; the join said so.
            self._author.say(replace(own, undoes=0), now_ms)

    def _as_device(self, joining: Joining, now_ms: int) -> bool:
        device, holder = decode_device(joining.device), Keyholder(self._memory)
        facts = devices(joining.state).get(device.device)
        person = holder.proved(joining.state, joining.person)
        if facts is None or facts.keys != device.keys or facts.person != joining.person or person is None:
            return False
        mine = self._memory.mine()
        self._enter(joining, Mine(person=joining.person, device=device.device, preset=mine.preset), now_ms)
        self._keep(device, person, holder)
        return True

    def _keep(self, device: DeviceSecrets, person: PersonSecrets, holder: Keyholder) -> None:
        self._memory.keep_secrets(device, person)
        holder.drop_proved(person)

    def _enter(self, joining: Joining, mine: Mine, now_ms: int) -> None:
        # What this device said to nobody stays unsaid: its count begins anew in the new space.
        before = self._memory.mine().device
        self._store.records.forget(before)
        self._store.kept.drop_chain(before)
        self._memory.keep_mine(mine)
        self._memory.keep_state(joining.state)
        self._hear(joining.state, mine.person, now_ms)
        self._memory.keep_joining(None)
        self._memory.keep_heard(now_ms)

    def _hear(self, state: State, person: str, now_ms: int) -> None:
        """Hears anew what all records so far tell: when they were said, and what their devices had seen.

        What is said here next is later than they are, and what of it never came is known to be missing.
        """
        clock, known = self._memory.clock(), devices(state)
        for record in self._store.records.all():
            own = is_own(known.get(record.device), person)
            clock = observe(clock, Stamp(*record.at), now_ms, own=own)
        self._memory.keep_clock(clock)
        for device, top in seen_by(self._store, known).items():
            Linking(self._store, now_ms).link(device, {}, top)


def _confirmed(joining: Joining, memory: Memory) -> bool:
    mine, device, person = memory.mine(), memory.device(), memory.person()
    return any(
        member.person.id == mine.person
        and member.person.recipient == person.recipient
        and member.keys == device.keys
        for member in members(joining.state)
    )
