"""The prompt library: how many of each, what a prompt is, and that each one was read as all three readers."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from tests.content.shelf import RESOURCES, load, prompts

#: moment → theme → at least this many.
LIBRARY = {
    "resting": {"naming": 6, "permission": 6, "body": 6, "guilt": 5, "honest_return": 5},
    "waiting": {
        "feelings": 7,
        "stories": 7,
        "looking_after_yourself": 7,
        "letters_and_urges": 6,
        "own_limits": 5,
    },
    "coming_back": {"arriving": 5, "without_reasons": 5, "meeting_again": 5, "what_helped": 5},
    "together": {"how_rest_looks": 6, "safe_rest": 6, "planned_rest": 6, "both_needs": 6},
    "letting_go": {"giving_room": 4, "dignity_of_distance": 4, "not_mine_to_fix": 4, "leaving_gracefully": 4},
}
TOTALS = {"resting": 28, "waiting": 32, "coming_back": 20, "together": 24, "letting_go": 16}
FORMS = {"seen_told_known", "mine_yours"}
READERS = {"tired", "lonely", "frightened"}

#: No prompt sends anybody towards a person.
_TOWARDS = re.compile(
    r"\b(forgive\w*|apolog\w*|sorry|reach out|explain|confess|stay with|give in|text|call"
    r"|message .*(now|tonight)|ask your partner|tell your partner|talk to your partner)\b",
    re.IGNORECASE,
)


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def test_each_moment_and_theme_has_its_number() -> None:
    found = Counter((prompt["moment"], prompt["theme"]) for prompt in prompts())
    assert set(found) == {(moment, theme) for moment, themes in LIBRARY.items() for theme in themes}
    short = {key: n for key, n in found.items() if n < LIBRARY[key[0]][key[1]]}
    assert short == {}


def test_the_totals_are_those_promised() -> None:
    found = Counter(prompt["moment"] for prompt in prompts())
    assert all(found[moment] >= total for moment, total in TOTALS.items())
    assert sum(found.values()) >= 120


def test_ids_are_unique_and_say_moment_and_theme() -> None:
    ids = [prompt["id"] for prompt in prompts()]
    shapes = [rf"{prompt['moment']}\.{prompt['theme']}\.[a-z_]+" for prompt in prompts()]
    assert [name for name, n in Counter(ids).items() if n > 1] == []
    assert [name for name, shape in zip(ids, shapes, strict=True) if not re.fullmatch(shape, name)] == []


def test_a_file_holds_one_moment_and_names_its_themes() -> None:
    for moment, themes in LIBRARY.items():
        data = load(f"prompts/{moment}.toml")
        assert data["moment"] == moment
        assert data["label"]
        assert set(data["themes"]) == set(themes)
        assert {prompt["moment"] for prompt in data["prompt"]} == {moment}
    assert {file.stem for file in (RESOURCES / "prompts").glob("*")} == set(LIBRARY)


def test_a_prompt_has_known_fields_only() -> None:
    needed = {"id", "moment", "theme", "text"}
    assert [p["id"] for p in prompts() if not needed <= set(p) <= needed | {"form"}] == []


def test_two_prompts_have_a_form_of_their_own() -> None:
    assert sorted(prompt["form"] for prompt in prompts() if "form" in prompt) == sorted(FORMS)


def test_prompts_are_short_and_no_two_alike() -> None:
    texts = [prompt["text"] for prompt in prompts()]
    assert [text for text in texts if not 10 <= len(text) <= 110] == []
    assert sorted(len(text) for text in texts)[len(texts) // 2] <= 65
    assert len({text.casefold() for text in texts}) == len(texts)


def test_prompts_vary_in_form_and_in_how_they_begin() -> None:
    texts = [prompt["text"] for prompt in prompts()]
    questions = sum("?" in text for text in texts)
    unfinished = sum("…" in text for text in texts)
    assert questions <= 0.7 * len(texts)
    assert unfinished >= 4
    openings = Counter(" ".join(text.split()[:3]).casefold() for text in texts)
    assert [opening for opening, n in openings.items() if n > 2] == []


def test_no_prompt_sends_anybody_towards_a_person() -> None:
    assert [prompt["id"] for prompt in prompts() if _TOWARDS.search(prompt["text"])] == []


def test_there_is_nothing_to_do_is_said_to_both() -> None:
    said = {prompt["moment"] for prompt in prompts() if "There is nothing to do" in prompt["text"]}
    assert {"resting", "waiting"} <= said


def test_words_that_the_product_fixes_are_there() -> None:
    texts = {prompt["id"]: prompt["text"] for prompt in prompts()}
    assert texts["waiting.stories.seen"] == "What did you actually see or hear, before any meaning was added?"
    assert texts["waiting.looking_after_yourself.need"] == "What do I need, and where else could I find it?"
    assert texts["resting.guilt.prove"] == "If guilt is here, what is it asking you to prove?"


def test_each_prompt_as_it_stands_was_read_as_all_three_readers() -> None:
    """An edit asks for a new reading: read it three times, then put its new line into readings.toml."""
    readings = load("../tests/content/readings.toml")
    texts = {prompt["id"]: prompt["text"] for prompt in prompts()}
    assert set(readings) == set(texts)
    unread = [
        f'["{name}"] text = "{_fingerprint(text)}"'
        for name, text in texts.items()
        if readings[name]["text"] != _fingerprint(text)
    ]
    assert unread == []
    assert [name for name, reading in readings.items() if set(reading["read_as"]) != READERS] == []
