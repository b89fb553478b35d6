"""A key without a store: a beginning was cut short, or the store is gone. Nobody is shut out by that."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from stillhere.home.errors import StoreError, VaultError
from stillhere.home.opening import create_home, has_home, lacks_store, open_home
from stillhere.home.paths import Paths, paths_for
from stillhere.home.store import Store

SECRET = "blue kettle"


def opened(paths: Paths) -> str:
    with open_home(paths, lambda: SECRET) as home:
        return home.look().me.name


def killed(*_: object) -> Store:
    os._exit(9)


def test_a_beginning_that_was_killed_before_there_was_a_store_is_begun_again(tmp_path: Path) -> None:
    paths = paths_for(tmp_path / "mia", {})
    child = os.fork()
    if child == 0:
        Store.create = killed  # type: ignore[method-assign, assignment]
        create_home(paths, SECRET)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert (lacks_store(paths), has_home(paths)) == (True, False)
    with create_home(paths, SECRET) as home:
        home.begin("Mia")
    assert not lacks_store(paths)
    assert opened(paths) == "Mia"


def test_the_key_that_is_there_is_kept_and_asks_for_its_passphrase(tmp_path: Path) -> None:
    paths = paths_for(tmp_path / "mia", {})
    with create_home(paths, SECRET) as home:
        home.begin("Mia")
        with home.door().open(None) as private:
            private.pages.write(["what only I read"])
    vault = paths.vault.read_bytes()
    paths.store.unlink()
    for wrong, what in (("another", "passphrase_wrong"), (None, "passphrase_needed")):
        with pytest.raises(VaultError, match=what):
            create_home(paths, wrong)
    assert (paths.vault.read_bytes(), lacks_store(paths)) == (vault, True)
    with create_home(paths, SECRET) as home, home.door().open(None) as private:
        home.begin("Mia")
        assert [page.parts for page in private.pages.all()] == [("what only I read",)]
    assert paths.vault.read_bytes() == vault


def test_of_two_who_begin_at_once_neither_takes_the_key_of_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = paths_for(tmp_path / "mia", {})
    real = Store.create

    def second(path: Path, key: bytes) -> Store:
        monkeypatch.setattr(Store, "create", real)
        with create_home(paths, SECRET) as home:
            home.begin("Mia")
        return real(path, key)

    monkeypatch.setattr(Store, "create", second)
    with pytest.raises(StoreError, match="store_exists"):
        create_home(paths, SECRET)
    assert opened(paths) == "Mia"


def test_where_no_store_can_be_made_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = paths_for(tmp_path / "mia", {})

    def full(path: Path, key: bytes) -> Store:
        raise StoreError("disk_full")

    monkeypatch.setattr(Store, "create", full)
    with pytest.raises(StoreError, match="disk_full"):
        create_home(paths, SECRET)
    assert not paths.vault.exists()
