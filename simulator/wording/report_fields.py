"""What the fields of a report are called, and its mark."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.wording.voice import Voice

FIELD_TITLES: Mapping[str, str] = {
    "organisation": "Organisation",
    "drafted-by": "Drafted by",
    "contact": "Contact",
    "addressee": "Addressee",
    "handling": "Handling",
    "participants": "Participants by affiliation",
    "planners": "Planned and run by",
    "business-impact": "Link to the business impact analysis",
    "third-parties": "Third parties",
    "document-number": "Document number",
    "issued": "Date of issue",
    "outline": "Outline of the situation",
    "overall": "Overall assessment",
    "assumptions": "Assumptions of the exercise",
    "root-cause": "Root cause",
    "deviations": "Deviations from the exercise plan",
    "sign-off": "Signed off by",
    "next-exercise": "Next exercise",
}
"""Name of a field → its title in English, as a voice says it."""


def mark_in_words(voice: Voice, organisation: str) -> str:
    """The text alternative of an organisation's mark."""
    if not organisation:
        return voice("Mark of the organisation")
    return voice("Mark of {organisation}", organisation=organisation)
