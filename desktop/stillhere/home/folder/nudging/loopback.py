"""One request to a program on this very computer, over TLS with the certificate that it keeps in its files.

Nothing but the loopback address is ever dialled, and no name is looked up. The certificate is compared before
a byte is said: whoever else took the port learns nothing. No request lasts longer than its seconds.
"""

from __future__ import annotations

import socket
import ssl
import time
from ipaddress import ip_address
from pathlib import Path

from msgspec import Struct

from stillhere.core.veiled import Veiled

_ANSWER_BYTES = 1024


class NoNudge(Exception):
    """The carrier couldn't be asked. ``what`` says why: the end of the key ``doctor.nudge.<what>``."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Address(Struct, frozen=True):
    """A port of the loopback address."""

    host: str
    port: int


def address_of(text: str) -> Address:
    """`text`, a host and a port, as an address of the loopback. Raises `NoNudge` for every other one.

    ``localhost`` is 127.0.0.1 here, whatever a resolver would say.
    """
    host, _, port = text.strip().rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    host = "127.0.0.1" if host.lower() == "localhost" else host
    try:
        place, number = ip_address(host), int(port)
    except ValueError:
        raise NoNudge("not_loopback") from None
    if not place.is_loopback or number not in range(1, 65536):
        raise NoNudge("not_loopback")
    return Address(str(place), number)


class Door(Veiled, frozen=True):
    """Where a program may be asked, and how it knows who asks.

    ``certificate`` is the PEM file of the one certificate that counts. ``header`` carries the key: a name and
    a value, both plain ASCII without line breaks.
    """

    address: Address
    certificate: Path
    header: tuple[str, str]


def request(door: Door, verb: str, target: str, seconds: float) -> int:
    """Sends one request without a body: the status of the answer. Raises `NoNudge`.

    ``target`` is quoted already.
    """
    context, until = _context(door.certificate), time.monotonic() + seconds
    lines = (
        f"{verb} {target} HTTP/1.1",
        f"Host: {_host(door.address)}",
        f"{door.header[0]}: {door.header[1]}",
        "Content-Length: 0",
        "Connection: close",
    )
    try:
        with socket.create_connection((door.address.host, door.address.port), seconds) as plain:
            plain.settimeout(_left(until))
            with context.wrap_socket(plain) as sealed:
                sealed.sendall("\r\n".join((*lines, "", "")).encode("ascii"))
                return _status(sealed, until)
    except ssl.SSLError:
        raise NoNudge("stranger") from None
    except OSError:
        raise NoNudge("silent") from None


def _context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # It names the computer, not 127.0.0.1. What counts is that it is that one.
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    try:
        context.load_verify_locations(certificate)
    except (OSError, ssl.SSLError):
        raise NoNudge("no_certificate") from None
    return context


def _status(sealed: ssl.SSLSocket, until: float) -> int:
    answer = b""
    while b"\r\n" not in answer and len(answer) < _ANSWER_BYTES:
        sealed.settimeout(_left(until))
        more = sealed.recv(_ANSWER_BYTES)
        if not more:
            break
        answer += more
    parts = answer.partition(b"\r\n")[0].split(b" ")
    if len(parts) < 2 or not parts[0].startswith(b"HTTP/") or not parts[1].isdigit():
        raise NoNudge("silent")
    return int(parts[1])


def _left(until: float) -> float:
    return max(until - time.monotonic(), 0.001)


def _host(address: Address) -> str:
    host = f"[{address.host}]" if ":" in address.host else address.host
    return f"{host}:{address.port}"
