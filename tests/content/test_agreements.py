"""Templates of agreements: two or more of each kind, settings of its exact shape, nothing to control with."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePath
from typing import Annotated, Any, Literal

import msgspec
import pytest
from msgspec import Meta, Struct

from tests.content.shelf import RESOURCES, load, templates

Short = Annotated[str, Meta(min_length=3, max_length=80)]
Lines = Annotated[list[Short], Meta(min_length=1, max_length=7)]
Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Steps(Struct, forbid_unknown_fields=True):
    steps: Lines


class CheckIns(Struct, forbid_unknown_fields=True):
    # A template treats both alike, whatever else the setting could say.
    who: Literal["either"]
    form: Literal["knock"]
    per_rest: Annotated[int, Meta(ge=1, le=1)]
    after_hours: Annotated[int, Meta(ge=0, le=72)]


class QuietHours(Struct, forbid_unknown_fields=True, rename={"start": "from", "end": "to"}):
    start: Clock
    end: Clock
    days: Annotated[list[Day], Meta(min_length=1, max_length=7)]


class Rhythm(Struct, forbid_unknown_fields=True):
    every_days: Annotated[int, Meta(ge=1, le=14)]


class Guess(Struct, forbid_unknown_fields=True):
    guess: Literal["this_evening", "tomorrow", "few_days", "open"]


class Letters(Struct, forbid_unknown_fields=True):
    pace: Literal["any", "one_at_a_time", "none"]
    form: Literal["any", "short"]


class Handover(Struct, forbid_unknown_fields=True):
    items: Lines


class Urgent(Struct, forbid_unknown_fields=True):
    channel: Short


class LowContact(Struct, forbid_unknown_fields=True):
    practical_only: Literal[True]


class OwnWords(Struct, forbid_unknown_fields=True):
    pass


SHAPES: dict[str, type[Struct]] = {
    "before_rest": Steps,
    "on_return": Steps,
    "check_ins": CheckIns,
    "quiet_hours": QuietHours,
    "still_here_rhythm": Rhythm,
    "guess": Guess,
    "letters": Letters,
    "handover": Handover,
    "urgent": Urgent,
    "low_contact": LowContact,
    "own_words": OwnWords,
}

#: Things that no agreement here is about, and ways of putting somebody under watch.
_CONTROL = re.compile(
    r"\b(location|whereabouts|where (you|one of us) (are|is)|track\w*|gps|password\w*|passcode|pin|unlock"
    r"|account|sex\w*|kiss\w*|naked|money|salary|spend (on|more)|friends?|colleagues?|family|other people"
    r"|permission to|report\w*|prove|proof|punish\w*|forfeit|penalt\w+"
    r"|(?<!all )at once|immediately|no later than)\b",
    re.IGNORECASE,
)
#: How a text gives each of two people a place: as two who are named, not as a plain "we".
_PLACES = (
    re.compile(r"\bone (who|of us)\b.*\bone (who|of us|outside)\b", re.IGNORECASE | re.DOTALL),
    re.compile(r"\bone\b.*\b(the|each) other\b", re.IGNORECASE | re.DOTALL),
    re.compile(r"\bwhoever\b.*\b(whoever|the one who)\b", re.IGNORECASE | re.DOTALL),
    re.compile(r"\bthe writer\b.*\bthe reader\b", re.IGNORECASE | re.DOTALL),
    re.compile(r"\bthe one who\b.*\bthe one (who|outside)\b", re.IGNORECASE | re.DOTALL),
    re.compile(r"\beach of us\b", re.IGNORECASE),
)


def names_both(text: str) -> bool:
    """Whether a text speaks of two people with a need each."""
    return any(place.search(text) for place in _PLACES)


def test_each_kind_has_two_templates_or_more_in_a_file_of_its_name() -> None:
    found = Counter(template["kind"] for template in templates())
    assert set(found) == set(SHAPES)
    assert [kind for kind, n in found.items() if n < 2] == []
    files = {PurePath(file.name).stem for file in (RESOURCES / "agreements").glob("*")}
    assert files == set(SHAPES)
    for kind in SHAPES:
        assert {template["kind"] for template in load(f"agreements/{kind}.toml")["template"]} == {kind}


@pytest.mark.parametrize("template", templates(), ids=lambda template: template["id"])
class TestTemplate:
    def test_has_known_fields_and_an_id_of_its_kind(self, template: dict[str, Any]) -> None:
        assert set(template) == {"id", "kind", "title", "text", "settings"}
        assert re.fullmatch(rf"{template['kind']}\.[a-z_]+", template["id"])
        assert 3 <= len(template["title"]) <= 40
        assert 60 <= len(template["text"]) <= 320

    def test_settings_are_exactly_of_the_kinds_shape(self, template: dict[str, Any]) -> None:
        msgspec.convert(template["settings"], SHAPES[template["kind"]])

    def test_names_both_needs(self, template: dict[str, Any]) -> None:
        assert names_both(template["text"])

    def test_gives_nothing_to_control_with(self, template: dict[str, Any]) -> None:
        assert not _CONTROL.search(" ".join([template["title"], template["text"], str(template["settings"])]))


def test_ids_and_titles_are_unique() -> None:
    assert len({template["id"] for template in templates()}) == len(templates())
    assert len({template["title"] for template in templates()}) == len(templates())


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("check_ins", {"who": "a", "form": "knock", "per_rest": 1, "after_hours": 0}),
        ("check_ins", {"who": "either", "form": "knock", "per_rest": 9, "after_hours": 0}),
        ("quiet_hours", {"from": "25:00", "to": "07:00", "days": ["mon"]}),
        ("low_contact", {"practical_only": False}),
        ("own_words", {"text": "more"}),
        ("guess", {}),
    ],
)
def test_a_shape_refuses_what_is_not_of_it(kind: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wrong, SHAPES[kind])


@pytest.mark.parametrize(
    "text", ["Share your location.", "We say who our friends are.", "Answer immediately.", "Proof of rest."]
)
def test_the_control_rule_catches_what_it_is_for(text: str) -> None:
    assert _CONTROL.search(text)


@pytest.mark.parametrize(
    "text", ["We walk after a rest.", "You tell me before you rest.", "One knock a day."]
)
def test_a_text_with_one_need_is_noticed(text: str) -> None:
    assert not names_both(text)
