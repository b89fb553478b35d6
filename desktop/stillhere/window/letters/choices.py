"""What can be chosen for a letter now, and how each choice is called. The core decides what may be done."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from msgspec.structs import replace

from stillhere.core.letters import Letter, Post, state_shown, why_not_send
from stillhere.core.view import View
from stillhere.words import say

#: Why it can't go out, where nothing else on the page says so.
_SAID: Final = frozenset(
    {
        "why.letter.none", "why.letter.quiet", "why.letter.one", "why.letter.long", "why.letter.short",
        "why.letter.left",
    }
)  # fmt: skip

Acts = list[tuple[str, str]]


def choices(letter: Letter, post: Post, text: str, name: str, now: datetime) -> tuple[Acts, str]:
    """What can be chosen for a letter that says `text`, with labels; and why it can't go out, or ""."""
    why = why_not_send(replace(letter, text=text), post, now)
    state = state_shown(letter)
    found: Acts = [("send", say("letters.do.send", name=name))] if why is None else []
    if state != "held":
        away = post.partner is not None and post.partner.state != "here"
        found.append(("hold", say("letters.do.hold", name=name) if away else say("letters.do.hold_here")))
    if state != "kept":
        found.append(("keep", say("letters.do.keep")))
    found.append(("let_go", say("letters.do.let_go")))
    return found, _reason(why, name)


def questions(letter: Letter, post: Post, name: str, now: datetime) -> tuple[Acts, str]:
    """What can be answered when its writer is asked again: every answer looks the same."""
    why = why_not_send(letter, post, now)
    found: Acts = [("send", say("letters.do.send", name=name))] if why is None else []
    found += [
        ("change", say("letters.do.change")),
        ("hold", say("letters.do.hold_longer")),
        ("keep", say("letters.do.keep_mine")),
        ("let_go", say("letters.do.let_go")),
    ]
    return found, _reason(why, name)


def lead_of(view: View, name: str) -> str:
    """What stands under the title: what becomes of letters while the partner is away, or else."""
    partner = view.partner
    away = view.link == "linked" and partner is not None and partner.status.state != "here"
    return say("letters.lead.away", name=name) if away else say("letters.lead")


def _reason(why: str | None, name: str) -> str:
    return say(why, name=name) if why in _SAID and why is not None else ""
