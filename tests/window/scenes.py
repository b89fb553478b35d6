"""Every state that the window can show, by name: for the tests that walk all of them, and for the sheet.

Law: a scene is made by acts of the real core, through the same doors as people use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from stillhere.core.acts import Details, PartlyBack, Rest, SoftKnock, StillHere
from stillhere.core.view import View
from stillhere.home.carriers import Carrier
from stillhere.home.errors import FolderError
from stillhere.window.desk import Desk
from stillhere.window.dialogs import Dialogs
from stillhere.window.frame import Frame
from stillhere.window.opening import Opening
from stillhere.window.pages import places
from stillhere.window.shell import Shell
from stillhere.window.today.thought import Agreed, Prompt
from stillhere.window.welcome.beginning import Beginning
from stillhere.window.welcome.page import Welcome
from stillhere.window.worker import Worker
from stillhere.words import say
from tests.window.fakes import MORNING, Couple, FakeHome
from tests.window.hands import fill, press

LINE = "Long week. It isn’t you."
DETAILS = Details(looks=("shorter_replies", "fewer_words"), line=LINE, guess="tomorrow", checkins="one_knock")
EVENING = datetime(2026, 11, 22, 19, 10, tzinfo=MORNING.tzinfo)

_PROMPTS = {
    "both_here": "What does rest look like in each of us, seen from across the room?",
    "partner_rests": "What did you actually see or hear, before any meaning was added?",
}
_ANOTHER = "What does your body ask for before any word is found?"
_FOR_YOU = "If guilt is here, what is it asking you to prove?"
_TEA = "Ten minutes at the kitchen table before either of us goes quiet, if there is time."


class Prompts:
    """A prompt for the moment, and every other time another one."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, view: View) -> Prompt:
        self.asked += 1
        text = _PROMPTS.get(view.headline, _FOR_YOU) if self.asked % 2 else _ANOTHER
        return Prompt(f"scene.{self.asked}", text)


def agreed(view: View) -> Agreed | None:
    """An agreement, while nobody rests."""
    return Agreed("Tea before quiet", _TEA, "Before rest") if view.headline == "both_here" else None


class Answers(Dialogs):
    """Dialogs that are answered at once: always with the same folder and picture."""

    def __init__(self) -> None:
        self.chosen: Path | None = Path("/home/jon/Dropbox/Ours")
        self.shown: Path | None = None
        self.asked = 0

    def folder(self, parent: QWidget, start: Path | None) -> Path | None:
        self.asked += 1
        return self.chosen

    def picture(self, parent: QWidget) -> Path | None:
        self.asked += 1
        return self.shown


class Stage:
    """One scene on the screen: ``widget`` is its top-level widget. `strike` takes everything down."""

    def __init__(self, app: QApplication) -> None:
        self.app = app
        self.frame = Frame()
        self.frame.start(app)
        self.couple = Couple(now=EVENING)
        self.home = self.couple.jon
        self.worker = Worker("stage")
        self.dialogs = Answers()
        self.entered: list[bool] = []
        self.desk: Desk | None = None
        self.shell: Shell | None = None
        self.welcome: Welcome | None = None

    def today(self, *, cards: bool = True, home: FakeHome | None = None) -> Shell:
        """The pages of Jon's home, Today in sight."""
        self.home = home or self.home
        self.desk = Desk(self.home)  # type: ignore[arg-type]
        pages = places(Prompts(), agreed, self.dialogs) if cards else places(dialogs=self.dialogs)
        self.shell = Shell(self.desk, pages, moving=lambda: False)
        self.shell.open("today")
        self.frame.hold(self.shell, self.shell)
        self.desk.start()
        self.settle()
        return self.shell

    def way_in(self) -> Welcome:
        """The way in, for a home that isn't there yet."""
        self.worker.start()
        beginning = Beginning(lambda _: self.home, lambda _: False)  # type: ignore[arg-type, return-value]
        self.welcome = Welcome(
            beginning, self.worker, lambda: self.entered.append(True), dialogs=self.dialogs
        )
        self.frame.hold(self.welcome, self.welcome)
        return self.welcome

    @property
    def focus(self) -> QWidget:
        """What has the keyboard's place; the window itself where nothing in it has."""
        now: QWidget | None = self.app.focusWidget()
        return self.frame if now is None else now

    def settle(self) -> None:
        """Waits until the worker has nothing left to do and everything is painted."""
        # What a job leads to may be another one, and then a picture.
        for _ in range(3):
            for worker in (self.worker, *([self.desk.worker] if self.desk else [])):
                if worker.running:
                    done: list[bool] = []
                    worker.ask(lambda: True, done.append)
                    while not done:
                        self.app.processEvents()
            self.app.processEvents()

    def strike(self) -> None:
        """Takes everything down."""
        self.frame.hide()
        if self.desk is not None:
            self.desk.stop()
        self.worker.stop()
        self.frame.deleteLater()
        # Nobody runs the loop here that would delete what was asked to go.
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.app.processEvents()


Scene = Callable[[Stage], QWidget | None]


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
    page = Opening(lambda _: stage.entered.append(True), passphrase=True)
    stage.frame.hold(page, page)
    page.come("")


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
        "today left at the door": _today(_knocked),
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
        "today someone asks": _today(_asks),
        "today waiting for a yes": _today(_waits),
        "today partner left": _today(_left),
        "today you left": _today(lambda s: s.couple.leave("jon")),
        "today folder out of reach": _today(_out_of_reach),
        "today waiting to be carried": _today(_waiting_to_be_carried),
        "today trouble": _trouble,
        "five minutes": _page("sitting"),
        "settings": _page("settings"),
        "invite": _invite,
        "welcome": _way(),
        "welcome name": _way(_START[0]),
        "welcome folder": _way(*_START),
        "welcome folder chosen": _way(*_START, "folder.choose"),
        "welcome folder missing": _way(*_START, "welcome.on"),
        "welcome notifications": _way(*_START, "folder.choose", "welcome.on"),
        "welcome words": _way(*_JOIN),
        "welcome words wrong": _way(*_JOIN, "type abandon amount lier amount expire "),
        "welcome given": _way(*_START, "folder.choose", "welcome.on", "notifications.named", "welcome.on"),
        "welcome passphrase": _passphrase,
        "opening": _opening,
    }
)
