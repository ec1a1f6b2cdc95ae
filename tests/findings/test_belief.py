"""What the table could believe, when it could know better, and what its decisions rested on."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.findings.belief import documents
from simulator.findings.findings import Findings, findings
from simulator.findings.origins import Origin, origins
from simulator.report.after_action import after_action_report
from simulator.report.render import data, markdown
from simulator.report.render.printing import facilitator_sheet
from simulator.timeline import events as e
from simulator.timeline.fold import fold
from simulator.timeline.moves import effective
from simulator.wording.voice import Voice
from tests.console.secrets import Exercise
from tests.report.table import CLOSED, ENDEX, PLAY, REVIEW, M, history, setup_of
from tests.report.table import SCENARIO as STORY


def told(found: Findings) -> dict[str, tuple[int | None, int | None]]:
    def at(origin: Origin | None) -> int | None:
        return origin.at if origin else None

    return {known.claim.id: (at(known.told), at(known.corrected)) for known in found.claims}


def grounds(found: Findings) -> list[tuple[str, str]]:
    return [(rested.claim.id, rested.ground) for rested in found.decisions[0].rested]


def test_a_decision_rested_on_what_was_false_then() -> None:
    found = findings(history())
    assert told(found) == {"copy-can-wait": (60 * M, 105 * M), "one-host": (None, None)}
    assert grounds(found) == [("copy-can-wait", "false")]
    told_in = next(line.event for line in found.log if found.claims[0].told and line.move == found.claims[0].told.move)
    assert told_in == e.InjectDelivered(60 * M, "take-it-down")


def with_claims(**claim: object) -> list[tuple[str, str]]:
    story = STORY | {"claims": [STORY["claims"][0] | claim]}
    return grounds(findings(history(setup=setup_of(scenario=story))))


def test_what_people_could_know_by_then_is_told_apart() -> None:
    assert with_claims(corrected_by=["triaged"]) == [("copy-can-wait", "corrected")]
    assert with_claims(corrected_by=[]) == [("copy-can-wait", "false")]
    assert with_claims(told_by=["isolate"]) == [("copy-can-wait", "untold")]
    assert with_claims(holds="true", corrected_by=[]) == [("copy-can-wait", "true")]


def test_a_document_may_be_right_in_some_of_its_lines() -> None:
    """What was handed out tells the claims of its lines, and the report has each line with what is so."""
    said = [{"line": "It went to one host", "claim": "one-host"}, {"line": "copy", "claim": "copy-can-wait"}]
    first, second, *others = STORY["injects"]
    injects = [first | {"artefacts": [first["artefacts"][0] | {"says": said}]}, second, *others]
    claims = [{key: value for key, value in claim.items() if key != "told_by"} for claim in STORY["claims"]]
    setup = setup_of(scenario=STORY | {"claims": claims, "injects": injects})
    handed: list[list[e.Event]] = [*PLAY[:2], [e.ArtefactHanded(11 * M, "alert", 1)], *PLAY[2:]]
    found = findings(history(handed + REVIEW + CLOSED, setup))
    assert told(found) == {"copy-can-wait": (11 * M, 105 * M), "one-host": (11 * M, None)}
    (document,) = documents(found.setup, found.claims)
    assert document.right == 1
    english, japanese = (
        markdown.render(after_action_report(found, Voice(language))).decode() for language in ("en", "ja")
    )
    assert "“Egress log”: 1 of 2 lines are so" in english
    assert "「通信ログ」：2項目のうち1項目が事実" in japanese
    assert json.loads(data.render(found))["documents"] == {
        "alert/1": [{"claim": "one-host", "holds": True}, {"claim": "copy-can-wait", "holds": False}]
    }
    assert documents(setup, findings(history(handed[:-1], setup)).claims) == ()
    sheet = facilitator_sheet(setup, Voice("en")).decode()
    assert sheet.index("1 of 2 lines are so") < sheet.rindex("It went to one host")


def test_what_nobody_decided_rested_on_nothing() -> None:
    def lapsed(event: e.Event) -> e.Event:
        return replace(event, undecided=True, seat="") if isinstance(event, e.DecisionTaken) else event

    play = [[lapsed(event) for event in move] for move in PLAY]
    assert grounds(findings(history(play + REVIEW + CLOSED))) == []


def test_what_came_after_endex_corrected_nobody() -> None:
    late: list[list[e.Event]] = [
        *PLAY[:-1],
        [e.PlayEnded(ENDEX), e.WorkEnded(8 * 3600, "report", 1, reaches=("known-now",))],
    ]
    story = STORY | {"claims": [STORY["claims"][0] | {"corrected_by": ["known-now"]}]}
    (known,) = findings(history(late + REVIEW + CLOSED, setup_of(scenario=story))).claims
    assert known.corrected is None


def test_what_is_so_is_told_to_nobody_before_endex() -> None:
    assert findings(history(PLAY[:-1])).claims == ()
    assert grounds(findings(history(PLAY[:-1]))) == []


def test_handing_something_out_tells_too() -> None:
    handed: list[list[e.Event]] = [*PLAY[:2], [e.ArtefactHanded(11 * M, "alert", 1)], *PLAY[2:-1], PLAY[-1]]
    assert told(findings(history(handed)))["one-host"] == (11 * M, None)


@settings(max_examples=15)
@given(st.integers(0, 2**32 - 1))
def test_everything_that_came_leads_to_the_move_that_brought_it(seed: int) -> None:
    """And at the second that the State tells, whatever was done, taken back or stated twice."""
    moves = Exercise.random(seed).situations[-1].moves
    counted = effective(moves)
    log = [(number, event) for number, move in counted for event in move.events]
    state, where = fold(event for _, event in log), origins(log)
    names = [*state.milestones, *(f"step:{job}" for job in state.jobs), *(f"inject:{name}" for name in state.injects)]
    for name in names:
        at, origin = state.reached(name), where.came.get(name)
        assert (origin and origin.at) == at, name
        assert origin is None or log[origin.place][0] == origin.move
    assert {name: where.came[name].at for name in state.handed} == dict(state.handed)
    taken = {name: choice.at for name, choice in state.choices.items() if choice.at is not None}
    assert {name: origin.at for name, origin in where.decided.items() if name in taken} == taken
