"""The two as they are, one line each, and the sentences that belong to it. It says only what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from stillhere.core.view import Shown, View
from stillhere.window.components.column import Column
from stillhere.window.components.shown import show_if
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.flow.sharing import Sharing


def person_line(name: str, shown: Shown, *, since: bool) -> str:
    """How a person is, after the name; ``since`` adds the part of a day, for a state other than here."""
    state = say(f"state.{shown.status.state}")
    if since and shown.since is not None and shown.status.state != "here":
        return say("today.person.since", name=name, state=state, since=say(f"since.{shown.since}"))
    return say("today.person", name=name, state=state)


class People(QWidget):
    """You and the partner."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wraps(self)
        self._me = Text()
        self._partner = Text()
        column = Column(self)
        column.add(self._me)
        column.add(self._partner, 6)

    def show_view(self, view: View) -> None:
        """Shows both, or me alone."""
        you = say("today.you")
        resting = view.me.status.state == "resting"
        self._me.say(person_line(you, view.me, since=False), you, "rest" if resting else "me")
        partner = view.partner
        there = partner is not None and view.headline not in {"partner_left", "you_left"}
        show_if(there, self._partner)
        if partner is not None and there:
            tone = "rest" if partner.status.state == "resting" else "partner"
            self._partner.say(person_line(partner.name, partner, since=True), partner.name, tone)


def has_words(partner: Shown | None) -> bool:
    """Whether the partner said more than the rest itself."""
    said = None if partner is None else partner.status
    return said is not None and bool(said.line or said.looks or said.guess)


def what_else(view: View, sharing: Sharing | None = None) -> list[str]:
    """What else is so between the two, each in a sentence of its own; None: the folder wasn't looked at."""
    partner = view.partner
    found = []
    if sharing is not None and sharing.folder is not None and sharing.outbox and not sharing.reachable:
        found.append(say("notice.own.kept"))
    if partner is None and view.me.status.state == "resting":
        found.append(say("today.rest.alone"))
    if view.headline == "you_left":
        found.append(say("today.left"))
    if view.headline == "partner_left":
        found.append(say("leave.after"))
    if partner is None or view.link != "linked":
        return found
    if view.at_the_door:
        found.append(say("knock.at_the_door", name=partner.name))
    if partner.status.state == "partly_back" and partner.status.partly is not None:
        found.append(say(f"their_partly.{partner.status.partly}"))
    if partner.still_here:
        found.append(say("their_pulse", name=partner.name))
    if view.news == "none":
        found.append(say("news.none"))
    return found
