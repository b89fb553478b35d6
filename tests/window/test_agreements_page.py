"""The page of agreements, through two windows, two homes and one folder: what people press and what follows.

Law: nothing here calls an act; everything is pressed and typed where somebody would press and type it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from stillhere.core.acts import Rest
from stillhere.core.agreements.acts import Offer, TakeBack, Yes
from stillhere.core.notices import Notice
from stillhere.core.pages import save_at
from stillhere.core.records.terms import SETTINGS, Offered, Words
from stillhere.core.state.when import ms_of
from stillhere.home.errors import StoreError
from stillhere.home.keys.vault import MEMORY_KIB
from stillhere.home.library import library
from stillhere.home.private import header
from stillhere.home.rooms.agreement_words import looked_at_again
from stillhere.window.agreements.card import AgreementCard
from stillhere.window.agreements.hour import Hour, read_time
from stillhere.window.agreements.marked import Marked
from stillhere.window.agreements.page import Agreements
from stillhere.window.agreements.topic import Topic
from stillhere.window.components.buttons import Button
from stillhere.window.components.chips import Chip
from stillhere.window.desk import Desk
from stillhere.window.frame import LEAST, SIZE, Frame
from stillhere.window.pages import places
from stillhere.window.reflect.journal import Journal
from stillhere.window.shell import Shell
from stillhere.words import say
from tests.home.couple import Side, World, couple, recording
from tests.private.making import place
from tests.window import eyes
from tests.window.agreement_scenes import HOUSE, KNOCK, NEWER, OURS, RING, TEA, THEIRS, WALK
from tests.window.fakes import Couple, FakeHome
from tests.window.hands import button, buttons, name_of, press
from tests.window.stage import EVENING, door_at

LOCK = "four words for mia"


class Near:
    """A home without a disk, whose partner hears at once: for what needs no folder."""

    def __init__(self, home: FakeHome, folder: Path) -> None:
        self.home = home
        self.journal = Journal(door_at(lambda: place(folder), home.clock))

    def round(self) -> list[Notice]:
        """Nothing is carried."""
        return []


class Room:
    """One person's window on a home, the page of agreements in sight."""

    def __init__(self, app: QApplication, side: Side | Near) -> None:
        self.app = app
        self.side = side
        self.frame = Frame()
        self.frame.start(app)
        self.desk = Desk(side.home)  # type: ignore[arg-type]
        self.journal = side.journal if isinstance(side, Near) else Journal(side.home.door())
        self.shell = Shell(self.desk, places(journal=self.journal), moving=lambda: False)
        self.frame.hold(self.shell, self.shell)
        self.frame.resize(SIZE)
        self.frame.show()
        self.desk.start()
        self.open()

    @property
    def page(self) -> Agreements:
        found = self.shell.page
        assert isinstance(found, Agreements)
        return found

    def open(self, place: str = "agreements") -> None:
        self.shell.open(place)
        self.settle()

    def settle(self) -> None:
        for _ in range(4):
            for worker in (self.desk.worker, self.journal.worker):
                done: list[bool] = []
                worker.ask(lambda: True, done.append)
                while not done and worker.running:
                    self.app.processEvents()
            self.app.processEvents()

    def hear(self) -> None:
        """What lies in the folder comes in, and what waits goes out."""
        self.side.round()
        self.desk.refresh()
        self.settle()

    def press(self, key: str, **fields: str) -> None:
        press(self.frame, say(key, **fields))
        self.settle()

    def cards(self, title: str) -> list[AgreementCard]:
        return [
            card
            for card in self.frame.findChildren(AgreementCard)
            if card.isVisibleTo(self.frame) and card.accessibleName() == title
        ]

    def card(self, title: str) -> AgreementCard:
        (found,) = self.cards(title)
        return found

    def press_on(self, title: str, key: str) -> None:
        """Presses a button of the card with this title."""
        press(self.card(title), say(f"agreements.do.{key}"))
        self.settle()

    def can(self, title: str) -> list[str]:
        """What can be pressed on the card with this title."""
        return [button.text() for button in buttons(self.frame) if self.card(title).isAncestorOf(button)]

    def texts(self) -> list[str]:
        return eyes.texts(self.frame)

    def says(self, key: str, **fields: object) -> bool:
        return say(key, **fields) in self.texts()

    def topic(self, kind: str) -> None:
        self.press(f"agreement.kind.{kind}")

    def field(self, key: str) -> QLineEdit | QPlainTextEdit:
        lines, texts = self.frame.findChildren(QLineEdit), self.frame.findChildren(QPlainTextEdit)
        fields: list[QLineEdit | QPlainTextEdit] = [*lines, *texts]
        (found,) = [
            each for each in fields if each.accessibleName() == say(key) and each.isVisibleTo(self.frame)
        ]
        return found

    def type(self, key: str, text: str) -> None:
        """Types over what stands in a field."""
        field = self.field(key)
        field.setFocus()
        field.selectAll()
        if isinstance(field, QLineEdit):
            QTest.keyClicks(field, text)
        else:
            # Keys would be read by an input method that tests have none of.
            field.insertPlainText(text)

    def write(self, words: Words) -> None:
        """Writes these on a new page, without offering them."""
        self.press("agreements.offer")
        self.topic(words.kind)
        self.type("agreements.title", words.title)
        self.type("agreements.text", words.text)
        if "steps" in words.settings:
            self.type("agreements.set.steps", "\n".join(words.settings["steps"]))  # type: ignore[arg-type]

    def offer(self, words: Words) -> None:
        """Writes these and offers them."""
        self.write(words)
        name = self.desk.present.partner_name
        self.press("agreements.offer_to", name=name)

    def drafts(self) -> list[tuple[str, str]]:
        """The drafts in the store, read by another: title and text."""
        with self.side.home.door().open(None) as private:
            return [(d.title, d.text) for d in private.agreements.all().values()]

    def close(self) -> None:
        self.frame.close()
        self.shell.leave()
        self.journal.stop()
        self.desk.stop()
        for part in (self.frame, self.journal, self.desk):
            part.deleteLater()  # in this thread: see the law of `stage`


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that the two share."""
    return tmp_path / "shared"


@pytest.fixture
def two(dressed: QApplication, tmp_path: Path, world: World) -> Iterator[tuple[Room, Room]]:
    """Mia's window and Jon's."""
    mia, jon = couple(tmp_path, world)
    rooms = Room(dressed, mia), Room(dressed, jon)
    yield rooms
    for room in rooms:
        room.close()


@pytest.fixture
def near(dressed: QApplication, tmp_path: Path) -> Iterator[tuple[Room, Couple]]:
    """Mia's window on a home without a disk, and the two."""
    both = Couple(now=EVENING)
    room = Room(dressed, Near(both.mia, tmp_path))
    yield room, both
    room.close()


