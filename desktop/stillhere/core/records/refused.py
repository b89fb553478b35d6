"""What a rule answers where it refuses. It stands alone, so that who only asks what is so loads no deed."""

from __future__ import annotations


class Refused(Exception):
    """The act is not possible now. ``why`` is a catalogue key; its field ``name`` is the partner's."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
