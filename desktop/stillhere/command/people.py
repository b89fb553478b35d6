"""The lines of ``status`` that tell how a person is: only what was said, and what was agreed about it."""

from __future__ import annotations

from stillhere.core.records.record import Status
from stillhere.core.view import Shown, View
from stillhere.words import say


def title(shown: Shown) -> str:
    """A person's name and how they are, with the part of a day."""
    state = say(f"state.{shown.status.state}")
    since = "" if shown.since is None or shown.status.state == "here" else say(f"since.{shown.since}")
    return say("command.status.person", name=shown.name, state=state) + (f", {since}" if since else "")


def own(view: View) -> list[str]:
    """What was said of oneself, and what came of it."""
    said = view.me.status
    found = _details(said)
    if said.guess is not None:
        found.append(say("command.status.own_guess", guess=say(f"guess.{said.guess}")))
    if said.state == "resting" and view.link == "linked":
        found += _own_checkins(view)
    if said.partly is not None:
        found.append(say(f"their_partly.{said.partly}"))
    if view.at_the_door and view.partner is not None:
        found.append(say("knock.at_the_door", name=view.partner.name))
    if view.ask_guess:
        found.append(say("command.status.ask_guess"))
    return found


def _own_checkins(view: View) -> list[str]:
    wished = view.me.status.checkins
    if wished and wished in view.may.checkins:
        return [say("command.status.own_checkins", checkins=say(f"checkins.{wished}"))]
    return [] if view.why_no_knocks is None else [say(view.why_no_knocks, title=view.may.no_knocks)]


def theirs(view: View, other: Shown) -> list[str]:
    """What the partner said, and what is so about a knock."""
    said = other.status
    found = _details(said)
    if other.guess_over:
        found.append(say("their_guess.over"))
    elif said.guess is not None:
        found.append(say(f"their_guess.{said.guess}", name=other.name))
    if said.partly is not None:
        found.append(say(f"their_partly.{said.partly}"))
    if other.still_here:
        found.append(say("their_pulse", name=other.name))
    if view.left_at_the_door:
        found.append(say("knock.left"))
    elif said.state == "resting" and _agreed_against(view, said):
        # Welcome or not, an agreement says no: what can't be done isn't offered.
        found.append(say(view.may.why_not["knock"], name=other.name))
    elif said.state == "resting":
        found.append(say(f"command.status.checkins.{said.checkins or 'unsaid'}", name=other.name))
    return found


def _agreed_against(view: View, said: Status) -> bool:
    return "knock" in view.may.why_not and (said.checkins == "one_knock" or view.may.no_knocks is not None)


def _details(said: Status) -> list[str]:
    looks = " · ".join(say(f"looks.{look}") for look in said.looks)
    return [each for each in (looks, f"“{said.line}”" if said.line else "") if each]


def indented(found: list[str]) -> list[str]:
    """These lines, as what belongs to the one above them."""
    return [f"  {each}" for each in found]
