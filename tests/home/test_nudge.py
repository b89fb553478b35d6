"""The nudge: asked for once it is allowed, told to Syncthing on this computer and to nobody else.

Publishing never waits for it, and whatever comes of it is quiet.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from stillhere.core.acts import Rest
from stillhere.home.folder.nudge import Nudge
from stillhere.home.folder.nudging import syncthing
from stillhere.home.folder.nudging.loopback import NoNudge, address_of
from stillhere.home.settings import Settings
from tests.home.couple import Side
from tests.home.interface import KEY, Interface, configuration
from tests.waiting import LIMIT


def _threads() -> list[threading.Thread]:
    return [each for each in threading.enumerate() if each.name == "nudge"]


def _ended() -> None:
    for each in _threads():
        each.join(LIMIT)
        assert not each.is_alive()


def _target(heard: bytes) -> tuple[str, str, dict[str, list[str]]]:
    verb, target, _ = heard.split(b"\r\n")[0].decode("ascii").split(" ")
    parts = urlsplit(target)
    return verb, parts.path, parse_qs(parts.query, strict_parsing=True)


def _why(root: Path, place: Path) -> str:
    """Why the instance that is configured at `place` isn't asked for `root`."""
    with pytest.raises(NoNudge) as why:
        syncthing.ping(syncthing.find(root, {"STHOMEDIR": str(place)}, place), seconds=5)
    return why.value.what


# Whom it asks


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("127.0.0.1:8384", "127.0.0.1", 8384),
        (" 127.8.9.10:1 ", "127.8.9.10", 1),
        ("[::1]:8384", "::1", 8384),
        ("localhost:65535", "127.0.0.1", 65535),
    ],
)
def test_the_loopback_is_asked(text: str, host: str, port: int) -> None:
    assert (address_of(text).host, address_of(text).port) == (host, port)


@pytest.mark.parametrize(
    "text",
    ["0.0.0.0:8384", "[::]:8384", ":8384", "192.168.1.4:8384", "example.org:8384", "localhost.example.org:80",
     "127.0.0.1", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:x", "127.1:80", "2130706433:80", "",
     "/run/st.sock", "unix:///run/st.sock", "127.0.0.1@example.org:80", "[fe80::1%lo]:80",
     "127.0.0.1:8384/x"],
)  # fmt: skip
def test_nobody_else_is_asked(text: str) -> None:
    with pytest.raises(NoNudge, match="not_loopback"):
        address_of(text)


def test_an_interface_that_others_reach_is_not_asked(tmp_path: Path) -> None:
    configuration(tmp_path / "st", tmp_path, "0.0.0.0:8384")
    assert _why(tmp_path, tmp_path / "st") == "not_loopback"


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the places are those of other systems")
def test_its_own_places_are_looked_into_the_named_ones_first() -> None:
    home = Path("/home/mia")
    environ = {"STHOMEDIR": "/a", "STCONFDIR": "/b"}
    assert [str(each.parent) for each in syncthing.configurations(environ, home)] == [
        "/b", "/a", "/home/mia/.local/state/syncthing", "/home/mia/.config/syncthing",
    ]  # fmt: skip
    environ = {"XDG_STATE_HOME": "/s", "XDG_CONFIG_HOME": "/c"}
    assert [str(each) for each in syncthing.configurations(environ, home)] == [
        "/s/syncthing/config.xml", "/c/syncthing/config.xml",
    ]  # fmt: skip


def test_the_folder_may_lie_deep_in_a_carried_one_and_be_reached_by_a_link(tmp_path: Path) -> None:
    root = tmp_path / "carried" / "ours & more" / "deep"
    root.mkdir(parents=True)
    (tmp_path / "link").symlink_to(root)
    configuration(tmp_path / "st", tmp_path / "carried", "127.0.0.1:1")
    found = syncthing.find(tmp_path / "link", {"STHOMEDIR": str(tmp_path / "st")}, tmp_path)
    assert (found.folder, found.place) == ("f&1 ü", Path(os.path.realpath(tmp_path / "carried")))


