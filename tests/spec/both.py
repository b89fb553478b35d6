"""What the program and the independent reader each make of one folder, in one shape, so that they can be held
against each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from stillhere.core.records.posted import LetterSent, PageShared
from stillhere.core.state.model import devices, has_left, is_erased, last, members, name_of, update_needed
from stillhere.core.state.standing import between
from stillhere.home.flow.linking import read_back
from stillhere.home.store import Stored
from tests.home.couple import Side
from tests.spec import meaning, reader

Told = dict[str, Any]


def by_the_program(side: Side) -> Told:
    """What `side`'s home knows."""
    home = side.home
    state, store = home.memory.state(), home.store
    known = devices(state)
    own = {
        who.person.id: tuple(d for d, of in known.items() if of.person == who.person.id)
        for who in members(state)
    }
    people = {
        who.person.id: {
            "name": name_of(state, who.person.id),
            "epoch": who.person.epoch,
            "recipient": who.person.recipient,
            "left": has_left(state, who.person.id),
            **{
                kind: _body(last(said, own[who.person.id]))
                for kind, said in (
                    ("status", state.status),
                    ("pulse", state.pulse),
                    ("knock", state.knock),
                    ("letter.pace", state.paces),
                )
            },
        }
        for who in members(state)
    }
    chains = {device: store.kept.chain(device) for device in store.kept.devices() if device in known}
    return {
        "people": people,
        "devices": {
            device: (of.person, of.keys.sign, of.kit, of.replaced, _cut(of.cut))
            for device, of in known.items()
        },
        "revisions": {
            one.id: {
                "agreement": one.agreement,
                "by": one.by,
                "words": msgspec.json.decode(msgspec.json.encode(one.words)),
                "agreed": one.agreed,
                "ended": one.ended,
                "replaced": one.replaced,
                "paused_by": set(one.paused_by),
            }
            for one in between(state)
        },
        "posted": {
            record: _text(store.kept.record(record))
            for record, one in {**state.letters, **state.pages}.items()
            if one.device in known and not is_erased(state, record, known[one.device].person)
        },
        "chains": {device: (chain.n, chain.id, chain.fork) for device, chain in chains.items()},
        # Of this very device the program knows best itself.
        "tops": {device: chain.top for device, chain in chains.items() if device != home.mine().device},
        "newer": update_needed(state),
    }


def by_the_pages(side: Side, folder: Path, files: Iterable[bytes] | None = None) -> Told:
    """What the independent reader makes of `folder`, or of `files`, with the secrets of `side`'s person."""
    memory = side.home.memory
    secrets = [identity.text for identity in memory.person().identities]
    space, person = memory.state().space, memory.mine().person
    given = reader.files(folder) if files is None else files
    found, own = meaning.read(given, secrets, space, person), memory.mine().device
    tops = {device: top for device, top in found.tops.items() if device in found.devices and device != own}
    return {**found_as_told(found), "tops": tops}


def found_as_told(found: meaning.Meaning) -> Told:
    """What the independent reader found, in that shape."""
    return {
        "people": found.people,
        "devices": {
            each.id: (each.person, each.sign, each.kit, each.replaced, each.cut)
            for each in found.devices.values()
        },
        "revisions": found.revisions,
        "posted": found.posted,
        "chains": {device: chain for device, chain in found.chains.items() if device in found.devices},
        "newer": found.newer,
    }


def _body(said: Any) -> Any:
    return None if said is None else msgspec.json.decode(msgspec.json.encode(said.what))


def _cut(cut: Any) -> Any:
    return None if cut is None else (cut.n, cut.id, tuple(cut.now))


def _text(found: Stored | None) -> Any:
    body = None if found is None else read_back(found).body
    match body:
        case LetterSent():
            return body.text
        case PageShared():
            return list(body.parts)
        case _:
            return None


def apart(one: Any, other: Any, at: str = "") -> list[str]:
    """Where two of them differ, place by place."""
    if isinstance(one, dict) and isinstance(other, dict):
        return [
            line
            for key in sorted({*one, *other}, key=str)
            for line in apart(one.get(key, "(none)"), other.get(key, "(none)"), f"{at}/{key}")
        ]
    return [] if one == other else [f"{at}: the pages say {one!r}, the program {other!r}"]
