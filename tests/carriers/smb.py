"""A folder on a real SMB server, which Samba serves to this machine alone, mounted without the kernel's help.

Law: the server listens at one address of 127.0.0.0/8 and keeps all that it has below one place. What this
machine can't do ends the test by name.
"""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

import pytest

from tests.waiting import LIMIT, until

PORT: Final = 445  # the client that mounts knows no other
SHARE: Final = "shared"
PROGRAMS: Final = ("smbd", "smbnetfs", "fusermount3")

_SERVER = """
[global]
server role = standalone server
smb ports = {port}
interfaces = {address}/8
bind interfaces only = yes
private dir = {state}
lock directory = {state}
state directory = {state}
cache directory = {state}
pid directory = {state}
ncalrpc dir = {state}/ncalrpc
log file = {state}/log
map to guest = Bad User
guest account = {user}
load printers = no
disable spoolss = yes
server min protocol = SMB2
[{share}]
path = {served}
guest ok = yes
read only = no
"""
_CLIENT = "[global]\nclient min protocol = SMB2\nname resolve order = host\n"
_MOUNT = 'smb_query_browsers "false"\nauth "guest" ""\n'


class Nas:
    """A server at home: `served` is its own disk."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self.served = place / "served"
        self.address = f"127.{random.randint(10, 250)}.{random.randint(1, 250)}.{random.randint(1, 250)}"
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Serves, or ends the test by name."""
        state = self._place / "state"
        for each in (self.served, state):
            each.mkdir(mode=0o700, exist_ok=True)
        config = self._place / "smb.conf"
        names = {"state": state, "served": self.served, "share": SHARE, "port": PORT, "user": _me()}
        config.write_text(_SERVER.format(address=self.address, **names), "utf-8")
        with (self._place / "smbd.txt").open("wb") as log:
            self._server = subprocess.Popen(
                ["smbd", "--foreground", "--no-process-group", f"--configfile={config}"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        until(self._answers_or_ended)
        if self._server.poll() is not None:
            pytest.skip("this machine lets nobody serve SMB")

    def stop(self) -> None:
        """The server is switched off, and its connections with it."""
        if self._server is not None:
            for child in _children(self._server.pid):
                with suppress(ProcessLookupError):
                    os.kill(child, 9)
            self._server.kill()
            self._server.wait(LIMIT)
            self._server = None

    @contextmanager
    def mounted(self, at: Path) -> Iterator[Path]:
        """The share, as another computer sees it below `at`."""
        settings = at.with_name(f"{at.name}-home")
        (settings / ".smb").mkdir(parents=True)
        (settings / ".smb" / "smb.conf").write_text(_CLIENT, "utf-8")
        mount = settings / ".smb" / "smbnetfs.conf"
        mount.write_text(_MOUNT, "utf-8")
        mount.chmod(0o600)
        at.mkdir()
        done = subprocess.run(
            ["smbnetfs", "-o", f"config={mount}", str(at)],
            env={**os.environ, "HOME": str(settings)},
            capture_output=True,
            check=False,
            timeout=LIMIT,
        )
        if done.returncode != 0:
            pytest.skip("this machine lets nobody mount by FUSE")
        try:
            yield at / self.address / SHARE
        finally:
            subprocess.run(["fusermount3", "-u", "-z", str(at)], check=True)

    def _answers_or_ended(self) -> bool:
        assert self._server is not None
        if self._server.poll() is not None:
            return True
        with socket.socket() as probe:
            return probe.connect_ex((self.address, PORT)) == 0


@contextmanager
def nas(place: Path) -> Iterator[Nas]:
    """A server that is there, below `place`; or the test ends by name."""
    for program in PROGRAMS:
        if shutil.which(program) is None:
            pytest.skip(f"the program {program} isn't installed")
    place.mkdir()
    made = Nas(place)
    with ExitStack() as stack:
        stack.callback(made.stop)
        made.start()
        yield made


def _me() -> str:
    import pwd

    return pwd.getpwuid(os.getuid()).pw_name


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += [int(child), *_children(int(child))]
    return found
