"""The first page and the decisions, in words."""

from __future__ import annotations

import pytest

from simulator.findings.findings import Findings, findings
from simulator.report.render.formats import FORMATS
from simulator.timeline import events as e
from tests.findings.test_first_page import BEGUN, ended
from tests.report.table import IC, H, M, history
from tests.report.test_paper import LANGUAGES, voice


def page(found: Findings, language: str = "en") -> str:
    return FORMATS["md"].report(found, voice(language)).decode()


def brief(found: Findings, language: str = "en") -> str:
    """The first section: all that is said before the tables begin."""
    return page(found, language).split("\n## ")[1]


def test_the_first_sentence_is_the_worst() -> None:
    declared = e.WorkEnded(65 * M, "declare", 1, reaches=("declared",))
    assert brief(ended(declared)).splitlines()[2] == "- Worst: “Contained” – never reached."
    said = brief(ended(declared, at=2 * H))
    assert "In play 0 met, 1 missed. Projected after ENDEX: 1 would be missed. " in said
    assert "**✗ Declared**<br>5m late" in said


def test_open_decisions_and_ratings_stand_on_it() -> None:
    assert "Not decided by the table: “Take the endpoint down now?” (still open)." in brief(findings(history(BEGUN)))
    assert "Objectives rated: M (1); not rated: 1." in brief(findings(history()))


def test_scope_and_summary_count_deadlines_in_one_way() -> None:
    said = page(findings(history()))
    assert "timed expectations: 5 (6 by reading)<br>not timed: 1" in said
    assert "Deadlines that bind: 4 (5 by reading)." in said


def decided(taken: e.DecisionTaken, language: str = "en") -> str:
    """The row of the one decision."""
    said = page(findings(history([*BEGUN, [taken]])), language)
    titles = {"en": "Take the endpoint down now?", "ja": "いま停止するか。"}
    return next(line for line in said.splitlines() if line.startswith("| ") and titles[language] in line)


def test_the_tables_own_words_are_the_decision() -> None:
    words = "Half of it now, the rest after the copy"
    row = decided(e.DecisionTaken(70 * M, "take-it-down", "later", text=words, seat=IC))
    assert f"**{words}**<br>nearest option: After the copy" in row
    assert f"**{words}**<br>none of the options" in decided(e.DecisionTaken(70 * M, "take-it-down", "", text=words))
    log = page(findings(history([*BEGUN, [e.DecisionTaken(70 * M, "take-it-down", "later", text=words)]])))
    assert f"Decision on “Now or after the copy?”: {words} (nearest option: After the copy)" in log


def test_nobody_decides_after_a_time_that_nobody_decided_in() -> None:
    for language, told in zip(LANGUAGES, ("open for 45m", "45分未決"), strict=True):
        row = decided(e.DecisionTaken(105 * M, "take-it-down", "later", undecided=True), language)
        assert told in row
        assert "after 45m" not in row
        assert "後に決定" not in row


def test_done_before_the_message_has_no_time_to_spare() -> None:
    first: list[e.Event] = [e.Started(0), e.WorkEnded(0, "triage", 1, reaches=("triaged",))]
    alert: e.Event = e.InjectDelivered(10 * M, "alert", ("detected",))
    said = page(findings(history([first, [alert, e.Passed(20 * M)]])))
    (row,) = (line for line in said.splitlines() if line.startswith("| “Triage” after"))
    assert "**✓ met in the exercise**<br>done before the message" in row
    assert "to spare" not in row
    assert "expected actions done before the message: 1" in said
    assert "expected actions done in time" not in said


@pytest.mark.parametrize(("language", "told"), [("en", "review"), ("ja", "振り返り")])
def test_the_log_dates_what_was_written_in_the_review_to_the_review(language: str, told: str) -> None:
    said = page(findings(history()), language)
    rated = next(line for line in said.splitlines() if line.startswith("| ") and "14:22:00" in line)
    assert f"| {told} |" in rated
    projected = next(line for line in said.splitlines() if "14:20:00" in line)
    assert f"| {told} |" not in projected
