"""The program installs the same way from a wheel and in place.

Law: what an installed copy reads is byte for byte what stands in the tree.
"""

import os
import sys
import sysconfig
import venv
import zipfile
from importlib import metadata
from importlib.resources import files
from pathlib import Path

import pytest

import stillhere
from tests.house.programs import outcome

READ_A_RESOURCE = """
import importlib.metadata, importlib.resources, stillhere
print(stillhere.__file__)
print(importlib.metadata.version("stillhere"))
print(importlib.resources.files("stillhere.resources").joinpath("icons", "stillhere.svg").read_text(), end="")
"""


def data_files(root: Path) -> set[str]:
    """Every file under resources/ that belongs to the project, as a path inside it."""
    found = (path for path in (root / "resources").rglob("*") if path.is_file())
    return {path.relative_to(root / "resources").as_posix() for path in found if path.suffix != ".pyc"}


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("dist")
    done = outcome(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", place, root)
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = place.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def clean_python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python of its own with the wheel in it; the libraries are those of this run, after its own."""
    place = tmp_path_factory.mktemp("clean")
    venv.create(place, with_pip=False, symlinks=os.name != "nt")
    scripts = place / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / Path(sys.executable).name
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    its_own = Path(outcome(python, "-c", ask).stdout.strip())
    (its_own / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "-qq", "--no-deps", "--no-index")
    # Without --ignore-installed pip would take out the copy that the tests run on.
    done = outcome(*pip, "--ignore-installed", wheel)
    assert done.returncode == 0, done.stdout + done.stderr
    return python


def test_the_wheel_carries_every_resource(wheel: Path, root: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        prefix = "stillhere/resources/"
        inside = {name.removeprefix(prefix) for name in archive.namelist() if name.startswith(prefix)}
        assert inside == data_files(root)
        for name in inside:
            assert archive.read(prefix + name) == (root / "resources" / name).read_bytes()


def test_the_wheel_carries_the_program_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert tops == {"stillhere", f"stillhere-{stillhere.__version__}.dist-info"}


def test_an_installed_wheel_reads_a_resource(clean_python: Path, root: Path, tmp_path: Path) -> None:
    done = outcome(clean_python, "-c", READ_A_RESOURCE, cwd=tmp_path)
    where, version, text = done.stdout.split("\n", 2)
    assert clean_python.parents[1] in Path(where).parents
    assert version == stillhere.__version__
    assert text == (root / "resources" / "icons" / "stillhere.svg").read_text()


def test_an_installed_wheel_brings_the_command(clean_python: Path) -> None:
    assert list(clean_python.parent.glob("stillhere*"))


def test_in_place_the_same_resource_is_read(root: Path) -> None:
    assert Path(stillhere.__file__).is_relative_to(root)
    text = files("stillhere.resources").joinpath("icons", "stillhere.svg").read_text()
    assert text == (root / "resources" / "icons" / "stillhere.svg").read_text()


def test_in_place_the_version_is_the_one_installed() -> None:
    assert metadata.version("stillhere") == stillhere.__version__
