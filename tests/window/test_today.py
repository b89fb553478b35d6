"""Today as people use it: each click says one thing, nothing is asked first, nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu

from stillhere.core.acts import Back, Details, KeepResting, PartlyBack, Rest, SoftKnock, StillHere, Undo
from stillhere.core.agreements.acts import End
from stillhere.core.agreements.keeping import CHECKINS
from stillhere.core.pages import PAUSE_MS
from stillhere.core.state.when import ms_of
from stillhere.home.errors import StoreError
from stillhere.window.components.chips import Chip, ChipRow
from stillhere.window.components.text import Text
from stillhere.window.desk import MINUTE_MS
from stillhere.window.invitation import last_day
from stillhere.window.look import COLOURS
from stillhere.window.mark import MarkView, painted
from stillhere.window.settings.device import PresetCard
from stillhere.window.today.sitting import Sitting
from stillhere.window.today.thought import Prompt
from stillhere.words import say
from tests.window import eyes
from tests.window.agreement_scenes import LOW, agree
from tests.window.hands import button, press
from tests.window.scenes import DETAILS, LINE, SCENES, Stage


def test_one_click_rests_and_offers_the_details_after_it(stage: Stage) -> None:
    stage.today(cards=False)
    stage.settle()
    assert say("today.details") not in eyes.texts(stage.frame)
    press(stage.frame, say("today.rest"))
    stage.settle()
    assert stage.home.done == [Rest()]
    assert eyes.texts(stage.frame)[0:1] == ["Still Here"]
    assert say("headline.you_rest") in eyes.texts(stage.frame)
    assert say("today.details") in eyes.texts(stage.frame)
    chips = [button(stage.frame, say(f"checkins.{each}")) for each in ("not_now", "one_knock", "practical")]
    assert not any(chip.isChecked() for chip in chips), "nothing was said of check-ins"


def test_every_detail_is_said_as_it_is_chosen(stage: Stage) -> None:
    stage.today(cards=False)
    press(stage.frame, say("today.rest"))
    stage.settle()
    for key in ("looks.less_touch", "looks.fewer_words", "guess.few_days", "checkins.practical"):
        press(stage.frame, say(key))
        stage.settle()
    assert stage.home.done[1:] == [
        Rest(Details(looks=("less_touch",))),
        Rest(Details(looks=("fewer_words", "less_touch"))),
        Rest(Details(guess="few_days")),
        Rest(Details(checkins="practical")),
    ]
    assert say("today.details.saved") in eyes.texts(stage.frame)


def test_a_guess_is_taken_away_by_choosing_it_again(stage: Stage) -> None:
    stage.couple.jon.do(Rest(DETAILS))
    stage.today(cards=False)
    stage.settle()
    press(stage.frame, say("guess.tomorrow"))
    stage.settle()
    assert stage.home.last() == Rest(Details(guess="none"))
    assert stage.home.look().me.status.guess is None


def test_a_check_in_stays_chosen_when_it_is_chosen_again(stage: Stage) -> None:
    stage.couple.jon.do(Rest(DETAILS))
    stage.today(cards=False)
    stage.settle()
    before = list(stage.home.done)
    press(stage.frame, say("checkins.one_knock"))
    stage.settle()
    assert stage.home.done == before
    assert button(stage.frame, say("checkins.one_knock")).isChecked()


@pytest.mark.parametrize("before", [False, True])
def test_a_knock_that_an_agreement_disables_is_no_choice(stage: Stage, before: bool) -> None:
    scene = "today agreed, no knocks, one chosen before" if before else "today agreed, no knocks"
    SCENES[scene](stage)
    stage.settle()
    assert say("checkins.one_knock") not in eyes.texts(stage.frame)
    key = "no_knocks.chosen" if before else "no_knocks.agreed"
    assert say(key, title=LOW.title) in eyes.texts(stage.frame)
    press(stage.frame, say("checkins.not_now"))
    stage.settle()
    QTest.keyClick(stage.focus, Qt.Key.Key_Right)  # walks to what is there, and round
    assert eyes.spoken(stage.focus)[0] == say("checkins.practical")
    QTest.keyClick(stage.focus, Qt.Key.Key_Right)
    assert eyes.spoken(stage.focus)[0] == say("checkins.not_now")
    (agreement,) = {each.id for each in stage.home.agreements()}
    stage.home.agree(End(agreement))
    assert stage.desk is not None
    stage.desk.refresh()
    stage.settle()
    assert say("checkins.one_knock") in eyes.texts(stage.frame)
    assert say("no_knocks.agreed", title=LOW.title) not in eyes.texts(stage.frame)


def test_where_nobody_else_shares_there_is_nothing_to_wish_for_about_check_ins(stage: Stage) -> None:
    SCENES["today alone, resting"](stage)
    stage.settle()
    shown = eyes.texts(stage.frame)
    assert say("guess.tomorrow") in shown
    assert say("today.details.checkins") not in shown
    assert not [each for each in CHECKINS if say(f"checkins.{each}") in shown]


def test_the_next_click_is_told_without_what_an_agreement_disables(stage: Stage) -> None:
    stage.couple.jon.do(Rest(Details(checkins="one_knock")))
    stage.today(cards=False)
    assert stage.desk is not None
    card = PresetCard(stage.desk)
    card.show_present(stage.desk.present)
    assert card.findChildren(Text)[-1].text() == say("checkins.one_knock")
    agree(stage, LOW)
    stage.desk.refresh()
    stage.settle()
    card.show_present(stage.desk.present)
    assert card.findChildren(Text)[-1].text() == say("settings.preset.bare")
    assert not button(card, say("settings.preset.forget")).isHidden(), "it is remembered for after it"


def test_an_invitation_that_is_over_says_so_and_offers_a_new_one(stage: Stage) -> None:
    SCENES["today invitation over"](stage)
    stage.settle()
    assert say("today.over.title") in eyes.texts(stage.frame)
    assert say("today.invited.show") not in eyes.texts(stage.frame)
    press(stage.frame, say("today.invited.new"))
    assert stage.shell is not None
    assert stage.shell.at == "invite"


class TestLine:
    """The warm line."""

    @pytest.fixture
    def line(self, stage: Stage) -> QLineEdit:
        stage.couple.jon.do(Rest())
        stage.today(cards=False)
        stage.settle()
        found = stage.frame.findChildren(QLineEdit)
        assert len(found) == 1
        found[0].setFocus()
        QTest.keyClicks(found[0], "Low on words.")
        return found[0]

    def test_it_is_said_on_enter(self, stage: Stage, line: QLineEdit) -> None:
        QTest.keyClick(line, Qt.Key.Key_Return)
        stage.settle()
        assert stage.home.look().me.status.line == "Low on words."

    def test_it_is_said_by_its_button(self, stage: Stage, line: QLineEdit) -> None:
        press(stage.frame, say("today.details.line.say"))
        stage.settle()
        assert stage.home.look().me.status.line == "Low on words."

    def test_until_then_it_is_told_as_not_said(self, stage: Stage, line: QLineEdit) -> None:
        assert say("today.details.line.unsaid") in eyes.texts(stage.frame)
        say_it = button(stage.frame, say("today.details.line.say"))
        assert eyes.place(say_it, stage.frame).center().y() == eyes.place(line, stage.frame).center().y()
        press(stage.frame, say("looks.less_touch"))
        stage.settle()
        assert say("today.details.line.unsaid") in eyes.texts(stage.frame)
        assert say("today.details.saved") not in eyes.texts(stage.frame)
        press(stage.frame, say("today.details.line.say"))
        stage.settle()
        assert say("today.details.line.unsaid") not in eyes.texts(stage.frame)
        assert say("today.details.saved") in eyes.texts(stage.frame)

    def test_leaving_the_field_keeps_it_and_says_nothing(self, stage: Stage, line: QLineEdit) -> None:
        QTest.keyClick(line, Qt.Key.Key_Tab)
        stage.settle()
        self.kept_and_not_said(stage)

    def test_a_pause_keeps_it_and_says_nothing(self, stage: Stage, line: QLineEdit) -> None:
        while not stage.home.drafts:
            stage.app.processEvents()
        self.kept_and_not_said(stage)

    def test_typing_on_without_a_pause_keeps_it_too(self, stage: Stage, line: QLineEdit) -> None:
        # Each letter comes well before a pause would be one; only the second that may not be lost ends it.
        for _ in range(100):
            if stage.home.drafts:
                break
            QTest.keyClicks(line, "a", delay=PAUSE_MS // 10)
        assert stage.home.drafts
        assert stage.home.look().me.status.line == ""

    def test_closing_the_window_keeps_it_and_says_nothing(self, stage: Stage, line: QLineEdit) -> None:
        stage.frame.close()
        assert stage.desk is not None
        stage.desk.stop()
        self.kept_and_not_said(stage)
        stage.desk = None

    def test_another_page_keeps_it_and_says_nothing(self, stage: Stage, line: QLineEdit) -> None:
        press(stage.frame, say("nav.settings"))
        stage.settle()
        self.kept_and_not_said(stage)

    def kept_and_not_said(self, stage: Stage) -> None:
        assert stage.home.look().me.status.line == ""
        assert stage.home.draft("line") == "Low on words."

    def test_a_line_too_long_stays_whole_and_is_not_said(self, stage: Stage, line: QLineEdit) -> None:
        line.setText("x" * 141)
        QTest.keyClick(line, Qt.Key.Key_Return)
        stage.settle()
        assert line.text() == "x" * 141
        assert stage.home.look().me.status.line == ""
        assert say("why.line.long") in eyes.texts(stage.frame)

    def test_what_another_device_says_does_not_overwrite_what_is_typed(
        self, stage: Stage, line: QLineEdit
    ) -> None:
        stage.couple.jon.do(Rest(Details(line="From the other computer.")))
        assert stage.desk is not None
        stage.desk.refresh()
        stage.settle()
        assert line.text() == "Low on words."

    def test_a_line_is_picked_from_the_list(self, stage: Stage, line: QLineEdit) -> None:
        press(stage.frame, say("today.details.pick"))
        menu = stage.app.activePopupWidget()
        assert isinstance(menu, QMenu)
        group = menu.actions()[0].menu()
        assert isinstance(group, QMenu)
        group.actions()[1].trigger()
        menu.close()
        stage.settle()
        assert stage.home.look().me.status.line == "Low on words today."

    def test_the_list_is_the_person_s_own_where_there_is_one(self, stage: Stage, line: QLineEdit) -> None:
        stage.home.change_settings(phrases=("Out of words & well.",))
        assert stage.desk is not None
        stage.desk.refresh()
        stage.settle()
        press(stage.frame, say("today.details.pick"))
        menu = stage.app.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.actions()[0].trigger()
        menu.close()
        stage.settle()
        assert stage.home.look().me.status.line == "Out of words & well."


def test_say_still_here_once_and_no_answer_is_expected(stage: Stage) -> None:
    stage.couple.jon.do(Rest())
    stage.today(cards=False)
    stage.settle()
    press(stage.frame, say("today.still_here"))
    stage.settle()
    assert stage.home.last() == StillHere()
    assert say("pulse.said") in eyes.texts(stage.frame)
    assert say("today.still_here") not in eyes.texts(stage.frame)


def test_a_little_bit_back_asks_for_one_of_three(stage: Stage) -> None:
    stage.couple.jon.do(Rest())
    stage.today(cards=False)
    stage.settle()
    press(stage.frame, say("today.partly"))
    press(stage.frame, say("partly.talk"))
    stage.settle()
    assert stage.home.last() == PartlyBack("talk")
    assert say("headline.you_partly") in eyes.texts(stage.frame)
    press(stage.frame, say("partly.company"))
    stage.settle()
    assert stage.home.last() == PartlyBack("company")
    press(stage.frame, say("today.back"))
    stage.settle()
    assert stage.home.last() == Back()


def test_escape_closes_the_question_without_an_answer(stage: Stage) -> None:
    stage.couple.jon.do(Rest())
    stage.today(cards=False)
    stage.settle()
    press(stage.frame, say("today.partly"))
    assert say("partly.talk") in eyes.texts(stage.frame)
    QTest.keyClick(stage.frame, Qt.Key.Key_Escape)
    assert say("partly.talk") not in eyes.texts(stage.frame)
    assert stage.home.done == [Rest()]


def test_a_flip_can_be_taken_back_for_ten_seconds_and_no_number_counts_them(stage: Stage) -> None:
    stage.today(cards=False)
    press(stage.frame, say("today.rest"))
    stage.settle()
    assert not any(
        character.isdigit() for text in eyes.texts(stage.frame) if "140" not in text for character in text
    )
    press(stage.frame, say("today.undo", what=say("today.rest")))
    stage.settle()
    assert stage.home.last() == Undo()
    assert say("headline.both_here") in eyes.texts(stage.frame)


def test_after_ten_seconds_there_is_nothing_to_take_back(stage: Stage) -> None:
    stage.today(cards=False)
    press(stage.frame, say("today.rest"))
    stage.settle()
    assert stage.desk is not None
    assert stage.desk._undo_over.isActive()
    stage.couple.later(seconds=11)
    stage.desk._undo_over.timeout.emit()
    stage.settle()
    assert say("today.undo", what=say("today.rest")) not in eyes.texts(stage.frame)


class TestWaiting:
    """The partner rests."""

    def test_the_partner_s_own_words_stand_there(self, stage: Stage) -> None:
        SCENES["today partner rests"](stage)
        stage.settle()
        shown = eyes.texts(stage.frame)
        for text in (f"“{LINE}”", say("looks.shorter_replies"), say("looks.fewer_words")):
            assert text in shown
        assert say("their_guess.tomorrow", name="Mia") in " ".join(shown)
        assert say("since.evening") in " ".join(shown)

    def test_one_soft_knock_and_then_left_at_the_door(self, stage: Stage) -> None:
        SCENES["today partner rests"](stage)
        stage.settle()
        press(stage.frame, say("today.knock"))
        stage.settle()
        assert stage.home.done == [], "a pause comes first"
        answers = [button(stage.frame, say(f"knock.{each}")) for each in ("softly", "letter", "nothing")]
        assert {each.property("kind") for each in answers} == {"plain"}
        assert eyes.spoken(stage.focus)[0] == say("knock.ask"), "the same key twice sends nothing"
        answers[0].click()
        stage.settle()
        assert stage.home.done == [SoftKnock()]
        assert say("knock.left") in eyes.texts(stage.frame)
        knock = button(stage.frame, say("today.knock"))
        assert not knock.isEnabled()
        assert eyes.spoken(knock)[1] == say("why.knock.once", name="Mia")

    @pytest.mark.parametrize("way", ["escape", "nothing"])
    def test_the_pause_before_a_knock_closes_and_says_nothing(self, stage: Stage, way: str) -> None:
        SCENES["today partner rests"](stage)
        stage.settle()
        press(stage.frame, say("today.knock"))
        if way == "escape":
            QTest.keyClick(stage.frame, Qt.Key.Key_Escape)
        else:
            press(stage.frame, say("knock.nothing"))
        assert say("knock.ask") not in eyes.texts(stage.frame)
        assert eyes.spoken(stage.focus)[0] == say("today.knock")
        assert stage.home.done == []

    @pytest.mark.parametrize("asked", [False, True])
    def test_a_letter_for_later_is_one_press_away(self, stage: Stage, asked: bool) -> None:
        SCENES["today partner rests" if asked else "today partner rests, no details"](stage)
        stage.settle()
        if asked:
            press(stage.frame, say("today.knock"))
        press(stage.frame, say("knock.letter"))
        stage.settle()
        assert stage.shell is not None
        assert stage.shell.at == "letters"
        assert eyes.spoken(stage.focus)[0] == say("letters.paper"), "a new letter, ready to be written"

    def test_since_when_is_told_once(self, stage: Stage) -> None:
        SCENES["today partner rests, no details"](stage)
        stage.settle()
        assert " ".join(eyes.texts(stage.frame)).count(say("since.evening")) == 1

    def test_where_nothing_was_said_of_knocks_just_that_is_told(self, stage: Stage) -> None:
        SCENES["today partner rests, no details"](stage)
        stage.settle()
        wish = say("why.knock.unsaid", name="Mia")
        knock = button(stage.frame, say("today.knock"))
        assert not knock.isEnabled()
        assert eyes.spoken(knock)[1] == wish
        reached = {eyes.spoken(stop)[0] for stop in eyes.stops(stage.frame)}
        assert wish in reached

    def test_a_guess_that_passed_is_a_gentle_line(self, stage: Stage) -> None:
        SCENES["today partner's guess over"](stage)
        stage.settle()
        assert say("their_guess.over") in eyes.texts(stage.frame)

    def test_both_may_rest_at_once(self, stage: Stage) -> None:
        SCENES["today partner rests"](stage)
        stage.settle()
        press(stage.frame, say("today.rest"))
        stage.settle()
        shown = eyes.texts(stage.frame)
        assert say("headline.both_rest") in shown
        assert say("today.from", name="Mia") in shown
        assert f"“{LINE}”" in shown

    def test_nothing_to_do_is_a_valid_screen(self, stage: Stage) -> None:
        SCENES["today partner rests, no details"](stage)
        stage.settle()
        assert say("today.thought.nothing") in eyes.texts(stage.frame)
        press(stage.frame, say("today.sit"))
        stage.settle()
        assert stage.shell is not None
        page = stage.shell.page
        assert isinstance(page, Sitting)
        page._timer.timeout.emit()
        assert say("sitting.over") in eyes.texts(stage.frame)
        press(stage.frame, say("sitting.end"))
        assert stage.shell.at == "today"
        assert not page._timer.isActive()


@pytest.mark.parametrize(
    ("key", "act"),
    [
        ("today.guess.keep", KeepResting()),
        ("today.guess.open", Rest(Details(guess="open"))),
    ],
)
def test_the_passed_guess_is_asked_once(stage: Stage, key: str, act: object) -> None:
    SCENES["today guess passed"](stage)
    stage.settle()
    assert say("today.guess.passed") in eyes.texts(stage.frame)
    press(stage.frame, say(key))
    stage.settle()
    assert stage.home.last() == act
    assert say("today.guess.passed") not in eyes.texts(stage.frame)


def test_the_passed_guess_can_be_another_one(stage: Stage) -> None:
    SCENES["today another guess"](stage)
    stage.settle()
    again = next(
        row
        for row in stage.frame.findChildren(ChipRow)
        if row.isVisibleTo(stage.frame) and "open" not in row._chips
    )
    again._chips["few_days"].click()
    stage.settle()
    assert stage.home.last() == Rest(Details(guess="few_days"))
    assert say("today.guess.passed") not in eyes.texts(stage.frame)


def test_the_four_answers_look_equal(stage: Stage) -> None:
    SCENES["today guess passed"](stage)
    stage.settle()
    keys = ("today.guess.keep", "today.guess.another", "today.guess.open")
    assert {button(stage.frame, say(key)).property("kind") for key in keys} == {"plain"}


def test_a_rest_that_the_folder_cannot_take_is_told_to_be_kept(stage: Stage) -> None:
    stage.home.reachable = False
    stage.today(cards=False)
    assert say("notice.own.kept") not in eyes.texts(stage.frame), "nothing waits"
    stage.home.outbox = 1
    press(stage.frame, say("today.rest"))
    stage.settle()
    assert say("notice.own.kept") in eyes.texts(stage.frame)
    stage.home.reachable = True
    assert stage.desk is not None
    stage.desk.refresh()
    stage.settle()
    assert say("notice.own.kept") not in eyes.texts(stage.frame)


def test_a_rest_of_one_s_own_says_that_nobody_hears_of_it(stage: Stage) -> None:
    SCENES["today alone"](stage)
    stage.settle()
    assert say("today.rest.alone") not in eyes.texts(stage.frame)
    press(stage.frame, say("today.rest"))
    stage.settle()
    assert eyes.texts(stage.frame).count(say("today.rest.alone")) == 1


class TestLinking:
    """From one to two."""

    def test_the_inviter_says_yes(self, stage: Stage) -> None:
        SCENES["today someone asks"](stage)
        stage.settle()
        yes, no = (button(stage.frame, say(key, name="Jon")) for key in ("today.asks.yes", "today.asks.no"))
        assert yes.property("kind") == no.property("kind") == "plain"
        yes.click()
        stage.settle()
        assert say("headline.both_here") in eyes.texts(stage.frame)

    def test_or_not_this_person(self, stage: Stage) -> None:
        SCENES["today someone asks"](stage)
        stage.settle()
        press(stage.frame, say("today.asks.no"))
        stage.settle()
        assert stage.home.asks is None
        assert say("today.alone.title") in eyes.texts(stage.frame)

    def test_the_one_who_waits_may_take_the_answer_back(self, stage: Stage) -> None:
        SCENES["today waiting for a yes"](stage)
        stage.settle()
        assert say("today.waits.stays", name="Jon") in eyes.texts(stage.frame)
        day = last_day(ms_of(stage.couple.now + timedelta(days=7)))
        assert say("today.waits.until", name="Jon", day=day) in eyes.texts(stage.frame)
        press(stage.frame, say("today.waits.back"))
        stage.settle()
        assert stage.home.waits_for is None
        assert say("today.alone.title") in eyes.texts(stage.frame)
        assert stage.shell is not None
        assert stage.focus is stage.shell.page.title

    def test_the_words_are_shown_when_asked_for_and_go_with_the_page(self, stage: Stage) -> None:
        SCENES["today invited"](stage)
        stage.settle()
        assert not any(text.endswith("abandon") for text in eyes.texts(stage.frame))
        press(stage.frame, say("today.invited.show"))
        stage.settle()
        assert sum(text[0].isdigit() for text in eyes.texts(stage.frame)) == 12
        press(stage.frame, say("nav.settings"))
        press(stage.frame, say("nav.today"))
        assert not any(text.endswith("abandon") for text in eyes.texts(stage.frame))

    def test_an_invitation_is_made_from_a_space_of_one_s_own(self, stage: Stage) -> None:
        SCENES["today alone"](stage)
        stage.settle()
        press(stage.frame, say("today.alone.invite"))
        press(stage.frame, say("invite.make"))
        assert say("welcome.folder.none") in eyes.texts(stage.frame)
        press(stage.frame, say("folder.choose"))
        press(stage.frame, say("invite.make"))
        stage.settle()
        assert sum(text[0].isdigit() for text in eyes.texts(stage.frame)) == 12
        press(stage.frame, say("invite.done"))
        stage.settle()
        assert say("today.invited.title") in eyes.texts(stage.frame)


class TestCards:
    """Prompts and agreements."""

    def test_without_a_source_there_is_no_card(self, stage: Stage) -> None:
        stage.today(cards=False)
        stage.settle()
        assert say("today.thought.today") not in eyes.texts(stage.frame)
        assert say("today.agreed") not in eyes.texts(stage.frame)

    def test_another_brings_another_and_a_refresh_does_not(self, stage: Stage) -> None:
        stage.today()
        stage.settle()
        before = [text for text in eyes.texts(stage.frame) if text.endswith("?")]
        stage.couple.later(hours=1)
        assert stage.desk is not None
        stage.desk.refresh()
        stage.settle()
        assert [text for text in eyes.texts(stage.frame) if text.endswith("?")] == before
        press(stage.frame, say("today.thought.another"))
        assert [text for text in eyes.texts(stage.frame) if text.endswith("?")] != before

    def test_writing_is_offered_only_where_there_is_a_page_for_it(self, stage: Stage) -> None:
        from stillhere.window.today.page import Today

        stage.today()
        opened: list[tuple[str, str]] = []
        assert stage.desk is not None
        page = Today(
            stage.desk,
            open_page=lambda place, about: opened.append((place, about)),
            has_page=lambda place: place == "reflect",
            moving=lambda: False,
            prompt=lambda _: Prompt("waiting.1", "What is it like?"),
            parent=stage.frame,
        )
        press(page, say("today.thought.write"))
        assert opened == [("reflect", "waiting.1")]
        alone = Today(
            stage.desk,
            open_page=lambda place, about: opened.append((place, about)),
            has_page=lambda _: False,
            moving=lambda: False,
            prompt=lambda _: Prompt("waiting.1", "What is it like?"),
            parent=stage.frame,
        )
        assert say("today.thought.write") not in eyes.texts(alone)


class TestTrouble:
    """What can't be done."""

    def test_a_refusal_is_told_in_its_own_sentence(self, stage: Stage) -> None:
        stage.today(cards=False)
        stage.settle()
        stage.couple.jon.do(Rest())  # on another computer, a moment ago
        press(stage.frame, say("today.rest"))
        stage.settle()
        assert say("why.rest.already") in eyes.texts(stage.frame)

    def test_trouble_has_a_title_and_a_next_step_and_goes(self, stage: Stage) -> None:
        stage.today(cards=False)
        stage.home.fails = StoreError("disk_full")
        press(stage.frame, say("today.rest"))
        stage.settle()
        assert say("trouble.disk_full.title") in eyes.texts(stage.frame)
        assert say("trouble.disk_full.next") in eyes.texts(stage.frame)
        press(stage.frame, say("note.close"))
        assert say("trouble.disk_full.title") not in eyes.texts(stage.frame)

    def test_a_fault_of_ours_is_told_without_its_message(self, stage: Stage) -> None:
        stage.today(cards=False)
        stage.home.fails = ValueError("secret")
        press(stage.frame, say("today.rest"))
        stage.settle()
        assert say("fault.title") in eyes.texts(stage.frame)
        assert not any("secret" in text for text in eyes.texts(stage.frame))


