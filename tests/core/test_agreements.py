"""The values of agreements: each kind's settings, what is cleaned, and what a later version may bring."""

from __future__ import annotations

from typing import Any, get_args

import msgspec
import pytest
from msgspec.structs import replace

from stillhere.core.agreements.acts import Offer
from stillhere.core.agreements.drawer import draft_of, words_of
from stillhere.core.fitting import fitting
from stillhere.core.records.terms import (
    APP_KEEPS,
    SETTINGS,
    Kind,
    OwnWords,
    QuietHours,
    Settings,
    Value,
    Words,
    cleaned,
    settings_of,
)
from tests.content.shelf import templates
from tests.core.parties import TEA, parties, tell


def test_every_kind_has_its_settings() -> None:
    assert set(SETTINGS) == set(get_args(Kind))
    assert set(SETTINGS.values()) == set(get_args(Settings))
    assert set(SETTINGS) > APP_KEEPS


@pytest.mark.parametrize("template", templates(), ids=lambda template: template["id"])
def test_every_template_can_be_offered_as_it_is(template: dict[str, Any]) -> None:
    words = msgspec.convert({key: template[key] for key in ("kind", "title", "text", "settings")}, Words)
    assert fitting(words) == words


@pytest.mark.parametrize("kind", get_args(Kind))
def test_no_kind_takes_a_setting_of_its_own(kind: str) -> None:
    assert settings_of(Words(kind=kind, title="a", settings={"where": "home"})) is None


def test_no_setting_is_about_a_place_a_password_money_or_anybody() -> None:
    names = {field.encode_name for shape in SETTINGS.values() for field in msgspec.structs.fields(shape)}
    assert names == {
        "steps", "who", "form", "per_rest", "after_hours", "from", "to", "days", "every_days", "guess",
        "pace", "items", "channel", "practical_only",
    }  # fmt: skip


def test_settings_come_as_their_kinds_value() -> None:
    hours: dict[str, Value] = {"from": "22:00", "to": "07:00", "days": ("sat", "sun")}
    words = Words(kind="quiet_hours", title="Quiet", settings=hours)
    assert settings_of(words) == QuietHours(start="22:00", end="07:00", days=("sat", "sun"))
    assert settings_of(TEA) == OwnWords()
    assert settings_of(replace(TEA, kind="weather")) is None


def test_words_are_cleaned_of_what_disguises_them() -> None:
    dirty = replace(
        TEA,
        title=" Te\u202ea ",
        text="one\u200b\n\n two ",
        settings={"a": "\u2066x", "b": ("y\u0007",), "c": 3},
    )
    found = cleaned(dirty)
    assert found is not None
    assert (found.title, found.text, found.settings) == (
        "Tea",
        "one\n\n two",
        {"a": "x", "b": ("y",), "c": 3},
    )
    assert cleaned(found) == found


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(replace(TEA, title="\u200b"), id="no title"),
        pytest.param(replace(TEA, title="\u3164"), id="a title that shows nothing"),
        pytest.param(replace(TEA, title="\u0958" * 80), id="a title that composing makes too long"),
        pytest.param(
            replace(TEA, settings={"a": "\u0958" * 500}), id="a setting that composing makes too long"
        ),
    ],
)
def test_what_is_left_of_words_has_to_fit(words: Words) -> None:
    assert cleaned(words) is None


def test_a_draft_says_what_its_words_said() -> None:
    mia, jon = parties()
    one = mia.wording(tell(mia, jon, Offer(TEA)))
    assert words_of(draft_of(one, "draftdraft")) == TEA
