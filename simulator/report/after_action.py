"""The after-action report as a document: which sections, in which order."""

from __future__ import annotations

from simulator.findings.findings import Findings
from simulator.report.document import Document
from simulator.report.sections.appendices import assumptions, integrity, log, requirements, sources
from simulator.report.sections.conduct import decisions, deviations, expected_actions, questions
from simulator.report.sections.front import facts
from simulator.report.sections.objectives import improvement, objectives
from simulator.report.sections.percentiles import percentiles
from simulator.report.sections.results import becoming_aware, beside_par, results, timeline
from simulator.report.sections.summary import summary
from simulator.wording.names import Names
from simulator.wording.sentences import adhoc_titles
from simulator.wording.voice import Voice

BANNER = "【演習】EXERCISE"
"""Stands on every page in every language."""

_SECTIONS = (
    summary,
    results,
    timeline,
    becoming_aware,
    beside_par,
    percentiles,
    decisions,
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
    return Document(
        language=voice.language,
        banner=BANNER,
        kind=voice("After-action report and improvement plan"),
        title=names.text(f.setup.scenario.title),
        draft=voice("DRAFT") if f.draft else "",
        signatures=(voice("Prepared"), voice("Reviewed"), voice("Approved")),
        facts=facts(f, names),
        care=voice(
            "An exercise is evidence of preparedness, not of compliance. Simulated times come from stated assumptions."
            " Nothing here is legal advice."
        ),
        sections=tuple(part for build in _SECTIONS if (part := build(f, names)) is not None),
    )
