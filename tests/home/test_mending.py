"""A damaged store is kept aside and made anew: what was accepted is there again, the rest is told."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from stillhere.core.acts import Details, Rename, Rest
from stillhere.home.aside import KEPT_SECONDS, forget_old, kept_aside
from stillhere.home.errors import StoreError
from stillhere.home.flow.troubles import Trouble
from stillhere.home.mending import begin_anew
from stillhere.home.opening import open_anew, open_under
from stillhere.home.role import Role
from stillhere.home.rooms.kits import Kits
from stillhere.home.rooms.mended import to_tell, told
from stillhere.home.store import Store, old_copies
from stillhere.home.store.cipher import suspected
from stillhere.home.store.schema import MIGRATIONS, Migration
from stillhere.seal.kit import read_kit
from tests.home.couple import Side, World, couple
from tests.home.ground import killed_at

PAGE = 4096
#: Every so-manieth step of it is one at which a child is killed.
STRIDE = 4


@pytest.fixture
def two(tmp_path: Path) -> tuple[Side, Side]:
    mia, jon = couple(tmp_path, World())
    for number in range(12):
        mia.home.do(Rename(f"Mia {number}"))
        mia.home.do(Rest(Details(line=f"line {number}")))
        for side in (mia, jon):
            side.round()
    return mia, jon


def damage(path: Path, page: int) -> None:
    """Turns a page of the store, counted from 0, into noise."""
    with path.open("r+b") as file:
        file.seek(page * PAGE + 100)
        file.write(random.Random(page).randbytes(600))


def pages(path: Path) -> int:
    return path.stat().st_size // PAGE


def reopen(side: Side) -> None:
    """The program is started again."""
    old = side.home
    side.home = open_under(old._key, old.paths, clock=old.clock)


def kept(side: Side) -> set[str]:
    return {record.id for record in side.home.store.records.all("kept")}


def goes_on(mia: Side, jon: Side) -> None:
    """What Mia says arrives, and both hold the same."""
    mia.home.do(Rest(Details(line="afterwards")))
    for _ in range(3):
        for side in (mia, jon):
            side.round()
    shown = jon.home.look().partner
    assert shown is not None
    assert shown.status.line == "afterwards"
    assert jon.home.memory.state() == mia.home.memory.state()


@pytest.mark.parametrize("part", range(8))
def test_whatever_page_is_damaged_the_store_is_made_anew_and_goes_on(
    part: int, two: tuple[Side, Side]
) -> None:
    mia, jon = two
    known, path = kept(jon), mia.home.paths.store
    mia.home.close()
    page = 1 + part * (pages(path) - 1) // 8
    damage(path, page)
    suspected(path).touch()
    reopen(mia)
    assert mia.home.troubles()[-1:] == (Trouble("mended"),)
    assert len(kept_aside(path)) >= 1
    mia.round()
    assert mia.home.store.sound()
    assert not suspected(path).exists()
    assert kept(mia) >= known
    goes_on(mia, jon)


def test_what_shows_itself_in_use_is_mended_at_the_next_start(two: tuple[Side, Side]) -> None:
    mia, jon = two
    path, key = mia.home.paths.store, mia.home._key
    mia.home.close()
    damage(path, _page_of(path, key))
    reopen(mia)
    assert mia.round() == [], "a keeper notes it and goes on"
    assert suspected(path).exists()
    mia.home.close()
    reopen(mia)
    assert not suspected(path).exists()
    assert Trouble("mended") in mia.home.troubles()
    goes_on(mia, jon)


def test_what_waits_to_be_sent_is_saved_too(two: tuple[Side, Side]) -> None:
    mia, jon = two
    mia.home.do(Rename("Mia, unheard"))
    path = mia.home.paths.store
    mia.home.close()
    suspected(path).touch()
    spare = _page_of(path, mia.home._key)
    damage(path, spare)
    reopen(mia)
    assert mia.home.look().me.name == "Mia, unheard"
    for _ in range(2):
        for side in (mia, jon):
            side.round()
    assert jon.home.partner_name() == "Mia, unheard"
    goes_on(mia, jon)


def test_to_whom_the_files_are_sealed_is_saved_too(two: tuple[Side, Side]) -> None:
    mia, _ = two
    before = {name for each in mia.home.store.addressed.all() for name in mia.home.store.addressed.to(each)}
    assert before
    page = _page_of(mia.home.paths.store, mia.home._key)
    mia.home.close()
    suspected(mia.home.paths.store).touch()
    damage(mia.home.paths.store, page)
    reopen(mia)
    known = mia.home.store.addressed
    assert {name for each in known.all() for name in known.to(each)} == before


def _page_of(path: Path, key: bytes) -> int:
    """A page that holds nothing but what can be found in the folder again: of the table of verdicts."""
    from stillhere.home.store import cipher

    connection = cipher.connect(path, key)
    try:
        (found,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'seen'").fetchone()
    finally:
        connection.close()
    return int(found) - 1


def test_where_not_even_the_keys_can_be_read_nothing_is_changed(two: tuple[Side, Side]) -> None:
    mia, _ = two
    path = mia.home.paths.store
    mia.home.close()
    damage(path, 0)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="store_damaged"):
        reopen(mia)
    assert path.read_bytes() == before
    assert kept_aside(path) == ()
    assert [each.name for each in path.parent.glob(".*mending*")] == []


def test_the_keys_come_out_of_the_last_copy_where_the_store_has_none_to_read(two: tuple[Side, Side]) -> None:
    mia, jon = two
    path, key = mia.home.paths.store, mia.home._key
    mia.home.close()
    later = Migration("a table more", ("CREATE TABLE more (a INTEGER) STRICT",))
    Store.open(path, key, (*MIGRATIONS, later)).close()
    copy = old_copies(path)[0]
    path.write_bytes(copy.read_bytes())  # as an older program would have gone on
    reopen(mia)
    mia.home.do(Rename("Mia, since"))
    for side in (mia, jon):
        side.round()
    known = kept(jon)
    mia.home.close()
    damage(path, 0)
    reopen(mia)
    assert Trouble("mended") in mia.home.troubles()
    mia.round()
    assert kept(mia) >= known
    assert mia.home.look().me.name == "Mia, since"
    goes_on(mia, jon)
    assert jon.home.memory.state().forks == {}


def test_while_another_face_keeps_nothing_is_done(two: tuple[Side, Side]) -> None:
    mia, _ = two
    path = mia.home.paths.store
    mia.home.close()
    damage(path, 0)
    keeps = Role(mia.home.paths.role, "tray")
    assert keeps.take()
    with pytest.raises(StoreError, match="store_mends_later"):
        reopen(mia)
    keeps.leave()


_SETUP = """
from datetime import UTC, datetime
from pathlib import Path
from stillhere.home.opening import open_under
from stillhere.home.paths import paths_for
paths = paths_for(Path(sys.argv[2]), {})
"""
_ACT = "open_under(bytes.fromhex(sys.argv[3]), paths).close()"


def test_killed_on_the_way_nothing_is_lost(two: tuple[Side, Side], tmp_path: Path) -> None:
    mia, jon = two
    path, key = mia.home.paths.store, mia.home._key
    mia.home.close()
    step, page = 0, _page_of(path, key)
    whole = path.read_bytes()
    while True:
        path.write_bytes(whole)
        damage(path, page)
        suspected(path).touch()
        killed = killed_at(step, _SETUP, _ACT, str(tmp_path / "mia"), key.hex())
        reopen(mia)
        assert mia.home.store.sound()
        assert kept(mia) == kept(jon)
        mia.home.close()
        if not killed:
            break
        step += STRIDE
    assert step > 5 * STRIDE
    reopen(mia)
    goes_on(mia, jon)


def test_damaged_files_and_old_copies_go_after_four_weeks(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    kept_here = [path, tmp_path / "vault.json", tmp_path / "private.db.damaged-2"]
    old = [tmp_path / f"store.db.{name}" for name in ("version-1", "damaged-5", "damaged-5-wal")]
    for each in (*kept_here, *old):
        each.touch()
    now = time.time()
    assert forget_old(path, now) == 0
    assert forget_old(path, now + KEPT_SECONDS - 60) == 0
    os.utime(old[0], (now + 1000, now + 1000))
    assert forget_old(path, now + KEPT_SECONDS + 60) == 2
    assert old[0].exists()
    assert forget_old(path, now + KEPT_SECONDS + 2000) == 1
    assert all(each.exists() for each in kept_here)


def test_what_is_kept_aside_is_kept_four_weeks_from_that_day_whatever_its_age_was(
    two: tuple[Side, Side],
) -> None:
    mia, _ = two
    path = mia.home.paths.store
    mia.home.close()
    damage(path, 0)
    wal = path.with_name(f"{path.name}-wal")
    wal.write_bytes(b"what was written last")
    for each in (path, wal):
        os.utime(each, (0, 0))
    begin_anew(mia.home.paths, mia.home._key, path.stat(), 1)
    assert [each.name.rpartition("-")[2] == "wal" for each in kept_aside(path)] == [False, True]
    assert forget_old(path, time.time() + KEPT_SECONDS - 60) == 0
    assert forget_old(path, time.time() + KEPT_SECONDS + 60) == 2


def test_what_is_begun_anew_is_told_until_it_was_read_and_by_doctor_as_long_as_the_file_is_kept(
    two: tuple[Side, Side], tmp_path: Path
) -> None:
    mia, jon = two
    Kits(mia.home).write(tmp_path / "kit.txt")
    for side in (mia, jon):
        side.round()
    mia.home.close()
    damage(mia.home.paths.store, 0)
    home = open_anew(mia.home._key, mia.home.paths, clock=mia.home.clock)
    assert to_tell(home) == Trouble("begun_anew")
    kit = read_kit((tmp_path / "kit.txt").read_text("utf-8"))
    Kits(home).restore(kit, tmp_path / "shared", "Laptop")
    assert to_tell(home) == Trouble("mended"), "the kit brought its person back after all"
    told(home)
    assert to_tell(home) is None
    assert Trouble("mended") in home.troubles()
    home.close()


def test_a_store_that_opens_is_never_kept_aside(two: tuple[Side, Side]) -> None:
    mia, _ = two
    mia.home.close()
    with open_anew(mia.home._key, mia.home.paths, clock=mia.home.clock) as home:
        assert home.memory.begun()
        assert to_tell(home) is None
        told(home)
        assert home.memory.mended() is None
    assert kept_aside(mia.home.paths.store) == ()


def test_what_another_process_made_meanwhile_stays(two: tuple[Side, Side]) -> None:
    mia, _ = two
    path = mia.home.paths.store
    mia.home.close()
    damage(path, 0)
    seen = path.stat()
    open_anew(mia.home._key, mia.home.paths, clock=mia.home.clock).close()
    made, aside = path.stat().st_ino, kept_aside(path)
    # The other one saw the damage, too.
    begin_anew(mia.home.paths, mia.home._key, seen, 1)
    assert (path.stat().st_ino, kept_aside(path)) == (made, aside)
