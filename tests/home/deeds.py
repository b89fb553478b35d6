"""What is done while the disk fails: a process of its own that forks one child for each deed.

Law: a deed tells each thing once it was acknowledged, and by a socket, which no fault reaches. Whoever orders
it says when it begins, so that it may be watched from its first call on.

The parent speaks one line of JSON for a line: an order is answered by the child's number; the next line lets
it begin and is answered by what it told, and how it ended.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from stillhere.core.acts import Rename
from stillhere.home.errors import HomeError
from stillhere.home.flow import segments
from stillhere.home.home import Home
from stillhere.home.keys.vault import MEMORY_KIB
from stillhere.home.paths import Paths, paths_for
from stillhere.home.private import header, open_private, remove_lock, set_lock
from stillhere.home.store import Store, cipher
from stillhere.home.store.schema import MIGRATIONS, Migration

FEW = 4  #: so many small files are packed here
PASSPHRASE = "a long evening"
#: Steps that write every page of a store anew.
MORE = (
    *MIGRATIONS,
    Migration("a column more", ("ALTER TABLE records ADD COLUMN told INTEGER NOT NULL DEFAULT 0",)),
    Migration("all rows", ("UPDATE records SET told = n", "CREATE INDEX records_told ON records (told)")),
)

Tell = Callable[[str], None]


@contextmanager
def made_small() -> Iterator[None]:
    """Few records make a segment, and a lock asks for the least memory that it may."""
    with patch.object(segments, "PACK_AT", FEW), patch.object(header, "LOCK_MEMORY_KIB", MEMORY_KIB[0]):
        yield


class Place(NamedTuple):
    """Where a deed is done, by whom and when."""

    paths: Paths
    key: bytes
    now: datetime
    name: str

    def home(self) -> Home:
        """Mia's home, open."""
        return Home(self.paths, Store.open(self.paths.store, self.key), self.key, clock=lambda: self.now)


class Deed(NamedTuple):
    """``before`` comes ahead of any fault; ``do`` gets what it made, and may be done again after an error."""

    before: Callable[[Place], Any]
    do: Callable[[Any, Place, Tell], None]


def _act(home: Home, place: Place, _: Tell) -> None:
    home.do(Rename(place.name))


def _publish(home: Home, _: Place, __: Tell) -> None:
    home.publish()


def _take_in(home: Home, _: Place, __: Tell) -> None:
    with home.store.relaxed():
        home.take_in()


def _end(home: Home, place: Place, tell: Tell) -> None:
    home.do(Rename(place.name))
    tell("said")
    home.close()


def _migrate(_: None, place: Place, __: Tell) -> None:
    Store.open(place.paths.store, place.key, MORE).close()


def _begin(_: None, place: Place, __: Tell) -> None:
    store = place.paths.store
    opened = Store.open(store, place.key) if store.exists() else Store.create(store, place.key)
    home = Home(place.paths, opened, place.key, clock=lambda: place.now)
    if not home.memory.begun():
        home.begin(place.name)
    home.close()


def _write_pages(_: None, place: Place, tell: Tell) -> None:
    with open_private(place.paths, place.key) as private:
        page = private.pages.write([f"{place.name} 1"])
        tell(f"{page} {place.name} 1")
        private.pages.save(page, [f"{place.name} 2"])
        tell(f"{page} {place.name} 2")
        (old, *_rest) = [heading.id for heading in private.pages.list() if heading.title.startswith("Old")]
        private.pages.delete(old)
        tell(f"{old} gone")


def _lock(_: None, place: Place, __: Tell) -> None:
    set_lock(place.paths, place.key, PASSPHRASE)


def _unlock(_: None, place: Place, __: Tell) -> None:
    remove_lock(place.paths, place.key, PASSPHRASE)


def _nothing(_: Place) -> None:
    return None


DEEDS: Mapping[str, Deed] = {
    "act": Deed(Place.home, _act),
    "publish": Deed(Place.home, _publish),
    "segment": Deed(Place.home, _publish),
    "take in": Deed(Place.home, _take_in),
    "end": Deed(Place.home, _end),
    "migrate": Deed(_nothing, _migrate),
    "begin": Deed(_nothing, _begin),
    "pages": Deed(_nothing, _write_pages),
    "lock": Deed(_nothing, _lock),
    "unlock": Deed(_nothing, _unlock),
}


def _tried(deed: Deed, made: Any, place: Place, tell: Tell) -> str:
    """How it went: "done", the key of what a person is told, or what nobody is told by any sentence."""
    try:
        deed.do(made, place, tell)
    except HomeError as error:
        return f"error {error.what}"
    except Exception as error:  # noqa: BLE001 - the test says what it was
        return f"fault {error!r}"
    return "done"


def _few_pages(spare: int) -> Callable[..., Any]:
    """A `cipher.connect` by which a store grows by so many pages at most."""
    real = cipher.connect

    def connect(path: Path, key: bytes) -> Any:
        connection = real(path, key)
        (count,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {count + spare}")
        return connection

    return connect


def _child(theirs: socket.socket, order: Mapping[str, Any]) -> None:
    def tell(line: str) -> None:
        theirs.send(line.encode() + b"\n")

    signal.alarm(60)
    # A tracer that is no ancestor may come, where Yama asks for that: prctl(2), PR_SET_PTRACER.
    ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1), 0, 0, 0)
    now = datetime.fromisoformat(order["now"])
    place = Place(paths_for(Path(order["home"]), {}), bytes.fromhex(order["key"]), now, order["name"])
    deed = DEEDS[order["deed"]]
    made, unopened = None, ""
    try:
        made = deed.before(place)
    except HomeError as error:
        unopened = error.what
    theirs.send(b"ready\n")
    theirs.recv(1)
    if unopened:
        tell(f"error {unopened}")
        return
    if "bytes" in order:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (order["bytes"], resource.RLIM_INFINITY))
    connect = _few_pages(order["pages"]) if "pages" in order else cipher.connect
    with patch.object(cipher, "connect", connect):
        went = _tried(deed, made, place, tell)
        tell(went)
        if went != "done" and order.get("again"):
            tell(f"again {_tried(deed, made, place, tell)}")


def _fork(order: Mapping[str, Any]) -> tuple[int, socket.socket]:
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        ours.close()
        try:
            _child(theirs, order)
        finally:
            os._exit(0)
    theirs.close()
    return child, ours


def _until_end(ours: socket.socket) -> str:
    said = b""
    while part := ours.recv(65536):
        said += part
    return said.decode()


def serve() -> None:
    """Answers orders until there are none."""
    for line in sys.stdin:
        child, ours = _fork(json.loads(line))
        if ours.recv(6) == b"ready\n":
            print(child, flush=True)
            sys.stdin.readline()
            ours.send(b"g")
        said = _until_end(ours)
        ours.close()
        _, status = os.waitpid(child, 0)
        print(
            json.dumps({"said": said.splitlines(), "killed": os.waitstatus_to_exitcode(status)}), flush=True
        )


if __name__ == "__main__":
    with made_small():
        serve()
