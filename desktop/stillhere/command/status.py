"""``status``: both people, what may be done now, the link and the outbox. Asking leaves the folder as it is.

The partner's "since" is a part of a day, never a time. The field names of the document are a contract.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from stillhere.command.answer import Answer
from stillhere.command.call import Call
from stillhere.command.letter_counts import Counted, counted
from stillhere.command.letter_counts import lines as letter_lines
from stillhere.command.people import indented, own, theirs, title
from stillhere.command.turn import FACE, no_folder, turn
from stillhere.core.agreements.counts import Counts, counts
from stillhere.core.holding import holds_until
from stillhere.core.state.when import local, ms_of
from stillhere.core.view import Shown, View
from stillhere.home.errors import FolderError
from stillhere.home.flow.sharing import Sharing, sharing
from stillhere.home.last_answer import LastAnswer, Lying, Told
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.folder.scan import Scan
    from stillhere.home.home import Home
    from stillhere.home.memory import Memory
    from stillhere.home.remembered import DeviceInvitation

#: What ``may`` tells of.
_MAY = ("rest", "back", "still_here", "knock", "letter")


def status(call: Call) -> Answer:
    """Both people as they are now; the answer is kept for whoever asks next."""
    with call.home() as home, turn(home, patient=False) as own:
        generation, now = home.generation(), call.clock()
        view, folder = home.look(), home.settings().folder
        answered = own.lying is not None
        found = sharing(home.store, home.memory, view.link, folder, answered=answered)
        agreements = counts(home.memory.state(), home.mine().person, ms_of(now))
        letters = counted(home)
        told = Told(
            document=document(view, found, agreements, letters, now),
            lines=[
                *lines(view, found),
                *_agreed(view),
                *_further(view, home.memory.device_invitation(), ms_of(now)),
                *_agreements(view, agreements),
                *letter_lines(letters, view),
            ],
            hints=_hints(view, found, kept=own.keeper not in {None, "", FACE}),
        )
        settled, there = _there(home, found, own.lying)
        # While something waits, the hint hangs on whether a face runs, which a kept answer doesn't know.
        if settled and not found.outbox:
            last = LastAnswer(home.store, call.paths, call.environ, now)
            last.keep(told, there, generation=generation, until_ms=_until(home.memory, now))
        return Answer(*told, code=own.code)


def _there(home: Home, found: Sharing, lying: Scan | None) -> tuple[bool, Lying | None]:
    """Whether nothing in the folder is to be taken in, and what lies there; None where there is no folder.

    ``lying`` is that already, if a look of this turn found it so.
    """
    if found.folder is None:
        return True, None
    try:
        scan = home.rounds.settled(found.folder) if lying is None else lying
    except FolderError:
        return False, None
    if scan is None or scan.prepared != found.reachable:
        return False, None
    return True, Lying(found.folder, found.carrier, scan)


def _until(memory: Memory, now: datetime) -> int:
    """The first moment (ms) at which time alone may change the answer."""
    invitations = (memory.invitation(), memory.device_invitation())
    over = [each.expires_ms for each in invitations if each is not None and each.expires_ms > ms_of(now)]
    return min([holds_until(memory.state(), memory.mine(), now, memory.heard_ms()), *over])


def document(
    view: View, sharing: Sharing, agreements: Counts, letters: Counted, now: datetime
) -> dict[str, object]:
    """The status as a JSON document. Its field names and values are a contract."""
    own, other = view.me.status, view.partner
    why_not = {doing: why for doing, why in reasons(view, letters).items() if doing in _MAY}
    return {
        "link": view.link,
        "news": view.news,
        "me": {
            **_said(view.me),
            "since": local(own.since_ms, now).isoformat(timespec="seconds") if own.since_ms else None,
        },
        "partner": None if other is None else {**_said(other), "since": other.since},
        "may": {doing: doing not in why_not for doing in _MAY},
        "why_not": why_not,
        "letters": {"held": letters.held, "arrived_unopened": letters.arrived_unopened},
        "agreements": asdict(agreements),
        "outbox": sharing.outbox,
        "set_aside": sharing.set_aside,
        "folder": {
            "path": None if sharing.folder is None else str(sharing.folder),
            "carrier": str(sharing.carrier),
            "reachable": sharing.reachable,
        },
    }


def reasons(view: View, letters: Counted) -> Mapping[str, str]:
    """Why each thing that can't be done now can't be, as sentences."""
    name = "" if view.partner is None else view.partner.name
    found: dict[str, str] = {doing: say(why, name=name) for doing, why in view.may.why_not.items()}
    return found if letters.why_not is None else {**found, "letter": say(letters.why_not, name=name)}


def lines(view: View, sharing: Sharing) -> list[str]:
    """The status as a person reads it."""
    other = view.partner
    name = "" if other is None else other.name
    found = [say(f"headline.{view.headline}", name=name)]
    if view.headline == "you_left":
        return [say("why.left")]
    if view.headline == "partner_left":
        return [*found, *indented(own(view)), say("leave.after")]
    found += indented(own(view))
    if other is not None:
        found += ["", title(other), *indented(theirs(view, other))]
    if view.news == "none":
        found.append(say("news.none"))
    if sharing.asks is not None:
        found += ["", say("command.status.asks", name=sharing.asks)]
    elif sharing.waits_for is not None:
        how = "kit_waits" if sharing.waits_until_ms is None else "waits_for"
        found += ["", say(f"command.status.{how}", name=sharing.waits_for)]
    elif view.link == "invited":
        found += ["", say("command.status.invited")]
    return found


def _agreed(view: View) -> list[str]:
    """What was agreed for a rest, while one of the two rests: practical things, the way for urgent ones."""
    people = [view.me] if view.partner is None else [view.me, view.partner]
    if view.link != "linked" or not view.agreed or not any(one.status.state == "resting" for one in people):
        return []
    found = ["", say("today.agreed")]
    for sheet in view.agreed:
        lines = [say("agreements.line", line=line) for line in sheet.lines] or sheet.text.splitlines()
        found += indented([sheet.title, *indented(lines)])
    return found


def _further(view: View, invitation: DeviceInvitation | None, now_ms: int) -> list[str]:
    """What is open for a further device of this person."""
    if view.link != "linked" or invitation is None or invitation.expires_ms <= now_ms:
        return []
    asks = invitation.asks is not None
    return ["", say("command.device.asks" if asks else "command.status.device_invited")]


def _agreements(view: View, agreements: Counts) -> list[str]:
    name = "" if view.partner is None else view.partner.name
    found = [say("command.status.agreement.offered", name=name)] if agreements.offered_to_me else []
    return [*found, *([say("command.status.agreement.review")] if agreements.review_due else [])]


def _said(shown: Shown) -> dict[str, object]:
    said = shown.status
    return {
        "name": shown.name,
        "state": said.state,
        "looks": list(said.looks),
        "line": said.line,
        "guess": said.guess,
        "checkins": said.checkins or "not_now",
    }


def _hints(view: View, sharing: Sharing, *, kept: bool) -> list[str]:
    """What this person can do. ``kept``: a face runs, which brings into the folder by itself what waits.

    Whoever left shares nothing: what lies in the folder is no longer looked at.
    """
    if view.headline == "you_left":
        return []
    found = []
    unshared = no_folder(view.link, sharing.folder)
    if unshared is not None:
        found.append(say(unshared))
    elif sharing.folder is not None and not sharing.reachable:
        found.append(say("command.hint.folder_away"))
    elif sharing.outbox and view.link == "linked" and not kept:
        found.append(say("command.hint.outbox"))
    if sharing.set_aside:
        found.append(say("command.hint.set_aside"))
    return found