def meet(*rooms: Room) -> None:
    """Everything that was said reaches everybody."""
    for _ in range(2):
        for room in rooms:
            room.hear()


def agreed(mia: Room, jon: Room, words: Words) -> None:
    """Mia offers these and Jon says yes, each in the own window."""
    mia.offer(words)
    meet(mia, jon)
    jon.press_on(words.title, "yes")
    meet(jon, mia)


# --- Consent ---------------------------------------------------------------------------------------------


def test_one_offers_the_other_suggests_a_change_and_a_yes_puts_it_in_force(two: tuple[Room, Room]) -> None:
    mia, jon = two
    mia.offer(OURS)
    assert mia.says("agreement.said.offered", name="Jon")
    meet(mia, jon)
    assert jon.says("agreements.yes.theirs", name="Mia")
    jon.press_on(OURS.title, "suggest")
    jon.type("agreements.text", THEIRS.text)
    assert jon.says("agreements.difference")
    jon.press("agreements.offer_to", name="Mia")
    assert jon.says("agreement.said.suggested")
    meet(jon, mia)
    # Mia's own yes doesn't count for Jon's words.
    assert mia.says("agreement.change.theirs", name="Jon")
    assert mia.side.home.agreed().own_words == ()
    mia.press_on(OURS.title, "yes")
    assert mia.says("agreement.said.yes")
    meet(mia, jon)
    for room in two:
        assert [sheet.text for sheet in room.side.home.agreed().own_words] == [THEIRS.text]
        assert room.says("agreements.group.in_force")


def test_not_now_puts_nothing_in_force_and_a_yes_can_follow(two: tuple[Room, Room]) -> None:
    mia, jon = two
    mia.offer(OURS)
    meet(mia, jon)
    jon.press_on(OURS.title, "not_now")
    meet(jon, mia)
    assert mia.says("agreement.answer.theirs", name="Jon")
    for room in (mia, jon):
        texts = eyes.texts(room.card(OURS.title))
        who = say("agreements.yes.mine") if room is mia else say("agreements.yes.theirs", name="Mia")
        assert texts.index(looked_at_again(OURS)) < texts.index(who), "first the words, then who said what"
    assert jon.can(OURS.title) == [say("agreements.do.yes"), say("agreements.do.suggest")]
    assert [room.side.home.agreed().own_words for room in two] == [(), ()]
    jon.press_on(OURS.title, "yes")
    meet(jon, mia)
    assert mia.says("agreements.group.in_force")


