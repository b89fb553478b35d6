"""``page``: one's own pages. They are private; a copy of one is shared on purpose, until it is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillhere.command.answer import REFUSED, USAGE, Answer, Stopped
from stillhere.command.call import Call
from stillhere.command.private.across import came_across, taken_across
from stillhere.command.private.inside import act_answer, home_of, meant, private_of, text_of, time_of
from stillhere.command.turn import turn
from stillhere.core.pages import Page
from stillhere.core.records.posted import PARTS, Form
from stillhere.home.library import library
from stillhere.home.rooms.shared import Copy, Shared
from stillhere.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stillhere.core.prompts import Prompt
    from stillhere.home.home import Home
    from stillhere.home.private import Private
    from stillhere.home.private.pages import Found, Heading

#: What stands between the texts of a page that has several.
BETWEEN = "---"

_UNKNOWN = "why.page.unknown"

#: More than anybody has.
_ALL = 1_000_000


def page(call: Call) -> Answer:
    """Lists, shows, or does what was asked for."""
    what = call.args.what
    with home_of(call) as home:
        if what == "shared":
            return _shared(home)
        if what == "unshare":
            return _unshare(call, home)
        with private_of(call, home) as private:
            came_across(home, private)
            match what:
                case "list":
                    return _list(call, home, private, private.pages.search("", _ALL))
                case "search":
                    return _list(call, home, private, private.pages.search(_given(call), _ALL))
                case "write":
                    return _crossed(home, private, _write(call, private))
                case "show":
                    return _show(call, home, private)
                case "share":
                    return _share(call, home, private)
                case _:
                    return _crossed(home, private, _delete(call, private))


def _crossed(home: Home, private: Private, answer: Answer) -> Answer:
    """`answer`, after the page that it is about went to the other devices, where that is turned on."""
    document = answer.document
    taken_across(home, private, str(document["id"]) if isinstance(document, dict) else "")
    return answer


def _given(call: Call) -> str:
    return " ".join(call.args.which)


def _one_of(call: Call, private: Private) -> str:
    return meant(call, _given(call), [each.id for each in private.pages.list(_ALL)], _UNKNOWN)


def _list(call: Call, home: Home, private: Private, found: Sequence[Found]) -> Answer:
    shared = _shared_pages(home, private)
    now = call.clock()
    entries = [
        {
            "id": each.heading.id,
            "title": each.heading.title,
            "question": each.heading.question,
            "prompt": each.heading.prompt,
            "form": each.heading.form,
            "written": time_of(each.heading.created_ms, now),
            "changed": time_of(each.heading.changed_ms, now),
            "shared": each.heading.id in shared,
            "excerpt": each.excerpt,
        }
        for each in found
    ]
    lines = [line for each in found for line in _lines(each.heading, each.excerpt)]
    nothing = "reflect.nothing.found" if _given(call) else "pages.nothing"
    return Answer(document=entries, lines=lines or [say(nothing)])


def _write(call: Call, private: Private) -> Answer:
    """A new page, perhaps about a prompt; or other words for a page that is there."""
    if call.args.which:
        found = _need(private, _one_of(call, private))
        private.pages.save(found.id, _parts(found.form, text_of(call, _joined(found.parts))))
        return Answer(document={"done": True, "id": found.id}, lines=[say("pages.said.saved"), found.id])
    prompt = None if call.args.prompt is None else _prompt(call, private)
    form: Form = "free" if prompt is None else prompt.form
    made = private.pages.write(
        _parts(form, text_of(call)),
        form=form,
        prompt="" if prompt is None else prompt.id,
        question="" if prompt is None else prompt.text,
    )
    return Answer(document={"done": True, "id": made}, lines=[say("pages.said.saved"), made])


def _prompt(call: Call, private: Private) -> Prompt:
    prompts = (*library().prompts(), *private.prompts.own())
    found = next((each for each in prompts if each.id == call.args.prompt), None)
    if found is None:
        raise Stopped(REFUSED, say("why.prompt.unknown"))
    return found


def _parts(form: Form, text: str) -> list[str]:
    """The texts of a page of `form`, apart by lines of their own. Raises `Stopped` for too many."""
    if form == "free":
        return [text]
    parts = [part.strip("\n") for part in f"\n{text}\n".split(f"\n{BETWEEN}\n")]
    if len(parts) > PARTS[form]:
        raise Stopped(USAGE, say("command.usage.parts", count=PARTS[form], between=BETWEEN))
    return [*parts, *[""] * (PARTS[form] - len(parts))]


def _joined(parts: Sequence[str]) -> str:
    return f"\n{BETWEEN}\n".join(parts)


def _need(private: Private, name: str) -> Page:
    found = private.pages.get(name)
    if found is None:
        raise Stopped(REFUSED, say(_UNKNOWN))
    return found


def _show(call: Call, home: Home, private: Private) -> Answer:
    found, now = _need(private, _one_of(call, private)), call.clock()
    return Answer(
        document={
            "id": found.id,
            "question": found.question,
            "prompt": found.prompt,
            "form": found.form,
            "parts": list(found.parts),
            "text": _joined(found.parts),
            "written": time_of(found.created_ms, now),
            "changed": time_of(found.changed_ms, now),
            "shared": found.id in _shared_pages(home, private),
        },
        lines=_page_lines(found.question, found.form, found.parts),
    )


def _share(call: Call, home: Home, private: Private) -> Answer:
    with turn(home, patient=True) as own:
        name = _one_of(call, private)
        copy = Shared(home).share(private, name)
        own.publish()
        said = say("pages.said.shared", name=home.partner_name())
        return act_answer(own, home, {"id": name, "copy": copy.id}, said)


def _unshare(call: Call, home: Home) -> Answer:
    """Takes back the copies of a page, or one copy by its own id, for which nothing private is needed."""
    shared, given = Shared(home), _given(call)
    with turn(home, patient=True) as own:
        copies = [each for each in shared.ours() if each.id == given]
        if not copies:
            with private_of(call, home) as private:
                known = private.shares.all()
                ours = [each.id for each in shared.ours()]
                name = meant(call, given, [*known, *ours], "why.share.unknown")
                noted = known.get(name, ())
            copies = [each for each in shared.ours() if each.id == name or each.copy in noted]
        if not copies:
            raise Stopped(REFUSED, say("why.share.unknown"))
        for each in copies:
            shared.unshare(each.id)
        own.publish()
        said = say("pages.said.unshared")
        return act_answer(own, home, {"id": given}, said)


def _shared(home: Home) -> Answer:
    """The copies that are shared, both ways."""
    with turn(home, patient=False):
        copies = (*Shared(home).theirs(), *Shared(home).ours())
    name = home.partner_name()
    entries = [
        {
            "id": each.id,
            "from": "me" if each.mine else "partner",
            "question": each.question,
            "form": each.form,
            "parts": list(each.parts),
            "since": each.since,
        }
        for each in copies
    ]
    lines = [line for each in copies for line in _copy_lines(each, name)]
    return Answer(document=entries, lines=lines or [say("pages.nothing.shared")])


def _delete(call: Call, private: Private) -> Answer:
    name = _one_of(call, private)
    private.pages.delete(name)
    private.pages.erase(name)
    return Answer(document={"done": True, "id": name}, lines=[say("reflect.deleted")])


def _shared_pages(home: Home, private: Private) -> frozenset[str]:
    live = {each.copy for each in Shared(home).ours()}
    return frozenset(name for name, copies in private.shares.all().items() if live.intersection(copies))


def _lines(heading: Heading, excerpt: str) -> list[str]:
    title = heading.question or heading.title or say("reflect.blank")
    more = excerpt or (heading.title if heading.question else "")
    return [f"{heading.id}  {title}", *([f"  {more}"] if more else [])]


def _page_lines(question: str, form: Form, parts: Sequence[str]) -> list[str]:
    lines = [question, ""] if question else []
    for number, part in enumerate(parts, 1):
        heading = [] if form == "free" else [say(f"form.{form}.{number}")]
        lines += [*heading, *part.split("\n"), ""]
    return lines[:-1]


def _copy_lines(copy: Copy, name: str) -> list[str]:
    if copy.mine:
        head = say(f"pages.shared.mine.{copy.since}", name=name)
    else:
        head = say(f"pages.shared.theirs.{copy.since}", name=name)
    return [f"{copy.id}  {head}", "", *_page_lines(copy.question, copy.form, copy.parts), ""]
