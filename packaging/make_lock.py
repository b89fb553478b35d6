"""Writes requirements-run.lock and requirements-test.lock: exact versions with hashes, for three systems.

Law: pip alone speaks with the network. The versions come from one resolution on the oldest Python; every
system and Python named below then has to find a wheel of each, or no lock is written.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
OLDEST = (3, 11)


@dataclass(frozen=True)
class System:
    """One kind of computer: its marker values, and the wheel tags that pip may take for it."""

    name: str
    sys_platform: str
    platform_system: str
    platform_machine: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Target:
    """One system with one Python."""

    system: System
    python: str

    def environment(self, extra: str) -> dict[str, str]:
        """The marker values in force, with one `extra` asked for ("" for none)."""
        return {
            "sys_platform": self.system.sys_platform,
            "platform_system": self.system.platform_system,
            "platform_machine": self.system.platform_machine,
            "os_name": "nt" if self.system.sys_platform == "win32" else "posix",
            "python_version": self.python,
            "python_full_version": f"{self.python}.0",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
            "extra": extra,
        }


@dataclass
class Found:
    """What pip told: a version and the requirements by canonical name."""

    versions: dict[str, str] = field(default_factory=dict)
    needs: dict[str, list[Requirement]] = field(default_factory=dict)


def _linux(machine: str) -> System:
    tags = tuple(f"manylinux_2_{glibc}_{machine}" for glibc in (17, 28, 34, 39))
    return System(f"linux-{machine}", "linux", "Linux", machine, tags)


SYSTEMS = (
    _linux("x86_64"),
    _linux("aarch64"),
    System("windows", "win32", "Windows", "AMD64", ("win_amd64",)),
    System("macos-arm64", "darwin", "Darwin", "arm64", ("macosx_13_0_arm64",)),
    System("macos-x86_64", "darwin", "Darwin", "x86_64", ("macosx_13_0_x86_64",)),
)
TARGETS = tuple(Target(system, python) for python in PYTHONS for system in SYSTEMS)


def ask_pip(requirements: Sequence[str], *options: str) -> list[dict[str, Any]]:
    """What `pip install` would install: its report's list. Exits with pip's own words where it can't."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet"]
        command += ["--only-binary", ":all:", "--report", str(report), *options, *requirements]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{done.stderr}\npip found no answer for: {' '.join(options)}")
        installed: list[dict[str, Any]] = json.loads(report.read_text())["install"]
        return installed


def learn(found: Found, report: Iterable[Mapping[str, Any]]) -> None:
    """Takes pip's report into `found`; a version that is known already stays."""
    for item in report:
        metadata = item["metadata"]
        name = canonicalize_name(metadata["name"])
        if name not in found.versions:
            found.versions[name] = metadata["version"]
            found.needs[name] = [Requirement(line) for line in metadata.get("requires_dist", [])]


def reached(roots: Iterable[Requirement], found: Found, target: Target) -> tuple[set[str], list[Requirement]]:
    """The names that `roots` need on `target`, and the requirements that pip hasn't told about yet."""
    seen: set[tuple[str, str]] = set()
    unknown: list[Requirement] = []
    waiting = [(root, "") for root in roots]
    while waiting:
        need, extra = waiting.pop()
        if need.marker is not None and not need.marker.evaluate(target.environment(extra)):
            continue
        name = canonicalize_name(need.name)
        if name not in found.versions:
            unknown.append(need)
            continue
        for wanted in ("", *need.extras):
            if (name, wanted) not in seen:
                seen.add((name, wanted))
                waiting += [(child, wanted) for child in found.needs[name]]
    return {name for name, _ in seen}, unknown


def close(roots: Sequence[Requirement], found: Found) -> dict[str, set[Target]]:
    """Every name with the targets that need it; asks pip for what only other systems need."""
    while True:
        unknown: dict[str, Requirement] = {}
        where: dict[str, set[Target]] = {}
        for target in TARGETS:
            names, gaps = reached(roots, found, target)
            unknown.update({canonicalize_name(gap.name): gap for gap in gaps})
            for name in names:
                where.setdefault(name, set()).add(target)
        if not unknown:
            return where
        learn(found, ask_pip([f"{gap.name}{gap.specifier}" for gap in unknown.values()], "--no-deps"))


def hashes(where: Mapping[str, set[Target]], found: Found) -> dict[str, set[str]]:
    """The SHA-256 of each wheel that some target takes, by canonical name."""
    known: dict[str, set[str]] = {}
    for target in TARGETS:
        print(f"wheels for {target.system.name}, Python {target.python}", file=sys.stderr, flush=True)
        wanted = [f"{name}=={found.versions[name]}" for name in sorted(where) if target in where[name]]
        tags = [word for tag in target.system.tags for word in ("--platform", tag)]
        options = ["--no-deps", "--target", "unused", "--python-version", target.python, *tags]
        for item in ask_pip(wanted, *options):
            name = canonicalize_name(item["metadata"]["name"])
            known.setdefault(name, set()).add(item["download_info"]["archive_info"]["hashes"]["sha256"])
    return known


def marker_of(targets: set[Target]) -> str:
    """The shortest marker that holds on `targets` and on no other target; "" where it holds everywhere."""
    systems = {target.system.sys_platform for target in targets}
    pythons = {target.python for target in targets}
    parts = []
    if systems != {system.sys_platform for system in SYSTEMS}:
        parts.append(" or ".join(f"sys_platform == '{name}'" for name in sorted(systems)))
    if pythons != set(PYTHONS):
        newest = max(pythons, key=PYTHONS.index)
        if pythons != set(PYTHONS[: PYTHONS.index(newest) + 1]):
            raise ValueError(f"no simple marker for {sorted(pythons)}")
        parts.append(f"python_version < '{PYTHONS[PYTHONS.index(newest) + 1]}'")
    covered = {t for t in TARGETS if t.system.sys_platform in systems and t.python in pythons}
    if covered != targets:
        raise ValueError(f"no simple marker for {sorted(t.system.name for t in targets)}")
    return " and ".join(f"({part})" if " or " in part and len(parts) > 1 else part for part in parts)


def written(where: Mapping[str, set[Target]], found: Found, known: Mapping[str, set[str]]) -> str:
    """The text of a lock file."""
    lines = [
        "# Written by `python3 packaging/bootstrap.py lock`; read by pip with --require-hashes.",
        f"# Wheels for {', '.join(system.name for system in SYSTEMS)}; Python {', '.join(PYTHONS)}.",
    ]
    for name in sorted(where):
        marker = marker_of(where[name])
        pin = f"{name}=={found.versions[name]}" + (f" ; {marker}" if marker else "")
        lines.append(" \\\n".join([pin, *(f"    --hash=sha256:{digest}" for digest in sorted(known[name]))]))
    return "\n".join(lines) + "\n"


def main() -> None:
    """Resolves once, looks at every target, writes both files."""
    if sys.version_info[:2] != OLDEST:
        sys.exit(f"The lock is made with Python {OLDEST[0]}.{OLDEST[1]}, the oldest that it serves.")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    test = [*run, *project["project"]["optional-dependencies"]["test"]]
    found = Found()
    learn(found, ask_pip(test))
    everywhere = close([Requirement(line) for line in test], found)
    known = hashes(everywhere, found)
    for kind, lines in (("run", run), ("test", test)):
        where = close([Requirement(line) for line in lines], found)
        path = ROOT / "packaging" / f"requirements-{kind}.lock"
        path.write_text(written(where, found, known), encoding="utf-8")
        print(f"{path.name}: {len(where)} libraries", file=sys.stderr)


if __name__ == "__main__":
    main()
