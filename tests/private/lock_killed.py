"""The child of `test_lock_killed`: changes the lock, dies at each step, and proves what is there after it.

Law: it prints how often it died and how it found things; an assertion that doesn't hold ends it.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from nacl.pwhash import argon2id

from stillhere.home.private import (
    Private,
    PrivateError,
    change_lock,
    erase_private,
    lock_of,
    open_private,
    remove_lock,
    set_lock,
)
from tests.private.killed import killed_at_every_step
from tests.private.making import HOME_KEY, place

OLD, NEW = "the old words", "the new words"
WORDS = [f"page {number} of the ferry" for number in range(40)]


def quick(size: int, password: bytes, salt: bytes, **_: int) -> bytes:
    """Stands for Argon2id, whose half second proves nothing here."""
    return hashlib.blake2b(password, key=salt, digest_size=size).digest()


def opened(folder: Path, passphrase: str | None) -> Private:
    ask = None if passphrase is None else lambda: passphrase
    return open_private(place(folder), HOME_KEY, ask)


def passes(folder: Path, passphrase: str | None) -> bool:
    """Whether there is a lock, and `passphrase` opens it."""
    if lock_of(place(folder)) != "passphrase":
        return False
    try:
        opened(folder, passphrase).close()
    except PrivateError as error:
        if error.what != "private_passphrase_wrong":
            raise
        return False
    return True


def filled(folder: Path, passphrase: str | None) -> None:
    with opened(folder, None) as private:
        for words in WORDS:
            private.pages.write([words])
        private.pages.catch_up()
        private.letters.write("Dear Mia")
    if passphrase is not None:
        set_lock(place(folder), HOME_KEY, passphrase)


def whole(folder: Path, passphrase: str | None) -> None:
    """Everything is there, can be found, written on, and nothing else lies around."""
    with opened(folder, passphrase) as private:
        assert [page.parts[0] for page in private.pages.all()] == WORDS
        assert len(private.pages.search("ferr")) == len(WORDS)
        assert [letter.text for letter in private.letters.all()] == ["Dear Mia"]
        page = private.pages.write(["afterwards"])
        private.pages.delete(page)
    left = sorted(path.name for path in (folder / "data" / "private").iterdir())
    names = [name for name in left if name.endswith(".db")]
    assert left == sorted([*names, "private.json", "private.lock"]), left
    assert len(names) == 1


ACTS: dict[str, tuple[str | None, str | None, Callable[[Path], None]]] = {
    "set": (None, NEW, lambda folder: set_lock(place(folder), HOME_KEY, NEW)),
    "change": (OLD, NEW, lambda folder: change_lock(place(folder), HOME_KEY, OLD, NEW)),
    "remove": (OLD, None, lambda folder: remove_lock(place(folder), HOME_KEY, OLD)),
}


def relocked(what: str, work: Path) -> None:
    """It opens with the old lock or with the new one; whatever it is, all is there."""
    before, after, act = ACTS[what]
    start = work / "start"
    filled(start, before)
    found: Counter[str] = Counter()

    def check(folder: Path, step: int) -> None:
        new = passes(folder, after) if before is None else not passes(folder, before)
        assert new or not found["new"], f"step {step} went back"
        found["new" if new else "old"] += 1
        whole(folder, after if new else before)

    deaths = killed_at_every_step(start, work, act, check)
    assert found["old"] > 20
    assert found["new"] > 5
    print(f"{what}: {deaths} deaths, {found['old']} found the old lock, {found['new']} the new one")


def begun(work: Path) -> None:
    """The first opening, killed at each step: the next one begins anew or goes on."""
    start = work / "start"
    start.mkdir()

    def check(folder: Path, step: int) -> None:
        with opened(folder, None) as private:
            private.pages.write([f"step {step}"])
        with opened(folder, None) as private:
            assert [page.parts[0] for page in private.pages.all()] == [f"step {step}"]

    deaths = killed_at_every_step(start, work, lambda folder: opened(folder, None).close(), check)
    print(f"begin: {deaths} deaths")


def erased(work: Path) -> None:
    """Erasing, killed at each step: erasing once more leaves nothing."""
    start = work / "start"
    filled(start, None)

    def check(folder: Path, _: int) -> None:
        erase_private(place(folder))
        left = {path.name for path in (folder / "data" / "private").iterdir()}
        assert left <= {"private.lock"}, left

    deaths = killed_at_every_step(start, work, lambda folder: erase_private(place(folder)), check)
    print(f"erase: {deaths} deaths")


def main() -> None:
    """Runs one of the pieces of work: its name, and an empty directory to do it in."""
    setattr(argon2id, "kdf", quick)  # noqa: B010 - of another shape, so only by name
    what, work = sys.argv[1], Path(sys.argv[2])
    match what:
        case "begin":
            begun(work)
        case "erase":
            erased(work)
        case _:
            relocked(what, work)


if __name__ == "__main__":
    main()
