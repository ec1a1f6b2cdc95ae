"""Events are closed: what can happen is said in one place, and mypy holds that whoever reads events knows all of it."""

from __future__ import annotations

from simulator.timeline import events as e


def test_every_event_is_in_one_of_the_groups_that_make_the_closed_union() -> None:
    """Once it is there, ``make check`` names every place that does not say what to make of it."""
    written = {kind for kind in vars(e).values() if isinstance(kind, type) and issubclass(kind, e.EventBase)}
    left_out = written - {e.EventBase, *e.EVENTS}
    assert not left_out, "name it in a group at the end of timeline/events.py"
