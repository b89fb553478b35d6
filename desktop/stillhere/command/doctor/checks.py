"""What `doctor` looks at, one function each: what is so and, where something helps, the next step.

Looking changes nothing: no byte in the folder, no record, no setting. Nothing of a person's words is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal

from msgspec import Struct

from stillhere.command.desktop import Desktop
from stillhere.core.records.text import clean
from stillhere.core.state.when import ms_of
from stillhere.home.errors import HomeError
from stillhere.home.home import Home
from stillhere.home.paths import Paths
from stillhere.words import say

#: All is well · worth knowing · something doesn't work.
State = Literal["ok", "note", "trouble"]

#: No clock that is right shows an earlier time than this program has.
MADE = datetime(2026, 1, 1, tzinfo=UTC)
#: How far (ms) the clock may lie behind what was said before: clocks are set now and then.
BEHIND_MS = 10 * 60 * 1000


class Check(Struct, frozen=True, kw_only=True):
    """One thing that was looked at: what is so, and what helps; ``name`` and ``facts`` are for scripts."""

    name: str
    state: State
    text: str
    step: str = ""
    facts: Mapping[str, object] = {}


def tray(desktop: Desktop, platform: str, environ: Mapping[str, str]) -> Check:
    """Whether there is somebody who shows a tray icon."""
    if platform in {"win32", "darwin"}:
        return Check(name="tray", state="ok", text=say("doctor.tray.native"))
    facts = {"bus": desktop.bus, "watcher": desktop.watcher, "host": desktop.host}
    if desktop.host:
        return Check(name="tray", state="ok", text=say("doctor.tray.host"), facts=facts)
    what = "no_host" if desktop.watcher else "no_watcher" if desktop.bus else "no_bus"
    gnome = desktop.bus and "GNOME" in environ.get("XDG_CURRENT_DESKTOP", "").upper().split(":")
    step = say("doctor.tray.gnome" if gnome else "doctor.tray.next")
    return Check(name="tray", state="note", text=say(f"doctor.tray.{what}"), step=step, facts=facts)


def notifications(desktop: Desktop, platform: str, chosen: str) -> Check:
    """Who shows notifications, and what that one can do."""
    facts = {"chosen": chosen, "server": desktop.server, "capabilities": list(desktop.can)}
    said = say(f"command.notifications.{chosen}")
    if platform in {"win32", "darwin"}:
        text = f"{say('doctor.notifications.native')} {said}"
        return Check(name="notifications", state="ok", text=text, facts=facts)
    if desktop.server:
        can = ", ".join(clean(each) for each in desktop.can)
        text = say("doctor.notifications.server", server=clean(desktop.server), can=can)
        return Check(name="notifications", state="ok", text=f"{text} {said}", facts=facts)
    if desktop.startable:
        text = f"{say('doctor.notifications.startable')} {said}"
        return Check(name="notifications", state="ok", text=text, facts=facts)
    return Check(
        name="notifications",
        state="note",
        text=say("doctor.notifications.nobody"),
        step=say("doctor.notifications.next"),
        facts=facts,
    )


def keeper(paths: Paths) -> Check:
    """Which face keeps at the moment."""
    from stillhere.home.role import holder

    found = holder(paths.role)
    if found is None:
        return Check(
            name="keeper",
            state="note",
            text=say("doctor.keeper.nobody"),
            step=say("doctor.keeper.next"),
            facts={"face": None, "pid": None},
        )
    face = clean(found.face) or "?"
    text = say("doctor.keeper.held", face=face, pid=found.pid)
    return Check(name="keeper", state="ok", text=text, facts={"face": face, "pid": found.pid})


def space(home: Home) -> tuple[Check, ...]:
    """What is not as it belongs between the two people's devices; one check says so where all is well."""
    found = tuple(
        Check(
            name="space",
            state="note",
            text=say(each.title, name=each.name),
            step=say(each.next_step, name=each.name),
            facts={"what": each.kind, "person": each.name},
        )
        for each in home.troubles()
    )
    return found or (Check(name="space", state="ok", text=say("doctor.space.ok"), facts={"what": None}),)


def vault(paths: Paths) -> Check:
    """Where the key of the store is kept."""
    from stillhere.home.keys.vault import vault_kind

    try:
        kind = vault_kind(paths)
    except HomeError as error:
        return trouble("keyring", error)
    facts: dict[str, object] = {"kind": kind}
    if kind is None and paths.has_home():
        return trouble("keyring", HomeError("vault_missing"))
    if kind is None:
        return Check(name="keyring", state="note", text=say("doctor.keyring.none"), facts=facts)
    if kind == "keyring":
        facts["backend"] = keyring_name()
    text = say(f"doctor.keyring.{kind}", backend=facts.get("backend", ""))
    return Check(name="keyring", state="ok", text=text, facts=facts)


def keyring_name() -> str:
    """The keyring of this desktop, as its adapter calls itself."""
    import keyring

    return clean(str(getattr(keyring.get_keyring(), "name", "?")))


def private(paths: Paths) -> tuple[Check, ...]:
    """What isn't as it belongs with the private pages, as far as it shows without opening them."""
    from stillhere.home.private.opening import trouble_with

    error = trouble_with(paths)
    return () if error is None else (trouble("private", error),)


def settings(paths: Paths) -> Check:
    """Whether the settings can be read as they stand."""
    from stillhere.home.settings import load

    try:
        loaded = load(paths.settings)
    except HomeError as error:
        return trouble("settings", error)
    facts = {"path": str(paths.settings), "broken": loaded.broken, "unfit": list(loaded.unfit)}
    if loaded.broken or loaded.unfit:
        what = "broken" if loaded.broken else "unfit"
        return Check(
            name="settings",
            state="note",
            text=say(f"doctor.settings.{what}", place=paths.settings, keys=", ".join(loaded.unfit)),
            step=say("doctor.settings.next"),
            facts=facts,
        )
    return Check(
        name="settings", state="ok", text=say("doctor.settings.ok", place=paths.settings), facts=facts
    )


def clock(now: datetime, home: Home | None) -> Check:
    """Whether the clock can be right."""
    shown = now.isoformat(timespec="minutes")
    facts = {"now": now.isoformat(timespec="seconds")}
    what = ""
    if now < MADE:
        what = "early"
    elif home is not None and home.memory.clock().ms - ms_of(now) > BEHIND_MS:
        what = "behind"
    if what:
        return Check(
            name="clock",
            state="note",
            text=say(f"doctor.clock.{what}", time=shown),
            step=say("doctor.clock.next"),
            facts=facts,
        )
    return Check(name="clock", state="ok", text=say("doctor.clock.ok", time=shown), facts=facts)


def trouble(name: str, error: HomeError) -> Check:
    """A trouble of the home as a check."""
    fields = {key: clean(value) for key, value in error.fields.items()}
    return Check(
        name=name,
        state="trouble",
        text=say(error.title, **fields),
        step=say(error.next_step, **fields),
        facts={"what": error.what},
    )


def versions() -> dict[str, str]:
    """Which versions of everything are in use here."""
    import platform
    from importlib.metadata import PackageNotFoundError, version

    from stillhere import __version__

    found = {"stillhere": __version__, "python": platform.python_version(), "system": platform.platform()}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


_LIBRARIES = (
    "PySide6-Essentials", "pystray", "pillow", "keyring", "SecretStorage", "jeepney", "pyrage", "PyNaCl",
    "sqlcipher3", "msgspec", "watchdog",
)  # fmt: skip
