"""What pages show, worked out from all revisions at once: what merging one by one is held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stillhere.core.across import Heads, Mark, apart, beside, joined, on_its_own, standing


def laid_out(known: Mapping[str, Iterable[Mark]]) -> dict[str, Mark]:
    """What each page shows, deletions too, from all revisions that are `known` of each."""
    heads = {page: joined(marks) for page, marks in known.items()}
    given: dict[str, dict[str, Heads]] = {}
    shown: dict[str, Mark] = {}
    waiting = list(heads)
    while waiting:
        page = waiting.pop()
        here = joined([*heads.get(page, ()), *(m for marks in given.get(page, {}).values() for m in marks)])
        mark = standing(here)
        if mark is None:
            shown.pop(page, None)
        else:
            shown[page] = mark
        others = () if mark is None else beside(here, mark.digest)
        gives = {apart(page, other): (on_its_own(other),) for other in others}
        for child in {*gives, *(one for one, by in given.items() if page in by)}:
            if given.setdefault(child, {}).get(page, ()) != gives.get(child, ()):
                given[child][page] = gives.get(child, ())
                waiting.append(child)
    return shown
