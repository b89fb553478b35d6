"""Notes on a bus of their own, shown and clicked by a server that knows nothing of this program's code."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from stillhere.demo.bus import PrivateBus
from stillhere.notify.bus import SessionBus
from stillhere.notify.linux import FreedesktopNotifier
from stillhere.notify.note import Note, Pressed, Urgency
from tests.desktop.fakes import FakeNotifications
from tests.tray.conftest import session_bus
from tests.waiting import LIMIT, until

RESTING = Note("partner", "Mia is resting, still here.", button=("knock", "One soft knock"))
BACK = Note("partner", "Mia is back.", "Take your time.")


@dataclass
class Notices:
    """A notifier that runs on a bus in a thread. ``heard``: the exact list of what it told.

    ``troubles``: what it told for the log.
    """

    bus: SessionBus
    notifier: FreedesktopNotifier
    heard: list[Pressed]
    troubles: list[str]

    def at_once(self, *wishes: Callable[[], None]) -> None:
        """Has all of it wanted in the bus's thread, so that no answer can come between."""

        def all_of_it() -> None:
            for wish in wishes:
                wish()

        self.bus.post(all_of_it)

    def done(self) -> None:
        """Waits until everything asked for so far has been sent."""
        done: list[bool] = []
        self.bus.post(lambda: done.append(True))
        until(lambda: done)


@pytest.fixture
def notices(bus: PrivateBus) -> Iterator[Notices]:
    troubles: list[str] = []
    heard: list[Pressed] = []
    session = session_bus(bus, troubles)
    notifier = FreedesktopNotifier(
        session, heard.append, app="Still Here", entry="stillhere", open_words="Open", icon="stillhere"
    )
    thread = threading.Thread(target=session.run)
    thread.start()
    yield Notices(session, notifier, heard, troubles)
    session.stop()
    thread.join(LIMIT)
    assert not thread.is_alive()


@pytest.fixture
def server(bus: PrivateBus, notices: Notices) -> Iterator[FakeNotifications]:
    with FakeNotifications(bus) as running:
        until(notices.notifier.is_compatible)
        yield running


@pytest.fixture
def known(server: FakeNotifications, notices: Notices) -> FakeNotifications:
    """A server that has said what it can do, with one note on the screen."""
    notices.notifier.show(Note("first", "The first note."))
    until(lambda: server.seen)
    server.settle(notices.bus.unique_name)
    return server


def test_a_note_is_shown_as_the_specification_says(server: FakeNotifications, notices: Notices) -> None:
    notices.notifier.show(RESTING)
    (shown,) = until(lambda: server.seen)
    assert (shown.app, shown.icon, shown.title, shown.body) == (
        "Still Here",
        "stillhere",
        "Mia is resting, still here.",
        "",
    )
    assert shown.actions == ("default", "Open", "knock", "One soft knock")
    assert shown.hints == {"urgency": Urgency.NORMAL, "desktop-entry": "stillhere"}
    assert (shown.replaces, shown.timeout) == (0, -1)
    assert server.asked == ["GetCapabilities", "Notify"]


def test_what_fades_says_so(server: FakeNotifications, notices: Notices) -> None:
    notices.notifier.show(Note("partner", "Mia: still here.", fades=True))
    (shown,) = until(lambda: server.seen)
    assert shown.hints["transient"] is True


def test_a_newer_note_replaces_the_older_one(server: FakeNotifications, notices: Notices) -> None:
    notices.notifier.show(RESTING)
    until(lambda: len(server.seen) == 1)
    notices.notifier.show(BACK)
    until(lambda: len(server.seen) == 2)
    assert [shown.replaces for shown in server.seen] == [0, 1]
    assert [shown.title for shown in server.on_screen.values()] == ["Mia is back."]


def test_notes_never_pile_up_however_fast_they_come(known: FakeNotifications, notices: Notices) -> None:
    def show(count: int) -> Callable[[], None]:
        return lambda: notices.notifier.show(Note("partner", f"Note {count}"))

    notices.at_once(*(show(count) for count in range(30)))
    until(lambda: known.seen[-1].title == "Note 29")
    assert [shown.title for shown in known.seen[1:]] == ["Note 0", "Note 29"]
    assert [shown.title for shown in known.on_screen.values()][1:] == ["Note 29"]


