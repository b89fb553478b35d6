"""What there is to choose from, in the order in which it is shown. The values are those of the records."""

from __future__ import annotations

from typing import Final, get_args

from stillhere.core.agreements.keeping import CHECKINS
from stillhere.core.records.record import Guess, Look, Partly

__all__ = ["CHECKINS", "FORMS", "GUESSES", "LOOKS"]

LOOKS: Final[tuple[Look, ...]] = get_args(Look)
GUESSES: Final[tuple[Guess, ...]] = get_args(Guess)
FORMS: Final[tuple[Partly, ...]] = get_args(Partly)
