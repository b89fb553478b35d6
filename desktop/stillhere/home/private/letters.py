"""Letters on their writer's computer, until they are sent or let go: then nothing of them stays here.

What may be done with one is decided in `core.letters` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from stillhere.core import letters
from stillhere.core.letters import Choice, Letter, Post, State
from stillhere.home.private.db import PrivateDb
from stillhere.home.private.errors import PrivateError
from stillhere.seal.ids import Random, new_id

_SELECT = "SELECT id, text, state, met, created_ms, changed_ms FROM letters"


class Letters:
    """The letters of what is open."""

    def __init__(self, db: PrivateDb, now: Callable[[], int], random: Random) -> None:
        self._db = db
        self._now = now
        self._random = random

    def write(self, text: str) -> Letter:
        """A new letter, at the first pause in typing it. Raises `Refused`."""
        now = self._now()
        empty = Letter(id=new_id(self._random), text="", created_ms=now, changed_ms=now)
        letter = letters.change(empty, text, now)
        self._db.change(
            "INSERT INTO letters (id, text, state, met, created_ms, changed_ms) VALUES (?, ?, ?, ?, ?, ?)",
            *(letter.id, letter.text, letter.state, letter.met, letter.created_ms, letter.changed_ms),
        )
        return letter

    def save(self, letter: str, text: str) -> Letter:
        """Keeps what a letter says now. Raises `Refused`, and `PrivateError` "letter_gone"."""
        with self._db.transaction():
            return self._keep(letters.change(self.need(letter), text, self._now()))

    def get(self, letter: str) -> Letter | None:
        """A letter, or None where it was sent or let go."""
        return next(iter(self._read(f"{_SELECT} WHERE id = ?", letter)), None)

    def need(self, letter: str) -> Letter:
        """A letter. Raises `PrivateError` "letter_gone"."""
        found = self.get(letter)
        if found is None:
            raise PrivateError("letter_gone")
        return found

    def all(self) -> tuple[Letter, ...]:
        """Every letter, the one begun last first."""
        return self._read(f"{_SELECT} ORDER BY place DESC")

    def to_ask(self, post: Post) -> tuple[Letter, ...]:
        """The letters whose writer is to be asked about them now, the oldest first."""
        return tuple(letter for letter in reversed(self.all()) if letters.to_ask(letter, post))

    def asked(self, letter: str, post: Post) -> Letter:
        """Notes that the question was shown: it comes again at the next return. Raises `PrivateError`."""
        with self._db.transaction():
            return self._keep(letters.asked(self.need(letter), post))

    def decide(self, letter: str, choice: Choice, post: Post, now: datetime) -> Letter | None:
        """Does what its writer chose; None: it was let go, and is overwritten.

        After "send" it is on its way out: whoever chose it says it, and then `went`. Raises `Refused`, and
        `PrivateError` "letter_gone".
        """
        with self._db.transaction():
            decided = letters.decide(self.need(letter), choice, post, now)
            if decided is not None:
                return self._keep(decided)
            self._forget(letter)
        self._db.checkpoint()
        return None

    def went(self, letter: str) -> None:
        """It was said, and lies with what was sent: here it is overwritten."""
        self._forget(letter)
        self._db.checkpoint()

    def settle(self, said: Mapping[str, str], post: Post) -> None:
        """After a crash on the way out, or when an old copy came back: what is among those `said` went.

        ``said`` has the texts by letter. What wasn't said waits for its writer; so does one that has other
        words by now, as another letter.
        """
        for letter in self.all():
            if letter.id not in said:
                if letter.state == "sending":
                    self._keep(letters.asked(letter, post))
            elif letter.state == "sending" or letters.sendable(letter.text) == said[letter.id]:
                self.went(letter.id)
            else:
                self._db.change("UPDATE letters SET id = ? WHERE id = ?", new_id(self._random), letter.id)

    def _forget(self, letter: str) -> None:
        self._db.change("DELETE FROM letters WHERE id = ?", letter)

    def _keep(self, letter: Letter) -> Letter:
        self._db.change(
            "UPDATE letters SET text = ?, state = ?, met = ?, changed_ms = ? WHERE id = ?",
            *(letter.text, letter.state, letter.met, letter.changed_ms, letter.id),
        )
        return letter

    def _read(self, statement: str, *values: object) -> tuple[Letter, ...]:
        return tuple(letter_of(*row) for row in self._db.rows(statement, *values))


def letter_of(  # noqa: PLR0917 - a row, in its order
    name: str, text: str, state: State, met: str, created_ms: int, changed_ms: int
) -> Letter:
    """A letter out of its row."""
    return Letter(id=name, text=text, state=state, met=met, created_ms=created_ms, changed_ms=changed_ms)
