"""The shared folder as this device sees it: it publishes under its own directory and reads everything else.

It is transport and hostile ground: no path is ever taken from content, no link is followed, nothing of others
is touched, and only `prepare`, `publish`, `remove` and `give_up`, which follow deliberate acts, change
anything in it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from re import fullmatch

from stillhere.home.errors import FolderError
from stillhere.home.folder import publish, reading, scan
from stillhere.home.folder.directory import Dir, NotADir
from stillhere.home.folder.dirs import open_root
from stillhere.home.folder.reading import Unreadable
from stillhere.home.folder.scan import BUDGET, Entry, Scan
from stillhere.home.folder.told import told

#: What is made in the chosen folder, and the format's directory in it.
NAME = "Still Here"
FORMAT = "v1"
#: What a later version makes beside it when it needs another format.
NEXT_FORMAT = "v2"
README = "README.txt"

_ID = r"[a-z2-7]{10}"
_FILE = r"[a-z2-7]{32}\.age"


def root_from(chosen: Path) -> Path:
    """The folder that is meant: who picks "Still Here" itself means the one around it."""
    inside = chosen.name == NAME and (chosen / FORMAT).is_dir()
    return chosen.parent if inside else chosen


class Folder:
    """The folder that holds "Still Here". ``own`` are this store's devices, the only ones it writes for.

    ``sleep`` and ``clock`` (seconds since 1970) are the world, handed in.
    """

    def __init__(
        self,
        root: Path,
        own: Collection[str] = (),
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._root = root
        self._own = frozenset(own)
        self._sleep = sleep
        self._clock = clock

    def reachable(self) -> bool:
        """Whether "Still Here" is there to be read. A network drive may take its time to say so."""
        try:
            with open_root(self._root) as root, root.step(NAME):
                return True
        except OSError:
            return False

    def prepare(self, space: str, device: str, readme: str) -> None:
        """Makes this device's place, and a text for whoever finds the folder. Raises `FolderError`."""
        self._check(space, device)
        with told(self._root), ExitStack() as open_dirs:
            base = open_dirs.enter_context(open_dirs.enter_context(open_root(self._root)).make(NAME))
            self._place(open_dirs, base, space, device)
            if not _stands(base, README):
                publish.put(base, README, readme.encode("utf-8"), self._sleep)

    def publish(self, space: str, device: str, name: str, data: bytes) -> None:
        """Has a file lie whole in this device's place; returns once it was read back. Raises `FolderError`.

        Doing it again is harmless. An emptied folder (the mount point of a drive that isn't there) is left
        alone.
        """
        self._check(space, device, name)
        with told(self._root), ExitStack() as open_dirs:
            place = self._place(open_dirs, self._base(open_dirs), space, device)
            publish.clear_abandoned(place, self._clock())
            publish.put(place, name, data, self._sleep)

    def remove(self, space: str, device: str, name: str) -> bool:
        """Removes a file of this device; False when there was none. Raises `FolderError`."""
        self._check(space, device, name)
        return self._remove(space, device, name)

    def remove_copy(self, space: str, device: str, name: str) -> bool:
        """Removes a copy that a carrier left in this device's place, under the `name` that `listing` gave."""
        self._check(space, device)
        if "/" in name or "\\" in name or name[-4:].lower() != scan.ENDING:
            raise ValueError("not a name that was listed")
        return self._remove(space, device, name)

    def give_up(self, space: str, device: str) -> bool:
        """Takes this device's place away; False where something is in it. Raises `FolderError`."""
        self._check(space, device)
        with told(self._root), ExitStack() as open_dirs:
            base = self._base(open_dirs)
            try:
                _step(open_dirs, base, space).rmdir(device)
            except OSError:
                return False
        return True

    def listing(self, space: str, device: str) -> Scan:
        """What lies in this device's place. Raises `FolderError`."""
        self._check(space, device)
        with told(self._root), ExitStack() as open_dirs:
            base = self._base(open_dirs)
            try:
                place = _step(open_dirs, base, space, device)
            except FileNotFoundError:
                return Scan()
            return scan.Scanner(BUDGET, ()).scan_place(place, f"{space}/{device}/")

    def scan(
        self, budget: int = BUDGET, *, first: Collection[str] = (), known: frozenset[str] = frozenset()
    ) -> Scan:
        """Looks at what lies in the folder. Raises `FolderError` when it is out of reach.

        ``first`` names spaces and devices that are looked at before what else lies there; of the paths in
        ``known`` only whether they are there.
        """
        with told(self._root), ExitStack() as open_dirs:
            root = open_dirs.enter_context(open_root(self._root))
            try:
                base = open_dirs.enter_context(root.step(NAME))
            except FileNotFoundError:
                return Scan(prepared=False)
            try:
                top = open_dirs.enter_context(base.step(FORMAT))
            except FileNotFoundError:
                return Scan(newer=_stands(base, NEXT_FORMAT))
            found = scan.Scanner(budget, first, known).scan(top)
            return found._replace(newer=_stands(base, NEXT_FORMAT))

    def read(self, entry: Entry, seconds: float | None = None) -> bytes:
        """The bytes of a file that a scan found. Raises `Unreadable`.

        It waits at most `seconds`, by itself only for what the carrier has yet to download.
        """
        if seconds is None and entry.online_only:
            seconds = reading.DOWNLOAD_SECONDS
        return self._read(entry) if seconds is None else reading.within(seconds, lambda: self._read(entry))

    @contextmanager
    def reading(self) -> Iterator[Callable[[Entry], bytes]]:
        """For reading many files, as `read` does: the directory of the last one stays open meanwhile."""
        with ExitStack() as open_dirs:
            last: tuple[str, Dir] | None = None

            def read(entry: Entry) -> bytes:
                nonlocal last
                if entry.online_only:
                    return self.read(entry)
                steps, _, name = entry.path.rpartition("/")
                if last is None or last[0] != steps:
                    open_dirs.close()
                    last = None
                    last = (steps, self._enter(open_dirs, steps))
                return reading.read(last[1], name)

            yield read

    def _read(self, entry: Entry) -> bytes:
        steps, _, name = entry.path.rpartition("/")
        with ExitStack() as open_dirs:
            return reading.read(self._enter(open_dirs, steps), name)

    def _enter(self, open_dirs: ExitStack, steps: str) -> Dir:
        try:
            place = open_dirs.enter_context(open_root(self._root))
            for step in (NAME, FORMAT, *steps.split("/")):
                place = open_dirs.enter_context(place.step(step))
        except OSError as error:
            raise Unreadable("link" if isinstance(error, NotADir) else "gone") from None
        return place

    def _base(self, open_dirs: ExitStack) -> Dir:
        root = open_dirs.enter_context(open_root(self._root))
        try:
            return open_dirs.enter_context(root.step(NAME))
        except FileNotFoundError:
            raise FolderError("folder_emptied", place=str(self._root)) from None

    def _remove(self, space: str, device: str, name: str) -> bool:
        with told(self._root), ExitStack() as open_dirs:
            base = self._base(open_dirs)
            try:
                place = _step(open_dirs, base, space, device)
                place.unlink(name)
            except FileNotFoundError:
                return False
            place.sync()
        return True

    def _place(self, open_dirs: ExitStack, base: Dir, space: str, device: str) -> Dir:
        place = base
        for step in (FORMAT, space, device):
            place = open_dirs.enter_context(place.make(step))
        return place

    def _check(self, space: str, device: str, name: str | None = None) -> None:
        if device not in self._own:
            raise ValueError("a device writes under its own directory and nowhere else")
        if not (
            fullmatch(_ID, space) and fullmatch(_ID, device) and (name is None or fullmatch(_FILE, name))
        ):
            raise ValueError("not a name of this format")


def _step(open_dirs: ExitStack, base: Dir, *steps: str) -> Dir:
    place = base
    for step in (FORMAT, *steps):
        place = open_dirs.enter_context(place.step(step))
    return place


def _stands(place: Dir, name: str) -> bool:
    try:
        place.lstat(name)
    except FileNotFoundError:
        return False
    return True
