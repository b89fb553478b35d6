"""The settings of this device: a TOML file that people may edit, and that the program never spoils.

Reading changes nothing on the disk. Writing keeps comments and unknown keys. A file that can't be read stays
where it is until something is to be written; then it is set aside beside the new one, under the day of its
last change. A value that doesn't fit counts as its default, that one alone; where the choice of notifications
can't be read there are none, because nobody may be told more than they chose.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from msgspec import Struct
from msgspec.structs import asdict, replace

from stillhere.home import files
from stillhere.home.errors import SettingsError
from stillhere.home.plain_toml import plain

Notifications = Literal["named", "discreet", "none"]
Theme = Literal["system", "light", "dark"]

#: How often the folder is looked at, in seconds, may lie between these.
POLL_SECONDS = (5, 3600)
#: The smallest and the largest text of the window, in per cent.
TEXT_SIZES = (100, 200)
#: How long (minutes) what is locked may stay open in sight.
LOCK_MINUTES = (0, 240)
_MAX_BYTES = 256 * 1024
#: What may be held while the hide key is pressed, and keys that type nothing, as a window names them.
_HELD = frozenset({"ctrl", "alt", "shift", "meta"})
_KEYS = frozenset({"pause", "print", "scrolllock", "ins", *(f"f{number}" for number in range(1, 36))})


class Settings(Struct, frozen=True, kw_only=True):
    """What the person chose for this device.

    ``chosen_notifications``: the choice was asked for at the first start. ``folder``: the folder that holds
    "Still Here" (None: none chosen). ``hide_key``: a key combination ("" for none). ``phrases``: the person's
    own list of warm lines (empty: the list that comes with the program). ``text_size``: of the window, in per
    cent. ``lock_minutes``: without a key for so long, open pages lock again (0: when they are left).
    ``nudge``: the folder's carrier may be asked, on this computer, to look at a new file at once.
    """

    notifications: Notifications = "named"
    chosen_notifications: bool = False
    theme: Theme = "system"
    folder: Path | None = None
    poll_seconds: int = 30
    hide_key: str = "F8"
    phrases: tuple[str, ...] = ()
    text_size: int = 100
    lock_minutes: int = 0
    nudge: bool = False


class Loaded(Struct, frozen=True):
    """The settings as read. ``broken``: the file isn't TOML. ``unfit``: keys whose value doesn't fit."""

    settings: Settings
    broken: bool = False
    unfit: tuple[str, ...] = ()


def load(path: Path) -> Loaded:
    """The settings at `path`; the defaults where there is no file."""
    data = _read(path)
    if data is None:
        return Loaded(Settings())
    table = _parse(data)
    if table is None:
        return Loaded(Settings(notifications="none"), broken=True)
    found: dict[str, Any] = {}
    unfit: list[str] = []
    for key in Settings.__struct_fields__:
        if key not in table:
            continue
        try:
            found[key] = _fitting(key, table[key])
        except ValueError:
            unfit.append(key)
    if "notifications" in unfit:
        found["notifications"] = "none"
    return Loaded(Settings(**found), unfit=tuple(unfit))


def change(path: Path, **fields: object) -> Settings:
    """Writes the given fields of `Settings` and returns the whole.

    Raises `ValueError` for a field or value that doesn't fit, and `SettingsError` where nothing can be
    written; in both cases nothing was changed.
    """
    fitting = {key: _fitting(key, value) for key, value in fields.items()}
    import tomlkit

    try:
        data = _read(path)
        document = None if data is None else _document(data)
        broken = data is not None and document is None
        if document is None:
            document = tomlkit.document()
        for key, value in fitting.items():
            _put(document, key, value)
        files.make_dir(path.parent)
        if broken:
            _set_aside(path)
        files.replace(path, tomlkit.dumps(document).encode("utf-8"))
    except OSError as error:
        raise SettingsError("settings_denied", place=str(path)) from error
    return replace(load(path).settings, **fitting)


def fits(key: str, value: object) -> bool:
    """Whether the field `key` of `Settings` takes `value`."""
    try:
        _fitting(key, value)
    except ValueError:
        return False
    return True


def stamp(path: Path) -> tuple[int, int, int] | None:
    """What differs once anybody changed the file: time (ns), size (bytes), inode. None: no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def as_json(settings: Settings) -> Mapping[str, object]:
    """The settings as plain JSON values, for ``settings --json``."""
    return {key: str(value) if isinstance(value, Path) else value for key, value in asdict(settings).items()}


def _read(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsError("settings_denied", place=str(path)) from error


def _parse(data: bytes) -> dict[str, Any] | None:
    if len(data) > _MAX_BYTES:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    found = plain(text)
    if found is not None:
        return found
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _document(data: bytes) -> Any:
    """The file with its comments and order, for writing; None where it is broken."""
    if _parse(data) is None:
        return None
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        return tomlkit.parse(data.decode("utf-8"))
    except TOMLKitError:
        return None


def _fitting(key: str, value: object) -> Any:
    """`value` as the field `key` holds it. Raises `ValueError`."""
    match key, value:
        case "notifications", str() if value in get_args(Notifications):
            return value
        case "theme", str() if value in get_args(Theme):
            return value
        case (("chosen_notifications" | "nudge"), bool()):
            return value
        case (("poll_seconds" | "text_size" | "lock_minutes"), int()) if _counts(key, value):
            return value
        case "hide_key", str() if not value or _is_key(value):
            return value
        case "phrases", list() | tuple() if all(isinstance(each, str) for each in value):
            return tuple(value)
        case "folder", None | "":
            return None
        case "folder", str() | Path() if Path(value).is_absolute():
            os.fsencode(value).decode("utf-8")  # TOML holds Unicode only; UnicodeDecodeError is a ValueError
            return Path(value)
    raise ValueError(f"settings: {key} doesn't fit")


def _is_key(text: str) -> bool:
    """Whether this is one stroke that a window hears and that nobody types in a text."""
    *held, key = text.lower().split("+")
    if len(set(held)) != len(held) or not _HELD.issuperset(held):
        return False
    typed = len(key) == 1 and key.isprintable() and not key.isspace()
    return key in _KEYS or (typed and bool({"ctrl", "alt", "meta"}.intersection(held)))


def _counts(key: str, value: int) -> bool:
    """Whether a number lies in the range of its field. Yes and no are no numbers."""
    ranges = {"poll_seconds": POLL_SECONDS, "text_size": TEXT_SIZES, "lock_minutes": LOCK_MINUTES}
    least, most = ranges[key]
    return not isinstance(value, bool) and least <= value <= most


def _put(document: Any, key: str, value: object) -> None:
    import tomlkit

    if value is None:
        document.pop(key, None)
    elif isinstance(value, tuple):
        lines = tomlkit.array()
        for each in value:
            lines.append(each)
        document[key] = lines.multiline(bool(value))
    else:
        document[key] = str(value) if isinstance(value, Path) else value


def _set_aside(path: Path) -> None:
    # A copy: at no moment is there no file, for without one the choice of notifications would be the default.
    import shutil

    aside = _aside(path)
    shutil.copyfile(path, aside)
    aside.chmod(files.PRIVATE_FILE)


def _aside(path: Path) -> Path:
    day = time.strftime("%Y-%m-%d", time.localtime(path.stat().st_mtime))
    number = 1
    while True:
        more = "" if number == 1 else f"-{number}"
        free = path.with_name(f"{path.stem}.broken-{day}{more}{path.suffix}")
        if not free.exists():
            return free
        number += 1
