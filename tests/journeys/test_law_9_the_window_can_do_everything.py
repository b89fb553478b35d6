"""Law 9: the window can do everything that the tray can, and so can the command.

Every item of the tray's menu is chosen in every state in which it can be; what it does there is then done in
the window, by pressing what is in sight, and said to the command. A new item without its equals fails here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import pytest
from msgspec.structs import asdict, replace
from PySide6.QtWidgets import QApplication

from stillhere import cli
from stillhere.command import acts as command_acts
from stillhere.command.answer import Answer
from stillhere.command.call import Call
from stillhere.command.grammar.parser import every_verb
from stillhere.core.acts import Act, Back, Details, PartlyBack, Rest, SoftKnock, StillHere, Undo, flip
from stillhere.tray import shown
from stillhere.tray.choices import act_for
from stillhere.tray.menu import Item, Menu
from stillhere.window.components.chips import Chip
from stillhere.words import say
from tests.window.fakes import Couple, FakeHome
from tests.window.hands import buttons, name_of
from tests.window.scenes import Stage

#: Items that say something, or open what is below them.
SILENT = {"state", "why_no_knock", "partly", "details", "notifications"}
#: The tray's own end is no act: the window has its own.
TRAYS_OWN = {"quit"}

SAID = Details(looks=("fewer_words",), guess="tomorrow", checkins="one_knock")


def _rests(couple: Couple) -> None:
    couple.jon.do(Rest())
    couple.later(minutes=5)


def _rests_in_words(couple: Couple) -> None:
    couple.jon.do(Rest(SAID))
    couple.later(minutes=5)


def _partly(couple: Couple) -> None:
    _rests(couple)
    couple.jon.do(PartlyBack("company"))
    couple.later(minutes=5)


def _both_rest(couple: Couple) -> None:
    couple.mia.do(Rest(SAID))
    _rests(couple)


STATES: Mapping[str, Callable[[Couple], object]] = {
    "both here": lambda _: None,
    "just rested": lambda couple: couple.jon.do(Rest()),
    "rests": _rests,
    "rests in words": _rests_in_words,
    "partly back": _partly,
    "partner rests": lambda couple: couple.mia.do(Rest()),
    "partner welcomes a knock": lambda couple: couple.mia.do(Rest(SAID)),
    "both rest": _both_rest,
}


class Offer(NamedTuple):
    """An item of the menu that can be chosen, and the act that it is; None: it is none."""

    key: str
    act: Act | None


def _couple(state: str) -> Couple:
    couple = Couple()
    STATES[state](couple)
    return couple


def _offers(home: FakeHome, couple: Couple) -> Iterator[Offer]:
    """What Jon's tray offers now. What is chosen already is no offer, unless choosing it takes it away."""
    view = home.look()
    for item in _leaves(shown.menu(view, home.settings().notifications)):
        chosen = item.radio and item.checked and not item.key.startswith("guess.")
        if item.key == "flip":
            yield Offer("flip", flip(couple.state, home.mine()))
        elif not chosen:
            yield Offer(item.key, act_for(item.key, view.me.status))


def _leaves(menu: Menu) -> Iterator[Item]:
    """The items that a person can choose, on every level."""
    for item in menu:
        if not isinstance(item, Item) or not item.visible or not item.enabled:
            continue
        if item.submenu is None:
            yield item
        else:
            yield from _leaves(item.submenu)


ACTS = [
    (state, offer)
    for state in STATES
    for couple in [_couple(state)]
    for offer in _offers(couple.jon, couple)
    if offer.act is not None
]
each_act = pytest.mark.parametrize(
    ("state", "offer"), ACTS, ids=[f"{state}-{offer.key}" for state, offer in ACTS]
)


def _equal(act: Act) -> Act:
    """The act with what is a set in it in one order."""
    if isinstance(act, Rest) and act.details.looks is not None:
        return Rest(replace(act.details, looks=tuple(sorted(act.details.looks))))
    return act


