"""The store: all or nothing, counted, and closed to everybody without its key."""

from __future__ import annotations

import os
import stat
import threading
import traceback
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from stillhere.home.errors import StoreError
from stillhere.home.store import Store, cipher
from tests.home.ground import KEY, a_store, child, read_only, small_disk, stored
from tests.waiting import LIMIT

WORDS = b"Mia was very tired that evening"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


def _what(call: object) -> str:
    with pytest.raises(StoreError) as caught:
        call()  # type: ignore[operator]
    return caught.value.what


def test_what_was_put_is_there_after_closing(path: Path) -> None:
    with Store.create(path, KEY) as store:
        store.put("mine", b"\x00one")
        store.put("mine", b"two")
        store.put("other", b"")
        store.drop("never")
    with Store.open(path, KEY) as store:
        assert store.get("mine") == b"two"
        assert store.get("other") == b""
        assert store.get("nothing") is None
        store.drop("mine")
        assert store.get("mine") is None
        assert store.sound()


def test_only_the_store_remains_after_closing_and_only_its_person_may_read(path: Path) -> None:
    with Store.create(path, KEY) as store:
        store.put("a", b"b")
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
        assert set(modes) == {"store.db", "store.db-wal", "store.db-shm"}
        assert set(modes.values()) == {0o600}
    assert [each.name for each in path.parent.iterdir()] == ["store.db"]


def test_nothing_of_it_can_be_read_in_the_files(path: Path) -> None:
    with Store.create(path, KEY) as store:
        store.put("mine", WORDS * 100)
        everything = b"".join(each.read_bytes() for each in path.parent.iterdir())
        assert WORDS not in everything
        assert b"SQLite" not in everything
        assert b"records" not in everything


def test_what_was_deleted_is_overwritten_even_for_who_has_the_key(path: Path) -> None:
    with Store.create(path, KEY) as store:
        for number in range(50):
            store.put(f"letter{number}", WORDS * 200)
        for number in range(50):
            store.drop(f"letter{number}")
        store.checkpoint()
        assert (path.parent / "store.db-wal").stat().st_size == 0
        store.put("kept", WORDS[::-1] * 200)
    plain = _decrypted(path)
    assert WORDS[::-1] in plain
    assert WORDS not in plain


def _decrypted(path: Path) -> bytes:
    """Every page of the store in clear, free ones included: AES-256-CBC under the raw key."""
    ciphers = pytest.importorskip(
        "cryptography.hazmat.primitives.ciphers", reason="cryptography isn't installed"
    )
    data = path.read_bytes()
    pages = [data[start : start + 4096] for start in range(0, len(data), 4096)]
    plain = b""
    for number, page in enumerate(pages):
        content, iv = page[16 if number == 0 else 0 : -80], page[-80:-64]
        decryptor = ciphers.Cipher(ciphers.algorithms.AES(KEY), ciphers.modes.CBC(iv)).decryptor()
        plain += decryptor.update(content) + decryptor.finalize()
    return plain


def test_another_key_opens_nothing_and_says_so(path: Path) -> None:
    a_store_closed(path)
    assert _what(lambda: Store.open(path, bytes(32))) == "store_wrong_key"
    with Store.open(path, KEY):
        pass


def a_store_closed(path: Path) -> None:
    with Store.create(path, KEY) as store:
        for number in range(200):
            store.records.add(stored(number))


@pytest.mark.parametrize("at", [100, 4000, 4096 * 2 + 7])
def test_damage_is_told_from_another_key(path: Path, at: int) -> None:
    a_store_closed(path)
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)

    def use() -> None:
        with Store.open(path, KEY) as store:
            list(store.records.all())
            if not store.sound():
                raise StoreError("store_damaged")

    assert _what(use) == "store_damaged"
    assert _what(lambda: Store.open(path, bytes(32))) == "store_wrong_key"


def test_damage_that_only_a_full_look_finds_is_found(path: Path) -> None:
    a_store_closed(path)
    data = bytearray(path.read_bytes())
    data[-300] ^= 1
    path.write_bytes(data)
    with Store.open(path, KEY) as store:
        assert not store.sound()


@pytest.mark.parametrize("left", [0, 100, 4095, 5000])
def test_a_store_cut_short_never_counts_as_a_new_one(path: Path, left: int) -> None:
    a_store_closed(path)
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(StoreError) as caught, Store.open(path, KEY) as store:
        list(store.records.all())
    assert caught.value.what in {"store_damaged", "store_wrong_key"}


