"""A session bus of its own: reached by its address alone, and ended by its process id."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from jeepney.io.blocking import DBusConnection, open_dbus_connection

from stillhere.demo.telling import NotSeen

_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={path}</listen>
  {services}
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class PrivateBus:
    """A ``dbus-daemon`` with an address of its own, the same one when it is started again.

    With ``environment`` it starts the machine's session services on demand, and they get that environment.
    """

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._environment = environment
        # A socket's path may have 107 bytes at most: folders of projects and tests are too deep for it.
        self._folder = Path(tempfile.mkdtemp(prefix="stillhere-bus-"))
        self._daemon: subprocess.Popen[str] | None = None
        self.address = f"unix:path={self._folder / 'bus'}"

    def __enter__(self) -> Self:
        config = self._folder / "bus.conf"
        services = "" if self._environment is None else "<standard_session_servicedirs/>"
        config.write_text(_CONFIG.format(path=self._folder / "bus", services=services), encoding="utf-8")
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()
        shutil.rmtree(self._folder)

    def start(self) -> None:
        """Starts the daemon and waits until it listens."""
        command = ["dbus-daemon", f"--config-file={self._folder / 'bus.conf'}", "--nofork", "--print-address"]
        # Its standard error says that it could not raise its limit of open files, which it doesn't need.
        self._daemon = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=self._environment
        )
        if self._daemon.stdout is None or not self._daemon.stdout.readline().startswith(self.address):
            raise NotSeen("the session bus")

    def end(self) -> None:
        """Ends the daemon, as a logout would."""
        if self._daemon is None:
            return
        daemon, self._daemon = self._daemon, None
        daemon.terminate()
        daemon.wait(10)
        if daemon.stdout is not None:
            daemon.stdout.close()
        (self._folder / "bus").unlink(missing_ok=True)

    def connect(self) -> DBusConnection:
        """A new connection to it."""
        return open_dbus_connection(self.address)
