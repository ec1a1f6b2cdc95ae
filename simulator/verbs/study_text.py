"""A study in words and tables, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.model.freshness import UNKNOWN, Freshness
from simulator.model.setup import Setup
from simulator.study.result import Coming, ExpectationResult, Interval, Path, Study
from simulator.timeline.events import Event
from simulator.timeline.judge import Verdict
from simulator.verbs.printed import beside, columns
from simulator.wording.forms import idle_forms_words, judgement, last_words
from simulator.wording.freshness import freshness_words
from simulator.wording.lengths import margin, margins, rough_span
from simulator.wording.names import Names
from simulator.wording.sentences import tell
from simulator.wording.shares import interval, percent
from simulator.wording.studies import (
    LONGEST,
    assumed_words,
    by_time,
    closed_days_words,
    hardest_words,
    loads_words,
    partial_words,
    tails_words,
    turns_words,
)
from simulator.wording.voice import Voice
from simulator.wording.width import cut

_LAST = 44
"""Cells for what is known last."""


class StudyText:
    """The results of studies as lines in one language, with the names of one setup."""

    def __init__(self, setup: Setup, voice: Voice) -> None:
        self.setup = setup
        self.voice = voice
        self.names = Names(setup, voice)

    # ---- the answer

    def study(self, study: Study, fresh: Freshness = UNKNOWN) -> Iterator[str]:
        """The answer first, then what stands behind it; ``fresh``: how its rules stand today."""
        voice = self.voice
        yield f"{voice.text(self.setup.scenario.title)}  ·  {study.playbook}  ·  {study.team}"
        heading = voice(
            "{runs} runs, seed {seed}, opening {moment}", runs=study.runs, seed=study.seed, moment=voice.moment(0)
        )
        yield heading
        if stopped := partial_words(study, self.names):
            yield stopped
        yield ""
        if study.worst:
            yield hardest_words(study.worst, self.names)
            yield from filter(None, [tails_words(study, self.names)])
            yield ""
        yield from self._expectations(study)
        yield ""
        yield from self._forms(study)
        yield from self._milestones(study)
        if study.why:
            yield from self._why(study)
        yield ""
        yield assumed_words(study, self.names)
        if closed := closed_days_words(self.names):
            yield closed
        yield from freshness_words(fresh, self.names)

    def _expectations(self, study: Study) -> Iterator[str]:
        voice = self.voice
        heads = [voice("met"), voice("95% interval"), voice("started"), voice("void")]
        heads += [
            voice("after the story"),
            voice("never reached"),
            voice("margin p5 / p50 / p95"),
            *self._incident_head(study),
            voice("expectation"),
        ]
        rows = [
            [*self._results(e), *self._incident(study, e.incident), self.names.keyed(e.key)] for e in study.expectations
        ]
        yield from columns(heads, rows)
        for e in study.expectations:
            if words := turns_words(e, self.names):
                yield f"{' · '.join([self.names.keyed(e.key), *self._incident(study, e.incident)])}: {words}"

    def _results(self, e: ExpectationResult) -> list[str]:
        if not e.counted:
            words = self.voice("void") if e.void else self.voice("not started")
            return [words, "", percent(e.started), percent(e.void), "", "", ""]
        shares = [percent(e.met.p), interval(e.met), percent(e.started), percent(e.void), *_coming(e.coming)]
        return [*shares, margins(self.voice, e.margin)]

    def _forms(self, study: Study) -> Iterator[str]:
        """Whether the forms can be filled in; nothing where no clock of the scenario has any."""
        used = [form for form in study.forms if form.applies]
        if not study.forms:
            return
        voice, n = self.voice, self.names
        heads = [voice("all known"), voice("95% interval"), voice("to be used"), voice("in the middle run")]
        heads += [*self._incident_head(study), voice("known last"), voice("form")]
        yield voice("Forms: whether all that is required can be answered by the deadline")
        rows = [
            [
                percent(form.knowable.p),
                interval(form.knowable),
                percent(form.applies),
                voice("not reached") if form.middle is None else rough_span(voice, form.middle),
                *self._incident(study, form.incident),
                last_words(form, n, lambda asks: cut(asks, _LAST)),
                f"{n.form(form.form)} · {n.keyed(form.clock)}",
            ]
            for form in used
        ]
        yield from columns(heads, rows) if rows else ()
        if idle := idle_forms_words(study, n):
            yield idle
        yield judgement(voice)
        yield ""

    def _milestones(self, study: Study) -> Iterator[str]:
        voice = self.voice
        heads = [voice("milestone"), *self._incident_head(study), voice("reached"), voice("after the story")]
        heads += [voice("never reached"), "p50", voice("95% interval")]
        heads += ["p90", "p95", voice("95% interval")]
        rows = [
            [
                self.names.milestone(m.id),
                *self._incident(study, m.incident),
                percent(m.reached),
                *_coming(m.coming),
                self._at(m.p50),
                self._between(m.p50_in),
                self._at(m.p90),
                self._at(m.p95),
                self._between(m.p95_in),
            ]
            for m in by_time(study.milestones)
        ]
        yield from columns(heads, rows, lead=(0,))

    def _incident_head(self, study: Study) -> list[str]:
        return [self.voice("incident")] if study.incidents > 1 else []

    def _incident(self, study: Study, incident: int) -> list[str]:
        return [str(incident + 1)] if study.incidents > 1 else []

    def _at(self, time: int | None) -> str:
        return self.voice("not reached") if time is None else self.voice.elapsed(time)

    def _between(self, within: Interval) -> str:
        if within == (None, None):
            return ""
        low, high = ("…" if t is None else self.voice.elapsed(t).removeprefix("T+") for t in within)
        return f"{low}–{high}"

    # ---- why

    def _why(self, study: Study) -> Iterator[str]:
        voice = self.voice
        path = study.path_to(self.names.ends(study.worst.key)) if study.worst else None
        if path:
            yield ""
            yield voice("What decided “{milestone}”:", milestone=self.names.milestone(path.milestone))
            yield from self._path(path)
        yield ""
        yield voice("What work waited for, on average in one run:")
        yield from self._loads(study)

    def _path(self, path: Path) -> Iterator[str]:
        voice = self.voice
        heads = [
            voice("on the way in"),
            voice("worked"),
            voice("waited for a person"),
            voice("waited for a shift or call"),
        ]
        rows = [
            [
                percent(e.share),
                *(rough_span(voice, t) for t in (e.worked, e.for_person, e.for_absent)),
                self.names.job(e.job),
            ]
            for e in path.efforts[:LONGEST]
        ]
        yield from columns([*heads, voice("step")], rows)

    def _loads(self, study: Study) -> Iterator[str]:
        voice = self.voice
        heads = [voice("worked"), voice("all busy"), voice("not there"), voice("of hours on shift"), voice("role")]
        rows = [
            [
                *(rough_span(voice, t) for t in (load.worked, load.for_person, load.for_absent)),
                percent(load.busy) if load.busy else "–",
                self.names.role(load.role),
            ]
            for load in study.working
        ]
        yield from columns(heads, rows)
        if over := loads_words(study.working, self.names):
            yield over

    # ---- one run

    def story(self, events: Sequence[Event], verdicts: Sequence[Verdict]) -> Iterator[str]:
        """One run, event by event, and the result of each clock."""
        voice = self.voice
        sentences = [(event.at, tell(event, self.setup, voice)) for event in events]
        told = ([voice.elapsed(at), voice.day_clock(at), sentence] for at, sentence in sentences if sentence)
        yield from beside(list(told))
        yield ""
        for verdict in verdicts:
            spare = "" if verdict.margin is None else f"  ({margin(voice, verdict.margin)})"
            yield f"{voice(STANDINGS[verdict.standing])}{spare}  {self.names.reading(verdict.clock)}"


def _coming(found: Coming) -> list[str]:
    return [percent(found.later), percent(found.never)]


STANDINGS: dict[str, str] = {
    "met": "met",
    "missed": "missed",
    "not-started": "not started",
    "void": "void",
    "undecided": "undecided",
    "running": "undecided",
}
"""How a clock stands when a run is over."""