def test_every_item_is_an_act_or_has_its_equal_elsewhere() -> None:
    others = {
        offer.key
        for state in STATES
        for couple in [_couple(state)]
        for offer in _offers(couple.jon, couple)
        if offer.act is None
    }
    windows = {"window", "knock.letter", "notifications.discreet", "notifications.none"}
    assert others - SILENT - TRAYS_OWN == windows
    assert "window" in every_verb()
    kinds = {type(offer.act) for _, offer in ACTS}
    assert kinds == {Rest, Back, PartlyBack, StillHere, SoftKnock, Undo}, "the states above reach every act"


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[Stage]:
    made = Stage(qapp)
    yield made
    made.strike()


def _presses(offer: Offer, state: str) -> list[str]:
    """The names of what is pressed in the window, one after another."""
    match offer.act:
        case Rest(details) if details == Details():
            return [say("today.rest")]
        case Back():
            return [say("today.back")]
        case Undo():
            said = {"here": "today.back", "resting": "today.rest", "partly_back": "today.partly"}
            return [say("today.undo", what=say(said[_couple(state).jon.look().me.status.state]))]
        case StillHere():
            return [say("today.still_here")]
        case SoftKnock():
            return [say("today.knock"), say("knock.softly")]
        case PartlyBack(form):
            opened = [] if state == "partly back" else [say("today.partly")]
            return [*opened, say(f"partly.{form}")]
        case _:
            return [say(offer.key)]


def _press(stage: Stage, name: str, *, chip: bool) -> None:
    """Presses what has this name: the chip of a detail, or the button of an act."""
    named = [
        each for each in buttons(stage.frame) if name_of(each) == name and isinstance(each, Chip) is chip
    ]
    assert len(named) == 1, f"{len(named)} of {name!r}"
    assert named[0].isEnabled()
    named[0].click()
    stage.settle()


@each_act
def test_the_window_offers_it(stage: Stage, state: str, offer: Offer) -> None:
    STATES[state](stage.couple)
    stage.today()
    stage.frame.show()
    stage.settle()
    for name in _presses(offer, state):
        chip = "." in offer.key and offer.act != SoftKnock() and name != say("today.partly")
        _press(stage, name, chip=chip)
    assert offer.act is not None
    assert _equal(stage.home.done[-1]) == _equal(offer.act)


@pytest.mark.parametrize("mode", ["discreet", "none"])
def test_the_window_offers_how_notifications_are(stage: Stage, mode: str) -> None:
    stage.today().open("settings")
    stage.frame.show()
    stage.settle()
    _press(stage, say(f"notifications.{mode}"), chip=True)
    assert stage.home.settings().notifications == mode


def _words(act: Act) -> list[str]:
    """The words that say an act to the command."""
    match act:
        case Rest(details):
            said = {name: value for name, value in asdict(details).items() if value is not None}
            return ["rest", *(word for name, value in said.items() for word in _option(name, value))]
        case PartlyBack(form):
            return ["back", "--partly", form]
        case Back():
            return ["back"]
        case StillHere():
            return ["still-here"]
        case SoftKnock():
            return ["knock"]
        case _:
            assert isinstance(act, Undo)
            return ["undo"]


def _option(name: str, value: object) -> list[str]:
    values = [str(each) for each in value] if isinstance(value, tuple) else [str(value)]
    return [f"--{name}", *(values or ["none"])]


@each_act
def test_the_command_offers_it(monkeypatch: pytest.MonkeyPatch, state: str, offer: Offer) -> None:
    done: list[Act] = []

    def act(_: Call, what: Act) -> Answer:
        done.append(what)
        return Answer()

    monkeypatch.setattr(command_acts, "act", act)
    assert offer.act is not None
    assert cli.main(_words(offer.act)) == 0
    assert _equal(done[0]) == _equal(offer.act)