def test_the_three_answers_look_alike(two: tuple[Room, Room]) -> None:
    mia, jon = two
    mia.offer(OURS)
    meet(mia, jon)
    found = jon.card(OURS.title).findChildren(Button)
    answers = [each for each in found if each.isVisibleTo(jon.frame)]
    assert [each.text() for each in answers] == [
        say(f"agreements.do.{name}") for name in ("yes", "suggest", "not_now")
    ]
    looks = {
        (each.property("kind"), each.font().key(), each.height(), each.isDefault(), each.isEnabled())
        for each in answers
    }
    assert len(looks) == 1


def test_what_was_agreed_stays_in_force_beside_a_change_until_both_said_yes(
    two: tuple[Room, Room], world: World
) -> None:
    mia, jon = two
    agreed(mia, jon, OURS)
    world.pass_time(days=8)
    jon.press_on(OURS.title, "suggest")
    jon.type("agreements.text", THEIRS.text)
    jon.press("agreements.offer_to", name="Mia")
    meet(jon, mia)
    assert len(mia.cards(OURS.title)) == 2
    assert mia.says("agreements.change.held")
    assert [sheet.text for sheet in mia.side.home.agreed().own_words] == [OURS.text]
    (offered,) = [card for card in mia.cards(OURS.title) if card.shown.state == "offered"]
    press(offered, say("agreements.do.yes"))
    mia.settle()
    meet(mia, jon)
    assert [sheet.text for sheet in jon.side.home.agreed().own_words] == [THEIRS.text]
    assert len(jon.cards(OURS.title)) == 1


def test_two_changes_at_once_stand_side_by_side(two: tuple[Room, Room], world: World) -> None:
    mia, jon = two
    agreed(mia, jon, OURS)
    world.pass_time(days=8)
    for room, text in ((mia, "Mia’s words."), (jon, "Jon’s words.")):
        room.press_on(OURS.title, "suggest")
        room.type("agreements.text", text)
        room.press("agreements.offer_to", name=room.desk.present.partner_name)
    meet(mia, jon)
    for room in two:
        assert room.says("agreements.side_by_side")
        offered = [card for card in room.cards(OURS.title) if card.shown.state == "offered"]
        left, right = (eyes.place(card, room.frame) for card in offered)
        assert left.top() == right.top()
        assert left.right() < right.left()
    # One below the other where there is no room.
    mia.frame.resize(LEAST)
    mia.settle()
    upper, lower = (
        eyes.place(card, mia.frame) for card in mia.cards(OURS.title) if card.shown.state == "offered"
    )
    assert upper.bottom() < lower.top()


def test_one_offer_about_a_topic_in_a_week_and_the_words_wait_as_a_draft(
    two: tuple[Room, Room], world: World
) -> None:
    mia, jon = two
    mia.offer(OURS)
    mia.offer(Words(kind="own_words", title="Another", text="More words."))
    assert mia.says("why.agreement.week")
    assert mia.field("agreements.title").text() == "Another"  # type: ignore[union-attr]
    assert mia.drafts() == [("Another", "More words.")]
    mia.press("agreements.later")
    world.pass_time(days=7)
    mia.press_on("Another", "write")
    mia.press("agreements.offer_to", name="Jon")
    assert mia.says("agreement.said.offered", name="Jon")
    assert mia.drafts() == []
    meet(mia, jon)
    assert len(jon.cards("Another")) == 1


def test_an_offer_fades_after_four_weeks_and_its_writer_can_offer_it_again(
    two: tuple[Room, Room], world: World
) -> None:
    mia, jon = two
    mia.offer(OURS)
    meet(mia, jon)
    world.pass_time(days=28, seconds=1)
    for room in two:
        room.open()
    assert jon.cards(OURS.title) == []
    assert mia.says("agreements.group.faded")
    mia.press_on(OURS.title, "again")
    mia.press("agreements.offer_to", name="Jon")
    meet(mia, jon)
    assert say("agreements.do.yes") in jon.can(OURS.title)


def test_taking_back_keeps_the_words_as_a_draft(two: tuple[Room, Room]) -> None:
    mia, jon = two
    mia.offer(OURS)
    meet(mia, jon)
    mia.press_on(OURS.title, "take_back")
    assert mia.says("agreement.said.taken_back")
    assert mia.drafts() == [(OURS.title, OURS.text)]
    meet(mia, jon)
    assert jon.cards(OURS.title) == []


# --- While it holds --------------------------------------------------------------------------------------


def test_each_pauses_and_lifts_the_own_pause_alone(two: tuple[Room, Room]) -> None:
    mia, jon = two
    agreed(mia, jon, OURS)
    mia.press_on(OURS.title, "pause")
    meet(mia, jon)
    assert jon.says("agreement.paused.theirs", name="Mia")
    assert jon.side.home.agreed().own_words == ()
    assert say("agreements.do.resume") not in jon.can(OURS.title)
    mia.press_on(OURS.title, "resume")
    meet(mia, jon)
    assert jon.side.home.agreed().own_words != ()


