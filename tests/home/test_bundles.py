"""All records as one file, carried by hand: hostile until verified, whole or again."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stillhere.core.acts import Back, Details, Rename, Rest
from stillhere.core.notices import Notice
from stillhere.core.records.record import PersonNamed
from stillhere.home.errors import HomeError
from stillhere.home.flow import intake
from stillhere.home.rooms.bundles import TITLE, Bundles, Came
from stillhere.home.rooms.devices import Devices
from stillhere.seal import envelope
from tests.attacks.test_fuzzing import mutated
from tests.home.couple import Side, World, couple, recording, restart
from tests.home.ground import settled
from tests.home.hands import hand
from tests.home.test_devices import brought_in, device, rounds


def carried(one: Side, other: Side, place: Path) -> Came:
    """A bundle from `one` to `other`, by hand."""
    place.unlink(missing_ok=True)
    Bundles(one.home).out(place)
    return Bundles(other.home).take_in(place)


def test_what_one_said_the_other_has_without_any_folder(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    mia, jon = two
    for side in two:
        side.home.change_settings(folder=None)
    mia.home.do(Rename("Mimi"))
    mia.home.do(Rest(Details(line="carried by hand")))
    came = carried(mia, jon, tmp_path / "one")
    assert (came.new, came.left_out) == (2, 0)
    assert jon.home.look().headline == "partner_rests"
    assert jon.home.look().partner.status.line == "carried by hand"  # type: ignore[union-attr]
    assert jon.round() == [Notice("resting", "Mimi")]
    world.pass_time(minutes=5)
    mia.home.do(Back())
    jon.home.do(Rest())
    assert carried(jon, mia, tmp_path / "two").left_out == 0
    assert carried(mia, jon, tmp_path / "three").left_out == 0
    assert mia.home.memory.state() == jon.home.memory.state()


def test_taking_the_same_again_or_an_old_one_changes_nothing(tmp_path: Path, two: tuple[Side, Side]) -> None:
    mia, jon = two
    mia.home.do(Rest(Details(line="first")))
    Bundles(mia.home).out(tmp_path / "old")
    mia.home.do(Rename("Mimi"))
    mia.home.do(Back())
    carried(mia, jon, tmp_path / "new")
    state = jon.home.memory.state()
    assert Bundles(jon.home).take_in(tmp_path / "old") == Came(0, 0)
    assert Bundles(jon.home).take_in(tmp_path / "new") == Came(0, 0)
    assert jon.home.memory.state() == state
    assert Bundles(mia.home).take_in(tmp_path / "new") == Came(0, 0)
    assert not mia.home.memory.restored()


def test_reading_one_writes_nothing_into_the_folder_and_leaves_no_trace(
    tmp_path: Path, two: tuple[Side, Side]
) -> None:
    mia, jon = two
    mia.home.do(Rest())
    rounds(jon)
    before, seen = recording(tmp_path / "shared"), settled(jon.home.store)
    carried(mia, jon, tmp_path / "bundle")
    rounds(jon)
    assert recording(tmp_path / "shared") == before
    assert settled(jon.home.store) == seen


def test_it_holds_further_devices_and_their_history(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    mia, jon = two
    phone = brought_in(mia, tmp_path / "phone", world)
    phone.home.do(Rename("Mimi"))
    rounds(phone, mia)
    Devices(mia.home).remove(device(phone))
    mia.home.do(Rest(Details(line="all of it")))
    came = carried(mia, jon, tmp_path / "bundle")
    assert came.left_out == 0
    assert jon.home.memory.state() == mia.home.memory.state()
    assert jon.home.partner_name() == "Mimi"


def test_nobody_else_can_read_it(tmp_path: Path, world: World, two: tuple[Side, Side]) -> None:
    mia, _ = two
    (tmp_path / "theirs").mkdir()
    others = couple(tmp_path / "theirs", world)
    mia.home.do(Rest(Details(line="only ours")))
    before = others[1].home.memory.state()
    assert carried(mia, others[1], tmp_path / "bundle") == Came(0, 0)
    assert others[1].home.memory.state() == before
    assert b"only ours" not in (tmp_path / "bundle").read_bytes()


def test_it_is_written_whole_for_its_person_alone_and_over_nothing(
    tmp_path: Path, two: tuple[Side, Side]
) -> None:
    mia, _ = two
    place = tmp_path / "bundle"
    assert Bundles(mia.home).out(place) >= 2
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    with pytest.raises(HomeError, match="bundle_exists"):
        Bundles(mia.home).out(place)
    for act in (Bundles(mia.home).out, Bundles(mia.home).take_in):
        with pytest.raises(HomeError, match="bundle_denied"):
            act(tmp_path / "nowhere" / "bundle")
    with pytest.raises(HomeError, match="bundle_foreign"):
        Bundles(mia.home).take_in(tmp_path / "mia" / "settings.toml")


def test_a_bad_part_is_left_out_and_stops_no_other(tmp_path: Path, two: tuple[Side, Side]) -> None:
    mia, jon = two
    mia.home.do(Rename("Mimi"))
    place = tmp_path / "bundle"
    Bundles(mia.home).out(place)
    rubbish = b"300\n" + bytes(300)
    whole = place.read_bytes()
    place.write_bytes(TITLE + rubbish + whole.removeprefix(TITLE))
    assert Bundles(jon.home).take_in(place) == Came(1, 1)
    assert jon.home.partner_name() == "Mimi"
    assert jon.home.sharing().set_aside == 0


@pytest.mark.parametrize(
    "tail", [b"12\n", b"0\n", b"-300\n", b"99999999\n", b"1048577\n" + bytes(99), b"400\n" + bytes(399), b"x"]
)
def test_what_is_torn_or_too_large_is_left_out(tmp_path: Path, two: tuple[Side, Side], tail: bytes) -> None:
    mia, jon = two
    mia.home.do(Rename("Mimi"))
    place = tmp_path / "bundle"
    Bundles(mia.home).out(place)
    with place.open("ab") as file:
        file.write(tail)
    assert Bundles(jon.home).take_in(place) == Came(1, 1)
    assert jon.home.partner_name() == "Mimi"


def test_a_partner_forges_nothing_by_it(tmp_path: Path, two: tuple[Side, Side]) -> None:
    mia, jon = two
    jons = hand(jon, tmp_path / "shared")
    n, last = jons.end()
    mine = hand(mia, tmp_path / "shared")
    forged = mine.sign(PersonNamed(name="Nobody"), n=9, prev="a" * 52)
    broken = envelope.Signed(forged.header, jons.device.sign(b"another"), forged.body)
    elsewhere = jons.sign(PersonNamed(name="Nobody"), n=n + 1, prev=last, space="otherspace")
    people = [mia.home.memory.person().recipient]
    parts = [envelope.seal(envelope.write(one), people) for one in (broken, elsewhere)]
    place = tmp_path / "bundle"
    place.write_bytes(TITLE + b"".join(b"%d\n%s" % (len(part), part) for part in parts))
    state = mia.home.memory.state()
    assert Bundles(mia.home).take_in(place).new == 0
    assert mia.home.memory.state() == state


def test_a_crash_in_the_middle_leaves_what_was_taken_and_the_rest_comes_again(
    tmp_path: Path, world: World, two: tuple[Side, Side], monkeypatch: pytest.MonkeyPatch
) -> None:
    mia, jon = two
    phone = brought_in(mia, tmp_path / "phone", world)
    phone.home.do(Rename("Mimi"))
    rounds(phone, mia)
    mia.home.do(Rest(Details(line="to the end")))
    Bundles(mia.home).out(tmp_path / "bundle")
    monkeypatch.setattr(intake, "BATCH", 1)

    def killed(done: int, of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Bundles(jon.home).take_in(tmp_path / "bundle", killed)
    restart(jon)
    told: list[tuple[int, int]] = []
    Bundles(jon.home).take_in(tmp_path / "bundle", lambda done, of: told.append((done, of)))
    assert told[-1][0] == told[-1][1]
    assert jon.home.memory.state() == mia.home.memory.state()


def framed(*parts: bytes) -> bytes:
    """Parts, each with its length before it."""
    return b"".join(b"%d\n%s" % (len(part), part) for part in parts)


def test_whatever_is_in_it_nothing_is_believed(tmp_path: Path, two: tuple[Side, Side]) -> None:
    """Rubbish, rubbish of the right form, and a bundle that somebody changed."""
    mia, jon = two
    mia.home.do(Rest(Details(line="all of it is known")))
    assert carried(mia, jon, tmp_path / "whole").left_out == 0
    whole, place, state = (tmp_path / "whole").read_bytes(), tmp_path / "bundle", jon.home.memory.state()
    looked_into: list[int] = []

    @given(
        st.one_of(
            st.binary(max_size=400),
            st.lists(st.binary(min_size=200, max_size=900), max_size=4).map(lambda parts: framed(*parts)),
            mutated(whole).map(lambda data: data.removeprefix(TITLE)),
        )
    )
    @settings(max_examples=150, deadline=None, derandomize=True)
    def holds(content: bytes) -> None:
        place.write_bytes(TITLE + content)
        came = Bundles(jon.home).take_in(place, lambda done, of: looked_into.append(done))
        assert came.new == 0
        assert jon.home.memory.state() == state

    holds()
    assert len(looked_into) > 150, "hardly a part was one that could be looked into"