def test_a_place_from_the_home_folder_counts(tmp_path: Path) -> None:
    (tmp_path / "Sync").mkdir()
    configuration(tmp_path / "st", Path("~/Sync"), "127.0.0.1:1")
    found = syncthing.find(tmp_path / "Sync", {"STHOMEDIR": str(tmp_path / "st")}, tmp_path)
    assert found.place == Path(os.path.realpath(tmp_path / "Sync"))


@pytest.mark.parametrize("place", ["relative", "", "/nowhere"])
def test_where_no_folder_of_it_is_ours_nobody_is_asked(tmp_path: Path, place: str) -> None:
    configuration(tmp_path / "st", Path(place), "127.0.0.1:1")
    assert _why(tmp_path / "ours", tmp_path / "st") == "elsewhere"


def test_a_configuration_that_cannot_be_read_counts_as_none(tmp_path: Path) -> None:
    path = configuration(tmp_path / "st", tmp_path, "127.0.0.1:1")
    path.write_text("<configuration>")
    assert _why(tmp_path, tmp_path / "st") == "elsewhere"
    path.write_bytes(b"<a>" + bytes(syncthing.MAX_BYTES))
    assert _why(tmp_path, tmp_path / "st") == "elsewhere"
    path.unlink()
    assert _why(tmp_path, tmp_path / "st") == "elsewhere"


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"gui": 'enabled="false"'}, "no_interface"),
        ({"key": ""}, "no_interface"),
        ({"key": "two\nlines"}, "no_interface"),
        ({"key": "k" * 257}, "no_interface"),
        ({"inside": "<paused>true</paused>"}, "paused"),
        ({"more": 'paused="true"'}, "paused"),
    ],
)
def test_one_that_cannot_be_asked_says_why(tmp_path: Path, changed: dict[str, str], what: str) -> None:
    configuration(tmp_path / "st", tmp_path, "127.0.0.1:1", **changed)
    assert _why(tmp_path, tmp_path / "st") == what


# What it says, and to whom


def test_it_asks_for_a_look_at_these_files_and_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / "st"
    with Interface() as interface:
        configuration(place, tmp_path, interface.address)
        found = syncthing.find(tmp_path / "ours", {"STHOMEDIR": str(place)}, tmp_path)
        syncthing.scan(found, [tmp_path / "ours" / "Still Here" / "ä&b.age", tmp_path / "ours" / "c.age"])
    (heard,) = interface.heard
    assert _target(heard) == (
        "POST",
        "/rest/db/scan",
        {"folder": ["f&1 ü"], "sub": ["ours/Still Here/ä&b.age", "ours/c.age"]},
    )
    assert heard.endswith(b"\r\n\r\n")
    assert f"X-API-Key: {KEY}\r\n".encode() in heard


def test_whoever_else_took_the_port_learns_nothing(tmp_path: Path) -> None:
    for stranger in (Interface(name="other"), Interface(plain=True)):
        with stranger:
            configuration(tmp_path / "st", tmp_path, stranger.address)
            assert _why(tmp_path, tmp_path / "st") == "stranger"
        assert KEY.encode() not in b"".join(stranger.heard)


@pytest.mark.parametrize(
    ("status", "what"),
    [(401, "refused"), (403, "refused"), (404, "trouble"), (500, "trouble"), (302, "trouble")],
)
def test_an_answer_that_is_no_yes_says_why(tmp_path: Path, status: int, what: str) -> None:
    with Interface(status) as interface:
        configuration(tmp_path / "st", tmp_path, interface.address)
        assert _why(tmp_path, tmp_path / "st") == what


def test_where_nobody_listens_or_answers_it_ends_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "st"
    with Interface() as interface:
        configuration(place, tmp_path, interface.address)
        interface.holds.clear()
        found = syncthing.find(tmp_path, {"STHOMEDIR": str(place)}, tmp_path)
        with pytest.raises(NoNudge, match="silent"):
            syncthing.ping(found, seconds=0.2)
    assert _why(tmp_path, place) == "silent"
    (place / "https-cert.pem").unlink()
    assert _why(tmp_path, place) == "no_certificate"


