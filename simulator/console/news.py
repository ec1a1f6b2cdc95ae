"""What is said unasked, whatever somebody is doing."""

from __future__ import annotations

from simulator.console.operator import Operator


def message_came(op: Operator, inject: str) -> None:
    """For who looks elsewhere, or types."""
    op.front.say(op.voice("New message: {title}", title=op.names.inject(inject)))


def taken_up(op: Operator) -> None:
    """What is to be known of a record that goes on, if anything: once, before anybody has done anything."""
    if op.session.continued:
        words = op.voice(
            "This record was of version 1 and goes on as {path}. What it held before cannot be taken back.",
            path=op.session.path.name,
        )
        op.front.say(words, warning=True)
