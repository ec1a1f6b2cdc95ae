"""What is to happen, by the second: a heap of single numbers."""

from __future__ import annotations

from simulator.plan.specs import FOREVER
from simulator.world.kernel.codes import RANK_BITS, SECOND_BITS
from simulator.world.kernel.memory import Ints


class Timers:
    """Timers of one run: of one second the lower rank first, then the lower number. Equal ones are the same."""

    def __init__(self, heap: Ints) -> None:
        self.heap = heap
        self.timers = 0
        self.now = 0

    def set_timer(self, at: int, rank: int, number: int) -> None:
        """Something comes due at a second that is not past."""
        key = at << SECOND_BITS | rank << RANK_BITS | number
        place = self.timers
        self.timers += 1
        while place > 0 and self.heap[(place - 1) >> 1] > key:
            self.heap[place] = self.heap[(place - 1) >> 1]
            place = (place - 1) >> 1
        self.heap[place] = key

    def next_at(self) -> int:
        """The second of the next timer; FOREVER if there is none."""
        return self.heap[0] >> SECOND_BITS if self.timers else FOREVER

    def take_timer(self) -> int:
        """The next timer without its second: rank and number."""
        key = self.heap[0]
        self.timers -= 1
        last = self.heap[self.timers]
        place, child = 0, 1
        while child < self.timers:
            if child + 1 < self.timers and self.heap[child + 1] < self.heap[child]:
                child += 1
            if self.heap[child] >= last:
                break
            self.heap[place] = self.heap[child]
            place, child = child, 2 * child + 1
        self.heap[place] = last
        return key & ((1 << SECOND_BITS) - 1)
