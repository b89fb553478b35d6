"""The store's key: never in clear on the disk, and clear words when it can't be had."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from stillhere.home import files
from stillhere.home.errors import VaultError
from stillhere.home.keys import vault
from stillhere.home.keys.vault import create_vault, open_vault, remove_vault, vault_kind
from stillhere.home.paths import Paths, paths_for

KEY = os.urandom(32)
WORDS = "quiet evening übung 7"


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    made = paths_for(tmp_path / "home", {})
    made.make()
    return made


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id at its least, for tests that aren't about its cost."""
    monkeypatch.setattr(vault, "stretch", _quick_derive)


def _quick_derive(passphrase: str, salt: bytes, passes: int, memory_kib: int) -> bytes:
    from nacl.pwhash import argon2id

    return bytes(argon2id.kdf(32, passphrase.encode(), salt, opslimit=1, memlimit=8192))


def _what(call: Callable[[], object]) -> str:
    with pytest.raises(VaultError) as caught:
        call()
    return caught.value.what


def _never() -> str:
    raise AssertionError("nobody is asked")


def test_a_key_under_a_passphrase_comes_back_with_it_alone(paths: Paths) -> None:
    create_vault(paths, KEY, passphrase=WORDS)
    assert open_vault(paths, lambda: WORDS) == KEY
    assert _what(lambda: open_vault(paths, WORDS.upper)) == "passphrase_wrong"
    assert _what(lambda: open_vault(paths, lambda: "")) == "passphrase_wrong"
    assert _what(lambda: open_vault(paths, None)) == "passphrase_needed"
    assert vault_kind(paths) == "passphrase"


def test_the_file_holds_neither_key_nor_passphrase(paths: Paths) -> None:
    import base64

    create_vault(paths, KEY, passphrase=WORDS)
    text = paths.vault.read_text("ascii")
    for secret in (KEY.hex(), base64.b64encode(KEY).decode().rstrip("="), WORDS, "quiet"):
        assert secret not in text
    assert stat.S_IMODE(paths.vault.stat().st_mode) == 0o600


