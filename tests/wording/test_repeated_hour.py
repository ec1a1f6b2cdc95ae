"""An hour that comes twice, when clocks go back, is told with its offset."""

from __future__ import annotations

from datetime import datetime

import pytest

from simulator.wording.times import due
from simulator.wording.voice import Voice

HOUR = 3600
BERLIN = ("2026-10-24T20:00+02:00", "Europe/Berlin")


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        (5.5, "Sun 01:30"),
        (6.5, "Sun 02:30+02:00"),
        (7.5, "Sun 02:30+01:00"),
        (8, "Sun 03:00"),
    ],
)
def test_the_hour_that_comes_twice_is_told_with_its_offset(hours: float, told: str) -> None:
    voice = Voice("en", datetime.fromisoformat(BERLIN[0]), BERLIN[1])
    assert voice.day_clock(int(hours * HOUR)) == told
    assert voice.clock(int(hours * HOUR)) == told.removeprefix("Sun ")


def test_texts_of_the_content_tell_it_so_in_both_languages() -> None:
    opens = datetime.fromisoformat(BERLIN[0])
    assert Voice("en", opens, BERLIN[1]).fill("{T+7h30m}") == "Sun 25 Oct 2026 02:30+01:00"
    assert Voice("ja", opens, BERLIN[1]).fill("{T+6h30m}") == "2026年10月25日（日）02:30+02:00"


def test_a_midnight_that_comes_twice_ends_the_day_once() -> None:
    voice = Voice("en", datetime.fromisoformat("2026-10-31T20:00-04:00"), "America/Havana")
    assert due(voice, 4 * HOUR) == "end of Sat 31 Oct 2026"
    assert due(voice, 5 * HOUR) == "Sun 00:00-05:00"


def test_a_day_whose_midnight_is_skipped_ends_too() -> None:
    voice = Voice("en", datetime.fromisoformat("2026-04-23T20:00+02:00"), "Africa/Cairo")
    assert due(voice, 4 * HOUR) == "end of Thu 23 Apr 2026"
    assert due(voice, 5 * HOUR) == "Fri 02:00"