def test_a_missing_store_is_missing_and_none_is_made(path: Path) -> None:
    assert _what(lambda: Store.open(path, KEY)) == "store_missing"
    assert not path.exists()


def test_a_store_is_never_made_over_another(path: Path) -> None:
    a_store_closed(path)
    before = path.read_bytes()
    assert _what(lambda: Store.create(path, bytes(32))) == "store_exists"
    assert path.read_bytes() == before


def test_of_two_that_make_a_store_at_once_one_wins(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.create(path, KEY) as first:
        first.put("a", b"first")
        with monkeypatch.context() as patch:
            patch.setattr(Path, "exists", lambda self: False)
            assert _what(lambda: Store.create(path, bytes(32))) == "store_exists"
        assert first.get("a") == b"first"
    assert [each.name for each in path.parent.iterdir()] == ["store.db"]


def test_without_hard_links_a_store_is_made_all_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    with Store.create(path, KEY) as store:
        store.put("a", b"b")
    assert [each.name for each in path.parent.iterdir()] == ["store.db"]


def test_a_place_that_cant_be_written_is_told(tmp_path: Path) -> None:
    assert _what(lambda: Store.create(tmp_path / "no" / "store.db", KEY)) == "store_denied"


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_has_thirty_two_bytes(path: Path, length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Store.create(path, bytes(length))
    assert list(path.parent.iterdir()) == []


def test_no_exception_holds_the_key(path: Path) -> None:
    a_store_closed(path)
    secret = os.urandom(32)
    with pytest.raises(StoreError) as caught:
        Store.open(path, secret)
    error = caught.value
    chain = [error, error.__cause__, error.__context__, getattr(error.__context__, "__context__", None)]
    told = "".join(traceback.format_exception(error)) + "".join(f"{each!r}{each}" for each in chain)
    assert secret.hex() not in told.lower()
    assert repr(secret) not in told


def _break_off(store: Store, value: bytes) -> None:
    with store.transaction():
        with store.transaction():
            store.put("a", value)
        store.records.add(stored(2))
        raise KeyError


def _carry_on(store: Store) -> None:
    with store.transaction():
        store.put("a", b"1")
        with suppress(KeyError):
            _break_off(store, b"2")


def test_a_transaction_is_kept_whole_or_not_at_all(path: Path) -> None:
    with Store.create(path, KEY) as store:
        with store.transaction():
            store.put("a", b"1")
            store.records.add(stored(1))
        with pytest.raises(KeyError):
            _break_off(store, b"2")
        assert store.get("a") == b"1"
        assert [each.n for each in store.records.all()] == [1]


def test_one_inside_another_joins_it(path: Path) -> None:
    with Store.create(path, KEY) as store:
        with store.transaction(), store.transaction():
            store.put("a", b"1")
        with pytest.raises(KeyError):
            _break_off(store, b"2")
        assert store.get("a") == b"1"


def test_what_failed_inside_is_never_half_kept(path: Path) -> None:
    with Store.create(path, KEY) as store:
        with pytest.raises(RuntimeError, match="none of it is kept"):
            _carry_on(store)
        assert store.get("a") is None
        store.put("a", b"3")
        assert store.get("a") == b"3"


def test_the_generation_grows_with_changes_and_with_nothing_else(path: Path) -> None:
    with Store.create(path, KEY) as store:
        first = store.generation()
        with store.transaction():
            store.put("a", b"1")
            store.put("b", b"1")
        second = store.generation()
        assert second > first
        with store.transaction():
            store.get("a")
        store.put("a", b"1")
        store.drop("nothing")
        store.notes.take()
        store.records.drop_superseded("d", "status", 9)
        with store.reading():
            list(store.records.all())
        with pytest.raises(KeyError):
            _break_off(store, b"2")
        assert store.generation() == second


def test_every_process_sees_the_change_of_another(path: Path) -> None:
    with Store.create(path, KEY) as one, Store.open(path, KEY) as other:
        before = other.generation()
        one.put("a", b"1")
        assert other.generation() > before
        assert other.get("a") == b"1"


def test_reading_sees_one_moment(path: Path) -> None:
    with Store.create(path, KEY) as one, Store.open(path, KEY) as other:
        one.put("a", b"1")
        with other.reading():
            assert other.get("a") == b"1"
            one.put("a", b"2")
            assert other.get("a") == b"1"
            with other.reading():
                assert other.get("a") == b"1"
            with pytest.raises(RuntimeError, match="reading"):
                other.put("a", b"3")
        assert other.get("a") == b"2"


def test_a_second_writer_waits_and_gives_up_with_a_word(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cipher, "BUSY_SECONDS", 0.05)
    with Store.create(path, KEY) as one, Store.open(path, KEY) as other, one.transaction():
        one.put("a", b"1")
        assert _what(lambda: other.put("a", b"2")) == "store_busy"
        assert other.get("a") is None


def test_closing_waits_for_nobody(path: Path) -> None:
    with Store.create(path, KEY) as one:
        other = Store.open(path, KEY)
        with one.reading():
            one.get("a")
            other.put("a", b"1")
            other.close()
        assert one.get("a") == b"1"


def test_threads_with_stores_of_their_own_lose_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # On a slow disk the others may go before one for longer than a person is let wait.
    monkeypatch.setattr(cipher, "BUSY_SECONDS", LIMIT)
    Store.create(path, KEY).close()

    def write(device: str) -> None:
        with Store.open(path, KEY) as store:
            for number in range(40):
                store.records.add(stored(number, device=device))

    threads = [threading.Thread(target=write, args=(device,)) for device in ("one", "two", "three")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Store.open(path, KEY) as store:
        assert store.records.count() == 120
        assert store.sound()


_WRITER = """
import sys
from pathlib import Path
from stillhere.home.store import Store, cipher
from tests.home.ground import KEY, stored
from tests.waiting import LIMIT
cipher.BUSY_SECONDS = LIMIT
with Store.open(Path(sys.argv[1]), KEY) as store:
    for number in range(40):
        store.records.add(stored(number, device=sys.argv[2]))
"""


def test_processes_lose_nothing(path: Path) -> None:
    Store.create(path, KEY).close()
    children = [child(_WRITER, str(path), device) for device in ("one", "two")]
    for each in children:
        each.communicate(timeout=LIMIT)
        assert each.returncode == 0
    with Store.open(path, KEY) as store:
        assert store.records.count() == 80


def test_a_full_disk_keeps_what_was_kept(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "512k") as disk:
        with a_store(disk) as store:
            store.put("a", b"kept")

            def fill() -> None:
                for number in range(1000):
                    store.put(f"b{number}", b"x" * 20_000)

            assert _what(fill) == "disk_full"
            store.checkpoint()
            assert store.get("a") == b"kept"
            kept = [number for number in range(1000) if store.get(f"b{number}") is not None]
        with Store.open(disk / "store.db", KEY) as store:
            assert store.get("a") == b"kept"
            assert kept == [number for number in range(1000) if store.get(f"b{number}") is not None]
            assert store.sound()


def test_a_page_that_is_damaged_is_told_where_several_are_read_at_one_moment(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    a_store_closed(path)
    with Store.open(path, KEY) as store:
        for number in range(100):
            store.put(f"b{number}", b"x" * 3000)
    whole = path.read_bytes()
    path.write_bytes(whole[: 40 * 4096] + b"\xa5" * (len(whole) - 40 * 4096))

    def read() -> None:
        with Store.open(path, KEY) as store, store.reading():
            for number in range(100):
                store.get(f"b{number}")

    assert _what(read) == "store_damaged"


def test_no_store_is_begun_on_a_full_disk(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "16k") as disk:
        assert _what(lambda: Store.create(disk / "store.db", KEY)) == "disk_full"
        assert list(disk.iterdir()) == []


def test_a_read_only_disk_is_told(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "4m") as disk:
        a_store_closed(disk / "store.db")
        read_only(disk)

        def write() -> None:
            with Store.open(disk / "store.db", KEY) as store:
                store.put("a", b"b")

        assert _what(write) == "store_denied"


@given(st.dictionaries(st.text(max_size=20), st.binary(max_size=200), max_size=10))
@hypothesis_settings(deadline=None, max_examples=25)
def test_any_value_under_any_name(tmp_path_factory: pytest.TempPathFactory, values: dict[str, bytes]) -> None:
    place = tmp_path_factory.mktemp("store")
    spoken = {name: value for name, value in values.items() if name.isprintable()}
    with a_store(place) as store:
        for name, value in spoken.items():
            store.put(name, value)
        assert {name: store.get(name) for name in spoken} == spoken
