"""Law 3: pages, drafts and held letters are in nothing but the private files, under any encryption.

Law of this test: a word that is nowhere else stands for a text, and it is looked for in every byte of both
homes and of the folder, and in what these bytes are under their encryption. That a word can be found is shown
with one that was said.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from stillhere.core.acts import Back, Details, Rest
from stillhere.core.letters import Post
from stillhere.core.pages import shared
from stillhere.core.records.record import Status
from stillhere.core.state.model import HERE
from stillhere.home.home import Home
from stillhere.home.private import Private, open_private, set_lock
from stillhere.seal import envelope
from stillhere.seal.errors import SealError
from tests.core.making import NOW, resting
from tests.home.couple import Side, World, couple, recording
from tests.private.raw import holds, plain

#: What Jon writes privately, by where he writes it. Each word is looked for by itself.
WORDS = {
    "page": "marguerite",
    "page with a form": "campanule",
    "question": "ancolie",
    "deleted page": "gentiane",
    "erased page": "pervenche",
    "letter": "lobelia",
    "held letter": "delphinium",
    "kept letter": "saxifraga",
    "letter let go": "amaryllis",
    "letter that may not go": "centaurea",
    "draft": "nigella",
    "own prompt": "verbena",
    "feeling": "scabiosa",
    "calming": "valeriana",
}
SAID = "hollyhock"


def write_all(private: Private) -> None:
    """Everything that can be written privately, and everything that can be done with it but sending."""
    pages, letters = private.pages, private.letters
    pages.write([f"{WORDS['page']} and more"])
    pages.write([WORDS["page with a form"]] * 2, form="mine_yours", question=WORDS["question"])
    pages.delete(pages.write([WORDS["deleted page"]]))
    erased = pages.write([WORDS["erased page"]])
    pages.delete(erased)
    pages.erase(erased)
    rests, back = Post(partner=resting()), Post(partner=HERE)
    letters.write(WORDS["letter"])
    letters.decide(letters.write(WORDS["held letter"]).id, "hold", rests, NOW)
    letters.decide(letters.write(WORDS["kept letter"]).id, "keep", back, NOW)
    letters.decide(letters.write(WORDS["letter let go"]).id, "let_go", back, NOW)
    letters.decide(letters.write(WORDS["letter that may not go"]).id, "hold", back, NOW)
    later = Post(partner=Status(state="here", since_ms=9))
    for letter in letters.to_ask(later):
        letters.asked(letter.id, later)
    private.drafts.keep("letter", WORDS["draft"])
    private.prompts.add(WORDS["own prompt"], "waiting")
    private.care.note([WORDS["feeling"]])
    private.care.keep_calming([WORDS["calming"]])
    for word in WORDS.values():
        pages.search(word)
    for page in list(pages.all()):
        shared(page, "pagepageaa")  # made, and not said


def everything(side: Side, folder: Path) -> dict[str, bytes]:
    """Every byte of a home and of the folder, and what is in them for who has all of this home's keys."""
    home = side.home
    found = {f"{path}": path.read_bytes() for path in home.paths.data.rglob("*") if path.is_file()}
    found |= {f"{path}": path.read_bytes() for path in home.paths.log_dir.rglob("*") if path.is_file()}
    found |= {f"{path}": path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found |= {f"name of {path}": path.name.encode() for path in folder.rglob("*")}
    found["store.db, opened"] = plain(home.paths.store, home._key)
    for path in folder.rglob("*.age"):
        found[f"{path}, opened"] = unsealed(home, path.read_bytes())
    return found


def unsealed(home: Home, data: bytes) -> bytes:
    """What is in a file of the folder for this home; empty for one that is for another."""
    try:
        return envelope.unseal(data, home.memory.person().identities)
    except SealError:
        return b""


@pytest.mark.parametrize("passphrase", [None, "the words"])
def test_nothing_private_is_anywhere_else_as_cryptography_shows(
    passphrase: str | None, tmp_path: Path
) -> None:
    mia, jon = couple(tmp_path, World())
    folder = tmp_path / "shared"
    before = recording(folder)
    if passphrase is not None:
        set_lock(jon.home.paths, jon.home._key, passphrase)
    with open_private(jon.home.paths, jon.home._key, lambda: passphrase or "") as private:
        write_all(private)
        assert recording(folder) == before, "writing privately touches nothing that is shared"
        mia.home.do(Rest(Details(line=SAID)))
        mia.round()
        jon.round()
        mia.home.do(Back())
        mia.round()
        jon.round()
        jon.home.do(Rest())
        jon.home.do(Back())
        jon.round()
        mia.round()
    for side in (mia, jon):
        found = everything(side, folder)
        assert [name for name, data in found.items() for word in WORDS.values() if holds(data, word)] == []
    mia.home.close()
    jon.home.close()


def test_the_search_of_this_test_finds_what_was_said_as_cryptography_shows(tmp_path: Path) -> None:
    mia, jon = couple(tmp_path, World())
    folder = tmp_path / "shared"
    mia.home.do(Rest(Details(line=SAID)))
    mia.round()
    jon.round()
    for side in (mia, jon):
        found = [name for name, data in everything(side, folder).items() if holds(data, SAID)]
        assert "store.db, opened" in found
        assert any(name.endswith(".age, opened") for name in found)
        side.home.close()


def test_the_process_that_runs_all_day_knows_nothing_of_it(root: Path) -> None:
    tray = list((root / "desktop" / "stillhere" / "tray").rglob("*.py"))
    assert tray
    assert [path.name for path in tray if "home.private" in path.read_text(encoding="utf-8")] == []
