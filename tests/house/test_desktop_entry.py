"""What a Linux desktop reads about the program.

Law: checked by the desktop's own tools where they are here.
"""

import configparser
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import stillhere
from tests.house.programs import outcome

APP = "org.stillhere.StillHere"


def entry(root: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(root / "packaging" / f"{APP}.desktop", encoding="utf-8")
    return parser


def test_entry_and_metainfo_speak_of_the_same_program(root: Path) -> None:
    meta = ET.parse(root / "packaging" / f"{APP}.metainfo.xml").getroot()
    main = entry(root)["Desktop Entry"]
    assert meta.findtext("id") == main["Icon"] == main["StartupWMClass"] == APP
    assert meta.findtext("name") == main["Name"]
    assert meta.findtext("launchable") == f"{APP}.desktop"
    assert meta.findtext("provides/binary") == main["Exec"]


def test_metainfo_names_this_version(root: Path) -> None:
    releases = ET.parse(root / "packaging" / f"{APP}.metainfo.xml").getroot().findall("releases/release")
    assert releases[0].get("version") == stillhere.__version__


def test_every_action_is_told(root: Path) -> None:
    parser = entry(root)
    names = parser["Desktop Entry"]["Actions"].strip(";").split(";")
    assert {f"Desktop Action {name}" for name in names} == set(parser.sections()) - {"Desktop Entry"}


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="desktop-file-utils is not here")
def test_the_entry_is_valid_where_desktop_file_utils_is_here(root: Path) -> None:
    done = outcome("desktop-file-validate", root / "packaging" / f"{APP}.desktop")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(not shutil.which("appstreamcli"), reason="appstream is not here")
def test_the_metainfo_is_valid_where_appstream_is_here(root: Path) -> None:
    done = outcome("appstreamcli", "validate", "--no-net", root / "packaging" / f"{APP}.metainfo.xml")
    assert done.returncode == 0, done.stdout
