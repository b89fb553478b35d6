"""What an export is made of, as values: nothing is in it that wasn't put in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from stillhere.core.pages import Page, first_words
from stillhere.core.state.when import local
from stillhere.core.veiled import Veiled
from stillhere.home.private.journal import Private
from stillhere.home.private.rescue import Rescued
from stillhere.words import say

#: A letter: its words, when it was written (milliseconds; None: not known), and a note such as "held".
LetterLine = tuple[str, int | None, str]


class Text(Veiled, frozen=True, kw_only=True):
    """One file of an export: ``kind`` is what its name begins with, ``at_ms`` when it was written.

    Each of its parts has a heading ("" for none) and words; ``note`` is one more line about it.
    """

    kind: str
    title: str
    parts: tuple[tuple[str, str], ...]
    at_ms: int | None = None
    note: str = ""


class Chapter(Veiled, frozen=True, kw_only=True):
    """Texts that belong together under a title."""

    title: str
    texts: tuple[Text, ...]


def own_chapters(private: Private, now: datetime) -> tuple[Chapter, ...]:
    """Everything private: pages, letters here, and the small things that were kept."""
    with private.reading():
        letters = [
            (letter.text, letter.created_ms, say(f"export.letter.{letter.state}"))
            for letter in reversed(private.letters.all())
        ]
        return (
            Chapter(title=say("export.pages"), texts=tuple(map(_page, private.pages.all()))),
            _letters(say("export.letters"), letters),
            Chapter(title=say("export.kept"), texts=_kept(private, now)),
        )


def rescued_chapters(found: Rescued) -> tuple[Chapter, ...]:
    """What could be read of a damaged file, and a text that says so."""
    letters = [(each.text, each.created_ms, say(f"export.letter.{each.state}")) for each in found.letters]
    title = say("export.rescued")
    told = Text(kind=title, title=title, parts=(("", say("export.rescued.text")),))
    return (
        Chapter(title=title, texts=(told,)),
        Chapter(title=say("export.pages"), texts=tuple(map(_page, found.pages))),
        _letters(say("export.letters"), letters),
    )


def sent_chapter(letters: Iterable[LetterLine]) -> Chapter:
    """A chapter of the letters that were sent."""
    return _letters(say("export.sent"), letters)


def received_chapter(letters: Iterable[LetterLine]) -> Chapter:
    """A chapter of the letters that came."""
    return _letters(say("export.received"), letters)


def agreement_chapter(agreements: Iterable[tuple[str, str, str]]) -> Chapter:
    """A chapter of agreements, each as its title, its words, and a note (how it stands)."""
    kind = say("export.agreement")
    texts = [
        Text(kind=kind, title=title, parts=(("", words),), note=note) for title, words, note in agreements
    ]
    return Chapter(title=say("export.agreements"), texts=tuple(texts))


def _letters(title: str, letters: Iterable[LetterLine]) -> Chapter:
    kind = say("export.letter")
    texts = [
        Text(kind=kind, title=first_words([words]), parts=(("", words),), at_ms=at_ms, note=note)
        for words, at_ms, note in letters
    ]
    return Chapter(title=title, texts=tuple(texts))


def _page(page: Page) -> Text:
    headings = (
        [""]
        if page.form == "free"
        else [say(f"form.{page.form}.{number}") for number in range(1, len(page.parts) + 1)]
    )
    return Text(
        kind=say("export.page"),
        title=page.question or first_words(page.parts),
        parts=tuple(zip(headings, page.parts, strict=True)),
        at_ms=page.created_ms,
    )


def _kept(private: Private, now: datetime) -> tuple[Text, ...]:
    """Lists that fill a file each; an empty one makes none."""
    feelings = [
        f"{local(feeling.noted_ms, now):%Y-%m-%d %H:%M}: {', '.join(feeling.words)}"
        for feeling in private.care.feelings(limit=-1)
    ]
    lists = {
        "export.feelings": feelings,
        "export.own_prompts": [prompt.text for prompt in private.prompts.own()],
        "export.calming": list(private.care.calming() or ()),
        "export.drafts": list(private.drafts.all().values()),
    }
    return tuple(
        Text(kind=say(key), title=say(key), parts=(("", "\n\n".join(lines)),))
        for key, lines in lists.items()
        if lines
    )
