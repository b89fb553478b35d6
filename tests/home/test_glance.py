"""The usual poll asks the folder for names and nothing else, and still misses nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from stillhere.core.acts import Rename
from stillhere.core.records.record import PersonNamed
from stillhere.home.flow.glance import Glance
from stillhere.home.flow.troubles import Trouble
from stillhere.home.folder.dirs import HandleDir
from stillhere.home.folder.folder import Folder
from tests.home.couple import Side
from tests.home.ground import settled
from tests.home.hands import Hand, id_of


@pytest.fixture
def two(two: tuple[Side, Side]) -> tuple[Side, Side]:
    mia, jon = two
    mia.home.flip()
    mia.round()
    jon.round()
    return two


def test_a_poll_of_settled_files_asks_for_no_size_and_reads_nothing(
    two: tuple[Side, Side], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, jon = two
    jon.round()
    asked: list[str] = []

    class Watched:
        def __init__(self, entry: os.DirEntry[str]) -> None:
            self._entry = entry
            self.name = entry.name

        def is_file(self, *, follow_symlinks: bool) -> bool:
            return self._entry.is_file(follow_symlinks=follow_symlinks)

        def stat(self, *, follow_symlinks: bool) -> os.stat_result:
            asked.append(self.name)
            return self._entry.stat(follow_symlinks=follow_symlinks)

    entries = HandleDir.entries
    monkeypatch.setattr(HandleDir, "entries", lambda self: map(Watched, entries(self)))
    monkeypatch.setattr(Folder, "reading", lambda *_: pytest.fail("a settled file is read"))
    assert jon.home.take_in() == 0
    taken = {path.rpartition("/")[2] for path in jon.home.store.seen.fixed()}
    assert len(taken) >= 3
    assert taken.isdisjoint(asked)


def test_a_new_file_is_seen_among_settled_ones_and_one_that_went_is_forgotten(
    two: tuple[Side, Side], mias: Hand
) -> None:
    _, jon = two
    jon.round()
    n, prev = mias.end()
    path = mias.put(mias.sign(PersonNamed(name="Mimi"), n=n + 1, prev=prev))
    assert jon.home.take_in() == 1
    assert jon.home.take_in() == 0
    place = "/".join(path.parts[-3:])
    assert place in jon.home.store.seen.fixed()
    path.unlink()
    jon.home.take_in()
    assert place not in settled(jon.home.store)
    assert jon.home.partner_name() == "Mimi"


def test_a_copy_under_another_name_is_looked_at_again_when_it_changes(
    two: tuple[Side, Side], mias: Hand
) -> None:
    _, jon = two
    n, prev = mias.end()
    first = mias.sign(PersonNamed(name="Mimi"), n=n + 1, prev=prev)
    second = mias.sign(PersonNamed(name="Mia Maria"), n=n + 2, prev=id_of(first))
    copy = "x" * 32 + " (1).age"
    mias.put(first, name=copy)
    jon.round()
    assert not any(path.endswith(copy) for path in jon.home.store.seen.fixed())
    mias.put(second, name=copy)
    jon.round()
    assert jon.home.partner_name() == "Mia Maria"


def test_what_another_process_judged_is_known_here_too(two: tuple[Side, Side], tmp_path: Path) -> None:
    mia, jon = two
    glance = Glance(jon.home.store, jon.home.memory)
    before = glance.known()
    mia.home.do(Rename("Mimi"))
    mia.round()
    with jon.home.twin() as twin:
        twin.take_in()
    assert len(glance.known()) == len(before) + 1


def test_a_later_format_beside_ours_is_said_and_left_alone(two: tuple[Side, Side], tmp_path: Path) -> None:
    _, jon = two
    later = tmp_path / "shared" / "Still Here" / "v2" / "somewhere"
    later.mkdir(parents=True)
    (later / "file.age").write_bytes(b"of a later version")
    jon.round()
    assert jon.home.troubles() == (Trouble("newer_format"),)
    (later / "file.age").unlink()
    later.rmdir()
    later.parent.rmdir()
    jon.round()
    assert jon.home.troubles() == ()


def test_a_later_format_is_said_where_ours_is_gone(two: tuple[Side, Side], tmp_path: Path) -> None:
    found = tmp_path / "other"
    (found / "Still Here" / "v2").mkdir(parents=True)
    assert Folder(found).scan().newer
