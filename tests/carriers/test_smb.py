"""A folder on a server at home, by real SMB: two computers mount it, or one of them is the server itself.

Law: Samba serves at a loopback address. The mount is smbnetfs's, in place of the kernel's, which a test can't
count on; NFS needs the kernel on both sides, and no test here mounts it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stillhere.core.acts import Rest
from stillhere.home.errors import FolderError
from stillhere.home.folder.mounts import is_network, mount_type
from tests.carriers.smb import Nas, nas
from tests.carriers.two_folders import Two, two_folders
from tests.home.couple import recording
from tests.waiting import until

pytestmark = pytest.mark.carrier


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Nas]:
    with nas(tmp_path / "nas") as made:
        yield made


@pytest.fixture
def two(server: Nas, tmp_path: Path) -> Iterator[Two]:
    """Mia's computer mounts the share; Jon's does, too."""
    with (
        server.mounted(tmp_path / "mias") as mias,
        server.mounted(tmp_path / "jons") as jons,
        two_folders(tmp_path / "homes", mias, jons, lambda: None) as found,
    ):
        yield found


def test_words_go_by_a_server_at_home_where_smb_can_be_served_and_mounted(two: Two) -> None:
    for _ in range(3):
        two.flip()


def test_looking_writes_nothing_on_the_server_where_smb_can_be_served_and_mounted(
    two: Two, server: Nas
) -> None:
    two.flip()
    before = recording(server.served / "Still Here")
    for each in (two.mia, two.jon):
        each.round()
    assert recording(server.served / "Still Here") == before


def test_one_sits_at_the_server_itself_where_smb_can_be_served_and_mounted(
    server: Nas, tmp_path: Path
) -> None:
    with (
        server.mounted(tmp_path / "mias") as mias,
        two_folders(tmp_path / "homes", mias, server.served, lambda: None) as two,
    ):
        two.flip()
        two.flip()


def test_the_server_is_switched_off_and_comes_back_where_smb_can_be_served_and_mounted(
    two: Two, server: Nas
) -> None:
    two.flip()
    server.stop()
    two.mia.home.do(Rest())
    with pytest.raises(FolderError):
        two.mia.home.publish()
    assert two.both_ways() == ([], [])
    assert two.mia.home.store.outbox.count() == 1
    server.start()
    told: list[str] = []

    def heard() -> list[str]:
        # The mount takes its time to find the server again.
        told.extend(two.both_ways()[1])
        return told

    until(heard)
    assert told == ["resting"]
    assert two.agree()


def test_a_mounted_share_is_looked_at_like_a_network_drive(server: Nas, tmp_path: Path) -> None:
    with server.mounted(tmp_path / "mias") as mias:
        assert is_network(mount_type(mias))
