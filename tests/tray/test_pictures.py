"""The kept pictures are the mark as it is drawn."""

from __future__ import annotations

from importlib.resources import files

import draw_marks
import pytest

from stillhere.core.view import Mark
from stillhere.tray.pictures import SIZES, file_name, icon_set, packed, unpacked
from tests.tray.mark_sheet import MARKS

#: Another version of the library may round the edge of a line a little otherwise.
ROUNDED = 2


@pytest.mark.parametrize("mark", MARKS, ids=file_name)
def test_what_is_kept_is_what_is_drawn(mark: Mark) -> None:
    for kept, drawn in zip(icon_set(mark), draw_marks.drawn(mark), strict=True):
        assert kept.side == drawn.side
        apart = [abs(one - other) for one, other in zip(kept.rgba, drawn.rgba, strict=True)]
        assert max(apart) <= ROUNDED, "run packaging/draw_marks.py"


def test_every_mark_is_kept_and_nothing_else() -> None:
    kept = {path.name for path in files("stillhere.resources").joinpath("icons", "marks").iterdir()}
    assert kept == {file_name(mark) for mark in MARKS}


def test_a_set_has_every_size_and_is_read_once() -> None:
    mark = Mark("here", "resting")
    assert tuple(picture.side for picture in icon_set(mark)) == SIZES
    assert icon_set(mark) is icon_set(mark)
    assert unpacked(packed(icon_set(mark))) == icon_set(mark)
    assert [picture.image().size for picture in icon_set(mark)] == [(size, size) for size in SIZES]
