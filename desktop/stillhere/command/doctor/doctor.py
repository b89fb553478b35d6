"""``doctor``: looks at everything that Still Here needs on this computer, and says what works and what helps.

It works also where the home doesn't open. It writes nothing into the folder.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from msgspec import Struct

from stillhere.command import desktop
from stillhere.command.answer import DONE, SET_ASIDE, TROUBLE, Answer
from stillhere.command.call import Call
from stillhere.command.doctor import carrier as carrier_checks
from stillhere.command.doctor import checks
from stillhere.command.doctor import folder as folder_checks
from stillhere.command.doctor import key as key_checks
from stillhere.command.doctor.checks import Check
from stillhere.command.doctor.folder import Aside, Reasons
from stillhere.command.turn import turn
from stillhere.core.state.model import Link
from stillhere.home.errors import HomeError, SettingsError
from stillhere.home.settings import Settings, load
from stillhere.words import say

_SIGNS = {"ok": "+", "note": "·", "trouble": "–"}


class Opened(Struct, frozen=True):
    """What the open home told: its checks, what was set aside, and whether anybody shares it."""

    checks: tuple[Check, ...]
    aside: Reasons = ()
    link: Link = "alone"


def doctor(call: Call) -> Answer:
    """Everything that was looked at; 3 where something doesn't work, else 4 where something was set aside."""
    chosen = _chosen(call)
    found = desktop.look(call.environ)
    folder = folder_checks.folder(chosen)
    keeper = checks.keeper(call.paths)  # before this call takes the role itself
    opened = _opened(call, reachable=folder.check.state == "ok")
    looked = [
        checks.tray(found, sys.platform, call.environ),
        checks.notifications(found, sys.platform, chosen.notifications),
        checks.vault(call.paths),
        *opened.checks,
        *checks.private(call.paths),
        keeper,
        folder_checks.unchosen(opened.link) if chosen.folder is None else folder.check,
        *carrier_checks.carrier(chosen, folder.check),
        folder_checks.watching(call.paths, chosen),
        checks.settings(call.paths),
    ]
    aside = folder_checks.aside((*opened.aside, *folder.odd))
    versions = checks.versions()
    return Answer(
        document=_document(call, looked, aside, versions),
        lines=[
            *_lines(looked, aside),
            "",
            ", ".join(f"{name} {number}" for name, number in versions.items()),
        ],
        code=_code(looked, aside),
    )


def _chosen(call: Call) -> Settings:
    try:
        return load(call.paths.settings).settings
    except SettingsError:  # its own check tells of it; nothing is notified where the choice can't be read
        return Settings(notifications="none")


def _opened(call: Call, *, reachable: bool) -> Opened:
    try:
        with call.home() as home:
            if reachable:
                with turn(home, patient=False):
                    pass  # what arrived is judged, so that nothing odd goes unnamed
            verdicts = tuple((each.path, each.reason) for each in home.store.seen.set_aside())
            store = Check(name="store", state="ok", text=say("doctor.store.ok", place=call.paths.store))
            looked = (
                *(store, *checks.space(home), key_checks.keys(home), checks.clock(call.clock(), home)),
                *folder_checks.for_others(home),
                *folder_checks.waiting(home),
            )
            return Opened(looked, verdicts, home.look().link)
    except HomeError as error:
        found = checks.trouble("store", error)
        if error.what == "nothing_begun":
            found = Check(name="store", state="note", text=found.text, step=found.step, facts=found.facts)
        return Opened((found, checks.clock(call.clock(), None)))


def _document(
    call: Call, looked: Iterable[Check], aside: Iterable[Aside], versions: dict[str, str]
) -> dict[str, object]:
    listed = [
        {"name": each.name, "state": each.state, "text": each.text, "next": each.step or None, **each.facts}
        for each in looked
    ]
    return {
        "ok": all(each["state"] != "trouble" for each in listed),
        "checks": listed,
        "set_aside": [
            {"path": each.path, "reason": each.reason, "text": each.text, "next": each.step or None}
            for each in aside
        ],
        "versions": versions,
        "places": {
            "data": str(call.paths.data),
            "settings": str(call.paths.settings),
            "log": str(call.paths.log),
        },
    }


def _lines(looked: Iterable[Check], aside: tuple[Aside, ...]) -> list[str]:
    lines = []
    for each in looked:
        lines.append(f"{_SIGNS[each.state]} {say(f'doctor.name.{each.name}')}: {each.text}")
        lines += [f"    {each.step}"] if each.step else []
    if aside:
        lines += [
            "",
            say("doctor.aside"),
            *(f"  {each.path}\n    {each.text} {each.step}".rstrip() for each in aside),
        ]
        lines += ["", say("doctor.aside.next")]
    return lines


def _code(looked: Iterable[Check], aside: tuple[Aside, ...]) -> int:
    if any(each.state == "trouble" for each in looked):
        return TROUBLE
    return SET_ASIDE if aside else DONE
