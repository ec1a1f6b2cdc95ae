"""When something was written down."""

from __future__ import annotations

from simulator.findings.findings import Findings
from simulator.timeline.events import Event
from simulator.wording.names import Names
from simulator.wording.times import when


def noted_at(event: Event, f: Findings, n: Names) -> str:
    """The moment of the incident; *review* for what was written down after it had ended."""
    return n.voice("review") if event in f.in_review else when(n.voice, event.at)
