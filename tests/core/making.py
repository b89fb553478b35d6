"""Mia, Jon and their records, without keys, files or a clock.

Law: everything is made from plain arguments, so that the same test makes the same bytes every time. A `Side`
is what one person's device holds; nothing passes between two sides but records.
"""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings

from stillhere.core.acts import Act, Details, Outcome, Refused, Rest, act
from stillhere.core.notices import Notice, notices, remembered
from stillhere.core.records.order import ZERO, Stamp, tick
from stillhere.core.records.record import (
    KINDS,
    Body,
    CheckIns,
    DeviceKeys,
    Header,
    PersonJoined,
    Record,
    SpaceFounded,
    Status,
    encode_body,
    encode_header,
    kind_of,
)
from stillhere.core.state.fold import fold
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import State
from stillhere.core.state.when import ms_of
from stillhere.core.view import View, view
from stillhere.words import say

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 15, 0, tzinfo=BERLIN)

MIA, JON, EVE = "miamiamiam", "jonjonjonj", "eveeveevee"
MIAS, JONS, EVES = "miasdevice", "jonsdevice", "evesdevice"
R1, R2 = "restrestaa", "restrestbb"
SALT = "c2FsdHNhbHRzYWx0c2FsdA=="


def proved(examples: int = 200) -> settings:
    """How the property tests run: so many examples, and never by a duration."""
    return settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def base32(data: bytes) -> str:
    return b32encode(sha256(data).digest()).decode("ascii").lower().rstrip("=")


def keys(device: str) -> DeviceKeys:
    return DeviceKeys(device=device, sign="A" * 43 + "=", recipient="age1" + "q" * 58)


def record(
    body: Body | None,
    device: str = MIAS,
    *,
    n: int = 1,
    at: tuple[int, int] = (0, 0),
    space: str | None = None,
    kind: str | None = None,
) -> Record:
    """A verified record as the seal hands it over; `body` None is of a kind that nobody knows yet."""
    known = kind or (kind_of(body) if body is not None else "tomorrow.kind")
    data = b"{}" if body is None else encode_body(body, SALT)
    header = Header(
        space=SPACE if space is None else space,
        device=device,
        lane=KINDS[known][0] if known in KINDS else "now",
        n=n,
        at=at,
        kind=known,
        to=(f"{MIA}.1",),
        body=base32(data),
    )
    return Record(id=base32(encode_header(header)), header=header, body=body)


FOUNDED = record(SpaceFounded(person=MIA, name="Mia", recipient="age1" + "q" * 58, keys=keys(MIAS)), space="")
SPACE = FOUNDED.id[:10]
JOINED = record(
    PersonJoined(person=JON, name="Jon", recipient="age1" + "p" * 58, keys=keys(JONS), join=FOUNDED.id), n=2
)


def folded(records: Iterable[Record], state: State | None = None) -> State:
    """`records` taken into `state`, or into the space before anybody is in it."""
    state = State(space=SPACE) if state is None else state
    for one in records:
        state = fold(state, one)
    return state


ALONE = folded([FOUNDED])
COUPLE = folded([FOUNDED, JOINED])


def resting(rest: str = R1, checkins: CheckIns = "not_now", line: str = "") -> Status:
    return Status(state="resting", since_ms=ms_of(NOW), rest=rest, checkins=checkins, line=line)


@dataclass
class Side:
    """One person at one device: they act, what others said is taken in, and what was told is kept."""

    person: str
    device: str
    state: State = COUPLE
    mine: Mine = field(init=False)
    now: datetime = NOW
    clock: Stamp = ZERO
    numbers: dict[str, int] = field(default_factory=lambda: {"now": 0, "kept": 2})
    rests: int = 0
    said: list[Record] = field(default_factory=list)
    told: list[Notice] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.mine = Mine(person=self.person, device=self.device)

    def outcome(self, what: Act) -> Outcome:
        """What would follow from `what`; nothing is said by it."""
        fresh = f"rest{self.device[:2]}" + "abcdefghijklmnopqrstuvwxyz234567"[self.rests % 32] * 4
        return act(self.state, self.mine, what, self.now, n=self.numbers["now"] + 1, fresh=fresh)

    def do(self, what: Act) -> Record:
        """Says `what`: the record. Raises `Refused`."""
        found = self.try_to(what)
        assert found is not None, f"{what} said nothing"
        return found

    def try_to(self, what: Act) -> Record | None:
        """Does `what`: the record, or None where nothing is said by it. Raises `Refused`."""
        outcome = self.outcome(what)
        self.rests += isinstance(what, Rest)
        self.mine = outcome.mine
        if outcome.body is None:
            return None
        lane = KINDS[kind_of(outcome.body)][0]
        self.numbers[lane] += 1
        self.clock = tick(self.clock, ms_of(self.now))
        made = record(outcome.body, self.device, n=self.numbers[lane], at=self.clock)
        self.state = fold(self.state, made)
        self.said.append(made)
        return made

    def why_not(self, what: Act) -> str:
        """The catalogue's key of why `what` is refused."""
        try:
            self.outcome(what)
        except Refused as refused:
            return refused.why
        return ""

    def take(self, *records: Record) -> list[str]:
        """Takes in what arrived together: the sentences told by it, a withdrawal as "(withdrawn)"."""
        before, self.state = self.state, folded(records, self.state)
        told = notices(before, self.state, self.person, heard=self.mine.heard)
        self.mine = remembered(self.mine, self.state, told)
        self.told += told
        return [sentence(notice) for notice in told]

    def look(self) -> View:
        """What is shown at this moment."""
        return view(self.state, self.mine, self.now)

    def headline(self) -> str:
        """The one line that says it all, in words."""
        shown = self.look()
        return say(f"headline.{shown.headline}", name=shown.partner.name if shown.partner else "")

    def wait(self, **parts: float) -> None:
        """Lets time pass, in `timedelta`'s words."""
        self.now += timedelta(**parts)


def sentence(notice: Notice) -> str:
    """A notice in words."""
    return "(withdrawn)" if notice.kind == "withdraw" else say(f"notice.{notice.kind}", name=notice.name)


def why(key: str, name: str) -> str:
    """The reason why something can't be done, in words."""
    return say(key, name=name)


def couple() -> tuple[Side, Side]:
    """Mia, who founded the space, and Jon, who joined; both are here and have said nothing."""
    return Side(MIA, MIAS), Side(JON, JONS)


def mia_rests(checkins: CheckIns = "not_now", **details: str) -> tuple[Side, Side]:
    """Mia rests with these check-ins, and Jon has heard of it."""
    mia, jon = couple()
    jon.take(mia.do(Rest(Details(checkins=checkins, line=details.get("line")))))
    return mia, jon
