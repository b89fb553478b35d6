"""The order of the ways to show a note, and the ways of other platforms at their border."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from stillhere.notify.macos import OsascriptNotifier, in_background
from stillhere.notify.note import Chain, Note, Notifier, Silent, Way, plain, ways
from stillhere.notify.windows import WindowsNotifier, clipped, name_the_program
from tests.waiting import until


class Recorder:
    """A way that works or not, and keeps what it was asked for."""

    def __init__(self, *, works: bool) -> None:
        self.works = works
        self.done: list[object] = []

    def is_compatible(self) -> bool:
        return self.works

    def show(self, note: Note) -> None:
        self.done.append(note)

    def withdraw(self, tag: str) -> None:
        self.done.append(tag)


@pytest.mark.parametrize(
    ("platform", "order"),
    [
        ("linux", (Way.FREEDESKTOP, Way.SILENT)),
        ("freebsd14", (Way.FREEDESKTOP, Way.SILENT)),
        ("win32", (Way.TRAY, Way.SILENT)),
        ("darwin", (Way.OSASCRIPT, Way.SILENT)),
    ],
)
def test_each_platform_has_its_ways_and_the_last_always_works(platform: str, order: tuple[Way, ...]) -> None:
    assert ways(platform) == order
    assert Silent().is_compatible()


def test_a_note_goes_the_first_way_that_works_at_that_moment() -> None:
    best, next_best = Recorder(works=False), Recorder(works=True)
    chain = Chain(
        {Way.TRAY: next_best, Way.FREEDESKTOP: best, Way.SILENT: Silent()},
        (Way.FREEDESKTOP, Way.TRAY, Way.SILENT),
    )
    early, late = Note("a", "early"), Note("b", "late")
    chain.show(early)
    best.works = True
    chain.show(late)
    chain.withdraw("a")
    chain.withdraw("b")
    chain.withdraw("never shown")
    assert next_best.done == [early, "a"]
    assert best.done == [late, "b"]


def test_where_nothing_works_the_note_is_left_to_the_icon() -> None:
    broken = Recorder(works=False)
    chain = Chain({Way.FREEDESKTOP: broken}, ways("linux"))
    assert not chain.is_compatible()
    chain.show(Note("a", "text"))
    chain.withdraw("a")
    assert broken.done == []
    silent: Notifier = Silent()
    silent.show(Note("a", "text"))
    silent.withdraw("a")


def test_nothing_in_a_note_can_disguise_itself() -> None:
    note = Note(
        "a", "Mia\u202e si \x1b[31mresting\n", "\u2066Take\x00 your\ttime\u2069.", ("k", "One\nknock")
    )
    assert plain(note) == Note("a", "Mia si [31mresting", "Take your time.", ("k", "One knock"))
    recorder = Recorder(works=True)
    Chain({Way.FREEDESKTOP: recorder}, ways("linux")).show(note)
    assert recorder.done == [plain(note)]


class Balloon:
    def __init__(self) -> None:
        self.done: list[tuple[str | None, ...]] = []

    def notify(self, message: str, title: str | None = None) -> None:
        self.done.append((message, title))

    def remove_notification(self) -> None:
        self.done.append(())


@pytest.mark.skipif(sys.platform == "win32", reason="it would name the tests' own process")
def test_elsewhere_than_on_windows_the_program_needs_no_name() -> None:
    name_the_program()


def test_windows_shows_one_balloon() -> None:
    balloon = Balloon()
    notifier = WindowsNotifier(balloon)
    assert notifier.is_compatible()
    notifier.show(Note("partner", "Mia is back.", "Take your time."))
    notifier.show(Note("own", "You are resting."))
    notifier.withdraw("partner")
    notifier.withdraw("own")
    notifier.withdraw("own")
    assert balloon.done == [("Take your time.", "Mia is back."), ("You are resting.", None), ()]


@pytest.mark.parametrize(
    ("text", "units", "expected"),
    [("abc", 3, "abc"), ("abcd", 3, "abc"), ("ab\U0001f642", 3, "ab"), ("ab\U0001f642", 4, "ab\U0001f642")],
)
def test_windows_limits_never_split_a_character(text: str, units: int, expected: str) -> None:
    assert clipped(text, units) == expected


def test_macos_gets_texts_as_arguments_of_a_fixed_script() -> None:
    commands: list[Sequence[str]] = []
    notifier = OsascriptNotifier(commands.append, lambda name: f"/usr/bin/{name}")
    assert notifier.is_compatible()
    nasty = '" & (do shell script "id") & "'
    notifier.show(Note("partner", "-e", nasty))
    (command,) = commands
    assert command[0] == "osascript"
    assert command[-3:] == ["--", "-e", nasty]
    assert all("do shell script" not in word for word in command[:-2])


def test_macos_does_not_wait_for_the_command(tmp_path: Path) -> None:
    trace = tmp_path / "ran"
    in_background([sys.executable, "-c", f"open({str(trace)!r}, 'w').close()"])
    until(trace.exists)


def test_macos_without_the_command_has_no_way() -> None:
    assert not OsascriptNotifier(lambda _: None, lambda _: None).is_compatible()
