"""Words outlive this program: the ordinary age program reads what we write, and we read what it writes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from stillhere.seal.envelope import read, seal, unseal, write
from stillhere.seal.errors import UnknownFormat
from stillhere.seal.guard import MAX_FILE
from stillhere.seal.keys import identity_file, read_identity_file
from tests.seal.making import JON, MIA, Somebody, status_by
from tests.waiting import LIMIT

without_age = shutil.which("age") is None or shutil.which("age-keygen") is None
needs_age = pytest.mark.skipif(without_age, reason="the age program is not installed")

RESTS = status_by(MIA)
PLAIN = write(RESTS)


def run(*command: str | Path, given: bytes = b"") -> bytes:
    return subprocess.run(command, input=given, capture_output=True, check=True, timeout=LIMIT).stdout


@needs_age
@pytest.mark.parametrize("who", [MIA, JON], ids=["Mia", "Jon"])
def test_age_reads_our_file_with_our_identity_file_where_age_is_installed(
    who: Somebody, tmp_path: Path
) -> None:
    kit = tmp_path / "kit.txt"
    kit.write_text(identity_file(who.person.identities), "utf-8")
    data = seal(PLAIN, [MIA.person.recipient, JON.person.recipient])
    assert run("age", "-d", "-i", kit, given=data) == PLAIN


@needs_age
@pytest.mark.parametrize("plain", [PLAIN, b"", b"x" * 64 * 1024, b"x" * 200_000], ids=len)
def test_we_read_files_of_age_where_age_is_installed(plain: bytes) -> None:
    data = run("age", "-r", MIA.person.recipient, "-r", JON.person.recipient, given=plain)
    for who in (MIA, JON):
        assert unseal(data, who.person.identities) == plain


@needs_age
def test_a_record_sealed_by_age_is_a_record_where_age_is_installed() -> None:
    data = run("age", "-r", JON.person.recipient, given=PLAIN)
    assert read(unseal(data, JON.person.identities, limit=MAX_FILE)) == (RESTS,)


@needs_age
def test_keys_are_the_same_on_both_sides_where_age_is_installed() -> None:
    made = run("age-keygen").decode()
    (identity,) = read_identity_file(made)
    assert f"# public key: {identity.recipient}\n" in made
    assert run("age-keygen", "-y", given=identity_file([MIA.device.identity]).encode()).decode().split() == [
        MIA.device.identity.recipient
    ]


@needs_age
def test_armor_is_refused_where_age_is_installed() -> None:
    data = run("age", "-a", "-r", MIA.person.recipient, given=PLAIN)
    with pytest.raises(UnknownFormat, match="armor"):
        unseal(data, MIA.person.identities)
