"""``agreement``: what the two agreed to or offer each other, and every act about it.

Yes is said to words that were known here before the call: what arrives with it is to be read first.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from stillhere.command.acts import done
from stillhere.command.agreements.drafts import Room, drafts_of, known
from stillhere.command.agreements.finding import id_of, matching, one_of
from stillhere.command.agreements.lines import (
    entry,
    lines,
    shown_entry,
    shown_lines,
    template_entry,
    template_lines,
)
from stillhere.command.agreements.making import words_from
from stillhere.command.answer import REFUSED, Answer, Stopped
from stillhere.command.call import Call
from stillhere.command.content import broken_hints
from stillhere.command.private.inside import home_of
from stillhere.command.turn import turn
from stillhere.core.agreements.acts import (
    BringBack,
    Deed,
    DropDraft,
    End,
    KeepDraft,
    NotNow,
    Offer,
    Pause,
    PutAway,
    Renew,
    Resume,
    Suggest,
    TakeBack,
    Yes,
)
from stillhere.core.agreements.drawer import Draft, words_of
from stillhere.core.agreements.rules import Doing
from stillhere.core.agreements.view import AgreementView
from stillhere.core.records.terms import Words
from stillhere.home.home import Home
from stillhere.home.library import library
from stillhere.seal.keys import new_id
from stillhere.words import say

#: What each act tells when it is done.
_SAID: Mapping[type[Deed], str] = {
    Offer: "agreement.said.offered",
    Suggest: "agreement.said.suggested",
    Yes: "agreement.said.yes",
    NotNow: "agreement.said.not_now",
    TakeBack: "agreement.said.taken_back",
    Pause: "agreement.said.paused",
    Resume: "agreement.said.resumed",
    Renew: "agreement.said.renewed",
    End: "agreement.said.ended",
    KeepDraft: "agreement.said.draft",
    DropDraft: "agreement.said.dropped",
    PutAway: "agreement.said.put_away",
}


def agreement(call: Call) -> Answer:
    """Lists, shows, or does what was asked for."""
    what = call.args.what
    if what == "templates":
        wanted = call.args.kind
        content = library()
        templates = [each for each in content.templates() if wanted in {None, each.kind}]
        return Answer(
            document=[template_entry(each) for each in templates],
            lines=template_lines(templates),
            hints=broken_hints(content),
        )
    with home_of(call) as home:
        if what in {"list", "show"}:
            with turn(home, patient=False):
                return _list(call, home) if what == "list" else _show(call, home)
        with drafts_of(call, home) as room:
            return _act(call, home, what, room)


def _list(call: Call, home: Home) -> Answer:
    drafts = known(call, home)
    shown = home.agreements(drafts)
    return Answer(
        document=[entry(each) for each in shown],
        lines=[
            *lines(shown, home.partner_name()),
            *(["", say("command.agreement.to_answer")] if any(each.to_answer for each in shown) else []),
        ],
        hints=[say("command.agreement.locked")] if drafts is None else [],
    )


def _show(call: Call, home: Home) -> Answer:
    found = matching(home, id_of(call)) or matching(home, id_of(call), known(call, home))
    if not found:
        raise Stopped(REFUSED, say("why.agreement.unknown"))
    name = home.partner_name()
    first, *others = [shown_entry(each, name) for each in found]
    text = [line for each in found for line in (*shown_lines(each, name), "")]
    return Answer(document={**first, "others": others}, lines=text[:-1])


def _act(call: Call, home: Home, what: str, room: Room) -> Answer:
    # Texts are written before the turn begins: an editor can be open for long.
    meant = _meant(call, home, what, room)
    before = {each.revision for each in home.agreements()}
    with turn(home, patient=True) as own:
        if isinstance(meant, KeepDraft | DropDraft) or (isinstance(meant, Offer | Suggest) and meant.draft):
            room().do(meant)
        else:
            done(home, meant)
        own.publish()
        made = _made(home, meant, before)
        return Answer(
            document={
                "done": True,
                "id": _agreement_of(meant) if made is None else made.id,
                "revision": None if made is None else entry(made)["revision"],
                "state": _state(meant, made),
                "outbox": home.store.outbox.count(),
            },
            lines=[say(_SAID[type(meant)], name=home.partner_name())],
            hints=own.hints,
            code=own.code,
        )


def _meant(call: Call, home: Home, what: str, room: Room) -> Deed:
    if what == "offer":
        return _offer(call, room)
    if what == "draft":
        return KeepDraft(_draft(call, home, room))
    doing = _DOINGS.get(what)
    one = one_of(call, home, doing)
    match what:
        case "suggest":
            return Suggest(one.revision, words_from(call, one.words))
        case "yes":
            return Yes(one.revision)
        case "not-now":
            return TakeBack(one.revision) if one.mine and one.state == "offered" else NotNow(one.revision)
        case "renew":
            return Renew(one.revision)
        case "pause":
            return Pause(one.id)
        case "resume":
            return Resume(one.id)
        case "end":
            return DropDraft(one.id) if one.state == "draft" else End(one.id)
        case _:
            return PutAway(one.id)


#: What has to be possible, where several wordings have one id.
_DOINGS: Mapping[str, Doing] = {
    "suggest": "suggest",
    "yes": "yes",
    "not-now": "not_now",
    "renew": "renew",
    "pause": "pause",
    "resume": "resume",
    "end": "end",
}


def _offer(call: Call, room: Room) -> Offer | Suggest:
    """Something new; or a draft as it is, with what else was typed."""
    if call.args.id is None:
        return Offer(words_from(call))
    draft = room().all().get(call.args.id)
    if draft is None:
        raise Stopped(REFUSED, say("why.agreement.unknown"))
    words = words_from(call, words_of(draft), ask=False)
    return Suggest(draft.revision, words, draft.id) if draft.revision else Offer(words, draft.id)


def _draft(call: Call, home: Home, room: Room) -> Draft:
    """A new draft; a draft anew; or a draft of a change."""
    fresh = new_id(os.urandom)
    if call.args.id is None:
        return _drafted(fresh, words_from(call), "")
    draft = room().all().get(call.args.id)
    if draft is not None:
        return _drafted(draft.id, words_from(call, words_of(draft)), draft.revision)
    one = one_of(call, home, "suggest")
    return _drafted(fresh, words_from(call, one.words), one.revision)


def _drafted(name: str, words: Words, revision: str) -> Draft:
    return Draft(
        id=name,
        kind=words.kind,
        title=words.title,
        text=words.text,
        settings=words.settings,
        review_days=words.review_days,
        revision=revision,
    )


def _made(home: Home, what: Deed, before: set[str]) -> AgreementView | None:
    """The wording that the act was about, as it stands now; None where it isn't shown any more."""
    shown = home.agreements({what.draft.id: what.draft} if isinstance(what, KeepDraft) else None)
    name = _agreement_of(what)
    new = [each for each in shown if each.mine and each.revision not in before]
    same = [each for each in shown if name in {each.id, each.revision}]
    return next(iter([*new, *same] if isinstance(what, Offer | Suggest) else same), None)


def _agreement_of(what: Deed) -> str:
    """The id that an act names."""
    match what:
        case KeepDraft(draft):
            return draft.id
        case Offer(_, draft) | DropDraft(draft):
            return draft
        case (
            Pause(agreement) | Resume(agreement) | End(agreement) | PutAway(agreement) | BringBack(agreement)
        ):
            return agreement
        case _:
            return what.revision


def _state(what: Deed, made: AgreementView | None) -> object:
    if made is None:
        return "ended" if isinstance(what, End) else None
    return entry(made)["state"]
