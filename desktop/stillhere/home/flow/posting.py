"""What was signed becomes a file of the outbox, and it is known from then on to whom it is sealed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from stillhere.core.records.record import decode_header
from stillhere.core.state.model import Person
from stillhere.home.store import Outgoing, Store
from stillhere.seal import envelope
from stillhere.seal.envelope import Signed


def post(store: Store, records: Sequence[Signed], people: Sequence[Person], entry: Outgoing) -> str:
    """Seals `records` to `people`, and puts the file at the end of the outbox: its name.

    ``entry`` says how it stands there; its name and size are of no matter. In a transaction.
    """
    readers = [person.recipient for person in people]
    data = envelope.seal(envelope.write(*records), readers)
    name = envelope.file_name(data)
    store.outbox.bring(entry._replace(name=name), data)
    store.addressed.note(name, readers)
    return name


def is_for(header: bytes, people: Collection[str]) -> bool:
    """Whether all of `people`, by their ids, believe the record with these header bytes.

    It names them, in whichever epochs. The founding record is for whoever can open it.
    """
    found = decode_header(header)
    return found.kind == "space.founded" or {epoch.partition(".")[0] for epoch in found.to} >= {*people}
