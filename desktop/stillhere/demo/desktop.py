"""A real desktop without a screen: X server, session bus, window manager, panel, notification server.

Laws. Everything lives in folders and on a bus of its own; nothing of the person who runs it is read or
shown. Every program is started here and ended by its own process id, in the reverse order. Waits are limits
for what is broken, not measures.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from PIL import Image, ImageChops

from stillhere.demo.bus import PrivateBus
from stillhere.demo.layout import DUNST_CONFIG, PANEL, panel_config
from stillhere.demo.programs import Program, Programs
from stillhere.demo.telling import PATIENCE, NotSeen, until

#: The programs that `RealDesktop` can't do without.
NEEDED = ("Xvfb", "dbus-daemon", "openbox", "xfce4-panel", "dunst", "dunstctl", "xdotool", "import", "busctl")

#: Where X servers lock their displays, whatever ``TMPDIR`` says.
_LOCKS = Path("/tmp")  # noqa: S108 - their place, not ours

#: Pixels of the screen, where nothing else is asked for.
SIZE = (800, 600)


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


class RealDesktop:
    """A desktop for the length of a ``with`` block. ``panel``: start the panel at once. ``size``: in pixels.

    ``menu_first``: a left click on an icon opens its menu, as GNOME has it.
    `environment` is what a program needs to run on it.
    """

    def __init__(self, *, panel: bool = True, menu_first: bool = False, size: tuple[int, int] = SIZE) -> None:
        # The session's sockets live here; folders of projects and tests are too deep for them.
        self.home = Path(tempfile.mkdtemp(prefix="stillhere-desktop-"))
        self.environment: dict[str, str] = {}
        self.size = size
        self._with_panel = panel
        self._menu_first = menu_first
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
        if self._panel is not None:
            self._programs.end(self._panel)
        self._panel = None
        until(lambda: not self.host_registered)

    def restart_panel(self) -> None:
        """Ends the panel and starts another, as after a crash."""
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
            command, env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        return ran.stdout if ran.returncode == 0 else ""

    def screenshot(self, to: Path | None = None) -> Image.Image:
        """The whole screen, and in a file at ``to`` where that is given."""
        path = to or self.home / "screen.png"
        command = ["import", "-window", "root", str(path)]
        subprocess.run(command, env=self.environment, check=True, timeout=PATIENCE)
        with Image.open(path) as image:
            return image.convert("RGB")

    def wait_until_still(self) -> Image.Image:
        """The screen once two pictures of it are the same."""
        before = self.screenshot()
        while ImageChops.difference(before, after := self.screenshot()).getbbox():
            before = after
            time.sleep(0.2)
        return after

    def wait_for_change(
        self, before: Image.Image, *, within: int = PANEL, down_to: int = 0
    ) -> tuple[int, int, int, int]:
        """The box of what differs from ``before`` in the upper ``within`` pixels, once it stands still.

        ``down_to``: how far down it reaches at least, where something less may change before it.
        """

        def box() -> tuple[int, int, int, int] | None:
            changed = ImageChops.difference(before, self.screenshot()).crop((0, 0, self.size[0], within))
            found = changed.getbbox()
            return found if found is not None and found[3] > down_to else None

        until(box)
        self.wait_until_still()
        return until(box) or (0, 0, 0, 0)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Moves the pointer there and clicks: 1 left, 2 middle, 3 right."""
        self.move(x, y)
        self.press(button)

    def press(self, button: int = 1) -> None:
        """Clicks where the pointer is."""
        self.ask("xdotool", "click", str(button))

    def move(self, x: int, y: int) -> None:
        """Moves the pointer there."""
        self.ask("xdotool", "mousemove", str(x), str(y))
        # A panel learns of the pointer by an event of its own; a click before that goes nowhere.
        time.sleep(0.4)

    def key(self, name: str) -> None:
        """Presses a key, as xdotool names it."""
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
        (layout / "xfce4-panel.xml").write_text(panel_config(menu_first=self._menu_first), encoding="utf-8")
        (self.home / "config/dunst").mkdir()
        (self.home / "config/dunst/dunstrc").write_text(DUNST_CONFIG, encoding="utf-8")
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "USER", "LOGNAME") if name in os.environ}
        paths = {name: str(self.home / folder) for name, folder in folders.items()}
        self.environment.update(kept | paths | {"HOME": str(self.home), "XDG_SESSION_TYPE": "x11"})

    def _start_screen(self) -> None:
        """An X server on a display of its own: several may be looking for a free number at this moment."""
        for _ in range(20):
            number = 2000 + secrets.randbelow(28000)
            screen = ["-screen", "0", "{}x{}x24".format(*self.size), "-noreset", "-nolisten", "tcp"]
            server = self._programs.start(["Xvfb", f":{number}", *screen], self.environment)
            if _holds_its_lock(server.process, _LOCKS / f".X{number}-lock"):
                self.environment["DISPLAY"] = f":{number}"
                until(lambda: self.ask("xdotool", "getdisplaygeometry"))
                return
            self._programs.end(server)
        raise NotSeen("a free display")


def _holds_its_lock(server: subprocess.Popen[bytes], lock: Path) -> bool:
    """Whether an X server got the display it was given: its lock names it."""

    def holder() -> int | None:
        if server.poll() is not None:
            return -1
        with contextlib.suppress(OSError, ValueError):
            return int(lock.read_text(encoding="ascii")) or None
        return None

    return until(holder) == server.pid