def test_notes_of_other_tags_stand_beside_each_other(server: FakeNotifications, notices: Notices) -> None:
    notices.notifier.show(RESTING)
    notices.notifier.show(Note("own", "You are resting."))
    until(lambda: len(server.on_screen) == 2)


def test_a_note_that_was_closed_is_not_replaced_but_shown(
    server: FakeNotifications, notices: Notices
) -> None:
    notices.notifier.show(RESTING)
    until(lambda: server.on_screen)
    server.close(1, reason=2)
    server.settle(notices.bus.unique_name)
    notices.notifier.show(BACK)
    until(lambda: len(server.seen) == 2)
    assert server.seen[-1].replaces == 0


def test_a_note_is_withdrawn_where_it_still_stands(server: FakeNotifications, notices: Notices) -> None:
    notices.notifier.show(RESTING)
    until(lambda: server.on_screen)
    server.settle(notices.bus.unique_name)
    notices.notifier.withdraw("partner")
    until(lambda: server.closed)
    notices.notifier.withdraw("partner")
    notices.notifier.withdraw("nothing")
    notices.done()
    server.settle(notices.bus.unique_name)
    assert server.closed == [1]


def test_a_note_withdrawn_before_the_server_is_known_is_not_shown(
    server: FakeNotifications, notices: Notices
) -> None:
    notices.at_once(
        lambda: notices.notifier.show(RESTING),
        lambda: notices.notifier.withdraw("partner"),
        lambda: notices.notifier.show(Note("own", "You are resting.")),
    )
    until(lambda: server.seen)
    assert [shown.title for shown in server.seen] == ["You are resting."]


def test_a_note_withdrawn_on_its_way_does_not_stay(known: FakeNotifications, notices: Notices) -> None:
    notices.at_once(
        lambda: notices.notifier.show(RESTING),
        lambda: notices.notifier.withdraw("partner"),
    )
    until(lambda: known.closed)
    assert [shown.title for shown in known.seen[1:]] == ["Mia is resting, still here."]
    assert len(known.on_screen) == 1


def test_a_note_that_is_wanted_again_on_its_way_stays(known: FakeNotifications, notices: Notices) -> None:
    notices.at_once(
        lambda: notices.notifier.show(RESTING),
        lambda: notices.notifier.withdraw("partner"),
        lambda: notices.notifier.show(BACK),
    )
    until(lambda: known.seen[-1].title == "Mia is back.")
    notices.done()
    known.settle(notices.bus.unique_name)
    assert [shown.title for shown in known.on_screen.values()][1:] == ["Mia is back."]


def test_clicks_are_told_with_their_token(server: FakeNotifications, notices: Notices) -> None:
    notices.notifier.show(RESTING)
    until(lambda: server.on_screen)
    server.settle(notices.bus.unique_name)
    server.click_button(1, "knock")
    until(lambda: notices.heard)
    assert notices.heard == [Pressed("partner", "knock", "token-of-the-compositor")]


def test_a_click_on_the_note_itself_is_told(server: FakeNotifications, notices: Notices) -> None:
    notices.notifier.show(RESTING)
    until(lambda: server.on_screen)
    server.settle(notices.bus.unique_name)
    server.click_body(1)
    until(lambda: notices.heard)
    assert notices.heard == [Pressed("partner", "default", "token-of-the-compositor")]


def test_a_server_may_close_a_note_before_it_tells_of_the_click(
    server: FakeNotifications, notices: Notices
) -> None:
    notices.notifier.show(RESTING)
    until(lambda: server.on_screen)
    server.settle(notices.bus.unique_name)
    server.close(1, reason=2)
    server.emit("ActionInvoked", "us", 1, "knock")
    until(lambda: notices.heard)
    assert notices.heard == [Pressed("partner", "knock", "")]


