"""kill -9, fifty times over: what was acknowledged is there, and nothing else but one move that was on its way."""

from __future__ import annotations

import os
import random
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from simulator.journal.journal import Journal
from simulator.journal.reader import read, verify
from simulator.timeline.events import Event, Passed, Recovered
from simulator.timeline.history import Head
from simulator.timeline.moves import Move

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

ROUNDS = 50


def move(number: int) -> tuple[Event, ...]:
    return tuple(Passed(number, room) for room in range(number % 4 + 1))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a child that starts at once needs fork")
@pytest.mark.filterwarnings("ignore:This process.*is multi-threaded:DeprecationWarning")
def test_no_acknowledged_move_is_lost_and_none_invented(tmp_path: Path, head: Head) -> None:
    path, chance = tmp_path / "record.jsonl", random.Random(1)
    Journal.create(path, head).close()
    acknowledged = healed = 0
    for _ in range(ROUNDS):
        acknowledged = max(acknowledged, _killed_after(chance.randrange(12), chance.random(), path))
        lived = [move.events for move in read(path).moves]
        played = [events for events in lived if not isinstance(events[0], Recovered)]
        healed = len(lived) - len(played)
        assert played == [move(number) for number in range(len(played))]
        assert acknowledged <= len(played) <= acknowledged + 1
        acknowledged = len(played)
    assert acknowledged > ROUNDS
    assert healed, "no kill has hit a move half written: the test is too kind"
    assert not [problem for problem in verify(path).problems if problem.severity == "error"]


def _killed_after(count: int, seed: float, path: Path) -> int:
    """Lets a child write on and kills it once it acknowledged ``count`` moves; how many moves it then had."""
    ours, its = os.pipe()
    child = os.fork()
    if not child:
        os.close(ours)
        _write_on(path, its, seed)
    os.close(its)
    with os.fdopen(ours) as acknowledgements:
        told = [acknowledgements.readline() for _ in range(count)]
        os.kill(child, signal.SIGKILL)
        told += acknowledgements.readlines()
    os.waitpid(child, 0)
    return max((int(line) for line in told if line.endswith("\n")), default=0)


def _write_on(path: Path, its: int, seed: float) -> None:
    """In the child: moves without end, written in small pieces, and now and then its own death between two."""
    chance, write = random.Random(seed), os.write

    def write_a_little(fd: int, data: ReadableBuffer) -> int:
        if fd == its:
            return write(fd, data)
        if chance.random() < 0.01:
            os.kill(os.getpid(), signal.SIGKILL)
        return write(fd, memoryview(data)[: chance.randrange(1, 40)])

    os.write = write_a_little
    try:
        journal, history = Journal.open(path)
        number = sum(not isinstance(move.events[0], Recovered) for move in history.moves)
        while True:
            journal.append(Move(move(number)))
            number += 1
            os.write(its, b"%d\n" % number)
    finally:
        os._exit(1)
