"""The time of this computer agrees with the time zone database, over every change of the clocks."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from stillhere.home.clock import LocalZone, local_now


@pytest.fixture
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[ZoneInfo]:
    if sys.platform == "win32":
        pytest.skip("a process on Windows can't change its time zone")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield ZoneInfo(request.param)
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    "zone",
    ["Europe/Berlin", "Europe/Dublin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"],
    indirect=True,
)
def test_local_time_is_that_of_the_zone_all_year(zone: ZoneInfo) -> None:
    here, at = LocalZone(), datetime(2026, 1, 1, tzinfo=UTC)
    while at.year == 2026:
        local, expected = at.astimezone(here), at.astimezone(zone)
        assert local.replace(tzinfo=None) == expected.replace(tzinfo=None)
        assert (local.utcoffset(), local.fold) == (expected.utcoffset(), expected.fold)
        assert local.timestamp() == at.timestamp()
        at += timedelta(minutes=30) if at.month in (3, 4, 10, 11) else timedelta(days=1)


@pytest.mark.parametrize("zone", ["Europe/Berlin"], indirect=True)
def test_a_clock_time_stays_itself_over_a_change_of_the_clocks(zone: ZoneInfo) -> None:
    evening = datetime(2026, 10, 24, 18, 0, tzinfo=LocalZone())
    morning = (evening + timedelta(hours=14)).astimezone(LocalZone())
    assert (morning.hour, morning.utcoffset()) == (8, timedelta(hours=1))
    assert evening.utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize("zone", ["Europe/Berlin"], indirect=True)
def test_an_hour_that_is_left_out_is_still_a_time(zone: ZoneInfo) -> None:
    left_out = datetime(2026, 3, 29, 2, 30, tzinfo=LocalZone())
    assert left_out.utcoffset() in (timedelta(hours=1), timedelta(hours=2))
    assert left_out.timestamp() > 0


def test_two_times_of_one_computer_are_of_one_zone() -> None:
    assert local_now().tzinfo == local_now().tzinfo
    assert hash(local_now().tzinfo) == hash(LocalZone())
    assert abs(local_now() - datetime.now(UTC)) < timedelta(minutes=1)
    zone = LocalZone()
    assert (zone.utcoffset(None), zone.dst(None), zone.tzname(None)) == (None, None, None)
