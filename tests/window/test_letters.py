"""Letters on the page: saved as they are typed, asked about one by one, sent and opened by choice alone."""

from __future__ import annotations

from typing import cast
from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from stillhere.core.acts import Back, Rest
from stillhere.core.letters import Letter
from stillhere.home.keys.vault import MEMORY_KIB
from stillhere.home.private import header, set_lock
from stillhere.home.rooms.letters import Letters
from stillhere.home.rooms.mailbox import Mailbox
from stillhere.home.rooms.shared import Shared
from stillhere.window.frame import LEAST
from stillhere.window.reflect.page import Reflect
from stillhere.words import say
from tests.home.couple import recording
from tests.window.hands import buttons, name_of, press
from tests.window.letter_scenes import FERRY, RAIN, SCARED, SEEN, THANKS, Pair, page_of, pair_of, show
from tests.window.reading_scenes import PASSPHRASE
from tests.window.scenes import SCENES
from tests.window.stage import Stage


def here(pair: Pair) -> list[Letter]:
    """Jon's letters, as they are kept."""
    with pair.jon.home.door().open(None) as private:
        return list(Letters(pair.jon.home, private).here())


def named(stage: Stage) -> set[str]:
    """The names of all buttons in sight."""
    return {name_of(each) for each in buttons(stage.frame)}


def do(stage: Stage, key: str, **fields: str) -> None:
    press(stage.frame, say(key, **fields))
    stage.settle()
    stage.settle()


def write(stage: Stage, text: str) -> None:
    """Begins a letter and types it, as far as it is kept by itself."""
    do(stage, "letters.write")
    page_of(stage)._paper._area.insertPlainText(text)
    page_of(stage)._pen.hand_over()
    stage.settle()
    stage.settle()


def test_what_is_typed_is_kept_and_the_folder_never_hears(stage: Stage) -> None:
    pair = pair_of(stage)
    folder = pair.jon.home.settings().folder
    assert folder is not None
    before = recording(folder)
    show(stage, pair)
    write(stage, RAIN)
    assert [(letter.text, letter.state) for letter in here(pair)] == [(RAIN, "written")]
    assert any(RAIN.startswith(name[:20]) for name in named(stage))
    do(stage, "letters.do.hold_here")
    assert [letter.state for letter in here(pair)] == ["held"]
    assert page_of(stage)._said._text.text() == say("letters.said.hold")
    pair.jon.round()
    assert recording(folder) == before


def test_what_is_typed_on_a_letter_that_was_let_go_elsewhere_is_kept_before_all_closes(stage: Stage) -> None:
    pair = pair_of(stage)
    show(stage, pair)
    write(stage, RAIN)
    with pair.jon.home.door().open(None) as private:
        Letters(pair.jon.home, private).decide(here(pair)[0].id, "let_go")
    assert here(pair) == []
    page_of(stage)._paper._area.insertPlainText(THANKS)
    stage.frame.close()
    stage.work_off(page_of(stage)._journal)
    assert [letter.text for letter in here(pair)] == [RAIN + THANKS]


def test_a_letter_is_sent_by_its_writer_alone_and_arrives(stage: Stage) -> None:
    pair = pair_of(stage)
    show(stage, pair)
    write(stage, RAIN)
    do(stage, "letters.do.send", name="Mia")
    assert here(pair) == []
    pair.rounds()
    (came,) = Mailbox(pair.mia.home).open_all()
    assert came.text == RAIN


def test_its_writer_is_asked_about_one_after_the_other_and_about_each_once(stage: Stage) -> None:
    pair = pair_of(stage)
    pair.mia.home.do(Rest())
    pair.rounds()
    pair.write(FERRY, SCARED)
    pair.world.pass_time(hours=1)
    pair.mia.home.do(Back())
    pair.rounds()
    shell = show(stage, pair)
    paper = page_of(stage)._paper
    assert (paper._head.text(), paper._read.text()) == (say("letters.ask.about"), FERRY)
    answers = [name_of(each) for each in paper._acts.values() if not each.isHidden()]
    keys = ("letters.do.change", "letters.do.hold_longer", "letters.do.keep_mine", "letters.do.let_go")
    assert answers == [say("letters.do.send", name="Mia"), *map(say, keys)]
    do(stage, "letters.do.keep_mine")
    assert paper._read.text() == SCARED
    # Going away is no answer, and it isn't asked again until the next return.
    shell.open("today")
    stage.settle()
    shell.open("letters")
    stage.settle()
    stage.settle()
    assert paper._head.isHidden()
    assert {letter.text: letter.state for letter in here(pair)} == {FERRY: "kept", SCARED: "asked"}
    pair.world.pass_time(days=1)
    for act in (Rest(), Back()):
        pair.mia.home.do(act)
        pair.rounds()
        pair.world.pass_time(hours=1)
    shell.open("today")
    stage.settle()
    shell.open("letters")
    stage.settle()
    assert (paper._head.text(), paper._read.text()) == (say("letters.ask.about"), SCARED)


