"""What the tests of several devices begin with is that of the home's tests."""

from __future__ import annotations

from tests.home.conftest import desks, on, two, world

__all__ = ["desks", "on", "two", "world"]
