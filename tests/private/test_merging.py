"""What comes from other devices goes into the pages of the private store as the core lays it out.

Histories of three devices are taken in in any order, whole or in parts; the words that stand are the same.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from stillhere.core.across import Heads, Mark, Words, apart, beside, joined, knowing, on_its_own
from stillhere.home.private import Private, open_private
from stillhere.seal.across import Revision, digest_of
from tests.core.laid_out import laid_out
from tests.private.making import HOME_KEY, place

DEVICES = ("aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc")
PAGES = ("pppppppppp", "qqqqqqqqqq")


@pytest.fixture
def private(tmp_path: Path) -> Iterator[Private]:
    """What is private, open and empty."""
    with open_private(place(tmp_path), HOME_KEY) as opened:
        yield opened


def history(seed: int) -> list[Revision]:
    """What three devices write on two pages while they hear of each other now and then."""
    dice = random.Random(seed)
    known: dict[str, list[Revision]] = {device: [] for device in DEVICES}
    said: list[Revision] = []
    for now in range(1, dice.randint(2, 14)):
        device = dice.choice(DEVICES)
        mine = known[device]
        mine += [one for one in known[dice.choice(DEVICES)] if one not in mine]
        shown = laid_out(marks_of(mine))
        page = dice.choice([*PAGES, *shown])
        heads = joined([*marks_of(mine).get(page, []), *([shown[page]] if page in shown else [])])
        deletes = page in shown and shown[page].live and dice.random() < 0.2
        words = None if deletes else Words(form="free", parts=(f"{now}",), created_ms=1, changed_ms=now)
        digest = "" if words is None else digest_of(words)
        mark = Mark(at=(now, 0), by=device, after=knowing(heads), digest=digest)
        new = [Revision(page=page, mark=mark, words=words), *own_pages(mine, page, heads, shown)]
        mine += new
        said += new
    return said


def own_pages(mine: list[Revision], page: str, heads: Heads, shown: dict[str, Mark]) -> list[Revision]:
    """What stood beside a page that is written on: from then on it stands for itself."""
    words = {one.mark.digest: one.words for one in mine}
    others = beside(heads, shown[page].digest) if page in shown else ()
    return [
        Revision(page=apart(page, one), mark=on_its_own(one), words=words[one.digest])
        for one in others
        if shown.get(apart(page, one)) == on_its_own(one)
    ]


def marks_of(revisions: list[Revision]) -> dict[str, list[Mark]]:
    """The marks of each page."""
    found: dict[str, list[Mark]] = {}
    for one in revisions:
        found.setdefault(one.page, []).append(one.mark)
    return found


def shown(private: Private) -> dict[str, str]:
    """Every page and its words."""
    return {page.id: page.parts[0] for page in private.pages.all()}


def expected(said: list[Revision]) -> dict[str, str]:
    """What the core lays out, as words."""
    words = {digest_of(one.words): one.words.parts[0] for one in said if one.words is not None}
    return {page: words[mark.digest] for page, mark in laid_out(marks_of(said)).items() if mark.live}


@pytest.mark.parametrize("seed", range(60))
def test_what_stands_follows_from_what_is_known_in_any_order(private: Private, seed: int) -> None:
    said, dice = history(seed), random.Random(seed)
    mixed = [*said, *dice.sample(said, len(said) // 2)]
    dice.shuffle(mixed)
    while mixed:
        part = [mixed.pop() for _ in range(dice.randint(1, len(mixed)))]
        with private.transaction():
            private.merging().take(part)
    assert shown(private) == expected(said)
    with private.transaction():
        assert private.merging().take(said) == 0
    assert private.across.changed() == private.across.taken_away() == ()


@pytest.mark.parametrize("seed", range(20))
def test_a_page_that_is_written_here_stays_whatever_comes(private: Private, seed: int) -> None:
    said = history(seed)
    half = len(said) // 2
    with private.transaction():
        private.merging().take(said[:half])
    mine = {page: f"typed on {page}" for page in shown(private)}
    for page, text in mine.items():
        private.pages.save(page, [text])
    with private.transaction():
        private.merging().take(said[half:])
    after = shown(private)
    assert {page: after[page] for page in mine} == mine
    assert set(private.across.changed()) == set(mine)
    words = {digest_of(one.words): one.words.parts[0] for one in said if one.words is not None}
    before = {mark.digest for mark in laid_out(marks_of(said[:half])).values()}
    then = {mark.digest for mark in laid_out(marks_of(said)).values() if mark.live}
    assert {words[digest] for digest in then - before} <= set(after.values())


def test_a_page_that_was_deleted_here_comes_back_with_other_words_alone(private: Private) -> None:
    def revision(now: int, text: str, *after: Mark) -> Revision:
        words = Words(form="free", parts=(text,), created_ms=1, changed_ms=now)
        mark = Mark(at=(now, 0), by=DEVICES[0], after=knowing(joined(after)), digest=digest_of(words))
        return Revision(page=PAGES[0], mark=mark, words=words)

    first = revision(1, "one")
    with private.transaction():
        private.merging().take([first])
    private.pages.delete(PAGES[0])
    private.pages.erase(PAGES[0])
    with private.transaction():
        assert private.merging().take([first]) == 0
    assert shown(private) == {}
    assert private.across.taken_away() == (PAGES[0],)
    with private.transaction():
        private.merging().take([revision(2, "two", first.mark)])
    assert shown(private) == {PAGES[0]: "two"}


def test_what_came_is_found_by_its_words_and_keeps_its_times(private: Private) -> None:
    words = Words(
        form="seen_told_known",
        parts=("a saw", "a story", "a fact"),
        prompt="waiting.stories.1",
        question="What did you see?",
        created_ms=5,
        changed_ms=7,
    )
    mark = Mark(at=(7, 0), by=DEVICES[0], digest=digest_of(words))
    with private.transaction():
        private.merging().take([Revision(page=PAGES[0], mark=mark, words=words)])
    found = private.pages.get(PAGES[0])
    assert found is not None
    assert (found.form, found.parts, found.prompt, found.question) == (
        words.form, words.parts, words.prompt, words.question,
    )  # fmt: skip
    assert (found.created_ms, found.changed_ms) == (5, 7)
    assert [each.heading.id for each in private.pages.search("story")] == [PAGES[0]]