def test_rest_details_and_knock_by_keyboard_alone(stage: Stage) -> None:
    stage.couple.mia.do(Rest(DETAILS))
    stage.today(cards=False)
    stage.settle()
    for name, key in (
        (say("today.knock"), Qt.Key.Key_Space),
        (say("knock.softly"), Qt.Key.Key_Space),
        (say("today.rest"), Qt.Key.Key_Return),
        (say("looks.shorter_replies"), Qt.Key.Key_Space),
    ):
        _walk_to(stage, name)
        QTest.keyClick(stage.focus, key)
        stage.settle()
    QTest.keyClick(stage.focus, Qt.Key.Key_Right)
    QTest.keyClick(stage.focus, Qt.Key.Key_Right)
    assert stage.home.last() == Rest(Details(looks=("shorter_replies",)))  # walking chose nothing
    QTest.keyClick(stage.focus, Qt.Key.Key_Space)
    stage.settle()
    assert stage.home.done == [
        SoftKnock(),
        Rest(),
        Rest(Details(looks=("shorter_replies",))),
        Rest(Details(looks=("shorter_replies", "less_touch"))),
    ]
    _walk_to(stage, say("today.back"))
    QTest.keyClick(stage.focus, Qt.Key.Key_Return)
    stage.settle()
    assert stage.home.last() == Back()


