"""An agreement as an object for scripts and as lines for people. The objects' field names are a contract."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from stillhere.core.agreements.difference import Run
from stillhere.core.agreements.view import AgreementView, Difference, Stands
from stillhere.core.records.terms import SETTINGS
from stillhere.home.library import Template
from stillhere.home.rooms.agreement_words import looked_at_again, set_by
from stillhere.words import say

#: How the states are called for scripts. A faded offer is over, whether anybody ended it or not.
_STATES: Mapping[Stands, str] = {"faded": "ended"}

#: How a run is marked in plain text.
_MARKS = {"kept": "{}", "taken": "[-{}-]", "added": "[+{}+]"}


def entry(shown: AgreementView) -> dict[str, object]:
    """One wording as an object of a list."""
    words = shown.words
    return {
        "id": shown.id,
        "title": words.title,
        "kind": words.kind,
        "text": words.text,
        "settings": msgspec.to_builtins(words.settings),
        "in_force": shown.in_force,
        "state": _STATES.get(shown.state, shown.state),
        "mine": shown.mine,
        "my_answer": shown.my_answer,
        "their_answer": shown.their_answer,
        "revision": shown.revision or None,
        "review_on": None if shown.review_on is None else shown.review_on.isoformat(),
    }


def shown_entry(shown: AgreementView, name: str) -> dict[str, object]:
    """One wording as an object of its own: with what is different, and what can't be done."""
    reasons = {doing: say(why, name=name) for doing, why in shown.why_not.items()}
    return {
        **entry(shown),
        "review_due": shown.review_due,
        "paused_by": [
            who
            for who, paused in (("me", shown.paused_by_me), ("partner", shown.paused_by_partner))
            if paused
        ],
        "difference": None if shown.difference is None else _difference(shown.difference),
        "why_not": reasons,
    }


def lines(shown: Iterable[AgreementView], name: str) -> list[str]:
    """A list for people."""
    found = [line for each in shown for line in (*_head(each), *_indented(_stands(each, name)), "")]
    return found[:-1] or [say("command.agreement.none")]


def shown_lines(shown: AgreementView, name: str) -> list[str]:
    """One wording for people, whole."""
    before = shown.difference
    text = shown.words.text if before is None else _marked(before.text)
    settings = [*set_by(shown.words), looked_at_again(shown.words)]
    return [*_head(shown), *_indented(_stands(shown, name)), "", *text.splitlines(), "", *_indented(settings)]


def template_entry(template: Template) -> dict[str, object]:
    """A template as an object of a list."""
    found: dict[str, object] = msgspec.to_builtins(template)
    return found


def template_lines(templates: Iterable[Template]) -> list[str]:
    """The templates for people."""
    found = []
    for each in templates:
        found += [f"{each.title} ({say(f'agreement.kind.{each.kind}')}), {each.id}"]
        found += _indented(each.text.splitlines())
        found.append("")
    return found[:-1]


def _head(shown: AgreementView) -> list[str]:
    words = shown.words
    title = words.title if shown.difference is None else _marked(shown.difference.title)
    kind = say(f"agreement.kind.{words.kind}") if words.kind in SETTINGS else words.kind
    return [f"{title or say('command.agreement.untitled')} ({kind}), {shown.id}"]


def _stands(shown: AgreementView, name: str) -> list[str]:
    """How it stands, in sentences."""
    found = _offered(shown, name) if shown.state == "offered" else [say(f"agreement.state.{shown.state}")]
    if shown.paused_by_me:
        found.append(say("agreement.paused.mine"))
    if shown.paused_by_partner:
        found.append(say("agreement.paused.theirs", name=name))
    found += _review(shown, name)
    if shown.app_keeps and shown.in_force:
        found.append(say("agreement.app_keeps"))
    if not shown.understood and shown.state != "draft":
        found.append(say("agreement.newer"))
    return found


def _offered(shown: AgreementView, name: str) -> list[str]:
    whose, others = ("mine", "theirs") if shown.mine else ("theirs", "mine")
    found = [say(f"agreement.state.offered.{whose}", name=name)]
    if shown.difference is not None:
        found.append(say(f"agreement.change.{whose}", name=name))
    if "not_now" in {shown.my_answer, shown.their_answer}:
        found.append(say(f"agreement.answer.{others}", name=name))
    return found


def _review(shown: AgreementView, name: str) -> list[str]:
    found = []
    if shown.review_due:
        found.append(say("agreement.review.due"))
    elif shown.review_on is not None:
        found.append(say("agreement.review.on", day=shown.review_on.isoformat()))
    if shown.my_renewal:
        found.append(say("agreement.review.mine"))
    if shown.their_renewal:
        found.append(say("agreement.review.theirs", name=name))
    return found


def _difference(difference: Difference) -> dict[str, object]:
    before = difference.before
    return {
        "title": [[run.kind, run.text] for run in difference.title],
        "text": [[run.kind, run.text] for run in difference.text],
        "before": {
            "title": before.title,
            "text": before.text,
            "settings": msgspec.to_builtins(before.settings),
        },
    }


def _marked(runs: Iterable[Run]) -> str:
    return "".join(_MARKS[run.kind].format(run.text) for run in runs)


def _indented(found: Iterable[str]) -> list[str]:
    return [f"  {each}" for each in found]