def test_nobody_who_writes_is_interrupted(stage: Stage) -> None:
    pair = pair_of(stage)
    pair.mia.home.do(Rest())
    pair.rounds()
    pair.write(FERRY)
    show(stage, pair)
    write(stage, RAIN)
    pair.world.pass_time(hours=1)
    pair.mia.home.do(Back())
    pair.rounds()
    assert stage.desk is not None
    stage.desk.refresh()
    stage.settle()
    assert page_of(stage)._paper.text == RAIN
    assert say("letters.do.send", name="Mia") in named(stage)
    do(stage, "letters.do.keep")
    assert page_of(stage)._paper._read.text() == FERRY


def _back_with_one_to_ask_about(stage: Stage) -> Pair:
    """Mia is back, and Jon holds a letter that he wasn't asked about."""
    pair = pair_of(stage)
    pair.mia.home.do(Rest())
    pair.rounds()
    pair.write(FERRY)
    pair.world.pass_time(hours=1)
    pair.mia.home.do(Back())
    pair.rounds()
    return pair


def test_a_question_that_comes_once_something_is_typed_takes_nothing_away(stage: Stage) -> None:
    pair = _back_with_one_to_ask_about(stage)
    shell = show(stage, pair, "today")
    shell.open("letters")
    press(stage.frame, say("letters.write"))
    paper = page_of(stage)._paper
    paper._area.insertPlainText(RAIN)
    stage.settle()
    stage.settle()
    assert paper.text == RAIN
    page_of(stage)._pen.hand_over()
    stage.settle()
    # Nobody saw the question: the letter waits for it as before.
    assert {letter.text: letter.state for letter in here(pair)} == {FERRY: "held", RAIN: "written"}


def test_a_question_that_comes_once_its_page_was_left_is_asked_when_one_is_back(stage: Stage) -> None:
    pair = _back_with_one_to_ask_about(stage)
    shell = show(stage, pair, "today")
    shell.open("letters")
    shell.open("today")
    stage.settle()
    stage.settle()
    assert [letter.state for letter in here(pair)] == ["held"]
    shell.open("letters")
    stage.settle()
    stage.settle()
    assert page_of(stage)._paper._read.text() == FERRY
    assert [letter.state for letter in here(pair)] == ["asked"]


def test_what_could_not_be_kept_is_there_when_one_comes_back_and_no_question_is_in_its_place(
    stage: Stage,
) -> None:
    pair = _back_with_one_to_ask_about(stage)
    shell = show(stage, pair, "letters", "new")
    with patch.object(page_of(stage)._pen, "_keep", side_effect=OSError("no room")):
        page_of(stage)._paper._area.insertPlainText(RAIN)
        shell.open("today")
        stage.settle()
        shell.open("letters")
        stage.settle()
    assert page_of(stage)._paper.text == RAIN
    page_of(stage)._pen.hand_over()
    stage.settle()
    assert {letter.text: letter.state for letter in here(pair)} == {FERRY: "held", RAIN: "written"}


def test_a_letter_that_is_let_go_can_be_taken_back_and_then_it_is_gone(stage: Stage) -> None:
    pair = pair_of(stage)
    pair.write(FERRY)
    shell = show(stage, pair)
    do(stage, "letters.do.let_go")
    assert FERRY[:20] not in " ".join(named(stage))
    do(stage, "letters.bring_back")
    assert page_of(stage)._paper.text == FERRY
    assert [letter.text for letter in here(pair)] == [FERRY]
    do(stage, "letters.do.let_go")
    assert len(here(pair)) == 1
    shell.open("today")
    stage.settle()
    assert here(pair) == []


def test_what_came_is_opened_one_by_one_or_all_at_once(stage: Stage) -> None:
    pair = pair_of(stage)
    pair.send(THANKS, RAIN, SEEN)
    show(stage, pair)
    page, mailbox = page_of(stage), Mailbox(pair.jon.home)
    assert mailbox.unopened() == 3
    page._lists.received._rows[mailbox.received()[-1].id].click()
    stage.settle()
    stage.settle()
    assert page._paper._read.text() == THANKS
    assert not [each for each in page._paper._acts.values() if not each.isHidden()], "no place for an answer"
    assert mailbox.unopened() == 2
    do(stage, "letters.open_all")
    assert mailbox.unopened() == 0
    assert say("letters.open_all") not in named(stage)


def test_the_wish_is_said_and_heard(stage: Stage) -> None:
    pair = pair_of(stage)
    show(stage, pair)
    do(stage, "letters.wish.none")
    assert Mailbox(pair.jon.home).pace() == "none"
    pair.rounds()
    (letter,) = pair.write(FERRY, of="mia")
    with pair.mia.home.door().open(None) as private:
        assert Letters(pair.mia.home, private).mailbox.post().pace == "none"
    assert letter


