"""What a person did with prompts: own ones, the last seeing of each, and those never to be shown again."""

from __future__ import annotations

from datetime import date

from stillhere.core.acts import Refused
from stillhere.core.prompts import OWN_THEME, Moment, Prompt, Seen
from stillhere.core.records.text import clean, is_blank
from stillhere.home.private.db import PrivateDb
from stillhere.home.private.errors import PrivateError
from stillhere.seal.ids import Random, new_id

PROMPT_LENGTH = 300  #: characters of an own prompt

#: What an own prompt's id begins with; no prompt of the library does.
_OWN = "own."


class Prompts:
    """The prompts of what is open."""

    def __init__(self, db: PrivateDb, random: Random) -> None:
        self._db = db
        self._random = random

    def own(self) -> tuple[Prompt, ...]:
        """The person's own prompts, in the order of writing."""
        rows = self._db.rows("SELECT id, moment, text FROM own_prompts ORDER BY place")
        return tuple(
            Prompt(id=_OWN + name, moment=moment, theme=OWN_THEME, text=text) for name, moment, text in rows
        )

    def add(self, text: str, moment: Moment) -> Prompt:
        """A prompt of one's own. Raises `Refused`."""
        fresh, text = new_id(self._random), _fitting(text)
        self._db.change("INSERT INTO own_prompts (id, moment, text) VALUES (?, ?, ?)", fresh, moment, text)
        return Prompt(id=_OWN + fresh, moment=moment, theme=OWN_THEME, text=text)

    def change(self, prompt: str, text: str) -> None:
        """Gives an own prompt other words. Raises `Refused`, and `PrivateError` "prompt_gone"."""
        statement = "UPDATE own_prompts SET text = ? WHERE id = ?"
        if not self._db.change(statement, _fitting(text), prompt.removeprefix(_OWN)):
            raise PrivateError("prompt_gone")

    def drop(self, prompt: str) -> None:
        """Forgets an own prompt. Pages that answer it keep its words."""
        with self._db.transaction():
            self._db.change("DELETE FROM own_prompts WHERE id = ?", prompt.removeprefix(_OWN))
            self._db.change("DELETE FROM seen WHERE prompt = ?", prompt)
            self._db.change("DELETE FROM never WHERE prompt = ?", prompt)

    def seen(self) -> dict[str, Seen]:
        """When each prompt was seen last, by its id."""
        rows = self._db.rows("SELECT prompt, number, day FROM seen")
        return {prompt: Seen(number, date.fromisoformat(day)) for prompt, number, day in rows}

    def see(self, prompt: str, day: date) -> None:
        """Notes that a prompt is shown on `day`. Nothing counts how often."""
        with self._db.transaction():
            newest = self._db.row("SELECT prompt, day, number FROM seen ORDER BY number DESC LIMIT 1")
            if newest is not None and newest[:2] == (prompt, day.isoformat()):
                return
            self._db.change(
                "INSERT INTO seen VALUES (?, ?, ?) "
                "ON CONFLICT (prompt) DO UPDATE SET number = excluded.number, day = excluded.day",
                *(prompt, 1 if newest is None else newest[2] + 1, day.isoformat()),
            )

    def never(self) -> frozenset[str]:
        """The ids of the prompts that are never to be shown."""
        return frozenset(prompt for (prompt,) in self._db.rows("SELECT prompt FROM never"))

    def never_again(self, prompt: str) -> None:
        """Has a prompt never be shown."""
        self._db.change("INSERT INTO never VALUES (?) ON CONFLICT DO NOTHING", prompt)

    def again(self, prompt: str) -> None:
        """Takes a `never_again` back."""
        self._db.change("DELETE FROM never WHERE prompt = ?", prompt)


def _fitting(text: str) -> str:
    text = clean(text)
    if is_blank(text):
        raise Refused("why.prompt.empty")
    if len(text) > PROMPT_LENGTH:
        raise Refused("why.prompt.long")
    return text
