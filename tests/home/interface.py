"""A stand-in for a carrier's interface on the loopback: a real port, real TLS, and one answer for everything.

Law: it listens on 127.0.0.1 alone, and what it was told can be read. ``tests/home/certificates`` holds two
self-signed certificates with their keys, made for these tests and used for nothing else.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.waiting import LIMIT

CERTIFICATES = Path(__file__).parent / "certificates"
#: What the interface takes as its key.
KEY = "a-key-of-these-tests"


class Interface:
    """Answers every request with ``status``; ``heard`` is what was said to it, and ``plain`` takes no TLS.

    While ``holds`` is set to a cleared event it keeps who asks waiting.
    """

    def __init__(self, status: int = 200, *, name: str = "own", plain: bool = False) -> None:
        self.heard: list[bytes] = []
        self.holds = threading.Event()
        self.holds.set()
        self.asked = threading.Event()
        self._status = status
        self._context = None if plain else ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if self._context is not None:
            self._context.load_cert_chain(CERTIFICATES / f"{name}.pem")
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, name="interface")

    @property
    def address(self) -> str:
        """Where it listens, as a configuration names it."""
        return f"127.0.0.1:{self._listening.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.holds.set()
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                asking, _ = self._listening.accept()
            except OSError:
                return
            with asking, contextlib.suppress(OSError):
                asking.settimeout(LIMIT)
                self._answer(asking)

    def _answer(self, asking: socket.socket) -> None:
        with contextlib.ExitStack() as stack:
            if self._context is not None:
                asking = stack.enter_context(self._context.wrap_socket(asking, server_side=True))
            self.heard.append(asking.recv(65536))
            self.asked.set()
            self.holds.wait(LIMIT)
            asking.sendall(f"HTTP/1.1 {self._status} Said\r\nContent-Length: 0\r\n\r\n".encode())


def configuration(
    place: Path,
    folder: Path,
    address: str,
    *,
    key: str = KEY,
    gui: str = 'enabled="true" tls="false"',
    more: str = 'type="sendreceive"',
    inside: str = "",
) -> Path:
    """Writes what Syncthing keeps in its own place about one folder, as far as it is read here."""
    place.mkdir(parents=True, exist_ok=True)
    (place / "https-cert.pem").write_bytes((CERTIFICATES / "own.pem").read_bytes())
    path = place / "config.xml"
    path.write_text(
        f'<configuration version="36"><folder id="f&amp;1 ü" path="{folder}" {more}>{inside}</folder>'
        f"<gui {gui}><address>{address}</address><apikey>{key}</apikey></gui></configuration>",
        encoding="utf-8",
    )
    return path
