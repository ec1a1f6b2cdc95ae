"""Figures of chance, drawn for all runs at once: who needs one looks it up by slot and run."""

from __future__ import annotations

from simulator.world.kernel.memory import Ints, filled
from simulator.world.kernel.timers import Timers


class Chance(Timers):
    """Where the figures of jobs and calls stand.

    An *item* is a job or, behind the jobs, a way of calling a pool. The figures of each of its visits, or calls, stand
    in a slot, and a slot knows that of the visit after it. One that no run has needed yet is drawn (``figures``) before
    anybody is served again.
    """

    def __init__(self, heap: Ints, items: int) -> None:
        super().__init__(heap)
        self.slot = filled(items)
        self.undrawn = filled(2 * items)
        self.missing = 0
        self.following = filled(items, -1)
        self.lengths = filled(0)
        self.endings = filled(0)
        self.runs = 1
        self.run = 0

    def take_figures(self, following: Ints, lengths: Ints, endings: Ints, runs: int) -> None:
        """The figures that have been drawn for so many runs, slot by slot; what waited for them goes on."""
        self.following, self.lengths, self.endings, self.runs = following, lengths, endings, runs
        for place in range(self.missing):
            item = self.undrawn[place]
            self.slot[item] = following[self.slot[item]]
        self.missing = 0

    def wanted(self) -> list[int]:
        """The items whose next figures nobody has drawn."""
        return [self.undrawn[place] for place in range(self.missing)]

    def next_slot(self, item: int) -> None:
        """The figures of the next visit from now on."""
        following = self.following[self.slot[item]]
        if following >= 0:
            self.slot[item] = following
        else:
            self.undrawn[self.missing] = item
            self.missing += 1

    def length(self, item: int) -> int:
        """How long the present visit takes; of a call, until it is answered, -1 if it never is."""
        return self.lengths[self.slot[item] * self.runs + self.run]

    def ending(self, item: int) -> int:
        """How it ends: see ``figures.FAILS``."""
        return self.endings[self.slot[item] * self.runs + self.run]
