"""What Reflect asks of what is private. Each runs in the worker's thread and touches no widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from PySide6.QtCore import QDate, QLocale

from stillhere.core.pages import parts_of
from stillhere.core.prompts import Moment, Prompt, day_of
from stillhere.core.records.posted import Form
from stillhere.core.state.when import local
from stillhere.window.reflect import crossing
from stillhere.window.reflect.row import Item
from stillhere.window.reflect.thoughts import Kept, kept_in
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.core.pages import Page
    from stillhere.home.private import Private
    from stillhere.home.private.pages import Found

#: The field whose words are kept until they are a prompt.
DRAFT: Final = "reflect.own"

#: So many pages are looked for with each letter, which is more than are in sight; so many more each time.
AT_ONCE: Final = 25
_MORE: Final = 100


class Search(Struct, frozen=True):
    """What was looked for and found so far, the page changed last first; ``more``: there may be others."""

    query: str = ""
    found: tuple[Found, ...] = ()
    more: bool = False


NOTHING: Final = Search()

Find = Callable[["Private"], Search]


class Look(Struct, frozen=True, kw_only=True):
    """What there is: the prompts' state, the pages looked for, a prompt begun, and if it is locked.

    ``across``: pages go to their writer's other devices; ``beside`` were also written on another one.
    """

    kept: Kept = Kept()
    search: Search = NOTHING
    draft: str = ""
    locked: bool = False
    across: bool = False
    beside: frozenset[str] = frozenset()


@dataclass
class Leaf:
    """What is being written. ``id`` is empty until the page is there; ``parts`` is what the page says as far
    as who writes knows. The worker's thread sets both.
    """

    form: Form = "free"
    prompt: str = ""
    question: str = ""
    id: str = ""
    parts: tuple[str, ...] = ()


def leaf_of(page: Page) -> Leaf:
    """`page`, to be written on."""
    return Leaf(page.form, page.prompt, page.question, page.id, page.parts)


def keep(private: Private, leaf: Leaf, texts: tuple[str, ...]) -> None:
    """Keeps `texts`: a new page with the first words, the same one from then on.

    Where that got other words meanwhile, which nobody who wrote these saw, they stay, and these begin a page;
    so they do where it was taken away elsewhere.
    """
    with private.transaction():
        there = private.pages.get(leaf.id) if leaf.id else None
        page = leaf.id if there is not None and there.parts == leaf.parts else ""
        if page:
            private.pages.save(page, texts)
        elif any(texts):
            page = private.pages.write(texts, form=leaf.form, prompt=leaf.prompt, question=leaf.question)
    leaf.id, leaf.parts = page, parts_of(leaf.form, texts)


def look(private: Private, query: str, depth: int) -> Look:
    """Everything that the list shows; ``depth`` is how many pages it showed before."""
    return Look(
        kept=kept_in(private),
        search=find(private, query, max(AT_ONCE, depth)),
        draft=private.drafts.get(DRAFT),
        locked=private.locked,
        across=crossing.on(private),
        beside=crossing.beside(private),
    )


def find(private: Private, query: str, limit: int = AT_ONCE) -> Search:
    """The pages looked for: all that changes with a letter of a search."""
    found = private.pages.search(query, limit)
    return Search(query, found, more=len(found) == limit)


def find_more(private: Private, search: Search) -> Search:
    """The same and those that come after."""
    found = private.pages.search(search.query, _MORE, below=search.found[-1].heading.place)
    return Search(search.query, search.found + found, more=len(found) == _MORE)


def get(private: Private, page: str) -> Page | None:
    """A page."""
    return private.pages.get(page)


def begun(private: Private, prompt: str, day: date, now: datetime) -> Page | None:
    """The page that was begun about `prompt` on this very day, to be gone on with."""
    for heading in private.pages.list():
        if heading.prompt == prompt and day_of(local(heading.created_ms, now)) == day:
            return private.pages.get(heading.id)
    return None


def add(private: Private, text: str, moment: Moment) -> Prompt:
    """A prompt of one's own; it is no draft any more."""
    with private.transaction():
        prompt = private.prompts.add(text, moment)
        private.drafts.drop(DRAFT)
    return prompt


def delete(private: Private, page: str) -> None:
    """Takes a page away."""
    private.pages.delete(page)


def bring_back(private: Private, page: str) -> Page | None:
    """The page that was taken away, back again; None where it is too late."""
    private.pages.bring_back(page)
    return private.pages.get(page)


def never(private: Private, prompt: str) -> None:
    """A prompt is never shown again."""
    private.prompts.never_again(prompt)


def again(private: Private, prompt: str) -> None:
    """It may be shown again."""
    private.prompts.again(prompt)


def drop(private: Private, prompt: str) -> None:
    """Forgets an own prompt."""
    private.prompts.drop(prompt)


#: What can be done with a prompt, and what undoes it.
PROMPT_ACTS: Final[Mapping[str, tuple[Callable[..., None], Callable[..., None] | None]]] = MappingProxyType(
    {"never": (never, again), "again": (again, None), "drop": (drop, None)}
)


def page_item(found: Found, now: datetime, *, apart: bool = False) -> Item:
    """A page as a row: its question or first words, the day, and the words that were looked for.

    ``apart``: another device had other words for it.
    """
    heading = found.heading
    moment = local(heading.changed_ms, now)
    day = QLocale().toString(QDate(moment.year, moment.month, moment.day), say("format.day"))
    text = heading.question or heading.title or say("reflect.blank")
    more = found.excerpt or (heading.title if heading.question else "")
    return Item(heading.id, text, "\n".join(filter(None, (more, day, say("across.also") if apart else ""))))
