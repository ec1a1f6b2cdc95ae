"""The scales people judge by, in words."""

from __future__ import annotations

RATINGS: dict[str, str] = {
    "P": "performed without challenges",
    "S": "performed with some challenges",
    "M": "performed with major challenges",
    "U": "unable to be performed",
    "N": "not observed",
}
"""What each rating of an objective means (HSEEP)."""

SURE: dict[str, str] = {"low": "low", "medium": "medium", "high": "high"}
"""How sure a table was of a decision."""
