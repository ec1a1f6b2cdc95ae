"""Sets of changes raced on common draws: run n of every set has the same luck, so few runs tell them apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
import numpy.typing as npt

from simulator.study.sets import IDLE, MET, Codes, Ids, Piece, Sets, fared
from simulator.study.workers import shared, worthwhile

Chances = npt.NDArray[np.float64]
"""How likely each clock chosen is met, 0 to 1."""
PIECE = 500
"""Runs of one set that are played at a time."""
_TURNS, _MOST = 8, 8
"""Times that each worker comes back for more, as pieces may take unlike times; pieces that it takes along at most."""


class Stopped(Exception):
    """Somebody wants the answer as far as it has come."""


@dataclass
class Race:
    """What was played of each set under one seed. Answers do not depend on ``jobs``."""

    sets: Sets
    seed: int
    jobs: int | None = None
    heard: Callable[[int], None] = lambda _: None
    """Told how many runs more were played, now and then; raises ``Stopped`` where it is enough."""
    _seen: dict[Ids, Codes | None] = field(default_factory=dict)

    def play(self, several: Iterable[Ids], runs: int) -> None:
        """Plays each set up to that many runs."""
        wanted = [ids for ids in dict.fromkeys(several) if self._lacks(ids, runs)]
        pieces = [
            Piece(self.seed, ids, first, min(PIECE, runs - first))
            for ids in wanted
            for first in range(self._played(ids), runs, PIECE)
        ]
        for piece, codes in zip(pieces, self._fared(pieces), strict=True):
            before = self._seen.get(piece.ids)
            self._seen[piece.ids] = codes if before is None or codes is None else np.concatenate([before, codes])
            self.heard(piece.runs)

    def _fared(self, pieces: list[Piece]) -> Iterator[Codes | None]:
        jobs = worthwhile(self.jobs, len(pieces))
        at_once = max(1, min(_MOST, len(pieces) // (jobs * _TURNS)))
        works = [pieces[first : first + at_once] for first in range(0, len(pieces), at_once)]
        return chain.from_iterable(shared(fared, self.sets, works, jobs))

    def codes(self, ids: Ids, runs: int) -> Codes | None:
        """How the clocks fared in each of so many runs; None where the set excludes itself."""
        self.play([ids], runs)
        seen = self._seen.get(ids)
        return None if seen is None else seen[:runs]

    def chances(self, ids: Ids, runs: int) -> Chances | None:
        """The share of runs in which each clock was met, among those in which it counted."""
        codes = self.codes(ids, runs)
        return None if codes is None else chances_of(codes)

    @property
    def tried(self) -> int:
        """Sets of which some run was played."""
        return len(self._seen)

    def _lacks(self, ids: Ids, runs: int) -> bool:
        return ids not in self._seen or (self._seen[ids] is not None and self._played(ids) < runs)

    def _played(self, ids: Ids) -> int:
        seen = self._seen.get(ids)
        return 0 if seen is None else len(seen)


def chances_of(codes: Codes) -> Chances:
    """What never counts is not missed."""
    counted, met = (codes != IDLE).sum(axis=0), (codes == MET).sum(axis=0)
    return np.where(counted > 0, met / np.maximum(counted, 1), 1.0)
