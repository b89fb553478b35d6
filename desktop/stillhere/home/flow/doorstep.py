"""What was sealed to this device alone: an answer to an invitation of its, or keys of its person.

None of it is a record. An answer is asked about, and keys are tried; neither counts by itself.
"""

from __future__ import annotations

from msgspec.structs import replace

from stillhere.core.state.model import devices, members
from stillhere.home.flow.keyholder import Keyholder
from stillhere.home.memory import Memory
from stillhere.home.remembered import Request
from stillhere.home.store import Store
from stillhere.seal.further import DeviceJoin
from stillhere.seal.join import Join
from stillhere.seal.keyring import Keyring

#: What a file can hold beside records.
Delivery = Join | DeviceJoin | Keyring


class Doorstep:
    """Takes in what was left for this device. Every call belongs in a transaction of the store."""

    def __init__(self, store: Store, memory: Memory) -> None:
        self._store = store
        self._memory = memory

    def take(self, what: Delivery) -> bool:
        """Takes it in; whether other files may be readable now."""
        match what:
            case Join():
                self._asked(what)
            case DeviceJoin():
                self._device_asked(what)
            case Keyring():
                return Keyholder(self._memory).offer(what)
        return False

    def end_used(self) -> None:
        """Ends the invitation of whom the records bring in: this store or another copy of it said yes.

        Nobody acts at this moment, so that its file stays in the folder until somebody does.
        """
        memory, state = self._memory, self._memory.state()
        invitation, further = memory.invitation(), memory.device_invitation()
        if invitation is not None and len(members(state)) > 1:
            memory.keep_invitation(None)
            memory.keep_request(None)
            self._store.notes.drop(("asks_to_join",))
            self._store.outbox.end(invitation.name, soon=False)
        if further is not None and further.asks is not None and further.asks.device in devices(state):
            memory.keep_device_invitation(None)
            self._store.outbox.end(further.file, soon=False)

    def _asked(self, join: Join) -> None:
        # The first who answers is asked about; the words count once.
        if self._memory.request() is None and self._memory.invitation() is not None:
            self._memory.keep_request(
                Request(
                    name=join.name,
                    person=join.person,
                    recipient=join.recipient,
                    keys=join.keys,
                    hash=join.hash,
                )
            )
            self._store.notes.add("asks_to_join", join.name)

    def _device_asked(self, join: DeviceJoin) -> None:
        invitation = self._memory.device_invitation()
        if invitation is not None and invitation.asks is None:
            asking = replace(invitation, asks=join.keys, asks_name=join.name)
            self._memory.keep_device_invitation(asking)
