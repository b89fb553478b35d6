"""Every text that a person sees keeps the word rules. Each rule is also shown to catch what it is for."""

from __future__ import annotations

import re

import pytest

from tests.content.shelf import Line, spoken, told

_NEVER = re.compile(
    r"\b(should(n’t|n't)?|still not|late|ignored|needy|avoidant|failed|finally)\b", re.IGNORECASE
)
_PROMISE = re.compile(
    r"\b(heal(s|ed|ing)?|science says|research shows|studies (show|say)|I promise|guaranteed?)\b",
    re.IGNORECASE,
)
_EMOJI = re.compile("[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]")
_PRONOUN = re.compile(r"\b(he|she|him|her|his|hers|himself|herself|s/he)\b", re.IGNORECASE)
_PLURAL_PRONOUN = re.compile(r"\b(they|them|their|theirs|themselves|themself)\b", re.IGNORECASE)
_PLAIN_TYPE = re.compile(r"""["']|\.\.\.|--|—|  """)
_THERAPY = re.compile(
    r"\b(trigger(s|ed)?|toxic|attachment|codependent|validat\w+|boundar(y|ies)|trauma\w*|self-care"
    r"|inner child|hold(ing)? space|journey|mindful\w*|communicat\w+|emotional\w*)\b",
    re.IGNORECASE,
)
# "Nothing has to", "neither has to" and "don’t have to" take a duty away.
_ORDER = re.compile(
    r"\b(must|ought|(?<!n’t )have to|(?<!othing )(?<!either )(?<!n’t )has to)\b", re.IGNORECASE
)

# Meant as leave to do nothing; a frightened reader hears the opposite.
_NOTHING_IS_FINE = re.compile(r"(?<!doing )\bnothing is (fine|good|right|safe|well)\b", re.IGNORECASE)

#: name of the rule → pattern that no text may match.
EVERYWHERE = {
    "never": _NEVER,
    "promise": _PROMISE,
    "emoji": _EMOJI,
    "pronoun": _PRONOUN,
    "exclamation": re.compile("[!！]"),
    "nothing is fine": _NOTHING_IS_FINE,
}
#: What the app says in the couple's own tone keeps these as well.
SPOKEN = {"plural pronoun": _PLURAL_PRONOUN, "type": _PLAIN_TYPE, "therapy": _THERAPY, "order": _ORDER}

CAUGHT = [
    ("never", "You should rest."),
    ("never", "Mia has still not answered."),
    ("never", "It is LATE."),
    ("never", "Finally back."),
    ("promise", "Time heals this."),
    ("promise", "Studies show that rest works."),
    ("emoji", "Resting 😴"),
    ("emoji", "With love ❤"),
    ("pronoun", "Her door is shut."),
    ("exclamation", "Rest well!"),
    ("nothing is fine", "Both answers are human, and nothing is fine."),
    ("plural pronoun", "What do they need?"),
    ("type", "I don't know"),
    ("type", "I feel ..."),
    ("therapy", "What triggered this?"),
    ("therapy", "Name your boundaries."),
    ("order", "You must answer."),
    ("order", "Both have to say yes."),
    ("order", "Everybody has to speak."),
]
PASSES = [
    "Later is fine; the plate is in the oven.",
    "I feel …, and I don’t have to do anything about it.",
    "Nothing has to come of it.",
    "Doing nothing is fine.",
    "Nothing is wrong with your message.",
    "Resting, still here.",
    "The theatre is shut.",
]


def _broken(lines: list[Line], rules: dict[str, re.Pattern[str]]) -> list[str]:
    return [
        f"{line.place}: {name}: {found[0]!r} in {line.text[:60]!r}"
        for line in lines
        for name, rule in rules.items()
        if (found := rule.search(line.text))
    ]


def test_every_text_keeps_the_rules_that_hold_everywhere() -> None:
    assert _broken(spoken() + told(), EVERYWHERE) == []


def test_what_is_said_in_the_couples_tone_keeps_the_finer_rules() -> None:
    assert _broken(spoken(), SPOKEN) == []


def test_help_is_set_in_good_type() -> None:
    assert _broken(told(), {"type": _PLAIN_TYPE}) == []


@pytest.mark.parametrize(("rule", "text"), CAUGHT)
def test_a_rule_catches_what_it_is_for(rule: str, text: str) -> None:
    assert (EVERYWHERE | SPOKEN)[rule].search(text)


@pytest.mark.parametrize("text", PASSES)
def test_no_rule_catches_good_words(text: str) -> None:
    assert _broken([Line("here", text)], EVERYWHERE | SPOKEN) == []


def test_no_text_is_blank_or_untrimmed() -> None:
    assert [line for line in spoken() if not line.text or line.text != line.text.strip()] == []


def test_no_field_stands_open_in_a_text() -> None:
    assert [line for line in spoken() if re.search(r"[{}<>]", line.text)] == []
