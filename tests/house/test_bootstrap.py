"""The way from a fresh copy to a running program. Law: no library is fetched here; `run` only notes."""

import ast
import os
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

import bootstrap
import pytest
import system_packages

from tests.house.programs import outcome


class Steps:
    """A `run` that notes each step; `codes` answers a step whose words contain the key."""

    def __init__(self, **codes: int) -> None:
        self.codes = codes
        self.ran: list[str] = []

    def __call__(self, command: Sequence[str | Path]) -> int:
        self.ran.append(" ".join(str(part) for part in command))
        return next((code for word, code in self.codes.items() if word in self.ran[-1]), 0)


@pytest.fixture
def place(tmp_path: Path) -> bootstrap.Place:
    """A copy with its lock files and no .venv yet."""
    made = bootstrap.Place(tmp_path)
    (tmp_path / "packaging").mkdir()
    for kind in ("run", "test"):
        made.lock(kind).write_text(f"{kind}==1\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    return made


@pytest.fixture(autouse=True)
def _no_real_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    def create(folder: Path, **_: object) -> None:
        (folder / "bin").mkdir(parents=True)
        (folder / "Scripts").mkdir()
        (folder / "pyvenv.cfg").touch()
        bootstrap.Place(folder.parent).python.touch()

    monkeypatch.setattr(venv, "create", create)
    monkeypatch.setattr(system_packages, "bring", lambda names, say, run: None)


def test_the_file_parses_on_pythons_that_are_too_old_to_run_it(root: Path) -> None:
    source = (root / "packaging" / "bootstrap.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))
    first = next(node for node in ast.parse(source).body if isinstance(node, ast.If))
    assert ast.unparse(first.test) == "sys.version_info < (3, 11)"


def test_a_python_that_is_too_old_gets_one_sentence(root: Path) -> None:
    source = (root / "packaging" / "bootstrap.py").read_text(encoding="utf-8")
    pretend = f"import sys; sys.version_info = (3, 9, 2); exec(compile({source!r}, 'bootstrap.py', 'exec'))"
    done = outcome(sys.executable, "-c", pretend)
    assert done.returncode == 1
    assert done.stderr == "Still Here runs on Python 3.11 or newer; this is Python 3.9.\n"


def test_the_first_time_everything_is_made(place: bootstrap.Place) -> None:
    steps = Steps()
    bootstrap.prepare(place, "demo", steps)
    libraries, project = steps.ran
    assert "--require-hashes" in libraries
    assert str(place.lock("run")) in libraries
    assert f"--editable {place.root}" in project
    assert bootstrap.is_ready(place, "run")
    assert not bootstrap.is_ready(place, "test")


def test_the_second_time_nothing_runs(place: bootstrap.Place) -> None:
    bootstrap.prepare(place, "demo", Steps())
    again = Steps()
    bootstrap.prepare(place, "run", again)
    assert again.ran == []


def test_what_is_ready_for_tests_is_ready_to_run(place: bootstrap.Place) -> None:
    bootstrap.prepare(place, "test", Steps())
    again = Steps()
    bootstrap.prepare(place, "demo", again)
    assert again.ran == []


@pytest.mark.parametrize("changed", ["packaging/requirements-run.lock", "pyproject.toml"])
def test_a_changed_lock_or_project_is_installed_again(place: bootstrap.Place, changed: str) -> None:
    bootstrap.prepare(place, "demo", Steps())
    with (place.root / changed).open("a") as file:
        file.write("# changed\n")
    again = Steps()
    bootstrap.prepare(place, "demo", again)
    assert any("--require-hashes" in step for step in again.ran)


def test_a_copy_that_was_moved_is_installed_again(place: bootstrap.Place, tmp_path: Path) -> None:
    bootstrap.prepare(place, "demo", Steps())
    moved = bootstrap.Place(tmp_path.rename(tmp_path.with_name("moved")))
    assert not bootstrap.is_ready(moved, "run")


def test_a_python_that_does_not_answer_is_made_again(place: bootstrap.Place) -> None:
    bootstrap.make_venv(place, Steps())
    (place.venv / "old").touch()
    bootstrap.make_venv(place, Steps(version_info=1))
    assert place.python.exists()
    assert not (place.venv / "old").exists()


def test_a_folder_that_is_no_venv_is_never_deleted(place: bootstrap.Place) -> None:
    place.venv.mkdir()
    (place.venv / "letters.txt").touch()
    bootstrap.make_venv(place, Steps())
    assert (place.venv / "letters.txt").exists()


def test_without_network_nothing_counts_as_ready(place: bootstrap.Place) -> None:
    with pytest.raises(bootstrap.Stopped, match="Is there a network"):
        bootstrap.prepare(place, "demo", Steps(hashes=1))
    assert not bootstrap.is_ready(place, "run")


def test_a_python_without_venv_names_the_package(
    place: bootstrap.Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "can_make_venv", lambda: False)
    with pytest.raises(bootstrap.Stopped, match="apt-get install python3-venv"):
        bootstrap.prepare(place, "demo", Steps())


@pytest.mark.parametrize(
    ("arguments", "tail"),
    [
        (["demo", "--no-screen"], ["-m", "stillhere", "demo", "--no-screen"]),
        (["run", "status", "--json"], ["-m", "stillhere", "status", "--json"]),
        (["test", "-k", "house", "-x"], ["-k", "house", "-x"]),
        (["bench", "-k", "start"], ["-m", "bench", "-s", "-k", "start"]),
    ],
)
def test_words_after_the_verb_are_handed_on(
    place: bootstrap.Place, arguments: list[str], tail: list[str]
) -> None:
    asked = bootstrap.parser().parse_args(arguments)
    command = bootstrap.command_of(place, asked.verb, asked.words)
    assert command[0] == str(place.python)
    assert command[-len(tail) :] == tail


def test_whoever_measures_loads_no_qt() -> None:
    place = bootstrap.Place(Path(__file__).resolve().parents[2])
    words = ["--collect-only", "-q", "-p", "tests.house.loaded_modules"]
    _, *command = bootstrap.command_of(place, "bench", words)
    done = outcome(sys.executable, *command, cwd=place.root)
    assert done.returncode == 0, done.stderr
    loaded = done.stdout.rpartition("loaded: ")[2].split()
    assert "tests.bench.bench_tray" in loaded
    assert [name for name in loaded if name.startswith(("PySide6", "shiboken6"))] == []


def test_every_verb_has_a_command(place: bootstrap.Place) -> None:
    empty = [verb for verb in bootstrap.VERBS if not bootstrap.command_of(place, verb, [])]
    assert empty == ["setup"]


@pytest.mark.parametrize(("end", "code"), [(bootstrap.Stopped("no room"), 3), (KeyboardInterrupt(), 130)])
def test_the_way_that_ends_early_starts_nothing(
    end: BaseException, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def prepare(*_: object) -> None:
        raise end

    monkeypatch.setattr(bootstrap, "prepare", prepare)
    monkeypatch.setattr(bootstrap, "start", lambda *_: pytest.fail("started"))
    assert bootstrap.main(["demo"]) == code


def test_progress_keeps_standard_output_free(capsys: pytest.CaptureFixture[str]) -> None:
    bootstrap.say("Ready.")
    out, err = capsys.readouterr()
    assert (out, err) == ("", "Ready.\n")


def test_a_step_speaks_only_where_it_did_not_get_through(capsys: pytest.CaptureFixture[str]) -> None:
    program = "import sys; print('many lines'); sys.exit(int(sys.argv[1]))"
    assert bootstrap.quietly([sys.executable, "-c", program, "0"]) == 0
    assert capsys.readouterr().err == ""
    assert bootstrap.quietly([sys.executable, "-c", program, "4"]) == 4
    assert capsys.readouterr().err == "many lines\n"


@pytest.mark.skipif(os.name == "nt", reason="the hand-over without a process in between is POSIX")
def test_on_posix_the_program_takes_over_with_its_own_exit_code(root: Path, tmp_path: Path) -> None:
    program = "import os, sys; print(os.getcwd()); sys.exit(7)"
    code = "import bootstrap, pathlib, sys; bootstrap.start(sys.argv[2:], pathlib.Path(sys.argv[1]))"
    command = (sys.executable, "-c", code, tmp_path, sys.executable, "-c", program)
    done = outcome(*command, cwd=root / "packaging")
    assert (done.returncode, done.stdout.strip()) == (7, str(tmp_path))
