"""Around the pages: keys, narrow windows, how the folder is doing, and the hide key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from stillhere.core.acts import Rename, Rest
from stillhere.core.state.model import Link
from stillhere.home.folder.carriers import Carrier
from stillhere.home.remembered import TakingIn
from stillhere.window.components.column import Column
from stillhere.window.components.flow import Flow
from stillhere.window.components.ring import FocusRing
from stillhere.window.components.text import Text
from stillhere.window.dialogs import Dialogs
from stillhere.window.footer import Carried, carried, nowhere
from stillhere.window.motion import less_motion, may_move
from stillhere.window.settings.two import Group, SafetyCard
from stillhere.window.sidebar import Sidebar
from stillhere.words import say
from tests.home.test_settings import HIDE_KEYS
from tests.window import eyes
from tests.window.fakes import Couple
from tests.window.hands import press
from tests.window.scenes import SCENES, Stage


def test_every_page_has_a_key(stage: Stage) -> None:
    shell = stage.today()
    for keys, page in (
        ((Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier), "reflect"),
        ((Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier), "today"),
        ((Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier), "settings"),
        ((Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier), "today"),
    ):
        QTest.keyClick(shell, *keys)
        assert shell.at == page


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_1])
def test_a_stray_key_after_a_page_was_opened_says_nothing(stage: Stage, key: Qt.Key) -> None:
    shell = stage.today()
    shell.open("settings")
    stage.settle()
    field = next(each for each in shell.page.findChildren(QLineEdit) if each.isVisible())
    field.setFocus()
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(shell, key, Qt.KeyboardModifier.NoModifier if key == Qt.Key.Key_Escape else control)
    stage.settle()
    assert shell.at == "today"
    assert stage.focus is shell.page.title
    for stray in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(stage.focus, stray)
    stage.settle()
    assert stage.home.done == []
    assert not stage.frame.findChildren(FocusRing)[0].isVisible(), "a headline is no field"


def test_the_sidebar_tells_where_one_is(stage: Stage) -> None:
    shell = stage.today()
    shell.open("settings")
    told = {
        eyes.spoken(control)[0]: eyes.spoken(control)[1]
        for control in eyes.controls(shell)
        if type(control).__name__ == "Entry"
    }
    assert told.pop(say("nav.settings")) == say("nav.here")
    assert say("nav.today") in told
    assert set(told.values()) == {""}


def test_the_hide_key_closes_the_window_at_one_stroke_and_keeps_what_is_typed(stage: Stage) -> None:
    stage.couple.jon.do(Rest())
    stage.home.change_settings(hide_key="F8")
    shell = stage.today()
    shell.vanish.connect(stage.frame.vanish)
    gone: list[bool] = []
    stage.frame.gone.connect(lambda: gone.append(True))
    line = stage.frame.findChildren(QLineEdit)[0]
    line.setFocus()
    QTest.keyClicks(line, "Low on words.")
    QTest.keyClick(line, Qt.Key.Key_F8)
    stage.settle()
    assert not stage.frame.isVisible()
    assert gone == [True]
    assert stage.home.draft("line") == "Low on words."
    assert stage.home.look().me.status.line == ""  # hiding says nothing


@pytest.mark.parametrize("submenu", [False, True], ids=["a menu", "a menu in a menu"])
def test_the_hide_key_counts_while_a_menu_is_open(stage: Stage, submenu: bool) -> None:
    SCENES["today you rest"](stage)
    stage.settle()
    assert stage.shell is not None
    stage.shell.vanish.connect(stage.frame.vanish)
    press(stage.frame, say("today.details.pick"))
    menu = stage.app.activePopupWidget()
    assert isinstance(menu, QMenu)
    if submenu:
        menu.setActiveAction(menu.actions()[0])
        QTest.keyClick(menu, Qt.Key.Key_Right)
    opened = stage.app.activePopupWidget()
    assert isinstance(opened, QMenu)
    assert (opened is not menu) == submenu
    QTest.keyClick(opened, Qt.Key.Key_F8)
    stage.settle()
    assert not stage.frame.isVisible()
    assert stage.app.activePopupWidget() is None


@pytest.mark.parametrize("question", [False, True], ids=["a dialog", "a question before a dialog"])
def test_the_hide_key_counts_while_a_file_is_chosen(stage: Stage, tmp_path: Path, question: bool) -> None:
    shell = stage.today()
    shell.vanish.connect(stage.frame.vanish)
    stage.settle()
    pressed: list[QWidget] = []

    def press_it() -> None:
        top = stage.app.activeModalWidget()
        if not isinstance(top, QMessageBox if question else QFileDialog):
            QTimer.singleShot(10, shell, press_it)
            return
        pressed.append(top)
        QTest.keyClick(top, Qt.Key.Key_F8)

    def ask() -> None:
        top = stage.app.activeModalWidget()
        if not isinstance(top, QFileDialog):
            QTimer.singleShot(10, shell, ask)
            return
        QMessageBox(QMessageBox.Icon.NoIcon, "", "?", parent=top).exec()

    if question:
        ask()
    press_it()
    assert Dialogs().export(shell, tmp_path) is None
    assert len(pressed) == 1
    assert not stage.frame.isVisible()
    assert stage.app.activeModalWidget() is None


def test_another_key_is_the_dialogs(stage: Stage, tmp_path: Path) -> None:
    shell = stage.today()
    shell.vanish.connect(stage.frame.vanish)
    stage.settle()

    def press_it() -> None:
        top = stage.app.activeModalWidget()
        if not isinstance(top, QFileDialog):
            QTimer.singleShot(10, shell, press_it)
            return
        QTest.keyClick(top, Qt.Key.Key_F7)
        assert top.isVisible()
        QTest.keyClick(top, Qt.Key.Key_Escape)

    press_it()
    assert Dialogs().export(shell, tmp_path) is None
    assert stage.frame.isVisible()


@pytest.mark.parametrize("key", HIDE_KEYS)
def test_each_key_that_may_hide_is_one_stroke(key: str) -> None:
    stroke = QKeySequence(key)
    assert stroke.count() == 1
    assert set(stroke.toString().lower().split("+")) == set(key.lower().split("+"))


def test_without_a_hide_key_no_key_hides(stage: Stage) -> None:
    stage.home.change_settings(hide_key="")
    shell = stage.today()
    shell.vanish.connect(stage.frame.vanish)
    QTest.keyClick(shell, Qt.Key.Key_F8)
    assert stage.frame.isVisible()


@pytest.mark.parametrize(
    ("prepare", "text", "look"),
    [
        (lambda home: None, "Shared through Dropbox.\nEverything is up to date.", False),
        (lambda home: setattr(home, "outbox", 3), "Shared through Dropbox.\nWaiting to be carried.", False),
        (
            lambda home: setattr(home, "set_aside", 1),
            "Shared through Dropbox.\nSomething in it could not be read.",
            True,
        ),
        (
            lambda home: setattr(home, "taking_in", TakingIn(12, 30)),
            "Shared through Dropbox.\nReading what is in it: 40\u00a0%.",
            False,
        ),
        (lambda home: setattr(home, "reachable", False), say("carried.out_of_reach"), True),
        (lambda home: home.change_settings(folder=None), "No shared folder is chosen here.", True),
    ],
)
def test_the_foot_says_how_the_folder_is_doing(
    prepare: Callable[[object], None], text: str, look: bool
) -> None:
    home = Couple().jon
    prepare(home)
    assert carried(home.sharing()) == Carried(text, look)


@pytest.mark.parametrize("who", ["mia", "jon"])
def test_once_somebody_left_the_foot_says_that_nothing_is_shared(who: str) -> None:
    couple = Couple()
    couple.leave(who)
    couple.jon.outbox = 1
    assert carried(couple.jon.sharing()).text.endswith("\nWaiting to be carried."), "a note that says so"
    couple.jon.outbox = 0
    assert carried(couple.jon.sharing()) == Carried("Nothing is shared between the two of you any more.")


@pytest.mark.parametrize("link", ["alone", "invited", "left"])
def test_whoever_shares_with_nobody_needs_no_folder(link: Link) -> None:
    assert nowhere(link) == Carried("Only on this computer.")


def test_nothing_is_said_of_a_folder_that_was_not_looked_at() -> None:
    assert carried(None) == Carried("")


@pytest.mark.parametrize("carrier", Carrier)
def test_every_carrier_has_its_sentences(carrier: Carrier) -> None:
    assert say(f"carried.through.{carrier}")
    assert say(f"folder.carrier.{carrier}")


@pytest.mark.parametrize(
    ("carrier", "lines"),
    [
        (Carrier.DROPBOX, ["Shared through Dropbox."]),
        (Carrier.ONEDRIVE, ["Shared through OneDrive."]),
        (Carrier.NEXTCLOUD, ["Shared through Nextcloud."]),
        (Carrier.SYNCTHING, ["Shared through Syncthing."]),
        (Carrier.UNKNOWN, ["Shared through a folder."]),
        (Carrier.ICLOUD, ["Shared through", "iCloud\u00a0Drive."]),
        (Carrier.GOOGLE_DRIVE, ["Shared through", "Google\u00a0Drive."]),
        (Carrier.RESILIO, ["Shared through", "Resilio\u00a0Sync."]),
        (Carrier.NETWORK, ["Shared through a", "network\u00a0folder."]),
        (Carrier.REMOVABLE, ["Shared through a stick", "or\u00a0drive."]),
    ],
)
def test_the_foot_keeps_names_whole_and_on_one_line_where_they_fit(
    stage: Stage, carrier: Carrier, lines: list[str]
) -> None:
    stage.home.carrier = carrier
    stage.today()
    foot = next(text for text in stage.frame.findChildren(Text) if text.text().startswith("Shared through"))
    laid = foot._lay(foot.width())[0]
    found = [laid.lineAt(number) for number in range(laid.lineCount())]
    shown = [laid.text()[line.textStart() : line.textStart() + line.textLength()] for line in found]
    assert [line.strip(" \u2028") for line in shown] == [*lines, "Everything is up to date."]


def test_trouble_with_the_folder_leads_to_the_settings(stage: Stage) -> None:
    stage.home.reachable = False
    shell = stage.today()
    stage.settle()
    press(stage.frame, say("carried.look"))
    assert shell.at == "settings"


def test_a_narrow_window_has_its_sidebar_on_top(stage: Stage, wearer: object) -> None:
    stage.today()
    sidebar = stage.frame.findChild(Sidebar)
    assert sidebar is not None
    assert sidebar.height() == stage.frame.height()
    wearer.wear("light", 200)  # type: ignore[attr-defined]
    stage.settle()
    assert sidebar.width() == stage.frame.width()
    wearer.wear("light", 100)  # type: ignore[attr-defined]
    stage.settle()
    assert sidebar.height() == stage.frame.height()


def test_settings_are_kept_as_they_are_chosen(stage: Stage) -> None:
    stage.today().open("settings")
    stage.settle()
    press(stage.frame, say("notifications.discreet"))
    press(stage.frame, say("settings.theme.dark"))
    press(stage.frame, "F12")
    stage.settle()
    assert stage.home.chosen.notifications == "discreet"
    assert stage.home.chosen.theme == "dark"
    assert stage.home.chosen.hide_key == "F12"
    press(stage.frame, "F12")
    stage.settle()
    assert stage.home.chosen.hide_key == ""


def test_one_s_name_is_changed_in_the_settings(stage: Stage) -> None:
    stage.today().open("settings")
    stage.settle()
    name = stage.frame.findChildren(QLineEdit)[0]
    assert name.text() == "Jon"
    name.setText("Jonas")
    QTest.keyClick(name, Qt.Key.Key_Return)
    stage.settle()
    assert stage.home.done == [Rename("Jonas")]
    name.setText("  ")
    QTest.keyClick(name, Qt.Key.Key_Return)
    stage.settle()
    assert say("why.name.empty") in eyes.texts(stage.frame)


def test_the_list_of_lines_is_one_s_own_to_change(stage: Stage) -> None:
    stage.today().open("settings")
    stage.settle()
    lines = stage.frame.findChildren(QPlainTextEdit)[0]
    assert "Long week. It isn’t you." in lines.toPlainText().splitlines()
    lines.setPlainText(" Out of words. \n\nTea, then bed.\n")
    press(stage.frame, say("nav.today"))
    stage.settle()
    assert stage.home.chosen.phrases == ("Out of words.", "Tea, then bed.")


def test_the_safety_number_is_shown_once_there_are_two(stage: Stage) -> None:
    stage.today().open("settings")
    stage.settle()
    assert "04182" in eyes.texts(stage.frame)
    stage.shell.page.leave()  # type: ignore[union-attr]


def test_nothing_moves_when_the_safety_number_comes(stage: Stage) -> None:
    stage.today().open("settings")
    stage.settle()
    (card,) = stage.frame.findChildren(SafetyCard)
    groups = card.findChildren(Group)
    places = [group.geometry() for group in groups]
    for number in (None, ("11111",) * 8, ("00000",) * 8):
        card._show(number)
        stage.settle()
        assert [group.geometry() for group in groups] == places
        assert {group.text() for group in groups} == set(number or ("",))
        assert eyes.cut_off(stage.frame) == []


def test_another_folder_is_chosen_in_the_settings(stage: Stage) -> None:
    stage.today().open("settings")
    stage.settle()
    press(stage.frame, say("folder.choose_another"))
    stage.settle()
    assert stage.home.chosen.folder == stage.dialogs.chosen
    stage.dialogs.chosen = None
    press(stage.frame, say("folder.choose_another"))
    stage.settle()
    assert stage.home.chosen.folder is not None


class TestRing:
    """The focus ring."""

    def test_a_click_shows_no_ring_and_the_next_key_does(self, stage: Stage) -> None:
        stage.today()
        ring = stage.frame.findChild(FocusRing)
        assert ring is not None
        press(stage.frame, say("nav.settings"))
        assert not ring.isVisible()
        QTest.keyClick(stage.focus, Qt.Key.Key_Tab)
        assert ring.isVisible()
        QTest.mouseClick(stage.focus, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
        assert ring.isVisible() == isinstance(stage.focus, QLineEdit)

    def test_it_scrolls_along_and_what_it_is_around_comes_into_sight(self, stage: Stage) -> None:
        stage.today().open("settings")
        stage.frame.resize(720, 520)
        stage.settle()
        page = stage.shell.page  # type: ignore[union-attr]
        for _ in range(40):
            QTest.keyClick(stage.focus, Qt.Key.Key_Tab)
            now = stage.focus
            if page.isAncestorOf(now):
                top = now.mapTo(page.viewport(), QPoint(0, 0)).y()
                assert top >= -1
                assert top + min(now.height(), 100) <= page.viewport().height() + 1

    def test_it_survives_the_end_of_what_it_was_around(self, stage: Stage) -> None:
        stage.today()
        QTest.keyClick(stage.frame, Qt.Key.Key_Tab)
        other = QLabel("other")

        class Quiet:
            def leave(self) -> None:
                """Nothing is typed here."""

        stage.frame.hold(other, Quiet())
        stage.settle()
        QTest.keyClick(stage.frame, Qt.Key.Key_Tab)


class TestLayouts:
    """Column and Flow."""

    @pytest.mark.parametrize("mirrored", [False, True])
    def test_a_column_leaves_no_room_for_what_is_hidden(self, dressed: object, mirrored: bool) -> None:
        box = QWidget()
        box.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
        column = Column(box)
        labels = [Text(name) for name in ("one", "two", "three")]
        for label in labels:
            column.add(label, 10)
        height = labels[0].heightForWidth(200)
        assert column.heightForWidth(200) == 3 * height + 20
        labels[0].hide()
        assert column.heightForWidth(200) == 2 * height + 10
        box.resize(200, 200)
        box.show()
        assert labels[1].geometry().top() == 0
        assert labels[2].geometry().top() == height + 10

    def test_a_flow_begins_a_new_line_and_mirrors(self, dressed: object) -> None:
        box = QWidget()
        flow = Flow(gap=5, line_gap=7, parent=box)
        squares = [QWidget() for _ in range(3)]
        for square in squares:
            square.setFixedSize(40, 20)
            flow.addWidget(square)
        box.resize(90, 60)
        box.show()
        assert [square.pos().toTuple() for square in squares] == [(0, 0), (45, 0), (0, 27)]
        assert flow.heightForWidth(90) == 47
        box.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        flow.activate()
        assert [square.pos().toTuple() for square in squares] == [(50, 0), (5, 0), (50, 27)]

    @pytest.mark.parametrize(
        ("count", "width", "even", "lines"),
        [
            (4, 130, False, [2, 2]),
            (7, 130, False, [3, 2, 2]),
            (5, 130, False, [3, 2]),
            (3, 90, False, [2, 1]),
            (2, 30, False, [1, 1]),
            (12, 220, False, [5, 5, 2]),
            (12, 220, True, [4, 4, 4]),
        ],
    )
    def test_a_flow_leaves_nothing_alone_below_three(
        self, dressed: object, count: int, width: int, even: bool, lines: list[int]
    ) -> None:
        box = QWidget()
        flow = Flow(gap=5, line_gap=7, parent=box, even=even)
        squares = [QWidget() for _ in range(count)]
        for square in squares:
            square.setFixedSize(40, 20)
            flow.addWidget(square)
        box.resize(width, 200)
        box.show()
        found = Counter(square.pos().y() for square in squares)
        assert list(found.values()) == lines
        assert list(found) == [27 * line for line in range(len(lines))]
        assert flow.heightForWidth(width) == 27 * len(lines) - 7

    def test_an_item_wider_than_the_flow_stands_alone_and_the_rest_is_even(self, dressed: object) -> None:
        box = QWidget()
        flow = Flow(gap=5, line_gap=7, parent=box)
        squares = [QWidget() for _ in range(5)]
        for square in squares:
            square.setFixedSize(200 if square is squares[0] else 40, 20)
            flow.addWidget(square)
        flow.setGeometry(QRect(0, 0, 150, 200))
        assert [square.pos().y() for square in squares] == [0, 27, 27, 54, 54]

    def test_what_is_set_in_may_reach_out_of_a_column(self, dressed: object) -> None:
        box = QWidget()
        column = Column(box)
        column.setContentsMargins(30, 0, 50, 0)
        rows = [QWidget(), QWidget()]
        for row in rows:
            row.setMinimumHeight(20)
            column.add(row, 5)
        column.reach_out(rows[1], 16)
        box.resize(300, 100)
        box.show()
        assert [(row.x(), row.width()) for row in rows] == [(30, 220), (14, 252)]
        box.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        column.activate()
        assert [(row.x(), row.width()) for row in rows] == [(50, 220), (34, 252)]

    def test_both_give_their_items_back(self, dressed: object) -> None:
        for layout in (Column(), Flow()):
            layout.addWidget(QWidget())
            assert layout.itemAt(1) is None
            assert layout.takeAt(1) is None
            assert layout.takeAt(0) is not None
            assert layout.count() == 0


@pytest.mark.parametrize(
    ("settings", "less"),
    [
        ({}, False),
        ({"org.freedesktop.appearance": {"reduced-motion": 1}}, True),
        ({"org.freedesktop.appearance": {"reduced-motion": 0}}, False),
        ({"org.gnome.desktop.interface": {"enable-animations": False}}, True),
        ({"org.gnome.desktop.interface": {"enable-animations": True}}, False),
        ({"org.kde.kdeglobals.KDE": {"AnimationDurationFactor": "0"}}, True),
    ],
)
def test_less_motion_is_what_the_system_says(settings: dict[str, dict[str, object]], less: bool) -> None:
    assert less_motion(settings) is less


def test_a_system_that_gives_no_answer_gets_a_window_that_keeps_still() -> None:
    assert may_move() is False  # the test ground has no bus


def test_a_page_scrolls_and_never_sideways(stage: Stage) -> None:
    stage.today().open("settings")
    stage.frame.resize(720, 520)
    stage.settle()
    area = stage.frame.findChildren(QScrollArea)[-1]
    assert area.verticalScrollBar().maximum() > 0
    assert area.horizontalScrollBar().maximum() == 0
