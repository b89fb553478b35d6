"""One real Syncthing with a home, key and ports of its own.

Law: it listens on and dials 127.0.0.1 alone; everything by which it would reach out of this machine is
switched off, and proxies of the environment are not passed on. It ends with the process that started it.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import secrets
import signal
import subprocess
import urllib.request
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.carriers.loopback import HOST, addresses_of, family, free_port, is_loopback
from tests.waiting import LIMIT

PROGRAM = "syncthing"
#: The shared folder's id on both sides.
FOLDER = "pair"

#: https://docs.syncthing.net/users/config.html#options-element
_QUIET = {
    "globalAnnounceEnabled": "false",
    "globalAnnounceServer": "",
    "localAnnounceEnabled": "false",
    "announceLANAddresses": "false",
    "relaysEnabled": "false",
    "natEnabled": "false",
    "stunKeepaliveStartS": "0",
    "stunServer": "",
    "urAccepted": "-1",
    "urURL": "",
    "crashReportingEnabled": "false",
    "crashReportingURL": "",
    "autoUpgradeIntervalH": "0",
    "releasesURL": "",
    "startBrowser": "false",
    "reconnectionIntervalS": "5",  # until connected; 60 s otherwise
}
_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)
# urllib would honour http_proxy even for 127.0.0.1.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class CarrierError(Exception):
    """Syncthing couldn't be started, or didn't stay what it was started as."""


@dataclass
class Syncthing:
    """One instance that shares `place`; its configuration and database are in `home`."""

    name: str
    place: Path
    home: Path
    key: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)
    id: str = ""
    process: subprocess.Popen[bytes] | None = None
    _ports: tuple[int, int] = field(default_factory=lambda: (free_port(), free_port()))

    @property
    def url(self) -> str:
        """Where its REST interface answers."""
        return f"http://{HOST}:{self._ports[0]}"

    @property
    def address(self) -> str:
        """Where another instance dials it."""
        return f"tcp://{HOST}:{self._ports[1]}"

    def generate(self) -> None:
        """Makes its certificate and first configuration, and learns its device's id."""
        # Without its marker Syncthing takes a folder for a disk that isn't mounted.
        (self.place / ".stfolder").mkdir(parents=True, exist_ok=True)
        self.home.mkdir(parents=True)
        self._run("generate", "--no-default-folder", "--skip-port-probing")
        self.id = self._run("serve", "--device-id").strip()

    def configure(self, other: Syncthing, delay: float) -> None:
        """Has it share its place with `other`; changes are gathered for `delay` seconds before a scan.

        All else about the folder is as Syncthing sets up a new one.
        """
        path = self.home / "config.xml"
        tree = ET.parse(path)
        root = tree.getroot()
        options, gui = _part(root, "options"), _part(root, "gui")
        for tag in ("listenAddress", *_QUIET):
            for old in options.findall(tag):
                options.remove(old)
        for tag, value in {"listenAddress": self.address, **_QUIET}.items():
            ET.SubElement(options, tag).text = value
        gui.set("tls", "false")
        _part(gui, "address").text = self.url.removeprefix("http://")
        _part(gui, "apikey").text = self.key
        for old in [*root.findall("device"), *root.findall("folder")]:
            root.remove(old)
        root.append(self._folder(delay))
        for each in (self, other):
            _part(root, "folder").append(ET.Element("device", {"id": each.id}))
            device = ET.SubElement(root, "device", {"id": each.id, "name": each.name})
            ET.SubElement(device, "address").text = each.address
            ET.SubElement(device, "allowedNetwork").text = f"{HOST}/8"
        tree.write(path)

    def start(self) -> None:
        """Starts it. It writes what it has to say into ``log.txt`` in its home."""
        command = [PROGRAM, "serve", f"--home={self.home}", "--no-browser", "--no-restart", "--no-upgrade"]
        with (self.home / "log.txt").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._environment(),
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - in tests that start it from their main thread
                start_new_session=True,
            )

    def rest(self, path: str, method: str = "GET") -> Any:
        """One call of its REST interface: the decoded answer. Raises `OSError` while it doesn't listen."""
        request = urllib.request.Request(self.url + path, method=method, headers={"X-API-Key": self.key})
        with _OPENER.open(request, timeout=LIMIT) as answer:
            return json.loads(answer.read() or b"null")

    def scan(self) -> None:
        """Has it look at its place now."""
        self.rest(f"/rest/db/scan?folder={FOLDER}", "POST")

    def check(self) -> None:
        """Raises `CarrierError` unless it runs."""
        if self.process is None or self.process.poll() is not None:
            raise CarrierError(f"{self.name} ended\n{self.log()}")

    def check_sockets(self) -> None:
        """Raises `CarrierError` unless all its sockets are on this machine."""
        assert self.process is not None
        reached = addresses_of(self.process.pid)
        if not reached or not all(map(is_loopback, reached)):
            raise CarrierError(f"{self.name} has sockets at {sorted(reached)}")

    def stop(self) -> None:
        """Ends it, and after 10 seconds in vain what is left of it."""
        if self.process is None:
            return
        left = family(self.process.pid)
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            for pid in reversed(left):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self.process.wait(LIMIT)

    def kill(self) -> None:
        """Ends it as a power cut would, in the middle of what it does."""
        assert self.process is not None
        for pid in reversed(family(self.process.pid)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(LIMIT)

    def log(self) -> str:
        """The last lines that it wrote."""
        path = self.home / "log.txt"
        return "\n".join(path.read_text(errors="replace").splitlines()[-15:]) if path.exists() else ""

    def _folder(self, delay: float) -> ET.Element:
        folder = ET.Element(
            "folder",
            {
                "id": FOLDER,
                "label": FOLDER,
                "path": str(self.place),
                "type": "sendreceive",
                "rescanIntervalS": "3600",
                "fsWatcherEnabled": "true",
                "fsWatcherDelayS": f"{delay:g}",
            },
        )
        # What isn't written down counts as nothing: no second versions at all.
        ET.SubElement(folder, "maxConflicts").text = "10"
        return folder

    def _run(self, verb: str, *words: str) -> str:
        done = subprocess.run(
            [PROGRAM, verb, f"--home={self.home}", *words],
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
        )
        if done.returncode != 0:
            raise CarrierError(f"syncthing {verb}: {done.stdout}{done.stderr}")
        return done.stdout

    def _environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.lower().endswith("_proxy") and not name.startswith("ST")
        }
        return {**kept, "HOME": str(self.home), "STNOUPGRADE": "1", "STNODEFAULTFOLDER": "1"}


def _part(parent: ET.Element, tag: str) -> ET.Element:
    found = parent.find(tag)
    return ET.SubElement(parent, tag) if found is None else found


def _die_with_parent() -> None:
    _LIBC.prctl(_SET_PDEATHSIG, signal.SIGTERM)
