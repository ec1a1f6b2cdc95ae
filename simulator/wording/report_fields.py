"""What the fields of a report are called."""

from __future__ import annotations

from collections.abc import Mapping

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
