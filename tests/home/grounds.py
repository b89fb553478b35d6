"""Where deeds meet a failing disk, again and again from the same beginning, and what has to hold afterwards.

Law: what was acknowledged is there and is heard by the other; what wasn't is whole or absent; life goes on.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, NamedTuple

from stillhere.core.acts import Details, Rename, Rest
from stillhere.home.aside import kept_aside
from stillhere.home.errors import HomeError
from stillhere.home.home import Home
from stillhere.home.paths import Paths, paths_for
from stillhere.home.private import lock_of, open_private, set_lock
from stillhere.home.store import Store, old_copies
from stillhere.home.store.schema import MIGRATIONS
from stillhere.words import CATALOGUE
from tests.home.couple import Side, World, couple, link, side
from tests.home.deeds import FEW, MORE, PASSPHRASE
from tests.home.faulting import Outcome, order
from tests.home.test_faults import all_whole, heard

NAME = "Mia anew"
SHARING = ("act", "publish", "segment", "take in", "end", "migrate")
PRIVATE = ("pages", "lock", "unlock")
#: How Mia is called after a deed that is no new name.
CALLED = {"take in": "Mia", "migrate": "Mia 11"}
DEEDS = (*SHARING, *PRIVATE, "begin")


class Ground(NamedTuple):
    """Where deeds of one kind are done, again and again from the same beginning."""

    root: Path
    deed: str
    world: World
    mias_key: bytes
    jons_key: bytes

    @property
    def case(self) -> Path:
        """What one fault happens to."""
        return self.root / "case"

    @property
    def paths(self) -> Paths:
        """Mia's places."""
        return paths_for(self.case / "mia", {})

    def afresh(self) -> None:
        """All as it was before the deed."""
        if self.case.exists():
            shutil.rmtree(self.case)
        shutil.copytree(self.root / "begun", self.case)

    def order(self, **more: object) -> dict[str, Any]:
        """The deed, for a child to do."""
        return order(self.deed, self.case / "mia", self.mias_key, self.world.now, NAME, **more)

    def mia(self) -> Side:
        """Mia's side, opened again."""
        migrations = MORE if self.deed == "migrate" else MIGRATIONS
        store = Store.open(self.paths.store, self.mias_key, migrations)
        return Side(Home(self.paths, store, self.mias_key, clock=self.world.clock))

    def jon(self) -> Side:
        """Jon's side, opened again."""
        paths = paths_for(self.case / "jon", {})
        return Side(
            Home(paths, Store.open(paths.store, self.jons_key), self.jons_key, clock=self.world.clock)
        )


def _said_by_mia(mia: Side, world: World, times: int) -> None:
    for number in range(times):
        mia.home.do(Rename(f"Mia {number}"))
        mia.round()
        world.pass_time(hours=1)


def _pages_of(paths: Paths, key: bytes) -> None:
    with open_private(paths, key) as private:
        for number in range(30):
            private.pages.write([f"Old {number} " + "words " * 200])
        private.pages.catch_up()


def ground_for(deed: str, root: Path) -> Ground:
    """Mia and Jon, linked, with what `deed` needs, closed."""
    world, case = World(), root / "case"
    case.mkdir()
    if deed == "begin":
        paths_for(case / "mia", {}).make()
        case.rename(root / "begun")
        return Ground(root, deed, world, bytes(32), bytes(32))
    mia, jon = couple(case, world)
    ground = Ground(root, deed, world, mia.home._key, jon.home._key)
    match deed:
        case "publish":
            mia.home.do(Rename(NAME))
            mia.home.do(Rest(Details(line=NAME)))
        case "segment":
            _said_by_mia(mia, world, FEW)
            mia.home.do(Rename(NAME))
        case "take in":
            jon.home.do(Rename("Jon anew"))
            jon.home.do(Rest(Details(line="near")))
            jon.round()
        case "migrate":
            _said_by_mia(mia, world, 12)
        case "pages" | "lock":
            _pages_of(ground.paths, ground.mias_key)
        case "unlock":
            _pages_of(ground.paths, ground.mias_key)
            set_lock(ground.paths, ground.mias_key, PASSPHRASE)
    mia.home.close()
    jon.home.close()
    case.rename(root / "begun")
    return ground