def test_a_key_pressed_twice_says_one_thing(stage: Stage) -> None:
    stage.today(cards=False)
    stage.settle()
    _walk_to(stage, say("today.rest"))
    for _ in range(2):
        QTest.keyClick(stage.focus, Qt.Key.Key_Space)
        stage.settle()
    assert stage.home.done == [Rest()]
    assert eyes.spoken(stage.focus)[0] == say("headline.you_rest")
    QTest.keyClick(stage.focus, Qt.Key.Key_Tab)
    assert eyes.spoken(stage.focus)[0] == say("today.back")


@pytest.mark.parametrize("theme", COLOURS)
@pytest.mark.parametrize("me", ["here", "resting", "partly_back"])
@pytest.mark.parametrize("partner", ["here", "resting", "partly_back", None])
def test_the_overlap_is_lit_in_every_state(dressed: object, theme: str, me: str, partner: str | None) -> None:
    from stillhere.core.view import Mark

    picture = painted(Mark(me, partner), 128, COLOURS[theme]).toImage()  # type: ignore[arg-type, index]
    assert picture.pixelColor(64, 64).name() == COLOURS[theme].mark_lit  # type: ignore[index]


def test_each_state_has_a_shape_of_its_own(dressed: object) -> None:
    from stillhere.core.view import Mark

    states = ("here", "resting", "partly_back", None)
    shapes = set[bytes]()
    for state in states:
        picture = painted(Mark("here", state), 128, COLOURS["light"]).toImage()  # type: ignore[arg-type]
        opaque = bytes(picture.pixelColor(x, y).alpha() > 127 for y in range(40, 90) for x in range(96, 128))
        shapes.add(opaque)
    assert len(shapes) == len(states)


