"""The settings name every library that the program is made with, and none that it isn’t made with."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from stillhere.words import say

#: What people know a library by, where it isn't the name of the package.
KNOWN_AS = {
    "PySide6-Essentials": "Qt for Python",
    "pynacl": "libsodium",
    "pyrage": "age",
    "sqlcipher3": "SQLCipher",
    "pillow": "Pillow",
    "zxing-cpp": "ZXing",
}


def test_each_library_is_named_and_no_other(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    used = {re.split(r"[^\w-]", each)[0] for each in project["dependencies"]}
    said = say("settings.about.parts").removeprefix("Made with ").partition(". ")[0]
    named = {re.sub(r" \(.*\)", "", each) for each in re.split(r", | and ", said)}
    assert named == {KNOWN_AS.get(each, each) for each in used}
