"""A playbook as a picture: what leads to what, nothing outside of the page, arrows that never share a place."""

from __future__ import annotations

from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.cli import main
from simulator.content.library import Library
from simulator.home import bundled
from simulator.model.kinds import PLAYBOOK
from simulator.model.playbook import Playbook
from simulator.plan.flow import Flow, Link
from simulator.plan.tracks import tracked
from simulator.report.drawing import PAGE, Box, Label, Stroke
from simulator.report.pictures.packing import width_of
from simulator.report.pictures.playbook import playbook_graph
from simulator.report.render.mermaid import mermaid
from simulator.report.render.word_drawing import _LOOKS
from simulator.wording.voice import Voice

A4 = 267 / 175 * PAGE
"""Height of a page of A4 within its margins."""


def playbook(*steps: dict[str, Any]) -> Playbook:
    some = [{"role": "ops", "takes": "10m"} | step for step in steps]
    return Playbook.model_validate(
        {"id": "ours", "owner": "H", "version": "1", "reviewed": "2026-10-01", "steps": some}
    )


EVERYTHING = playbook(
    {"id": "close", "after_any": ["mend", "wait"], "reaches": "closed"},
    {"id": "look", "once": "detected", "outcomes": {"bad": {"odds": "50%", "reaches": "harm"}, "good": "50%"}},
    {"id": "mend", "after": "look=bad", "repeat": {"from": "look", "odds": "10%", "at_most": "2"}},
    {"id": "wait", "once": "harm", "phase": "contain", "title": 'Wait <&> "see"'},
)


def test_arrows_lead_from_what_a_step_waits_for_in_an_order_that_can_be_worked() -> None:
    flow = Flow.of(EVERYTHING)
    assert [step.id for step in flow.steps] == ["look", "mend", "wait", "close"]
    assert set(flow.links) == {
        Link(0, 1, "all", "bad"),
        Link(1, 0, "again"),
        Link(0, 2, "all", "harm"),
        Link(1, 3, "any"),
        Link(2, 3, "any"),
    }
    assert [flow.from_outside(step) for step in flow.steps] == [("detected",), (), (), ()]


def test_titles_are_whole_and_delays_and_what_comes_again_are_told() -> None:
    title = "Write to all who asked, and say what we know and when they hear more"
    long = {"id": "a", "title": title, "reaches": [f"milestone-{n}" for n in range(3)], "delay": "3h"}
    ours = playbook(long, {"id": "b", "every": "2h", "until": "milestone-1", "delay": "1h"})
    words = {shape.words for shape in playbook_graph(ours, Voice(), str).shapes if isinstance(shape, Label)}
    assert title in words
    assert any("then a delay of 3h · ◆ milestone-0, milestone-1, milestone-2" in word for word in words)
    assert any("every 2h until milestone-1" in word for word in words)
    assert "<br/>every 2h until milestone-1<br/>then a delay of 1h" in mermaid(ours, Voice(), str)


def test_what_waits_for_a_milestone_waits_for_any_of_the_steps_that_reach_it() -> None:
    ways = [{"id": name, "reaches": "contained"} for name in ("stop", "fence")]
    flow = Flow.of(playbook(*ways, {"id": "mend", "once": "contained"}, {"id": "tell", "again_on": "contained"}))
    assert [link.kind for link in flow.links if link.end == 2] == ["any", "any"]
    assert [link.kind for link in flow.links if link.end == 3] == ["again", "again"]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=30))
def test_arrows_of_two_steps_never_run_on_each_other(ends: list[tuple[int, int]]) -> None:
    tracks = tracked([Link(start, end, "all") for start, end in ends])
    assert sum(len(track.links) for track in tracks) == len(ends)
    for one, other in combinations(tracks, 2):
        assert one.number != other.number or one.rows[1] < other.rows[0] or other.rows[1] < one.rows[0]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_nothing_of_a_bundled_playbook_lies_outside_of_the_page(language: str) -> None:
    for entry in Library.open([bundled()]).entries(PLAYBOOK):
        drawing = playbook_graph(entry.value, Voice(language), lambda name: name)
        assert drawing.height <= A4 * max(len(entry.value.steps), 25) / 25, "25 steps are one page"
        for shape in drawing.shapes:
            match shape:
                case Label(words, (x, _), "start"):
                    assert 0 <= x <= x + width_of(words) <= PAGE + 1, (entry.id, words)
                case Box((x, _), width):
                    assert 0 <= x <= x + width <= PAGE
                case Stroke((x1, _), (x2, _)):
                    assert 0 <= x1 <= x2 <= PAGE
                case _:
                    pass


def test_every_format_knows_the_colour_of_a_phase() -> None:
    shapes = playbook_graph(EVERYTHING, Voice(), lambda name: name).shapes
    assert {shape.style for shape in shapes if isinstance(shape, Box | Stroke)} <= _LOOKS.keys()


def test_a_picture_for_wikis() -> None:
    told = mermaid(EVERYTHING, Voice(), lambda name: name).splitlines()
    assert [line.strip() for line in told if "classDef" not in line] == [
        "flowchart TD",
        's0["look<br/>ops · triage · 10m<br/>◆ harm"]:::triage',
        's1["mend<br/>ops · triage · 10m"]:::triage',
        's2["Wait #60;#38;#62; #34;see#34;<br/>ops · contain · 10m"]:::contain',
        's3["close<br/>ops · triage · 10m<br/>◆ closed"]:::triage',
        's0 -->|"bad"| s1',
        's1 -.->|"done again"| s0',
        's0 -->|"harm"| s2',
        "s1 -.-> s3",
        "s2 -.-> s3",
        'm0{{"◇ detected"}}',
        "m0 --> s0",
    ]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_it_is_drawn_on_the_command_line(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "harmful-output", "--to", "svg", "--lang", language]) == 0
    assert ElementTree.fromstring(capsys.readouterr().out).tag == "{http://www.w3.org/2000/svg}svg"
    assert main(["show", "harmful-output", "--to", "mermaid", "--lang", language]) == 0
    assert capsys.readouterr().out.startswith("flowchart TD\n  s0[")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["two-founders", "--to", "svg"], "two-founders is none"),
        (["harmful-output", "--to", "svg", "--json"], "one of"),
    ],
)
def test_what_cannot_be_drawn_is_told(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", *arguments]) == 2
    assert told in capsys.readouterr().err