def test_clicks_on_notes_of_others_are_nobodys_business(server: FakeNotifications, notices: Notices) -> None:
    notices.notifier.show(RESTING)
    until(lambda: server.on_screen)
    server.settle(notices.bus.unique_name)
    server.emit("ActionInvoked", "us", 77, "default")
    server.emit("ActionInvoked", "us", 0, "default")
    server.emit("ActionInvoked", "s", "rubbish")
    server.settle(notices.bus.unique_name)
    assert notices.heard == []


def test_a_signal_from_somebody_else_is_not_believed(
    bus: PrivateBus, server: FakeNotifications, notices: Notices
) -> None:
    notices.notifier.show(RESTING)
    until(lambda: server.on_screen)
    server.settle(notices.bus.unique_name)

    class Stranger(FakeNotifications):
        name = "org.example.Stranger"

    with Stranger(bus) as stranger:
        stranger.interface = server.name
        stranger.emit("ActionInvoked", "us", 1, "knock")
        stranger.emit("ActionInvoked", "us", 1, "knock", to=notices.bus.unique_name)
        stranger.settle(notices.bus.unique_name)
    assert notices.heard == []


@pytest.mark.parametrize(
    ("capabilities", "body"),
    [(("body", "body-markup"), "&lt;b&gt; &amp; Jon"), (("body",), "<b> & Jon"), ((), "<b> & Jon")],
)
def test_markup_is_escaped_exactly_where_it_is_read(
    bus: PrivateBus, notices: Notices, capabilities: tuple[str, ...], body: str
) -> None:
    with FakeNotifications(bus, capabilities=capabilities) as server:
        notices.notifier.show(Note("partner", "<b> & Jon", "<b> & Jon"))
        (shown,) = until(lambda: server.seen)
    assert (shown.title, shown.body) == ("<b> & Jon", body)


def test_a_server_without_actions_gets_none(bus: PrivateBus, notices: Notices) -> None:
    with FakeNotifications(bus, capabilities=["body"]) as server:
        notices.notifier.show(RESTING)
        (shown,) = until(lambda: server.seen)
    assert shown.actions == ()


def test_a_server_that_starts_again_is_asked_again_and_shows_nothing_old(
    bus: PrivateBus, notices: Notices
) -> None:
    with FakeNotifications(bus, first=5) as first:
        notices.notifier.show(RESTING)
        until(lambda: first.on_screen)
        first.settle(notices.bus.unique_name)
    until(lambda: not notices.notifier.is_compatible())
    with FakeNotifications(bus, capabilities=["body-markup"]) as second:
        until(notices.notifier.is_compatible)
        second.settle(notices.bus.unique_name)
        assert second.asked == []
        notices.notifier.show(BACK)
        until(lambda: second.seen)
        assert (second.seen[0].replaces, second.seen[0].actions) == (0, ())
        second.emit("ActionInvoked", "us", 5, "knock")
        second.settle(notices.bus.unique_name)
    assert notices.heard == []


def test_without_a_server_a_note_is_dropped_and_its_text_is_not_logged(notices: Notices) -> None:
    until(lambda: not notices.notifier.is_compatible())
    notices.notifier.show(RESTING)
    until(lambda: notices.troubles)
    assert notices.troubles == ["note.no_server"]


def test_a_note_that_the_server_refuses_is_dropped_and_its_text_is_not_logged(
    known: FakeNotifications, notices: Notices
) -> None:
    known.refuses = True
    notices.notifier.show(RESTING)
    until(lambda: notices.troubles)
    assert notices.troubles == ["note.not_shown"]
    known.refuses = False
    notices.notifier.show(BACK)
    until(lambda: known.seen[-1].title == "Mia is back.")
    assert [shown.title for shown in known.seen[1:]] == ["Mia is back."]


def test_a_bus_that_comes_back_shows_notes_again(bus: PrivateBus, notices: Notices) -> None:
    with FakeNotifications(bus) as server:
        notices.notifier.show(RESTING)
        until(lambda: server.seen)
        bus.end()
        until(lambda: not notices.notifier.is_compatible())
    bus.start()
    with FakeNotifications(bus) as server:
        until(notices.notifier.is_compatible)
        notices.notifier.show(BACK)
        until(lambda: server.seen)
        assert server.seen[0].replaces == 0
