"""Reports of records and pages of studies: one assembly for every front, so that two fronts never differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from simulator.exercise.forks import forks
from simulator.exercise.par import par_of
from simulator.exercise.session import Session
from simulator.files import write_whole
from simulator.findings.edition import Edition
from simulator.findings.findings import Findings, findings
from simulator.model.freshness import Freshness
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.plan.tables import Plan
from simulator.report.audience import WITHOUT_FREE_TEXT, Audience
from simulator.report.render.formats import FORMATS, HTML, Format
from simulator.study.distributions import distributions
from simulator.study.forecast import seed_of
from simulator.study.gains import Hindsight, Ranking
from simulator.study.hindsight import hindsight, runs_each
from simulator.study.pace_seen import pace_of_exercise
from simulator.study.result import Study
from simulator.timeline.events import ActionAgreed
from simulator.timeline.history import History
from simulator.timeline.redaction import redacted
from simulator.timeline.state import State
from simulator.wording.names import Names
from simulator.wording.voice import Voice
from simulator.workspace.actions import retests_of
from simulator.workspace.records import Exercise, last_before, make
from simulator.workspace.report_fields import kept_in, mark_of
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


def edited(
    record: Path, history: History, voice: Voice, audience: Audience = "whole", *, redact: bool = False
) -> tuple[History, Edition]:
    """The record as a report tells it, and what it says beside: what is filled in, and what was left out.

    ``redact``: without what people wrote in their own words; an authority never sees that, but for what was agreed.
    TabletopError where what was filled in cannot be read.
    """
    filled = kept_in(record.parent).of(history.head)
    edition = Edition(filled, mark_of(filled))
    if not redact and audience not in WITHOUT_FREE_TEXT:
        return history, edition
    names = Names(history.head.setup, voice)

    def mark(number: int, seat: str) -> str:
        return voice("[left out {number}: {seat}]", number=number, seat=names.seat(seat) or voice("no seat named"))

    without = redacted(history, mark, keep=() if redact else (ActionAgreed,))
    return without.history, replace(edition, left_out=without.left_out)


def report_of(
    record: Path,
    history: History,
    chosen: Format,
    language: str = "",
    audience: Audience = "whole",
    *,
    redact: bool = False,
    studied: bool = True,
    par: State | None = None,
) -> bytes:
    """A report for an audience, in the exercise's language or another; the whole and the director's tell of the last.

    ``par`` and ``studied``: as ``assembled`` has them.

    TabletopError where what was filled in cannot be read, or the format is not for that audience.
    """
    voice = Voice.of(history.head.setup, language or history.head.language)
    told, edition = edited(record, history, voice, audience, redact=redact)
    last = last_before(record, history.head) if audience in ("whole", "director") else None
    before, retests = findings(last) if last else None, retests_of(Exercise(record, history))
    found = replace(assembled(told, par, studied=studied), before=before, edition=edition, retests=retests)
    return chosen.report(found, voice, audience)


def write_report(
    record: Path,
    history: History,
    chosen: Format = HTML,
    language: str = "",
    path: Path | None = None,
    audience: Audience = "whole",
    *,
    redact: bool = False,
    studied: bool = True,
) -> Path:
    """Writes ``report_of`` beside the record, or to ``path``, and says where. TabletopError if it cannot be written."""
    part = "" if audience == "whole" else f".{audience}"
    path = path or record.with_suffix(f"{part}{chosen.suffix}")
    keep_apart([path], [record])
    write_whole(path, report_of(record, history, chosen, language, audience, redact=redact, studied=studied))
    return path


def forms_of(record: Path, history: History, chosen: Format, language: str = "", *, redact: bool = False) -> bytes:
    """Drafts of the forms, filled in from the record. TabletopError as ``report_of``."""
    voice = Voice.of(history.head.setup, language or history.head.language)
    told, edition = edited(record, history, voice, redact=redact)
    return chosen.forms(replace(findings(told), edition=edition), voice)


def write_forms(
    record: Path, history: History, chosen: Format, language: str, path: Path, *, redact: bool = False
) -> None:
    """Writes drafts of the forms, filled in from the record. TabletopError if they cannot be written."""
    keep_apart([path], [record])
    write_whole(path, forms_of(record, history, chosen, language, redact=redact))


def first_page(found: Findings, voice: Voice) -> str:
    """The report's first page in Markdown, to be read on a screen before the record is closed: a draft, and says so."""
    page = FORMATS["md"].report(found, voice, "board").decode()
    return page.replace("<br>", " · ")


def publish(session: Session) -> Path:
    """The report of a running exercise, beside its record. TabletopError if it cannot be written."""
    path = session.path.with_suffix(HTML.suffix)
    keep_apart([path], [session.path])
    write_whole(path, report_of(session.path, session.history, HTML, par=session.par()))
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
