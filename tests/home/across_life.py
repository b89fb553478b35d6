"""Mia's two devices and Jon, as tests of pages on several devices use them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from stillhere.core.state.when import ms_of
from stillhere.home.private import Private
from stillhere.home.rooms.across import Across
from tests.home.couple import Side, World
from tests.home.test_devices import brought_in, rounds

__all__ = ["Desk", "Three", "brought_in", "rounds", "settled"]


class Desk:
    """One device of a person with what is private open on it."""

    def __init__(self, side: Side, passphrase: str | None = None) -> None:
        self.side = side
        self.passphrase = passphrase
        self.private = self._opened()

    @property
    def across(self) -> Across:
        """The room under test."""
        return Across(self.side.home, self.private)

    def _opened(self) -> Private:
        ask = None if self.passphrase is None else (lambda: self.passphrase or "")
        return self.side.home.door().open(ask)

    def close(self) -> None:
        """Closes what is private."""
        self.private.close()

    def reopen(self) -> None:
        """Closes what is private, and opens it again."""
        self.close()
        self.private = self._opened()

    def write(self, *texts: str) -> str:
        """A new page, left by its writer: its id."""
        page = self.private.pages.write(texts or ("",))
        self.across.leave(page)
        return page

    def change(self, page: str, *texts: str) -> None:
        """Other words for a page, left by its writer."""
        self.private.pages.save(page, texts)
        self.across.leave(page)

    def delete(self, page: str) -> None:
        """A page goes for good."""
        self.private.pages.delete(page)
        self.private.pages.erase(page)

    def texts(self) -> dict[str, tuple[str, ...]]:
        """Every page by its id."""
        return {page.id: page.parts for page in self.private.pages.all()}

    def said(self) -> list[str]:
        """The words of all pages, sorted."""
        return sorted("|".join(parts) for parts in self.texts().values())

    @property
    def now_ms(self) -> int:
        """The time."""
        return ms_of(self.side.home.clock())


#: Mia's laptop, Mia's phone, and Jon.
Three = tuple[Desk, Desk, Side]


def settled(world: World, *desks: Desk, others: Sequence[Side] = ()) -> None:
    """Everything that waits goes out, and everybody takes in what lies there."""
    for _ in range(2):
        world.pass_time(seconds=1)
        for side in (*(desk.side for desk in desks), *others):
            side.round()
        for desk in desks:
            desk.across.take_in()


def place_of(side: Side) -> Path:
    """The own directory of a device in the shared folder."""
    home = side.home
    root = home.settings().folder
    assert root is not None
    return root / "Still Here" / "v1" / home.memory.state().space / home.mine().device


def own_files(side: Side) -> set[str]:
    """The names of its files of pages that lie in the folder."""
    names = {out.name for out in side.home.store.outbox.lane("own")}
    return {path.name for path in place_of(side).glob("*.age") if path.name in names}
