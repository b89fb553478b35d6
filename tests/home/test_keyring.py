"""The key in a real keyring: gnome-keyring on a session bus of the test's own."""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

from stillhere.demo.bus import PrivateBus
from stillhere.home.errors import VaultError
from stillhere.home.keys import keyrings, secret_service
from stillhere.home.keys.vault import create_vault, open_vault, remove_vault, vault_kind
from stillhere.home.paths import Paths, paths_for
from tests.waiting import LIMIT, until

NEEDED = ("dbus-daemon", "gnome-keyring-daemon")
pytestmark = [
    pytest.mark.skipif(not all(map(shutil.which, NEEDED)), reason=f"{' or '.join(NEEDED)} isn't installed"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the Secret Service is Linux's"),
]

KEY = os.urandom(32)
_SECRETS = "org.freedesktop.secrets"
_SERVICE = DBusAddress("/org/freedesktop/secrets", _SECRETS, "org.freedesktop.Secret.Service")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    made = paths_for(tmp_path / "home", {})
    made.make()
    return made


@pytest.fixture
def bus(own_places: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
    """A session bus that starts nothing by itself, and the keyring library fresh, as a new process has it."""
    with PrivateBus() as started:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", started.address)
        monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
        monkeypatch.setattr("keyring.core._keyring_backend", None)
        yield started


@pytest.fixture
def keyring(bus: PrivateBus, own_places: Path) -> Iterator[PrivateBus]:
    """gnome-keyring, unlocked, with a login keyring."""
    control = own_places / "run" / "keyring"
    options = ["--foreground", "--unlock", "--components=secrets", f"--control-directory={control}"]
    daemon = subprocess.Popen(
        ["gnome-keyring-daemon", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert daemon.stdin is not None
    daemon.stdin.write(b"the login password")
    daemon.stdin.close()
    try:
        until(lambda: str(_default(bus)).startswith("/org/"))
        yield bus
    finally:
        daemon.terminate()
        daemon.wait(LIMIT)


def _ask(bus: PrivateBus, method: str, signature: str, body: tuple[object, ...]) -> tuple[object, ...]:
    with open_dbus_connection(bus.address) as connection:
        answer = connection.send_and_get_reply(
            new_method_call(_SERVICE, method, signature, body), timeout=LIMIT
        )
        return tuple(answer.body)


def _default(bus: PrivateBus) -> object:
    return _ask(bus, "ReadAlias", "s", ("default",))[0]


def _lock(bus: PrivateBus) -> None:
    _ask(bus, "Lock", "ao", ([_default(bus)],))


@pytest.fixture
def leaky() -> Iterator[None]:
    """The keyring library leaves its connection open when a keyring stays locked; it is collected here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


def _what(call: Callable[[], object]) -> str:
    with pytest.raises(VaultError) as caught:
        call()
    return caught.value.what


def _never() -> str:
    raise AssertionError("nobody is asked")


def test_the_key_comes_back_from_the_keyring(keyring: PrivateBus, paths: Paths) -> None:
    create_vault(paths, KEY, passphrase=None)
    assert vault_kind(paths) == "keyring"
    assert open_vault(paths, _never) == KEY
    text = paths.vault.read_text("ascii")
    assert KEY.hex() not in text
    assert json.loads(text)["backend"] == "keyring.backends.SecretService.Keyring"


def test_two_homes_have_an_entry_each(keyring: PrivateBus, tmp_path: Path) -> None:
    both = []
    for number in range(2):
        paths = paths_for(tmp_path / str(number), {})
        paths.make()
        create_vault(paths, bytes([number]) * 32, passphrase=None)
        both.append(paths)
    assert [open_vault(paths, None)[0] for paths in both] == [0, 1]
    remove_vault(both[0])
    assert open_vault(both[1], None) == b"\1" * 32


def test_the_entry_is_that_of_the_keyring_library(keyring: PrivateBus, paths: Paths) -> None:
    import base64

    import keyring as library

    create_vault(paths, KEY, passphrase=None)
    user = json.loads(paths.vault.read_text("ascii"))["user"]
    assert library.get_password("Still Here", user) == base64.b64encode(KEY).decode()


def test_reading_loads_nothing_heavy(keyring: PrivateBus, paths: Paths) -> None:
    create_vault(paths, KEY, passphrase=None)
    script = (
        "import sys; from pathlib import Path; from stillhere.home.paths import paths_for;"
        "from stillhere.home.keys.vault import open_vault;"
        "print(open_vault(paths_for(Path(sys.argv[1]), {}), None).hex());"
        "print(*{'keyring', 'secretstorage', 'cryptography', 'nacl', 'logging'} & set(sys.modules))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(paths.data)], capture_output=True, text=True, check=True
    )
    assert told.stdout == f"{KEY.hex()}\n\n"


def test_an_entry_that_was_removed_is_told(keyring: PrivateBus, paths: Paths) -> None:
    create_vault(paths, KEY, passphrase=None)
    before = paths.vault.read_bytes()
    remove_vault(paths)
    paths.vault.write_bytes(before)
    assert _what(lambda: open_vault(paths, None)) == "keyring_gone"
    remove_vault(paths)
    assert not paths.vault.exists()


@pytest.mark.parametrize("text", ["", "rubbish", "AAAA", "A" * 44, "ä"])
def test_an_entry_that_holds_something_else_is_told(keyring: PrivateBus, paths: Paths, text: str) -> None:
    import keyring as library

    create_vault(paths, KEY, passphrase=None)
    library.set_password("Still Here", json.loads(paths.vault.read_text("ascii"))["user"], text)
    assert _what(lambda: open_vault(paths, None)) == "keyring_gone"


def test_a_locked_keyring_where_nobody_can_be_asked_is_told(keyring: PrivateBus, paths: Paths) -> None:
    create_vault(paths, KEY, passphrase=None)
    _lock(keyring)
    assert _what(lambda: open_vault(paths, None)) == "keyring_locked"


def test_a_prompt_that_is_dismissed_is_told(
    keyring: PrivateBus, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_vault(paths, KEY, passphrase=None)
    _lock(keyring)
    monkeypatch.setenv("DISPLAY", ":there-is-a-screen")
    assert _what(lambda: open_vault(paths, None)) == "keyring_dismissed"


def test_nobody_waits_for_ever_for_a_prompt(
    keyring: PrivateBus, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_vault(paths, KEY, passphrase=None)
    _lock(keyring)
    monkeypatch.setenv("DISPLAY", ":there-is-a-screen")
    monkeypatch.setattr(secret_service, "PROMPT_SECONDS", 0)
    assert _what(lambda: open_vault(paths, None)) == "keyring_locked"


def test_a_new_key_isnt_kept_in_a_locked_keyring(leaky: None, keyring: PrivateBus, paths: Paths) -> None:
    _lock(keyring)
    assert _what(lambda: create_vault(paths, KEY, passphrase=None)) == "keyring_locked"
    assert not paths.vault.exists()


def test_a_locked_entry_cant_be_removed_and_stays(leaky: None, keyring: PrivateBus, paths: Paths) -> None:
    create_vault(paths, KEY, passphrase=None)
    _lock(keyring)
    assert _what(lambda: remove_vault(paths)) == "keyring_locked"
    assert paths.vault.exists()


def test_a_file_that_cant_be_written_leaves_no_entry(
    keyring: PrivateBus, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, data: bytes) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr("stillhere.home.files.replace", refuse)
    assert _what(lambda: create_vault(paths, KEY, passphrase=None)) == "vault_denied"
    assert _ask(keyring, "SearchItems", "a{ss}", ({"service": "Still Here"},)) == ([], [])


def test_a_bus_without_a_keyring_is_told(bus: PrivateBus, paths: Paths) -> None:
    assert _what(lambda: create_vault(paths, KEY, passphrase=None)) == "keyring_none"
    assert _what(lambda: secret_service.read_secret("Still Here", "0" * 16)) == "keyring_none"


def test_no_bus_is_no_keyring(paths: Paths) -> None:
    assert _what(lambda: secret_service.read_secret("Still Here", "0" * 16, {})) == "keyring_none"
    for address in ("rubbish", "unix:path=/nowhere", "tcp:host=localhost", ""):
        environ = {"DBUS_SESSION_BUS_ADDRESS": address, "XDG_RUNTIME_DIR": "/nowhere"}
        assert _what(lambda where=environ: secret_service.read_secret("a", "b", where)) == "keyring_none"  # type: ignore[misc]


def test_a_keyring_service_that_ends_meanwhile_is_told(keyring: PrivateBus, paths: Paths) -> None:
    create_vault(paths, KEY, passphrase=None)
    keyring.end()
    assert _what(lambda: open_vault(paths, None)) == "keyring_none"


class WinVaultKeyring:
    """Windows' keyring as far as it can be stood in for here: `persist` says where an entry lives."""

    persist = "enterprise"

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, user: str, text: str) -> None:
        assert self.persist == "local machine"
        self.kept[service, user] = text


WinVaultKeyring.__module__ = "keyring.backends.Windows"


def _library() -> ModuleType:
    import keyring as library

    return library


def test_on_windows_the_entry_stays_on_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = WinVaultKeyring()
    monkeypatch.setattr(_library(), "get_keyring", lambda: windows)
    assert keyrings.put("user", KEY) == "keyring.backends.Windows.WinVaultKeyring"
    assert len(windows.kept["Still Here", "user"]) <= 1280


def test_of_several_keyrings_the_trusted_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    from keyring.backends import null
    from keyring.backends.chainer import ChainerBackend

    backends = [null.Keyring(), WinVaultKeyring()]  # type: ignore[no-untyped-call]
    chain = type("Chain", (ChainerBackend,), {"backends": backends})
    monkeypatch.setattr(_library(), "get_keyring", chain)
    assert keyrings.put("user", KEY) == "keyring.backends.Windows.WinVaultKeyring"


def test_a_keyring_that_keeps_plain_text_isnt_used(monkeypatch: pytest.MonkeyPatch) -> None:
    from keyring.backends import null

    monkeypatch.setattr(_library(), "get_keyring", null.Keyring)
    with pytest.raises(VaultError, match="keyring_none"):
        keyrings.put("user", KEY)
