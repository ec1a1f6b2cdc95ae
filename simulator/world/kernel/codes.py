"""What numbers stand for in the kernel. A module of its own, which is not compiled: machine code keeps copies."""

from __future__ import annotations

from typing import Final

# A timer is one number: the second, then the rank, then whom it concerns.
SECOND_BITS: Final = 23
RANK_BITS: Final = 20
# Ranks of timers: within one second the lower first (rule 1).
ENDS: Final = 0
TIMEOUTS: Final = 1
INJECTS: Final = 3
STAFF: Final = 4
DELAYS: Final = 5

# A turn in the one queue of all: the priority, then the second that work was asked for, then its place in file order.
PRIORITY_BITS: Final = 50
PLACE_BITS: Final = 20
NO_TURN: Final = 1 << 62
"""Later than any turn."""

OPEN_WAY: Final = -1
"""The way of work that is for anybody who can: its deputies as well."""
NOT_YET: Final = -1
"""When a milestone came that has not."""
UNANSWERED: Final = -1
"""In place of the seconds until a call is answered."""

# How a job has ended: outcomes that files name are numbered from there on.
NOT_OVER: Final = 0
DONE_SO: Final = 1
FAILED_SO: Final = 2
TIMED_OUT_SO: Final = 3
RULED_OUT_SO: Final = 4

FAILS: Final = -1
"""How a visit will end: so, or twice the number of its ending from 1 (0 for none), and one more if it is sent back."""

# What a meeting waits for of a pool.
NOT_WAITED_FOR: Final = 0
BUSY: Final = 1
AWAY: Final = 2

# Records on the tape, which tells what a run was.
ROW: Final = 0
CUT_OFF: Final = 1
RULED_OUT: Final = 2
CAME_AGAIN: Final = 3
STAFFED: Final = 4
HANDED_OVER: Final = 5

# What kind of limit a clock has.
NO_LIMIT: Final = 0
SECONDS_LIMIT: Final = 1
PERIOD_LIMIT: Final = 2
OTHER_LIMIT: Final = 3
# In place of a second: of a deadline that nobody has looked up yet, and of a clock that nobody waits for any longer.
UNKNOWN: Final = -2
SETTLED: Final = -1

# What the kernel lacks to go on.
NOTHING: Final = 0
FIGURES: Final = 1
DEADLINE: Final = 2
ROOM: Final = 3
