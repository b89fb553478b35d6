"""The way in: by keyboard alone, back and forth without a loss, each trouble told where it can be helped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from stillhere.home.errors import FolderError, HomeError, VaultError
from stillhere.home.folder.carriers import Carrier
from stillhere.home.home import Home
from stillhere.seal.invite import LIFETIME_MS
from stillhere.seal.kit import new_kit
from stillhere.window import qr
from stillhere.window.components.buttons import ChoiceCard
from stillhere.window.components.note import Note
from stillhere.window.components.ring import FocusRing
from stillhere.window.components.text import Text
from stillhere.window.frame import LEAST
from stillhere.window.invitation import QrView, last_day
from stillhere.window.welcome.beginning import Beginning, Way, Wish
from stillhere.window.welcome.page import Welcome
from stillhere.window.welcome.steps import NotificationsStep
from stillhere.words import say
from tests.home.couple import recording
from tests.window import eyes
from tests.window.fakes import MORNING, WORDS, FakeHome
from tests.window.hands import button, fill, press
from tests.window.scenes import Stage

US = Path("/home/jon/Dropbox/Ours")


EXPIRES_MS = int(MORNING.timestamp() * 1000) + LIFETIME_MS


class Recorder(Beginning):
    """Takes wishes, and answers as it is told."""

    def __init__(self, *answers: tuple[str, ...] | Exception) -> None:
        self.wishes: list[Wish] = []
        self.expires_ms = EXPIRES_MS
        self._answers = list(answers)

    def fulfil(self, wish: Wish) -> tuple[str, ...]:
        self.wishes.append(wish)
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def way_in(stage: Stage, recorder: Recorder) -> Welcome:
    stage.worker.start()
    welcome = Welcome(recorder, stage.worker, lambda: stage.entered.append(True), dialogs=stage.dialogs)
    stage.frame.hold(welcome, welcome)
    stage.settle()
    return welcome


def type_and_enter(stage: Stage, text: str) -> None:
    field = stage.focus
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    stage.settle()


def walk_and_press(stage: Stage, name: str) -> None:
    for _ in range(20):
        now = stage.focus
        if eyes.spoken(now)[0] == name:
            QTest.keyClick(now, Qt.Key.Key_Space)
            stage.settle()
            return
        QTest.keyClick(now, Qt.Key.Key_Tab)
    raise AssertionError(f"{name!r} is out of the Tab key's reach")


def test_a_space_is_started_by_keyboard_alone(stage: Stage) -> None:
    recorder = Recorder(WORDS)
    way_in(stage, recorder)
    walk_and_press(stage, say("welcome.start"))
    type_and_enter(stage, "Mia")
    walk_and_press(stage, say("folder.choose"))
    assert stage.focus is button(stage.frame, say("welcome.on"))
    QTest.keyClick(stage.focus, Qt.Key.Key_Space)
    QTest.keyClick(stage.focus, Qt.Key.Key_Down)
    QTest.keyClick(stage.focus, Qt.Key.Key_Space)
    walk_and_press(stage, say("welcome.on"))
    assert recorder.wishes == [Wish(way="start", name="Mia", notifications="discreet", folder=US)]
    shown = eyes.texts(stage.frame)
    assert [f"{number}\u2002{word}" for number, word in enumerate(WORDS, 1)] == [
        text for text in shown if text[0].isdigit()
    ]
    walk_and_press(stage, say("welcome.given.on"))
    assert stage.entered == [True]


def test_an_invitation_is_joined_with_its_words(stage: Stage) -> None:
    recorder = Recorder(())
    way_in(stage, recorder)
    press(stage.frame, say("welcome.join"))
    type_and_enter(stage, "Jon")
    press(stage.frame, say("folder.choose"))
    press(stage.frame, say("welcome.on"))
    words = stage.focus
    assert isinstance(words, QPlainTextEdit)
    QTest.keyClicks(words, ", ".join(f"{at}. {word.title()}" for at, word in enumerate(WORDS, 1)) + " ")
    assert say("welcome.words.whole") in eyes.texts(stage.frame)
    press(stage.frame, say("welcome.on"))
    stage.settle()
    press(stage.frame, say("notifications.none"))
    press(stage.frame, say("welcome.on"))
    stage.settle()
    assert recorder.wishes == [Wish(way="join", name="Jon", notifications="none", folder=US, words=WORDS)]
    assert stage.entered == [True]


def test_one_begins_alone_without_a_folder(stage: Stage) -> None:
    recorder = Recorder(())
    way_in(stage, recorder)
    press(stage.frame, say("welcome.alone"))
    assert say("welcome.name.alone") in eyes.texts(stage.frame)
    type_and_enter(stage, "Mia")
    press(stage.frame, say("notifications.named"))
    press(stage.frame, say("welcome.on"))
    stage.settle()
    assert recorder.wishes == [Wish(way="alone", name="Mia", notifications="named")]


def test_safety_can_be_read_before_anything_is_begun(stage: Stage) -> None:
    way_in(stage, Recorder())
    for key in (Qt.Key.Key_Escape, None):
        press(stage.frame, say("nav.safety"))
        assert button(stage.frame, say("safety.go")).isEnabled()
        if key is None:
            press(stage.frame, say("welcome.back"))
        else:
            QTest.keyClick(stage.focus, key)
        assert say("welcome.start") in eyes.texts(stage.frame)


def test_nothing_typed_is_lost_going_back_and_forth(stage: Stage) -> None:
    way_in(stage, Recorder())
    press(stage.frame, say("welcome.join"))
    type_and_enter(stage, "Jon")
    press(stage.frame, say("folder.choose"))
    press(stage.frame, say("welcome.on"))
    QTest.keyClicks(stage.focus, "abandon amount ")
    for _ in range(3):
        press(stage.frame, say("welcome.back"))
        stage.settle()
    press(stage.frame, say("welcome.join"))
    stage.settle()
    assert stage.frame.findChildren(QLineEdit)[0].text() == "Jon"
    press(stage.frame, say("welcome.on"))
    stage.settle()
    assert str(US) in eyes.texts(stage.frame)
    press(stage.frame, say("welcome.on"))
    stage.settle()
    field = next(f for f in stage.frame.findChildren(QPlainTextEdit) if f.isVisibleTo(stage.frame))
    assert field.toPlainText() == "abandon amount "


def test_escape_goes_one_step_back(stage: Stage) -> None:
    welcome = way_in(stage, Recorder())
    press(stage.frame, say("welcome.alone"))
    stage.settle()
    QTest.keyClick(stage.focus, Qt.Key.Key_Escape)
    assert welcome._at == "ways"
    QTest.keyClick(stage.focus, Qt.Key.Key_Escape)
    assert welcome._at == "ways"


def test_nothing_is_chosen_for_anybody(stage: Stage) -> None:
    welcome = way_in(stage, Recorder())
    press(stage.frame, say("welcome.alone"))
    type_and_enter(stage, "Mia")
    press(stage.frame, say("welcome.on"))
    assert say("welcome.notifications.none_chosen") in eyes.texts(stage.frame)
    step = welcome.page
    assert isinstance(step, NotificationsStep)
    assert step.chosen is None
    press(stage.frame, say("notifications.none"))
    assert say("welcome.notifications.none_chosen") not in eyes.texts(stage.frame)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("   ", "why.name.empty"),
        ("x" * 41, "why.name.long"),
    ],
)
def test_a_name_that_does_not_do_is_told(stage: Stage, typed: str, told: str) -> None:
    way_in(stage, Recorder())
    press(stage.frame, say("welcome.alone"))
    type_and_enter(stage, typed)
    assert say(told) in eyes.texts(stage.frame)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("abandon amount lier ", say("welcome.words.unknown.close", number=3, words="liar, live, like")),
        ("abandon qqqqqq ", say("welcome.words.unknown", number=2)),
        ("abandon amount liar ", say("welcome.words.count", count=3)),
        (" ".join([WORDS[1], WORDS[0], *WORDS[2:], ""]), say("welcome.words.checksum")),
        ("abandon amount li", say("welcome.words.count", count=3)),  # it counts, and isn't judged yet
        ("ab", say("welcome.words.count", count=1)),
        (" ".join(WORDS), say("welcome.words.whole")),
        (" ".join([*WORDS, "ab"]), say("welcome.words.count", count=13)),
    ],
)
def test_the_words_are_looked_up_as_they_are_typed(stage: Stage, typed: str, told: str) -> None:
    way_in(stage, Recorder())
    press(stage.frame, say("welcome.join"))
    type_and_enter(stage, "Jon")
    press(stage.frame, say("folder.choose"))
    press(stage.frame, say("welcome.on"))
    QTest.keyClicks(stage.focus, typed)
    assert told in eyes.texts(stage.frame)


@pytest.mark.parametrize(
    ("error", "step"),
    [
        (FolderError("folder_read_only", place="/x"), "welcome.folder"),
        (HomeError("invite_unknown"), "welcome.words"),
        (HomeError("invite_expired"), "welcome.words"),
        (VaultError("keyring_none"), "welcome.passphrase"),
        (HomeError("disk_full"), "welcome.notifications"),
    ],
)
def test_trouble_is_told_on_the_step_that_can_help(stage: Stage, error: HomeError, step: str) -> None:
    recorder = Recorder(error, ())
    way_in(stage, recorder)
    press(stage.frame, say("welcome.join"))
    type_and_enter(stage, "Jon")
    press(stage.frame, say("folder.choose"))
    press(stage.frame, say("welcome.on"))
    QTest.keyClicks(stage.focus, " ".join(WORDS))
    press(stage.frame, say("welcome.on"))
    stage.settle()
    press(stage.frame, say("notifications.named"))
    press(stage.frame, say("welcome.on"))
    stage.settle()
    shown = eyes.texts(stage.frame)
    assert say(step) in shown
    assert say(error.title) in shown
    assert say(error.next_step, **error.fields) in shown
    assert button(stage.frame, say("welcome.on")).isEnabled()


def test_a_passphrase_is_asked_where_there_is_no_keyring(stage: Stage) -> None:
    recorder = Recorder(VaultError("keyring_none"), ())
    way_in(stage, recorder)
    press(stage.frame, say("welcome.alone"))
    type_and_enter(stage, "Mia")
    press(stage.frame, say("notifications.named"))
    press(stage.frame, say("welcome.on"))
    stage.settle()
    first, again = [f for f in stage.frame.findChildren(QLineEdit) if f.isVisibleTo(stage.frame)]
    assert first.echoMode() == again.echoMode() == QLineEdit.EchoMode.Password
    press(stage.frame, say("welcome.on"))
    assert say("welcome.passphrase.empty") in eyes.texts(stage.frame)
    QTest.keyClicks(first, "blue kettle")
    QTest.keyClicks(again, "blue kettl")
    press(stage.frame, say("welcome.on"))
    assert say("welcome.passphrase.differ") in eyes.texts(stage.frame)
    QTest.keyClicks(again, "e")
    press(stage.frame, say("welcome.on"))
    stage.settle()
    assert [wish.passphrase for wish in recorder.wishes] == [None, "blue kettle"]
    assert "blue" not in repr(recorder.wishes)


def test_return_in_the_first_field_of_a_passphrase_goes_to_the_second(stage: Stage) -> None:
    recorder = Recorder(VaultError("keyring_none"), ())
    way_in(stage, recorder)
    press(stage.frame, say("welcome.alone"))
    type_and_enter(stage, "Mia")
    press(stage.frame, say("notifications.named"))
    press(stage.frame, say("welcome.on"))
    stage.settle()
    first, again = [f for f in stage.frame.findChildren(QLineEdit) if f.isVisibleTo(stage.frame)]
    type_and_enter(stage, "blue kettle")
    assert stage.focus is again
    assert first.text() == "blue kettle"
    type_and_enter(stage, "blue kettle")
    stage.settle()
    assert [wish.passphrase for wish in recorder.wishes] == [None, "blue kettle"]


@pytest.mark.parametrize("what", ["keyring_locked", "keyring_dismissed"])
def test_after_a_keyring_stayed_shut_the_sentence_says_what_can_be_done_here(stage: Stage, what: str) -> None:
    way_in(stage, Recorder(VaultError(what)))
    press(stage.frame, say("welcome.alone"))
    type_and_enter(stage, "Mia")
    assert say("welcome.keyring.comes") in eyes.texts(stage.frame)
    press(stage.frame, say("notifications.named"))
    press(stage.frame, say("welcome.on"))
    stage.settle()
    shown = eyes.texts(stage.frame)
    assert say(f"trouble.{what}.title") in shown
    assert say("welcome.keyring.shut") in shown
    assert say(f"trouble.{what}.next") not in shown


def test_a_mistake_is_told_once_and_moves_nothing(stage: Stage) -> None:
    way_in(stage, Recorder())
    press(stage.frame, say("welcome.join"))
    type_and_enter(stage, "Jon")
    press(stage.frame, say("folder.choose"))
    press(stage.frame, say("welcome.on"))
    QTest.keyClicks(stage.focus, "abandon qqqqqq ")
    stage.settle()
    on = button(stage.frame, say("welcome.on"))
    before = eyes.place(on, stage.frame)
    press(stage.frame, say("welcome.on"))
    stage.settle()
    wrong = say("welcome.words.unknown", number=2)
    assert eyes.texts(stage.frame).count(wrong) == 1
    assert eyes.place(on, stage.frame) == before
    QTest.keyClicks(stage.focus if isinstance(stage.focus, QPlainTextEdit) else _words(stage), "a")
    assert not any(note.isVisibleTo(stage.frame) for note in stage.frame.findChildren(Note))


def _words(stage: Stage) -> QPlainTextEdit:
    return next(each for each in stage.frame.findChildren(QPlainTextEdit) if each.isVisibleTo(stage.frame))


def test_a_card_that_only_has_the_focus_does_not_look_chosen(stage: Stage) -> None:
    way_in(stage, Recorder())
    press(stage.frame, say("welcome.alone"))
    type_and_enter(stage, "Mia")
    stage.settle()
    cards = [card for card in stage.frame.findChildren(ChoiceCard) if card.isVisibleTo(stage.frame)]
    edges = {card.grab().toImage().pixelColor(card.width() // 2, 0).name() for card in cards}
    assert cards[0].hasFocus()
    assert len(edges) == 1


def test_the_words_hold_until_a_day_that_is_named(stage: Stage) -> None:
    way_in(stage, Recorder(WORDS))
    press(stage.frame, say("welcome.start"))
    type_and_enter(stage, "Mia")
    press(stage.frame, say("folder.choose"))
    press(stage.frame, say("welcome.on"))
    press(stage.frame, say("notifications.named"))
    press(stage.frame, say("welcome.on"))
    stage.settle()
    assert say("welcome.given.again", day=last_day(EXPIRES_MS)) in eyes.texts(stage.frame)


def test_the_keyring_may_be_tried_again(stage: Stage) -> None:
    recorder = Recorder(VaultError("keyring_locked"), ())
    way_in(stage, recorder)
    press(stage.frame, say("welcome.alone"))
    type_and_enter(stage, "Mia")
    press(stage.frame, say("notifications.named"))
    press(stage.frame, say("welcome.on"))
    stage.settle()
    press(stage.frame, say("welcome.passphrase.keyring"))
    stage.settle()
    assert [wish.passphrase for wish in recorder.wishes] == [None, None]
    assert stage.entered == [True]


class TestBeginning:
    """Making the home."""

    def test_a_second_try_makes_nothing_twice(self, stage: Stage) -> None:
        made: list[Wish] = []
        home = _single(stage)
        begun: list[str] = []

        def begin(name: str) -> None:
            begun.append(name)

        home.begin = begin  # type: ignore[method-assign]

        def make(wish: Wish) -> FakeHome:
            made.append(wish)
            return home

        beginning = Beginning(make, lambda _: bool(begun))  # type: ignore[arg-type]
        wish = Wish(way="start", name="Mia", notifications="discreet", folder=US)
        home.fails = FolderError("folder_missing", place=str(US))
        with pytest.raises(FolderError):
            beginning.fulfil(wish)
        home.fails = None
        assert beginning.fulfil(wish) == WORDS
        assert made == [wish]
        assert begun == ["Mia"]
        assert home.chosen.notifications == "discreet"
        assert home.chosen.chosen_notifications
        assert beginning.fulfil(wish) == WORDS

    @pytest.mark.parametrize("way", ["join", "back"])
    def test_nothing_is_made_before_what_was_given_opens_something(self, tmp_path: Path, way: Way) -> None:
        def make(_: Wish) -> Home:
            raise AssertionError("nothing was opened")

        kit = new_kit("f" * 52, "a" * 10, os.urandom) if way == "back" else None
        beginning = Beginning(make, lambda _: False)
        wish = Wish(way=way, name="Jon", notifications="none", folder=tmp_path, words=WORDS, kit=kit)
        with pytest.raises(HomeError) as error:
            beginning.fulfil(wish)
        assert error.value.what == ("kit_unknown" if kit else "invite_unknown")
        assert beginning.home is None

    def test_a_name_that_was_changed_meanwhile_counts(self, stage: Stage) -> None:
        home = _single(stage)
        beginning = Beginning(lambda _: home, lambda _: True)  # type: ignore[arg-type, return-value]
        beginning.fulfil(Wish(way="alone", name="Mia B.", notifications="named"))
        assert home.look().me.name == "Mia B."

    def test_without_a_home_there_is_no_twin(self) -> None:
        beginning = Beginning(lambda _: None, lambda _: True)  # type: ignore[arg-type, return-value]
        beginning.let_go()
        with pytest.raises(LookupError):
            beginning.twin()


class TestPictureOfTheCode:
    """Where zxing-cpp is installed; it is among the dependencies."""

    @pytest.fixture
    def picture(self, dressed: object, tmp_path: Path) -> Path:
        from stillhere.seal.words import qr_matrix

        view = QrView()
        view.show_rows(qr_matrix(WORDS))
        view.resize(view.sizeHint())
        image = QImage(view.size() * 2, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(2)
        view.render(image)
        place = tmp_path / "code.png"
        assert image.save(str(place))
        return place

    def test_a_file_is_read(self, picture: Path) -> None:
        assert qr.read_file(picture) == WORDS

    def test_a_turned_large_photograph_is_read(self, picture: Path, tmp_path: Path) -> None:
        from PySide6.QtGui import QTransform

        photograph = QImage(3000, 2400, QImage.Format.Format_RGB32)
        photograph.fill(Qt.GlobalColor.lightGray)
        code = QImage(str(picture)).scaledToWidth(1500).transformed(QTransform().rotate(17))
        from PySide6.QtGui import QPainter

        painter = QPainter(photograph)
        painter.drawImage(300, 200, code)
        painter.end()
        place = tmp_path / "photograph.png"
        photograph.save(str(place))
        assert qr.read_file(place) == WORDS

    def test_other_pictures_and_other_files_are_none(self, tmp_path: Path) -> None:
        import segno

        other = tmp_path / "other.png"
        segno.make_qr("https://example.org").save(str(other), scale=6)
        assert qr.read_file(other) is None
        text = tmp_path / "text.png"
        text.write_text("no picture")
        assert qr.read_file(text) is None
        assert qr.read_file(tmp_path / "none.png") is None
        assert qr.read_file(tmp_path) is None
        assert qr.read_image(QImage()) is None

    def test_a_picture_too_large_is_not_decoded(self, tmp_path: Path) -> None:
        bomb = tmp_path / "bomb.pbm"
        bomb.write_bytes(b"P4\n30000 30000\n")
        assert qr.read_file(bomb) is None

    def test_it_is_chosen_pasted_or_dropped(self, stage: Stage, picture: Path) -> None:
        way_in(stage, Recorder())
        press(stage.frame, say("welcome.join"))
        type_and_enter(stage, "Jon")
        press(stage.frame, say("folder.choose"))
        press(stage.frame, say("welcome.on"))
        stage.settle()
        field = next(f for f in stage.frame.findChildren(QPlainTextEdit) if f.isVisibleTo(stage.frame))

        stage.dialogs.shown = picture
        press(stage.frame, say("welcome.words.picture"))
        stage.settle()
        assert tuple(field.toPlainText().split()) == WORDS

        field.clear()
        QGuiApplication.clipboard().setImage(QImage(str(picture)))
        press(stage.frame, say("welcome.words.paste"))
        stage.settle()
        assert tuple(field.toPlainText().split()) == WORDS

        field.clear()
        dropped = QMimeData()
        dropped.setUrls([QUrl.fromLocalFile(str(picture))])
        assert stage.welcome is None
        step = next(page for page in stage.frame.findChildren(Welcome)).page
        step._read(dropped)  # type: ignore[attr-defined]
        stage.settle()
        assert tuple(field.toPlainText().split()) == WORDS

        QGuiApplication.clipboard().setText("no picture")
        press(stage.frame, say("welcome.words.paste"))
        stage.settle()
        assert say("welcome.words.no_code") in eyes.texts(stage.frame)


def test_without_the_library_no_picture_is_asked_for(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qr, "find_spec", lambda name: None)
    way_in(stage, Recorder())
    press(stage.frame, say("welcome.join"))
    type_and_enter(stage, "Jon")
    press(stage.frame, say("folder.choose"))
    press(stage.frame, say("welcome.on"))
    stage.settle()
    assert say("welcome.words") in eyes.texts(stage.frame)
    assert say("welcome.words.picture") not in eyes.texts(stage.frame)


@pytest.mark.parametrize(
    ("mark", "carrier"),
    [
        ("both/.stfolder", "syncthing"),
        ("both/ours/.stfolder", "syncthing"),
        ("both/.dropbox.cache", "dropbox"),
        ("both/.sync_3f2a9c.db", "nextcloud"),
        ("both/._sync_3f2a9c.db", "nextcloud"),
        ("both/letter.txt", "unknown"),
    ],
)
def test_a_folder_that_is_dropped_is_told_of_with_who_carries_it(
    stage: Stage, tmp_path: Path, mark: str, carrier: str
) -> None:
    ours = tmp_path / "both" / "ours"
    ours.mkdir(parents=True)
    left = tmp_path / mark
    if left.suffix in {".db", ".txt"}:
        left.touch()
    else:
        left.mkdir()
    assert _said_of(stage, ours) == [say(f"folder.carrier.{carrier}")]


def test_a_folder_in_onedrive_is_told_of_by_its_place(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    ours = tmp_path / "OneDrive" / "ours"
    ours.mkdir(parents=True)
    assert _said_of(stage, ours) == [say("folder.carrier.onedrive")]


def _said_of(stage: Stage, folder: Path) -> list[str]:
    """What the welcome says of who carries a folder that is dropped on it; it changes nothing there."""
    from stillhere.window.folder_field import FolderField

    way_in(stage, Recorder())
    press(stage.frame, say("welcome.start"))
    type_and_enter(stage, "Mia")
    before = recording(folder.parent)
    field = next(f for f in stage.frame.findChildren(FolderField) if f.isVisibleTo(stage.frame))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    moved, button, key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    field.dropEvent(QDropEvent(QPointF(9, 9), moved, data, button, key))
    stage.settle()
    assert recording(folder.parent) == before
    shown = eyes.texts(stage.frame)
    assert str(folder) in shown
    return [told for each in Carrier if (told := say(f"folder.carrier.{each}")) in shown]


def test_a_long_path_breaks_between_its_names_and_is_heard_as_it_is(stage: Stage) -> None:
    place = Path("/home/jon/Nextcloud").joinpath(*(f"SharedByBothOfUs{n}" for n in range(9)))
    stage.dialogs.chosen = place
    stage.frame.resize(LEAST)
    way_in(stage, Recorder())
    press(stage.frame, say("welcome.start"))
    type_and_enter(stage, "Mia")
    press(stage.frame, say("folder.choose"))
    stage.settle()
    assert str(place) in eyes.texts(stage.frame)
    (shown,) = [each for each in eyes.seen(stage.frame) if each.accessibleName() == str(place)]
    assert isinstance(shown, Text)
    layout = shown._lay(shown.width())[0]
    lines = [layout.lineAt(number) for number in range(layout.lineCount())]
    ends = [shown.text()[: line.textStart() + line.textLength()][-1] for line in lines]
    assert len(ends) > 1
    assert set(ends[:-1]) <= {"\u200b", " "}


def test_choosing_the_inner_folder_means_the_one_around_it(stage: Stage, tmp_path: Path) -> None:
    way_in(stage, Recorder())
    press(stage.frame, say("welcome.start"))
    type_and_enter(stage, "Mia")
    stage.dialogs.chosen = tmp_path / "Still Here"
    (tmp_path / "Still Here" / "v1").mkdir(parents=True)
    press(stage.frame, say("folder.choose"))
    stage.settle()
    assert str(tmp_path) in eyes.texts(stage.frame)


def _single(stage: Stage) -> FakeHome:
    from tests.window.fakes import Couple

    stage.couple = Couple(linked=False)
    return stage.couple.mia


@pytest.mark.parametrize(
    ("presses", "missing"),
    [
        (("welcome.start",), "welcome.name"),
        (("welcome.start", "type Mia", "welcome.on"), "folder.choose"),
        (("welcome.kit.have", "folder.choose", "welcome.on"), "welcome.kit"),
        (("welcome.alone", "type Mia", "welcome.on"), "notifications.named"),
    ],
)
def test_a_press_that_cant_go_on_leads_to_what_is_missing_each_time(
    stage: Stage, presses: tuple[str, ...], missing: str
) -> None:
    way_in(stage, Recorder())
    for key in presses:
        fill(stage.frame, key) if key.startswith("type ") else press(stage.frame, say(key))
        stage.settle()
    for _ in range(2):
        press(stage.frame, say("welcome.on"))
        stage.settle()
        ring = stage.frame.findChild(FocusRing)
        assert eyes.spoken(stage.focus)[0] == say(missing)
        assert ring is not None
        assert ring.isVisible()
        assert eyes.place(ring, stage.frame).contains(eyes.place(stage.focus, stage.frame))
