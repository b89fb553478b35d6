"""The eight journeys that the product is accepted by, in its own sentences, through the real program.

Law: two homes and one folder; windows, trays and commands are processes, and whatever is looked at is what a
person would see, or what lies in the folder. The fourth needs days to pass: its clock is the test's, its
window is on the same real homes.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from stillhere.core.acts import Details, Rest
from stillhere.words import say
from tests.desktop import screen_reader
from tests.home.couple import Side, World, couple, recording
from tests.journeys.life import Someone, someone
from tests.journeys.people import copy_of, person
from tests.waiting import LIMIT, until
from tests.window import eyes
from tests.window.hands import press
from tests.window.stage import Stage

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.skipif(
        bool(screen_reader.missing()), reason=f"not installed: {', '.join(screen_reader.missing())}"
    ),
]

#: What the command exits with then.
SOMETHING_SET_ASIDE = 4

PAGES = ("reflect", "agreements", "letters", "settings", "help", "safety", "today")
LETTERS = (
    "I found the photo from the ferry.",
    "I was scared yesterday, and I think it was about me.",
    "Where are the keys to the bicycle shed?",
    "I wrote this one three times.",
    "Nothing in this one is for tonight.",
)
TEA = "Ten minutes at the kitchen table before either of us goes quiet."


@pytest.fixture
def shared(linked_once: Path, tmp_path: Path) -> Path:
    """The folder of the two, who were linked in it."""
    copy_of(linked_once, tmp_path, tmp_path / "shared")
    return tmp_path / "shared"


@pytest.fixture
def mia(shared: Path, tmp_path: Path) -> Iterator[Someone]:
    """Mia at her desktop."""
    with someone("Mia", tmp_path / "mia") as found:
        yield found


@pytest.fixture
def jon(shared: Path, tmp_path: Path) -> Iterator[Someone]:
    """Jon at his."""
    with someone("Jon", tmp_path / "jon") as found:
        yield found


def test_1_exhausted_evening(mia: Someone, jon: Someone, shared: Path) -> None:
    mia.has_a_tray()
    jon.has_a_tray()
    mia.clicks_the_tray()
    jon.is_told("Mia is resting, still here.")
    mia.everything_is_carried()
    before = recording(shared)
    jon.opens_the_window()
    jon.reads("headline.partner_rests", name="Mia")
    for page in PAGES:
        jon.presses(f"nav.{page}")
    jon.closes_the_window()
    assert recording(shared) == before, "reading changes no name, byte or time"
    assert jon.was_told() == ["Mia is resting, still here."]


def test_2_anxious_waiting(mia: Someone, jon: Someone, shared: Path, tmp_path: Path) -> None:
    mia.has_a_tray()
    mia.clicks_the_tray()
    mia.everything_is_carried()
    jon.opens_the_window()
    jon.reads("headline.partner_rests", name="Mia")
    before = recording(shared)
    jon.presses("nav.letters")
    for text in LETTERS:
        jon.presses("letters.write")
        jon.reads("letters.paper")
        jon.writes("letters.paper", text)
        jon.reads("reflect.saved")
        jon.presses("letters.do.hold", name="Mia")
        until(lambda: not jon.reader.has(say("letters.paper")))
        jon.hears(text)
    assert recording(shared) == before, "writing and holding change nothing there"
    mia.clicks_the_tray()
    jon.reads("letters.ask.about")
    decided = {""}
    for _ in LETTERS:
        asked = until(lambda: next(iter({_asked_about(jon)} - decided), ""))
        decided.add(asked)
        if asked == LETTERS[0]:
            jon.presses("letters.do.send", name="Mia")
        else:
            jon.presses("letters.do.let_go")
        until(partial(_is_no_longer_asked_about, jon, asked))
    jon.closes_the_window()
    assert jon.says("letter", "list") == []
    until(lambda: mia.says("status")["letters"]["arrived_unopened"] == 1)
    assert [letter["text"] for letter in mia.says("letter", "received")] == [LETTERS[0]]
    mia.says("export", "--to", str(tmp_path / "mine"))
    exported = "".join(file.read_text("utf-8") for file in (tmp_path / "mine").rglob("*.md"))
    assert LETTERS[0] in exported
    assert not any(text in exported for text in LETTERS[1:])


def _asked_about(jon: Someone) -> str:
    """The letter that lies open while its writer is asked about it; "" while nothing is asked."""
    things = list(jon.reader.things())
    labels = [each.name for each in things if each.role == "label"]
    asking = any(each.name == say("letters.do.let_go") for each in things)
    # In the list it stands once, and open beside it once more.
    return next((text for text in LETTERS if asking and labels.count(text) == 2), "")


def _is_no_longer_asked_about(jon: Someone, letter: str) -> bool:
    return _asked_about(jon) != letter


def test_3_check_in_limit(mia: Someone, jon: Someone) -> None:
    mia.has_a_tray()
    jon.has_a_tray()
    mia.says("rest", "--checkins", "one_knock")
    jon.is_told("Mia is resting, still here.")
    jon.opens_the_window()
    jon.presses("today.knock")
    jon.presses("knock.softly")
    mia.is_told("Jon is here too. No reply needed.")
    _knock_is_refused_by_every_door(jon)
    mia.says("back")
    jon.is_told("Mia is back. Take your time.")
    mia.says("rest", "--checkins", "not_now")
    jon.reads("headline.partner_rests", name="Mia")
    _knock_is_refused_by_every_door(jon)
    jon.hears("Mia asked for no check-ins. A letter can wait for Mia’s return instead.")
    assert mia.was_told().count("Jon is here too. No reply needed.") == 1


def _knock_is_refused_by_every_door(jon: Someone) -> None:
    until(lambda: not jon.can_press("today.knock"))
    until(lambda: "Mia" in jon.reader.find(say("today.knock"), "push button").description)
    assert "Mia" in jon.may_not("knock")
    until(lambda: not any(line.label == say("today.knock") and line.enabled for line in jon.seat.host.menu()))


class TestTheGuessPasses:
    """The fourth journey."""

    @pytest.fixture
    def world(self) -> World:
        return World()

    @pytest.fixture
    def two(self, tmp_path: Path, world: World) -> tuple[Side, Side]:
        mia, jon = couple(tmp_path, world)
        mia.home.do(Rest(Details(guess="tomorrow")))
        mia.round()
        assert [notice.kind for notice in jon.round()] == ["resting"]
        world.pass_time(days=3)
        return mia, jon

    def test_4_nothing_returns_by_itself_and_jon_gets_no_notification(self, two: tuple[Side, Side]) -> None:
        mia, jon = two
        assert mia.round() == []
        assert jon.round() == []
        assert mia.home.look().me.status.state == "resting"

    def test_4_mia_is_asked_privately_once(
        self, qapp: QApplication, two: tuple[Side, Side], tmp_path: Path
    ) -> None:
        stage, before = Stage(qapp), recording(tmp_path / "shared")
        stage.today(home=two[0].home, cards=False)  # type: ignore[arg-type]
        assert say("today.guess.passed") in eyes.texts(stage.frame)
        press(stage.frame, say("today.guess.keep"))
        stage.settle()
        assert say("today.guess.passed") not in eyes.texts(stage.frame)
        stage.strike()
        assert recording(tmp_path / "shared") == before, "nobody hears that she was asked"

    def test_4_jon_sees_the_gentle_line(self, qapp: QApplication, two: tuple[Side, Side]) -> None:
        stage = Stage(qapp)
        stage.today(home=two[1].home, cards=False)  # type: ignore[arg-type]
        assert "Still resting. The time was a guess." in eyes.texts(stage.frame)
        stage.strike()


def test_5_consent(mia: Someone, jon: Someone) -> None:
    mia.has_a_tray()
    jon.has_a_tray()
    jon.opens_the_window()
    jon.presses("nav.agreements")
    jon.presses("agreements.offer")
    jon.writes("agreements.title", "Tea before quiet")
    jon.writes("agreements.text", TEA)
    jon.presses("agreements.offer_to", name="Mia")
    until(lambda: mia.says("status")["agreements"]["offered_to_me"] == 1)
    first = _only(mia)
    jon.presses("agreements.do.change")
    jon.writes("agreements.text", f"{TEA} Or five.")
    jon.presses("agreements.offer_to", name="Mia")
    until(lambda: any(each["revision"] != first["revision"] for each in _offered(mia)))
    assert _only(mia)["my_answer"] is None, "a yes to other words is none to these"
    mia.opens_the_window()
    mia.presses("nav.agreements")
    mia.presses("agreements.do.not_now")
    mia.everything_is_carried()
    assert mia.says("status")["agreements"]["in_force"] == 0

    mia.says(
        "agreement", "offer", "--kind", "low_contact", "--title", "Low", "--text", "Practical things only."
    )
    until(lambda: jon.says("status")["agreements"]["offered_to_me"] == 1)
    low = next(each for each in jon.says("agreement", "list") if each["kind"] == "low_contact")
    mia.says("rest", "--checkins", "one_knock")
    until(lambda: jon.says("status")["may"]["knock"])
    jon.says("agreement", "yes", low["id"])
    until(lambda: mia.says("status")["agreements"]["in_force"] == 1)
    assert not jon.says("status")["may"]["knock"], "both said yes to low contact"
    mia.presses("agreements.do.end")
    mia.presses("agreements.do.end_it")
    until(lambda: jon.says("status")["may"]["knock"])
    assert jon.says("status")["agreements"]["in_force"] == 0


def _offered(somebody: Someone) -> list[dict[str, object]]:
    return [each for each in somebody.says("agreement", "list") if each["state"] == "offered"]


def _only(somebody: Someone) -> dict[str, object]:
    (found,) = _offered(somebody)
    return found


def test_6_shared_computer(jon: Someone, tmp_path: Path) -> None:
    secret, lock = "Nobody reads this but Jon.", "four words for jon"
    jon.opens_the_window()
    jon.presses("nav.reflect")
    jon.reads("reflect.private")
    jon.reader.write(until(lambda: _name_of_the_paper(jon)), secret)
    jon.reads("reflect.saved")
    jon.presses("nav.settings")
    jon.presses("settings.lock.set")
    jon.writes("settings.lock.new", lock)
    jon.writes("settings.lock.again", lock)
    jon.presses("settings.lock.do.set")
    jon.reads("settings.lock.done.set")
    jon.presses_key(jon.says("settings")["hide_key"])
    assert jon.window is not None
    assert jon.window.wait(LIMIT) == 0, "one stroke, and it is gone"
    jon.person.running.remove(jon.window)
    outside = [file for file in _files(tmp_path / "jon") if "still-here" not in file.parts]
    assert [file for file in outside if "recent" in file.name or b"Reflect" in file.read_bytes()] == []
    for file in _files(tmp_path / "jon"):
        assert secret.encode() not in file.read_bytes(), file
    jon.opens_the_window()
    assert jon.place() == say("nav.today"), "it begins with Today, not with the page that was open"
    jon.presses("nav.reflect")
    jon.reads("reflect.locked")
    jon.finds_nothing_of("Nobody reads this")
    jon.writes("reflect.passphrase", lock)
    jon.presses("reflect.open")
    jon.presses("reflect.pages")
    until(
        lambda: any(
            secret in (each.name, each.description) or secret in each.name for each in jon.reader.things()
        )
    )
    jon.closes_the_window()


def _name_of_the_paper(jon: Someone) -> str:
    """What the place is called where a page is written; "" while there is none."""
    return next((each.name for each in jon.reader.things() if "multi-line" in each.states), "")


def _files(place: Path) -> list[Path]:
    return [file for file in place.rglob("*") if file.is_file()]


def test_7_offline_and_conflict(shared: Path, tmp_path: Path) -> None:
    hers, his = shared, tmp_path / "jons"
    shutil.copytree(hers, his)
    settings = tmp_path / "jon" / "still-here" / "settings.toml"
    settings.write_text(settings.read_text("utf-8").replace(str(hers), str(his)), "utf-8")
    with person("Mia", tmp_path / "mia", {}) as mia, person("Jon", tmp_path / "jon", {}) as jon:
        mia.ask("rest", "--line", "Long week.")
        jon.ask("rest", "--guess", "tomorrow")
        _carry_with_conflicts(hers, his)
        _carry_with_conflicts(his, hers)
        for each in (mia, jon):
            # The halves are set aside, and all the rest is done.
            assert each.command("sync", "--json").returncode == SOMETHING_SET_ASIDE
        for each, other in ((mia, jon), (jon, mia)):
            status = each.ask("status")
            assert (status["me"]["state"], status["partner"]["state"]) == ("resting", "resting")
            assert status["partner"]["name"] == other.name
        assert mia.ask("status")["partner"]["guess"] == "tomorrow"
        assert jon.ask("status")["partner"]["line"] == "Long week."
        before = [recording(hers), recording(his)]
        for each in (mia, jon):
            again = json.loads(each.command("sync", "--json").stdout)
            assert again["changed"] == [], "no change that nobody made"
        assert [recording(hers), recording(his)] == before


def _carry_with_conflicts(source: Path, target: Path) -> None:
    """Carries what is missing, and makes a conflict copy and half a file of each, as carriers do."""
    for file in sorted(source.rglob("*.age")):
        place = target / file.relative_to(source)
        if place.exists() or "conflict" in file.name:
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, place)
        stem = file.name.removesuffix(".age")
        shutil.copy(file, place.with_name(f"{stem}.sync-conflict-20261122-101112-ABCDEFG.age"))
        half = place.with_name(f"{stem} (Mia's conflicted copy 2026-11-22).age")
        half.write_bytes(file.read_bytes()[:100])


def test_7_without_a_tray_everything_can_be_done_in_the_window(mia: Someone, jon: Someone) -> None:
    mia.opens_the_window()
    jon.opens_the_window()
    mia.presses("today.rest")
    jon.reads("headline.partner_rests", name="Mia")
    mia.presses("checkins.one_knock")
    until(lambda: jon.can_press("today.knock"))
    jon.presses("today.knock")
    jon.presses("knock.softly")
    mia.reads("knock.at_the_door", name="Jon")
    mia.presses("today.back")
    jon.reads("headline.both_here")


def test_8_leaving_quietly(mia: Someone, jon: Someone, shared: Path, tmp_path: Path) -> None:
    jon.has_a_tray()
    held = mia.says("letter", "write", "--text", LETTERS[1])
    mia.says("letter", "hold", held["id"])
    mia.says("export", "--to", str(tmp_path / "mine"))
    exported = "".join(file.read_text("utf-8") for file in (tmp_path / "mine").rglob("*.md"))
    assert LETTERS[1] in exported
    mia.opens_the_window()
    mia.everything_is_carried()
    before = recording(shared)
    mia.presses("nav.settings")
    mia.presses("settings.leave.quietly")
    mia.reads("leave.happens.letters")
    mia.presses("settings.leave.do.quietly")
    mia.reads("settings.leave.left")
    mia.presses("nav.today")
    mia.reads("headline.you_left")
    mia.closes_the_window()
    assert "no longer" in mia.may_not("rest")
    assert recording(shared) == before, "no further write"
    assert jon.was_told() == []
    assert jon.says("status")["letters"]["arrived_unopened"] == 0
    assert jon.says("status")["partner"]["state"] == "here", "Jon hears nothing; in time it says: no news"
