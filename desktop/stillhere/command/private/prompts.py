"""``prompt``: a question for this moment, and what its reader does with it. Nothing is counted or owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from stillhere.command.answer import Answer
from stillhere.command.call import Call
from stillhere.command.content import broken_hints
from stillhere.command.private.inside import home_of, meant, private_of, text_of
from stillhere.core.prompts import Moment, Prompt, another, choose, day_of, moment_for
from stillhere.home.library import library
from stillhere.words import say

if TYPE_CHECKING:
    from datetime import date

    from stillhere.home.private import Private


class Shelf(Struct, frozen=True):
    """All prompts, the moment that is asked about (None: after a leaving none comes by itself), the day."""

    prompts: tuple[Prompt, ...]
    moment: Moment | None
    day: date

    def now(self, private: Private) -> Prompt | None:
        """The prompt for now."""
        if self.moment is None:
            return None
        seen, never = private.prompts.seen(), private.prompts.never()
        return choose(self.prompts, self.moment, self.day, seen, never)

    def after(self, private: Private, prompt: Prompt) -> Prompt | None:
        """The one that comes after `prompt`, once that was seen."""
        private.prompts.see(prompt.id, self.day)
        return another(self.prompts, prompt.moment, self.day, private.prompts.seen(), private.prompts.never())


def prompt(call: Call) -> Answer:
    """Gives one, lists them, or does what was asked for."""
    content = library()
    with home_of(call) as home, private_of(call, home) as private:
        moment = call.args.moment or moment_for(home.look())
        shelf = Shelf((*content.prompts(), *private.prompts.own()), moment, day_of(call.clock()))
        return _done(call, shelf, private)._replace(hints=broken_hints(content))


def _done(call: Call, shelf: Shelf, private: Private) -> Answer:
    match call.args.what:
        case "list":
            return _list(shelf, private, chosen=call.args.moment)
        case "skip":
            return _given(shelf, private, _skipped(call, shelf, private))
        case "never":
            return _never(call, shelf, private)
        case "again":
            name = meant(call, call.args.prompt, private.prompts.never(), "why.prompt.unknown")
            private.prompts.again(name)
            return Answer(document={"done": True, "id": name}, lines=[say("prompts.said.again")])
        case "add":
            made = private.prompts.add(text_of(call), shelf.moment or "together")
            return Answer(document={"done": True, "id": made.id}, lines=[say("prompts.said.added")])
        case _:
            return _given(shelf, private, shelf.now(private))


def _given(shelf: Shelf, private: Private, found: Prompt | None) -> Answer:
    """One prompt, noted as seen today."""
    if found is None:
        return Answer(document={"id": None, "text": ""}, lines=[say("reflect.nothing.now")])
    private.prompts.see(found.id, shelf.day)
    return Answer(document=_entry(found, away=False), lines=[found.text, f"  {found.id}"])


def _list(shelf: Shelf, private: Private, *, chosen: str | None) -> Answer:
    never = private.prompts.never()
    found = [each for each in shelf.prompts if chosen is None or each.moment == chosen]
    away = say("reflect.away")
    lines = [f"{each.id}  {each.text}" + (f" ({away})" if each.id in never else "") for each in found]
    return Answer(document=[_entry(each, away=each.id in never) for each in found], lines=lines)


def _skipped(call: Call, shelf: Shelf, private: Private) -> Prompt | None:
    """What comes after the one that was named, or after the one for now."""
    this = _this(call, shelf) if call.args.prompt else shelf.now(private)
    return None if this is None else shelf.after(private, this)


def _never(call: Call, shelf: Shelf, private: Private) -> Answer:
    this = _this(call, shelf)
    private.prompts.never_again(this.id)
    return Answer(document={"done": True, "id": this.id}, lines=[say("reflect.put_away")])


def _this(call: Call, shelf: Shelf) -> Prompt:
    name = meant(call, call.args.prompt, [each.id for each in shelf.prompts], "why.prompt.unknown")
    return next(each for each in shelf.prompts if each.id == name)


def _entry(one: Prompt, *, away: bool) -> dict[str, object]:
    return {
        "id": one.id,
        "moment": one.moment,
        "theme": one.theme,
        "form": one.form,
        "text": one.text,
        "away": away,
    }
