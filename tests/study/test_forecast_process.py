"""Chances from a process of their own: the same figures, whatever becomes of the process."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from subprocess import DEVNULL, run

import pytest

from simulator.study.forecast import draws_of, forecast
from simulator.study.forecast_process import ForecastProcess
from tests.study.test_forecast import after, evening

PLAN, SEED = evening(), 3
STATE = after(PLAN, 50)


@pytest.fixture
def apart() -> Iterator[ForecastProcess]:
    made = ForecastProcess(PLAN, SEED)
    yield made
    made.close()


def test_it_tells_what_would_be_told_here(apart: ForecastProcess) -> None:
    assert apart.chances(STATE) == forecast(PLAN, STATE, draws_of(SEED))
    later = after(PLAN, 60)
    assert apart.chances(later) == forecast(PLAN, later, draws_of(SEED))


def test_killed_it_fails_once_and_is_there_again(apart: ForecastProcess) -> None:
    known = apart.chances(STATE)
    assert apart._process
    apart._process.kill()
    with pytest.raises((EOFError, OSError)):
        apart.chances(STATE)
    assert apart.chances(STATE) == known


def test_closed_it_is_silent(apart: ForecastProcess) -> None:
    apart.chances(STATE)
    apart.close()
    with pytest.raises(EOFError):
        apart.chances(STATE)


def test_it_ends_with_whoever_asks() -> None:
    ended = run(
        [sys.executable, "-c", "from simulator.study.forecast_process import serve; serve()"], stdin=DEVNULL, check=True
    )
    assert ended.returncode == 0
