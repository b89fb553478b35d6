"""Reflect and the thought on Today: a prompt that follows the moment, and pages that keep what is typed.

Law: what is private is a real store on a disk of the test's own; only the passphrase's cost is lowered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication

from stillhere.core.acts import Rest
from stillhere.core.prompts import moment_for
from stillhere.home.library import library
from stillhere.home.private import Private, header, lock_of, open_private, set_lock
from stillhere.home.vault import MEMORY_KIB
from stillhere.window.reflect.door import Door
from stillhere.window.reflect.journal import Journal
from stillhere.window.reflect.thoughts import FEW, Thoughts, kept_in
from tests.private.making import HOME_KEY, place
from tests.window.fakes import Couple
from tests.window.scenes import EVENING

T = TypeVar("T")


class Desk:
    """What a test has before it: a couple, what is private of Jon, and the worker beside it."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.app = app
        self.paths = place(folder)
        self.couple = Couple(now=EVENING)
        door = Door(
            lambda ask: open_private(self.paths, HOME_KEY, ask),
            lambda: lock_of(self.paths),
            lambda: self.couple.now,
        )
        self.journal = Journal(door)
        self.heard: list[Exception] = []
        self.journal.failed.connect(self.heard.append)

    def thoughts(self) -> Thoughts:
        """As after a start of the window."""
        return Thoughts(self.journal, library)

    def look(self, job: Callable[[Private], T]) -> T:
        """What `job` finds on the disk once everything that was asked for is done."""
        self.settle()
        with open_private(self.paths, HOME_KEY) as private:
            return job(private)

    def settle(self) -> None:
        """Waits until everything that was asked for is done."""
        if not self.journal.worker.running:
            return
        for _ in range(3):
            done: list[bool] = []
            self.journal.worker.ask(lambda: True, done.append)
            while not done:
                self.app.processEvents()


@pytest.fixture
def light_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id over 64 MiB and not 256."""
    monkeypatch.setattr(header, "LOCK_MEMORY_KIB", MEMORY_KIB[0])


@pytest.fixture
def desk(dressed: QApplication, tmp_path: Path) -> Iterator[Desk]:
    """A desk with nothing private on it yet."""
    made = Desk(dressed, tmp_path)
    yield made
    made.journal.stop()
    assert [error for error in made.heard if not isinstance(error, LookupError)] == []


class TestThought:
    def test_it_follows_the_moment(self, desk: Desk) -> None:
        thoughts, moments = desk.thoughts(), []
        prompts = {prompt.id: prompt.moment for prompt in library().prompts()}
        desk.couple.later(days=2)
        for step in (None, lambda: desk.couple.mia.do(Rest()), lambda: desk.couple.jon.do(Rest())):
            if step is not None:
                step()
            thought = thoughts(desk.couple.jon.look())
            assert thought is not None
            moments.append(prompts[thought.id])
        assert moments == ["together", "waiting", "resting"]

    def test_it_stays_the_same_all_day_over_every_start(self, desk: Desk) -> None:
        view = desk.couple.jon.look()
        first = desk.thoughts()(view)
        for _ in range(3):
            desk.settle()
            assert desk.thoughts()(view) == first
        desk.couple.later(days=1)
        assert desk.thoughts()(desk.couple.jon.look()) != first

    def test_another_is_another_until_all_were_seen(self, desk: Desk) -> None:
        desk.couple.mia.do(Rest())
        thoughts, view = desk.thoughts(), desk.couple.jon.look()
        waiting = [prompt for prompt in library().prompts() if prompt.moment == "waiting"]
        seen = [thoughts(view) for _ in waiting]
        assert {thought.id for thought in seen if thought} == {prompt.id for prompt in waiting}
        desk.settle()
        assert desk.thoughts()(view) == seen[-1]

    def test_after_another_moment_the_same_one_is_there_again(self, desk: Desk) -> None:
        desk.couple.later(days=2)
        thoughts, before = desk.thoughts(), desk.couple.jon.look()
        first = thoughts(before)
        desk.couple.jon.do(Rest())
        assert thoughts(desk.couple.jon.look()) != first
        desk.settle()
        assert thoughts(before) == first

    def test_the_store_is_closed_again_at_once(self, desk: Desk) -> None:
        thoughts = desk.thoughts()
        thoughts(desk.couple.jon.look())
        desk.settle()
        assert desk.journal._private is None

    def test_under_a_lock_nobody_is_asked_and_nothing_is_said(self, desk: Desk, light_lock: None) -> None:
        set_lock(desk.paths, HOME_KEY, "four words for jon")
        thoughts, view = desk.thoughts(), desk.couple.jon.look()
        first, second = thoughts(view), thoughts(view)
        assert first
        assert second
        assert first != second
        desk.settle()
        assert desk.heard == []

    def test_after_somebody_left_no_prompt_comes_unasked(self, desk: Desk) -> None:
        desk.couple.leave("mia")
        assert desk.thoughts()(desk.couple.jon.look()) is None

    def test_never_again_holds(self, desk: Desk) -> None:
        view = desk.couple.jon.look()
        first = desk.thoughts()(view)
        assert first
        desk.look(lambda private: private.prompts.never_again(first.id))
        assert desk.thoughts()(view) != first

    def test_the_few_begin_with_todays_and_note_nothing(self, desk: Desk) -> None:
        thoughts, view = desk.thoughts(), desk.couple.jon.look()
        moment = moment_for(view)
        first = thoughts(view)
        assert moment
        assert first
        kept = desk.look(kept_in)
        few = thoughts.few(moment, kept)
        assert few[0].id == first.id
        assert len({prompt.id for prompt in few}) == FEW
        assert desk.look(kept_in) == kept
