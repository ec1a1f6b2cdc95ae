"""What the printed sheets have from the content, each thing once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.findings.findings import findings
from simulator.report.render.formats import FORMATS
from simulator.report.render.html import _source
from simulator.report.render.printing import evaluator_guide, facilitator_sheet, player_sheet
from simulator.report.sheets import guide, role_cards, run_sheet
from simulator.wording.names import Names
from tests.report.table import EXPECTATIONS, PLAYBOOK, SCENARIO, SETUP, both, history, setup_of
from tests.report.test_paper import LANGUAGES, voice

EN = Names(SETUP, voice("en"))


def test_the_facilitator_has_every_deadline_what_others_demand_first() -> None:
    found = run_sheet.deadlines(EN)
    assert [(d.kind, d.title) for d in found] == [
        ("law", "APPI preliminary report"),
        ("own target", "Declared"),
        ("own target", "Contained"),
        ("own target", "Evidence before change"),
        ("benchmark", "1-10-60"),
    ]
    assert found[1].rule == "detected → incident declared, within 1h"
    page = facilitator_sheet(SETUP, voice("en")).decode()
    assert "<td>APPI preliminary report</td>" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_facilitator_has_the_keys_of_the_screen(language: str, tmp_path: object) -> None:
    path = f"{tmp_path}/sheet.html"
    assert main(["print", "harmful-output", "--for", "facilitator", "--lang", language, "-o", path]) == 0
    with open(path, encoding="utf-8") as file:
        page = file.read()
    said = voice(language)
    for key, does in (("F5  Ctrl+N", "Next"), ("F10  Ctrl+Z", "Undo"), ("F12  Ctrl+E", "REAL EVENT")):
        assert f"<strong>{key}</strong></td><td>{said(does)}</td>" in page


def test_a_role_card_says_what_it_decides_and_whom_it_tells() -> None:
    approving = [{**step, "approval": "true"} if step["id"] == "isolate" else step for step in PLAYBOOK["steps"]]
    demanded = [{**e, "recipient": both("The PPC", "委員会")} if e["id"] == "appi" else e for e in EXPECTATIONS]
    setup = setup_of(playbook={**PLAYBOOK, "steps": approving}, expectations=demanded)
    cards = {card.title: card for card in role_cards.cards(Names(setup, voice("en")))}
    assert cards["Incident commander"].decides == ("what the facilitator asks me to decide",)
    assert cards["ML platform"].decides == ("“Isolate”",)
    assert cards["Legal"].tells == ("The PPC: “Report to the PPC”",)
    assert cards["Security operations"].tells == ("Incident commander: “Triage” done",)
    assert "The PPC: “Report to the PPC”" in player_sheet(setup, voice("en")).decode()


def test_a_role_card_does_not_tell_what_the_story_will_ask() -> None:
    page = player_sheet(SETUP, voice("en")).decode()
    assert "Take the endpoint down now?" not in page
    assert "After the copy" not in page


def test_a_role_card_does_not_name_a_step_that_an_option_starts() -> None:
    ordered = [{**step, "once": "takedown-ordered"} if step["id"] == "report" else step for step in PLAYBOOK["steps"]]
    demanded = [{**e, "recipient": both("The PPC", "委員会")} if e["id"] == "appi" else e for e in EXPECTATIONS]
    setup = setup_of(playbook={**PLAYBOOK, "steps": ordered}, expectations=demanded)
    cards = {card.title: card for card in role_cards.cards(Names(setup, voice("en")))}
    assert cards["Legal"].tells == ()


def test_the_evaluator_goes_by_time_and_meets_no_action_twice() -> None:
    again = {**SCENARIO["injects"][2], "expects": SCENARIO["injects"][0]["expects"], "objectives": ["keep-evidence"]}
    setup = setup_of(scenario={**SCENARIO, "injects": [*SCENARIO["injects"][:2], again]})
    found = guide.places(Names(setup, voice("en")))
    assert [(p.number, p.due) for p in found] == [
        (1, "Fri 18:40"),
        (2, "20m after “triaged”"),
        (3, "Fri 21:10"),
    ]
    assert [p.expected for p in found] == [("“Triage” within 30m", "Somebody asks who else knows"), (), ()]
    page = evaluator_guide(setup, voice("en")).decode()
    assert page.count("Somebody asks who else knows") == 1
    assert page.index("Egress alert") < page.index("Now or after the copy?") < page.index("A reporter calls")


def test_what_cannot_be_seen_is_told_by_what_can() -> None:
    keep, tell = guide.goals(EN)
    assert keep.seen == (
        "The snapshot is ordered first",
        "Two people keep it",
        "“Keep logs” is ordered",
        "“Isolate” is ordered",
    )
    assert tell.seen == ("“Report to the PPC” is ordered",)
    for language in LANGUAGES:
        assert "Milestone:" not in evaluator_guide(SETUP, voice(language)).decode()


def test_a_milestone_that_a_choice_reaches_is_seen_as_the_choice() -> None:
    objective = {**SCENARIO["objectives"][1], "shows": ["takedown-ordered", "vendor-told"]}
    named = Names(setup_of(scenario={**SCENARIO, "objectives": [objective]}), voice("en"))
    (goal,) = guide.goals(named)
    assert goal.seen == ("decided: “Now”", "somebody says so: vendor told")


def test_an_arrow_stands_with_the_first_role() -> None:
    page = facilitator_sheet(SETUP, voice("ja")).decode()
    assert re.search('<span class="to">→&nbsp;セキュリティ運用', page)
    assert not re.search(r"<br>→ ", page)


def test_long_rows_and_handouts_may_break_over_pages() -> None:
    style = _source("page.css")
    assert "table.grid.run tr { break-inside: auto; }" in style
    assert ".handouts .card { break-inside: auto;" in style


def test_a_name_that_promises_another_format_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sheet.md"
    assert main(["print", "harmful-output", "--for", "players", "-o", str(path)]) == 2
    assert "papers are written as HTML, to be printed from a browser: end the name in .html" in capsys.readouterr().err
    assert not path.exists()


def test_an_artefact_in_another_language_is_marked_as_such() -> None:
    """In the list of files of the report, and among the hand-outs where there is no other."""
    alert = {**SCENARIO["injects"][0], "artefacts": [{"file": {"ja": "log.ja.txt"}, "title": both("Log", "ログ")}]}
    sources = [{"path": "scenarios/log.ja.txt", "sha256": "cd" * 32}, {"path": "scenarios/a.yaml", "sha256": "ef" * 32}]
    setup = setup_of(
        scenario={**SCENARIO, "injects": [alert, *SCENARIO["injects"][1:]]},
        artefacts={"log.ja.txt": "通信"},
        sources=sources,
    )
    found = findings(history(setup=setup))
    files = FORMATS["md"].report(found, voice("en", setup)).decode()
    assert "| scenarios/log.ja.txt<br>in Japanese |" in files
    assert "| scenarios/a.yaml |" in files
    assert "| scenarios/log.ja.txt |" in FORMATS["md"].report(found, voice("ja", setup)).decode()
    assert "inject 1 · in Japanese" in facilitator_sheet(setup, voice("en", setup)).decode()


def test_nothing_short_follows_the_run_sheet_on_a_page_of_its_own() -> None:
    """Hand-outs begin a page: what is said at the end stands with what is said at the beginning."""
    page = facilitator_sheet(SETUP, voice("en")).decode()
    assert page.index("Closing words") < page.index("Run sheet</h2>") < page.index("All injects together")
    assert page.index("All injects together") < page.index('<table class="grid run">')
