"""``letter``: written and held here, decided one by one; and what came, opened by choice.

Nothing is sent but by ``send``, and what is opened is told to nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillhere.command.answer import USAGE, Answer, Stopped
from stillhere.command.call import Call
from stillhere.command.grammar.terms import PACES, term
from stillhere.command.private.inside import act_answer, home_of, meant, private_of, text_of, time_of
from stillhere.command.turn import turn
from stillhere.core.letters import Choice, Letter, state_shown
from stillhere.core.pages import first_words
from stillhere.core.records.terms import Pace
from stillhere.core.state.when import part_of
from stillhere.home.rooms.letters import Letters
from stillhere.home.rooms.mailbox import Mailbox, Received, Sent
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.home import Home

#: What each verb chooses for a letter.
_CHOICES: dict[str, Choice] = {"hold": "hold", "keep": "keep", "let-go": "let_go", "send": "send"}

_UNKNOWN = "why.letter.unknown"


def letter(call: Call) -> Answer:
    """Lists, shows, or does what was asked for."""
    what = call.args.what
    with home_of(call) as home:
        match what:
            case "received":
                return _received(call, home)
            case "sent":
                return _sent(call, home)
            case "pace":
                return _pace(call, home)
            case "list":
                return _list(call, home)
            case "show":
                return _show(call, home)
            case "write" | "change":
                return _write(call, home, anew=what == "write")
            case _:
                return _decide(call, home, _CHOICES[what])


def _list(call: Call, home: Home) -> Answer:
    with turn(home, patient=False), private_of(call, home) as private:
        letters = Letters(home, private)
        here, asked = letters.here(), {each.id for each in letters.to_ask()}
    name = home.partner_name()
    lines = [line for each in here for line in _lines(call, each, name, ask=each.id in asked)]
    return Answer(
        document=[_entry(call, each, ask=each.id in asked) for each in here],
        lines=lines or [say("letters.nothing.here")],
    )


def _show(call: Call, home: Home) -> Answer:
    """One letter whole, as it is here."""
    with turn(home, patient=False), private_of(call, home) as private:
        letters = Letters(home, private)
        found = private.letters.need(_one_of(call, letters))
        ask = found.id in {each.id for each in letters.to_ask()}
    return Answer(document=_entry(call, found, ask=ask), lines=found.text.split("\n"))


def _write(call: Call, home: Home, *, anew: bool) -> Answer:
    with private_of(call, home) as private:
        letters = Letters(home, private)
        if anew:
            made = letters.write(text_of(call))
            # Written now, decided later: it waits for the partner's return.
            made = letters.decide(made.id, "hold") or made
        else:
            before = private.letters.need(_one_of(call, letters))
            made = letters.change(before.id, text_of(call, before.text))
    said = "letters.said.hold" if anew else "letters.said.changed"
    return Answer(
        document={"done": True, "id": made.id, "state": state_shown(made)},
        lines=[say(said, name=home.partner_name()), made.id],
    )


def _decide(call: Call, home: Home, choice: Choice) -> Answer:
    with turn(home, patient=True) as own, private_of(call, home) as private:
        letters = Letters(home, private)
        name = _one_of(call, letters)
        left = letters.decide(name, choice)
        own.publish()
        state = state_shown(left) if left is not None else "sent" if choice == "send" else "let_go"
        said = say(f"letters.said.{choice}", name=home.partner_name())
        return act_answer(own, home, {"id": name, "state": state}, said)


def _one_of(call: Call, letters: Letters) -> str:
    return meant(call, call.args.letter, [each.id for each in letters.here()], _UNKNOWN)


def _received(call: Call, home: Home) -> Answer:
    """Opens what came: all of it, or the one that was named. With ``--peek`` nothing is opened."""
    mailbox = Mailbox(home)
    with turn(home, patient=False):
        came = mailbox.received()
        if call.args.letter:
            name = meant(call, call.args.letter, [each.id for each in came], _UNKNOWN)
            shown: tuple[Received, ...] = (mailbox.open(name),)
        elif call.args.peek:
            shown = came
        else:
            mailbox.open_all()
            shown = mailbox.received()
    name = home.partner_name()
    lines = [line for each in shown for line in _received_lines(each, name)]
    entries = [
        {"id": each.id, "from": name, "came": each.came, "opened": each.opened, "text": each.text}
        for each in shown
    ]
    return Answer(document=entries, lines=lines or [say("letters.nothing.received")])


def _sent(call: Call, home: Home) -> Answer:
    with turn(home, patient=False):
        found = Mailbox(home).sent()
    now = call.clock()
    return Answer(
        document=[{"id": each.id, "sent": time_of(each.sent_ms, now), "text": each.text} for each in found],
        lines=[line for each in found for line in _sent_lines(call, each)] or [say("letters.nothing.sent")],
    )


def _pace(call: Call, home: Home) -> Answer:
    """How this person wishes to be written to: shown, or said."""
    mailbox = Mailbox(home)
    if not call.args.letter:
        pace = mailbox.pace()
        return Answer(document={"pace": pace}, lines=[say(f"letters.pace.{pace}")])
    wished = next((pace for pace in PACES if pace == term(call.args.letter)), None)
    if wished is None:
        choices = ", ".join(PACES)
        raise Stopped(USAGE, say("command.usage.choice", given=call.args.letter, choices=choices))
    with turn(home, patient=True) as own:
        mailbox.wish(_as_pace(wished))
        own.publish()
        return act_answer(own, home, {"pace": wished}, say(f"letters.pace.{wished}"))


def _as_pace(term: str) -> Pace:
    return "none" if term == "none" else "one_at_a_time" if term == "one_at_a_time" else "any"


def _entry(call: Call, letter: Letter, *, ask: bool) -> dict[str, object]:
    now = call.clock()
    return {
        "id": letter.id,
        "state": state_shown(letter),
        "text": letter.text,
        "written": time_of(letter.created_ms, now),
        "changed": time_of(letter.changed_ms, now),
        "ask": ask,
    }


def _lines(call: Call, letter: Letter, name: str, *, ask: bool) -> list[str]:
    title = first_words([letter.text]) or say("letters.blank")
    shown = state_shown(letter)
    state = say(f"letters.state.{'alone' if shown == 'held' and not name else shown}", name=name)
    begun = say(f"letters.written.{part_of(letter.created_ms, call.clock())}")
    question = [f"  {say('letters.ask.about')}"] if ask else []
    return [f"{letter.id}  {title}", f"  {say('letters.caption', when=begun, state=state)}", *question]


def _received_lines(letter: Received, name: str) -> list[str]:
    head = say(f"letters.came.{letter.came}", name=name)
    if not letter.opened:
        return [f"{letter.id}  {head}", f"  {say('letters.closed')}"]
    return [head, "", *letter.text.split("\n"), ""]


def _sent_lines(call: Call, letter: Sent) -> list[str]:
    head = say(f"letters.sent.{part_of(letter.sent_ms, call.clock())}")
    return [head, "", *letter.text.split("\n"), ""]
