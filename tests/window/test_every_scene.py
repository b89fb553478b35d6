"""Every state of every page: named, reached by keyboard, whole at every size, and without a dead button."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTextEdit, QWidget

from stillhere.window.components.card import Card
from stillhere.window.components.chips import Chip
from stillhere.window.components.ring import FocusRing
from stillhere.window.frame import LEAST, SIZE
from stillhere.window.reflect.row import Row
from stillhere.window.sidebar import Entry
from stillhere.window.wear import Choice, Wearer
from tests.window import eyes
from tests.window.hands import name_of
from tests.window.scenes import SCENES, Stage

ROLES = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.StaticText,
}
CHANGES: tuple[tuple[Choice, int], ...] = (("dark", 200), ("light", 100))
NAMES = pytest.mark.parametrize("name", SCENES)


@NAMES
def test_it_comes_in_one_piece_all_of_it_is_named_and_tab_goes_as_one_reads(stage: Stage, name: str) -> None:
    watch = _Windows(stage.frame)
    stage.app.installEventFilter(watch)
    SCENES[name](stage)
    stage.settle()
    stage.app.removeEventFilter(watch)
    assert watch.shown == [], "flashed up as windows of their own"
    _all_that_can_be_used_has_a_name_and_a_role(stage)
    _tab_goes_as_one_reads_and_backtab_the_way_back(stage)


@pytest.mark.parametrize("name", list(SCENES)[::6])
def test_so_it_does_from_right_to_left_in_the_least_window(stage: Stage, name: str) -> None:
    SCENES[name](stage)
    stage.app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    stage.frame.resize(LEAST)
    stage.settle()
    _tab_goes_as_one_reads_and_backtab_the_way_back(stage)


def _all_that_can_be_used_has_a_name_and_a_role(stage: Stage) -> None:
    for control in eyes.controls(stage.frame):
        said, _, role = eyes.spoken(control)
        assert said.strip(), eyes.describe(control)
        assert role in ROLES, f"{role} {eyes.describe(control)}"


def _tab_goes_as_one_reads_and_backtab_the_way_back(stage: Stage) -> None:
    expected = eyes.stops(stage.frame)
    stage.frame.setFocus()
    there = _walked(stage, Qt.Key.Key_Tab, len(expected))
    assert {*map(eyes.describe, there)} == {*map(eyes.describe, expected)}
    assert eyes.misread(there, stage.frame) == []
    stage.frame.setFocus()
    assert _walked(stage, Qt.Key.Key_Backtab, len(expected)) == there[::-1]


def _walked(stage: Stage, key: Qt.Key, steps: int) -> list[QWidget]:
    """What has the keyboard's place after each step, and shows it; one more leads around to the first."""
    met = []
    for _ in range(steps):
        QTest.keyClick(stage.focus, key)
        now = stage.focus
        assert _ring_around(stage, now) or _writes(now), eyes.describe(now)
        met.append(now)
    QTest.keyClick(stage.focus, key)
    assert [stage.focus] == met[:1]
    return met


@NAMES
def test_it_lives_in_every_theme_and_nothing_is_cut_off_at_any_size_and_in_any_direction(
    stage: Stage, wearer: Wearer, name: str
) -> None:
    before = stage.app.topLevelWidgets()
    SCENES[name](stage)
    stage.settle()
    alone = [type(each).__name__ for each in stage.app.topLevelWidgets() if each not in before]
    assert alone == [], "nobody owns them"
    texts = sorted(eyes.texts(stage.frame))
    for theme, scale in CHANGES:
        widgets = set(stage.app.allWidgets())
        wearer.wear(theme, scale)
        assert set(stage.app.allWidgets()) == widgets
        for size in (LEAST, QSize(1920, 1080), SIZE):
            for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
                stage.app.setLayoutDirection(direction)
                stage.frame.resize(size)
                stage.settle()
                found = eyes.cut_off(stage.frame)
                assert found == [], f"{size.toTuple()} {scale} % {direction.name}"
    assert sorted(eyes.texts(stage.frame)) == texts


@NAMES
def test_no_button_is_dead(dressed: QApplication, first: _First, name: str) -> None:
    stage = _staged(dressed, name)
    tried = _pressable(stage, first.look(dressed, name))
    stage.strike()
    for place, button_name in tried:
        assert _does_something(dressed, name, place), button_name


@pytest.fixture(scope="module")
def first() -> _First:
    """Looked at once for all scenes of a kind; what is found doesn't hang on which of them asks."""
    return _First()


