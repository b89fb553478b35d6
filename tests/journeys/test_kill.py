"""kill -9 at any moment of a flip: afterwards the state is one of the two whole ones.

Law: the moments come from a seed, and a failure names the kill at which it happened. `--kills N` kills who
listens N times, the whole tray a tenth as often, and who flips N times too, but 200 times at least.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stillhere.core.notices import Notice
from stillhere.core.records.record import Status
from stillhere.core.state.model import members, status_of
from stillhere.seal.envelope import file_name
from tests.home.couple import Side, World, couple
from tests.journeys.people import Pair
from tests.journeys.until_killed import children, flip, listen, open_again

Run = Callable[..., None]

SEED = 20261122
#: A kill comes within the time that so many flips take on this machine, published and all; and within so many
#: seconds, or a machine that is busy while they are timed would have every child live for long.
WITHIN, AT_MOST = 6, 0.2
FLIP = {"here": "resting", "resting": "here"}


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--kills"))


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with children() as found:
        yield found


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Side, Side]:
    return couple(tmp_path, World())


def _longest(side: Side) -> float:
    """How long (seconds) a child may live: what `WITHIN` flips take here, or `AT_MOST`."""
    begun = time.perf_counter()
    for _ in range(WITHIN):
        side.home.flip()
        side.round()
    return min(time.perf_counter() - begun, AT_MOST)


def _status(side: Side) -> Status:
    """What this home believes of Mia."""
    state = side.home.memory.state()
    return status_of(state, members(state)[0].person.id)


def _to_tell(old: Status, new: Status) -> list[Notice]:
    if new.state == "here":
        return [] if old.state == "here" else [Notice("back", "Mia")]
    return [] if (old.state, old.rest) == (new.state, new.rest) else [Notice("resting", "Mia")]


def _hears(jon: Side) -> int:
    """Jon's keeper looks once: how many notices came, which are just what became different."""
    before = _status(jon)
    told = jon.round()
    assert told == _to_tell(before, _status(jon))
    return len(told)


def _all_whole(shared: Path) -> None:
    """Every file that a partner would read is what its name says, whatever was cut off."""
    for path in shared.rglob("*.age"):
        assert path.name == file_name(path.read_bytes()), path


def _reopened(side: Side, key: bytes) -> Side:
    home = open_again(side.home.paths.data, key)
    assert home.store.sound()
    return Side(home)


def test_flips_are_whole_or_never_happened(
    sides: tuple[Side, Side], run: Run, kills: int, tmp_path: Path
) -> None:
    mia, jon = sides
    kills = max(kills, 200)
    key, latest = mia.home._key, _longest(mia)
    mia.home.close()
    moments = random.Random(SEED)
    told, left_waiting = _hears(jon), 0
    flips = before = WITHIN
    for number in range(kills):
        print(f"kill {number}")
        run(flip, mia.home.paths.data, key, moments.getrandbits(32), kill_after=moments.uniform(0, latest))
        _all_whole(tmp_path / "shared")
        told += _hears(jon)
        again = _reopened(mia, key)
        with again.home:
            own = _status(again)
            assert own.state in FLIP
            assert again.home.mine().preset.looks == ()
            left_waiting += bool(again.home.store.outbox.count())
            again.round()
            assert again.home.store.outbox.count() == 0
            said = again.home.store.records.newest("now", again.home.mine().device)
            assert said is not None
            flips = said[0]
        told += _hears(jon)
        assert _status(jon) == own
        assert jon.home.sharing().set_aside == 0
        assert told <= flips
    print(f"{kills} kills, {flips} flips, {told} notices; {left_waiting} kills left something to publish")
    assert flips > before + kills / 4, "hardly a flip was under way when its process was killed"


def test_what_arrives_is_told_once_at_most(
    sides: tuple[Side, Side], run: Run, kills: int, tmp_path: Path
) -> None:
    mia, jon = sides
    key, latest, log = jon.home._key, _longest(mia), tmp_path / "told"
    jon.round()
    log.touch()
    jon.home.close()
    moments = random.Random(SEED)
    never = 0
    for number in range(kills):
        print(f"kill {number}")
        before = len(log.read_text().splitlines())
        mia.home.flip()
        mia.round()
        run(listen, jon.home.paths.data, key, log, kill_after=moments.uniform(0, latest))
        again = _reopened(jon, key)
        with again.home:
            told = [*log.read_text().splitlines()[before:], *(notice.kind for notice in again.round())]
            assert told in ([], ["resting" if _status(mia).state == "resting" else "back"])
            assert _status(again) == _status(mia)
        never += not told
    print(f"{kills} kills, {never} between taking a notice and telling it")
    assert never < kills, "nothing was ever told"


def test_the_whole_tray_survives_it(linked: Pair, kills: int) -> None:
    mia, jon, _ = linked
    jon.start_tray()
    moments = random.Random(SEED)
    resting = False
    expected: list[str] = []
    for number in range(max(3, kills // 10)):
        print(f"kill {number}")
        tray = mia.start_tray()
        mia.host.press()
        time.sleep(moments.uniform(0, 0.1))
        mia.person.kill(tray)
        now = mia.person.ask("status")["me"]["state"]
        assert now in FLIP
        mia.person.ask("sync")
        if (now == "resting") != resting:
            resting = now == "resting"
            expected.append("Mia is resting, still here." if resting else "Mia is back. Take your time.")
            jon.told(expected[-1], times=expected.count(expected[-1]))
        assert jon.titles() == expected
    assert jon.person.ask("status")["set_aside"] == 0
