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

TRUTH_MARKS: dict[str, str] = {
    "holds": "agrees with what is the case",
    "unfounded": "says more than was known",
    "contradicted": "is not what is the case",
}
"""How what was written on a form stands to the truth."""

RESULTS: dict[str, str] = {
    "met": "met",
    "missed": "missed",
    "would be met": "projected: would be met",
    "would be missed": "projected: would be missed",
    "void": "void",
    "undecided": "undecided",
    "not started": "not started",
}
"""How a clock came out (``findings.outcomes.Result``)."""
