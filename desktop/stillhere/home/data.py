"""Where the data files that come with the program lie, installed or in a source tree."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def data(name: str = "") -> Path:
    """The place of a data file or folder, relative to the resources; of all of them without a name."""
    found = find_spec("stillhere.resources")
    places = None if found is None else found.submodule_search_locations
    return Path(*(places or [])[:1]) / name