class _First:
    """The first scene of each kind. A card that looks just as it does there is tried there alone."""

    def __init__(self) -> None:
        self._looks: dict[str, frozenset[bytes]] = {}

    def look(self, app: QApplication, name: str) -> frozenset[bytes]:
        """How the cards look in the first scene of the kind of `name`; none where that is `name` itself."""
        first = next(each for each in SCENES if _kind(each) == _kind(name))
        if first == name:
            return frozenset()
        if first not in self._looks:
            stage = _staged(app, first)
            self._looks[first] = frozenset(_look(part) for part in map(_part, _buttons(stage)) if part)
            stage.strike()
        return self._looks[first]


def _kind(name: str) -> str:
    """The first word of the name; of a card of the settings, the first scene with a further device."""
    word = name.replace(",", "").split()[0]
    return "devices" if word in ("kit", "bundle", "across") else word


def _part(widget: QWidget | None) -> QWidget | None:
    """The card that `widget` stands on; an entry of the sidebar is one of its own."""
    while widget is not None and not isinstance(widget, Card | Entry):
        widget = widget.parentWidget()
    return widget


def _look(part: QWidget) -> bytes:
    image = part.grab().toImage()
    return repr(image.size()).encode() + bytes(image.constBits())


class _Windows(QObject):
    def __init__(self, frame: QWidget) -> None:
        super().__init__()
        self._frame = frame
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Show or not isinstance(watched, QWidget):
            return False
        if watched.isWindow() and watched is not self._frame:
            self.shown.append(eyes.describe(watched))
        return False


def _writes(widget: QWidget) -> bool:
    """Whether the place is shown by the caret of a paper that is written on."""
    return isinstance(widget, QTextEdit) and not widget.isReadOnly() and widget.cursorWidth() > 0


def _ring_around(stage: Stage, widget: QWidget) -> bool:
    ring = stage.frame.findChild(FocusRing)
    return (
        ring is not None
        and ring.isVisible()
        and eyes.place(ring, stage.frame).contains(eyes.place(widget, stage.frame))
    )


def _staged(app: QApplication, name: str) -> Stage:
    stage = Stage(app)
    stage.frame.show()
    SCENES[name](stage)
    stage.settle()
    return stage


def _buttons(stage: Stage) -> list[QAbstractButton]:
    return [each for each in stage.frame.findChildren(QAbstractButton) if each.isVisibleTo(stage.frame)]


def _pressable(stage: Stage, known: frozenset[bytes]) -> list[tuple[int, str]]:
    """What is to be tried: the place of each button among those in sight, and its name.

    Not what stands on a card whose look is `known`.
    """
    buttons = _buttons(stage)
    parts = {part: _look(part) in known for part in map(_part, buttons) if part and known}
    # The chips of one row are told by one hearer, so that the first of them stands for all.
    rows: dict[QWidget | None, Chip] = {}
    found = []
    for place, button in enumerate(buttons):
        part = _part(button)
        if not button.isEnabled() or _already(button) or (part is not None and parts.get(part)):
            continue
        if isinstance(button, Chip) and rows.setdefault(button.parentWidget(), button) is not button:
            continue
        found.append((place, name_of(button)))
    return found


def _already(button: QAbstractButton) -> bool:
    """Whether pressing would only say again what is so: the page one is on, the one choice that is made."""
    here = button.property("here") if isinstance(button, Entry) else isinstance(button, Row) and button.open
    chosen = button.isChecked() and not isinstance(button, Chip)
    kept = isinstance(button, Chip) and button.isChecked() and button.autoExclusive()
    return bool(here or chosen or kept)


def _pictures(stage: Stage) -> tuple[QImage, QImage | None]:
    """The window, and all of its page, whatever of it is scrolled away."""
    page = stage.shell.page.widget() if stage.shell else None
    return stage.frame.grab().toImage(), page.grab().toImage() if page else None


def _does_something(app: QApplication, name: str, place: int) -> bool:
    stage = _staged(app, name)
    button = _buttons(stage)[place]
    # A press takes the focus with it: leading it back to where something is missing is something done.
    button.setFocus()
    focus = stage.focus
    before, asked, entered = _pictures(stage), stage.dialogs.asked, len(stage.entered)
    done, chosen = len(stage.home.done), stage.home.settings()
    button.click()
    stage.settle()
    menu = app.activePopupWidget()
    did = (
        menu is not None
        or stage.dialogs.asked != asked
        or len(stage.entered) != entered
        or len(stage.home.done) != done
        or stage.home.settings() != chosen
        or stage.focus is not focus
        or _pictures(stage) != before
    )
    if menu is not None:
        menu.close()
    stage.strike()
    return did
