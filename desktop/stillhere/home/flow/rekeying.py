"""The epochs of this person's key: a new one when a device goes, and keys files for those who stay.

What is said to a person is sealed to their present epoch. A removed device doesn't get the next one, so what
is said from then on it can't read; what it has, it keeps. All of it happens with a deliberate act.
"""

from __future__ import annotations

from msgspec.structs import replace

from stillhere.core.records.bodies import MAX_KEYS, PersonKey
from stillhere.core.state.model import devices, hearers, keys_of, members
from stillhere.home.flow.keyholder import Keyholder
from stillhere.home.flow.ledger import Ledger
from stillhere.home.flow.pen import Pen
from stillhere.home.memory import Memory
from stillhere.home.remembered import Written
from stillhere.home.store import Store
from stillhere.seal import envelope
from stillhere.seal.keyring import Keyring, write_keyring
from stillhere.seal.keys import PersonSecrets, Random, new_identity

#: As which kind a keys file stands in the outbox.
KIND = "keys"


class Rekeying:
    """Makes epochs and keys files. ``random`` gives fresh bytes. Every call belongs in a transaction."""

    def __init__(self, store: Store, memory: Memory, pen: Pen, random: Random) -> None:
        self._store = store
        self._memory = memory
        self._pen = pen
        self._random = random
        self._ledger = Ledger(store, memory)

    def renew(self, now_ms: int) -> None:
        """Gives this person a key of a next epoch, which removed devices don't get, and shares it."""
        memory = self._memory
        state, mine, person = memory.state(), memory.mine(), memory.person()
        epoch, fresh = keys_of(state, mine.person)[-1].epoch + 1, new_identity(self._random)
        body = PersonKey(
            epoch=epoch,
            recipient=fresh.recipient,
            without=tuple(sorted(self._removed())),
            knows=tuple(each.recipient for _, each in person.epochs[-MAX_KEYS:]),
        )
        people = [
            replace(one.person, recipient=fresh.recipient, epoch=epoch)
            if one.person.id == mine.person
            else one.person
            for one in members(state)
        ]
        hearing = {one.id for one in hearers(state, mine.person)}
        # Sealed to the new key at once: from this record on a removed device reads nothing.
        pair = self._pen.compose(state.space, body, people, now_ms)
        memory.keep_secrets(memory.device(), PersonSecrets(mine.person, (*person.epochs, (epoch, fresh))))
        self._ledger.take([pair], now_ms, act=True)
        self._pen.queue(*pair, [one for one in people if one.id in hearing])
        self.share()

    def share(self) -> None:
        """Writes the keys file for everybody who is to read it now. It replaces the one before.

        Keys that wait for their proof go along: what somebody said who is gone may be sealed to one.
        """
        memory, outbox = self._memory, self._store.outbox
        state, mine, person = memory.state(), memory.mine(), memory.person()
        holder = Keyholder(memory)
        readers = holder.readers(state, mine.person)
        keyring = Keyring(state.space, mine.person, holder.identities())
        data = write_keyring(keyring, list(readers.values()), self._random)
        numbers = [out.n for out in (*outbox.published(KIND), *outbox.waiting()) if out.kind == KIND]
        number, name = max(numbers, default=0) + 1, envelope.file_name(data)
        outbox.cancel_superseded(mine.device, KIND, number)
        outbox.queue(name, data, lane="now", kind=KIND, n=number, space=state.space, device=mine.device)
        before = memory.written()
        given = set(before.devices) if before is not None and before.recipient == person.recipient else set()
        keys = tuple(each.recipient for each in keyring.identities)
        memory.keep_written(Written(tuple(sorted(given | readers.keys())), person.recipient, keys))

    def keep_up(self, now_ms: int) -> None:
        """Mends what two devices did at the same time: whoever gave keys before gives them anew.

        A removed device that has the present key is left out by a next one, also where this device gave it
        the key before it heard of the removal; a further device that doesn't have it gets it. A key that came
        to wait here meanwhile goes to everybody: who gave it may not have known them all.
        """
        memory = self._memory
        written = memory.written()
        if written is None:
            return
        state, person = memory.state(), memory.mine().person
        present = keys_of(state, person)[-1]
        if not self._removed() <= set(present.without) or self._gave_away(written, present.recipient):
            self.renew(now_ms)
            return
        holder = Keyholder(memory)
        missing = holder.readers(state, person).keys() - set(written.devices)
        came = {each.recipient for each in holder.identities()} - set(written.keys)
        due = missing or (written.keys and came) or present.recipient != written.recipient
        if due and memory.person().recipient == present.recipient:
            self.share()

    def _gave_away(self, written: Written, recipient: str) -> bool:
        """Whether somebody who doesn't take part got the key `recipient` by a keys file of this device."""
        known = devices(self._memory.state())
        gone = (one not in known or known[one].cut is not None for one in written.devices)
        return written.recipient == recipient and any(gone)

    def _removed(self) -> set[str]:
        known, person = devices(self._memory.state()).items(), self._memory.mine().person
        return {one for one, of in known if of.person == person and of.cut is not None}
