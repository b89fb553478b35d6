"""Published test vectors of age and of Ed25519, through our own reader: see `vectors/README.md`.

Law: where this program refuses what age would open, it is stricter on purpose, and the vector is named.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import zlib
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from stillhere.seal import age
from stillhere.seal.envelope import check_signature, unseal
from stillhere.seal.errors import Damaged, Forged, NotForMe, SealError, TooLarge, UnknownFormat
from stillhere.seal.guard import MAX_SEGMENT
from stillhere.seal.keys import read_identity_file
from tests.seal.making import MIA
from tests.waiting import LIMIT

_VECTORS = Path(__file__).parent / "vectors"
AGE = {path.name: path for path in sorted((_VECTORS / "age").iterdir())}

#: Vectors that age opens, and this program refuses before the library sees them: it writes no such stanza.
STRICTER = ("stanza_empty_body", "stanza_empty_last_line", "stanza_valid_characters", "x25519_grease")
#: Vectors that age opens, sixteen times as long as any file that this program takes.
TOO_LONG = ("stream_257_chunks", "stream_257_chunks_full", "stream_258_chunks")
#: Vectors that are to be refused, and that the library behind our check opens: only the check refuses them.
LIBRARY_OPENS = ("stanza_missing_body", "stanza_missing_final_line")
#: The error by what the vector's author expects, for what is refused in age, too.
EXPECTED: dict[str, tuple[type[SealError], ...]] = {
    "header failure": (Damaged, UnknownFormat),
    "HMAC failure": (Damaged,),
    "no match": (NotForMe, UnknownFormat),
    "payload failure": (Damaged,),
}


@dataclass(frozen=True)
class Vector:
    """What is said of a vector, and the age file."""

    expect: str
    payload: str
    identity: str
    data: bytes


def vector(name: str) -> Vector:
    head, _, data = AGE[name].read_bytes().partition(b"\n\n")
    said = dict(line.split(": ", 1) for line in head.decode().splitlines())
    if said.get("compressed") == "zlib":
        data = zlib.decompress(data)
    identity = said.get("identity", MIA.device.identity.text)
    return Vector(said["expect"], said.get("payload", ""), identity, data)


def test_all_vectors_are_there() -> None:
    assert len(AGE) == 66
    assert {*STRICTER, *TOO_LONG, *LIBRARY_OPENS} < set(AGE)


@pytest.mark.parametrize("name", AGE)
def test_age(name: str) -> None:
    case = vector(name)
    identities = read_identity_file(case.identity)
    if name in STRICTER:
        assert case.expect == "success"
        with pytest.raises(UnknownFormat, match="recipient_type"):
            unseal(case.data, identities)
    elif name in TOO_LONG:
        assert len(case.data) > 16 * MAX_SEGMENT
        with pytest.raises(TooLarge, match="size"):
            unseal(case.data, identities)
    elif case.expect == "success":
        assert sha256(unseal(case.data, identities)).hexdigest() == case.payload
    else:
        with pytest.raises(EXPECTED[case.expect]):
            unseal(case.data, identities)


@pytest.mark.parametrize("name", AGE)
def test_age_by_the_library_alone(name: str) -> None:
    """What stands behind our check: where the library doesn't agree with a vector, the vector is named."""
    case = vector(name)
    keys = age.keys_of([case.identity])
    if name in LIBRARY_OPENS:
        age.decrypt(case.data, keys)
    elif case.expect == "success":
        assert sha256(age.decrypt(case.data, keys)).hexdigest() == case.payload
    else:
        with pytest.raises((Damaged, NotForMe)):
            age.decrypt(case.data, keys)


@pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")
@pytest.mark.parametrize("name", AGE)
def test_the_age_program_is_of_the_same_mind_where_it_is_installed(name: str, tmp_path: Path) -> None:
    """And of a harmed payload it gives out only what the vector says: the chunks before the harm."""
    case = vector(name)
    kit = tmp_path / "kit.txt"
    kit.write_text(case.identity + "\n", "utf-8")
    command: list[str | Path] = ["age", "-d", "-i", kit]
    done = subprocess.run(command, input=case.data, capture_output=True, timeout=LIMIT, check=False)
    assert (done.returncode == 0) == (case.expect == "success")
    assert sha256(done.stdout).hexdigest() == (case.payload or sha256(b"").hexdigest())


#: Which of the ten cases is a signature for this program: none with a key or a point of small order, with a
#: second half beyond the group's order, or with a spelling of a point that isn't its only one.
SPECCHECK_ACCEPTED = (3,)


def accepts(key: str, signature: str, message: bytes) -> bool:
    try:
        check_signature(message, bytes.fromhex(signature), b64encode(bytes.fromhex(key)).decode())
    except Forged:
        return False
    return True


@pytest.mark.parametrize("number", range(10))
def test_the_ten_cases_of_speccheck(number: int) -> None:
    case = json.loads((_VECTORS / "speccheck.json").read_text())[number]
    message = bytes.fromhex(case["message"])
    assert accepts(case["pub_key"], case["signature"], message) == (number in SPECCHECK_ACCEPTED)
    assert not accepts(case["pub_key"], case["signature"], message + b"\0")


_ED25519 = (_VECTORS / "ed25519vectors.json").read_bytes()
#: What a point of an accepted case may have beside its part of prime order, as no list of points can tell it;
#: the case still has to hold by the equation without the cofactor, or it had `low_order_residue`, too.
BEARABLE = {"low_order_component_A", "low_order_component_R"}
#: The cases that are signatures for this program, as they stood when this was written. A library that takes
#: another set would part two devices over one record: a change here is a change of the format.
ED25519_ACCEPTED = (
    *(7, 29, 50, 117, 139, 161, 182, 249, 305, 411, 425, 438, 465, 473, 481, 489, 497, 511, 525, 538, 565),
    *(573, 581, 589, 597, 611, 625, 638, 665, 673, 681, 689, 697, 711, 725, 738, 765, 773, 781, 789, 797),
    *(832, 899),
)


def test_all_914_edge_cases_of_ed25519() -> None:
    assert sha256(_ED25519).hexdigest() == "b38e84caf3e7e89170ff520292dbeae421b0a794c27408ce5ce973018fe3d7f9"
    cases = json.loads(_ED25519)
    assert [case["number"] for case in cases] == list(range(914))
    taken = [case for case in cases if accepts(case["key"], case["sig"], case["msg"].encode())]
    assert tuple(case["number"] for case in taken) == ED25519_ACCEPTED
    assert taken == [case for case in cases if set(case["flags"] or ()) <= BEARABLE]


def test_no_edge_case_signs_another_text() -> None:
    """A key of small order could: its signature holds for one text in eight, and none is one here."""
    for case in json.loads(_ED25519):
        texts = (f"{case['msg']} {number}".encode() for number in range(8))
        assert not any(accepts(case["key"], case["sig"], text) for text in texts)