def test_no_proxy_of_the_environment_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://192.0.2.1:9")
    with Interface() as interface:
        configuration(tmp_path / "st", tmp_path, interface.address)
        syncthing.ping(syncthing.find(tmp_path, {"STHOMEDIR": str(tmp_path / "st")}, tmp_path))
    assert _target(interface.heard[0])[:2] == ("GET", "/rest/system/ping")


def test_the_key_shows_nowhere(tmp_path: Path) -> None:
    configuration(tmp_path / "st", tmp_path, "127.0.0.1:1")
    found = syncthing.find(tmp_path, {"STHOMEDIR": str(tmp_path / "st")}, tmp_path)
    assert KEY not in f"{found!r} {found} {found.door!r}"


# When it asks


def test_nothing_is_asked_before_it_is_allowed(
    two: tuple[Side, Side], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mia, _ = two
    monkeypatch.setenv("STHOMEDIR", str(tmp_path / "st"))
    assert mia.home.settings().nudge is False
    with Interface() as interface:
        configuration(tmp_path / "st", tmp_path / "shared", interface.address)
        mia.home.do(Rest())
        mia.round()
        _ended()
    assert interface.heard == []


def test_once_allowed_what_was_written_is_named_and_what_arrives_is_not(
    two: tuple[Side, Side], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mia, jon = two
    shared = tmp_path / "shared"
    monkeypatch.setenv("STHOMEDIR", str(tmp_path / "st"))
    with Interface() as interface:
        configuration(tmp_path / "st", shared, interface.address)
        for side in two:
            side.home.change_settings(nudge=True)
        before = set(shared.rglob("*.age"))
        mia.home.do(Rest())
        mia.round()
        _ended()
        jon.round()
        _ended()
    (heard,) = interface.heard
    written = sorted(str(path.relative_to(shared)) for path in set(shared.rglob("*.age")) - before)
    assert sorted(_target(heard)[2]["sub"]) == written
    assert len(written) == 1


def test_publishing_does_not_wait_for_it(
    two: tuple[Side, Side], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mia, jon = two
    monkeypatch.setenv("STHOMEDIR", str(tmp_path / "st"))
    monkeypatch.setattr(syncthing.scan, "__defaults__", (30.0,))
    mia.home.change_settings(nudge=True)
    with Interface() as interface:
        configuration(tmp_path / "st", tmp_path / "shared", interface.address)
        interface.holds.clear()
        mia.home.do(Rest())
        mia.round()
        assert mia.home.store.outbox.count() == 0
        assert [each.kind for each in jon.round()] == ["resting"]
        assert interface.asked.wait(LIMIT)
        assert len(_threads()) == 1  # it still waits, and nobody else does
        interface.holds.set()
        _ended()


def test_trouble_is_quiet_a_key_in_the_log_and_no_secret(
    two: tuple[Side, Side], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mia, jon = two
    monkeypatch.setenv("STHOMEDIR", str(tmp_path / "st"))
    configuration(tmp_path / "st", tmp_path / "shared", "127.0.0.1:1")
    mia.home.change_settings(nudge=True)
    mia.home.do(Rest())
    mia.round()
    _ended()
    assert [each.kind for each in jon.round()] == ["resting"]
    log = mia.home.paths.log.read_text("utf-8")
    assert log.rstrip().endswith("nudge.trouble what=silent")
    assert KEY not in log


def test_a_fault_of_ours_is_as_quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(KEY)

    monkeypatch.setattr(syncthing, "find", broken)
    log = tmp_path / "log"
    Nudge(lambda: Settings(nudge=True), log)(tmp_path, [tmp_path / "file"])
    _ended()
    assert "nudge.fault RuntimeError" in log.read_text("utf-8")
    assert KEY not in log.read_text("utf-8")


def test_nothing_written_asks_for_nothing(tmp_path: Path) -> None:
    Nudge(lambda: pytest.fail("nothing was written"), tmp_path / "log")(tmp_path, [])
    assert _threads() == []


def test_it_brings_nothing_along_before_it_is_used() -> None:
    code = (
        "import sys, stillhere.home.home; heavy = 'ssl', 'xml.etree', 'stillhere.home.folder.nudging'; "
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
