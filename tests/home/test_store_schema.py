"""Migrations: a copy first, all or nothing, and a newer store is left alone."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest

from stillhere.home.errors import StoreError
from stillhere.home.store import Store, cipher, old_copies
from stillhere.home.store.schema import MIGRATIONS, Migration
from tests.home.ground import KEY, killed_at, small_disk, stored

NEXT = Migration(
    "a table more, and a column",
    (
        "CREATE TABLE pages (id TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT",
        "ALTER TABLE small ADD COLUMN kept_ms INTEGER NOT NULL DEFAULT 0",
    ),
)
THIRD = Migration("one more", ("INSERT INTO pages VALUES ('a', x'00')",))
BROKEN = Migration("wrong in its second statement", ("CREATE TABLE one (a INTEGER)", "CREATE NONSENSE"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Store.create(tmp_path / "store.db", KEY) as store:
        store.put("mine", b"before")
        for number in range(100):
            store.records.add(stored(number))
    return tmp_path / "store.db"


def _version(path: Path) -> int:
    connection = cipher.connect(path, KEY)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def test_the_numbers_begin_with_the_first_store(path: Path) -> None:
    assert _version(path) == len(MIGRATIONS) >= 1


def test_a_store_is_brought_up_to_date_over_several_steps(path: Path) -> None:
    with Store.open(path, KEY, (*MIGRATIONS, NEXT, THIRD)) as store:
        assert store.get("mine") == b"before"
        assert store.records.count() == 100
        store.put("mine", b"after")
    assert _version(path) == len(MIGRATIONS) + 2
    with Store.open(path, KEY, (*MIGRATIONS, NEXT, THIRD)) as store:
        assert store.get("mine") == b"after"


def test_a_copy_of_the_store_as_it_was_stands_beside_it(path: Path) -> None:
    assert old_copies(path) == ()
    Store.open(path, KEY, (*MIGRATIONS, NEXT)).close()
    (copy,) = old_copies(path)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with Store.open(copy, KEY) as store:
        assert store.get("mine") == b"before"
        assert store.records.count() == 100
        assert store.sound()
    with pytest.raises(StoreError):
        Store.open(copy, bytes(32))


def test_the_copy_holds_what_was_still_in_the_write_ahead_log(path: Path) -> None:
    with Store.open(path, KEY) as store:
        store.put("mine", b"latest")
        assert path.with_name("store.db-wal").stat().st_size > 0
        Store.open(path, KEY, (*MIGRATIONS, NEXT)).close()
    (copy,) = old_copies(path)
    with Store.open(copy, KEY) as store:
        assert store.get("mine") == b"latest"


def test_a_newer_store_is_left_alone(path: Path) -> None:
    Store.open(path, KEY, (*MIGRATIONS, NEXT)).close()
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        Store.open(path, KEY)
    assert caught.value.what == "store_newer"
    assert path.read_bytes() == before


def test_a_migration_that_breaks_leaves_the_store_as_it_was(path: Path) -> None:
    from sqlcipher3 import dbapi2

    with pytest.raises(dbapi2.OperationalError):
        Store.open(path, KEY, (*MIGRATIONS, NEXT, BROKEN))
    assert _version(path) == len(MIGRATIONS)
    with Store.open(path, KEY) as store:
        assert store.get("mine") == b"before"
        store.put("mine", b"goes on")


def test_without_room_for_the_copy_nothing_is_changed(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "720k") as disk:
        path = disk / "store.db"
        with Store.create(path, KEY) as store:
            store.put("big", b"x" * 300_000)
        with pytest.raises(StoreError) as caught:
            Store.open(path, KEY, (*MIGRATIONS, NEXT))
        assert caught.value.what == "disk_full"
        assert [each.name for each in disk.iterdir()] == ["store.db"]
        with Store.open(path, KEY) as store:
            assert store.get("big") == b"x" * 300_000


def test_two_that_migrate_at_once_do_it_once(path: Path) -> None:
    failed: list[BaseException] = []

    def migrate() -> None:
        try:
            Store.open(path, KEY, (*MIGRATIONS, NEXT, THIRD)).close()
        except BaseException as error:  # noqa: BLE001 - told to the test's own thread
            failed.append(error)

    threads = [threading.Thread(target=migrate) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert _version(path) == len(MIGRATIONS) + 2


_SETUP = """
from pathlib import Path
from stillhere.home.store import Store
from stillhere.home.store.schema import MIGRATIONS
from tests.home.ground import KEY
from tests.home.test_store_schema import NEXT
"""


def test_killed_at_any_step_the_store_is_old_or_new_and_whole(path: Path) -> None:
    step = 0
    while killed_at(
        step, _SETUP, "Store.open(Path(sys.argv[2]), KEY, (*MIGRATIONS, NEXT)).close()", str(path)
    ):
        with Store.open(path, KEY) as store:
            assert store.get("mine") == b"before"
            assert store.sound()
        step += 1
    assert step > 2
    copy = f"store.db.version-{len(MIGRATIONS)}"
    assert sorted(each.name for each in path.parent.iterdir()) == ["store.db", copy]
    assert _version(path) == len(MIGRATIONS) + 1
