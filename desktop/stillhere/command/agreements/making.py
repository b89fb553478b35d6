"""The words of an agreement from what was typed: options, a template, and what they were before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import fields, replace

from stillhere.command.answer import USAGE, Stopped
from stillhere.command.call import Call
from stillhere.command.grammar.terms import term
from stillhere.command.writing import written
from stillhere.core import typed
from stillhere.core.records.terms import REVIEW_DAYS, SETTINGS, Settings, Value, Words
from stillhere.home.library import Template, library
from stillhere.words import say

_DAYS = {"d": 1, "w": 7}

#: Settings that are lists of lines, and those whose value is one of some terms.
_LISTS = frozenset({"steps", "items"})
_TERMS = frozenset({"guess", "pace"})


def words_from(call: Call, before: Words | None = None, *, ask: bool = True) -> Words:
    """The words that the call asks for; what it doesn't name stays as it was `before`. Raises `Stopped`.

    With ``ask`` an editor may open for the text.
    """
    args = call.args
    begun = before or _begun(args.template, args.kind)
    if args.kind is not None and args.kind != begun.kind:
        raise Stopped(USAGE, say("why.agreement.kind"))
    named = any(each is not None for each in (args.title, args.review_in)) or bool(args.changes)
    ask = ask and args.template is None and not (before and named)
    text = written(call, ask=ask, before=begun.text)
    return replace(
        begun,
        title=begun.title if args.title is None else args.title,
        text=begun.text if text is None else text,
        settings=_settings(begun, args.changes),
        review_days=begun.review_days if args.review_in is None else _days(args.review_in),
    )


def template_named(name: str) -> Template:
    """The template of this id. Raises `Stopped`."""
    found = next((each for each in library().templates() if each.id == name), None)
    if found is None:
        raise Stopped(USAGE, say("command.usage.template", given=name))
    return found


def _begun(template: str | None, kind: str | None) -> Words:
    if template is not None:
        found = template_named(template)
        return Words(kind=found.kind, title=found.title, text=found.text, settings=found.settings)
    if kind is None:
        raise Stopped(USAGE, say("command.usage.kind"))
    return Words(kind=kind, title="", review_days=REVIEW_DAYS)


def _settings(begun: Words, changes: Sequence[str]) -> Mapping[str, Value]:
    """The settings before, with KEY=VALUE changes; a list is given item by item, or its days by commas."""
    shape = SETTINGS.get(begun.kind)
    if shape is None or not changes:
        return begun.settings
    given: dict[str, list[str]] = {}
    for change in changes:
        key, equals, value = change.partition("=")
        given.setdefault(term(key.strip()), []).append(value.strip())
        if not equals:
            raise _wrong(begun.kind, [change])
    raw = {key: _value(key, values) for key, values in given.items()}
    try:
        # Numbers come as text here.
        made = typed.convert({**begun.settings, **raw}, shape, strict=False)
    except msgspec.ValidationError:
        raise _why_not(begun, shape, raw, changes) from None
    found: Mapping[str, Value] = msgspec.to_builtins(made)
    return found


def _value(key: str, values: Sequence[str]) -> Value:
    if key == "days":
        return tuple(re.split(r"[,\s]+", " ".join(values).lower()))
    if key in _LISTS:
        return tuple(values)
    last = values[-1]
    return (
        last.lower() == "true" if last.lower() in {"true", "false"} else term(last) if key in _TERMS else last
    )


def _days(text: str) -> int:
    """A span such as 10d or 4w in days. Raises `Stopped`."""
    found = re.fullmatch(r"([1-9][0-9]{0,2})([dw])", text.strip().lower())
    if found is None:
        raise Stopped(USAGE, say("command.usage.span"))
    return int(found[1]) * _DAYS[found[2]]


def _why_not(
    begun: Words, shape: type[Settings], raw: Mapping[str, Value], changes: Sequence[str]
) -> Stopped:
    """Names settings that don't fit by themselves; else those missing; else all: they don't fit together."""
    known = {field.encode_name: field for field in fields(shape)}
    unfit = {key for key, value in raw.items() if key not in known or not _fits(known[key].type, value)}
    missing = [key for key, field in known.items() if field.required and key not in {*begun.settings, *raw}]
    if missing and not unfit:
        keys = ", ".join(f"{key}=…" for key in missing)
        return Stopped(USAGE, say("command.usage.agreement_missing", kind=begun.kind, keys=keys))
    keyed = [(term(change.partition("=")[0].strip()), change) for change in changes]
    return _wrong(begun.kind, [change for key, change in keyed if key in (unfit or raw)])


def _fits(kind: Any, value: Value) -> bool:
    try:
        typed.convert(value, kind, strict=False)
    except msgspec.ValidationError:
        return False
    return True


def _wrong(kind: str, given: Sequence[str]) -> Stopped:
    return Stopped(USAGE, say("command.usage.agreement_setting", given=", ".join(given), kind=kind))
