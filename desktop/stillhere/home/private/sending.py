"""What is to go to the other devices: pages that were written or erased here, and what no file holds yet.

Every call belongs into a transaction: what is given out here is known as given out, or nothing of it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec.structs import replace

from stillhere.core.across import Mark, joined, knowing
from stillhere.core.records.order import tick
from stillhere.home.private.across import Across, Kept
from stillhere.home.private.merging import Merging
from stillhere.seal.across import Revision, digest_of, fits

#: So many files with a page or two of their own are packed into few.
PACK_AT = 64
_FEW = 2

#: A revision as a file holds it: page, ms, counter, device.
Held = tuple[str, int, int, str]


class Sending:
    """Writes down revisions by `device`, of the present moment (ms)."""

    def __init__(self, across: Across, merging: Merging, device: str, now_ms: int) -> None:
        self._across = across
        self._merging = merging
        self._device = device
        self._now_ms = now_ms

    def written(self, pages: Iterable[str]) -> Iterator[Revision]:
        """The revisions that `pages` are now, where they were written on; what doesn't fit stays as it is."""
        for page in pages:
            yield from self._written(page)

    def erased(self) -> Iterator[Revision]:
        """The deletions of what is erased here."""
        for page in self._across.taken_away():
            kept = self._across.kept(page)
            mark = self._mark(kept, "")
            beside = list(self._settle_beside(kept))
            self._across.keep(replace(kept, heads=(mark,), stands=mark, place=0, gave=()))
            yield Revision(page=page, mark=mark, words=None)
            yield from beside

    def missing(self, held: Collection[Held], reader: str = "") -> Iterator[Revision]:
        """What stands here and is in no file that is `held`. ``reader`` is the one device that it is for, if
        there is one: what that wrote itself isn't missing there.
        """
        for kept in self._across.all():
            if kept.stands is None or kept.stands.by == reader:
                continue
            if held_as(kept.page, kept.stands) not in held:
                found = self._again(kept)
                if found is not None and fits(found):
                    yield found

    def rewritten(self) -> tuple[list[str], list[Revision]]:
        """Own files that are done with, or hold what is deleted, or are many: and what to write anew of them.

        Words that stand nowhere here, because they wait beside a page for another device, keep their file.
        """
        known = {kept.page: kept for kept in self._across.all()}
        needed = {held_as(kept.page, head) for kept in known.values() for head in kept.heads}
        files = self._across.held(own=True)
        small = [name for name, marks in files.items() if len(marks) <= _FEW]
        ended: list[str] = []
        again: dict[str, Revision] = {}
        for name, marks in files.items():
            left = marks & needed
            gone = any(not _live(known.get(page)) for page, *_ in marks - needed)
            packed = len(small) >= PACK_AT and name in small
            if left and not (gone or packed or 2 * len(left) <= len(marks)):
                continue
            found = {page: self._again(known[page]) for page, *_ in left}
            if any(one is None or held_as(page, one.mark) not in left for page, one in found.items()):
                continue
            ended.append(name)
            again |= {page: one for page, one in found.items() if one is not None}
        return ended, list(again.values())

    def _written(self, page: str) -> Iterator[Revision]:
        kept, row = self._across.kept(page), self._merging.row(page)
        if row is None or row.deleted or row.place == kept.place:
            return
        digest = digest_of(row.words)
        if kept.stands is not None and kept.heads == (kept.stands,) and kept.stands.digest == digest:
            self._across.keep(replace(kept, place=row.place))
            return
        mark = self._mark(kept, digest)
        revision = Revision(page=page, mark=mark, words=row.words)
        if not fits(revision):
            return
        beside = list(self._settle_beside(kept))
        self._across.keep(replace(kept, heads=(mark,), stands=mark, place=row.place, gave=()))
        yield revision
        yield from beside

    def _settle_beside(self, kept: Kept) -> Iterator[Revision]:
        """The pages beside one that is written on stand for themselves from now on: nothing gives them words.

        The new revision knows what they were given, and without one of their own they would go with that.
        """
        for child in kept.gave:
            before = self._across.kept(child)
            own = [each.mark for each in before.given if each.parent == kept.page]
            given = tuple(each for each in before.given if each.parent != kept.page)
            self._across.keep(replace(before, heads=joined([*before.heads, *own]), given=given))
            found = self._again(self._across.kept(child))
            if found is not None and fits(found):
                yield found

    def _again(self, kept: Kept) -> Revision | None:
        """What stands, as a revision of its own; None where its words are written on and not given out."""
        if kept.stands is None:
            return None
        row = self._merging.row(kept.page)
        if kept.stands.live and (row is None or row.place != kept.place):
            return None
        if kept.stands not in kept.heads:
            self._across.keep(replace(kept, heads=joined([*kept.heads, kept.stands])))
        words = row.words if row is not None and kept.stands.live else None
        return Revision(page=kept.page, mark=kept.stands, words=words)

    def _mark(self, kept: Kept, digest: str) -> Mark:
        key = self._across.key()
        if key is None:
            raise LookupError("there is no key for pages")
        stamp = tick(key.stamp, self._now_ms)
        self._across.keep_clock(stamp)
        after = knowing(joined(kept.marks))
        return Mark(at=stamp, by=self._device, after=after, digest=digest)


def held_as(page: str, mark: Mark) -> Held:
    """A revision as a file holds it."""
    (ms, counter), by = mark.place
    return page, ms, counter, by


def _live(kept: Kept | None) -> bool:
    return kept is not None and kept.stands is not None and kept.stands.live
