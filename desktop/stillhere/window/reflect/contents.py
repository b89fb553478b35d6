"""What the list of Reflect holds: the prompts for now, all of them by their moments, or one's own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillhere.core.prompts import OWN_THEME, Moment, Prompt
from stillhere.home.library import MOMENTS
from stillhere.window.reflect.finding import Finding
from stillhere.window.reflect.jobs import Look, page_item
from stillhere.window.reflect.row import Item
from stillhere.window.reflect.sharing import Sharing
from stillhere.window.reflect.thoughts import Thoughts
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.private.pages import Found

_OWN, _AWAY = "own", "away"


class Contents:
    """``mode`` is one of the list's; ``moment`` the one whose prompts are among all of them."""

    def __init__(self, thoughts: Thoughts, moment: str, sharing: Sharing, finding: Finding) -> None:
        self._thoughts = thoughts
        self._sharing = sharing
        self._finding = finding
        self._pages: dict[Found, Item] = {}
        self.mode = "now"
        self.moment = moment
        self.look = Look()
        self.few: tuple[Prompt, ...] = ()

    def forget(self) -> None:
        """Holds nothing of what is private any more."""
        self.look = Look()
        self._pages = {}
        self._finding.forget()

    def take(self, look: Look, moment: Moment | None) -> None:
        """Holds what is so now, at `moment` between the two."""
        self.look = look
        self._finding.take(look.search)
        self.few = () if moment is None else self._thoughts.few(moment, look.kept)

    def moments(self) -> list[tuple[str, str]]:
        """The moments to choose from, and their labels."""
        shelves = self._thoughts.library.shelves()
        moments: list[tuple[str, str]] = [(moment, shelves[moment].label or moment) for moment in MOMENTS]
        return [*moments, (_OWN, say("reflect.own")), (_AWAY, say("reflect.away"))]

    def prompt(self, name: str) -> Prompt | None:
        """The prompt of this id, wherever it stands."""
        return next((each for each in self._thoughts.all(self.look.kept) if each.id == name), None)

    def items(self) -> list[Item]:
        """The rows."""
        if self.mode == "shared":
            return self._sharing.items()
        if self.mode == "pages":
            return self._page_items()
        return [self._item(prompt) for prompt in self._prompts()]

    @property
    def more(self) -> bool:
        """Whether others come after these rows."""
        return self.mode == "pages" and self._finding.search.more

    def nothing(self, *, searching: bool) -> str:
        """What to say where there is no row."""
        where = self.mode
        if self.mode == "all" and self.moment in (_OWN, _AWAY):
            where = self.moment
        elif self.mode == "pages" and searching:
            where = "found"
        return say(f"reflect.nothing.{where}")

    def _prompts(self) -> tuple[Prompt, ...]:
        kept = self.look.kept
        if self.mode == "now":
            return self.few
        if self.moment == _OWN:
            return kept.own
        every = self._thoughts.all(kept)
        if self.moment == _AWAY:
            return tuple(prompt for prompt in every if prompt.id in kept.never)
        return tuple(each for each in every if each.moment == self.moment and each.id not in kept.never)

    def _page_items(self) -> list[Item]:
        """The pages as rows; of a long list that grows, only the new ones are made."""
        known, now = self._pages, self._thoughts.now
        apart = self.look.beside
        self._pages = {
            each: known.get(each) or page_item(each, now, apart=each.heading.id in apart)
            for each in self._finding.found
        }
        return list(self._pages.values())

    def _item(self, prompt: Prompt) -> Item:
        shelf = self._thoughts.library.shelves()[prompt.moment]
        own = prompt.theme == OWN_THEME
        theme = say("reflect.own") if own else shelf.themes.get(prompt.theme, prompt.theme)
        return Item(prompt.id, prompt.text, say("reflect.caption", moment=shelf.label, theme=theme))

    def acts(self, page: str, prompt: Prompt | None, texts: tuple[str, ...]) -> tuple[str, ...]:
        """What can be done with what is open: the page with the id `page`, or a prompt with nothing typed."""
        if page:
            done = ["done"] if self.look.across else []
            return (*done, *self._sharing.acts(page), *([] if self._sharing.asking else ["delete"]))
        if prompt is None or any(texts):
            return ()
        if prompt.id in self.look.kept.never:
            return ("again",)
        return ("skip", "drop" if prompt.theme == OWN_THEME else "never")
