"""The after-action report as a document: which sections, in which order."""

from __future__ import annotations

from simulator.findings.findings import Findings
from simulator.report.document import Document
from simulator.report.sections.appendices import assumptions, integrity, log, requirements, sources
from simulator.report.sections.belief import belief, hindsight
from simulator.report.sections.conduct import decisions, deviations, expected_actions, questions
from simulator.report.sections.discussion import discussion
from simulator.report.sections.forms import forms
from simulator.report.sections.front import facts, marked
from simulator.report.sections.objectives import improvement, objectives
from simulator.report.sections.percentiles import percentiles
from simulator.report.sections.results import becoming_aware, beside_par, results, stated_milestones, timeline
from simulator.report.sections.summary import summary
from simulator.wording.names import Names
from simulator.wording.sentences import adhoc_titles
from simulator.wording.voice import Voice

_SECTIONS = (
    summary,
    results,
    timeline,
    becoming_aware,
    stated_milestones,
    beside_par,
    percentiles,
    forms,
    discussion,
    decisions,
    belief,
    hindsight,
    expected_actions,
    deviations,
    objectives,
    improvement,
    questions,
    assumptions,
    integrity,
    sources,
    requirements,
    log,
)


def after_action_report(f: Findings, voice: Voice) -> Document:
    """The report in the voice's language."""
    names = Names(f.setup, voice, adhoc_titles(f.state))
    return marked(
        f,
        names,
        kind=voice("After-action report and improvement plan"),
        facts=facts(f, names),
        sections=tuple(part for build in _SECTIONS if (part := build(f, names)) is not None),
    )
