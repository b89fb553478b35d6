"""What a rule answers where it refuses. It stands alone, so that who only asks what is so loads no deed."""

from __future__ import annotations

from types import MappingProxyType


class Refused(Exception):
    """The act is not possible now. ``why`` is a catalogue key; its field ``name`` is the partner's.

    ``fields`` are the others that its sentence has, such as an agreement's ``title``. They are words of a
    person, and so no part of what a log or a trace would show.
    """

    def __init__(self, why: str, **fields: str) -> None:
        super().__init__(why)
        self.why = why
        self.fields = MappingProxyType(fields)
