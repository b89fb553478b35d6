"""Shapes that fields of records share: an id, a hash, a count."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from stillhere.core.records.order import MAX_INT

# \Z and not $, which would let a line break follow.
Id = Annotated[str, Meta(pattern=r"^[a-z2-7]{10}\Z")]
Hash = Annotated[str, Meta(pattern=r"^[a-z2-7]{52}\Z")]
Count = Annotated[int, Meta(ge=0, le=MAX_INT)]