def test_either_ends_alone_after_one_question_without_a_reason(two: tuple[Room, Room]) -> None:
    mia, jon = two
    agreed(mia, jon, KNOCK)
    jon.press_on(KNOCK.title, "end")
    assert jon.says("agreements.end.ask")
    assert jon.frame.findChildren(QLineEdit) == [] or not any(
        field.isVisibleTo(jon.frame) for field in jon.frame.findChildren(QLineEdit)
    )
    jon.press_on(KNOCK.title, "leave_it")
    assert jon.side.home.agreed().knocks == 1
    jon.press_on(KNOCK.title, "end")
    jon.press_on(KNOCK.title, "end_it")
    assert jon.side.home.agreed().knocks is None
    assert mia.side.home.agreed().knocks == 1
    meet(jon, mia)
    assert mia.side.home.agreed().knocks is None
    assert mia.says("agreements.group.ended")


def test_escape_leaves_it_as_it_is(two: tuple[Room, Room]) -> None:
    mia, jon = two
    agreed(mia, jon, OURS)
    mia.press_on(OURS.title, "end")
    mia.shell.step_back()
    assert mia.shell.at == "agreements"
    assert say("agreements.do.pause") in mia.can(OURS.title)


def test_a_review_asks_both_and_what_both_renew_goes_on(two: tuple[Room, Room], world: World) -> None:
    mia, jon = two
    agreed(mia, jon, OURS)
    world.pass_time(days=28)
    assert [notice.kind for notice in mia.side.round()] == ["review"]
    assert mia.side.round() == []
    for room in two:
        room.open()
        assert room.says("agreement.review.due")
    mia.press_on(OURS.title, "renew")
    assert say("agreements.do.renew") not in mia.can(OURS.title)
    meet(mia, jon)
    assert jon.says("agreement.review.theirs", name="Mia")
    jon.press_on(OURS.title, "renew")
    meet(jon, mia)
    world.pass_time(days=8)
    mia.open()
    assert mia.says("agreements.group.in_force")


def test_what_nobody_renews_comes_to_rest_and_can_be_offered_again(
    two: tuple[Room, Room], world: World
) -> None:
    mia, jon = two
    agreed(mia, jon, OURS)
    world.pass_time(days=35)
    for room in two:
        room.open()
        assert room.says("agreements.group.resting")
        assert room.side.home.agreed().own_words == ()
    jon.press_on(OURS.title, "again")
    jon.press("agreements.offer_to", name="Mia")
    meet(jon, mia)
    (offered,) = [card for card in mia.cards(OURS.title) if card.shown.state == "offered"]
    press(offered, say("agreements.do.yes"))
    mia.settle()
    meet(mia, jon)
    assert [len(room.side.home.agreed().own_words) for room in two] == [1, 1]


# --- Own copies ------------------------------------------------------------------------------------------


def test_a_copy_is_forgotten_by_its_owner_and_had_back_for_a_while(two: tuple[Room, Room]) -> None:
    mia, jon = two
    agreed(mia, jon, OURS)
    mia.press("agreements.copies")
    assert mia.says("agreements.copies.in_force") or any(
        say("agreements.copies.in_force") in text for text in mia.texts()
    )
    # What holds isn't forgotten.
    assert say("agreements.do.forget") not in mia.texts()
    mia.press("agreements.back")
    mia.press_on(OURS.title, "end")
    mia.press_on(OURS.title, "end_it")
    mia.press("agreements.copies")
    mia.press("agreements.do.forget")
    assert OURS.title not in mia.texts()
    mia.press("agreements.do.bring_back")
    assert OURS.title in mia.texts()
    mia.press("agreements.do.forget")
    assert mia.says("agreements.copies.none")
    mia.press("agreements.back")
    assert mia.cards(OURS.title) == []
    meet(mia, jon)
    assert len(jon.cards(OURS.title)) == 1


# --- Writing ---------------------------------------------------------------------------------------------


def test_nothing_leaves_before_it_is_offered(two: tuple[Room, Room], folder: Path) -> None:
    mia, jon = two
    before = recording(folder)
    mia.write(TEA)
    mia.press("agreements.later")
    mia.press_on(TEA.title, "write")
    mia.press("agreements.back")
    mia.press_on(TEA.title, "drop")
    mia.press("agreements.do.bring_back")
    meet(mia, jon)
    assert recording(folder) == before
    assert jon.cards(TEA.title) == []
    assert mia.drafts() == [(TEA.title, TEA.text)]


def test_reading_an_offer_writes_nothing(two: tuple[Room, Room], folder: Path) -> None:
    mia, jon = two
    mia.offer(OURS)
    meet(mia, jon)
    before = recording(folder)
    jon.open("today")
    jon.open()
    jon.press_on(OURS.title, "suggest")
    jon.press("agreements.back")
    meet(jon, mia)
    assert recording(folder) == before
    assert jon.drafts() == []


