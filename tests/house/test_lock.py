"""The lock files. Law: what they pin is what runs here, each wheel by its hash, on every system named."""

import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import make_lock
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LINUX, ARM, WINDOWS, MAC, MAC_INTEL = make_lock.SYSTEMS


def pins(root: Path, kind: str) -> dict[str, Requirement]:
    text = (root / "packaging" / f"requirements-{kind}.lock").read_text(encoding="utf-8")
    lines = [line.removesuffix("\\").strip() for line in text.splitlines() if "==" in line]
    return {need.name: need for need in map(Requirement, lines)}


def systems(need: Requirement) -> set[make_lock.Target]:
    marker = need.marker
    return {t for t in make_lock.TARGETS if marker is None or marker.evaluate(t.environment(""))}


def pinned(need: Requirement) -> str:
    (only,) = need.specifier
    assert only.operator == "=="
    return only.version


def test_the_program_and_the_tests_stand_on_the_same_versions(root: Path) -> None:
    run, test = pins(root, "run"), pins(root, "test")
    assert {name: pinned(need) for name, need in run.items()} == {name: pinned(test[name]) for name in run}
    for name, need in run.items():
        assert systems(need) <= systems(test[name])  # the tests may need it on more of them


@pytest.mark.parametrize("kind", ["run", "test"])
def test_every_pin_has_a_hash(root: Path, kind: str) -> None:
    text = (root / "packaging" / f"requirements-{kind}.lock").read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=[a-z])", text) if not entry.startswith("#")]
    assert len(entries) == len(pins(root, kind))
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry) for entry in entries)


def test_what_runs_here_is_what_the_lock_pins(root: Path) -> None:
    wanted = [need for need in pins(root, "test").values() if need.marker is None or need.marker.evaluate()]
    here = {need.name: metadata.version(need.name) for need in wanted}
    assert here == {need.name: pinned(need) for need in wanted}


@pytest.mark.parametrize("kind", ["run", "test"])
def test_every_dependency_of_the_project_is_pinned_within_its_bounds(root: Path, kind: str) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["dependencies"] + (project["optional-dependencies"]["test"] if kind == "test" else [])
    locked = pins(root, kind)
    for need in map(Requirement, lines):
        found = locked[canonicalize_name(need.name)]
        assert need.specifier.contains(pinned(found))
        assert systems(need) <= systems(found)


def test_on_linux_the_tests_alone_bring_watchdog(root: Path) -> None:
    assert {target.system for target in systems(pins(root, "run")["watchdog"])} == {WINDOWS, MAC, MAC_INTEL}
    assert systems(pins(root, "test")["watchdog"]) == set(make_lock.TARGETS)


def test_the_lock_avoids_the_qt_that_ends_the_process(root: Path) -> None:
    assert pinned(pins(root, "run")["pyside6-essentials"]) != "6.12.0"


@pytest.mark.parametrize(
    ("targets", "marker"),
    [
        (set(make_lock.TARGETS), ""),
        ({t for t in make_lock.TARGETS if t.system is WINDOWS}, "sys_platform == 'win32'"),
        ({t for t in make_lock.TARGETS if t.python == "3.11"}, "python_version < '3.12'"),
        (
            {t for t in make_lock.TARGETS if t.system in (LINUX, ARM, WINDOWS) and t.python == "3.11"},
            "(sys_platform == 'linux' or sys_platform == 'win32') and python_version < '3.12'",
        ),
    ],
)
def test_markers_hold_where_a_library_is_needed(targets: set[make_lock.Target], marker: str) -> None:
    assert make_lock.marker_of(targets) == marker


def test_a_need_that_no_simple_marker_tells_is_refused() -> None:
    with pytest.raises(ValueError, match="no simple marker"):
        make_lock.marker_of({t for t in make_lock.TARGETS if t.system is MAC_INTEL})


def test_needs_of_other_systems_and_of_extras_are_found() -> None:
    found = make_lock.Found(
        versions={"keyring": "1", "coverage": "1", "tool": "1"},
        needs={
            "keyring": [Requirement("pywin32-ctypes>=0.2; sys_platform == 'win32'")],
            "tool": [Requirement("coverage[toml]")],
            "coverage": [Requirement("tomli; extra == 'toml'")],
        },
    )
    roots = [Requirement("keyring"), Requirement("tool")]
    names, unknown = make_lock.reached(roots, found, make_lock.Target(WINDOWS, "3.11"))
    assert names == {"keyring", "tool", "coverage"}
    assert {need.name for need in unknown} == {"pywin32-ctypes", "tomli"}
    _, unknown = make_lock.reached(roots, found, make_lock.Target(MAC, "3.11"))
    assert {need.name for need in unknown} == {"tomli"}


def test_the_lock_is_written_with_markers_and_sorted_hashes() -> None:
    where = {"b": {t for t in make_lock.TARGETS if t.system is WINDOWS}, "a": set(make_lock.TARGETS)}
    found = make_lock.Found(versions={"a": "1", "b": "2"})
    text = make_lock.written(where, found, {"a": {"f", "e"}, "b": {"d"}})
    body = [line for line in text.splitlines() if not line.startswith("#")]
    assert body == [
        "a==1 \\",
        "    --hash=sha256:e \\",
        "    --hash=sha256:f",
        "b==2 ; sys_platform == 'win32' \\",
        "    --hash=sha256:d",
    ]


def test_this_python_is_one_that_the_lock_serves() -> None:
    assert f"{sys.version_info[0]}.{sys.version_info[1]}" in make_lock.PYTHONS
