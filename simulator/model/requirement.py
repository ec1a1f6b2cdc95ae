"""What evaluators, customers and standards ask an organisation to show, and how an exercise shows it."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, StringConstraints

from simulator.model.base import Flag, Value, one_or_list
from simulator.model.fact import Fact, Verified
from simulator.model.text import Text

Force = Literal[
    "statute",
    "statute-no-penalty",
    "government-norm",
    "procurement",
    "comply-or-explain",
    "code",
    "certifiable",
    "standard",
    "guideline",
    "voluntary",
    "soft",
]
Area = Literal["security", "model-risk", "data-provenance", "incident-response"]
"""What customers ask an organisation to show."""
AREAS: tuple[Area, ...] = get_args(Area)


class Demand(Value):
    """What somebody wants to see."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Za-z0-9.-]{0,63}$")]
    """As its readers cite it: ``JP-AIGB-5``."""
    title: Text
    """Source and section, short."""
    asks: Text
    """What it asks for, in our words."""
    shown_by: Text
    """What of an exercise, or of its report, is evidence for it."""
    any_exercise: Flag = False
    """Whether every closed exercise with its report is evidence for it, whatever its objectives."""


class Requirement(Fact, Demand):
    """A demand with where it stands; objectives of scenarios name those they exercise."""

    jurisdiction: str
    source: Text
    section: Text | None = None
    """Where in the source."""
    force: Force = "voluntary"
    areas: Annotated[tuple[Area, ...], BeforeValidator(one_or_list)] = ()
    """What customers ask about that it belongs to; only such demands stand on a readiness page."""
    verified: Verified = "own-knowledge"
