"""Objects on the bus, without a bus: what they answer, and how they describe themselves."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest
from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_method_call

from stillhere.tray.export import Exported, Interface, Method, Property, Refused, singles

ADDRESS = DBusAddress("/thing", "org.example.Bus", "org.example.Thing")


def refuse() -> tuple[Any, ...]:
    raise Refused("AccessDenied", "not now")


THING = Exported(
    "/thing",
    [
        Interface(
            "org.example.Thing",
            {"Add": Method(lambda a, b: (a + b,), "ii", "i"), "Refuse": Method(refuse)},
            {"Colour": Property("s", lambda: "teal")},
            {"Moved": "ia{sv}", "Gone": ""},
        )
    ],
)


def ask(
    member: str, signature: str | None = None, *body: Any, interface: str | None = ADDRESS.interface
) -> Message:
    address = DBusAddress("/thing", "org.example.Bus", interface)
    call = new_method_call(address, member, signature, body)
    call.header.serial = 7
    return THING.answer(call)


def test_a_call_gets_its_reply() -> None:
    reply = ask("Add", "ii", 2, 3)
    assert (reply.header.message_type, reply.body) == (MessageType.method_return, (5,))
    assert reply.header.fields[HeaderFields.reply_serial] == 7
    assert reply.header.fields[HeaderFields.signature] == "i"


def test_a_call_may_leave_the_interface_out() -> None:
    assert ask("Add", "ii", 2, 3, interface=None).body == (5,)


@pytest.mark.parametrize(
    ("member", "signature", "body", "error"),
    [
        ("Add", "is", (2, "3"), "InvalidArgs"),
        ("Add", None, (), "InvalidArgs"),
        ("Lose", None, (), "UnknownMethod"),
        ("Refuse", None, (), "AccessDenied"),
    ],
)
def test_a_wrong_call_gets_an_error(
    member: str, signature: str | None, body: tuple[Any, ...], error: str
) -> None:
    reply = ask(member, signature, *body)
    assert reply.header.message_type is MessageType.error
    assert reply.header.fields[HeaderFields.error_name] == f"org.freedesktop.DBus.Error.{error}"


def test_a_signal_has_the_tables_types() -> None:
    signal = THING.signal("org.example.Thing", "Moved", 1, {})
    assert signal.header.fields[HeaderFields.signature] == "ia{sv}"
    assert HeaderFields.signature not in THING.signal("org.example.Thing", "Gone").header.fields


def test_it_answers_the_standard_interfaces() -> None:
    properties = "org.freedesktop.DBus.Properties"
    assert ask("GetAll", "s", "org.example.Thing", interface=properties).body == ({"Colour": ("s", "teal")},)
    assert ask("GetAll", "s", properties, interface=properties).body == ({},)
    assert ask("Ping", interface="org.freedesktop.DBus.Peer").body == ()


def test_it_describes_itself() -> None:
    (xml,) = ask("Introspect", interface="org.freedesktop.DBus.Introspectable").body
    node = ET.fromstring(xml)
    thing = node.find("interface[@name='org.example.Thing']")
    assert thing is not None
    add = [(arg.get("type"), arg.get("direction")) for arg in thing.findall("method[@name='Add']/arg")]
    assert add == [("i", "in"), ("i", "in"), ("i", "out")]
    assert [arg.get("type") for arg in thing.findall("signal[@name='Moved']/arg")] == ["i", "a{sv}"]
    assert [found.attrib for found in thing.findall("property")] == [
        {"name": "Colour", "type": "s", "access": "read"}
    ]
    assert [found.attrib for found in thing.findall("annotation")] == [
        {"name": "org.freedesktop.DBus.Property.EmitsChangedSignal", "value": "false"}
    ]


@pytest.mark.parametrize(
    ("signature", "parts"),
    [
        ("", []),
        ("ii", ["i", "i"]),
        ("ia{sv}as", ["i", "a{sv}", "as"]),
        ("u(ia{sv}av)", ["u", "(ia{sv}av)"]),
        ("a(ia{sv})a(ias)aai", ["a(ia{sv})", "a(ias)", "aai"]),
    ],
)
def test_a_signature_falls_into_its_single_types(signature: str, parts: list[str]) -> None:
    assert list(singles(signature)) == parts
