"""Home: what every face holds. An act is one transaction in the store and a ring of the bell.

No face knows the store, the folder or a key; it knows this, and the rooms built over it: each takes its
`Home`, as `Letters(home)` does. A home belongs to one thread at a time: another thread asks for a `twin`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from stillhere.core.agreements.agreed import Agreed, agreed
from stillhere.core.state.model import name_of, partner_of
from stillhere.core.state.when import ms_of
from stillhere.core.view import View, view
from stillhere.home import bell
from stillhere.home.ground import Ground
from stillhere.home.store import Store

if TYPE_CHECKING:
    from stillhere.core.acts import Act
    from stillhere.core.agreements.acts import AgreementAct
    from stillhere.core.agreements.drawer import Draft
    from stillhere.core.agreements.view import AgreementView, Copy
    from stillhere.home.door import Door
    from stillhere.home.flow.acting import Acting
    from stillhere.home.flow.intake import Along
    from stillhere.home.flow.link import Link
    from stillhere.home.flow.sharing import Sharing
    from stillhere.home.flow.troubles import Trouble

A = TypeVar("A", bound="Act | AgreementAct")


class Home(Ground):
    """One person's side on this computer: what is to be shown, and what that person does."""

    def twin(self) -> Home:
        """The same home for another thread, with a connection of its own."""
        store = Store.open(self.paths.store, self._key)
        twin = Home(self.paths, store, self._key, clock=self.clock, random=self.random)
        twin.memory.take_known(self.memory)
        return twin

    def look(self) -> View:
        """What to show at this moment."""
        with self.store.reading():
            return view(
                self.memory.state(),
                self.memory.mine(),
                self.clock(),
                invited=self.memory.invited(ms_of(self.clock())),
                heard_ms=self.memory.heard_ms(),
            )

    def do(self, what: A) -> A:
        """Does `what` and returns it, or raises `Refused` with the reason. By then it lies in the store."""
        with self.store.transaction():
            self.acting().do(what, self.clock())
        bell.ring(self.paths.bell)
        return what

    def flip(self) -> Act:
        """What one click does: rests, or comes back. Returns what was done."""
        from stillhere.core.acts import flip

        with self.store.transaction():
            what = flip(self.memory.state(), self.memory.mine())
            self.acting().do(what, self.clock())
        bell.ring(self.paths.bell)
        return what

    def agreements(self, drafts: Mapping[str, Draft] | None = None) -> tuple[AgreementView, ...]:
        """Everything that the page of agreements shows, in its order, with these `drafts`."""
        from stillhere.core.agreements.view import agreement_views

        with self.store.reading():
            state, mine, drawer = self.memory.state(), self.memory.mine(), self.memory.drawer()
            return agreement_views(state, mine, replace(drawer, drafts=drafts or {}), self.clock())

    def own_copies(self) -> tuple[Copy, ...]:
        """One's own copy of everything that both ever said yes to."""
        from stillhere.core.agreements.view import copies

        with self.store.reading():
            return copies(self.memory.state(), self.memory.drawer(), self.clock())

    def agreed(self) -> Agreed:
        """What the agreements in force allow, limit and show at this moment."""
        return agreed(self.memory.state(), self.clock())

    def sharing(self) -> Sharing:
        """How the space is shared, and whether its folder is there."""
        from stillhere.home.flow.sharing import sharing

        link, folder = self.look().link, self.settings().folder
        with self.store.reading():
            return sharing(self.store, self.memory, link, folder)

    def begin(self, name: str) -> None:
        """A person and a space on this device; nobody is told. Raises `Refused`."""
        self.link().begin(name, ms_of(self.clock()))
        bell.ring(self.paths.bell)

    def invite(self, folder: Path) -> tuple[str, ...]:
        """Opens an invitation in `folder`, the shared one from then on: its words. Raises `HomeError`."""
        words = self.link().invite(folder, ms_of(self.clock()), self.settings().folder)
        self.change_settings(folder=folder)
        return words

    def invitation(self) -> tuple[str, ...] | None:
        """The words of the open invitation."""
        return self.link().words()

    def join(self, folder: Path, words: Sequence[str]) -> str:
        """Answers an invitation in `folder`, which becomes the shared one: the inviter's name.

        Raises `HomeError`, and `WordsError` of the seal for words that can't be right.
        """
        name = self.link().join(folder, words, ms_of(self.clock()))
        self.change_settings(folder=folder)
        return name

    def confirm(self) -> None:
        """The inviter's yes to the one who asks. Raises `HomeError`."""
        self.link().confirm(self.settings().folder, ms_of(self.clock()))
        bell.ring(self.paths.bell)

    def decline(self) -> None:
        """It isn't the person who was meant: the invitation ends, and its words open nothing."""
        self.link().withdraw(self.settings().folder)
        bell.ring(self.paths.bell)

    def turn_back(self) -> None:
        """Takes the answer to an invitation back, and waits for nobody's yes."""
        self.link().turn_back()
        bell.ring(self.paths.bell)

    def troubles(self) -> tuple[Trouble, ...]:
        """What is not as it belongs between this home and the folder."""
        from stillhere.home.flow.troubles import troubles

        with self.store.reading():
            return troubles(self.store, self.memory, ms_of(self.clock()))

    def safety_number(self) -> tuple[str, ...] | None:
        """Eight groups of digits that are the same on both sides, or None while there is nobody else."""
        from stillhere.home.flow.safety import number_of

        return number_of(self.store, self.memory.state())

    def partner_name(self) -> str:
        """The partner's name; empty while there is nobody else."""
        state, mine = self.memory.state(), self.memory.mine()
        partner = partner_of(state, mine.person)
        return "" if partner is None else name_of(state, partner.id)

    def take_in(self, along: Along | None = None) -> int:
        """Takes in what lies in the folder: how many files were looked at. Raises `HomeError`.

        ``along`` hears how far it is, where there is much, and may stop it.
        """
        root = self.settings().folder
        return 0 if root is None else self.rounds.take_in(root, ms_of(self.clock()), along)

    def publish(self) -> int:
        """Publishes what is waiting: how many files. Raises `HomeError`."""
        root = self.settings().folder
        return 0 if root is None else self.rounds.publish(root, ms_of(self.clock()))

    def door(self) -> Door:
        """The way to what is private here, for the window and the command alone."""
        from stillhere.home.door import door_of

        return door_of(self.paths, self._key, self.clock)

    def acting(self) -> Acting:
        """What says a deed of this person. Its use belongs inside a transaction of the store."""
        # It brings the seal along, which who only asks how it is doesn't need.
        from stillhere.home.flow.acting import Acting

        return Acting(self.store, self.memory, self.rounds.author(), self.random)

    def link(self) -> Link:
        """How this space comes to be shared: invitation, answer, yes."""
        from stillhere.home.flow.link import Link

        return Link(self.store, self.memory, self.rounds.author(), self.rounds.publisher(), self.random)