def test_the_mark_fades_only_where_things_may_move(stage: Stage) -> None:
    from stillhere.core.view import Mark

    view = MarkView(118, parent=stage.frame)
    view.show()
    view.show_mark(Mark("resting", "here"), "resting")
    assert view._share == 1.0
    view.show_mark(Mark("here", "here"), "here", moving=True)
    assert view._fade is not None
    view._fade.setCurrentTime(0)
    assert view._share == 0.0
    view._fade.setCurrentTime(view._fade.duration())
    assert view._share == 1.0


def test_time_is_looked_at_each_minute_only_while_the_window_is_shown(stage: Stage) -> None:
    stage.today(cards=False)
    stage.settle()
    assert stage.desk is not None
    timer = stage.desk._minute
    assert timer.isActive()
    assert timer.interval() == MINUTE_MS
    stage.frame.hide()
    assert not timer.isActive()
    stage.couple.mia.do(Rest())
    stage.couple.later(days=1)
    stage.frame.show()
    timer.timeout.emit()
    stage.settle()
    assert say("since.yesterday") in " ".join(eyes.texts(stage.frame))


def test_a_partner_s_line_is_shown_letter_by_letter(stage: Stage) -> None:
    hostile = "<b>bold</b> https://x.example <img src='file:///etc/passwd'>"
    stage.couple.mia.do(Rest(Details(line=hostile)))
    stage.today(cards=False)
    stage.settle()
    assert f"“{hostile}”" in eyes.texts(stage.frame)


def test_a_word_without_end_widens_nothing(stage: Stage) -> None:
    stage.couple.mia.do(Rest(Details(line="w" * 140)))
    stage.today(cards=False)
    stage.frame.resize(720, 520)
    stage.settle()
    assert eyes.cut_off(stage.frame) == []


def _walk_to(stage: Stage, name: str) -> None:
    for _ in range(40):
        now = stage.focus
        if eyes.spoken(now)[0] == name:
            return
        QTest.keyClick(now, Qt.Key.Key_Tab)
    raise AssertionError(f"{name!r} is out of the Tab key's reach")


def test_a_chip_row_is_one_stop(stage: Stage) -> None:
    stage.couple.jon.do(Rest(DETAILS))
    stage.today(cards=False)
    stage.settle()
    for row in stage.frame.findChildren(ChipRow):
        tabbed = [chip for chip in row.findChildren(Chip) if chip.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert len(tabbed) == 1
