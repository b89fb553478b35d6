"""What kind of drive a folder is on, where that is cheap to know: Linux has it in /proc, Windows in one call.

Native events miss what other machines do to a network drive; removable drives come and go.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import Path

#: Kinds of file system whose other users change them unheard. FUSE is mostly one; "fuseblk" is a local disk.
NETWORK = frozenset({
    "cifs", "smb", "smb2", "smb3", "smbfs", "nfs", "nfs4", "afpfs", "9p", "virtiofs", "vboxsf", "davfs",
    "ceph", "glusterfs", "fuse", "network",
})  # fmt: skip
#: Kinds of file system on disks of this computer: whatever is asked of them, an answer comes.
STEADY = frozenset({
    "bcachefs", "btrfs", "ext2", "ext3", "ext4", "f2fs", "jfs", "overlay", "reiserfs", "tmpfs", "xfs", "zfs",
})  # fmt: skip
#: Linux mounts what is behind it once somebody asks, and whoever asks waits for it.
_UNMOUNTED = "autofs"
#: So many links are followed, as Linux does (man 7 path_resolution).
_LINKS = 40
_REMOVABLE = frozenset({"vfat", "exfat", "msdos", "removable"})
_REMOVABLE_PLACES = ("/media", "/run/media", "/Volumes")

# GetDriveTypeW: https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getdrivetypew
_WINDOWS = {2: "removable", 4: "network"}


def mount_type(folder: Path) -> str:
    """The kind of file system that holds `folder`: Linux's own name, "network", "removable", or ""."""
    if sys.platform == "win32":  # pragma: no cover
        import ctypes

        return _WINDOWS.get(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor), "")
    try:
        table = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
    except OSError:
        return ""
    return _followed(table, folder.absolute())


def _followed(table: str, place: Path) -> str:
    """The kind for where `place` leads. A drive that is gone answers nobody, not even who asks for its links:
    so they are followed one by one, and none is asked for on what may be gone.
    """
    for _ in range(_LINKS):
        kind = of_mountinfo(table, os.path.normpath(place))
        onward = None if is_network(kind) or kind == _UNMOUNTED else _past_a_link(place)
        if onward is None:
            return kind
        place = onward
    return ""


def _past_a_link(place: Path) -> Path | None:
    """`place` with the first link in it replaced by where that leads; None where there is none."""
    for step in (*reversed(place.parents), place):
        with suppress(OSError):
            return step.parent / step.readlink() / place.relative_to(step)
    return None


def of_mountinfo(table: str, place: str) -> str:
    """The kind that the table `/proc/self/mountinfo` (man 5 proc) gives for the real path `place`."""
    best, kind = "", ""
    for line in table.splitlines():
        front, found, back = line.partition(" - ")
        fields = front.split(" ")
        if not found or len(fields) < 5:
            continue
        mount = _unescaped(fields[4]) if "\\" in fields[4] else fields[4]
        inside = place == mount or place.startswith(mount.rstrip("/") + "/")
        # Of equal mount points the later one covers the earlier.
        if inside and len(mount) >= len(best):
            best, kind = mount, back.split(" ")[0]
    return kind


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), text)


def is_network(kind: str) -> bool:
    """Whether other machines change what is on it without an event here."""
    return kind in NETWORK or kind.startswith("fuse.")


def is_steady(kind: str) -> bool:
    """Whether a look at it can't hang."""
    return kind in STEADY


def is_removable(kind: str, folder: Path) -> bool:
    """Whether it is a stick or the like, which comes and goes."""
    return kind in _REMOVABLE or any(folder.is_relative_to(place) for place in _REMOVABLE_PLACES)
