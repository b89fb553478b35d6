"""Where a home lies, and that looking it up makes nothing."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from stillhere.home.errors import HomeError
from stillhere.home.paths import Paths, paths_for


def test_everything_lies_under_the_home_that_was_given(tmp_path: Path) -> None:
    paths = paths_for(tmp_path / "h", {"STILLHERE_HOME": "/elsewhere"})
    places = (paths.store, paths.vault, paths.bell, paths.role, paths.settings, paths.log)
    assert all(place.is_relative_to(tmp_path / "h") for place in places)
    assert len(set(places)) == len(places)
    assert not (tmp_path / "h").exists()


def test_the_variable_stands_for_the_option(tmp_path: Path) -> None:
    assert paths_for(None, {"STILLHERE_HOME": str(tmp_path)}) == paths_for(tmp_path, {})


def test_a_relative_home_and_a_tilde_become_whole(
    tmp_path: Path, own_places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths_for(Path("here"), {}).data == tmp_path / "here"
    assert paths_for(Path("~/here"), {}).data == own_places / "here"


def test_without_a_home_the_systems_places_are_used(own_places: Path) -> None:
    for environ in ({}, {"STILLHERE_HOME": ""}):
        paths = paths_for(None, environ)
        assert paths.data == own_places / "data" / "stillhere"
        assert paths.config == own_places / "config" / "stillhere"
        assert paths.log_dir.is_relative_to(own_places / "cache" / "stillhere")


def test_places_are_made_for_their_person_alone(tmp_path: Path) -> None:
    paths = paths_for(tmp_path / "one" / "two", {})
    paths.make()
    paths.make()
    for place in (tmp_path / "one", paths.data, paths.bell.parent, paths.config, paths.log_dir):
        assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_the_bell_is_alone_in_its_directory(tmp_path: Path) -> None:
    paths = paths_for(tmp_path, {})
    others = (paths.store, paths.vault, paths.role, paths.settings, paths.log)
    assert paths.bell.parent not in {place.parent for place in others}


def test_a_place_that_cant_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    paths = Paths(tmp_path / "file" / "data", tmp_path, tmp_path)
    with pytest.raises(HomeError) as caught:
        paths.make()
    assert caught.value.what == "home_denied"
    assert caught.value.fields["place"] == str(paths.data)
