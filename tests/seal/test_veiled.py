"""What holds a secret, or a person's words, shows none of it where a program shows its values."""

from __future__ import annotations

from stillhere.seal.envelope import Signed
from stillhere.seal.keys import new_device, new_person


def test_a_value_is_equal_by_what_it_holds_and_shows_nothing_of_it() -> None:
    one, same = (new_device("aaaaaaaaaa", lambda length: b"s" * length) for _ in range(2))
    assert (one, hash(one)) == (same, hash(same))
    assert repr(one) == f"{one}" == "DeviceSecrets(…)"


def test_what_it_stands_in_shows_nothing_either() -> None:
    person = new_person("aaaaaaaaaa", lambda length: b"s" * length)
    assert repr(person) == "PersonSecrets(person='aaaaaaaaaa', epochs=((1, Identity(…)),))"
    assert repr([Signed(b"header", b"signature", b"words")]) == "[Signed(…)]"
