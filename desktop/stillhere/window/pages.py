"""The pages that there are, in the order of the sidebar. A page comes into the window by one line here.

Each is imported when it is first opened, so that the first picture waits for none of the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillhere.window.shell import Place, Shell
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.core.view import Mark
    from stillhere.window.components.page import Page
    from stillhere.window.today.thought import AgreedSource, PromptSource


def places(prompt: PromptSource | None = None, agreed: AgreedSource | None = None) -> tuple[Place, ...]:
    """Every page. ``prompt`` and ``agreed`` give what stands on the cards of Today."""

    def today(shell: Shell) -> Page:
        from stillhere.window.today.page import Today

        return Today(
            shell.desk,
            open_page=shell.open,
            has_page=shell.has,
            moving=shell.moving,
            prompt=prompt,
            agreed=agreed,
        )

    return (
        Place("today", "nav.today", today),
        Place("settings", "nav.settings", _settings),
        Place("invite", "", _invite),
        Place("sitting", "", _sitting),
    )


def _settings(shell: Shell) -> Page:
    from stillhere.window.settings.page import SettingsPage

    return SettingsPage(shell.desk)


def _invite(shell: Shell) -> Page:
    from stillhere.window.welcome.invite import InvitePage

    return InvitePage(shell.desk, lambda: shell.open("today"))


def _sitting(shell: Shell) -> Page:
    from stillhere.window.today.sitting import Sitting

    def mark() -> tuple[Mark, str]:
        present = shell.desk.present
        return present.view.mark, say(f"headline.{present.view.headline}", name=present.partner_name)

    return Sitting(mark, lambda: shell.open("today"))
