"""What holds a secret shows nothing of it, whichever way it is shown."""

from __future__ import annotations

from stillhere.core.veiled import Veiled


class Box(Veiled, frozen=True):
    """Something secret."""

    secret: str


def test_nothing_that_is_in_it_is_shown() -> None:
    box = Box("hidden")
    assert repr(box) == f"{box}" == "Box(…)"
    assert box.__rich_repr__() == []
    assert (box, hash(box)) == (Box("hidden"), hash(Box("hidden")))
    assert box != Box("other")
