"""Law 7: both people have the same powers, whoever founded the space, and nobody acts for the other."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given
from msgspec.structs import fields, replace

from stillhere.core.acts import Act, Details, Rename
from stillhere.core.agreements.keeping import may
from stillhere.core.notices import Notice
from stillhere.core.records.record import PersonLeft
from stillhere.core.records.text import clean
from stillhere.core.state.model import State
from stillhere.core.view import Shown, View
from tests.core.histories import Step, histories, lived
from tests.core.making import JON, JONS, MIA, MIAS, Side, couple, folded, proved, record


def exchanged(steps: list[Step]) -> list[Step]:
    """The same history with Mia in Jon's place and Jon in Mia's."""
    return [
        (not by_mia, Rename(called(clean(what.name))) if isinstance(what, Rename) else what, gap)
        for by_mia, what, gap in steps
    ]


def called(name: str) -> str:
    """What the other one is called where this one is called `name`."""
    return {"Mia": "Jon", "Jon": "Mia"}.get(name, name)


def mirrored(shown: View) -> View:
    """What is shown, with the names exchanged and without the ids of rests, which each device draws."""

    def one(shown: Shown) -> Shown:
        return replace(shown, name=called(shown.name), status=replace(shown.status, rest=""))

    return replace(shown, me=one(shown.me), partner=None if shown.partner is None else one(shown.partner))


def unnamed(shown: View) -> View:
    return mirrored(mirrored(shown))


@given(histories)
@proved(400)
def test_what_holds_for_the_founder_holds_for_the_one_who_joined(steps: list[Step]) -> None:
    mia, jon = lived(steps)
    as_mia, as_jon = lived(exchanged(steps))
    for one, other in ((mia, as_jon), (jon, as_mia)):
        assert mirrored(one.look()) == unnamed(other.look())
        assert may(one.state, one.mine, one.now) == may(other.state, other.mine, other.now)
        assert [Notice(told.kind, called(told.name)) for told in one.told] == other.told


def leaving(device: str) -> State:
    return folded([record(PersonLeft(), device)], couple()[0].state)


def test_either_can_leave_and_it_means_the_same() -> None:
    for leaver, device, other, others in ((MIA, MIAS, JON, JONS), (JON, JONS, MIA, MIAS)):
        gone, left = Side(leaver, device, state=leaving(device)), Side(other, others, state=leaving(device))
        assert (gone.look().headline, left.look().headline) == ("you_left", "partner_left")
        assert "rest" in left.look().may
        assert "rest" not in gone.look().may


@pytest.mark.parametrize("shape", [*get_args(Act), Details], ids=lambda shape: shape.__name__)
def test_no_act_names_a_person_or_a_device_to_act_for(shape: Any) -> None:
    assert not {field.name for field in fields(shape)} & {"person", "device", "who", "of", "to", "by"}


@given(histories)
@proved(100)
def test_what_a_device_says_is_signed_by_itself_alone(steps: list[Step]) -> None:
    for side in lived(steps):
        assert {one.header.device for one in side.said} <= {side.device}
