"""The report of a discussion as it reads; ``WRITE_GOLDENS=1`` writes it again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from simulator.findings.findings import findings
from simulator.journal.reader import read
from simulator.report.render.formats import FORMATS
from simulator.wording.voice import Voice
from tests.conftest import ROOT
from tests.discussions import discussed

GOLDENS = ROOT / "tests" / "goldens" / "report"


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("brief", [False, True], ids=["whole", "brief"])
def test_the_report_of_a_discussion(tmp_path: Path, language: str, *, brief: bool) -> None:
    """From the first page to the limits: what the files and their hashes are does not matter here."""
    session = discussed(tmp_path)
    session.close()
    found = findings(read(session.path))
    said = FORMATS["md"].report(found, Voice.of(session.setup, language), "director" if brief else "whole").decode()
    start, end = {"en": ("## ", "## Integrity"), "ja": ("## ", "## 記録の")}[language]
    shown = said[said.index(start) :].partition(end)[0]
    golden = GOLDENS / f"discussion{'.brief' if brief else ''}.{language}.md"
    if os.environ.get("WRITE_GOLDENS"):
        golden.write_text(shown, "utf-8")
    assert shown == golden.read_text("utf-8")


@pytest.mark.parametrize(("language", "none"), [("en", "none (roles named)"), ("ja", "なし（役割のみ）")])
def test_no_team_is_called_what_set_up_calls_it(tmp_path: Path, language: str, none: str) -> None:
    session = discussed(tmp_path)
    session.close()
    said = FORMATS["md"].report(findings(read(session.path)), Voice.of(session.setup, language)).decode()
    title = {"en": "Team", "ja": "チーム"}[language]
    assert f"**{title}**: {none}" in said
