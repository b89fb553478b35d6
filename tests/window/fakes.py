"""Homes without a disk: the window's tests run every rule of the real core, and no file, key or folder.

Law: what may be done and what follows from it is decided by `stillhere.core` alone. Both homes of a `Couple`
hear each other at once, as if the folder were perfect.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from stillhere.core.acts import Act, act, valid_name
from stillhere.core.agreements.acts import AgreementAct
from stillhere.core.records.record import (
    KINDS,
    Body,
    DeviceKeys,
    Header,
    PersonJoined,
    PersonLeft,
    Record,
    SpaceFounded,
    kind_of,
)
from stillhere.core.state.fold import fold
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import State, members, partner_of
from stillhere.core.state.when import ms_of
from stillhere.core.view import View, view
from stillhere.home.door import Door
from stillhere.home.errors import HomeError
from stillhere.home.flow.sharing import Sharing
from stillhere.home.folder.carriers import Carrier
from stillhere.home.private import Private, PrivateError
from stillhere.home.remembered import TakingIn
from stillhere.home.settings import Settings
from stillhere.seal.words import parse_words, words_of
from tests.window.agreeing import Agreeing
from tests.window.posting import Posting

ZONE = timezone(timedelta(hours=1))
MORNING = datetime(2026, 11, 22, 9, 30, tzinfo=ZONE)
SPACE = "spacespace"
WORDS = words_of(bytes(range(16)))


class Couple:
    """Mia and Jon, one state between them, and a clock that stands until it is moved."""

    def __init__(self, *, linked: bool = True, now: datetime = MORNING) -> None:
        self.now = now
        self.state = State(space=SPACE)
        self.heard_ms: int | None = ms_of(now)
        self.generation = 0
        self._numbers = {lane: count(1) for lane in ("now", "kept")}
        self.mia = FakeHome(self, "mia")
        self.jon = FakeHome(self, "jon")
        mia, jon = _person("mia"), _person("jon")
        self.record(
            "mia", SpaceFounded(person=mia[0], name="Mia", recipient=mia[1], keys=mia[2]), founding=True
        )
        if linked:
            self.record("mia", _joined("Jon", jon))

    def record(self, who: str, body: Body, *, founding: bool = False) -> None:
        """Takes in what `who` says."""
        lane = KINDS[kind_of(body)][0]
        n = next(self._numbers[lane])
        header = Header(
            space="" if founding else SPACE, device=_device(who), lane=lane, n=n, at=(ms_of(self.now), n),
            kind=kind_of(body), to=("aaaaaaaaaa.1",), body="a" * 52,
        )  # fmt: skip
        name = SPACE.ljust(52, "a") if founding else f"{n:052d}".translate(str.maketrans("0189", "abcd"))
        self.state = fold(self.state, Record(id=name, header=header, body=body))
        self.generation += 1

    def join(self, name: str = "Jon") -> None:
        """Jon is confirmed."""
        self.record("mia", _joined(name, _person("jon")))

    def leave(self, who: str) -> None:
        """`who` leaves with a note."""
        self.record(who, PersonLeft())

    def later(self, **passed: float) -> None:
        """Moves the clock, for example ``hours=3``."""
        self.now += timedelta(**passed)


class FakeHome(Agreeing, Posting):
    """One side of a `Couple`; its methods are those of `Home` that the window uses."""

    def __init__(self, couple: Couple, who: str) -> None:
        super().__init__()
        self._couple = couple
        self._mine = Mine(person=who.ljust(10, "a"), device=_device(who))
        self._who = who
        self.chosen = Settings(chosen_notifications=True, folder=Path("/home/jon/Dropbox/Us"))
        self.open_invitation: tuple[str, ...] | None = None
        self.over = False
        self.asks: str | None = None
        self.waits_for: str | None = None
        self.carrier = Carrier.DROPBOX
        self.reachable = True
        self.outbox = 0
        self.taking_in: TakingIn | None = None
        self.set_aside = 0
        self.done: list[Act] = []
        self.fails: Exception | None = None
        self.closed = 0
        self.drafts: dict[str, str] = {}

    def draft(self, name: str) -> str:
        return self.drafts.get(name, "")

    def keep_draft(self, name: str, text: str) -> None:
        self.drafts[name] = text

    def twin(self) -> FakeHome:
        return self

    def close(self) -> None:
        self.closed += 1

    def settings(self) -> Settings:
        return self.chosen

    def change_settings(self, **fields: Any) -> Settings:
        self.chosen = msgspec.structs.replace(self.chosen, **fields)
        return self.chosen

    def generation(self) -> int:
        return self._couple.generation

    def door(self) -> Door:
        return Door(_nothing_private, lambda: None, lambda: self._couple.now)

    def mine(self) -> Mine:
        return self._mine

    def look(self) -> View:
        return view(
            self._couple.state,
            self._mine,
            self._couple.now,
            invited=self.open_invitation is not None and not self.over,
            heard_ms=self._couple.heard_ms,
        )

    def do(self, what: Act | AgreementAct) -> None:
        if self.fails is not None:
            raise self.fails
        if isinstance(what, AgreementAct):
            self.agree(what)
            return
        couple = self._couple
        n = couple.generation + 1
        outcome = act(couple.state, self._mine, what, couple.now, n=n, fresh="restrestre")
        self._mine = outcome.mine
        if outcome.body is not None:
            couple.record(self._who, outcome.body)
        self.done.append(what)

    def last(self) -> Act:
        """What was done last."""
        return self.done[-1]

    def sharing(self) -> Sharing:
        return Sharing(
            link=self.look().link,
            asks=self.asks,
            waits_for=self.waits_for,
            folder=self.chosen.folder,
            carrier=self.carrier,
            reachable=self.reachable,
            outbox=self.outbox,
            taking_in=self.taking_in,
            set_aside=self.set_aside,
            expires_ms=None if self.open_invitation is None else ms_of(self._couple.now + self._left()),
            waits_until_ms=None if self.waits_for is None else ms_of(self._couple.now + self._left()),
        )

    def _left(self) -> timedelta:
        return timedelta(hours=-1) if self.over else timedelta(days=7)

    def begin(self, name: str) -> None:
        valid_name(name)

    def invite(self, folder: Path) -> tuple[str, ...]:
        if self.fails is not None:
            raise self.fails
        self.change_settings(folder=folder)
        self.open_invitation = WORDS
        return WORDS

    def invitation(self) -> tuple[str, ...] | None:
        return self.open_invitation

    def join(self, folder: Path, words: Sequence[str]) -> str:
        if parse_words(" ".join(words)) != WORDS:
            raise HomeError("invite_unknown")
        self.change_settings(folder=folder)
        self.waits_for = "Mia"
        return "Mia"

    def confirm(self) -> None:
        assert self.asks is not None
        self._couple.join(self.asks)
        self.asks, self.open_invitation = None, None

    def decline(self) -> None:
        self.asks, self.open_invitation = None, None

    def turn_back(self) -> None:
        self.waits_for = None

    def safety_number(self) -> tuple[str, ...] | None:
        if len(members(self._couple.state)) < 2:
            return None
        return ("04182", "99310", "55021", "70316", "18840", "62957", "30415", "87263")

    def partner_name(self) -> str:
        partner = partner_of(self._couple.state, self._mine.person)
        return "" if partner is None else partner.name


def _nothing_private(_: object) -> Private:
    raise PrivateError("private_missing")


def _device(who: str) -> str:
    return (who + "device").ljust(10, "a")[:10]


def _person(who: str) -> tuple[str, str, DeviceKeys]:
    recipient = "age1" + "q" * 58
    return (
        who.ljust(10, "a"),
        recipient,
        DeviceKeys(device=_device(who), sign="A" * 43 + "=", recipient=recipient),
    )


def _joined(name: str, person: tuple[str, str, DeviceKeys]) -> PersonJoined:
    return PersonJoined(person=person[0], name=name, recipient=person[1], keys=person[2], join="a" * 52)


__all__ = ["MORNING", "UTC", "WORDS", "Couple", "FakeHome"]
