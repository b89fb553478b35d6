"""What is taken back within ten seconds, on its way to the partner in any order.

Law: nothing that stands on the partner's screen is untrue, and nobody is told of a return that was none.
"""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.core.acts import Act, Back, Details, PartlyBack, Rest, StillHere, Undo
from stillhere.core.records.record import Record, Status
from stillhere.core.state.model import status_of
from tests.core.histories import Step, histories, said_by_mia
from tests.core.making import MIA, MIAS, Side, couple, mia_rests, proved, record


class Screen:
    """Jon's screen: of what is told about Mia's status, the last sentence stands until it is withdrawn."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.stands: str | None = None

    def take(self, *records: Record) -> None:
        before = len(self.side.told)
        self.side.take(*records)
        for notice in self.side.told[before:]:
            if notice.kind in {"resting", "partly", "back"}:
                self.stands = notice.kind
            elif notice.kind == "withdraw":
                self.stands = None

    def is_true(self) -> bool:
        """Whether what stands is so, and a rest stands where there is one."""
        state = status_of(self.side.state, MIA).state
        if state == "here":
            return self.stands in {None, "back"}
        return self.stands == {"resting": "resting", "partly_back": "partly"}[state]


#: What Mia does at once and takes back, and what Jon reads last however it reaches him.
TAKEN_BACK: dict[str, tuple[list[Act], str]] = {
    "a rest": ([Rest()], "here"),
    "a rest with details": ([Rest(), Rest(Details(line="near"))], "here"),
    "a rest with a still here": ([Rest(), StillHere()], "here"),
    "a return": ([Rest(), Back()], "resting"),
    "being partly back": ([Rest(), PartlyBack("talk")], "resting"),
    "another form of being partly back": ([Rest(), PartlyBack("talk"), PartlyBack("company")], "partly_back"),
    "a return from being partly back": ([Rest(), PartlyBack("talk"), Back()], "partly_back"),
    "a second rest": ([Rest(), Back(), Rest()], "here"),
}


@pytest.mark.parametrize(("doing", "state"), TAKEN_BACK.values(), ids=TAKEN_BACK)
def test_what_is_taken_back_leaves_nothing_untrue_in_whatever_order_it_arrives(
    doing: list[Act], state: str
) -> None:
    mia, _ = couple()
    said = [mia.do(what) for what in doing]
    mia.wait(seconds=9)
    said.append(mia.do(Undo()))
    for order in permutations(said):
        for cut in range(len(order) + 1):
            _, jon = couple()
            screen = Screen(jon)
            screen.take(*order[:cut])
            screen.take(*order[cut:])
            assert status_of(jon.state, MIA).state == state
            assert screen.is_true()


@pytest.mark.parametrize(
    "doing", [TAKEN_BACK[name][0] for name in list(TAKEN_BACK)[:3]], ids=list(TAKEN_BACK)[:3]
)
def test_a_rest_that_was_taken_back_is_never_told_as_a_return(doing: list[Act]) -> None:
    mia, _ = couple()
    said = [*map(mia.do, doing), mia.do(Undo())]
    for order in permutations(said):
        for cut in range(len(order) + 1):
            _, jon = couple()
            assert "Mia is back. Take your time." not in jon.take(*order[:cut]) + jon.take(*order[cut:])


def test_a_return_that_was_taken_back_is_told_as_the_rest_that_it_is() -> None:
    mia, jon = mia_rests()
    assert jon.take(mia.do(Back())) == ["Mia is back. Take your time."]
    assert jon.take(mia.do(Undo())) == ["Mia is resting, still here."]


def test_a_form_that_was_taken_back_tells_nothing() -> None:
    mia, jon = mia_rests()
    jon.take(mia.do(PartlyBack("talk")))
    jon.take(mia.do(PartlyBack("company")))
    assert jon.take(mia.do(Undo())) == []


def test_a_rest_taken_back_after_its_details_were_told_is_withdrawn_and_no_return() -> None:
    mia, jon = mia_rests()
    jon.take(mia.do(Rest(Details(line="near"))))
    assert jon.take(mia.do(Undo())) == ["(withdrawn)"]


def test_an_undo_of_something_that_never_arrived_is_a_return() -> None:
    _, jon = mia_rests()
    undone = Status(state="here", since_ms=1, undoes=5)
    assert jon.take(record(undone, MIAS, n=6, at=(2**50, 0))) == ["Mia is back. Take your time."]


@given(histories, st.data())
@proved(400)
def test_however_mias_words_reach_jon_what_stands_on_his_screen_is_true(
    steps: list[Step], data: st.DataObject
) -> None:
    mia = said_by_mia(steps)
    order = data.draw(st.permutations(mia.said))
    _, jon = couple()
    screen = Screen(jon)
    while order:
        size = data.draw(st.integers(1, len(order)))
        screen.take(*order[:size])
        order = order[size:]
        assert screen.is_true()
    assert status_of(jon.state, MIA) == status_of(mia.state, MIA)
