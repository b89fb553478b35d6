"""Warm lines, calming list, feeling words and paired cards: enough, short, each once, and owing nothing."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.content.shelf import load

LINE_LENGTH = 140  # characters of a warm line

#: file → key of its texts, at least how many, longest text.
LISTS = {
    "phrases/warm_lines.toml": ("lines", 40, LINE_LENGTH),
    "phrases/calming.toml": ("items", 20, 60),
    "feelings/words.toml": ("words", 80, 20),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_grouped_list_is_whole(name: str) -> None:
    key, least, longest = LISTS[name]
    groups = load(name)["group"]
    texts = [text for group in groups for text in group[key]]
    assert [group for group in groups if set(group) != {"id", "label", key}] == []
    assert len({group["id"] for group in groups}) == len(groups)
    assert len(texts) >= least
    assert [text for text, n in Counter(text.casefold() for text in texts).items() if n > 1] == []
    assert [text for text in texts if len(text) > longest] == []


def test_a_warm_line_asks_nothing() -> None:
    lines = [line for group in load("phrases/warm_lines.toml")["group"] for line in group["lines"]]
    assert [line for line in lines if "?" in line] == []


def test_the_cards_are_pairs() -> None:
    data = load("perspectives/cards.toml")
    cards = data["card"]
    assert data["note"]
    assert len(cards) >= 24
    assert [card for card in cards if set(card) != {"id", "title", "resting", "waiting"}] == []
    assert len({card["id"] for card in cards}) == len({card["title"] for card in cards}) == len(cards)


def test_the_two_sides_of_a_card_weigh_alike() -> None:
    # Neither side gets to be the one with more to say.
    cards = load("perspectives/cards.toml")["card"]
    lengths = [(card["id"], len(card["resting"]), len(card["waiting"])) for card in cards]
    assert [name for name, one, other in lengths if max(one, other) > LINE_LENGTH] == []
    assert 0.7 <= sum(one for _, one, _ in lengths) / sum(other for _, _, other in lengths) <= 1.3
