"""Published test vectors of age and of Ed25519, through our own reader: see `vectors/README.md`.

Law: where this program refuses what age would open, it is stricter on purpose, and the vector is named.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from pathlib import Path

import pytest

from stillhere.seal import age
from stillhere.seal.envelope import check_signature, unseal
from stillhere.seal.errors import Damaged, Forged, NotForMe, SealError, UnknownFormat
from stillhere.seal.keys import read_identity_file

_VECTORS = Path(__file__).parent / "vectors"
AGE = {path.name: path for path in sorted((_VECTORS / "age").iterdir())}

#: Vectors that age opens, and this program refuses before the library sees them: it writes no such stanza.
STRICTER = ("stanza_empty_body", "stanza_empty_last_line", "stanza_valid_characters", "x25519_grease")
#: Vectors that are to be refused, and that the library behind our check opens: only the check refuses them.
LIBRARY_OPENS = ("stanza_missing_body", "stanza_missing_final_line")
#: The error by what the vector's author expects, for what is refused in age, too.
EXPECTED: dict[str, tuple[type[SealError], ...]] = {
    "header failure": (Damaged, UnknownFormat),
    "HMAC failure": (Damaged,),
    "no match": (NotForMe, UnknownFormat),
}
#: Which of the ten cases is a signature for this program: none with a key or a point of small order, with a
#: second half beyond the group's order, or with a spelling of a point that isn't its only one.
ED25519_ACCEPTED = (3,)


def parts(path: Path) -> tuple[dict[str, str], bytes]:
    """What is said of a vector, and the age file."""
    head, _, data = path.read_bytes().partition(b"\n\n")
    said = dict(line.split(": ", 1) for line in head.decode().splitlines())
    return said, data


def test_all_vectors_are_there() -> None:
    assert len(AGE) == 33
    assert set(STRICTER) < set(AGE)


@pytest.mark.parametrize("name", AGE)
def test_age(name: str) -> None:
    said, data = parts(AGE[name])
    identities = read_identity_file(said["identity"])
    if name in STRICTER:
        assert said["expect"] == "success"
        with pytest.raises(UnknownFormat, match="recipient_type"):
            unseal(data, identities)
    elif said["expect"] == "success":
        assert hashlib.sha256(unseal(data, identities)).hexdigest() == said["payload"]
    else:
        with pytest.raises(EXPECTED[said["expect"]]):
            unseal(data, identities)


@pytest.mark.parametrize("name", AGE)
def test_age_by_the_library_alone(name: str) -> None:
    """What stands behind our check: where the library doesn't agree with a vector, the vector is named."""
    said, data = parts(AGE[name])
    keys = age.keys_of([said["identity"]])
    if name in LIBRARY_OPENS:
        age.decrypt(data, keys)
    elif said["expect"] == "success":
        assert hashlib.sha256(age.decrypt(data, keys)).hexdigest() == said["payload"]
    else:
        with pytest.raises((Damaged, NotForMe)):
            age.decrypt(data, keys)


@pytest.mark.parametrize(
    ("number", "case"), list(enumerate(json.loads((_VECTORS / "ed25519.json").read_text())))
)
def test_ed25519(number: int, case: dict[str, str]) -> None:
    message, signature, key = (bytes.fromhex(case[name]) for name in ("message", "signature", "pub_key"))
    spelled = b64encode(key).decode()
    if number in ED25519_ACCEPTED:
        check_signature(message, signature, spelled)
        with pytest.raises(Forged):
            check_signature(message + b"\0", signature, spelled)
    else:
        with pytest.raises(Forged):
            check_signature(message, signature, spelled)
