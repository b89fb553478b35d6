"""A real desktop without a screen: X server, session bus, window manager, panel, notification server.

Laws. Everything lives in folders and on a bus of its own; nothing of the person who runs it is read or
shown. Every program is started here and ended by its own process id, in the reverse order. Waits are limits
for what is broken, not measures.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from PIL import Image, ImageChops

from tests.desktop.private_bus import PrivateBus, until

#: The programs that `RealDesktop` can't do without.
NEEDED = ("Xvfb", "dbus-daemon", "openbox", "xfce4-panel", "dunst", "dunstctl", "xdotool", "import", "busctl")

WIDTH, HEIGHT, PANEL = 800, 600, 32

_PANEL = f"""<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="{PANEL}"/>
      <property name="icon-size" type="uint" value="22"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
        <value type="int" value="3"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="tasklist"/>
    <property name="plugin-2" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-3" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
    </property>
  </property>
</channel>
"""

_DUNST = """[global]
    origin = top-right
    offset = 10x50
    history_length = 50
    font = Sans 10
    mouse_left_click = do_action, close_current
    mouse_middle_click = close_current
"""


def missing(needed: Sequence[str] = NEEDED) -> list[str]:
    """Those of the needed programs that this machine hasn't got."""
    return [name for name in needed if shutil.which(name) is None]


@dataclass(frozen=True)
class Told:
    """One notification as the server keeps it."""

    number: int
    app: str
    title: str
    body: str


@dataclass
class Program:
    """A program that was started; what it prints is kept."""

    process: subprocess.Popen[bytes]
    log: Path

    def said(self) -> list[str]:
        """The lines that it printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace").splitlines()

    def wait_to_say(self, line: str, *, times: int = 1) -> None:
        """Waits until it printed this line this often."""
        until(lambda: self.said().count(line) >= times)


class Programs:
    """Programs that were started and are to be ended, last one first; each leaves its log in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: list[Program] = []
        self._started = 0

    def start(self, command: Sequence[str], environment: Mapping[str, str]) -> Program:
        self._started += 1
        path = self._folder / f"{self._started:02}-{Path(command[0]).name}.log"
        with path.open("wb") as log:
            process = subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            )
        program = Program(process, path)
        self._running.append(program)
        return program

    def end(self, program: Program) -> None:
        """Asks one of them to end, and ends it when it doesn't."""
        self._running.remove(program)
        program.process.terminate()
        try:
            program.process.wait(10)
        except subprocess.TimeoutExpired:
            program.process.kill()
            program.process.wait(10)

    def end_all(self) -> None:
        for program in reversed(self._running.copy()):
            self.end(program)


