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
from simulator.study.fronts import Front
from simulator.study.gains import Further, Hindsight
from simulator.study.hindsight import hindsight, runs_each
from simulator.study.pace_seen import pace_of_exercise
from simulator.study.result import Study
from simulator.timeline.events import ActionAgreed
from simulator.timeline.history import History
from simulator.timeline.redaction import redacted
from simulator.timeline.state import State
from simulator.wording.names import Names
from simulator.wording.voice import Voice
from simulator.workspace.actions import proposals_of, retests_of
from simulator.workspace.records import Exercise, last_before, make
from simulator.workspace.report_fields import kept_in, mark_of
from simulator.workspace.writing import keep_apart


def assembled(history: History, par: State | None = None, *, studied: bool = True) -> Findings:
    """The findings of a record, with par and simulated runs beside them: the same for every front.

    ``par``: the playbook alone on the same draws, where it has been played already. ``studied``: whether the team is
    compared with simulated runs, and its decisions with their other options, which takes some seconds. An autopilot's
    record has no team to compare, and beside a real incident nothing that is simulated stands.
    """
    head = history.head
    if head.driver != "people" or head.is_real:
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


class Reports:
    """All reports of one record in one language. What takes seconds is computed once for all of them."""

    def __init__(
        self,
        record: Path,
        history: History,
        language: str = "",
        *,
        redact: bool = False,
        studied: bool = True,
        par: State | None = None,
    ) -> None:
        """``redact``: without what people wrote in their own words. ``studied``, ``par``: as ``assembled`` has them.

        TabletopError where what was filled in cannot be read.
        """
        self.voice = Voice.of(history.head.setup, language or history.head.language)
        self._record, self._history, self._redact = record, history, redact
        self._studied, self._par = studied, par
        filled = kept_in(record.parent).of(history.head)
        self._edition = Edition(filled, mark_of(filled))
        self._found: dict[bool, Findings] = {}

    def report(self, chosen: Format, audience: Audience = "whole") -> bytes:
        """The report for an audience; the whole and the director's beside the last exercise of the scenario.

        An authority never sees what people wrote, but for the actions agreed. TabletopError where the format is not for
        that audience.
        """
        hidden = audience in WITHOUT_FREE_TEXT and not self._redact
        last = last_before(self._record, self._history.head) if audience in ("whole", "director") else None
        before = findings(last) if last else None
        return chosen.report(replace(self._assembled(hidden=hidden), before=before), self.voice, audience)

    def forms(self, chosen: Format) -> bytes:
        """Drafts of the forms, filled in from the record. TabletopError where the format has none."""
        return chosen.forms(self._assembled(hidden=False), self.voice)

    @property
    def left_out(self) -> Mapping[str, int]:
        """Seat → free texts that are left out of all of them."""
        return self._edited(hidden=False)[1].left_out or {}

    def _assembled(self, *, hidden: bool) -> Findings:
        """With what stands in the ledger beside it. ``hidden``: without free texts, though the others have them."""
        if hidden not in self._found:
            told, edition = self._edited(hidden=hidden)
            exercise = Exercise(self._record, self._history)
            retests, proposals = retests_of(exercise), proposals_of(exercise)
            found = assembled(told, self._par, studied=self._studied)
            self._found[hidden] = replace(found, edition=edition, retests=retests, proposals=proposals)
        return self._found[hidden]

    def _edited(self, *, hidden: bool) -> tuple[History, Edition]:
        if not self._redact and not hidden:
            return self._history, self._edition
        names, voice = Names(self._history.head.setup, self.voice), self.voice

        def mark(number: int, seat: str) -> str:
            return voice("[left out {number}: {seat}]", number=number, seat=names.seat(seat) or voice("nobody named"))

        without = redacted(self._history, mark, keep=() if self._redact else (ActionAgreed,))
        return without.history, replace(self._edition, left_out=without.left_out)


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
    """Writes a report beside the record, or to ``path``, and says where. TabletopError if it cannot be written."""
    part = "" if audience == "whole" else f".{audience}"
    path = path or record.with_suffix(f"{part}{chosen.suffix}")
    keep_apart([path], [record])
    write_whole(path, Reports(record, history, language, redact=redact, studied=studied).report(chosen, audience))
    return path


def write_forms(
    record: Path, history: History, chosen: Format, language: str, path: Path, *, redact: bool = False
) -> None:
    """Writes drafts of the forms, filled in from the record. TabletopError if they cannot be written."""
    keep_apart([path], [record])
    write_whole(path, Reports(record, history, language, redact=redact, studied=False).forms(chosen))


def first_page(found: Findings, voice: Voice) -> str:
    """The report's first page in Markdown, to be read on a screen before the record is closed: a draft, and says so."""
    page = FORMATS["md"].report(found, voice, "board").decode()
    return page.replace("<br>", " · ")


def publish(session: Session) -> Path:
    """The report of a running exercise, beside its record. TabletopError if it cannot be written."""
    path = session.path.with_suffix(HTML.suffix)
    keep_apart([path], [session.path])
    write_whole(path, Reports(session.path, session.history, par=session.par()).report(HTML))
    return path


def write_study(path: Path, study: Study, further: Further, setup: Setup, language: str, fresh: Freshness) -> None:
    """Writes a study as a page in a language. TabletopError if it cannot be written."""
    write_whole(path, HTML.study(study, further, Names(setup, Voice.of(setup, language)), fresh))


def write_reach(path: Path, front: Front, setup: Setup, language: str) -> None:
    """Writes what it would take as a page in a language. TabletopError if it cannot be written."""
    write_whole(path, HTML.reach(front, Names(setup, Voice.of(setup, language))))


def file_reach(records: Path, front: Front, setup: Setup, language: str) -> Path:
    """The same, in a file among the records that is named for what was studied; returns its path."""
    make(records)
    path = records / f"reach-{setup.scenario.id}-{setup.playbook.id}-{setup.team.id}.html"
    write_reach(path, front, setup, language)
    return path


def file_study(records: Path, study: Study, further: Further, setup: Setup, language: str, fresh: Freshness) -> Path:
    """The same, in a file among the records that is named for the study; returns its path."""
    make(records)
    path = records / f"study-{study.scenario}-{study.playbook}-{study.team}.html"
    write_study(path, study, further, setup, language, fresh)
    return path
