"""What a person keeps for hard hours: feeling words, a calming list, and when the waiting one wants a prompt.

It is for nobody else, and nothing is added up from it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec
from msgspec import Struct

from stillhere.core import typed
from stillhere.core.records.text import clean
from stillhere.core.veiled import Veiled
from stillhere.home.private.db import PrivateDb
from stillhere.seal.ids import Random, new_id

T = TypeVar("T")

#: A prompt for the one who waits may come after so many minutes: from a quarter of an hour to a week.
INTERVAL_MINUTES = (15, 7 * 24 * 60)
_MINUTE_MS = 60_000


class Feeling(Veiled, frozen=True, kw_only=True):
    """Words that somebody pointed at, and when."""

    id: str
    words: tuple[str, ...]
    noted_ms: int


class Interval(Struct, frozen=True, kw_only=True):
    """The one who waits wants a prompt ``minutes`` after ``since_ms``, and again after as many."""

    minutes: int
    since_ms: int


class Care:
    """The kept things of what is open."""

    def __init__(self, db: PrivateDb, now: Callable[[], int], random: Random) -> None:
        self._db = db
        self._now = now
        self._random = random

    def calming(self) -> tuple[str, ...] | None:
        """The own calming list; None while there is none and the starters of the library are offered."""
        return self._read("calming", tuple[str, ...])

    def keep_calming(self, lines: Sequence[str]) -> None:
        """Keeps the own calming list; empty lines are left out."""
        self._write("calming", tuple(line for line in map(clean, lines) if line))

    def note(self, words: Sequence[str]) -> Feeling:
        """Notes feeling words. Raises `ValueError` where there are none."""
        said = tuple(dict.fromkeys(word for word in map(clean, words) if word))
        if not said:
            raise ValueError("no words to note")
        feeling = Feeling(id=new_id(self._random), words=said, noted_ms=self._now())
        self._db.change(
            "INSERT INTO feelings (id, words, noted_ms) VALUES (?, ?, ?)",
            *(feeling.id, msgspec.json.encode(said).decode("utf-8"), feeling.noted_ms),
        )
        return feeling

    def feelings(self, limit: int = 100) -> tuple[Feeling, ...]:
        """What was noted, the latest first."""
        rows = self._db.rows("SELECT id, words, noted_ms FROM feelings ORDER BY place DESC LIMIT ?", limit)
        return tuple(
            Feeling(id=name, words=typed.from_json(words, tuple[str, ...]), noted_ms=noted_ms)
            for name, words, noted_ms in rows
        )

    def forget(self, feeling: str) -> None:
        """Overwrites a note."""
        self._db.change("DELETE FROM feelings WHERE id = ?", feeling)
        self._db.checkpoint()

    def interval(self) -> Interval | None:
        """When the one who waits wants a prompt; None: not at all."""
        return self._read("interval", Interval)

    def keep_interval(self, minutes: int | None) -> None:
        """Has a prompt come every so many minutes of waiting, from now on. Raises `ValueError`."""
        if minutes is not None and not INTERVAL_MINUTES[0] <= minutes <= INTERVAL_MINUTES[1]:
            raise ValueError("an interval is from a quarter of an hour to a week")
        self._write("interval", minutes and Interval(minutes=minutes, since_ms=self._now()))

    def due(self) -> bool:
        """Whether the prompt of the interval is due; after it was shown the interval begins anew.

        A clock that was set back doesn't silence it.
        """
        interval = self.interval()
        if interval is None:
            return False
        return not 0 <= self._now() - interval.since_ms < interval.minutes * _MINUTE_MS

    def shown(self) -> None:
        """The prompt of the interval was shown, or waiting begins: the interval begins anew."""
        interval = self.interval()
        if interval is not None:
            self.keep_interval(interval.minutes)

    def _read(self, name: str, shape: type[T]) -> T | None:
        found = self._db.row("SELECT value FROM small WHERE name = ?", name)
        return None if found is None else typed.from_msgpack(found[0], shape)

    def _write(self, name: str, value: object) -> None:
        if value is None:
            self._db.change("DELETE FROM small WHERE name = ?", name)
            return
        self._db.change(
            "INSERT INTO small VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            *(name, msgspec.msgpack.encode(value)),
        )
