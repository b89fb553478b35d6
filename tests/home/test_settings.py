"""Settings: people may edit the file, and nothing they wrote in it is lost."""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from stillhere.home import settings
from stillhere.home.errors import SettingsError
from stillhere.home.settings import Settings, change, load
from tests.home.ground import killed_at

EDITED = """\
# My own notes
theme = "dark"  # at night
later_version = 3

[someone.elses]
key = [1, 2]
"""


def broken_copies(path: Path) -> tuple[Path, ...]:
    """The files that were set aside because they couldn't be read, the oldest name first."""
    return tuple(sorted(path.parent.glob("settings.broken-*.toml")))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def test_without_a_file_there_are_defaults_and_none_is_made(path: Path) -> None:
    assert load(path).settings == Settings()
    assert settings.stamp(path) is None
    assert not path.parent.exists()


def test_what_is_changed_is_read_back(path: Path, tmp_path: Path) -> None:
    wanted = Settings(
        notifications="discreet",
        chosen_notifications=True,
        theme="light",
        folder=tmp_path / "My Folder “ö”",
        poll_seconds=60,
        hide_key="Ctrl+Shift+H",
        phrases=("A “quiet” evening.", 'with "quotes" and \\'),
        text_size=150,
        lock_minutes=15,
    )
    fields = {key: getattr(wanted, key) for key in Settings.__struct_fields__}
    assert change(path, **fields) == wanted
    assert load(path) == settings.Loaded(wanted)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_comments_order_and_unknown_keys_stay(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(EDITED)
    change(path, poll_seconds=90, theme="light")
    text = path.read_text()
    for kept in ("# My own notes", "# at night", "later_version = 3", "[someone.elses]", "key = [1, 2]"):
        assert kept in text
    assert tomllib.loads(text)["poll_seconds"] == 90
    assert load(path).settings.theme == "light"
    before = load(path).settings
    change(path)
    assert load(path).settings == before


def test_none_takes_a_folder_away(path: Path, tmp_path: Path) -> None:
    change(path, folder=tmp_path)
    assert change(path, folder=None).folder is None
    assert "folder" not in path.read_text()


def test_a_broken_file_tells_nobody_more_than_they_chose_and_stays(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('notifications = "none"\ntheme = \n')
    loaded = load(path)
    assert loaded.broken
    assert loaded.settings.notifications == "none"
    assert path.read_text().endswith("theme = \n")
    assert broken_copies(path) == ()


def test_a_broken_file_is_set_aside_when_something_is_written(path: Path) -> None:
    path.parent.mkdir()
    for broken in ("theme = \n", "= 3\n"):
        path.write_text(broken)
        os.utime(path, (1_795_340_000, 1_795_340_000))
        assert change(path, theme="dark").theme == "dark"
        assert not load(path).broken
    aside = broken_copies(path)
    assert [place.name.startswith("settings.broken-2026-11-2") for place in aside] == [True, True]
    assert sorted(place.read_text() for place in aside) == ["= 3\n", "theme = \n"]


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"a = 1\n" * 100_000, b"[" * 5000])
def test_rubbish_and_giants_count_as_broken(path: Path, data: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(data)
    assert load(path).broken
    change(path, theme="dark")
    assert broken_copies(path)[0].read_bytes() == data


HIDE_KEYS = (
    "F1", "f8", "F35", "Shift+F8", "Pause", "ScrollLock", "Print", "Ins",
    "Ctrl+H", "Meta+.", "Alt+ß", "Ctrl+Alt+Shift+Meta+H",
)  # fmt: skip


@pytest.mark.parametrize("key", ["", *HIDE_KEYS])
def test_a_key_that_types_nothing_may_hide(key: str) -> None:
    assert settings.fits("hide_key", key)


@pytest.mark.parametrize("key", ["banana", "F0", "F36", "h", "Shift+H", "Ctrl", "Ctrl+", "Ctrl+Ctrl+H",
                                 "Hyper+F8", "Ctrl+H, Ctrl+I", " ", "Ctrl+ ", "F8 "])  # fmt: skip
def test_what_no_window_hears_hides_nothing_and_is_no_hide_key(key: str, path: Path) -> None:
    assert not settings.fits("hide_key", key)
    path.parent.mkdir()
    path.write_text(f'hide_key = "{key}"\n')
    assert load(path).settings.hide_key == "F8"


def test_a_value_that_doesnt_fit_counts_as_its_default_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('theme = "purple"\npoll_seconds = true\nhide_key = "F9"\nfolder = "not/absolute"\n')
    loaded = load(path)
    assert loaded.unfit == ("theme", "folder", "poll_seconds")
    assert loaded.settings == Settings(hide_key="F9")
    assert not loaded.broken
    path.write_text('notifications = "loud"\n')
    assert load(path).settings.notifications == "none"


@pytest.mark.parametrize(
    "fields",
    [
        {"theme": "purple"},
        {"poll_seconds": 1},
        {"poll_seconds": True},
        {"phrases": ("a", 3)},
        {"folder": Path("relative")},
        {"folder": Path(os.fsdecode(b"/not-\xff-text"))},
        {"nothing_like_it": 1},
        {"notifications": None},
    ],
)
def test_what_doesnt_fit_is_refused_before_anything_is_written(path: Path, fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"fit|decode"):
        change(path, **fields)
    assert not path.exists()


def test_killed_while_a_broken_file_is_set_aside_nobody_is_told_more(path: Path) -> None:
    setup = "from pathlib import Path; from stillhere.home.settings import change; import tomlkit, shutil"
    step = 0
    while True:
        path.parent.mkdir(exist_ok=True)
        path.write_text("theme = \n")
        if not killed_at(step, setup, "change(Path(sys.argv[2]), notifications='none')", str(path)):
            break
        assert load(path).settings.notifications == "none"
        step += 1
    assert step > 4
    assert broken_copies(path)


def test_a_file_that_only_the_writer_refuses_counts_as_broken(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tomlkit
    from tomlkit.exceptions import ParseError

    def refuse(_: str) -> None:
        raise ParseError(1, 1, "no")

    change(path, theme="dark")
    monkeypatch.setattr(tomlkit, "parse", refuse)
    assert change(path, theme="light").theme == "light"
    assert len(broken_copies(path)) == 1


def test_a_place_that_cant_be_written_or_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for call in (lambda: change(tmp_path / "file" / "settings.toml", theme="dark"), lambda: load(tmp_path)):
        with pytest.raises(SettingsError) as caught:
            call()
        assert caught.value.what == "settings_denied"


def test_the_stamp_tells_a_change(path: Path) -> None:
    change(path, theme="dark")
    first = settings.stamp(path)
    assert first == settings.stamp(path)
    change(path, theme="light")
    assert settings.stamp(path) != first


def test_settings_as_json_are_plain(path: Path, tmp_path: Path) -> None:
    shown = settings.as_json(change(path, folder=tmp_path))
    assert shown["folder"] == str(tmp_path)
    assert set(shown) == set(Settings.__struct_fields__)


@given(text=st.text(max_size=200))
@hypothesis_settings(deadline=None)
def test_any_phrase_survives(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("s") / "settings.toml"
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return
    assert change(path, phrases=(text, "x")).phrases == (text, "x")
    assert load(path).settings.phrases == (text, "x")
