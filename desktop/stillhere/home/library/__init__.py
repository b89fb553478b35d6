"""The content that comes with the program: prompts, lines, words, cards, templates, helplines, help pages.

The files may be edited by hand. What can't be read in one of them is left out and named in `Library.broken`;
everything beside it works, and no file is ever changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args

from stillhere.core.prompts import Moment, Prompt
from stillhere.core.records.terms import Kind
from stillhere.home.data import data
from stillhere.home.library.shapes import (
    Card,
    Cards,
    Country,
    Group,
    Helplines,
    HelpPage,
    Line,
    RawCountry,
    RawGroup,
    Shelf,
    Template,
)
from stillhere.home.library.shelf import Broken, Files

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = [
    "Broken",
    "Card",
    "Cards",
    "Country",
    "Group",
    "HelpPage",
    "Helplines",
    "Library",
    "Line",
    "Shelf",
    "Template",
    "library",
]

T = TypeVar("T")

#: In the order in which a list shows them; letting go comes last and only there.
MOMENTS: tuple[Moment, ...] = ("resting", "waiting", "coming_back", "together", "letting_go")


class Library:
    """The content below ``root``, each part read once and only when it is asked for."""

    def __init__(self, root: Traversable) -> None:
        self._files = Files(root)
        self._parts: dict[str, Any] = {}

    @property
    def broken(self) -> tuple[Broken, ...]:
        """What couldn't be read in the parts that were asked for so far."""
        return self._files.broken

    def prompts(self) -> tuple[Prompt, ...]:
        """Every prompt, moment by moment."""
        return self._once("prompts", self._prompts)

    def prompts_for(self, moment: Moment) -> tuple[Prompt, ...]:
        """The prompts of one moment, without reading the others."""
        return self._once(f"prompts/{moment}", lambda: self._of(moment))

    def shelves(self) -> Mapping[Moment, Shelf]:
        """The labels of the moments and their themes; empty ones where they can't be read."""
        return self._once("shelves", lambda: {moment: self._shelf(moment) for moment in MOMENTS})

    def warm_lines(self) -> tuple[Group, ...]:
        """The warm lines that a person starts with."""
        return self._once("warm_lines", lambda: self._groups("phrases/warm_lines.toml"))

    def calming(self) -> tuple[Group, ...]:
        """Starters for a person's own calming list."""
        return self._once("calming", lambda: self._groups("phrases/calming.toml"))

    def feelings(self) -> tuple[Group, ...]:
        """Feeling words."""
        return self._once("feelings", lambda: self._groups("feelings/words.toml"))

    def cards(self) -> Cards:
        """The paired perspective cards."""
        return self._once("cards", self._cards)

    def templates(self) -> tuple[Template, ...]:
        """Every template of an agreement, kind by kind."""
        return self._once("templates", self._templates)

    def helplines(self) -> Helplines:
        """The helplines."""
        return self._once("helplines", self._helplines)

    def help_pages(self) -> tuple[HelpPage, ...]:
        """The help pages in reading order."""
        return self._once("help", lambda: self._files.entries("help/index.toml", "page", HelpPage))

    def help_text(self, page: str) -> str:
        """The words of a help page as Markdown; empty where they can't be read. Raises `KeyError`."""
        if page not in {each.id for each in self.help_pages()}:
            raise KeyError(page)
        return self._once(f"help/{page}", lambda: self._files.text(f"help/{page}.md"))

    def _once(self, part: str, read: Callable[[], T]) -> T:
        if part not in self._parts:
            self._parts[part] = read()
        return cast(T, self._parts[part])

    def _prompts(self) -> tuple[Prompt, ...]:
        found = tuple(prompt for moment in MOMENTS for prompt in self._of(moment))
        return self._files.each_once("prompts", found)

    def _of(self, moment: Moment) -> tuple[Prompt, ...]:
        return self._files.entries(f"prompts/{moment}.toml", "prompt", Prompt)

    def _shelf(self, moment: Moment) -> Shelf:
        file = f"prompts/{moment}.toml"
        head = {key: value for key, value in self._files.table(file).items() if key != "prompt"}
        shelf = self._files.fit(file, "themes", head, Shelf) if head else None
        return shelf or Shelf(moment=moment, label="", themes={})

    def _groups(self, file: str) -> tuple[Group, ...]:
        return tuple(
            Group(id=group.id, label=group.label, texts=group.lines + group.items + group.words)
            for group in self._files.entries(file, "group", RawGroup)
        )

    def _cards(self) -> Cards:
        file = "perspectives/cards.toml"
        return Cards(note=self._files.string(file, "note"), cards=self._files.entries(file, "card", Card))

    def _templates(self) -> tuple[Template, ...]:
        # By kind, not by what lies there: a file that is gone is told of as one that is broken.
        files = [f"agreements/{kind}.toml" for kind in sorted(get_args(Kind))]
        found = tuple(each for file in files for each in self._files.entries(file, "template", Template))
        return self._files.each_once("agreements", found)

    def _helplines(self) -> Helplines:
        file = "helplines.toml"
        checked = self._files.table(file).get("checked")
        if not isinstance(checked, date):
            self._files.report(file, "checked")
            checked = None
        return Helplines(
            checked=checked,
            note=self._files.string(file, "note"),
            emergency=self._files.string(file, "emergency"),
            privacy=self._files.string(file, "privacy"),
            countries=tuple(
                self._country(file, raw) for raw in self._files.entries(file, "country", RawCountry)
            ),
            elsewhere=self._files.entries(file, "elsewhere", Line),
        )

    def _country(self, file: str, raw: RawCountry) -> Country:
        lines = self._files.fit_all(file, f"country {raw.code} line", raw.line, Line)
        return Country(code=raw.code, name=raw.name, emergency=raw.emergency, lines=lines)


def library() -> Library:
    """The content that was installed with this program."""
    return Library(data())
