"""Moments in one table are written in one form."""

from __future__ import annotations

import pytest

from simulator.findings.findings import findings
from simulator.report.render.formats import FORMATS
from tests.report.table import EXPECTATIONS, history, setup_of
from tests.report.test_paper import LANGUAGES, voice

LONG = EXPECTATIONS[3] | {"id": "full", "within": "200 calendar days", "title": {"en": "Full report", "ja": "確報"}}
"""From the same moment as the preliminary report, into the next year."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_column_has_the_year_everywhere_or_nowhere(language: str) -> None:
    found = findings(history(setup=setup_of(expectations=[*EXPECTATIONS, LONG])))
    said = FORMATS["md"].report(found, voice(language)).decode()
    titles = {"en": ("APPI preliminary report", "Full report"), "ja": ("漏えい等報告（速報）", "確報")}[language]
    due = [row.split(" | ")[2] for row in said.splitlines() if row.startswith(tuple(f"| {t}" for t in titles))]
    due = [each for each in due if each not in ("–", "")]
    assert len(due) >= 2
    assert all("2026" in each or "2027" in each for each in due), due
    others = [row.split(" | ")[2] for row in said.splitlines() if row.startswith(("| Declared", "| 宣言"))]
    assert all("2026" not in each for each in others[:1]), "a table of its own"
