"""A playbook as a page for a wiki: nothing on it is obeyed, and every step, role and deadline stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.content.library import Library
from simulator.home import bundled
from simulator.verbs.export_page import page_of
from tests.report.test_playbook_graph import playbook

HOSTILE = "<script>x</script> | a\n# b [c](d)"
ALL = playbook(
    {"id": "look", "once": "detected", "title": HOSTILE, "detail": f"First line\nsecond\n\n{HOSTILE}",
     "evidence": "Log", "outcomes": {"bad": {"odds": "30%", "reaches": "harm"}, "good": "70%"}, "timeout": "2h"},
    {"id": "mend", "role": {"ops": 2}, "deputies": "stand-in", "after": "look=bad", "fails": {"odds": "10%"},
     "repeat": {"from": "look", "odds": "5%", "at_most": 2},
     "takes": {"estimate": "5m..10m..20m", "basis": {"measured": "Drill of May"}}},
    {"id": "watch", "after_any": ["look", "mend"], "takes": "5m", "every": "1h", "until": "closed", "delay": "10m",
     "unless": "harm"},
)  # fmt: skip
WORDS = {
    "en": ("## Deadlines", "No scenario that is played with it names any.", "| mend | measured | Drill of May |",
           "“mend” fails: 10%", "- bad → harm", "given up after 2h", " or mend; unless harm; every 1h"),
    "ja": ("## 期限", "このプレイブックを使うシナリオに、期限の定めはありません。", "| mend | 実測 | Drill of May |",
           "「mend」が失敗する：10%", "2時間で打ち切り", "着手の条件"),
}  # fmt: skip


@pytest.mark.parametrize("language", WORDS)
def test_a_page_has_all_that_the_playbook_says(language: str) -> None:
    page = page_of(ALL, "ours", Library.open([]), language).decode()
    assert [said for said in WORDS[language] if said not in page] == []
    assert "First line  \nsecond\n" in page
    assert "<script>" not in page
    tables = [line for line in page.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in tables} == {8, 4}
    assert page.count("\n# b") == 0
    assert page.count("```mermaid\nflowchart TD\n") == 1


def test_names_and_deadlines_are_those_of_the_scenarios_it_is_played_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["export", "data-destruction", "--to", "markdown", "--lang", "ja", "-o", "page.md"]) == 0
    page = Path("page.md").read_text("utf-8")
    library = Library.open([bundled()])
    setup = library.setup("nine-seconds")
    for role in {role for step in setup.playbook.steps for role in step.role}:
        title = setup.team.roles[role].title
        assert title
        assert title.say("ja") in page
    for expectation in setup.expectations:
        assert expectation.title.say("ja") in page
    assert main(["export", "nothing-such", "--to", "markdown"]) == 2
    assert "no playbook nothing-such" in capsys.readouterr().err
