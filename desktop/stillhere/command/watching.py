"""``watch``: stays, and prints one JSON line for each thing that is told, until it is stopped.

Each is told once here. While it keeps, it takes what waits from the store, so that no other face tells it
again; while another face keeps, it tells what became different in the store.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from stillhere.command.answer import DONE, Answer, not_taken, put_aside, written
from stillhere.command.call import Call
from stillhere.command.keeping import told_line
from stillhere.core.notices import Notice, notices
from stillhere.core.state.model import State
from stillhere.home.home import Home
from stillhere.home.keeper import Keeper
from stillhere.notify.waking import Sleeper
from stillhere.words import say

FACE = "watch"


class Watcher:
    """Tells `say_it` each notice once, from the keeper's thread, whoever keeps."""

    def __init__(self, home: Home, say_it: Callable[[Notice], None]) -> None:
        self._home = home
        self._say = say_it
        self._told: list[Notice] = []
        # Before the state: what comes in between is told twice to `changed`, which says it once.
        self.generation = home.generation()
        self._state: State = home.memory.state()
        self._heard = home.mine().heard
        self._asked = _asked(home)

    def tell(self, notice: Notice) -> None:
        """A notice that this process took as the keeper."""
        self._told.append(notice)
        self._say(notice)

    def changed(self) -> None:
        """The store changed: tells what `tell` didn't. What is so in part only is told once it is whole."""
        home = self._home.twin()
        try:
            if home.memory.taking_in() is not None:
                return
            after, asked = home.memory.state(), _asked(home)
            mine = home.mine()
            found = [*notices(self._state, after, mine.person, heard=self._heard)]
        finally:
            home.close()
        if asked and not self._asked:
            found.append(Notice("asks_to_join", asked))
        for notice in found:
            if notice not in self._told:
                self._say(notice)
        self._told.clear()
        self._state, self._heard, self._asked = after, mine.heard, asked


def watch(call: Call) -> Answer:
    """Prints notices until SIGINT or SIGTERM comes, or nobody reads any more."""
    with call.home() as home, _stoppable() as stop:
        watcher = Watcher(home, lambda notice: _print(notice, stop))
        keeper = Keeper(home, watcher.tell, watcher.changed, face=FACE)
        put_aside(say("command.watch.begins"))
        keeper.start(watcher.generation)
        try:
            stop.wait()
        finally:
            keeper.stop()
    return Answer(code=DONE if stop.failed is None else not_taken(stop.failed))


class _Stop:
    """Holds the main thread until the end is asked for, from any thread or by a signal.

    ``failed`` is what standard output said that ended it.
    """

    def __init__(self, sleeper: Sleeper) -> None:
        self._sleeper = sleeper
        self._asked = False
        self.failed: OSError | None = None

    def ask(self, failed: OSError | None = None) -> None:
        """Asks for the end."""
        self.failed = self.failed or failed
        self._asked = True
        self._sleeper.wake()

    def wait(self) -> None:
        """Until the end was asked for."""
        while not self._asked:
            self._sleeper.sleep()


def _print(notice: Notice, stop: _Stop) -> None:
    try:
        print(written(told_line(notice)), flush=True)
    except OSError as error:
        stop.ask(error)


@contextmanager
def _stoppable() -> Iterator[_Stop]:
    """SIGINT and SIGTERM ask for the end; afterwards they are what they were."""
    signals = (signal.SIGINT, signal.SIGTERM)
    with Sleeper() as sleeper, sleeper.signals():
        stop = _Stop(sleeper)
        before = [signal.signal(each, lambda *_: stop.ask()) for each in signals]
        try:
            yield stop
        finally:
            for each, handler in zip(signals, before, strict=True):
                signal.signal(each, handler)


def _asked(home: Home) -> str:
    request = home.memory.request()
    return "" if request is None else request.name
