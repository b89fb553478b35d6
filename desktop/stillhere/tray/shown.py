"""The view becomes what a tray shows: a mark, a tooltip and a menu. It decides nothing.

The first line of the menu says the state, and the first item that can be chosen is the flip: on desktops
where a left click opens the menu, rest stays one click further and no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from stillhere.core.records.record import Guess, Look, Partly
from stillhere.core.view import Shown, View
from stillhere.tray.menu import SEPARATOR, Item, Menu
from stillhere.words import say

#: How notifications may be, in the order in which the menu offers them.
MODES = ("named", "discreet", "none")


def headline(view: View) -> str:
    """The one sentence that says it all."""
    return say(f"headline.{view.headline}", name=view.partner.name if view.partner else "")


def tooltip(view: View, *, kept: str = "") -> str:
    """The headline, then a line for each person. Times are parts of a day. ``kept``: why what is said here
    doesn't go out, where that is so.
    """
    lines = [headline(view), _person(say("tray.you"), view.me)]
    if view.partner is not None:
        lines.append(_person(view.partner.name, view.partner))
    if kept:
        lines.append(kept)
    return "\n".join(lines)


def menu(view: View, mode: str) -> Menu:
    """The menu for `view`; ``mode`` is how notifications are now."""
    name = view.partner.name if view.partner else ""
    resting, back = view.me.status.state == "resting", "back" in view.may
    return Menu(
        Item("state", headline(view), enabled=False),
        Item("flip", say("tray.back" if back else "tray.rest"), enabled=back or "rest" in view.may),
        Item("undo", say("tray.undo"), visible="undo" in view.may),
        Item("partly", say("tray.partly"), submenu=_partly(view), visible="partly" in view.may),
        Item("still_here", say("tray.still_here"), enabled="still_here" in view.may, visible=resting),
        Item("details", say("tray.details"), submenu=_details(view), visible=resting),
        _knock(view),
        Item("why_no_knock", _why(view, "knock", name), enabled=False, visible=_knock_refused(view)),
        SEPARATOR,
        Item("window", say("tray.window")),
        Item("notifications", say("tray.notifications"), submenu=_modes(mode)),
        Item("quit", say("tray.quit")),
    )


def _person(name: str, shown: Shown) -> str:
    state = say(f"state.{shown.status.state}")
    if shown.since is None or shown.status.state == "here":
        return say("tray.person", name=name, state=state)
    return say("tray.person_since", name=name, state=state, since=say(f"since.{shown.since}"))


def _partner_rests(view: View) -> bool:
    return view.partner is not None and view.partner.status.state == "resting"


def _knock(view: View) -> Item:
    """A pause before a knock: who is it for? Closing the menu is an answer, too."""
    if "knock" not in view.may:
        return Item("knock", say("tray.knock"), enabled=False, visible=_partner_rests(view))
    ways = (Item("knock.softly", say("knock.softly")), Item("knock.letter", say("knock.letter")))
    pause = Menu(Item("knock_ask", say("knock.ask"), enabled=False), *ways)
    return Item("knock", say("tray.knock"), submenu=pause)


def _knock_refused(view: View) -> bool:
    return _partner_rests(view) and "knock" not in view.may


def _why(view: View, doing: str, name: str) -> str:
    why = next((why for refused, why in view.may.why_not.items() if refused == doing), None)
    return "" if why is None else say(why, name=name)


def _partly(view: View) -> Menu:
    now = view.me.status.partly
    return Menu(
        *(_radio(f"partly.{form}", say(f"partly.{form}"), chosen=form == now) for form in get_args(Partly))
    )


def _details(view: View) -> Menu:
    return Menu(*_detail_items(view))


def _detail_items(view: View) -> Iterator[Item]:
    status = view.me.status
    for look in get_args(Look):
        yield Item(f"looks.{look}", say(f"looks.{look}"), checked=look in status.looks)
    yield SEPARATOR
    for guess in get_args(Guess):
        yield _radio(f"guess.{guess}", say(f"guess.{guess}"), chosen=guess == status.guess)
    if view.checkins:
        yield SEPARATOR
    for checkins in view.checkins:
        yield _radio(f"checkins.{checkins}", say(f"checkins.{checkins}"), chosen=checkins == status.checkins)
    if view.why_no_knocks is not None:
        agreed = say(view.why_no_knocks, title=view.may.no_knocks)
        yield Item("checkins_agreed", agreed, enabled=False)


def _modes(mode: str) -> Menu:
    return Menu(
        *(
            _radio(f"notifications.{one}", say(f"tray.notifications.{one}"), chosen=one == mode)
            for one in MODES
        )
    )


def _radio(key: str, text: str, *, chosen: bool) -> Item:
    return Item(key, text, checked=chosen, radio=True)
