"""Starting at login: one entry in each system's own place, which its own tools may switch as well."""

from __future__ import annotations

import plistlib
import shlex
from pathlib import Path

import pytest

from stillhere.home.errors import HomeError
from stillhere.home.paths import HOME_VARIABLE
from stillhere.home.rooms.autostart import ID, Autostart

PROGRAM = ("/opt/a 100% \"good\" $HOME \\ `place`/python", "-m", "stillhere")  # fmt: skip
PLACES = {
    "linux": f".config/autostart/{ID}.desktop",
    "darwin": f"Library/LaunchAgents/{ID}.plist",
    "win32": "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Startup/Still Here.cmd",
}


def autostart(home: Path, platform: str = "linux", **environ: str) -> Autostart:
    return Autostart(environ, home, platform=platform, program=PROGRAM)


@pytest.mark.parametrize("platform", PLACES)
def test_it_is_switched_on_and_off_in_the_systems_own_place(tmp_path: Path, platform: str) -> None:
    found = autostart(tmp_path, platform)
    assert found.entry == tmp_path / PLACES[platform]
    assert not found.on()
    found.switch(on=False)
    assert not (tmp_path / PLACES[platform]).parent.exists()
    for _ in range(2):
        found.switch(on=True)
        assert found.on()
    assert [each.name for each in found.entry.parent.iterdir()] == [found.entry.name]
    found.switch(on=False)
    assert not found.on()
    assert not found.entry.exists()


def test_other_places_are_those_that_the_system_names(tmp_path: Path) -> None:
    linux = autostart(tmp_path, XDG_CONFIG_HOME=str(tmp_path / "config"))
    windows = autostart(tmp_path, "win32", APPDATA=str(tmp_path / "roaming"))
    assert linux.entry.parent == tmp_path / "config" / "autostart"
    assert windows.entry.is_relative_to(tmp_path / "roaming")


def _exec(entry: Path) -> list[str]:
    """What a desktop starts: the line as a string of the file, then without field codes, as arguments."""
    line = next(each for each in entry.read_text("utf-8").splitlines() if each.startswith("Exec="))
    text = line.removeprefix("Exec=").replace("\\\\", "\\").replace("%%", "%")
    # Between double quotes a shell takes the same four characters back from their backslash.
    return shlex.split(text.replace("\\`", "`").replace("\\$", "$"))


def test_what_is_started_comes_through_each_quoting(tmp_path: Path) -> None:
    named = {HOME_VARIABLE: str(tmp_path / "Mia’s home")}
    words = [*PROGRAM, "--home", named[HOME_VARIABLE]]
    for platform in PLACES:
        autostart(tmp_path, platform, **named).switch(on=True)
    assert _exec(autostart(tmp_path).entry) == words
    assert plistlib.loads(autostart(tmp_path, "darwin").entry.read_bytes())["ProgramArguments"] == words
    assert "100%% " in autostart(tmp_path, "win32").entry.read_text("utf-8")


@pytest.mark.parametrize("platform", PLACES)
def test_an_entry_is_of_one_home(tmp_path: Path, platform: str) -> None:
    homes = [
        autostart(tmp_path, platform, **named)
        for named in (
            {},
            {HOME_VARIABLE: str(tmp_path / "Mia’s home")},
            {HOME_VARIABLE: str(tmp_path / "Mia")},
        )
    ]
    for home in homes:
        home.switch(on=True)
        assert [each.on() for each in homes] == [each is home for each in homes]
        for other in homes:
            if other is not home:
                other.switch(on=False)
        assert home.on()
    homes[-1].switch(on=False)
    assert not homes[-1].entry.exists()


@pytest.mark.parametrize("platform", PLACES)
@pytest.mark.parametrize("named", [{}, {HOME_VARIABLE: "~/Mia’s home"}])
def test_a_home_that_an_older_program_starts_starts_at_login(
    tmp_path: Path, platform: str, named: dict[str, str]
) -> None:
    older = Autostart(named, tmp_path, platform=platform, program=("/opt/older/python", "-m", "stillhere"))
    older.switch(on=True)
    found = autostart(tmp_path, platform, **named)
    assert found.on()
    found.switch(on=False)
    assert not found.entry.exists()


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false", "Hidden = true "])
def test_what_the_systems_own_tools_switched_off_is_off(tmp_path: Path, line: str) -> None:
    found = autostart(tmp_path)
    found.switch(on=True)
    with found.entry.open("a", encoding="utf-8") as entry:
        entry.write(f"{line}\n")
    assert not found.on()
    found.switch(on=True)
    assert found.on()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / ".config").write_text("a file where a directory belongs", encoding="utf-8")
    found = autostart(tmp_path)
    with pytest.raises(HomeError) as caught:
        found.switch(on=True)
    assert (caught.value.what, found.on()) == ("autostart_denied", False)
