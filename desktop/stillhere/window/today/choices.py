"""What there is to choose from, in the order in which it is shown. The values are those of the records."""

from __future__ import annotations

from typing import Final, get_args

from stillhere.core.records.record import CheckIns, Guess, Look, Partly

LOOKS: Final[tuple[Look, ...]] = get_args(Look)
GUESSES: Final[tuple[Guess, ...]] = get_args(Guess)
CHECKINS: Final[tuple[CheckIns, ...]] = get_args(CheckIns)
FORMS: Final[tuple[Partly, ...]] = get_args(Partly)
