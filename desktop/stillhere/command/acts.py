"""The acts about one's own status, and the knock. Each is one deliberate act and says what came of it.

Whether it may be done is decided in the core; the reason why not comes from there as it stands.
"""

from __future__ import annotations

from stillhere.command import asking
from stillhere.command.answer import REFUSED, Answer, Stopped
from stillhere.command.call import Call
from stillhere.command.turn import turn
from stillhere.core.acts import (
    Act,
    Back,
    Details,
    KeepResting,
    PartlyBack,
    PutOff,
    Refused,
    Rename,
    Rest,
    SoftKnock,
    StillHere,
    Undo,
)
from stillhere.core.agreements.acts import AgreementAct
from stillhere.core.view import View
from stillhere.home.home import Home
from stillhere.words import say


def rest(call: Call) -> Answer:
    """Rests, or changes the details of a rest; without details it also answers a guess that passed."""
    args = call.args
    details = Details(
        looks=None if args.looks is None else tuple(args.looks),
        line=args.line,
        guess=args.guess,
        checkins=args.checkins,
    )
    return act(call, Rest(details))


def back(call: Call) -> Answer:
    """Comes back, or a little bit."""
    return act(call, Back() if call.args.partly is None else PartlyBack(call.args.partly))


def still_here(call: Call) -> Answer:
    """Says "still here" during a rest."""
    return act(call, StillHere())


def knock(call: Call) -> Answer:
    """Knocks softly, where it is welcome; whoever sits at a terminal is asked first whom it is for."""
    if not call.args.yes and asking.at_terminal():
        _pause(call)
    return act(call, SoftKnock())


def _pause(call: Call) -> None:
    with call.home() as home:
        welcome, name = "knock" in home.look().may, home.partner_name()
    if welcome and asking.answer(say("command.knock.ask", name=name)) != say("command.knock.word"):
        raise Stopped(REFUSED, say("command.knock.nothing"))


def undo(call: Call) -> Answer:
    """Takes the last flip of this device back."""
    return act(call, Undo())


def rename(call: Call) -> Answer:
    """Goes by another name from here on."""
    return act(call, Rename(call.args.name))


def act(call: Call, what: Act) -> Answer:
    """Does `what` with what is known now, and publishes it where no other face does. Raises `Stopped`."""
    with call.home() as home, turn(home, patient=True) as own:
        before = home.look()
        what = _meant(what, before)
        done(home, what)
        own.publish()
        after, waiting = home.look(), home.store.outbox.count()
        return Answer(
            document={"done": True, "state": after.me.status.state, "outbox": waiting},
            lines=[say(_said(what, before)), *_steps(before, after)],
            hints=[*_left_out(what, before), *own.hints],
            code=own.code,
        )


def done(home: Home, what: Act | AgreementAct) -> None:
    """Does `what`. Raises `Stopped` with the sentence of the reason where it may not be done."""
    try:
        home.do(what)
    except Refused as refused:
        raise Stopped(REFUSED, say(refused.why, name=home.partner_name(), **refused.fields)) from refused


def _meant(what: Act, before: View) -> Act:
    # "Rest" from somebody who rests and whose guess has passed says: keep resting.
    return KeepResting() if what == Rest() and before.ask_guess else what


def _steps(before: View, after: View) -> list[str]:
    """The agreed steps that belong to what was just said, where they weren't shown before it."""
    if after.ritual is None or after.ritual == before.ritual:
        return []
    lines = [say("agreements.line", line=line) for sheet in after.ritual.sheets for line in sheet.lines]
    return [say(f"today.ritual.{after.ritual.kind}"), *lines]


def _left_out(what: Act, before: View) -> list[str]:
    """What a rest began without, because an agreement disables it: a rest itself is never refused for it."""
    wished = what.details.checkins if isinstance(what, Rest) else None
    if wished is None or wished in before.may.checkins:
        return []
    return [say("why.checkins.agreed", title=before.may.no_knocks)]


def _said(what: Act, before: View) -> str:
    match what:
        case Rest():
            resting = before.me.status.state == "resting"
            return "command.done.details" if resting else "notice.own.resting"
        case KeepResting() | PutOff():
            return "notice.own.resting"
        case PartlyBack():
            return "headline.you_partly"
        case Back():
            return "notice.own.back"
        case StillHere():
            return "pulse.said"
        case SoftKnock():
            return "knock.left"
        case Undo():
            return "notice.own.undone"
        case Rename():
            return "command.done.renamed"
