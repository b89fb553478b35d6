"""Every state that the window can show, by name: for the tests that walk all of them, and for the sheet.

Law: a scene is made by acts of the real core, through the same doors as people use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from stillhere.core.acts import Details, PartlyBack, Rest, SoftKnock, StillHere
from stillhere.home.errors import FolderError
from stillhere.home.folder.carriers import Carrier
from stillhere.home.remembered import TakingIn
from stillhere.window.opening import Opening
from stillhere.words import say
from tests.window import (
    across_scenes,
    agreement_scenes,
    device_scenes,
    ease_scenes,
    letter_scenes,
    mending_scenes,
    reading_scenes,
    settings_scenes,
)
from tests.window.fakes import WORDS, Couple
from tests.window.hands import fill, press
from tests.window.stage import EVENING, Answers, Prompts, Scene, Stage
from tests.window.stage import OWN_WORDS as STAGE_WORDS

__all__ = [
    "DETAILS",
    "EVENING",
    "LINE",
    "OWN_WORDS",
    "SCENES",
    "Answers",
    "Prompts",
    "Scene",
    "Stage",
]

LINE = "Long week. It isn’t you."
DETAILS = Details(looks=("shorter_replies", "fewer_words"), line=LINE, guess="tomorrow", checkins="one_knock")


def _today(prepare: Callable[[Stage], object], *, cards: bool = True) -> Scene:
    def scene(stage: Stage) -> None:
        prepare(stage)
        stage.today(cards=cards)

    return scene


def _partner_rests(stage: Stage, details: Details = DETAILS) -> None:
    stage.couple.mia.do(Rest(details))


def _knocked(stage: Stage) -> None:
    _partner_rests(stage)
    stage.couple.jon.do(SoftKnock())


def _guess_over(stage: Stage) -> None:
    _partner_rests(stage)
    stage.couple.mia.do(StillHere())
    stage.couple.later(days=2)


def _rests(stage: Stage, details: Details = DETAILS) -> None:
    stage.couple.jon.do(Rest(details))
    stage.couple.later(minutes=5)


def _just_rests(stage: Stage) -> None:
    stage.couple.jon.do(Rest())


def _said(stage: Stage) -> None:
    _rests(stage)
    stage.couple.jon.do(StillHere())
    stage.couple.mia.do(SoftKnock())


def _both_rest(stage: Stage) -> None:
    _partner_rests(stage)
    _rests(stage)


def _own_guess_passed(stage: Stage) -> None:
    _rests(stage)
    stage.couple.later(days=2)


def _partly(stage: Stage) -> None:
    _rests(stage)
    stage.couple.jon.do(PartlyBack("company"))
    stage.couple.later(minutes=5)


def _partner_partly(stage: Stage) -> None:
    _partner_rests(stage)
    stage.couple.mia.do(PartlyBack("talk"))


def _partly_beside_rest(stage: Stage) -> None:
    _partly(stage)
    _partner_rests(stage)


def _no_news(stage: Stage) -> None:
    _partner_rests(stage)
    stage.couple.later(days=20)


def _alone(stage: Stage) -> None:
    stage.couple = Couple(linked=False, now=EVENING)
    stage.home = stage.couple.mia
    stage.home.change_settings(folder=None)


def _alone_rests(stage: Stage) -> None:
    _alone(stage)
    stage.home.do(Rest())
    stage.couple.later(minutes=5)


def _invited(stage: Stage) -> None:
    _alone(stage)
    stage.home.invite(Path("/home/mia/Dropbox/Us"))


def _invitation_over(stage: Stage) -> None:
    _invited(stage)
    stage.home.over = True


def _opening_keyring(stage: Stage) -> None:
    page = Opening(lambda _: stage.entered.append(True), "keyring")
    stage.frame.hold(page, page)
    page.come("")


def _asks(stage: Stage) -> None:
    _invited(stage)
    stage.home.asks = "Jon"


def _waits(stage: Stage) -> None:
    _alone(stage)
    stage.home.change_settings(folder=Path("/home/mia/Dropbox/Us"))
    stage.home.waits_for = "Jon"


def _left(stage: Stage) -> None:
    stage.couple.leave("mia")


def _out_of_reach(stage: Stage) -> None:
    stage.home.reachable = False


def _waiting_to_be_carried(stage: Stage) -> None:
    stage.home.outbox = 2
    stage.home.carrier = Carrier.SYNCTHING


def _much_to_read(stage: Stage) -> None:
    stage.home.taking_in = TakingIn(12, 30)
    stage.home.carrier = Carrier.SYNCTHING


def _shown_words(stage: Stage) -> None:
    _invited(stage)
    stage.today()
    stage.settle()
    press(stage.frame, say("today.invited.show"))


def _asking_form(stage: Stage) -> None:
    _rests(stage)
    stage.today()
    stage.settle()
    press(stage.frame, say("today.partly"))


def _pause(stage: Stage) -> None:
    _partner_rests(stage)
    stage.today()
    stage.settle()
    press(stage.frame, say("today.knock"))


def _unsaid_line(stage: Stage) -> None:
    stage.couple.jon.do(Rest())
    stage.home.keep_draft("line", LINE)
    stage.today()


def _kept_here(stage: Stage) -> None:
    _rests(stage)
    stage.home.reachable, stage.home.outbox = False, 1
    stage.today()


def _another_guess(stage: Stage) -> None:
    _own_guess_passed(stage)
    stage.today()
    stage.settle()
    press(stage.frame, say("today.guess.another"))


def _trouble(stage: Stage) -> None:
    shell = stage.today()
    stage.settle()
    shell.tell(FolderError("folder_missing", place="/home/jon/Dropbox/Us"))


def _page(name: str) -> Scene:
    def scene(stage: Stage) -> None:
        stage.today().open(name)

    return scene


def _invite(stage: Stage) -> None:
    _alone(stage)
    stage.today().open("invite")


def _way(*presses: str) -> Scene:
    def scene(stage: Stage) -> None:
        stage.way_in()
        stage.settle()
        for key in presses:
            fill(stage.frame, key) if key.startswith("type ") else press(stage.frame, say(key))
            stage.settle()

    return scene


def _passphrase(stage: Stage) -> None:
    _way("welcome.alone", "type Mia", "welcome.on", "notifications.named")(stage)
    assert stage.welcome is not None
    stage.welcome._open("passphrase")


def _opening(stage: Stage) -> None:
    page = Opening(lambda _: stage.entered.append(True), "passphrase")
    stage.frame.hold(page, page)
    page.come("")


def _device(stage: Stage) -> None:
    _way("welcome.kit.have", "folder.choose", "welcome.on")(stage)
    assert stage.welcome is not None
    stage.welcome._open("device")


_START = ("welcome.start", "type Mia", "welcome.on")
_JOIN = ("welcome.join", "type Jon", "welcome.on", "folder.choose", "welcome.on")

SCENES: Mapping[str, Scene] = MappingProxyType(
    {
        "today both here": _today(lambda _: None),
        "today both here, no cards": _today(lambda _: None, cards=False),
        "today partner rests": _today(_partner_rests),
        "today partner rests, no details": _today(lambda s: s.couple.mia.do(Rest()), cards=False),
        "today partner rests, practical only": _today(
            lambda s: _partner_rests(s, Details(checkins="practical", guess="open"))
        ),
        "today a pause before a knock": _pause,
        "today left at the door": _today(_knocked),
        "today a line not said yet": _unsaid_line,
        "today a rest that is kept here": _kept_here,
        "today partner's guess over": _today(_guess_over),
        "today just resting": _today(_just_rests),
        "today you rest": _today(_rests),
        "today a little bit back, asking": _asking_form,
        "today said still here, at the door": _today(_said),
        "today both rest": _today(_both_rest),
        "today guess passed": _today(_own_guess_passed),
        "today another guess": _another_guess,
        "today you partly": _today(_partly),
        "today you partly, partner rests": _today(_partly_beside_rest),
        "today partner partly": _today(_partner_partly),
        "today no news": _today(_no_news),
        "today alone": _today(_alone),
        "today alone, resting": _today(_alone_rests),
        "today invited": _today(_invited),
        "today invited, words shown": _shown_words,
        "today invitation over": _today(_invitation_over),
        "today someone asks": _today(_asks),
        "today waiting for a yes": _today(_waits),
        "today partner left": _today(_left),
        "today you left": _today(lambda s: s.couple.leave("jon")),
        "today folder out of reach": _today(_out_of_reach),
        "today waiting to be carried": _today(_waiting_to_be_carried),
        "today reading a full folder": _today(_much_to_read),
        "today trouble": _trouble,
        "five minutes": _page("sitting"),
        "invite": _invite,
        "welcome": _way(),
        "welcome, the store is gone": lambda stage: stage.way_in(store_gone=True),
        "welcome safety": _way("nav.safety"),
        "welcome name": _way(_START[0]),
        "welcome folder": _way(*_START),
        "welcome folder chosen": _way(*_START, "folder.choose"),
        "welcome folder missing": _way(*_START, "welcome.on"),
        "welcome notifications": _way(*_START, "folder.choose", "welcome.on"),
        "welcome words": _way(*_JOIN),
        "welcome words wrong": _way(*_JOIN, "type abandon amount lier amount expire "),
        "welcome given": _way(*_START, "folder.choose", "welcome.on", "notifications.named", "welcome.on"),
        "welcome kit": _way("welcome.kit.have", "folder.choose", "welcome.on"),
        "welcome device": _device,
        "welcome passphrase": _passphrase,
        "opening": _opening,
        "opening, a locked keyring": _opening_keyring,
        **mending_scenes.SCENES,
        **reading_scenes.SCENES,
        **agreement_scenes.SCENES,
        **letter_scenes.SCENES,
        **settings_scenes.SCENES,
        **device_scenes.SCENES,
        **across_scenes.SCENES,
        **ease_scenes.SCENES,
    }
)

#: Everything in the scenes that somebody typed or was given: names, lines, pages, places, twelve words.
OWN_WORDS: Sequence[str] = (
    "Mia",
    "Jon",
    LINE,
    "/home/jon/Dropbox/Ours",
    "/home/jon/Dropbox/Us",
    "/home/mia/Dropbox/Us",
    "liar, live, like",
    *WORDS,
    *STAGE_WORDS,
    *reading_scenes.OWN_WORDS,
    *agreement_scenes.OWN_WORDS,
    *letter_scenes.OWN_WORDS,
    *mending_scenes.OWN_WORDS,
    *settings_scenes.OWN_WORDS,
    *device_scenes.OWN_WORDS,
    *across_scenes.OWN_WORDS,
    *ease_scenes.OWN_WORDS,
)
