"""Who carries the folder is told from marks; nothing is believed because of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from stillhere.home.folder import mounts
from stillhere.home.folder.carriers import (
    CONFLICTS,
    MARKS,
    PLACES,
    Carrier,
    Found,
    conflict_copy,
    placeholder,
    recognise,
    temporary,
)
from tests.home.ground import name_of, snapshot

NAME = name_of(b"x")
STEM = NAME.removesuffix(".age")
HOME = Path("/home/mia")


class Facts:
    """A computer that is described."""

    def __init__(
        self,
        names: Mapping[str, tuple[str, ...]] | None = None,
        texts: Mapping[str, str] | None = None,
        environ: Mapping[str, str] | None = None,
        mount: str = "ext4",
    ) -> None:
        self.home = HOME
        self.environ: Mapping[str, str] = environ or {}
        self._names = names or {}
        self._texts = texts or {}
        self._mount = mount

    def names(self, folder: Path) -> Iterator[str]:
        yield from self._names.get(str(folder), ())

    def text(self, path: Path) -> str:
        return self._texts.get(str(path), "")

    def mount(self, folder: Path) -> str:
        return self._mount


@pytest.mark.parametrize(("mark", "carrier"), MARKS)
def test_each_mark_is_known_in_the_folder_and_above_it(mark: str, carrier: Carrier) -> None:
    name = mark.replace("*", "3f2a")
    for place in ("/home/mia/both/ours", "/home/mia/both"):
        facts = Facts({place: ("letter.txt", name)})
        assert recognise(Path("/home/mia/both/ours"), facts) == Found(carrier, mark)


def test_the_nearest_mark_counts() -> None:
    facts = Facts({"/home/mia/a/b": (".stfolder",), "/home/mia": (".dropbox.cache",)})
    assert recognise(HOME / "a" / "b" / "c", facts).carrier is Carrier.SYNCTHING
    assert recognise(HOME / "x", facts).carrier is Carrier.DROPBOX


@pytest.mark.parametrize(("mark", "carrier"), PLACES)
def test_each_place_below_home_is_known(mark: str, carrier: Carrier) -> None:
    place = HOME / mark.replace("*", "mia@example.org") / "ours"
    assert recognise(place, Facts()) == Found(carrier, mark)
    assert recognise(Path("/elsewhere") / mark, Facts()).carrier is Carrier.UNKNOWN


def test_dropbox_writes_down_where_it_is() -> None:
    info = '{"personal": {"path": "/data/Box"}, "business": {"path": "/data/Work", "host": 1}, "odd": 3}'
    for where, environ in (
        ("/home/mia/.dropbox/info.json", {}),
        ("/local/Dropbox/info.json", {"LOCALAPPDATA": "/local"}),
        ("/roaming/Dropbox/info.json", {"APPDATA": "/roaming"}),
    ):
        facts = Facts(texts={where: info}, environ=environ)
        assert recognise(Path("/data/Work/ours"), facts) == Found(Carrier.DROPBOX, "info.json")
        assert recognise(Path("/data/Other"), facts).carrier is Carrier.UNKNOWN


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"personal": {"path": 3}}', "\ufffd"])
def test_whatever_that_file_holds_stops_nothing(text: str) -> None:
    facts = Facts(texts={"/home/mia/.dropbox/info.json": text})
    assert recognise(HOME / "x", facts).carrier is Carrier.UNKNOWN


@pytest.mark.parametrize("variable", ["OneDrive", "OneDriveConsumer", "OneDriveCommercial"])
def test_onedrive_says_where_it_is(variable: str) -> None:
    facts = Facts(environ={variable: "/users/mia/One"})
    assert recognise(Path("/users/mia/One/ours"), facts) == Found(Carrier.ONEDRIVE, variable)


@pytest.mark.parametrize(
    ("kind", "folder", "carrier"),
    [
        ("nfs4", "/mnt/nas", Carrier.NETWORK),
        ("cifs", "/mnt/nas", Carrier.NETWORK),
        ("fuse.sshfs", "/mnt/nas", Carrier.NETWORK),
        ("network", "/mnt/nas", Carrier.NETWORK),
        ("vfat", "/mnt/x", Carrier.REMOVABLE),
        ("removable", "/mnt/x", Carrier.REMOVABLE),
        ("ext4", "/run/media/mia/STICK", Carrier.REMOVABLE),
        ("fuseblk", "/media/mia/STICK", Carrier.REMOVABLE),
        ("fuseblk", "/mnt/x", Carrier.UNKNOWN),
        ("ext4", "/home/mia/x", Carrier.UNKNOWN),
        ("", "/home/mia/x", Carrier.UNKNOWN),
    ],
)
def test_without_a_mark_the_drive_tells(kind: str, folder: str, carrier: Carrier) -> None:
    assert recognise(Path(folder), Facts(mount=kind)) == Found(carrier, kind)


def test_the_real_computer_is_looked_at_without_a_trace(tmp_path: Path) -> None:
    (tmp_path / "shared" / "ours").mkdir(parents=True)
    (tmp_path / "shared" / ".stfolder").mkdir()
    recognise(tmp_path / "shared" / "ours")
    before = snapshot(tmp_path)
    assert recognise(tmp_path / "shared" / "ours") == Found(Carrier.SYNCTHING, ".stfolder")
    assert snapshot(tmp_path) == before
    assert recognise(tmp_path / "missing" / "ours").carrier in set(Carrier)


def test_dropboxs_own_file_is_read_from_the_home_folder(own_places: Path, tmp_path: Path) -> None:
    (own_places / ".dropbox").mkdir()
    (own_places / ".dropbox" / "info.json").write_text(f'{{"personal": {{"path": "{tmp_path}"}}}}')
    assert recognise(tmp_path / "ours") == Found(Carrier.DROPBOX, "info.json")


@pytest.mark.parametrize(
    ("name", "carrier"),
    [
        (f"{STEM}.sync-conflict-20261122-093612-ABCDEF7.age", Carrier.SYNCTHING),
        (f"{STEM} (Mia's conflicted copy 2026-11-22).age", Carrier.DROPBOX),
        (f"{STEM} (Mia's conflicted copy 2026-11-22 (1)).age", Carrier.DROPBOX),
        (f"{STEM}-LAPTOP.age", Carrier.ONEDRIVE),
        (f"{STEM}-LAPTOP-2.age", Carrier.ONEDRIVE),
        (f"{STEM}-LAPTOP-safeBackup-0001.age", Carrier.ONEDRIVE),
        (f"{STEM} (1).age", Carrier.GOOGLE_DRIVE),
        (f"{STEM} 2.age", Carrier.ICLOUD),
        (f"{STEM} (conflicted copy mia 2026-11-22 093612).age", Carrier.NEXTCLOUD),
        (f"{STEM} (conflicted copy 2026-11-22 093612).age", Carrier.NEXTCLOUD),
        (f"{STEM}.Conflict.age", Carrier.RESILIO),
        (NAME, None),
        ("report (1).age", None),
        (f"{STEM}.txt", None),
    ],
)
def test_conflict_copies_are_known_by_name(name: str, carrier: Carrier | None) -> None:
    assert conflict_copy(name) is carrier


def test_every_carrier_that_makes_conflict_copies_is_in_the_table() -> None:
    silent = {Carrier.NETWORK, Carrier.REMOVABLE, Carrier.UNKNOWN}
    assert {carrier for _, carrier in CONFLICTS} == set(Carrier) - silent


@pytest.mark.parametrize(
    "name",
    [
        f".syncthing.{NAME}.tmp", f"~syncthing~{NAME}.tmp", "~$abcdefgh.tmp", f".{NAME}.~1f3a",
        f"{NAME}.part", f"{NAME}.!Sync", f"{NAME}.SyncPart", f"._{NAME}",
    ],
)  # fmt: skip
def test_what_is_being_written_is_known_by_name(name: str) -> None:
    assert temporary(name)


def test_a_finished_file_is_neither_temporary_nor_a_placeholder() -> None:
    assert not temporary(NAME)
    assert not placeholder(NAME)
    assert placeholder(f".{NAME}.icloud")


MOUNTINFO = r"""
24 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
31 24 0:27 / /mnt/nas rw - cifs //nas/share rw
32 24 0:28 / /run/media/mia/MY\040STICK rw - vfat /dev/sdb1 rw
33 24 0:29 / /mnt/nas2 rw shared:3 master:1 - nfs4 nas:/x rw
34 33 0:30 / /mnt/nas2 rw - tmpfs tmpfs rw
a line that means nothing
35 24 0:31
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/mia", "ext4"),
        ("/mnt/nas", "cifs"),
        ("/mnt/nas/deep/er", "cifs"),
        ("/mnt/nasty", "ext4"),
        ("/run/media/mia/MY STICK/ours", "vfat"),
        ("/mnt/nas2/x", "tmpfs"),
    ],
)
def test_the_nearest_mount_tells_the_kind(place: str, kind: str) -> None:
    assert mounts.of_mountinfo(MOUNTINFO, place) == kind
    assert mounts.of_mountinfo("", place) == ""


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse", "fuse.rclone", "9p", "davfs"])
def test_drives_whose_changes_make_no_event(kind: str) -> None:
    assert mounts.is_network(kind)


