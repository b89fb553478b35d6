"""Where the data files that come with the program lie, installed or in a source tree."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import stillhere

#: Where a wheel puts them: what is missing there is told of, and never looked for elsewhere.
_INSTALLED = Path(stillhere.__file__).with_name("resources")


def data(name: str = "") -> Path:
    """The place of a data file or folder, relative to the resources; of all of them without a name."""
    found = find_spec("stillhere.resources")
    places = None if found is None else found.submodule_search_locations
    return Path((places or [str(_INSTALLED)])[0]) / name
