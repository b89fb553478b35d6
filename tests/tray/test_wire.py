"""One connection: replies find their callers, and a silent program is given up on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from jeepney import DBusAddress, HeaderFields, new_method_return
from jeepney.io.blocking import DBusConnection

from stillhere.demo.bus import PrivateBus
from stillhere.notify.wire import DAEMON, PATIENCE, Failed, NoBus, Wire, connect
from tests.desktop.login import FakeLogin
from tests.tray.conftest import Clock
from tests.waiting import LIMIT, until


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def wire(bus: PrivateBus, clock: Clock) -> Iterator[Wire]:
    opened = Wire(connect({"DBUS_SESSION_BUS_ADDRESS": bus.address}), clock)
    yield opened
    opened.close()


def read_until(wire: Wire, heard: list[Any]) -> None:
    while not heard:
        wire.read()


def test_a_reply_finds_its_caller(wire: Wire) -> None:
    heard: list[Any] = []
    wire.call(DAEMON, "NameHasOwner", "s", ("org.freedesktop.DBus",), heard.append)
    assert wire.patience() == PATIENCE
    read_until(wire, heard)
    assert heard == [(True,)]
    assert wire.patience() is None


def test_an_error_finds_its_caller(wire: Wire) -> None:
    heard: list[Any] = []
    wire.call(DAEMON, "GetNameOwner", "s", ("org.example.Nobody",), heard.append)
    read_until(wire, heard)
    assert heard[0].name == "org.freedesktop.DBus.Error.NameHasNoOwner"
    assert "org.example.Nobody" in heard[0].text


def test_a_program_that_never_answers_is_given_up_on(bus: PrivateBus, wire: Wire, clock: Clock) -> None:
    heard: list[Any] = []
    with bus.connect() as silent:
        address = DBusAddress("/any", silent.unique_name, "org.example.Silent")
        wire.call(address, "Wait", "", (), heard.append)
        clock.now += PATIENCE - 1
        wire.expire()
        assert heard == []
        clock.now += 1
        assert wire.patience() == 0
        wire.expire()
        assert heard == [Failed("org.freedesktop.DBus.Error.NoReply", "no answer in time")]
        # The answer that comes after all is nobody's any more.
        until(lambda: _answered(silent))
        wire.read()
    assert len(heard) == 1


def _answered(silent: DBusConnection) -> bool:
    """Answers the next message, if it is the call."""
    message = silent.receive(timeout=LIMIT)
    if message.header.fields.get(HeaderFields.member) != "Wait":
        return False
    silent.send(new_method_return(message))
    return True


def test_calls_that_wait_when_the_bus_goes_away_fail_once(bus: PrivateBus, wire: Wire) -> None:
    heard: list[Any] = []
    bus.end()
    with pytest.raises(NoBus, match="went away"):
        call_until_it_breaks(wire, heard)
    assert heard == []
    wire.close()
    wire.close()
    assert set(heard) == {Failed("org.freedesktop.DBus.Error.Disconnected", "the session bus went away")}


def call_until_it_breaks(wire: Wire, heard: list[Any]) -> None:
    while True:
        wire.call(DAEMON, "ListNames", "", (), heard.append)
        wire.read()


def test_what_comes_with_half_a_message_is_given_back_at_the_end(bus: PrivateBus) -> None:
    with FakeLogin(bus) as login:
        connection = connect({"DBUS_SESSION_BUS_ADDRESS": bus.address}, files=True)
        heard: list[Any] = []
        wire = Wire(connection, time.monotonic)
        at = DBusAddress(login.path, login.name, login.interface)
        wire.call(at, "Inhibit", "ssss", ("sleep", "Still Here", "why", "delay"), heard.append)
        while not connection.parser.fds:  # it comes with the first bytes of the reply
            wire.read()
        assert login.waiting
        assert heard == []
        wire.close()
        until(lambda: not login.waiting)
