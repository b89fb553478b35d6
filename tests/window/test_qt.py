"""A module that stands in for one of PySide's runs once, whoever asks, and anew where it couldn't run."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib.util import spec_from_file_location
from pathlib import Path

import pytest

from stillhere.window.qt import StandIn

_RUN = """
import pathlib, time
log = pathlib.Path({log!r})
log.write_text(log.read_text() + "run ")
if log.read_text().count("run") <= {broken}:
    raise OSError("away")
time.sleep(0.05)
answer = 42
"""


def _stand_in(place: Path, broken: int = 0) -> tuple[StandIn, Path]:
    """A module that writes each run down, and breaks off in the first so many of them."""
    source, log = place / "explained.py", place / "log"
    log.touch()
    source.write_text(_RUN.format(log=str(log), broken=broken))
    spec = spec_from_file_location("explained", source)
    assert spec is not None
    return StandIn(spec), log


def test_it_runs_once_for_all_threads_and_none_meets_half_of_it(tmp_path: Path) -> None:
    module, log = _stand_in(tmp_path)
    assert log.read_text() == ""
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda _: module.answer, range(4))) == [42] * 4
    assert log.read_text() == "run "


def test_what_nobody_defined_is_missed_as_in_every_module(tmp_path: Path) -> None:
    module, log = _stand_in(tmp_path)
    assert not hasattr(module, "__path__")
    assert log.read_text() == "", "a look for a package runs nothing"
    with pytest.raises(AttributeError, match="'explained' has no attribute 'nothing'"):
        module.nothing  # noqa: B018 - asking is what is tried


def test_what_could_not_run_is_tried_anew_and_keeps_its_place(tmp_path: Path) -> None:
    module, log = _stand_in(tmp_path, broken=1)
    published = module.__spec__
    with pytest.raises(OSError, match="away"):
        module.answer  # noqa: B018 - asking is what is tried
    assert module.__spec__ is published
    assert module.answer == 42
    assert module.__spec__ is published
    assert log.read_text() == "run run "
