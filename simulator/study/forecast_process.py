"""Forecasts from a process of their own: no key on the screen waits for one, and a second core is used."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Mapping
from contextlib import suppress
from subprocess import DEVNULL, PIPE, Popen
from threading import Lock

from simulator.plan.tables import Plan
from simulator.study.forecast import draws_of, forecast
from simulator.study.statistics import Share
from simulator.timeline.state import State


class ForecastProcess:
    """One exercise's forecasts. The process begins with the first, and ends when this one closes it or is gone."""

    def __init__(self, plan: Plan, seed: int) -> None:
        # At once: a plan computes some tables when first asked, and another thread may ask while it is pickled.
        self._about = pickle.dumps((plan, seed))
        self._turn = Lock()
        self._process: Popen[bytes] | None = None
        self._closed = False

    def chances(self, state: State) -> Mapping[str, Share]:
        """As ``forecast`` has them; takes its time, so ask from a thread.

        Raises EOFError or OSError where the process was killed or cannot be made; the next question makes another.
        """
        with self._turn:
            if self._closed:
                raise EOFError
            try:
                return self._answer(self._process or self._begin(), state)
            except (EOFError, OSError, pickle.UnpicklingError):
                self._end()
                raise

    def close(self) -> None:
        """Ends the process; a thread that still waits for an answer gets an EOFError."""
        self._closed = True
        if self._process:
            self._process.kill()
        with self._turn:
            self._end()

    def _begin(self) -> Popen[bytes]:
        command = [sys.executable, "-P", "-c", f"from {__name__} import serve; serve()"]
        same_code = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        # A session of its own, so that signals of the terminal (Ctrl+C) do not reach it.
        process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=same_code, start_new_session=True)
        self._process = process
        _send(process, self._about)
        return process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            with suppress(OSError):
                process.communicate()

    def _answer(self, process: Popen[bytes], state: State) -> Mapping[str, Share]:
        assert process.stdout
        _send(process, pickle.dumps(state))
        answer: Mapping[str, Share] = pickle.load(process.stdout)
        return answer


def _send(process: Popen[bytes], pickled: bytes) -> None:
    assert process.stdin
    process.stdin.write(pickled)
    process.stdin.flush()


def serve() -> None:
    """What the process does: answers one question after the other, until nobody is there to ask."""
    with suppress(EOFError, BrokenPipeError):
        plan, seed = pickle.load(sys.stdin.buffer)
        draws = draws_of(seed)
        while True:
            state = pickle.load(sys.stdin.buffer)
            pickle.dump(forecast(plan, state, draws), sys.stdout.buffer)
            sys.stdout.buffer.flush()
