"""One device's kept records as a chain: each names the one before, so none is taken out or put in unseen.

What a chain says depends on which records are known and never on the order in which they came. Statuses,
letters and all that takes something back need no chain: they count at once. What binds does need one: a gap
holds it back until it is filled, and from a fork on (two headers with one number) it never counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from stillhere.core.records.record import Header

#: What a record of a kind needs to count: nothing · every record before it · these, and no fork up to it.
Need = Literal["none", "path", "line"]

#: Who takes part. A fork takes none of it back, or a person restored from an old copy would be locked out.
MEMBERSHIP = frozenset({"person.joined", "person.key", "device.added", "device.removed", "kit.set"})
#: From these alone follows who takes part and who was cut off where. They are known beyond a cut-off, too.
DECIDING = (MEMBERSHIP - {"person.key"}) | {"space.founded"}
#: Of the agreements, what only takes back counts at once, like every withdrawal.
_AGREEMENT = "agreement."
_TAKES_BACK = frozenset({"agreement.paused", "agreement.ended"})


class Link(NamedTuple):
    """What the chain knows of a record: its number, its id, and the id of the record before."""

    n: int
    id: str
    prev: str


class Chain(NamedTuple):
    """How far one device's kept records are known.

    ``n`` and ``id`` are the end of the line without a gap; ``top`` is the highest number known to exist.
    ``fork`` is the lowest number of which there are two headers: that device showed two histories.
    """

    n: int = 0
    id: str = ""
    top: int = 0
    fork: int | None = None

    @property
    def gap(self) -> bool:
        """Whether something that is known to exist isn't here."""
        return self.top > self.n


class Survey(NamedTuple):
    """A chain made from all its known records, and the ids of those that nothing is missing before."""

    chain: Chain
    path: frozenset[str]


def need_of(kind: str) -> Need:
    """What a record of `kind` needs to count."""
    if kind in MEMBERSHIP:
        return "path"
    return "line" if kind.startswith(_AGREEMENT) and kind not in _TAKES_BACK else "none"


def link_of(header: Header, record: str) -> Link:
    """The link of the record with the id `record` and this header, of the kept lane."""
    return Link(header.n, record, header.prev)


def claimed(chain: Chain, n: int) -> Chain:
    """The chain when somebody who is believed knows of its record `n`."""
    return chain._replace(top=max(chain.top, n))


def follow(chain: Chain, new: Iterable[Link], waiting: Iterable[Link]) -> tuple[Chain, list[Link]] | None:
    """The chain after the `new` links, and those that nothing is missing before now, in order.

    ``waiting`` are the links beyond ``chain.n`` that came earlier. None: the links don't make one line, or
    the chain is forked already. Then `survey` decides, from all that is known.
    """
    if chain.fork is not None:
        return None
    reached: list[Link] = []
    last = Link(chain.n, chain.id, "")
    for link in sorted({*new, *waiting}, key=lambda link: link.n):
        if link.n <= last.n or (link.n == last.n + 1 and link.prev != last.id):
            return None
        if link.n == chain.n + 1:
            chain = chain._replace(n=link.n, id=link.id)
            reached.append(link)
        chain, last = claimed(chain, link.n), link
    return chain, reached


def survey(links: Iterable[Link], top: int = 0) -> Survey:
    """The chain that all known `links` of a device make; ``top`` is the highest number it is known to have.

    Of several histories the longest is its line (the same one everywhere), from which a device goes on.
    """
    after: dict[str, list[Link]] = defaultdict(list)
    headers: dict[int, set[str]] = defaultdict(set)
    headers[0].add("")
    for link in links:
        after[link.prev].append(link)
        headers[link.n].add(link.id)
        headers[link.n - 1].add(link.prev)
        top = max(top, link.n)
    path = _path(after)
    end = max(path.values(), key=lambda link: (link.n, link.id), default=Link(0, "", ""))
    fork = min((n for n, ids in headers.items() if len(ids) > 1), default=None)
    return Survey(Chain(n=end.n, id=end.id, top=top, fork=fork), frozenset(path))


def counts(kind: str, link: Link, found: Survey) -> bool:
    """Whether a record of `kind` counts in what was `found` of its device."""
    need, fork = need_of(kind), found.chain.fork
    if need == "none":
        return True
    return link.id in found.path and (need == "path" or fork is None or link.n < fork)


def within(links: Iterable[Link], n: int, last: str) -> frozenset[str]:
    """The ids of the `links` of a device that was cut off at its number `n`, with the id `last`, that count.

    Where it shows two histories up to there, the one that leads to `last` counts alone.
    """
    known = {link.id: link for link in links if link.n <= n}
    ids: dict[int, set[str]] = defaultdict(set)
    for link in known.values():
        ids[link.n].add(link.id)
        ids[link.n - 1].add(link.prev)
    ids[n].add(last)
    if all(len(each) == 1 for each in ids.values()):
        return frozenset(known)
    line: set[str] = set()
    while last in known:
        line.add(last)
        last = known[last].prev
    return frozenset(line)


def _path(after: Mapping[str, list[Link]]) -> dict[str, Link]:
    """The links that hang together with the beginning, by id."""
    path: dict[str, Link] = {}
    ends = [Link(0, "", "")]
    while ends:
        end = ends.pop()
        for link in after.get(end.id, ()):
            if link.n == end.n + 1:
                path[link.id] = link
                ends.append(link)
    return path
