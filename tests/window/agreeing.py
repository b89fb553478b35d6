"""Agreements of a home without a disk: the real core over the couple's one state, and a drawer of its own.

Law: what may be done, and what follows from it, is decided by `stillhere.core` alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from stillhere.core.agreeing import agree
from stillhere.core.agreements.acts import AgreementAct
from stillhere.core.agreements.agreed import Agreed, agreed
from stillhere.core.agreements.drawer import Draft, Drawer
from stillhere.core.agreements.view import AgreementView, Copy, agreement_views, copies

if TYPE_CHECKING:
    from stillhere.core.state.mine import Mine
    from tests.window.fakes import Couple


class Agreeing:
    """What a home knows of agreements; its methods are those of `Home`."""

    _couple: Couple
    _mine: Mine
    _who: str

    def __init__(self) -> None:
        self.drawer = Drawer()
        self._fresh = 0

    def agreements(self, drafts: Mapping[str, Draft] | None = None) -> tuple[AgreementView, ...]:
        drawer = replace(self.drawer, drafts=drafts or {})
        return agreement_views(self._couple.state, self._mine, drawer, self._couple.now)

    def own_copies(self) -> tuple[Copy, ...]:
        return copies(self._couple.state, self.drawer, self._couple.now)

    def agreed(self) -> Agreed:
        return agreed(self._couple.state, self._couple.now)

    def agree(self, what: AgreementAct) -> None:
        """Does `what`; the other home hears of it at once."""
        couple = self._couple
        self._fresh += 1
        # Ten letters of base32, different for each person and act.
        fresh = f"{self._who}{self._fresh:07d}".translate(str.maketrans("0189", "abcd"))[:10]
        outcome = agree(couple.state, self._mine, self.drawer, what, couple.now, fresh=fresh)
        self.drawer = outcome.drawer
        couple.generation += 1
        for body in outcome.bodies:
            couple.record(self._who, body)
