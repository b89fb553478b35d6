"""Whatever bytes arrive, a value comes out or `RecordError`; and what acts say always comes through whole."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stillhere.core.records.order import MAX_INT
from stillhere.core.records.record import (
    KINDS,
    Header,
    Record,
    RecordError,
    decode_body,
    decode_header,
    encode_body,
    encode_header,
    kind_of,
)
from tests.core.histories import Step, histories, lived
from tests.core.making import SALT, proved
from tests.core.test_records import BODIES, HEADER

VALID = {kind_of(body): json.loads(encode_body(body, SALT)) for body in BODIES} | {
    "header": json.loads(encode_header(HEADER))
}
KIND = st.sampled_from(sorted(VALID))

numbers = st.one_of(st.integers(), st.sampled_from([MAX_INT, MAX_INT + 1, -1, 0, 10**400]), st.floats())
texts = st.text(st.characters(exclude_categories=()), max_size=60)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(texts, inside, max_size=4),
    max_leaves=8,
)


def decode(kind: str, data: bytes) -> Any:
    return decode_header(data) if kind == "header" else decode_body(kind, data)


def only_record_error(kind: str, data: bytes) -> None:
    """Decodes: what comes out can be said again and then reads the same; anything else is `RecordError`."""
    try:
        found = decode(kind, data)
    except RecordError as error:
        assert len(str(error)) < 60  # noqa: PT017 - the other outcome is a value
        return
    again = encode_header(found) if isinstance(found, Header) else encode_body(found, SALT)
    assert decode(kind, again) == found


@given(KIND, st.binary(max_size=400))
@example("status", b"\xed\xa0\x80")
@proved(400)
def test_any_bytes(kind: str, data: bytes) -> None:
    only_record_error(kind, data)


@given(KIND, values)
@proved(400)
def test_any_json(kind: str, value: Any) -> None:
    only_record_error(kind, json.dumps(value).encode())


@given(KIND, st.data())
@proved(800)
def test_valid_json_with_some_values_changed(kind: str, data: st.DataObject) -> None:
    value = json.loads(json.dumps(VALID[kind]))
    for _ in range(data.draw(st.integers(1, 3))):
        place = value
        while True:
            keys = sorted(place) if isinstance(place, dict) else list(range(len(place)))
            if not keys:
                break
            key = data.draw(st.sampled_from(keys))
            if isinstance(place[key], dict | list) and data.draw(st.booleans()):
                place = place[key]
                continue
            if isinstance(place, dict) and data.draw(st.booleans()):
                place[data.draw(texts)] = place.pop(key)
            else:
                place[key] = data.draw(values)
            break
    only_record_error(kind, json.dumps(value).encode())


@given(KIND, st.data())
@proved(400)
def test_valid_bytes_with_some_bytes_changed(kind: str, data: st.DataObject) -> None:
    changed = bytearray(json.dumps(VALID[kind]).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(changed) - 1))
        changed[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    only_record_error(kind, bytes(changed))


@pytest.mark.parametrize("kind", sorted(VALID))
def test_every_place_where_valid_bytes_end_early(kind: str) -> None:
    whole = json.dumps(VALID[kind]).encode()
    for size in range(len(whole)):
        with pytest.raises(RecordError):
            decode(kind, whole[:size])


@given(histories)
@proved(300)
def test_whatever_an_act_says_comes_through_whole(steps: list[Step]) -> None:
    said: list[Record] = [one for side in lived(steps) for one in side.said]
    for one in said:
        assert one.body is not None
        kind = one.header.kind
        assert decode_body(kind, encode_body(one.body, SALT)) == one.body
        assert decode_header(encode_header(one.header)) == one.header
        assert KINDS[kind][1] is type(one.body)
