"""A store that came back from a copy: another one spoke for its device already, and two must not be one.

Before anything is written, this device becomes a further one of its person, introduced by the old one's last
word. What the person said here and nobody could take in is said again by the new one, so that nothing typed
is lost. What was taken back unseen is as if it had never been: nothing stands here that nobody else has. The
words of an open invitation count on: whoever has them answers the old device, and the new one reads it.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from stillhere.core.records.record import Body, DeviceAdded, Record, decode_body, decode_header
from stillhere.core.state.model import devices
from stillhere.home.flow.healing import path_of
from stillhere.home.flow.ledger import Ledger
from stillhere.home.flow.linking import read_back, stored
from stillhere.home.flow.pen import Pen
from stillhere.home.memory import Memory
from stillhere.home.store import Outgoing, Store, Stored
from stillhere.home.store.outbox import ENDED, OVER
from stillhere.home.store.packed import KIND
from stillhere.seal import envelope
from stillhere.seal.envelope import Opener, Signed
from stillhere.seal.keys import Random, further_device

#: What waits in the outbox beside records.
_NO_RECORDS = frozenset({"invite", "join", "keys", "own", ENDED, OVER, KIND})


def settle(store: Store, memory: Memory, pen: Pen, random: Random, now_ms: int) -> None:
    """Makes this device another one, if another copy of its store spoke for it. In a transaction."""
    if not memory.restored():
        return
    put_back(store, memory, now_ms)
    mine, state = memory.mine(), memory.state()
    bodies = [*_shadowed(memory), *_take_back(store, memory, now_ms)]
    fresh = further_device(state.space, mine.person, random)
    known = devices(state).get(mine.device)
    name = "" if known is None else known.name
    pen.say(DeviceAdded(keys=fresh.keys, name=name, instead=True), now_ms)
    _carry_over(memory, now_ms)
    memory.keep_secrets(fresh, memory.person())
    memory.keep_mine(replace(mine, device=fresh.device, undo=None))
    memory.keep_restored(now=False)
    for body in bodies:
        pen.say(body, now_ms)


def _carry_over(memory: Memory, now_ms: int) -> None:
    """Keeps what opens the answers to an open invitation: they are sealed to the device that this one was."""
    invitation = memory.device_invitation()
    if invitation is not None and not invitation.opens and now_ms <= invitation.expires_ms:
        memory.keep_device_invitation(replace(invitation, opens=memory.device().identity.secret))


def heed(store: Store, memory: Memory, records: Collection[Record], now_ms: int) -> bool:
    """Before `records` are taken in: puts back the word before if they hold one that another copy said since.

    The word that took back an unseen one has the higher number here and would hide it, but never goes out:
    everybody else goes by what the other copy said. Whether there was one.
    """
    word = store.kept.record(memory.unsaid())
    if word is None or word.device != memory.mine().device:
        return False
    known = max((out.n for out in _outgoing(store, word)), default=0)
    kind = (word.device, word.lane, word.kind)
    headers = (record.header for record in records)
    if not any((each.device, each.lane, each.kind) == kind and each.n > known for each in headers):
        return False
    memory.keep_restored(now=True)
    return put_back(store, memory, now_ms)


def put_back(store: Store, memory: Memory, now_ms: int) -> bool:
    """Puts the word before in the place of one that took back an unseen one; whether there was one.

    That one never goes out, and its number would hide here what the other copy said meanwhile: so what that
    one may have said is read again.
    """
    word = store.kept.record(memory.unsaid()) if memory.restored() else None
    if word is None:
        return False
    memory.keep_unsaid("")
    store.kept.remove(word.id)
    said = _outgoing(store, word)
    data = store.outbox.data(max(said, key=lambda out: out.n).name) if said else None
    opener = Opener.of(memory.person().identities)
    for signed in () if data is None else envelope.read(opener.unseal(data)):
        header = decode_header(signed.header)
        record = Record(id=envelope.record_id(signed.header), header=header, body=None)
        store.records.add(stored(signed, record))
    ours = [*store.outbox.published(), *store.outbox.waiting()]
    store.seen.forget_under(f"{memory.state().space}/{word.device}", but=[path_of(out) for out in ours])
    Ledger(store, memory).refold(now_ms)
    return True


def _outgoing(store: Store, word: Stored) -> list[Outgoing]:
    """What this store said, or is to say, of the kind of a `word` about now that never goes out."""
    ours = [*store.outbox.published_now(), *store.outbox.waiting()]
    kind = (word.device, word.lane, word.kind)
    return [out for out in ours if (out.device, out.lane, out.kind) == kind]


def said_elsewhere(store: Store, memory: Memory, records: Collection[str]) -> None:
    """Takes off the outbox what the other copy packed, of `records` by their ids: it lies in the folder."""
    if not memory.restored():
        return
    opener = Opener.of(memory.person().identities)
    for out in _waiting(store, memory.mine().device):
        data = store.outbox.data(out.name) if out.lane == "kept" else None
        if data is not None and all(_id(signed) in records for signed in envelope.read(opener.unseal(data))):
            store.outbox.cancel(out.name)


def _id(signed: Signed) -> str:
    return envelope.record_id(signed.header)


def unfinished(store: Store, memory: Memory) -> bool:
    """Whether something that the person said here has yet to be said by the device that this one becomes."""
    return memory.restored() and bool(memory.shadowed() or _waiting(store, memory.mine().device))


def _shadowed(memory: Memory) -> list[Body]:
    """What was said here last, where the other copy's earlier word would count instead."""
    found = [decode_body(word.kind, word.body) for word in memory.shadowed()]
    memory.keep_shadowed(())
    return [body for body in found if body is not None]


def _take_back(store: Store, memory: Memory, now_ms: int) -> list[Body]:
    """Takes out what nobody can have seen: its bodies, in the order in which they were said."""
    device, opener = memory.mine().device, Opener.of(memory.person().identities)
    found: list[Stored] = []
    for out in _waiting(store, device):
        data = store.outbox.data(out.name)
        if data is None or not store.outbox.cancel(out.name):
            continue
        if store.seen.verdict(path_of(out)) is None:  # or else the other copy has said it
            ids = [envelope.record_id(signed.header) for signed in envelope.read(opener.unseal(data))]
            found += [record for one in ids if (record := store.kept.record(one)) is not None]
    Ledger(store, memory).take_back(device, [each.id for each in found], now_ms)
    return [body for each in found if (body := read_back(each).body) is not None]


def _waiting(store: Store, device: str) -> list[Outgoing]:
    # What was claimed may lie in the folder already: it stays what it is.
    waiting = [out for out in store.outbox.waiting() if out.device == device and out.state == "waiting"]
    return [out for out in waiting if out.kind not in _NO_RECORDS]
