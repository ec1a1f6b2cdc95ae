"""Which columns of a table of incidents say what: the plain form, the exports of three tools, and maps of one's own."""

from __future__ import annotations

from typing import Final

from pydantic import model_validator

from simulator.errors import Invalid
from simulator.model.base import Id, Value
from simulator.model.calendars import Zone
from simulator.model.marks import Mark


class Mapping(Value):
    """How a table is read: a row for each milestone (``milestone``, ``at``), or one for each incident (``times``)."""

    incident: str
    """The column that tells incidents apart."""
    milestone: str | None = None
    """The column with the milestone that a row is about."""
    at: str | None = None
    """The column with when it was reached."""
    names: dict[str, Mark] = {}
    """What the milestone column says → the milestone's id; what is not here is an id already."""
    times: dict[str, Mark] = {}
    """Column with a time → the milestone that was reached then."""
    seconds: dict[str, dict[Id, Id]] = {}
    """Column with a number of seconds → {milestone: the milestone they are counted from}."""
    format: str | None = None
    """How times are written, such as ``%d/%m/%Y %H:%M``; by default year, month, day, then hour and minute."""
    zone: Zone | None = None
    """Whose clock times without an offset are of."""

    @model_validator(mode="after")
    def _one_way(self) -> Mapping:
        if bool(self.times or self.seconds) == bool(self.milestone and self.at):
            raise Invalid("a map names either milestone and at (a row for each), or times (a column for each)")
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it cannot do without."""
        return (self.incident, *(name for name in (self.milestone, self.at) if name), *self.times, *self.seconds)


_FIRST_ACK = {"seconds_to_first_ack": {"acknowledged": "detected"}}
KNOWN: Final = {
    "incident, milestone, at": (Mapping(incident="incident", milestone="milestone", at="at"),),
    "PagerDuty": tuple(
        Mapping(incident=incident, times={created: "detected", resolved: "recovered"}, seconds=_FIRST_ACK)
        for incident in ("incident_number", "id")
        for created, resolved in (("created_at", "resolved_at"), ("created_on", "resolved_on"))
    ),
    "ServiceNow": tuple(
        Mapping(incident="number", times={opened: "detected", resolved: "recovered"})
        for opened, resolved in (("opened_at", "resolved_at"), ("opened", "resolved"))
    ),
    "Rootly": tuple(
        Mapping(
            incident=incident,
            times={
                "started_at": "started",
                "detected_at": "detected",
                "acknowledged_at": "acknowledged",
                "mitigated_at": "contained",
                "resolved_at": "recovered",
            },
        )
        for incident in ("sequential_id", "id", "slug", "title")
    ),
}
"""Tool → how its export is read. What a tool calls resolved is taken for ``recovered``, mitigated for ``contained``."""
