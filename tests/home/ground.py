"""What the tests of the home stand on: names of the format, small file systems, children that are killed."""

from __future__ import annotations

import base64
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stillhere.home.folder.folder import Folder
from stillhere.home.store import Store, Stored
from tests.waiting import LIMIT

KEY = bytes(range(32))
SPACE, MIA, JON = "aaaaaaaaaa", "mmmmmmmmmm", "jjjjjjjjjj"
README = "Two people share this folder.\n"

_ROOT = Path(__file__).resolve().parents[2]

#: In a child: the process kills itself, as `kill -9` would, when the functions of `os` that change something
#: have been called so many times.
_ARMED = """
import os, signal, sys
LEFT = int(sys.argv[1])
def armed(function):
    def call(*args, **named):
        global LEFT
        LEFT -= 1
        if LEFT < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **named)
    return call
for name in ("open", "write", "fsync", "fchmod", "replace", "rename", "unlink", "mkdir", "close"):
    setattr(os, name, armed(getattr(os, name)))
LEFT, KEPT = 10**9, LEFT
"""


def name_of(data: bytes) -> str:
    """The file name of sealed bytes."""
    return base64.b32encode(hashlib.sha256(data).digest()).decode().lower()[:32] + ".age"


def sealed(number: int, size: int = 700) -> bytes:
    """Bytes that stand for a sealed file."""
    return hashlib.sha256(str(number).encode()).digest() * (size // 32 + 1)


def folder_of(root: Path, device: str = MIA) -> Folder:
    """A prepared folder that `device` writes in, and that never really sleeps."""
    folder = Folder(root, [device], sleep=lambda _: None)
    folder.prepare(SPACE, device, README)
    return folder


def place_of(root: Path, device: str = MIA) -> Path:
    """A device's directory in the folder."""
    return root / "Still Here" / "v1" / SPACE / device


def stored(number: int, *, lane: str = "kept", device: str = MIA, kind: str = "person.named") -> Stored:
    """A record for the store."""
    return Stored(
        id=f"{device}-{lane}-{kind}-{number}",
        lane=lane,
        device=device,
        kind=kind,
        n=number,
        at=(1_700_000_000_000 + number, 0),
        header=b'{"n":%d}' % number,
        signature=b"s" * 64,
        body=b'{"salt":"x"}',
    )


def settled(store: Store) -> dict[str, tuple[int, int]]:
    """Path → size and time of every file that needs no further look while both stay the same."""
    rows = store._db.rows("SELECT path, size, mtime_ns FROM seen WHERE verdict <> 'again'")
    return {path: (size, mtime_ns) for path, size, mtime_ns in rows}


@contextmanager
def a_store(place: Path) -> Iterator[Store]:
    """A new open store in the directory `place`."""
    with Store.create(place / "store.db", KEY) as store:
        yield store


def snapshot(root: Path) -> dict[str, tuple[object, ...]]:
    """Everything there is to see of a tree from outside: modes, sizes, all times, links and bytes."""
    found: dict[str, tuple[object, ...]] = {}
    for path in [root, *sorted(root.rglob("*"))]:
        seen = path.lstat()
        times = (seen.st_atime_ns, seen.st_mtime_ns, seen.st_ctime_ns)
        found[str(path.relative_to(root))] = (seen.st_mode, seen.st_size, seen.st_ino, *times)
    return found


@contextmanager
def small_disk(place: Path, size: str) -> Iterator[Path]:
    """A file system of a certain `size` at `place`, which may be made read-only by `read_only`."""
    import pytest  # a child that only wants the names above does without it

    place.mkdir(exist_ok=True)
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], capture_output=True, check=False
    )
    if made.returncode != 0:
        pytest.skip("this machine lets nobody mount a file system")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def read_only(place: Path) -> None:
    """Turns the file system at `place` read-only, as a write-protected stick is."""
    subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)


def child(script: str, *args: str) -> subprocess.Popen[str]:
    """A child that runs `script` on the project's source."""
    environment = {**os.environ, "PYTHONPATH": f"{_ROOT / 'desktop'}{os.pathsep}{_ROOT}"}
    return subprocess.Popen(
        [sys.executable, "-c", script, *args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )


def killed_at(step: int, setup: str, act: str, *args: str) -> bool:
    """Runs `setup` and then `act` in a child that is killed at its `step`-th change from `act` on.

    Whether it was killed; False: it came to its end before.
    """
    script = f"{_ARMED}\n{setup}\nLEFT = KEPT\n{act}\nLEFT = 10**9\n"
    with child(script, str(step), *args) as process:
        process.communicate(timeout=LIMIT)
    assert process.returncode in {0, -signal.SIGKILL}, "the child failed by itself"
    return process.returncode != 0