class RealDesktop:
    """A desktop for the length of a ``with`` block. ``panel``: start the panel at once.

    `environment` is what a program needs to run on it.
    """

    def __init__(self, *, panel: bool = True) -> None:
        # The session's sockets live here; pytest's own folders are too deep for them.
        self.home = Path(tempfile.mkdtemp(prefix="stillhere-desktop-"))
        self.environment: dict[str, str] = {}
        self._with_panel = panel
        self._programs = Programs(self.home)
        self._panel: Program | None = None
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as stack:
            stack.callback(shutil.rmtree, self.home, ignore_errors=True)
            stack.callback(self._programs.end_all)
            self._make_home()
            self._start_screen()
            bus = stack.enter_context(PrivateBus(self.environment))
            # The bus ends after the programs that live on it.
            stack.callback(self._programs.end_all)
            self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.address
            self._programs.start(["openbox", "--sm-disable"], self.environment)
            self._programs.start(["dunst"], self.environment)
            until(lambda: self.ask("dunstctl", "count", "displayed").strip() == "0")
            if self._with_panel:
                self.start_panel()
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def start_panel(self) -> None:
        """Starts the panel and waits until it shows icons."""
        self._panel = self._programs.start(["xfce4-panel", "--disable-wm-check"], self.environment)
        until(lambda: self.host_registered)
        self.wait_until_still()

    def end_panel(self) -> None:
        """Ends the panel and waits until nobody shows icons."""
        assert self._panel is not None
        self._programs.end(self._panel)
        self._panel = None
        until(lambda: not self.host_registered)

    def restart_panel(self) -> None:
        self.end_panel()
        self.start_panel()

    @property
    def host_registered(self) -> bool:
        """Whether a panel says that it shows StatusNotifier icons."""
        watcher = "org.kde.StatusNotifierWatcher"
        asked = ["--user", "get-property", watcher, "/StatusNotifierWatcher", watcher]
        return self.ask("busctl", *asked, "IsStatusNotifierHostRegistered").strip() == "b true"

    def start(self, *command: str, without: Sequence[str] = ()) -> Program:
        """Starts a program on the desktop, without some variables of its environment; ended with it."""
        kept = {name: value for name, value in self.environment.items() if name not in without}
        return self._programs.start(command, kept)

    def end(self, program: Program) -> None:
        """Ends a program that was started here."""
        self._programs.end(program)

    def ask(self, *command: str) -> str:
        """What a command prints; empty when it fails."""
        ran = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=20, check=False
        )
        return ran.stdout if ran.returncode == 0 else ""

    def screenshot(self, to: Path | None = None) -> Image.Image:
        """The whole screen, and in a file at ``to`` where that is given."""
        path = to or self.home / "screen.png"
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=True, timeout=20)
        with Image.open(path) as image:
            return image.convert("RGB")

    def wait_until_still(self) -> Image.Image:
        """The screen once two pictures of it are the same."""
        before = self.screenshot()
        while ImageChops.difference(before, after := self.screenshot()).getbbox():
            before = after
            time.sleep(0.2)
        return after

    def wait_for_change(self, before: Image.Image, *, within: int = PANEL) -> tuple[int, int, int, int]:
        """The box of what differs from ``before`` in the upper ``within`` pixels, once it stands still."""

        def box() -> tuple[int, int, int, int] | None:
            changed = ImageChops.difference(before, self.screenshot()).crop((0, 0, WIDTH, within))
            return changed.getbbox()

        until(box)
        self.wait_until_still()
        return until(box) or (0, 0, 0, 0)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Moves the pointer there and clicks: 1 left, 2 middle, 3 right."""
        self.move(x, y)
        self.ask("xdotool", "click", str(button))

    def move(self, x: int, y: int) -> None:
        self.ask("xdotool", "mousemove", str(x), str(y))
        # A panel learns of the pointer by an event of its own; a click before that goes nowhere.
        time.sleep(0.4)

    def key(self, name: str) -> None:
        self.ask("xdotool", "key", name)

    def notifications(self) -> list[Told]:
        """What was told so far, oldest first; what still stands on the screen is taken down."""
        self.ask("dunstctl", "close-all")
        found: dict[str, Any] = json.loads(self.ask("dunstctl", "history"))
        entries = [{name: value["data"] for name, value in entry.items()} for entry in found["data"][0]]
        told = [Told(each["id"], each["appname"], each["summary"], each["body"]) for each in entries]
        return sorted(told, key=lambda each: each.number)

    @property
    def standing(self) -> int:
        """How many notifications stand on the screen."""
        return int(self.ask("dunstctl", "count", "displayed") or 0)

    def _make_home(self) -> None:
        folders = {"XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_CACHE_HOME": "cache"}
        folders |= {"XDG_STATE_HOME": "state", "XDG_RUNTIME_DIR": "run"}
        for folder in folders.values():
            (self.home / folder).mkdir(mode=0o700)
        layout = self.home / "config/xfce4/xfconf/xfce-perchannel-xml"
        layout.mkdir(parents=True)
        (layout / "xfce4-panel.xml").write_text(_PANEL, encoding="utf-8")
        (self.home / "config/dunst").mkdir()
        (self.home / "config/dunst/dunstrc").write_text(_DUNST, encoding="utf-8")
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "USER", "LOGNAME") if name in os.environ}
        paths = {name: str(self.home / folder) for name, folder in folders.items()}
        self.environment.update(kept | paths | {"HOME": str(self.home), "XDG_SESSION_TYPE": "x11"})

    def _start_screen(self) -> None:
        """An X server on a display of its own: several may be looking for a free number at this moment."""
        for _ in range(20):
            number = random.randrange(2000, 30000)
            screen = ["-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-noreset", "-nolisten", "tcp"]
            server = self._programs.start(["Xvfb", f":{number}", *screen], self.environment)
            if _holds_its_lock(server.process, Path(f"/tmp/.X{number}-lock")):
                self.environment["DISPLAY"] = f":{number}"
                until(lambda: self.ask("xdotool", "getdisplaygeometry"))
                return
            self._programs.end(server)
        raise AssertionError("no free display")


def _holds_its_lock(server: subprocess.Popen[bytes], lock: Path) -> bool:
    """Whether an X server got the display it was given: its lock names it."""

    def holder() -> int | None:
        if server.poll() is not None:
            return -1
        with contextlib.suppress(OSError, ValueError):
            return int(lock.read_text(encoding="ascii")) or None
        return None

    return until(holder) == server.pid
