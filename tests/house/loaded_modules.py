"""A plugin of pytest that says, once all tests are collected, what is loaded in its process."""

from __future__ import annotations

import sys


def pytest_collection_finish() -> None:
    print("loaded:", *sorted(sys.modules))
