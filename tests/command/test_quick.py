"""``status`` told at once: never anything but what it would be if it were found anew."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stillhere.command import quick, status
from stillhere.command.answer import Answer
from stillhere.command.call import Call
from stillhere.command.grammar.parser import parse
from stillhere.command.grammar.verbs import VERBS
from stillhere.command.plain import PLAIN, plain
from stillhere.core.acts import Act, Back, Details, PartlyBack, Refused, Rename, Rest, SoftKnock, StillHere
from stillhere.core.agreements.acts import AgreementAct, Offer, Yes
from stillhere.core.records.terms import Words
from stillhere.core.state.standing import between
from stillhere.home import opening
from stillhere.home.keys import vault
from stillhere.home.last_answer import LastAnswer
from stillhere.home.rooms.devices import Devices
from tests.home.couple import Side, World, couple

WORDS = st.sampled_from(
    [
        "status",
        "tray",
        "--json",
        "--home",
        "--home=there",
        "somewhere",
        "rest",
        "-h",
        "--passphrase-file",
        "--",
        "-x",
        "",
    ]
)
LOADED = """
import sys
from stillhere.home.keys import vault
vault.open_vault = lambda *_, **__: bytes.fromhex(sys.argv[1])
vault.vault_kind = lambda paths: "keyring"
from stillhere.cli import main
sys.exit(main(sys.argv[2:]) or print(*sorted(sys.modules), file=sys.stderr))
"""
#: What a question that was asked before loads nothing of.
SPARED = {
    "PIL", "PySide6", "appdirs", "argparse", "gettext", "hashlib", "keyring", "logging", "msgspec", "nacl",
    "pyrage", "stillhere.command.grammar.parser", "stillhere.command.grammar.verbs",
    "stillhere.command.status", "stillhere.core.state.model", "stillhere.home.home",
    "stillhere.home.memory", "stillhere.home.settings", "stillhere.seal", "stillhere.words",
    "subprocess", "tempfile", "tomlkit", "tomllib", "watchdog",
}  # fmt: skip


@given(st.lists(WORDS, max_size=5))
@settings(deadline=None, max_examples=300)
def test_a_plain_call_reads_as_the_parser_reads_it(words: list[str]) -> None:
    found = plain(words)
    if found is not None:
        assert vars(parse(words)) == vars(found)


def test_the_plain_calls_are_among_the_verbs_and_run_what_those_run() -> None:
    assert {name: VERBS[name].run for name in PLAIN} == PLAIN
    found = plain(["--home", "there", "status", "--json"])
    assert found == SimpleNamespace(verb="status", json=True, home="there", passphrase_file=None)
    assert plain(["--passphrase-file", "there", "status"]) is None


class Asked:
    """Whoever asks `side` how it is, by the two ways; its key comes as from a keyring."""

    def __init__(self, side: Side, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        self.side = side
        self.environ = dict.fromkeys(("LANGUAGE", "LANG"), "en")
        self._world = world
        self._key = key = side.home._key
        monkeypatch.setattr(vault, "vault_kind", lambda paths: "keyring")
        for place in (vault, opening):
            monkeypatch.setattr(place, "open_vault", lambda *_, **__: key)

    def _call(self) -> Call:
        args, environ = SimpleNamespace(passphrase_file=None), dict(self.environ)
        return Call(args, self.side.home.paths, environ, self._world.clock, typed=[])

    def holds(self) -> bool:
        """Whether the last answer holds."""
        call = self._call()
        store = self.side.home.store
        return LastAnswer(store, call.paths, call.environ, call.clock()).given() is not None

    def at_once(self) -> Answer:
        """By the short way."""
        return quick.status(self._call())

    def anew(self) -> Answer:
        """By the long one."""
        return status.status(self._call())


@pytest.fixture
def world() -> World:
    return World(datetime(2024, 11, 20, 19, 30, tzinfo=ZoneInfo("Europe/Berlin")))  # no clock is behind it


@pytest.fixture
def two(tmp_path: Path, world: World) -> tuple[Side, Side]:
    return couple(tmp_path, world)


@pytest.fixture
def mia(two: tuple[Side, Side], world: World, monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(two[0], world, monkeypatch)


def same(asked: Asked) -> bool:
    """Whether the last answer held; what is told must be what is found."""
    held = asked.holds()
    assert asked.at_once() == asked.anew()
    return held


def test_what_was_asked_a_moment_ago_is_told_at_once(mia: Asked, world: World) -> None:
    assert not same(mia)
    assert same(mia)
    world.pass_time(hours=2)
    generation = mia.side.home.generation()
    assert mia.holds()
    assert mia.at_once().document is not None
    assert mia.side.home.generation() == generation
    world.pass_time(hours=8)
    assert not same(mia)
    assert same(mia)


def test_it_isnt_told_after_a_word_of_either(mia: Asked, two: tuple[Side, Side]) -> None:
    same(mia)
    mia.side.home.flip()
    assert not same(mia)
    mia.side.round()
    two[1].round()
    two[1].home.do(Rest(Details(line="near, but quiet")))
    two[1].round()
    same(mia)
    assert same(mia)
    assert "near, but quiet" in str(mia.at_once().lines)


def test_a_file_that_came_is_taken_in_first(mia: Asked, two: tuple[Side, Side]) -> None:
    same(mia)
    assert mia.holds()
    two[1].home.flip()
    two[1].round()
    assert not mia.holds()
    assert "resting" in str(mia.at_once().document)


CHANGES: dict[str, Callable[[Asked, Path], object]] = {
    "language": lambda asked, place: asked.environ.update(LANGUAGE="de"),
    "settings": lambda asked, place: asked.side.home.change_settings(theme="dark"),
    "carrier": lambda asked, place: (place / "shared" / ".stfolder").mkdir(),
    "folder": lambda asked, place: (place / "shared").rename(place / "elsewhere"),
    "own file": lambda asked, place: next((place / "shared").rglob("*.age")).unlink(),
    "other format": lambda asked, place: (place / "shared" / "Still Here" / "v2").mkdir(),
    "private": lambda asked, place: (place / "mia" / "private" / "private.json").write_bytes(b"{}"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_it_isnt_told_where_something_that_it_rests_on_is_another(
    mia: Asked, tmp_path: Path, what: str
) -> None:
    (tmp_path / "mia" / "private").mkdir()
    same(mia)
    assert mia.holds()
    CHANGES[what](mia, tmp_path)
    assert not same(mia)


def test_it_isnt_told_beyond_the_end_of_an_invitation(mia: Asked, world: World) -> None:
    Devices(mia.side.home).invite()
    world.pass_time(days=6, hours=23, minutes=59)
    same(mia)
    assert same(mia)
    world.pass_time(minutes=2)
    assert not same(mia)


def test_it_isnt_told_when_the_clock_goes_back(mia: Asked, world: World) -> None:
    same(mia)
    world.pass_time(seconds=-5)
    assert not same(mia)


def test_many_files_that_are_looked_at_each_time_are_looked_at_each_time(mia: Asked, tmp_path: Path) -> None:
    for number in range(120):
        (next((tmp_path / "shared" / "Still Here" / "v1").glob("*/*")) / f"{number}.age").write_bytes(
            bytes(300)
        )
    mia.anew()
    assert not same(mia)
    assert not same(mia)


def test_the_same_question_again_loads_next_to_nothing(mia: Asked) -> None:
    home = mia.side.home
    words = [home._key.hex(), "status", "--json", "--home", str(home.paths.data)]

    def ask() -> set[str]:
        done = subprocess.run(
            [sys.executable, "-c", LOADED, *words],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ},
        )
        assert done.stdout.startswith('{"link": "linked"')
        return set(done.stderr.split())

    assert ask() & SPARED >= {"msgspec", "stillhere.command.status", "stillhere.words"}
    assert ask() & SPARED == set()


QUIET = Words(
    kind="quiet_hours",
    title="Nights",
    settings={"from": "21:30", "to": "07:00", "days": ("mon", "tue", "wed", "thu", "fri", "sat", "sun")},
)
LATER = Words(
    kind="check_ins",
    title="One knock, later",
    settings={"who": "either", "form": "knock", "per_rest": 1, "after_hours": 3},
)
acts: st.SearchStrategy[Act | AgreementAct | None] = st.sampled_from(
    [
        *(Rest(Details(checkins="one_knock", guess=guess)) for guess in ("this_evening", "tomorrow")),
        *(Rest(), PartlyBack("company"), Back(), StillHere(), SoftKnock(), Rename("Mimi")),
        *(Offer(QUIET), Offer(LATER), None, None),
    ]
)
#: Who acts (True is Mia), what is done (None: yes to what is offered), whose keeper works, what time passes.
steps = st.lists(
    st.tuples(
        st.booleans(),
        acts,
        st.sampled_from(["", "mia", "jon", "both", "both"]),
        st.sampled_from([0, 0, 1, 60, 3 * 3600, 9 * 3600, 15 * 3600, 9 * 24 * 3600]),
    ),
    max_size=8,
)


@given(steps=steps)
@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_whatever_was_done_what_is_told_is_what_is_found(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    steps: list[tuple[bool, Act | AgreementAct | None, str, int]],
) -> None:
    world, place = World(), tmp_path_factory.mktemp("couple")
    mia, jon = couple(place, world)
    asked = Asked(mia, world, monkeypatch)
    for by_mia, what, keeper, seconds in steps:
        with suppress(Refused):
            _act(mia if by_mia else jon, what)
        for name, side in (("mia", mia), ("jon", jon)):
            if keeper in {name, "both"}:
                side.round()
        same(asked)
        world.pass_time(seconds=seconds)
        same(asked)
    mia.home.close()
    jon.home.close()


def _act(side: Side, what: Act | AgreementAct | None) -> None:
    if what is not None:
        side.home.do(what)
        return
    for one in between(side.home.memory.state()):
        if one.by != side.home.mine().person and not one.agreed:
            side.home.do(Yes(one.id))
