"""What ``--field NAME=VALUE`` says, for every verb that takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from simulator.errors import TabletopError
from simulator.model.report_fields import FIELDS


def answers_of(fields: Sequence[str]) -> Mapping[str, str]:
    """Name → what was said; of one said twice the last. TabletopError for what has no equals sign."""
    return dict(map(_answer, fields))


def _answer(said: str) -> tuple[str, str]:
    name, equals, value = said.partition("=")
    if not equals:
        raise TabletopError("--field {said}: write NAME=VALUE; the names: {names}", said=said, names=tuple(FIELDS))
    return name.strip(), value
