"""A person's keys on this device: what came in keys files becomes theirs once signed records prove it.

A keys file proves nothing by itself. Its identities are tried on what can't be read yet; one whose public
half stands in the records of the space, as an epoch of its person, is that person's. One that turns out to be
none, for its device was removed before it gave the key, waits again: something may be sealed to it.
"""

from __future__ import annotations

from stillhere.core.state.model import State, devices, keys_of
from stillhere.home.memory import Memory
from stillhere.seal.keyring import Keyring
from stillhere.seal.keys import Identity, PersonSecrets

#: How many identities may wait for their proof; each of them is tried on what can’t be read.
MOST = 64


class Keyholder:
    """The keys of this home's person, and those that wait. A change belongs in a transaction of the store."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def identities(self) -> tuple[Identity, ...]:
        """All that may open something: the person's own, and those that wait for their proof."""
        return (*self._memory.person().identities, *map(Identity, self._memory.unproved()))

    def offer(self, keyring: Keyring) -> bool:
        """Has the identities of a keys file be tried; whether there were new ones."""
        joining, state = self._memory.joining(), self._memory.state()
        wanted = {(state.space, self._memory.mine().person)}
        if joining is not None and joining.person:
            wanted.add((joining.state.space, joining.person))
        known = {identity.secret for identity in self.identities()}
        new = [one.secret for one in keyring.identities if one.secret not in known]
        if (keyring.space, keyring.person) not in wanted or not new:
            return False
        # The present one comes first in a keys file: it stays where there are too many.
        self._memory.keep_unproved((*self._memory.unproved(), *reversed(new))[-MOST:])
        return True

    def proved(self, state: State, person: str) -> PersonSecrets | None:
        """The keys of `person` that the records of `state` prove; None: the present one isn't among them."""
        have = {identity.recipient: identity for identity in self.identities()}
        epochs = keys_of(state, person)
        if not epochs or epochs[-1].recipient not in have:
            return None
        found = [(one.epoch, have[one.recipient]) for one in epochs if one.recipient in have]
        return PersonSecrets(person, tuple(found))

    def adopt(self) -> bool:
        """Keeps as the person's own what the records prove by now; whether that was anything new."""
        memory = self._memory
        if not memory.unproved() and len(keys_of(memory.state(), memory.mine().person)) < 2:
            return False  # the usual case, in which nothing needs to be derived
        found = self.proved(memory.state(), memory.mine().person)
        if found is None or found == memory.person():
            return False
        former = [one.secret for one in memory.person().identities if one not in found.identities]
        memory.keep_secrets(memory.device(), found)
        memory.keep_unproved((*memory.unproved(), *former)[-MOST:])
        self.drop_proved(found)
        return True

    def drop_proved(self, found: PersonSecrets) -> None:
        """Has those wait no more that are `found` now."""
        proved = {identity.secret for identity in found.identities}
        self._memory.keep_unproved(tuple(each for each in self._memory.unproved() if each not in proved))

    def readers(self, state: State, person: str) -> dict[str, str]:
        """Who is to read the keys of `person`: the recipient of each of their devices and kits, by its id."""
        known = devices(state).items()
        return {one: of.keys.recipient for one, of in known if of.live and of.person == person}
