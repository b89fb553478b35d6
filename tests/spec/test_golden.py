"""Folders that earlier releases wrote: each is read for ever, by the program and by the pages alone."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from stillhere.home.rooms.kits import Kits
from stillhere.seal.kit import read_kit
from tests.home.couple import EVENING, World, fresh
from tests.spec import invitations, meaning, reader
from tests.spec.both import apart, by_the_program, found_as_told
from tests.spec.golden import GOLDEN, PEOPLE, plain

FOLDERS = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())
#: What stays as it was when one more device, which came by the kit, looks at it.
STAYS = ("people", "revisions", "posted", "newer")


def test_there_is_one_for_the_first_format() -> None:
    assert "v1" in FOLDERS


def told(name: str, who: str) -> Any:
    return json.loads((GOLDEN / name / f"{who}.json").read_text("utf-8"))


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", FOLDERS)
def test_the_program_comes_back_with_the_kit_and_knows_it_all(name: str, who: str, tmp_path: Path) -> None:
    shutil.copytree(GOLDEN / name / "shared", tmp_path / "shared")
    kit = read_kit((GOLDEN / name / f"{who}.txt").read_text("utf-8"))
    side = fresh(tmp_path / who, World(EVENING + timedelta(days=30)))
    with side.home:
        Kits(side.home).restore(kit, tmp_path / "shared", "New")
        side.round()
        assert side.home.troubles() == ()
        assert side.home.sharing().set_aside == 0
        found, expected = plain(by_the_program(side)), told(name, who)
        assert apart({key: expected[key] for key in STAYS}, {key: found[key] for key in STAYS}) == []
        assert found["devices"].items() >= expected["devices"].items()


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", FOLDERS)
def test_the_reader_of_the_pages_reads_it_with_the_printed_kit(name: str, who: str) -> None:
    files = list(reader.files(GOLDEN / name / "shared"))
    paper = (GOLDEN / name / f"{who}.txt").read_text("utf-8")
    founding, person, own = invitations.kit(paper)
    keys = invitations.keys(files, own, founding[:10], person)
    found = found_as_told(meaning.read(files, keys, founding[:10], person))
    assert apart(told(name, who), plain(found)) == []


@pytest.mark.parametrize("name", FOLDERS)
def test_it_holds_what_there_is_to_read(name: str) -> None:
    files, told_of = list(reader.files(GOLDEN / name / "shared")), told(name, "mia")
    keys = told_of["people"].values()
    assert {person["name"] for person in keys} == {"Mimi", "Jon 5"}
    assert {person["epoch"] for person in keys} == {1, 2}
    assert any(one["agreed"] and one["paused_by"] for one in told_of["revisions"].values())
    assert sorted(map(str, told_of["posted"].values())) == ["Dear Mia,\n\nhello.", "['mine', 'yours']"]
    assert any(facts[4] for facts in told_of["devices"].values()), "a device that was removed"
    assert sum(facts[2] for facts in told_of["devices"].values()) == 2, "two kits"
    assert len(files) > 10
