"""What the kernel says of a directory, and what becomes of a watch whose directory is gone."""

from __future__ import annotations

import gc
import os
import queue
import struct
import sys
import time
from pathlib import Path

import pytest

if not sys.platform.startswith("linux"):
    pytest.skip("inotify is Linux's", allow_module_level=True)

from collections.abc import Iterator

from stillhere.home.folder import inotify as inotify_module
from stillhere.home.folder.inotify import Inotify
from tests.waiting import LIMIT, until


@pytest.fixture
def inotify() -> Iterator[Inotify]:
    source = Inotify()
    source.start()
    yield source
    source.stop()


@pytest.fixture
def heard() -> queue.SimpleQueue[bool]:
    return queue.SimpleQueue()


def test_what_lies_whole_is_told_from_what_is_being_written(
    inotify: Inotify, heard: queue.SimpleQueue[bool], tmp_path: Path
) -> None:
    inotify.watch(tmp_path, heard.put)
    with (tmp_path / "a.age").open("wb") as file:
        assert heard.get(timeout=LIMIT) is False  # made
        file.write(b"1")
        file.flush()
        assert heard.get(timeout=LIMIT) is False  # written
    assert heard.get(timeout=LIMIT) is True  # closed
    (tmp_path / "a.age").rename(tmp_path / "b.age")
    assert heard.get(timeout=LIMIT) is True
    (tmp_path / "b.age").rename(tmp_path / "b.tmp")
    assert heard.get(timeout=LIMIT) is False  # no name of ours
    (tmp_path / "c.age").mkdir()
    assert heard.get(timeout=LIMIT) is False


def test_reading_and_deleting_are_no_news(
    inotify: Inotify, heard: queue.SimpleQueue[bool], tmp_path: Path
) -> None:
    (tmp_path / "a.age").write_bytes(b"1")
    inotify.watch(tmp_path, heard.put)
    (tmp_path / "a.age").read_bytes()
    os.utime(tmp_path / "a.age")
    (tmp_path / "a.age").unlink()
    (tmp_path / "last").mkdir()
    assert heard.get(timeout=LIMIT) is False
    assert heard.empty()


def test_a_watch_ends_with_its_directory_and_the_next_is_another(inotify: Inotify, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    first = inotify.watch(place, lambda _: None)
    assert inotify.alive(first)
    place.rmdir()
    until(lambda: not inotify.alive(first))
    inotify.unwatch(first)
    place.mkdir()
    second = inotify.watch(place, lambda _: None)
    assert (inotify.alive(first), inotify.alive(second)) == (False, True)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_no_watch_is_alive_without_the_thread_that_reads(inotify: Inotify, tmp_path: Path) -> None:
    def fault(_: bool) -> None:
        raise RuntimeError("a fault of ours")

    token = inotify.watch(tmp_path, fault)
    assert (inotify.running, inotify.alive(token)) == (True, True)
    (tmp_path / "a").mkdir()
    until(lambda: not inotify.running)
    assert not inotify.alive(token)


def test_after_its_end_a_watch_tells_nothing(
    inotify: Inotify, heard: queue.SimpleQueue[bool], tmp_path: Path
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    one = inotify.watch(tmp_path / "one", lambda _: heard.put(True))
    inotify.watch(tmp_path / "other", lambda _: heard.put(False))
    inotify.unwatch(one)
    inotify.unwatch(one)
    (tmp_path / "one" / "a").mkdir()
    (tmp_path / "other" / "a").mkdir()
    assert heard.get(timeout=LIMIT) is False
    assert heard.empty()


def test_what_comes_before_a_watch_is_known_here_is_heard(
    inotify: Inotify, heard: queue.SimpleQueue[bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernel = inotify_module._library()

    class Slow:
        """The kernel watches already when its answer is still on the way."""

        def inotify_add_watch(self, *asked: object) -> int:
            token = int(kernel.inotify_add_watch(*asked))
            (tmp_path / "a").mkdir()
            time.sleep(0.2)
            return token

    monkeypatch.setattr(inotify_module, "_library", Slow)
    inotify.watch(tmp_path, heard.put)
    monkeypatch.undo()
    assert heard.get(timeout=LIMIT) is False


def test_more_than_the_kernel_keeps_is_told_to_all(heard: queue.SimpleQueue[bool]) -> None:
    source = Inotify()
    source._heard = {1: heard.put, 2: heard.put}
    source._tell(struct.pack("iIII", -1, 0x4000, 0, 0))
    assert [heard.get(timeout=LIMIT), heard.get(timeout=LIMIT)] == [False, False]


@pytest.mark.parametrize("what", ["missing", "file", "link"])
def test_only_a_directory_itself_is_watched(inotify: Inotify, tmp_path: Path, what: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(OSError, match=r"No such file|Not a directory"):
        inotify.watch(tmp_path / what, lambda _: None)


def test_nothing_stays_open(tmp_path: Path) -> None:
    gc.collect()  # what earlier tests left open closes now, not meanwhile
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        source = Inotify()
        source.start()
        source.watch(tmp_path, lambda _: None)
        source.stop()
        source.stop()
    assert len(list(Path("/proc/self/fd").iterdir())) <= before