def test_what_is_typed_is_kept_by_itself(two: tuple[Room, Room]) -> None:
    mia, _ = two
    mia.press("agreements.offer")
    mia.type("agreements.title", "Half a")
    while not mia.says("agreements.saved"):
        mia.app.processEvents()
    assert mia.drafts() == [("Half a", "")]
    mia.type("agreements.title", "Half a sentence")
    while ("Half a sentence", "") not in mia.drafts():
        mia.app.processEvents()
    assert len(mia.drafts()) == 1


def test_a_blank_page_leaves_no_draft(two: tuple[Room, Room]) -> None:
    mia, _ = two
    mia.press("agreements.offer")
    mia.topic("letters")
    mia.topic("own_words")
    mia.press("agreements.back")
    assert mia.drafts() == []


@pytest.mark.parametrize("way", ["another page", "escape", "back", "close"])
def test_nothing_typed_is_lost(two: tuple[Room, Room], way: str) -> None:
    mia, _ = two
    mia.write(OURS)
    match way:
        case "another page":
            mia.open("today")
        case "escape":
            mia.shell.step_back()
        case "back":
            mia.press("agreements.back")
        case "close":
            mia.shell.leave()
    mia.settle()
    assert mia.drafts() == [(OURS.title, OURS.text)]


def test_what_cannot_be_kept_stays_is_said_and_goes_in_later(
    two: tuple[Room, Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    mia, _ = two
    mia.press("agreements.offer")

    def full(*_: object) -> None:
        raise StoreError("disk_full")

    with monkeypatch.context() as patched:
        patched.setattr("stillhere.home.private.agreements.AgreementDrafts.keep", full)
        mia.type("agreements.title", "Words")
        mia.press("agreements.later")
        assert mia.says("trouble.disk_full.title")
        assert mia.says("agreements.unsaved")
        assert mia.field("agreements.title").text() == "Words"  # type: ignore[union-attr]
    mia.press("agreements.later")
    assert mia.drafts() == [("Words", "")]


def test_an_offer_is_pressed_once_and_again_where_it_could_not_be_kept(
    two: tuple[Room, Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    mia, _ = two

    def full(*_: object) -> None:
        raise StoreError("disk_full")

    mia.write(OURS)
    offer = button(mia.frame, say("agreements.offer_to", name="Jon"))
    with monkeypatch.context() as patched:
        patched.setattr("stillhere.home.private.agreements.AgreementDrafts.keep", full)
        press(mia.frame, offer.text())
        assert not offer.isEnabled(), "it is on its way"
        mia.settle()
        assert mia.says("trouble.disk_full.title")
    mia.press("agreements.offer_to", name="Jon")
    assert mia.says("agreement.said.offered", name="Jon")
    assert mia.drafts() == []


def test_a_template_can_be_begun_with_and_what_it_takes_the_place_of_is_had_back(
    two: tuple[Room, Room],
) -> None:
    mia, _ = two
    mia.press("agreements.offer")
    mia.topic("quiet_hours")
    mia.type("agreements.text", "My own words.")
    template = next(each for each in library().templates() if each.id == "quiet_hours.slow_sunday")
    press(mia.frame, template.title)
    mia.settle()
    assert mia.field("agreements.title").text() == template.title  # type: ignore[union-attr]
    assert mia.field("agreements.set.from").text() == "07:00"  # type: ignore[union-attr]
    mia.press("agreements.begin.before")
    found = mia.field("agreements.text")
    assert isinstance(found, QPlainTextEdit)
    assert found.toPlainText() == "My own words."
    assert mia.field("agreements.set.from").text() == "22:00"  # type: ignore[union-attr]


def test_every_template_can_be_offered_as_it_is(near: tuple[Room, Couple]) -> None:
    mia, both = near
    for template in library().templates():
        both.later(days=36)
        mia.press("agreements.offer")
        mia.topic(template.kind)
        beginnings = mia.frame.findChild(Topic)
        assert beginnings is not None
        press(beginnings, template.title)
        mia.settle()
        mia.press("agreements.offer_to", name="Jon")
        (offered,) = [each for each in both.jon.agreements() if each.to_answer]
        both.jon.agree(Yes(offered.revision))
        (held,) = [each for each in both.jon.agreements() if each.in_force]
        assert (held.words.title, held.words.text) == (template.title, template.text)
        assert held.understood


# --- The settings of each kind ---------------------------------------------------------------------------


def chip(room: Room, text: str) -> None:
    """Presses a chip by keyboard: Space on it."""
    (found,) = [
        each for each in room.frame.findChildren(Chip) if each.isVisibleTo(room.frame) and each.text() == text
    ]
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Space)
    room.settle()


def set_by_hand(room: Room, kind: str) -> dict[str, object]:
    """Sets everything that this kind has to another value than it begins with; what is to come of it."""
    match kind:
        case "before_rest" | "on_return":
            room.type("agreements.set.steps", "One\n\n  Two  ")
            return {"steps": ("One", "Two")}
        case "handover":
            room.type("agreements.set.items", "Bins")
            return {"items": ("Bins",)}
        case "check_ins":
            chip(room, say("agreements.set.after_hours.more", hours=24))
            return {"who": "either", "form": "knock", "per_rest": 1, "after_hours": 24}
        case "quiet_hours":
            room.type("agreements.set.from", "21.30")
            room.type("agreements.set.to", "6")
            chip(room, say("agreement.day.sun"))
            return {"from": "21:30", "to": "06:00", "days": ("mon", "tue", "wed", "thu", "fri", "sat")}
        case "still_here_rhythm":
            chip(room, say("agreements.set.every_days.more", days=3))
            return {"every_days": 3}
        case "guess":
            chip(room, say("guess.few_days"))
            return {"guess": "few_days"}
        case "letters":
            chip(room, say("agreement.set.pace.none"))
            chip(room, say("agreements.set.form.short"))
            return {"pace": "none", "form": "short"}
        case "urgent":
            room.type("agreements.set.channel", "Ring")
            return {"channel": "Ring"}
        case "low_contact":
            return {"practical_only": True}
        case _:
            return {}


@pytest.mark.parametrize("kind", SETTINGS)
def test_every_kind_is_set_by_keyboard_and_said_as_it_was_set(near: tuple[Room, Couple], kind: str) -> None:
    mia, both = near
    mia.press("agreements.offer")
    mia.topic(kind)
    mia.type("agreements.title", "A title")
    mia.type("agreements.text", "Both needs have a place.")
    expected = set_by_hand(mia, kind)
    chip(mia, say("agreements.review.weeks", weeks=2))
    mia.press("agreements.offer_to", name="Jon")
    (offered,) = both.jon.agreements()
    assert dict(offered.words.settings) == expected
    assert (offered.words.kind, offered.words.review_days, offered.understood) == (kind, 14, True)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7", "07:00"),
        ("7.30", "07:30"),
        ("22:5", None),
        ("22:", "22:00"),
        ("24:00", None),
        (" 9h15 ", "09:15"),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, read: str | None) -> None:
    assert read_time(typed) == read


def test_the_arrow_keys_move_a_time_over_midnight(dressed: QApplication) -> None:
    told: list[bool] = []
    hour = Hour("From", lambda: told.append(True))
    hour.setText("23:50")
    QTest.keyClick(hour, Qt.Key.Key_Up)
    assert hour.text() == "00:00"
    QTest.keyClick(hour, Qt.Key.Key_Down)
    assert hour.text() == "23:45"
    hour.setText("soon")
    QTest.keyClick(hour, Qt.Key.Key_Up)
    assert (hour.text(), len(told)) == ("soon", 2)


def test_a_time_that_is_none_is_refused_and_stays_as_it_was_typed(two: tuple[Room, Room]) -> None:
    mia, _ = two
    mia.press("agreements.offer")
    mia.topic("quiet_hours")
    mia.type("agreements.title", "Quiet")
    mia.type("agreements.set.from", "at night")
    mia.press("agreements.offer_to", name="Jon")
    assert mia.says("why.agreement.settings")
    assert mia.field("agreements.set.from").text() == "at night"  # type: ignore[union-attr]


# --- What is different, for the eye and the ear ----------------------------------------------------------


def test_a_difference_is_heard_and_seen_without_colour(two: tuple[Room, Room]) -> None:
    mia, jon = two
    mia.offer(Words(kind="own_words", title="A walk", text="Outside, the same day."))
    meet(mia, jon)
    jon.press_on("A walk", "suggest")
    jon.type("agreements.text", "Outside, within two days.")
    jon.press("agreements.offer_to", name="Mia")
    meet(jon, mia)
    (marked,) = [
        each
        for each in mia.card("A walk").findChildren(Marked)
        if each.text() == "Outside, the same day within two days."
    ]
    heard = QAccessible.queryAccessibleInterface(marked).text(QAccessible.Text.Name)
    assert say("agreements.spoken.taken", words="the same day") in heard
    assert say("agreements.spoken.added", words="within two days") in heard
    taken, added = marked._formats()
    assert taken.format.fontStrikeOut()
    assert added.format.fontUnderline()


def test_a_character_outside_the_first_plane_moves_no_mark(dressed: QApplication) -> None:
    from stillhere.core.agreements.difference import difference

    marked = Marked(difference("𝄞𝄞 one two", "𝄞𝄞 one three"))
    text = marked.text().encode("utf-16-le")
    shown = [text[2 * f.start : 2 * (f.start + f.length)].decode("utf-16-le") for f in marked._formats()]
    assert shown == ["two", "three"]


# --- The way there ---------------------------------------------------------------------------------------


def test_the_sidebar_has_it_before_the_settings(two: tuple[Room, Room]) -> None:
    mia, _ = two
    names = [name_of(each) for each in buttons(mia.frame)]
    assert names.index(say("nav.agreements")) < names.index(say("nav.settings"))


def test_today_mentions_an_offer_and_leads_there(two: tuple[Room, Room]) -> None:
    mia, jon = two
    mia.offer(OURS)
    meet(mia, jon)
    jon.open("today")
    assert jon.says("today.agreed.offered", name="Mia")
    jon.press("today.agreed.look")
    assert jon.shell.at == "agreements"
    jon.press_on(OURS.title, "not_now")
    jon.open("today")
    assert not jon.says("today.agreed.offered", name="Mia")


def test_a_return_offers_what_was_agreed_and_either_leaves_it_out(two: tuple[Room, Room]) -> None:
    mia, jon = two
    agreed(mia, jon, WALK)
    mia.open("today")
    jon.open("today")
    mia.press("today.rest")
    mia.press("today.back")
    meet(mia, jon)
    assert mia.says("today.ritual.on_return")
    jon.press("today.ritual.put_off")
    assert not jon.says("today.ritual.on_return")
    meet(jon, mia)
    assert mia.says("today.ritual.on_return")


def test_a_rest_begins_at_one_press_and_the_steps_come_after_it(two: tuple[Room, Room]) -> None:
    mia, jon = two
    agreed(mia, jon, TEA)
    mia.open("today")
    mia.press("today.rest")
    assert mia.side.home.look().me.status.state == "resting"
    assert mia.says("today.ritual.before_rest")
    mia.press("today.ritual.put_off")
    assert not mia.says("today.ritual.before_rest")
    assert mia.side.home.look().me.status.state == "resting"


def test_while_one_rests_both_see_the_list_and_the_way_for_urgent_things(
    near: tuple[Room, Couple],
) -> None:
    mia, both = near
    for words in (HOUSE, RING, KNOCK):
        both.jon.agree(Offer(words))
        both.mia.agree(Yes(next(each for each in both.mia.agreements() if each.to_answer).revision))
    mia.open("today")
    assert not mia.says("today.agreed.urgent")
    for who in (both.jon, both.mia):
        who.do(Rest())
        mia.desk.refresh()
        mia.settle()
        assert any("Bins on the right day" in text for text in mia.texts())
        assert any("Ring twice in a row" in text for text in mia.texts())
        assert mia.says("today.agreed.urgent")
    # Who rests reads of no knocks, and is asked for nothing.
    assert KNOCK.title not in mia.texts()


def test_who_rests_is_not_told_of_offers(near: tuple[Room, Couple]) -> None:
    mia, both = near
    both.jon.agree(Offer(OURS))
    mia.desk.refresh()
    mia.open("today")
    assert mia.says("today.agreed.offered", name="Jon")
    mia.press("today.rest")
    assert not mia.says("today.agreed.offered", name="Jon")


def test_words_of_a_later_version_are_read_and_never_said_yes_to(near: tuple[Room, Couple]) -> None:
    mia, both = near
    said = Offered(agreement="newernewer", words=NEWER, said_ms=ms_of(both.now))
    both.record("jon", said)
    mia.open()
    assert mia.says("agreement.newer")
    assert mia.can(NEWER.title) == [say("agreements.do.not_now")]


def test_a_change_to_what_was_taken_back_meanwhile_is_offered_anew(near: tuple[Room, Couple]) -> None:
    mia, both = near
    both.jon.agree(Offer(OURS))
    mia.open()
    mia.press_on(OURS.title, "suggest")
    mia.type("agreements.text", THEIRS.text)
    (offered,) = [each for each in both.jon.agreements() if each.state == "offered"]
    both.jon.agree(TakeBack(offered.revision))
    mia.press("agreements.offer_to", name="Jon")
    assert mia.says("agreement.said.offered", name="Jon")
    (anew,) = [each for each in both.jon.agreements() if each.to_answer]
    assert (anew.words.text, anew.difference) == (THEIRS.text, None)


def test_the_keyboards_place_stays_with_the_agreement(two: tuple[Room, Room]) -> None:
    mia, jon = two
    agreed(mia, jon, OURS)
    mia.frame.activateWindow()
    mia.settle()
    card = mia.card(OURS.title)
    (pause,) = [each for each in card.findChildren(Button) if each.text() == say("agreements.do.pause")]
    pause.setFocus()
    QTest.keyClick(pause, Qt.Key.Key_Return)
    mia.settle()
    now = mia.app.focusWidget()
    assert now is not None
    assert mia.card(OURS.title).isAncestorOf(now)


def test_saving_waits_for_a_pause_and_never_for_long() -> None:
    assert save_at(0, 100) > 100
    assert save_at(0, 10_000) <= 10_000


# --- Drafts behind the lock ------------------------------------------------------------------------------


@pytest.fixture
def locked(two: tuple[Room, Room], monkeypatch: pytest.MonkeyPatch) -> tuple[Room, Room]:
    """Both windows; what is private of Mia is locked, and she has a draft."""
    mia, _ = two
    monkeypatch.setattr(header, "LOCK_MEMORY_KIB", MEMORY_KIB[0])
    mia.write(TEA)
    mia.open("today")
    mia.side.home.door().relock(None, LOCK)
    mia.open()
    return two


def unlock(room: Room, passphrase: str = LOCK) -> None:
    """Types the passphrase where it is asked for."""
    room.type("reflect.passphrase", passphrase)
    room.press("reflect.open")


def asked(room: Room) -> bool:
    """Whether a passphrase is asked for."""
    return room.says("agreements.locked")


def test_behind_a_lock_agreements_are_read_answered_and_ended_and_nobody_asks(
    locked: tuple[Room, Room],
) -> None:
    mia, jon = locked
    jon.offer(OURS)
    meet(jon, mia)
    assert mia.cards(TEA.title) == []
    mia.press_on(OURS.title, "yes")
    mia.press_on(OURS.title, "pause")
    mia.press_on(OURS.title, "end")
    mia.press_on(OURS.title, "end_it")
    assert mia.says("agreements.group.ended")
    assert not asked(mia)


def test_a_draft_is_opened_with_the_passphrase_and_shut_when_its_page_is_left(
    locked: tuple[Room, Room],
) -> None:
    mia, _ = locked
    assert not asked(mia)
    mia.press("agreements.drafts.open")
    unlock(mia, "other words")
    assert mia.says("trouble.private_passphrase_wrong.title")
    unlock(mia)
    assert not asked(mia)
    mia.press_on(TEA.title, "write")
    assert TEA.text in mia.field("agreements.text").toPlainText()  # type: ignore[union-attr]
    mia.type("agreements.title", "Tea, later")
    mia.open("today")
    mia.open()
    assert (mia.cards("Tea, later"), asked(mia)) == ([], False)
    assert not any(TEA.text in text for text in mia.texts())
    mia.press("agreements.drafts.open")
    unlock(mia)
    assert len(mia.cards("Tea, later")) == 1


def test_whoever_begins_a_draft_is_asked_first_and_goes_on_there(locked: tuple[Room, Room]) -> None:
    mia, jon = locked
    mia.press("agreements.offer")
    assert asked(mia)
    unlock(mia)
    mia.topic(OURS.kind)
    mia.type("agreements.title", OURS.title)
    mia.type("agreements.text", OURS.text)
    mia.press("agreements.offer_to", name="Jon")
    meet(mia, jon)
    assert jon.says("agreements.yes.theirs", name="Mia")
    assert len(mia.cards(TEA.title)) == 1


def test_the_lock_can_be_left_as_it_is(locked: tuple[Room, Room]) -> None:
    mia, _ = locked
    mia.press("agreements.offer")
    mia.press("agreements.locked.leave")
    assert not asked(mia)
    mia.press("agreements.offer")
    mia.shell.step_back()
    assert not asked(mia)
    assert mia.says("agreements.drafts.open")


def test_a_lock_that_comes_while_somebody_writes_takes_nothing(locked: tuple[Room, Room]) -> None:
    mia, _ = locked
    mia.press("agreements.offer")
    unlock(mia)
    mia.type("agreements.title", "Half a sentence")
    # Elsewhere the passphrase is changed: what is open here moves away.
    mia.side.home.door().relock(LOCK, "five words for mia now")
    mia.press("agreements.later")
    assert asked(mia)
    assert not mia.page._writing.editor.isVisible()
    unlock(mia, "five words for mia now")
    assert mia.field("agreements.title").text() == "Half a sentence"  # type: ignore[union-attr]
    mia.press("agreements.later")
    assert len(mia.cards("Half a sentence")) == 1


def test_a_lock_that_comes_while_a_draft_is_open_takes_it_out_of_sight(two: tuple[Room, Room]) -> None:
    mia, _ = two
    mia.write(TEA)
    mia.press("agreements.later")
    mia.press_on(TEA.title, "write")
    assert mia.page._writing.editor.isVisible()
    with patch.object(header, "LOCK_MEMORY_KIB", MEMORY_KIB[0]):
        mia.side.home.door().relock(None, LOCK)
    mia.journal.check()
    mia.settle()
    assert not mia.page._writing.editor.isVisible()
    assert mia.cards(TEA.title) == []
    assert not any(TEA.text in text for text in mia.texts())