def told_clearly(outcome: Outcome) -> None:
    """Whatever failed, the person reads a sentence and a next step for it."""
    assert not outcome.faults, outcome
    assert outcome.said or outcome.ended == -9, outcome
    for what in outcome.troubles:
        assert {HomeError(what).title, HomeError(what).next_step} <= set(CATALOGUE), what


def holds(ground: Ground, outcome: Outcome) -> None:
    """The home opens again, whole; what was acknowledged is there, and the other one hears of it."""
    if ground.deed in PRIVATE:
        _private_holds(ground, outcome)
    elif ground.deed == "begin":
        _begun_holds(ground, outcome)
    else:
        _shared_holds(ground, outcome)


def _shared_holds(ground: Ground, outcome: Outcome) -> None:
    all_whole(ground.case / "shared")
    if ground.deed == "migrate":
        _copy_holds(ground)
    mia, jon = ground.mia(), ground.jon()
    try:
        assert mia.home.store.sound()
        assert kept_aside(ground.paths.store) == ()
        name = mia.home.look().me.name
        if outcome.done or "said" in outcome.said or ground.deed not in {"act", "end"}:
            assert name == CALLED.get(ground.deed, NAME)
        elif outcome.troubles:
            assert name == "Mia", "what was refused was done all the same"
        jon.round()
        heard(mia, jon, name)
        assert mia.home.partner_name() == ("Jon anew" if ground.deed == "take in" else "Jon")
        assert mia.home.memory.state() == jon.home.memory.state()
        # And life goes on.
        mia.home.do(Rename("Mia later"))
        mia.round()
        jon.round()
        heard(mia, jon, "Mia later")
    finally:
        mia.home.close()
        jon.home.close()


def _copy_holds(ground: Ground) -> None:
    """A copy that stands beside a store under its name is whole."""
    for copy in old_copies(ground.paths.store):
        with Store.open(copy, ground.mias_key) as store:
            assert store.sound()
            assert store.records.count() > 12


def _private_holds(ground: Ground, outcome: Outcome) -> None:
    lock = lock_of(ground.paths)
    if outcome.done and ground.deed != "pages":
        assert lock == ("passphrase" if ground.deed == "lock" else "none")
    with open_private(ground.paths, ground.mias_key, lambda: PASSPHRASE) as private:
        assert (lock == "passphrase") == private.locked
        pages = {heading.id: private.pages.get(heading.id) for heading in private.pages.list(99)}
        old = [page for page in pages.values() if page is not None and page.parts[0].startswith("Old")]
        assert len(old) >= (29 if ground.deed == "pages" else 30)
        assert private.pages.search("words")
        texts = dict(line.split(" ", 1) for line in outcome.said if NAME in line)
        for page, text in texts.items():
            found = pages[page]
            assert found is not None
            assert found.parts[0] >= text, "an older text came back"
        for line in outcome.said:
            if line.endswith(" gone"):
                assert line.removesuffix(" gone") not in pages
        private.pages.write(["And on"])
    left = {path.name.split(".")[0] for path in ground.paths.private.glob("*.*") if path.stem != "private"}
    assert len(left) == 1, f"a file of before, or half a new one, was left: {left}"


def _begun_holds(ground: Ground, outcome: Outcome) -> None:
    paths = ground.paths
    opened = Store.open(paths.store, ground.mias_key) if paths.store.exists() else None
    store = opened or Store.create(paths.store, ground.mias_key)
    mia = Side(Home(paths, store, ground.mias_key, clock=ground.world.clock))
    try:
        assert store.sound()
        assert mia.home.memory.begun() or not outcome.done
        if not mia.home.memory.begun():
            mia.home.begin(NAME)
        (ground.case / "shared").mkdir()
        jon = side(ground.case / "jon", "Jon", ground.world)
        with jon.home:
            link(mia, jon, ground.case / "shared")
            assert jon.home.partner_name() == NAME
    finally:
        mia.home.close()
