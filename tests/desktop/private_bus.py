"""The session bus of a test's own, see `stillhere.demo.bus`."""

from stillhere.demo.bus import PrivateBus

__all__ = ["PrivateBus"]
