"""The pages that there are, in the order of the sidebar. A page comes into the window by one line here.

Each is imported when it is first opened, so that the first picture waits for none of the others.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from stillhere.window.dialogs import Dialogs
from stillhere.window.later import Later, soon
from stillhere.window.shell import Place, Shell
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.core.view import Mark
    from stillhere.window.components.page import Page
    from stillhere.window.reflect.journal import Journal
    from stillhere.window.reflect.thoughts import Thoughts
    from stillhere.window.today.page import Today
    from stillhere.window.today.thought import PromptSource


def _nothing() -> None:
    """Nobody erases here."""


def places(
    prompt: PromptSource | None = None,
    dialogs: Dialogs | None = None,
    reflect: Thoughts | None = None,
    erase: Callable[[], object] = _nothing,
    later: Later = soon,
    *,
    journal: Journal | None = None,
) -> tuple[Place, ...]:
    """Every page. ``prompt`` gives the thought on Today.

    Without ``reflect``, which knows what is private, there is no Reflect and are no Letters, and without its
    journal, or another `journal`, no Agreements. ``erase`` erases the home and takes the pages away.
    ``later`` does what the picture of a page can do without.
    """
    asking = dialogs or Dialogs()
    drafts = journal if reflect is None else reflect.journal

    def today(shell: Shell) -> Page:
        from stillhere.window.today.page import Today

        page = Today(
            shell.desk,
            open_page=shell.open,
            has_page=shell.has,
            moving=shell.moving,
            prompt=prompt,
            parent=shell.room,
        )
        later(page, partial(_mended, shell, page))
        if reflect is not None:
            later(page, partial(_pace, reflect, shell, page))
            later(page, partial(_waiting, reflect, shell, page))
        return page

    def settings(shell: Shell) -> Page:
        from stillhere.window.settings.cards import Doors
        from stillhere.window.settings.page import SettingsPage

        return SettingsPage(shell.desk, Doors(asking, erase, partial(shell.open, "agreements"), drafts))

    def invite(shell: Shell) -> Page:
        from stillhere.window.welcome.invite import InvitePage

        return InvitePage(shell.desk, partial(shell.open, "today"), dialogs=asking)

    return (
        Place("today", "nav.today", today),
        *([Place("reflect", "nav.reflect", partial(_reflect, reflect))] if reflect else []),
        *([Place("agreements", "nav.agreements", partial(_agreements, drafts))] if drafts else []),
        *([Place("letters", "nav.letters", partial(_letters, reflect))] if reflect else []),
        Place("settings", "nav.settings", settings),
        Place("help", "nav.help", _help),
        Place("safety", "nav.safety", _safety),
        Place("invite", "", invite),
        Place("sitting", "", _sitting),
        *([Place("ease", "", partial(_ease, reflect))] if reflect else []),
    )


def _reflect(thoughts: Thoughts, shell: Shell) -> Page:
    from stillhere.window.reflect.page import Reflect

    page = Reflect(shell.desk, thoughts)
    page.offer(say("ease.open"), partial(shell.open, "ease"))
    return page


def _pace(thoughts: Thoughts, shell: Shell, page: Today) -> None:
    from stillhere.window.ease.pace import Pace

    Pace(shell.desk, thoughts.journal, page, page.ask)


def _ease(thoughts: Thoughts, shell: Shell) -> Page:
    from stillhere.window.ease.page import EasePage

    return EasePage(
        thoughts.journal, thoughts.library, partial(shell.open, "sitting"), partial(shell.open, "today")
    )


def _mended(shell: Shell, page: Today) -> None:
    from stillhere.window.today.mended import tell_mended

    tell_mended(shell.desk, page)


def _agreements(journal: Journal, shell: Shell) -> Page:
    from stillhere.home.library import library
    from stillhere.window.agreements.page import Agreements

    return Agreements(shell.desk, journal, library())


def _letters(thoughts: Thoughts, shell: Shell) -> Page:
    from stillhere.window.letters.page import Letters

    return Letters(shell.desk, thoughts.journal)


def _waiting(thoughts: Thoughts, shell: Shell, page: Today) -> None:
    from stillhere.window.letters.waiting import Waiting

    Waiting(shell.desk, thoughts.journal, page, page.show_letters)


def _help(shell: Shell) -> Page:
    from stillhere.home.library import library
    from stillhere.window.help.page import HelpPages

    return HelpPages(library(), partial(shell.open, "safety"))


def _safety(shell: Shell) -> Page:
    from stillhere.home.library import library
    from stillhere.window.safety.page import SafetyPage

    def shares() -> bool:
        return shell.desk.present.view.link in ("linked", "left")

    return SafetyPage(library(), card=partial(shell.open, "settings"), shares=shares)


def _sitting(shell: Shell) -> Page:
    from stillhere.window.today.sitting import Sitting

    def mark() -> tuple[Mark, str]:
        present = shell.desk.present
        return present.view.mark, say(f"headline.{present.view.headline}", name=present.partner_name)

    return Sitting(mark, partial(shell.open, "today"))
