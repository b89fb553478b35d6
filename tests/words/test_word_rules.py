"""Every sentence of the catalogue keeps the word rules. Each rule is also shown to catch what it is for.

Law: the rules that hold for prompts and help pages too are those of the content's own test, not a copy.
"""

from __future__ import annotations

import re
from string import Formatter

import pytest

from stillhere.words import CATALOGUE
from tests.content.test_words import EVERYWHERE, SPOKEN

# Of things one may say "them"; not where somebody is named, and not of what somebody has or does.
_NAMED = (r"(?:\{name\}|\bMia\b|\bJon\b)(?!’s)", r"\b(?:they|them|their|theirs|themselves|themself)\b")
_MEANT = (r"\bpartner\b|\bpeople\b|\bsomebody\b", r"\b(?:they|their|theirs|themselves|themself)\b")

#: name of the rule → pattern that no sentence may match.
RULES = {
    **EVERYWHERE,
    "therapy": SPOKEN["therapy"],
    "order": SPOKEN["order"],
    "a pronoun for a person": re.compile(
        "|".join(f"(?:{who}).*{they}|{they}.*(?:{who})" for who, they in (_NAMED, _MEANT)), re.IGNORECASE
    ),
    "a return foretold": re.compile(r"\b(?:soon|will (?:be|come) back|will return)\b", re.IGNORECASE),
    "plain type": re.compile(r"""["']|\.\.\.|--(?![a-z])|  |\s,|\s\."""),
}

CAUGHT = [
    ("never", "You should rest."),
    ("exclamation", "Rest well!"),
    ("emoji", "Resting 😴"),
    ("promise", "Rest heals."),
    ("pronoun", "Her rest is hers."),
    ("therapy", "Mind your boundaries."),
    ("order", "You must wait."),
    ("a pronoun for a person", "{name} takes their time."),
    ("a pronoun for a person", "They are back: {name}."),
    ("a pronoun for a person", "Ask {name}, and listen to them."),
    ("a pronoun for a person", "Your partner chose their words."),
    ("a return foretold", "{name} will be back."),
    ("a return foretold", "Back soon."),
    ("plain type", "It's quiet."),
    ("plain type", "Wait ..."),
    ("plain type", "near -- but quiet"),
]
PASSES = [
    "{name} will say when.",
    "Say them to your partner by voice.",
    "Mia’s words stay where they are.",
    "{name} changed the details. They are in the window.",
    "Choose another place with --home.",
    "It’s quiet. “Near, but quiet” …",
]


def sentences(text: str) -> list[str]:
    """The single sentences of a text."""
    return re.split(r"(?<=[.?])\s+|\n", text)


def broken(text: str) -> list[str]:
    """The names of the rules that `text` breaks, with what breaks them."""
    return [
        f"{name}: {found[0]!r}"
        for sentence in sentences(text)
        for name, rule in RULES.items()
        if (found := rule.search(sentence))
    ]


@pytest.mark.parametrize("key", CATALOGUE)
def test_a_sentence_keeps_the_word_rules(key: str) -> None:
    assert broken(CATALOGUE[key]) == []


@pytest.mark.parametrize(("rule", "text"), CAUGHT)
def test_a_rule_catches_what_it_is_for(rule: str, text: str) -> None:
    assert any(found.startswith(f"{rule}: ") for found in broken(text))


@pytest.mark.parametrize("text", PASSES)
def test_no_rule_catches_good_words(text: str) -> None:
    assert broken(text) == []


@pytest.mark.parametrize("key", CATALOGUE)
def test_a_sentence_is_set_cleanly(key: str) -> None:
    text = CATALOGUE[key]
    assert text
    assert text == text.strip()
    assert "{}" not in text


@pytest.mark.parametrize("key", [key for key in CATALOGUE if key.startswith("notice.")])
def test_a_notification_holds_a_name_at_most(key: str) -> None:
    assert {field for _, field, _, _ in Formatter().parse(CATALOGUE[key]) if field} <= {"name"}


def test_a_discreet_notification_names_nobody() -> None:
    assert "{" not in CATALOGUE["notice.discreet"]
