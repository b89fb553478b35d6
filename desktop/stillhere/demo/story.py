"""The story: one click here, a gentle notice there. Each step is told once it was really seen."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from stillhere.demo.couple import Person
from stillhere.demo.desktop import RealDesktop
from stillhere.demo.telling import NotSeen, step, until
from stillhere.tray.facts import gather
from stillhere.tray.platforms import Tray, choose
from stillhere.words import say

#: The details that Mia adds: what a tired person might say.
DETAILS = ("--looks", "shorter_replies", "--line", "Long week. It isn’t you.", "--guess", "tomorrow")
KNOCK = ("--checkins", "one_knock")

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Story:
    """Mia and Jon, linked through `shared`."""

    mia: Person
    jon: Person
    shared: Path

    def on_screen(self) -> None:
        """On the screen that is there: acts by command, the rest for whoever looks. Ends with Ctrl-C."""
        unseen = choose(gather()) in {Tray.WAITING, Tray.NONE}
        with step("demo.no_panel" if unseen else "demo.trays"):
            for person in (self.mia, self.jon):
                person.start("tray")
            until(lambda: self.mia.kept() and self.jon.kept())
        with step("demo.rests", told=say("notice.resting", name=self.mia.name)):
            self.mia.ask("rest", *DETAILS, *KNOCK)
            until(lambda: self.jon.ask("status")["partner"]["state"] == "resting")
        windows = [person.start("window") for person in (self.mia, self.jon)]
        print(say("demo.yours"), flush=True)
        try:
            while any(window.poll() is None for window in windows):
                time.sleep(0.5)
        except KeyboardInterrupt:
            print()

    def without_screen(self, mias: RealDesktop, jons: RealDesktop, pictures: Path) -> None:
        """On two desktops without a screen, with real clicks and real notifications."""
        mias_icon = self._tray(self.mia, mias)
        jons_icon = self._tray(self.jon, jons)
        self._save(jons, jons_icon, pictures / "icon-jon-both-here.png")
        resting = say("notice.resting", name=self.mia.name)
        point(mias, mias_icon)
        with step("demo.rest", told=resting):
            mias.press()
            until(lambda: jons.standing == 1)
        _expect(jons, [resting])
        self._save(mias, mias_icon, pictures / "icon-mia-resting.png")
        self._save(jons, jons_icon, pictures / "icon-jon-mia-resting.png")
        with step("demo.details"):
            self.mia.ask("rest", *DETAILS, *KNOCK)
            until(lambda: self.jon.ask("status")["partner"]["looks"])
        _expect(jons, [resting])
        self._windows(mias, jons, pictures)
        knock = say("notice.knock", name=self.jon.name)
        with step("demo.knock", told=knock):
            self.jon.ask("knock")
            until(lambda: _titles(mias)[-1:] == [knock])
        back = say("notice.back", name=self.mia.name)
        point(mias, mias_icon)
        with step("demo.back", told=back):
            mias.press()
            until(lambda: jons.standing == 1)
        _expect(jons, [resting, back])
        print(say("demo.pictures", folder=pictures))

    def _windows(self, mias: RealDesktop, jons: RealDesktop, pictures: Path) -> None:
        before = recording(self.shared)
        with step("demo.windows"):
            for person, desktop in ((self.mia, mias), (self.jon, jons)):
                empty = desktop.screenshot()
                person.start("window")
                desktop.wait_for_change(empty, within=desktop.size[1])
        for person, desktop in ((self.mia, mias), (self.jon, jons)):
            desktop.screenshot(pictures / f"window-{person.name.lower()}.png")
        with step("demo.untouched"):
            if recording(self.shared) != before:
                raise NotSeen

    def _tray(self, person: Person, desktop: RealDesktop) -> Box:
        before = desktop.wait_until_still()
        with step("demo.tray", name=person.name):
            person.start("tray")
            return desktop.wait_for_change(before)

    def _save(self, desktop: RealDesktop, icon: Box, path: Path) -> None:
        left, top, right, bottom = icon
        picture = desktop.wait_until_still().crop((left - 8, max(0, top - 4), right + 8, bottom + 4))
        picture.resize((picture.width * 4, picture.height * 4)).save(path)


def point(desktop: RealDesktop, icon: Box) -> None:
    """Moves the pointer onto the icon."""
    left, top, right, bottom = icon
    desktop.move((left + right) // 2, (top + bottom) // 2)


def click(desktop: RealDesktop, icon: Box) -> None:
    """One left click on the icon."""
    point(desktop, icon)
    desktop.press()


def recording(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Every name, time, size and byte below `folder`."""
    found = {}
    for path in sorted([folder, *folder.rglob("*")]):
        facts = path.lstat()
        data = path.read_bytes() if path.is_file() else b""
        found[str(path.relative_to(folder))] = (facts.st_mtime_ns, facts.st_size, data)
    return found


def _titles(desktop: RealDesktop) -> list[str]:
    return [told.title for told in desktop.notifications()]


def _expect(desktop: RealDesktop, titles: list[str]) -> None:
    if _titles(desktop) != titles:
        raise NotSeen