@pytest.mark.parametrize("kind", ["ext4", "btrfs", "fuseblk", "vfat", "", "nfsd", "apfs"])
def test_drives_of_this_computer(kind: str) -> None:
    assert not mounts.is_network(kind)


@pytest.mark.parametrize(
    ("kind", "steady"),
    [("ext4", True), ("btrfs", True), ("nfs4", False), ("fuse.rclone", False), ("vfat", False), ("", False)],
)
def test_drives_that_always_answer(kind: str, steady: bool) -> None:
    assert mounts.is_steady(kind) is steady
    assert not mounts.NETWORK & mounts.STEADY


@pytest.fixture
def drives(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer with a network drive and one that is mounted once somebody asks. Neither answers."""
    table = "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:40 / /mnt/nas rw - nfs4 nas:/ rw\n"
    monkeypatch.setattr(Path, "read_text", lambda *_: table + "3 1 0:41 / /mnt/auto rw - autofs auto rw\n")
    monkeypatch.setattr(os, "lstat", _asked(os.lstat))
    monkeypatch.setattr(os, "readlink", _asked(os.readlink))


def _asked(real: Callable[..., object]) -> Callable[..., object]:
    def ask(path: str | Path, *more: object, **named: object) -> object:
        assert not Path(path).is_relative_to("/mnt"), "the drive was asked"
        return real(path, *more, **named)

    return ask


@pytest.mark.usefixtures("drives")
@pytest.mark.parametrize("way", ["", "/ours", "/deep/../ours"])
def test_a_network_drive_is_known_without_asking_it(tmp_path: Path, way: str) -> None:
    assert mounts.mount_type(Path(f"/mnt/nas{way}")) == "nfs4"
    (tmp_path / "place").mkdir()
    (tmp_path / "direct").symlink_to("/mnt/nas")
    (tmp_path / "place" / "by").symlink_to("../direct")
    assert mounts.mount_type(Path(f"{tmp_path}/place/by{way}")) == "nfs4"
    (tmp_path / "auto").symlink_to("/mnt/auto")
    assert mounts.mount_type(Path(f"{tmp_path}/auto{way}")) == "autofs"
    assert not mounts.is_steady("autofs")


@pytest.mark.usefixtures("drives")
def test_a_link_that_leads_round_and_round_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to(tmp_path / "other")
    (tmp_path / "other").symlink_to(tmp_path / "one")
    assert mounts.mount_type(tmp_path / "one" / "ours") == ""
    (tmp_path / "there").mkdir()
    assert mounts.mount_type(tmp_path / "there") == "ext4"


def test_the_kind_of_a_real_folder_is_found(tmp_path: Path) -> None:
    assert mounts.mount_type(tmp_path)
    assert mounts.mount_type(tmp_path / "missing") == mounts.mount_type(tmp_path)
