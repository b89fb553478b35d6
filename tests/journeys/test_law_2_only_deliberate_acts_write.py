"""Law 2: only deliberate acts write to the shared folder.

Opening, reading, receiving, waiting and writing privately change no byte and no time stamp there. What is
compared is the whole folder: every name, byte, size, mode and time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from stillhere.core.acts import Details, Rest
from stillhere.home.private import open_private
from stillhere.home.rooms.letters import Letters
from stillhere.home.rooms.mailbox import Mailbox
from stillhere.home.rooms.shared import Shared
from stillhere.home.settings import Settings
from tests.desktop.real_keyring import missing
from tests.home.couple import Side, World, couple, recording
from tests.home.ground import snapshot
from tests.journeys.people import Seat, link, seat, seat_with_keyring
from tests.waiting import until

RESTS = "Mia is resting, still here."


@contextmanager
def unchanged(folder: Path) -> Iterator[None]:
    """Fails where anything in `folder` is different afterwards, its times of access included."""
    recording(folder)  # reading for the first time sets the times of access; from here on nothing does
    before = recording(folder), snapshot(folder)
    yield
    assert (recording(folder), snapshot(folder)) == before


@pytest.mark.skipif(bool(missing()), reason=f"{', '.join(missing())} isn't installed")
def test_every_face_may_be_opened_looked_at_and_closed(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    with seat("Mia", tmp_path / "mia") as mia, seat_with_keyring("Jon", tmp_path / "jon") as (jon, _):
        link(mia.person, jon.person, shared)
        mia.person.ask("rest", "--line", "Long week. It isn’t you.", "--guess", "tomorrow")
        with unchanged(shared):
            _open_look_and_close(mia, jon)


def _open_look_and_close(mia: Seat, jon: Seat) -> None:
    trays = [mia.start_tray(), jon.start_tray()]
    note = jon.told(RESTS)
    jon.host.context()
    jon.host.menu()
    jon.notifications.click_body(note.number)
    window = jon.person.start("window", "letters")
    watch = jon.person.start("watch")
    until(lambda: (jon.person.place / "watch.log").stat().st_size > 0)
    for verb in ("status", "sync", "safety-number", "notifications", "settings"):
        jon.person.ask(verb)
        mia.person.ask(verb)
    for words in ("letter write --text Soup", "letter", "letter received", "page write --text Door", "page"):
        jon.person.ask(*words.split())
    for words in ("page shared", "prompt", "prompt skip"):
        jon.person.ask(*words.split())
    for each in (mia, jon):
        assert each.person.command("doctor").returncode in {0, 3}, "3: this test's desktop has no X server"
        each.person.ask("notifications", "discreet")
    assert mia.person.command("knock").returncode == 1, "a refused act writes nothing either"
    for seat_, process in ((jon, watch), (jon, window), (mia, trays[0]), (jon, trays[1])):
        assert seat_.person.end(process) == 0
    jon.person.ask("sync")


def test_an_hour_of_waiting_and_a_week_away(tmp_path: Path) -> None:
    world = World()
    mia, jon = couple(tmp_path, world)
    mia.home.do(Rest(Details(guess="this_evening")))
    mia.round()
    with unchanged(tmp_path / "shared"):
        for _ in range(120):
            _round(mia, jon)
            world.pass_time(seconds=30)
        for _ in range(8):
            world.pass_time(days=1)
            _round(mia, jon)
    assert mia.home.look().ask_guess, "the guess passed meanwhile, and nothing came of it by itself"
    assert jon.home.look().headline == "partner_rests"


def _round(mia: Side, jon: Side) -> None:
    for each in (mia, jon):
        each.round()
        each.home.look()
        each.home.sharing()
        each.home.troubles()
        again = each.home.twin()
        again.look()
        again.close()


def test_writing_privately_and_choosing_for_this_device(tmp_path: Path) -> None:
    mia, jon = couple(tmp_path, World())
    with unchanged(tmp_path / "shared"):
        with open_private(jon.home.paths, jon.home._key) as private:
            page = private.pages.write(["I heard the door, and made a story of it."])
            private.pages.save(page, ["I heard the door, and made a story of it. It was the wind."])
            private.pages.search("door")
            private.letters.write("You were so far away this week.")
            private.drafts.keep("status.line", "Soup is on the stove")
            private.care.note(["lonely"])
            private.pages.delete(page)
        jon.home.change_settings(notifications="none", theme="dark", phrases=("Soup is on the stove.",))
        assert jon.home.settings() != Settings()
        for each in (jon, mia):
            assert each.round() == []
            assert each.home.store.outbox.count() == 0


def test_letters_are_written_held_and_opened_without_a_trace(tmp_path: Path) -> None:
    """Before one is sent nothing is in the folder; of what came, nothing tells whether it was opened."""
    world = World()
    mia, jon = couple(tmp_path, world)
    with mia.home.door().open(None) as private:
        letters = Letters(mia.home, private)
        for text in ("Thank you for the soup.", "It rained on the roof."):
            letters.decide(letters.write(text).id, "send")
        Shared(mia.home).share(private, private.pages.write(["The light went out."]))
    for each in (mia, jon, mia):
        each.round()
    with unchanged(tmp_path / "shared"):
        assert Mailbox(jon.home).open_all()
        assert Shared(jon.home).theirs()
        with jon.home.door().open(None) as private:
            letters = Letters(jon.home, private)
            five = [letters.write(f"Dear Mia, {number}") for number in range(5)]
            for letter, choice in zip(five, ("hold", "hold", "keep", "let_go", "let_go"), strict=True):
                letters.decide(letter.id, choice)  # type: ignore[arg-type]
            letters.change(five[0].id, "Dear Mia, in other words.")
            world.pass_time(days=1)
            for letter in letters.to_ask():
                letters.asked(letter.id)
        for each in (jon, mia, jon):
            assert each.round() == []
            assert each.home.store.outbox.count() == 0
    jon.home.close()
    mia.home.close()
