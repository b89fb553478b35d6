"""Which Debian packages are brought, and how.

Law: nothing is installed here; `run` only notes what was asked.
"""

import os
import platform
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
import system_packages

LISTED = """\
installed\tlibglib2.0-0t64\tlibglib2.0-0 (= 2.80.0-6), libglib2.0-data-compat
installed\tlibegl1\t
config-files\tlibgl1\t
"""


class Notes:
    """A `run` and a `say` that note. `refuse` holds the package names that apt doesn't know."""

    def __init__(self, *refuse: str) -> None:
        self.refuse = set(refuse)
        self.ran: list[list[str]] = []
        self.said: list[str] = []

    def run(self, command: Sequence[str | Path]) -> int:
        self.ran.append([str(part) for part in command])
        return 100 if self.refuse & set(self.ran[-1]) else 0

    def say(self, line: str) -> None:
        self.said.append(line)


@pytest.mark.parametrize(
    ("release", "answer"),
    [
        ({"ID": "debian"}, True),
        ({"ID": "ubuntu", "ID_LIKE": "debian"}, True),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, True),
        ({"ID": "fedora"}, False),
        ({"ID": "arch", "ID_LIKE": ""}, False),
    ],
)
def test_debian_and_its_kin_are_known(release: dict[str, str], answer: bool) -> None:
    assert system_packages.is_debian(release) is answer


def test_installed_and_provided_names_count_and_leftovers_do_not() -> None:
    names = system_packages.provided(LISTED)
    assert names == {"libglib2.0-0t64", "libglib2.0-0", "libglib2.0-data-compat", "libegl1"}


def test_running_needs_no_test_package() -> None:
    running = set(system_packages.wanted(testing=False, venv=True))
    assert running.isdisjoint(system_packages.TESTING)
    assert running < set(system_packages.wanted(testing=True, venv=True))


def test_a_demo_without_a_screen_wants_a_desktop_and_no_more() -> None:
    plain = set(system_packages.wanted(testing=False, venv=True))
    demo = set(system_packages.wanted(testing=False, venv=True, desktop=True))
    assert demo - plain == set(system_packages.DESKTOP)
    assert demo < set(system_packages.wanted(testing=True, venv=True))


def test_python_venv_is_wanted_only_where_it_is_missing() -> None:
    assert "python3-venv" in system_packages.wanted(testing=False, venv=False)
    assert "python3-venv" not in system_packages.wanted(testing=True, venv=True)


def test_root_installs_in_one_line_after_one_update() -> None:
    notes = Notes()
    system_packages.bring_missing(["libegl1", "libgl1"], [], notes.say, notes.run)
    update, install = notes.ran
    assert update[-3:] == ["apt-get", "update", "-qq"]
    assert install[:5] == ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y"]
    assert {"libegl1", "libgl1"} < set(install)


def test_without_rights_the_line_is_said_and_nothing_runs() -> None:
    notes = Notes()
    system_packages.bring_missing(["libegl1"], None, notes.say, notes.run)
    assert not notes.ran
    assert "sudo apt-get install -y --no-install-recommends libegl1" in notes.said[-1]


def test_one_unknown_name_does_not_hold_up_the_others() -> None:
    notes = Notes("libxcb-cursor0")
    system_packages.bring_missing(["libegl1", "libxcb-cursor0", "libgl1"], [], notes.say, notes.run)
    assert [command[-1] for command in notes.ran[-3:]] == ["libegl1", "libxcb-cursor0", "libgl1"]


def test_what_stays_away_is_named_and_the_way_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: {"ID": "debian"})
    monkeypatch.setattr(os, "getuid", lambda: 0, raising=False)
    looks = iter([["libegl1", "libgl1"], ["libgl1"]])
    monkeypatch.setattr(system_packages, "missing", lambda names: next(looks))
    notes = Notes("libgl1")
    system_packages.bring(["libegl1", "libgl1", "libzstd1"], notes.say, notes.run)
    assert notes.said[-1] == "Going on without libgl1."


@pytest.mark.parametrize("services", [True, False])
def test_no_service_is_started_on_anybodys_computer(services: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: {"ID": "debian"})
    monkeypatch.setattr(os, "getuid", lambda: 0, raising=False)
    monkeypatch.setattr(system_packages, "services_run", lambda: services)
    monkeypatch.setattr(system_packages, "missing", list)
    notes = Notes()
    system_packages.bring(system_packages.TESTING, notes.say, notes.run)
    installed = {word for command in notes.ran for word in command}
    assert set(system_packages.TESTING) - set(system_packages.SERVERS) < installed
    assert installed.isdisjoint(system_packages.SERVERS) is services


def test_sudo_is_used_only_where_it_asks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    assert system_packages.as_root(1000, Notes().run) == ["sudo", "-n"]
    assert system_packages.as_root(1000, Notes("sh").run) is None
    assert system_packages.as_root(0, Notes("sh").run) == []


def test_a_system_without_apt_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: pytest.fail("not asked without apt"))
    notes = Notes()
    system_packages.bring(["libegl1"], notes.say, notes.run)
    assert (notes.ran, notes.said) == ([], [])


def test_apt_on_another_distribution_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: {"ID": "fedora"})
    notes = Notes()
    system_packages.bring(["libegl1"], notes.say, notes.run)
    assert (notes.ran, notes.said) == ([], [])
