"""Which prompts there are and which one is for now: the library's and the person's own, as the core chooses.

What was seen is kept among what is private. While that is locked it is remembered until the window closes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from stillhere.core.prompts import Moment, Prompt, Seen, another, choose, day_of, moment_for
from stillhere.core.view import View
from stillhere.home.errors import HomeError
from stillhere.window.reflect.journal import Journal
from stillhere.window.today.thought import Prompt as Thought

if TYPE_CHECKING:
    from stillhere.home.library import Library
    from stillhere.home.private import Private

#: How many prompts a moment's list holds.
FEW = 5


class Kept(Struct, frozen=True, kw_only=True):
    """What the person did with prompts."""

    own: tuple[Prompt, ...] = ()
    seen: Mapping[str, Seen] = {}
    never: frozenset[str] = frozenset()

    def with_seen(self, prompt: str, day: date) -> Kept:
        """The same after `prompt` was shown on `day`."""
        order = max((each.order for each in self.seen.values()), default=0) + 1
        return Kept(own=self.own, seen={**self.seen, prompt: Seen(order, day)}, never=self.never)


def kept_in(private: Private) -> Kept:
    """What is kept of prompts in what is private."""
    with private.reading():
        prompts = private.prompts
        return Kept(own=prompts.own(), seen=prompts.seen(), never=prompts.never())


class Thoughts:
    """Answers for Today and for Reflect. ``library`` is called when the first prompt is wanted."""

    def __init__(self, journal: Journal, library: Callable[[], Library]) -> None:
        self.journal = journal
        self._library = library
        self._known: Library | None = None
        self._kept = Kept()
        self._headline = ""

    @property
    def library(self) -> Library:
        """The content that comes with the program."""
        if self._known is None:
            self._known = self._library()
        return self._known

    @property
    def now(self) -> datetime:
        """The time on this computer."""
        return self.journal.door.now()

    @property
    def today(self) -> date:
        """The day, as people live it."""
        return day_of(self.now)

    def __call__(self, view: View) -> Thought | None:
        """The thought for Today. Asked again while nothing has changed, it is another one."""
        again, self._headline = view.headline == self._headline, view.headline
        moment = moment_for(view)
        if moment is None:
            return None
        kept = self._kept if again else self._look()
        pick = another if again else choose
        prompts = (*self.library.prompts_for(moment), *kept.own)
        prompt = pick(prompts, moment, self.today, kept.seen, kept.never)
        if prompt is None:
            return None
        self.see(prompt.id, kept)
        return Thought(prompt.id, prompt.text)

    def all(self, kept: Kept) -> tuple[Prompt, ...]:
        """Every prompt: the library's, then one's own."""
        return (*self.library.prompts(), *kept.own)

    def few(self, moment: Moment, kept: Kept) -> tuple[Prompt, ...]:
        """The prompt for now, and those that would come after it; none is noted as seen."""
        found: list[Prompt] = []
        pick = choose
        while len(found) < FEW:
            prompt = pick(self.all(kept), moment, self.today, kept.seen, kept.never)
            if prompt is None or prompt in found:
                break
            found.append(prompt)
            kept, pick = kept.with_seen(prompt.id, self.today), another
        return tuple(found)

    def skip(self, prompt: Prompt, kept: Kept) -> Kept:
        """Goes on to another prompt of the same moment, here and on Today: what is kept then."""
        kept = self.see(prompt.id, kept)
        following = another(self.all(kept), prompt.moment, self.today, kept.seen, kept.never)
        return kept if following is None else self.see(following.id, kept)

    def remember(self, kept: Kept) -> None:
        """What is kept has changed."""
        self._kept = kept

    def see(self, prompt: str, kept: Kept) -> Kept:
        """Notes that a prompt is shown today."""
        day = self.today
        self._kept = kept.with_seen(prompt, day)
        self.journal.ask(lambda private: private.prompts.see(prompt, day), _noted, self._not_noted)
        return self._kept

    def _look(self) -> Kept:
        # It takes a millisecond. Today's first picture waits for it rather than change before one's eyes.
        try:
            if self.journal.door.lock() == "none":
                with self.journal.door.open(None) as private:
                    self._kept = kept_in(private)
        except HomeError as error:
            self._not_noted(error)
        return self._kept

    def _not_noted(self, error: Exception) -> None:
        # Today goes on with what it remembers; what is wrong is said where the pages are opened.
        if not isinstance(error, HomeError):
            self.journal.failed.emit(error)


def _noted(_: None) -> None:
    """Nobody waits for it."""