def test_the_work_is_that_of_the_recommendation(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    from nacl.pwhash import argon2id

    asked: list[tuple[int, int, int]] = []
    real = argon2id.kdf

    def kdf(size: int, password: bytes, salt: bytes, opslimit: int, memlimit: int) -> bytes:
        asked.append((opslimit, memlimit, len(salt)))
        return bytes(real(size, password, salt, opslimit=1, memlimit=8192))

    monkeypatch.setattr(argon2id, "kdf", kdf)
    create_vault(paths, KEY, passphrase=WORDS)
    open_vault(paths, lambda: WORDS)
    assert asked == [(3, 64 * 1024 * 1024, 16)] * 2


def test_composed_and_decomposed_letters_are_the_same(
    paths: Paths,
) -> None:
    create_vault(paths, KEY, passphrase="u\u0308bung")
    assert open_vault(paths, lambda: "\u00fcbung") == KEY


def test_two_vaults_of_one_passphrase_have_nothing_in_common(tmp_path: Path, quick: None) -> None:
    files_of = []
    for name in ("one", "two"):
        paths = paths_for(tmp_path / name, {})
        paths.make()
        create_vault(paths, KEY, passphrase=WORDS)
        files_of.append(json.loads(paths.vault.read_text("ascii")))
    assert files_of[0]["salt"] != files_of[1]["salt"]
    assert files_of[0]["box"] != files_of[1]["box"]


def test_an_empty_passphrase_is_none(paths: Paths) -> None:
    assert _what(lambda: create_vault(paths, KEY, passphrase="")) == "passphrase_empty"
    assert not paths.vault.exists()


def test_a_vault_is_never_made_over_another(paths: Paths, quick: None) -> None:
    create_vault(paths, KEY, passphrase=WORDS)
    before = paths.vault.read_bytes()
    assert _what(lambda: create_vault(paths, os.urandom(32), passphrase="other")) == "vault_exists"
    assert paths.vault.read_bytes() == before


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_has_thirty_two_bytes(paths: Paths, length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        create_vault(paths, bytes(length), passphrase=WORDS)


def test_no_vault(paths: Paths) -> None:
    assert vault_kind(paths) is None
    assert _what(lambda: open_vault(paths, _never)) == "vault_missing"
    remove_vault(paths)


def test_where_no_keyring_answers_nothing_is_kept_in_clear(paths: Paths) -> None:
    assert _what(lambda: create_vault(paths, KEY, passphrase=None)) == "keyring_none"
    assert not paths.vault.exists()


def test_an_erased_vault_is_gone(paths: Paths, quick: None) -> None:
    create_vault(paths, KEY, passphrase=WORDS)
    remove_vault(paths)
    assert not paths.vault.exists()
    paths.vault.write_text("rubbish")
    remove_vault(paths)
    assert not paths.vault.exists()


def test_a_place_that_cant_be_written_is_told(
    paths: Paths, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, data: bytes) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(files, "replace", refuse)
    assert _what(lambda: create_vault(paths, KEY, passphrase=WORDS)) == "vault_denied"
    monkeypatch.undo()
    paths.vault.mkdir()
    assert _what(lambda: open_vault(paths, _never)) == "vault_denied"
    assert _what(lambda: remove_vault(paths)) == "vault_denied"


def _changed(paths: Paths, **fields: object) -> None:
    raw = json.loads(paths.vault.read_text("ascii"))
    raw.update(fields)
    paths.vault.write_text(json.dumps(raw), "ascii")


@pytest.mark.parametrize(
    "fields",
    [
        {"passes": 2},
        {"passes": 13},
        {"memory_kib": 64 * 1024 - 1},
        {"memory_kib": 1024 * 1024 + 1},
        {"memory_kib": 1e300},
        {"memory_kib": -1},
        {"salt": "AAAA"},
        {"salt": "not base64"},
        {"box": "AAAA"},
        {"kind": "plain"},
        {"version": 0},
        {"version": "1"},
    ],
)
def test_a_file_that_makes_it_weak_or_endless_is_refused_before_any_work(
    paths: Paths, quick: None, fields: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    create_vault(paths, KEY, passphrase=WORDS)
    _changed(paths, **fields)
    monkeypatch.setattr(vault, "stretch", _refused)
    assert _what(lambda: open_vault(paths, _never)) == "vault_damaged"
    assert _what(lambda: vault_kind(paths)) == "vault_damaged"


def _refused(*_: object) -> bytes:
    raise AssertionError("no work is done")


def test_a_newer_vault_is_left_alone(paths: Paths, quick: None) -> None:
    create_vault(paths, KEY, passphrase=WORDS)
    _changed(paths, version=2, kind="something new")
    assert _what(lambda: open_vault(paths, _never)) == "vault_newer"


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"null", b"\xff", b"[" * 4000, b" " * 5000, b'{"kind": "keyring"}', b"{" * 50]
)
def test_rubbish_is_damage(paths: Paths, data: bytes) -> None:
    paths.vault.write_bytes(data)
    assert _what(lambda: open_vault(paths, _never)) == "vault_damaged"


def test_a_keyring_that_isnt_trusted_is_never_loaded(paths: Paths) -> None:
    for backend in ("keyrings.alt.file.PlaintextKeyring", "os.system", "keyring.backends.null.Keyring"):
        raw = {"kind": "keyring", "version": 1, "backend": backend, "user": "0" * 16, "check": "0" * 16}
        paths.vault.write_text(json.dumps(raw), "ascii")
        assert _what(lambda: open_vault(paths, _never)) == "vault_damaged"


@given(st.binary(max_size=300))
@hypothesis_settings(deadline=None, max_examples=200)
def test_any_bytes_whatever_are_damage(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    paths = paths_for(tmp_path_factory.mktemp("vault"), {})
    paths.vault.write_bytes(data)
    assert _what(lambda: open_vault(paths, _never)) in {"vault_damaged", "vault_newer"}


def test_flipped_bits_never_give_another_key(paths: Paths, quick: None) -> None:
    import base64

    create_vault(paths, KEY, passphrase=WORDS)
    box = base64.b64decode(json.loads(paths.vault.read_text("ascii"))["box"])
    for at in range(0, len(box), 5):
        flipped = bytearray(box)
        flipped[at] ^= 1
        _changed(paths, box=base64.b64encode(flipped).decode())
        assert _what(lambda: open_vault(paths, lambda: WORDS)) == "passphrase_wrong"


def test_no_exception_holds_a_secret(paths: Paths, quick: None) -> None:
    create_vault(paths, KEY, passphrase=WORDS)
    with pytest.raises(VaultError) as caught:
        open_vault(paths, lambda: "a very secret guess")
    chain: BaseException | None = caught.value
    while chain is not None:
        assert "secret guess" not in f"{chain!r}{chain}"
        assert KEY.hex() not in f"{chain!r}{chain}"
        chain = chain.__context__
