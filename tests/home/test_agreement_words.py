"""What an agreement sets, as a person says it: numbers are words, one is one, and whole weeks are weeks."""

from __future__ import annotations

import pytest

from stillhere.core.records.terms import Words
from stillhere.home.rooms.agreement_words import looked_at_again, set_by

KNOCK: dict[str, str | int] = {"who": "either", "form": "knock", "per_rest": 1}


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "Looked at again after a day"),
        (2, "Looked at again after two days"),
        (7, "Looked at again after a week"),
        (10, "Looked at again after ten days"),
        (28, "Looked at again after four weeks"),
        (84, "Looked at again after twelve weeks"),
        (91, "Looked at again after 13 weeks"),
        (365, "Looked at again after 365 days"),
    ],
)
def test_when_it_is_looked_at_again(days: int, said: str) -> None:
    words = Words(kind="own_words", title="Tea", text="Ten minutes.", settings={}, review_days=days)
    assert looked_at_again(words) == said


@pytest.mark.parametrize(
    ("kind", "settings", "said"),
    [
        ("still_here_rhythm", {"every_days": 1}, "A private reminder every day of a rest"),
        ("still_here_rhythm", {"every_days": 3}, "A private reminder every three days of a rest"),
        ("check_ins", {**KNOCK, "after_hours": 1}, "Not in the first hour of a rest"),
        ("check_ins", {**KNOCK, "after_hours": 24}, "Not in the first 24 hours of a rest"),
    ],
)
def test_what_is_counted_is_said(kind: str, settings: dict[str, str | int], said: str) -> None:
    assert said in set_by(Words(kind=kind, title="Tea", settings=settings))
