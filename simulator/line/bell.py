"""The terminal rings for a message, a stop and a missed deadline, where set-up asked for it."""

from __future__ import annotations

from simulator.console.operator import Operator
from simulator.line.wire import Wire


class Bell:
    """Looks at the exercise, and rings once for what has come since it looked last. It writes no word."""

    def __init__(self, op: Operator, wire: Wire) -> None:
        self._op = op
        self._wire = wire
        self._known = self._came()

    def look(self) -> None:
        """Rings if something has come."""
        came = self._came()
        if self._op.state.bell and came - self._known:
            self._wire.ring()
        self._known = came

    def _came(self) -> frozenset[str]:
        op, gate = self._op, self._op.session.gate
        messages = {name for name in op.state.injects if op.state.delivery(name).status == "delivered"}
        improvised = {name for name in op.state.improvised if op.state.came(name)}
        stops = {f"gate/{gate.at}"} if gate else set()
        return frozenset(messages | improvised | stops | {f"missed/{clock}" for clock in op.missed})
