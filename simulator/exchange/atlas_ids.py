"""Ids that MITRE ATLAS has retired. Its files hold what is current, so they do not say what became of the others."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Final

RETIRED: Final[Mapping[str, str]] = {
    "AML.T0019": "AML.T0115.000",
    "AML.T0058": "AML.T0115.001",
    "AML.T0104": "AML.T0115.002",
}
"""Technique → what stands in its place since release 2026.07, which made three ways to publish what is poisoned one."""
_BEFORE: Final = {new: old for old, new in RETIRED.items()}


def current(technique: str) -> str:
    """The id under which a technique goes on."""
    return RETIRED.get(technique, technique)


def within(technique: str, known: Container[str]) -> str:
    """The id under which a file has a technique, whichever release its steps were written for."""
    others = (RETIRED.get(technique, ""), _BEFORE.get(technique, ""))
    return technique if technique in known else next((other for other in others if other in known), technique)
