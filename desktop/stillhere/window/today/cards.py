"""The cards below: which stand there now, and in which order. What has nothing on it isn't there.

A card that a quiet day doesn't need is made when it is first needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from stillhere.core.view import View
from stillhere.window.components.card import Card
from stillhere.window.components.pair import SHARES, Pair
from stillhere.window.desk import Desk, Present
from stillhere.window.today.linking import Linking
from stillhere.window.today.thought import Thought
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.window.today.agreed import AgreedCard, Open, RitualCard
    from stillhere.window.today.details import Details
    from stillhere.window.today.guess import GuessPassed
    from stillhere.window.today.letters import LetterCard


class FromPartner(Card):
    """The partner's own words, where one rests too and the page speaks of oneself first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent=parent)
        from stillhere.window.today.theirs import Theirs

        self._theirs = Theirs(desk, with_rest=False)
        self.add(self._theirs, 8)

    def show_view(self, view: View, name: str) -> None:
        """Shows them."""
        self.title.say(say("today.from", name=name))
        self._theirs.show_view(view)

    def step_back(self) -> bool:
        """Closes what is open without an answer; False where nothing is."""
        return self._theirs.step_back()


class Cards(Pair):
    """``make_thought`` makes the card for a prompt, in a parent; ``look`` opens the page of agreements."""

    def __init__(
        self,
        desk: Desk,
        make_thought: Callable[[QWidget], Thought],
        invite: Callable[[], object],
        look: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.thought = make_thought(self)
        self.keep(self.thought)
        self.linking = Linking(desk, invite)
        self._guess: GuessPassed | None = None
        self._details: Details | None = None
        self._from: FromPartner | None = None
        self._look = look
        self._agreed: AgreedCard | None = None
        self._ritual: RitualCard | None = None
        self._open: Open | None = None
        self._letters: LetterCard | None = None
        self._lines: Sequence[str] = ()

    def show_present(self, present: Present) -> None:
        """Shows the cards for `present`."""
        view = present.view
        first: list[Card | None] = [
            self.linking.card(present),
            self._guess_card(view),
            self._details_card(view),
        ]
        second: list[Card | None] = [
            self._letter_card(view),
            self._from_card(view),
            self._open_card(present),
            self._agreed_card(view),
        ]
        (second if any(first) else first).insert(0, self._ritual_card(view))
        thought = self.thought if self.thought.show_view(view) else None
        (second if any(first) else first).insert(0, thought)
        # Chips need a little more room than sentences.
        shares = (10, 7) if self._details in first and self._details else SHARES
        self.place([card for card in first if card], [card for card in second if card], shares)

    def show_letters(self, lines: Sequence[str], look: Callable[[], object]) -> None:
        """Says this of letters; ``look`` opens their page."""
        if self._letters is None and lines:
            from stillhere.window.today.letters import LetterCard

            self._letters = LetterCard(look)
        if tuple(lines) != tuple(self._lines):
            self._lines = tuple(lines)
            self.show_present(self._desk.present)

    def step_back(self) -> bool:
        """Closes what is open without an answer; False where nothing is."""
        return any(card is not None and card.step_back() for card in (self._guess, self._from))

    def hand_over(self) -> None:
        """Hands over a line that is being typed."""
        if self._details is not None:
            self._details.hand_over()

    def begin_again(self) -> None:
        """The state changed: nothing was saved in it yet."""
        if self._details is not None:
            self._details.begin()

    def _guess_card(self, view: View) -> Card | None:
        if view.ask_guess and self._guess is None:
            from stillhere.window.today.guess import GuessPassed

            self._guess = GuessPassed(self._desk)
        if self._guess is not None and not view.ask_guess:
            self._guess.forget()
        return self._guess if view.ask_guess else None

    def _details_card(self, view: View) -> Card | None:
        if view.me.status.state != "resting" or "details" not in view.may:
            return None
        if self._details is None:
            from stillhere.window.phrases import phrases
            from stillhere.window.today.details import Details

            desk = self._desk
            self._details = Details(desk, lambda: phrases(desk.present.settings.phrases, desk.failed.emit))
        self._details.show_view(view)
        return self._details

    def _from_card(self, view: View) -> Card | None:
        partner = view.partner
        if partner is None or partner.status.state != "resting" or view.me.status.state == "here":
            return None
        self._from = self._from or FromPartner(self._desk)
        self._from.show_view(view, partner.name)
        return self._from

    def _agreed_card(self, view: View) -> Card | None:
        if not view.agreed:
            return None
        if self._agreed is None:
            from stillhere.window.today.agreed import AgreedCard

            self._agreed = AgreedCard()
        self._agreed.show_agreed(view.agreed)
        return self._agreed

    def _ritual_card(self, view: View) -> Card | None:
        if view.ritual is None:
            return None
        if self._ritual is None:
            from stillhere.window.today.agreed import RitualCard

            self._ritual = RitualCard(self._desk)
        self._ritual.show_ritual(view.ritual)
        return self._ritual

    def _letter_card(self, view: View) -> Card | None:
        # Who rests is asked for nothing.
        if self._letters is None or not self._lines or view.me.status.state == "resting":
            return None
        self._letters.show_lines(self._lines)
        return self._letters

    def _open_card(self, present: Present) -> Card | None:
        view = present.view
        # Who rests is asked for nothing.
        if view.me.status.state == "resting" or not (view.offered or view.review_due):
            return None
        if self._open is None:
            from stillhere.window.today.agreed import Open

            self._open = Open(self._look)
        self._open.show_view(view, present.partner_name)
        return self._open
