"""A drive that two people carry from hand to hand: another file system, coarse times, no owners, pulled out.

Law: what can't be mounted on a machine is skipped, and the reason says which kind it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stillhere.core.acts import Back, Rest
from stillhere.home.errors import FolderError
from stillhere.home.folder.mounts import is_network, mount_type
from stillhere.home.folder.watch import Watch
from tests.carriers.drives import MAKERS, Stick
from tests.carriers.two_folders import Two, two_folders
from tests.waiting import until

pytestmark = pytest.mark.carrier


@pytest.fixture(params=list(MAKERS))
def stick(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stick]:
    made = Stick(request.param, tmp_path / "stick", tmp_path / "image")
    made.make()
    yield made
    made.unmount()


@pytest.fixture
def two(stick: Stick, tmp_path: Path) -> Iterator[Two]:
    with two_folders(tmp_path, stick.place, stick.place, lambda: None) as found:
        yield found


def test_words_go_by_a_drive_without_owners_and_with_coarse_times(two: Two) -> None:
    for _ in range(3):
        two.flip()


def test_a_drive_that_was_pulled_out_looks_empty_and_nothing_is_written_where_it_was(
    two: Two, stick: Stick
) -> None:
    two.flip()
    stick.unmount()
    two.mia.home.do(Rest())
    with pytest.raises(FolderError) as gone:
        two.mia.home.publish()
    assert gone.value.what == "folder_emptied"
    assert two.both_ways() == ([], [])
    assert list(stick.place.iterdir()) == []
    assert two.mia.home.troubles() == ()
    stick.mount()
    assert two.both_ways() == ([], ["resting"])
    assert two.agree()


def test_a_drive_that_comes_and_goes_is_watched_again_where_it_can_be(two: Two, stick: Stick) -> None:
    hints: list[object] = []
    # What a program mounts may be anybody's: it is looked at from time to time, like a network drive.
    can_be = not is_network(mount_type(stick.place))
    watch = Watch(two.jon.home.paths.bell, stick.place, hints.append)
    watch.start()
    try:
        heard = [watch.events]
        for change in (stick.unmount, stick.mount):
            change()
            watch.rearm(stick.place)
            heard.append(watch.events)
        assert heard == [can_be, False, can_be]
        hints.clear()
        two.mia.home.do(Rest())
        two.mia.round()
        until(lambda: hints or not can_be)
    finally:
        watch.stop()
    two.mia.home.do(Back())
    assert two.both_ways() == ([], [])
