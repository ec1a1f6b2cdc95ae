"""Reports of records and pages of studies: one assembly for every front, so that two fronts never differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from simulator.exercise.forks import forks
from simulator.exercise.par import par_of
from simulator.exercise.session import Session
from simulator.files import write_whole
from simulator.findings.findings import Findings, findings
from simulator.model.freshness import Freshness
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.plan.tables import Plan
from simulator.report.render.formats import HTML, Format
from simulator.study.distributions import distributions
from simulator.study.forecast import seed_of
from simulator.study.gains import Hindsight, Ranking
from simulator.study.hindsight import hindsight, runs_each
from simulator.study.pace_seen import pace_of_exercise
from simulator.study.result import Study
from simulator.timeline.history import History
from simulator.timeline.state import State
from simulator.wording.names import Names
from simulator.wording.voice import Voice
from simulator.workspace.actions import retests_of
from simulator.workspace.records import Exercise, last_before, make
from simulator.workspace.writing import keep_apart


def assembled(history: History, par: State | None = None, *, studied: bool = True) -> Findings:
    """The findings of a record, with par and simulated runs beside them: the same for every front.

    ``par``: the playbook alone on the same draws, where it has been played already. ``studied``: whether the team is
    compared with simulated runs, and its decisions with their other options, which takes some seconds. An autopilot's
    record has no team to compare.
    """
    head = history.head
    if head.driver != "people":
        return findings(history)
    plan, alike = compile_plan(head.setup), studied and not head.setup.discussion_only
    runs = distributions(plan, seed=seed_of(head.seed)) if alike else None
    ways = _hindsight(history, plan) if alike else None
    return findings(history, par or par_of(head), runs, pace_of_exercise(plan, head.seed), ways)


def _hindsight(history: History, plan: Plan) -> Mapping[str, Hindsight]:
    """Inject → its decision with the other options; nothing before ENDEX, while hindsight would be foresight.

    The same for the same record: the seed is made of the exercise's, and runs are counted, not timed.
    """
    if history.state().ended_at is None:
        return {}
    taken, seed = forks(plan, history), seed_of(history.head.seed)
    runs = runs_each(sum(1 + len(fork.others) for fork in taken))
    return {f.inject: hindsight(plan, f.before, f.taken, f.others, seed=seed, runs=runs) for f in taken}


def write_report(
    record: Path,
    history: History,
    chosen: Format = HTML,
    language: str = "",
    path: Path | None = None,
    *,
    brief: bool = False,
    studied: bool = True,
) -> Path:
    """Writes it beside the record, or to ``path``, and says where; in the exercise's language or another.

    ``brief``: the director's two pages, a file of their own; beside the last exercise of the scenario, if its record
    lies in the same folder. ``studied``: as ``assembled`` has it.

    TabletopError if it cannot be written.
    """
    path = path or record.with_suffix(f".brief{chosen.suffix}" if brief else chosen.suffix)
    keep_apart([path], [record])
    voice = Voice.of(history.head.setup, language or history.head.language)
    last = last_before(record, history.head) if brief else None
    before = findings(last) if last else None
    found = replace(assembled(history, studied=studied), retests=retests_of(Exercise(record, history)))
    write_whole(path, chosen.report(found, voice, brief=brief, before=before))
    return path


def write_forms(record: Path, history: History, chosen: Format, language: str, path: Path) -> None:
    """Writes drafts of the forms, filled in from the record. TabletopError if they cannot be written."""
    keep_apart([path], [record])
    voice = Voice.of(history.head.setup, language or history.head.language)
    write_whole(path, chosen.forms(findings(history), voice))


def publish(session: Session) -> Path:
    """The report of a running exercise, beside its record. TabletopError if it cannot be written."""
    path, assembly = session.path.with_suffix(HTML.suffix), assembled(session.history, session.par())
    keep_apart([path], [session.path])
    write_whole(path, HTML.report(assembly, Voice.of(assembly.setup, session.head.language)))
    return path


def write_study(
    path: Path, study: Study, ranking: Ranking | None, setup: Setup, language: str, fresh: Freshness
) -> None:
    """Writes a study as a page in a language. TabletopError if it cannot be written."""
    write_whole(path, HTML.study(study, ranking, Names(setup, Voice.of(setup, language)), fresh))


def file_study(
    records: Path, study: Study, ranking: Ranking | None, setup: Setup, language: str, fresh: Freshness
) -> Path:
    """The same, in a file among the records that is named for the study; returns its path."""
    make(records)
    path = records / f"study-{study.scenario}-{study.playbook}-{study.team}.html"
    write_study(path, study, ranking, setup, language, fresh)
    return path