def test_behind_a_lock_what_came_is_read_and_what_waits_is_not(stage: Stage) -> None:
    SCENES["letters locked"](stage)
    stage.settle()
    assert not any(FERRY[:20] in name for name in named(stage))
    assert say("letters.came.evening", name="Mia") in named(stage)
    page = page_of(stage)
    page._lists.passphrase.setText("three words")
    do(stage, "reflect.open")
    assert not page.note.isHidden()
    page._lists.passphrase.setText(PASSPHRASE)
    do(stage, "reflect.open")
    assert any(FERRY[:20] in name for name in named(stage))
    assert stage.shell is not None
    stage.shell.lock()
    stage.settle()
    assert not any(FERRY[:20] in name for name in named(stage))
    assert FERRY not in page._paper.text


def test_it_is_held_for_a_return_only_while_the_partner_is_away(stage: Stage) -> None:
    pair = pair_of(stage)
    show(stage, pair)
    write(stage, FERRY)
    held_for = say("letters.do.hold", name="Mia")
    assert held_for not in named(stage)
    assert say("letters.do.hold_here") in named(stage)
    pair.mia.home.do(Rest())
    pair.rounds()
    assert stage.desk is not None
    stage.desk.refresh()
    stage.settle()
    stage.settle()
    assert held_for in named(stage)


def test_behind_a_lock_what_was_sent_is_told_to_lie_outside(stage: Stage) -> None:
    pair = pair_of(stage)
    show(stage, pair)
    write(stage, FERRY)
    do(stage, "letters.do.send", name="Mia")
    assert not page_of(stage)._lists._outside.isVisible()
    _lock_meanwhile(stage, pair)
    assert page_of(stage)._lists._outside.isVisible()


def _lock_meanwhile(stage: Stage, pair: Pair) -> None:
    with patch.object(header, "LOCK_MEMORY_KIB", MEMORY_KIB[0]):
        set_lock(pair.jon.home.paths, pair.jon.home._key, PASSPHRASE)
    stage.own_journal().check()
    stage.settle()


def test_a_lock_set_meanwhile_wipes_what_is_kept(stage: Stage) -> None:
    pair = pair_of(stage)
    show(stage, pair)
    write(stage, FERRY)
    _lock_meanwhile(stage, pair)
    assert page_of(stage)._paper.text == ""
    assert page_of(stage)._paper.isHidden()
    assert not any(FERRY[:20] in name for name in named(stage))


def test_a_lock_set_meanwhile_loses_nothing_typed_and_shows_nothing_of_it(stage: Stage) -> None:
    pair = pair_of(stage)
    show(stage, pair)
    write(stage, FERRY)
    page_of(stage)._paper._area.insertPlainText(" And rain.")
    _lock_meanwhile(stage, pair)
    assert page_of(stage)._paper.isHidden()
    page_of(stage)._lists.passphrase.setText(PASSPHRASE)
    do(stage, "reflect.open")
    assert page_of(stage)._paper.isVisible()
    assert page_of(stage)._paper.text.endswith(" And rain.")
    assert page_of(stage)._pen.saved


def test_on_a_narrow_window_escape_closes_the_letter_first(stage: Stage) -> None:
    pair = pair_of(stage)
    pair.write(FERRY)
    stage.frame.resize(LEAST)
    stage.frame.show()
    shell = show(stage, pair)
    page_of(stage)._lists.here._rows[here(pair)[0].id].click()
    stage.settle()
    assert not page_of(stage)._paper.isHidden()
    QTest.keyClick(shell, Qt.Key.Key_Escape)
    assert (shell.at, page_of(stage)._paper.isHidden()) == ("letters", True)
    QTest.keyClick(shell, Qt.Key.Key_Escape)
    assert shell.at == "today"


def test_today_has_a_word_and_who_rests_hears_none(stage: Stage) -> None:
    SCENES["today something came"](stage)
    stage.settle()
    assert stage.shell is not None
    do(stage, "letters.look")
    assert stage.shell.at == "letters"
    stage.shell.open("today")
    assert stage.desk is not None
    stage.desk.do(Rest())
    stage.settle()
    assert say("letters.look") not in named(stage)


def test_a_page_is_shared_after_one_more_question_and_taken_back(stage: Stage) -> None:
    pair = pair_of(stage)
    pair.private(lambda private: private.pages.write([SEEN]))
    show(stage, pair, "reflect")
    do(stage, "reflect.pages")
    rows = cast(Reflect, stage.shell.page)._list.rows._rows if stage.shell else {}
    next(iter(rows.values())).click()
    stage.settle()
    do(stage, "reflect.share", name="Mia")
    do(stage, "reflect.share_no")
    assert Shared(pair.jon.home).ours() == ()
    do(stage, "reflect.share", name="Mia")
    do(stage, "reflect.share_yes")
    pair.rounds()
    assert [each.parts for each in Shared(pair.mia.home).theirs()] == [(SEEN,)]
    do(stage, "reflect.unshare")
    pair.rounds()
    assert Shared(pair.mia.home).theirs() == ()


def test_a_copy_is_read_and_only_ones_own_is_taken_back(stage: Stage) -> None:
    SCENES["reflect shared by the other"](stage)
    stage.settle()
    assert stage.shell is not None
    sheet = cast(Reflect, stage.shell.page)._sheet
    assert sheet.texts == (SEEN,)
    assert sheet._parts[0].isReadOnly()
    assert say("reflect.unshare") not in named(stage)
