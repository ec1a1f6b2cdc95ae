"""The after-action report for each audience: which sections, in which order, and which annexes. One table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from simulator.errors import TabletopError
from simulator.findings.findings import Findings
from simulator.report.audience import Audience
from simulator.report.document import Document, Facts, Section, bullets, cell
from simulator.report.sections import incident, ministry
from simulator.report.sections.appendices import assumptions, integrity, log, requirements, sources, unbroken
from simulator.report.sections.auditor import account, demands, plan_and_scope
from simulator.report.sections.authority import outward_decisions, outward_facts, outward_outcome
from simulator.report.sections.belief import belief, hindsight
from simulator.report.sections.conduct import decisions, deviations, expected_actions, questions
from simulator.report.sections.director import (
    among_runs,
    board_facts,
    brief_facts,
    came_of_it,
    came_of_it_at_all,
    decided,
    first_done,
    rated,
    why_so,
    will_be_done,
)
from simulator.report.sections.discussion import discussion
from simulator.report.sections.duties import duties
from simulator.report.sections.forms import forms
from simulator.report.sections.front import facts, marked
from simulator.report.sections.handover import handovers
from simulator.report.sections.letters import letters
from simulator.report.sections.objectives import improvement, objectives
from simulator.report.sections.opinions import opinions
from simulator.report.sections.percentiles import percentiles
from simulator.report.sections.results import becoming_aware, beside_par, results, stated_milestones, timeline
from simulator.report.sections.since import since
from simulator.report.sections.summary import summary
from simulator.wording.names import Names
from simulator.wording.sentences import adhoc_titles
from simulator.wording.voice import Voice

Build = Callable[[Findings, Names], Section | None]
"""Makes a section; None where there is nothing to tell."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the report of one audience is made of."""

    kind: str
    """What it is called, in English."""
    sections: tuple[Build, ...]
    annexes: tuple[Build, ...] = ()
    """What follows on pages of their own, numbered."""
    head: Callable[[Findings, Names], Facts] = facts
    is_title: bool = False
    """The kind is the document's title, and what was exercised stands with it; else the other way round."""


_STORY = (results, timeline, becoming_aware, stated_milestones, beside_par, percentiles, forms, duties, discussion)
_CONDUCT = (
    *(decisions, handovers, opinions, belief, hindsight, letters),
    *(expected_actions, deviations, objectives, improvement, questions),
)
_APPENDICES = (assumptions, integrity, sources, requirements, log)

PARTS: Mapping[Audience, Parts] = {
    "whole": Parts("After-action report and improvement plan", (summary, since, *_STORY, *_CONDUCT, *_APPENDICES)),
    "board": Parts("Report for the board", (came_of_it_at_all, why_so, first_done), head=board_facts),
    "director": Parts(
        "Report for the director",
        (came_of_it, why_so, will_be_done, decided, rated, since, among_runs),
        head=brief_facts,
    ),
    "team": Parts(
        "Report for the team",
        (
            *(summary, improvement, timeline, beside_par, decisions, handovers),
            *(opinions, belief, hindsight, letters, discussion),
            *(forms, duties, expected_actions, deviations, objectives, questions, results, percentiles),
        ),
        head=brief_facts,
    ),
    "auditor": Parts(
        "After-action report for the auditor",
        (summary, plan_and_scope, account, demands, *_STORY, *_CONDUCT, *_APPENDICES),
    ),
    "authority": Parts(
        "Report for the authority",
        (
            *(outward_outcome, results, becoming_aware, forms, outward_decisions),
            *(will_be_done, assumptions, sources, unbroken),
        ),
        head=outward_facts,
    ),
    "ministry": Parts(
        "Report on the conduct of an exercise",
        (
            *(ministry.conduct, ministry.situation, ministry.outcome),
            *(ministry.overall, ministry.improvements, ministry.next_one),
        ),
        (results, ministry.messages, decisions, objectives, improvement, unbroken),
        head=ministry.letter_head,
        is_title=True,
    ),
}
"""Audience → its report. A section is told in one way, whoever reads it."""


_REAL: tuple[Build, ...] = (results, incident.milestones, timeline)
PARTS_OF_REAL: Mapping[Audience, Parts] = {
    "whole": Parts(
        "Report on a real incident",
        (summary, *_REAL, incident.happened, improvement, duties, incident.limits_of_it, integrity, sources),
        head=incident.facts,
    ),
    "board": Parts("Report on a real incident for the board", (came_of_it_at_all, first_done), head=incident.brief),
    "director": Parts(
        "Report on a real incident for the director",
        (came_of_it, incident.milestones, will_be_done),
        head=incident.brief,
    ),
    "team": Parts(
        "Report on a real incident for the team",
        (summary, improvement, *_REAL, incident.happened, duties),
        head=incident.brief,
    ),
    "auditor": Parts(
        "Report on a real incident for the auditor",
        (
            summary,
            demands,
            *_REAL,
            incident.happened,
            improvement,
            duties,
            incident.limits_of_it,
            integrity,
            sources,
            log,
        ),
        head=incident.facts,
    ),
    "authority": Parts(
        "Report on a real incident for the authority",
        (outward_outcome, results, incident.milestones, will_be_done, incident.limits_of_it, sources, unbroken),
        head=incident.outward,
    ),
}
"""The same of a real incident: no par, no runs beside it, no ratings, nothing of a game."""


def parts_of(f: Findings, audience: Audience) -> Parts:
    """What the report of a record is made of. TabletopError where a real incident has none for the audience."""
    if not f.head.is_real:
        return PARTS[audience]
    if audience not in PARTS_OF_REAL:
        raise TabletopError(
            "the report for the {audience} is on an exercise: this is a real incident", audience=audience
        )
    return PARTS_OF_REAL[audience]


def after_action_report(f: Findings, voice: Voice, audience: Audience = "whole") -> Document:
    """The report for an audience, in the voice's language. TabletopError where a real incident has none for it."""
    parts = parts_of(f, audience)
    names = Names(f.setup, voice, adhoc_titles(f.state), is_real=f.head.is_real)
    annexes = _told(parts.annexes, f, names)
    numbered = tuple(
        replace(part, title=voice("Annex {number}: {title}", number=number, title=part.title), annex=True)
        for number, part in enumerate(annexes, 1)
    )
    page = marked(
        f,
        names,
        kind=voice(parts.kind),
        facts=parts.head(f, names),
        sections=(*_told(parts.sections, f, names), *_enclosed(numbered, voice), *numbered),
    )
    return replace(page, title=page.kind, kind=page.title) if parts.is_title else page


def _enclosed(annexes: tuple[Section, ...], voice: Voice) -> tuple[Section, ...]:
    """Their titles, where the body of the report ends."""
    listed = bullets("", (cell(annex.title) for annex in annexes))
    return (Section(voice("Enclosed"), (listed,)),) if listed else ()


def _told(builds: tuple[Build, ...], f: Findings, n: Names) -> tuple[Section, ...]:
    return tuple(part for build in builds if (part := build(f, n)) is not None)
