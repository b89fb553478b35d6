"""Which agreement is meant: by its id, by that of one wording, or by the first letters of either.

Yes is said to words that were known here before the call: what arrives with it is to be read first.
"""

from __future__ import annotations

from collections.abc import Mapping

from stillhere.command.agreements.drafts import known
from stillhere.command.answer import REFUSED, USAGE, Stopped
from stillhere.command.call import Call
from stillhere.command.turn import turn
from stillhere.core.agreements.drawer import Draft
from stillhere.core.agreements.rules import Doing
from stillhere.core.agreements.view import AgreementView
from stillhere.home.home import Home
from stillhere.words import say

#: How many of the first letters of an id stand for it, at least.
_SHORTEST = 4

#: What is said about one wording, not about a whole agreement.
_OF_ONE_REVISION = frozenset({"suggest", "yes", "not_now", "renew"})


def one_of(call: Call, home: Home, doing: Doing | None) -> AgreementView:
    """The wording that is meant, of those known here before the call. Raises `Stopped`."""
    given = id_of(call)
    found = matching(home, given)
    if not found:
        with turn(home, patient=False):
            found = matching(home, given)
        if found and doing == "yes" and given != found[0].revision:
            raise Stopped(REFUSED, say("command.agreement.read_first"))
    if not found:
        drafts = known(call, home)
        found = matching(home, given, drafts)
        if not found:
            locked = [say("command.agreement.locked")] if drafts is None else []
            raise Stopped(REFUSED, say("why.agreement.unknown"), *locked)
    fit = [each for each in found if _can(each, doing)]
    names = [each.revision for each in fit] if doing in _OF_ONE_REVISION else [each.id for each in found]
    if len(set(names)) > 1:
        listed = "\n".join(f"  {name}" for name in dict.fromkeys(names))
        raise Stopped(USAGE, say("command.agreement.several", names=listed))
    return (fit or found)[0]


def matching(home: Home, given: str, drafts: Mapping[str, Draft] | None = None) -> list[AgreementView]:
    """The wordings, and `drafts`, that an id names: exactly, or else by its first letters."""
    shown = home.agreements(drafts)
    exact = [each for each in shown if given in {each.id, each.revision}]
    if exact or len(given) < _SHORTEST:
        return exact
    return [each for each in shown if each.id.startswith(given) or each.revision.startswith(given)]


def _can(shown: AgreementView, doing: Doing | None) -> bool:
    return doing is not None and shown.state != "draft" and doing not in shown.why_not


def id_of(call: Call) -> str:
    """The id that was given. Raises `Stopped`."""
    if not call.args.id:
        raise Stopped(USAGE, say("command.usage.id", verb="agreement"))
    return str(call.args.id)
