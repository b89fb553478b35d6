"""What a process tree's sockets reach, read from the kernel: the proof that a carrier stays on this machine.

Law: it only looks. Linux only, because it reads /proc.
"""

from __future__ import annotations

import random
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

HOST = "127.0.0.1"

_TABLES = ("tcp", "tcp6", "udp", "udp6")


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now, and that the system gives nobody by itself."""
    while True:
        port = random.randrange(10_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind((HOST, port))
            return port


def family(pid: int) -> list[int]:
    """A process and everything that it started, parents first."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read(task).split():
            found += family(int(child))
    return found


def addresses_of(pid: int) -> set[str]:
    """The addresses that the sockets of a process tree are bound or connected to."""
    sockets = {name for each in family(pid) for name in _sockets(each)}
    return {
        address
        for table in _TABLES
        for line in _read(Path(f"/proc/{pid}/net/{table}")).splitlines()[1:]
        for address in _addresses(line.split(), sockets)
    }


def is_loopback(address: str) -> bool:
    """Whether `address` is this machine and no other."""
    return address == "::1" or address.startswith(("127.", "::ffff:127."))


def _sockets(pid: int) -> Iterator[str]:
    for handle in Path(f"/proc/{pid}/fd").glob("*"):
        try:
            target = str(handle.readlink())
        except FileNotFoundError:
            continue
        if target.startswith("socket:["):
            yield target[len("socket:[") : -1]


def _addresses(fields: list[str], sockets: set[str]) -> Iterator[str]:
    """The local address of a line of /proc/net, and the remote one where there is one (proc(5))."""
    if fields[9] not in sockets:
        return
    yield _address(fields[1])
    if not fields[2].endswith(":0000"):
        yield _address(fields[2])


def _address(text: str) -> str:
    """As /proc/net/tcp writes it, each word in the byte order of the machine: ``0100007F:1F90``."""
    digits, _, _ = text.partition(":")
    words = [bytes.fromhex(digits[start : start + 8])[::-1] for start in range(0, len(digits), 8)]
    return socket.inet_ntop(socket.AF_INET if len(words) == 1 else socket.AF_INET6, b"".join(words))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        return ""  # it ended a moment ago
