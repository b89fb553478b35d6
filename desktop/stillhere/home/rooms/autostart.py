"""Starting at login: one small entry, in the place that each system has for it. The entry is all there is.

Whether it starts is read from the entry, because the system's own tools may switch it as well. It is of one
home: another one doesn't count it as its own, nor take it away; it puts its own there when it is to start.
Not yet run on Windows and macOS.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from stillhere.home import files
from stillhere.home.errors import HomeError
from stillhere.home.paths import HOME_VARIABLE

ID = "org.stillhere.StillHere"
PROGRAM = (sys.executable, "-m", "stillhere")

#: https://specifications.freedesktop.org/autostart-spec/ and .../desktop-entry-spec/
_DESKTOP_ENTRY = """[Desktop Entry]
Type=Application
Name=Still Here
Exec={command}
Icon={id}
Terminal=false
"""
#: What switches such an entry off without removing it: the specification's key, and GNOME's own.
_OFF = r"(?m)^(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$"
#: The home that an entry names, as it stands there: the rest of its line, however the system quotes.
_HOME = r'(?m)\s(?:"--home"|--home|<string>--home</string>)\s+(.+?)\s*$'


class Autostart:
    """Whether `program` starts when this person logs in. ``environ`` and ``home`` say where their places are.

    A home that ``environ`` names goes with it.
    """

    def __init__(
        self,
        environ: Mapping[str, str] = os.environ,
        home: Path | None = None,
        *,
        platform: str = sys.platform,
        program: Sequence[str] = PROGRAM,
    ) -> None:
        self._environ = environ
        self._home = Path.home() if home is None else home
        self._platform = platform
        named = environ.get(HOME_VARIABLE)
        self._program = (*program, *(["--home", str(Path(named).expanduser().absolute())] if named else []))

    @property
    def entry(self) -> Path:
        """The file that starts it."""
        match self._platform:
            case "win32":
                base = Path(self._environ.get("APPDATA") or self._home / "AppData" / "Roaming")
                return base / "Microsoft/Windows/Start Menu/Programs/Startup/Still Here.cmd"
            case "darwin":
                return self._home / "Library" / "LaunchAgents" / f"{ID}.plist"
            case _:
                base = Path(self._environ.get("XDG_CONFIG_HOME") or self._home / ".config")
                return base / "autostart" / f"{ID}.desktop"

    def on(self) -> bool:
        """Whether this home starts at login."""
        try:
            text = self.entry.read_text("utf-8", "replace")
        except OSError:
            return False
        return self._of_this_home(text) and re.search(_OFF, text) is None

    def switch(self, *, on: bool) -> None:
        """Has this home start at login, or not. Raises `HomeError` "autostart_denied"."""
        try:
            if on:
                files.make_dir(self.entry.parent)
                files.replace(self.entry, self._written())
            else:
                self.forget()
        except OSError as error:
            raise HomeError("autostart_denied", place=str(self.entry)) from error

    def forget(self) -> None:
        """Removes the entry if it is of this home. Raises `OSError`."""
        try:
            text = self.entry.read_text("utf-8", "replace")
        except FileNotFoundError:
            return
        if self._of_this_home(text):
            self.entry.unlink()

    def _of_this_home(self, text: str) -> bool:
        """Whether the entry `text` starts this home, by this program or by one that was elsewhere."""
        return _home_of(text) == _home_of(self._written().decode("utf-8"))

    def _written(self) -> bytes:
        match self._platform:
            case "win32":
                import subprocess

                windowless = self._program[0].replace("python.exe", "pythonw.exe")
                command = subprocess.list2cmdline([windowless, *self._program[1:]]).replace("%", "%%")
                return f'@chcp 65001 >nul\r\n@start "" {command}\r\n'.encode()
            case "darwin":
                import plistlib

                return plistlib.dumps(
                    {"Label": ID, "ProgramArguments": list(self._program), "RunAtLoad": True}
                )
            case _:
                command = " ".join(map(_quoted, self._program))
                return _DESKTOP_ENTRY.format(command=command, id=ID).encode("utf-8")


def _home_of(text: str) -> str | None:
    """The home that an entry names, in the quotes of its system; None: the one at the usual places."""
    found = re.search(_HOME, text)
    return None if found is None else found[1]


def _quoted(word: str) -> str:
    """A word of a desktop entry's Exec: quoted as an argument, then escaped as a string of the file."""
    argument = re.sub(r'(["`$\\])', r"\\\1", word)
    return '"' + argument.replace("\\", "\\\\").replace("%", "%%") + '"'
