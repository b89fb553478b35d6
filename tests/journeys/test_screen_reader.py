"""The main journeys without looking at the screen: all is read and pressed through the accessibility bus.

Law: the windows are real processes on real homes that share one folder; nothing is known of them but what the
bus tells, and what the command says of the same homes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pytest

from stillhere.words import say
from tests.desktop import screen_reader
from tests.desktop.screen_reader import ScreenReader, Thing, accessible_desktop
from tests.journeys.people import Person, copy_of, person
from tests.waiting import until

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.skipif(
        bool(screen_reader.missing()), reason=f"not installed: {', '.join(screen_reader.missing())}"
    ),
]

#: What a screen reader says of a thing before its name; a thing that can be used has one of these.
CONTROLS = {"push button", "check box", "radio button", "text", "password text", "toggle button"}


@contextmanager
def listening(name: str, place: Path) -> Iterator[tuple[Person, ScreenReader]]:
    """`name` at a desktop with a screen reader."""
    with ExitStack() as stack:
        desktop = stack.enter_context(accessible_desktop())
        somebody = stack.enter_context(person(name, place, desktop.environment))
        reader = stack.enter_context(ScreenReader(desktop.bus.address))
        yield somebody, reader


@pytest.fixture
def jon(linked_once: Path, tmp_path: Path) -> Iterator[tuple[Person, ScreenReader]]:
    """Jon, linked with Mia, listening to his window."""
    copy_of(linked_once, tmp_path, tmp_path / "shared")
    with listening("Jon", tmp_path / "jon") as found:
        window = found[0].start("window")
        try:
            found[1].wait_for(say("headline.both_here"))
        except AssertionError as late:
            log = (found[0].place / "window.log").read_text("utf-8", "replace")
            late.add_note(f"the window's end: {window.poll()}; it wrote: {log or 'nothing'}")
            raise
        yield found


@pytest.fixture
def mia(jon: object, tmp_path: Path) -> Iterator[Person]:
    """Mia, by the command."""
    with person("Mia", tmp_path / "mia", {}) as found:
        yield found


def test_rest_and_come_back(jon: tuple[Person, ScreenReader]) -> None:
    somebody, reader = jon
    assert [window.role for window in reader.windows()] == ["frame"]
    reader.press(say("today.rest"))
    reader.wait_to_hear("announcement", say("headline.you_rest"))
    assert somebody.ask("status")["me"]["state"] == "resting"
    reader.press(say("looks.fewer_words"))
    reader.press(say("guess.tomorrow"))
    until(lambda: "checked" in reader.find(say("looks.fewer_words"), "check box").states)
    until(lambda: "checked" in reader.find(say("guess.tomorrow"), "radio button").states)
    assert reader.find(say("guess.tomorrow"), "radio button").description == say("today.details.guess")
    reader.wait_for(say("today.details.saved"))
    until(lambda: _details(somebody) == (["fewer_words"], "tomorrow"))
    reader.press(say("today.back"))
    reader.wait_to_hear("announcement", say("headline.both_here"))
    assert somebody.ask("status")["me"]["state"] == "here"


def test_one_soft_knock_and_no_second(jon: tuple[Person, ScreenReader], mia: Person) -> None:
    somebody, reader = jon
    mia.ask("rest", "--checkins", "one_knock", "--line", "Long week.")
    reader.wait_to_hear("announcement", say("headline.partner_rests", name="Mia"))
    reader.wait_for(say("today.quote", line="Long week."))
    reader.press(say("today.knock"))
    reader.wait_for(say("knock.ask"))
    reader.press(say("knock.softly"))
    until(lambda: "enabled" not in reader.find(say("today.knock"), "push button").states)
    # It says why there is no second one.
    until(lambda: reader.find(say("today.knock"), "push button").description)
    reader.wait_for(say("knock.left"))
    assert not somebody.ask("status")["may"]["knock"]


def test_a_knock_that_is_not_welcome_is_told_with_the_wish(
    jon: tuple[Person, ScreenReader], mia: Person
) -> None:
    _, reader = jon
    mia.ask("rest", "--checkins", "not_now")
    reader.wait_for(say("headline.partner_rests", name="Mia"))
    until(lambda: "enabled" not in reader.find(say("today.knock"), "push button").states)
    until(lambda: "Mia" in reader.find(say("today.knock"), "push button").description)
    reader.wait_for(reader.find(say("today.knock"), "push button").description)  # it can be walked to


def test_write_a_page_and_find_it_again(jon: tuple[Person, ScreenReader]) -> None:
    somebody, reader = jon
    reader.press(say("nav.reflect"))
    reader.wait_for(say("reflect.private"))
    page = reader.wait_until(partial(_paper, reader), "a page to write on")
    assert page.role == "text"
    assert page.name, "a page is called by its question"
    reader.wait_for(page.name)
    reader.write(page.name, "What I saw was a closed door.")
    reader.wait_for(say("reflect.saved"))
    assert [found["title"] for found in somebody.ask("page", "list")] == ["What I saw was a closed door."]
    reader.press(say("reflect.pages"))
    reader.write(say("reflect.search"), "closed")
    until(lambda: [each for each in reader.things() if "closed door" in each.description])


def test_every_control_on_every_page_has_a_name_and_a_role(jon: tuple[Person, ScreenReader]) -> None:
    _, reader = jon
    entries = [each.name for each in reader.things() if each.role == "push button"]
    pages = entries[: entries.index(say("nav.safety")) + 1]
    assert {say("nav.today"), say("nav.reflect"), say("nav.settings"), say("nav.help")} <= set(pages)
    for name in pages:
        reader.press(name)
        until(partial(_is_here, reader, name))
        usable = [each for each in reader.things() if "focusable" in each.states]
        assert [str(each) for each in usable if not each.name.strip()] == [], name
        assert [str(each) for each in usable if each.role not in {*CONTROLS, "label"}] == [], name


def test_the_keyboard_is_followed(jon: tuple[Person, ScreenReader]) -> None:
    _, reader = jon
    reader.focus(say("today.rest"), "push button")
    reader.wait_to_hear("focused", say("today.rest"))
    reader.press(say("today.rest"))
    reader.wait_for(say("today.back"))
    # The button is gone: the keyboard's place goes to the headline, which tells what became of it.
    reader.wait_to_hear("focused", say("headline.you_rest"))


def test_join_with_the_words_and_confirm(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    with listening("Mia", tmp_path / "mia") as (mia, hers), listening("Jon", tmp_path / "jon") as (jon, his):
        words = " ".join(mia.ask("start", "--name", "Mia", "--folder", str(shared))["words"])
        mia.start("window")
        hers.wait_for(say("today.invited.title"))
        jon.start("window")
        his.press(say("welcome.join"))
        his.write(say("welcome.name"), "Jon")
        his.press(say("welcome.on"))
        _choose(his, shared)
        his.press(say("welcome.on"))
        his.write(say("welcome.words"), words)
        his.press(say("welcome.on"))
        his.press(say("notifications.discreet"))
        his.press(say("welcome.on"))
        secret = (jon.place / "passphrase").read_text("utf-8").strip()
        his.write(say("welcome.passphrase.first"), secret)
        his.write(say("welcome.passphrase.again"), secret)
        his.press(say("welcome.on"))
        his.wait_for(say("today.waits.title", name="Mia"))
        hers.wait_for(say("today.asks.title", name="Jon"))
        hers.press(say("today.asks.yes", name="Jon"))
        for reader in (hers, his):
            reader.wait_for(say("headline.both_here"))
        his.wait_to_hear("announcement", say("headline.both_here"))
        assert jon.ask("status")["link"] == "linked"


def _details(somebody: Person) -> tuple[list[str], str | None]:
    """What somebody's rest looks like, and until when, as the command says it."""
    me = somebody.ask("status")["me"]
    return me["looks"], me["guess"]


def _paper(reader: ScreenReader) -> Thing | None:
    """Where a page is written, once there is one."""
    return next((each for each in reader.things() if "multi-line" in each.states), None)


def _is_here(reader: ScreenReader, entry: str) -> bool:
    """Whether the sidebar's entry says so; a list may have a row of the same name."""
    told = (each for each in reader.things() if each.role == "push button" and each.name == entry)
    return any(each.description == say("nav.here") for each in told)


def _place_for_a_path(reader: ScreenReader) -> Thing | None:
    """The field of the dialog that chooses a folder."""
    fields = (each for each in reader.things() if each.role == "text" and "editable" in each.states)
    return next((each for each in fields if each.name != say("welcome.name")), None)


def _choose(reader: ScreenReader, folder: Path) -> None:
    """Chooses a folder in the system's own dialog."""
    reader.press(say("folder.choose"))
    until(lambda: len(reader.windows()) == 2)
    field = reader.wait_until(partial(_place_for_a_path, reader), "a field for a path")
    reader.write(field.name, str(folder))
    reader.press("Choose")
    reader.wait_for(str(folder))
