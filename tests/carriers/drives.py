"""File systems in an image, mounted for one test.

Law: where this machine can't make or mount one, the test is skipped and its reason says what is missing.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

#: How each kind is made; and by which program it is mounted where the kernel hasn't learnt it.
MAKERS = {"ext4": "mkfs.ext4", "vfat": "mkfs.vfat", "exfat": "mkfs.exfat"}
HELPERS = {"vfat": ("fusefat", "-o", "rw+"), "exfat": ("mount.exfat-fuse",)}


class Stick:
    """A drive of its own that comes and goes at `place`, which stands empty meanwhile."""

    def __init__(self, kind: str, place: Path, image: Path) -> None:
        self._kind = kind
        self.place = place
        self._image = image
        self._device = ""

    def make(self) -> None:
        """Formats the image and mounts it."""
        maker = MAKERS[self._kind]
        if shutil.which(maker) is None:
            pytest.skip(f"the program {maker} isn't installed")
        with self._image.open("wb") as file:
            file.truncate(8 * 1024 * 1024)
        subprocess.run([maker, str(self._image)], check=True, capture_output=True)
        self.place.mkdir()
        self.mount()

    def mount(self) -> None:
        """Plugs it in."""
        found = _run("losetup", "--find", "--show", str(self._image))
        if found is None:
            pytest.skip("this machine gives no loop device to mount an image")
        self._device = found
        direct = _run("mount", "-t", self._kind, self._device, str(self.place))
        helper = HELPERS.get(self._kind, ("false",))
        if direct is None and _run(*helper, self._device, str(self.place)) is None:
            self._let_go()
            pytest.skip(f"this machine can't mount {self._kind}")

    def unmount(self) -> None:
        """Pulls it out."""
        if self._device:
            subprocess.run(["umount", str(self.place)], check=True)
            self._let_go()

    def _let_go(self) -> None:
        subprocess.run(["losetup", "--detach", self._device], check=True)
        self._device = ""


def _run(*words: str) -> str | None:
    """What a program said, or None where it is not here or couldn't."""
    if shutil.which(words[0]) is None:
        return None
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None
