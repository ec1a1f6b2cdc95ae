"""Exercises over time, to look back: how each came out, and what is different since the last of its scenario."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from simulator.console.rows import Cell, Part, Row, Tone, blocks
from simulator.findings.findings import Findings
from simulator.findings.outcomes import Result
from simulator.findings.since import Since
from simulator.timeline.follow_up import ExerciseBegun
from simulator.timeline.forms import Report
from simulator.wording.names import Names
from simulator.wording.scales import RESULTS
from simulator.wording.voice import Voice
from simulator.workspace.past import Held, Register

PURPOSES = {"exercise": "exercise", "rehearsal": "rehearsal", "demo": "demonstration", "incident": "incident"}
_TONES: dict[Result, Tone] = {"met": "good", "missed": "bad"}


def purpose_words(purpose: str, voice: Voice, *, complete: bool = True) -> str:
    """What kind of exercise it is, and whether its record is closed."""
    kind = voice(PURPOSES[purpose]) if purpose in PURPOSES else purpose
    return kind if complete else voice("{kind}, not closed", kind=kind)


def begun_words(held: Iterable[Held], voice: Voice) -> str:
    """How many exercises were begun, and how many real incidents stand beside them."""
    every = list(held)
    exercises = [one for one in every if not one.findings.head.is_real]
    not_closed = sum(not one.complete for one in exercises)
    said = voice("{count} begun, {open} of them not closed.", count=len(exercises), open=not_closed)
    if real := len(every) - len(exercises):
        said += voice(" Real incidents beside them: {count}.", count=real)
    return said


def clock_words(f: Findings, voice: Voice) -> str:
    """What was played, and apart from it what was settled only afterwards."""
    counts = f.first_page.counts
    later = counts.get("would be met", 0) + counts.get("would be missed", 0)
    told = voice("{met} met, {missed} missed", met=counts.get("met", 0), missed=counts.get("missed", 0))
    return told + (voice(", {count} projected", count=later) if later else "")


def rating_words(f: Findings) -> str:
    """How often each rating was given: ``P1 M2``."""
    return " ".join(f"{rating}{count}" for rating, count in f.first_page.ratings.items() if count)


def since_words(since: Since | None, voice: Voice) -> str:
    """How many of the clocks in both were met then and now, and how many ratings changed."""
    if since is None:
        return ""
    return voice(
        "{then} → {now} of {count} met; ratings changed: {ratings}",
        then=since.met_then,
        now=since.met_now,
        count=since.in_both,
        ratings=len(since.ratings),
    )


def form_words(report: Report, voice: Voice) -> str:
    """Whether a form went out, and with how many required items blank."""
    if not report.sent:
        return voice("not sent in play")
    return voice("sent, {count} blank", count=len(report.lacking)) if report.lacking else voice("sent")


@dataclass(frozen=True)
class HistoryPage:
    """Every exercise that was begun, the newest first; then those whose record is gone."""

    register: Register | None
    """None while it is read."""
    voice: Voice

    @cached_property
    def entries(self) -> tuple[Held | ExerciseBegun, ...]:
        """In the order they are listed; everything else goes by their number there, from 0."""
        return (*self.register.held[::-1], *self.register.lost[::-1]) if self.register else ()

    @property
    def question(self) -> str:
        """What this is, and how much."""
        if self.register is None:
            return self.voice("Reading the records…")
        begun, voice = self.register.held, self.voice
        said = begun_words(begun, voice)
        blind = voice("The ledger cannot be read: whether more were begun is not known.") if self.register.blind else ""
        unreadable = len(self.register.unreadable)
        broken = voice(" {count} records cannot be read.", count=unreadable) if unreadable else ""
        lost = len(self.register.lost)
        gone = voice(" In the ledger, but without a record: {count}.", count=lost) if lost else ""
        return f"{said}{gone}{broken}{' ' * bool(blind)}{blind}"

    @property
    def headings(self) -> tuple[str, str]:
        """Of the list, and of the page about one."""
        return self.voice("Exercises"), self.voice("How it came out")

    def rows(self, number: int) -> tuple[Row, Row]:
        """One in the list."""
        match self.entries[number]:
            case ExerciseBegun() as begun:
                what = Row("", (Cell((purpose_words(begun.purpose, self.voice), "quiet")),), indent=2)
                return Row(str(number), (Cell(begun.scenario),), mark=("▲", "bad"), right=begun.began[:10]), what
            case Held() as held:
                return self._rows(number, held)

    def _rows(self, number: int, held: Held) -> tuple[Row, Row]:
        f, voice = held.findings, self.voice
        kind = purpose_words(f.head.purpose, voice, complete=held.complete)
        title = voice.text(f.setup.scenario.title)
        said = f"{kind} · {clock_words(f, voice)}"
        return (
            Row(str(number), (Cell((title, "strong")),), right=held.exercise.day or "?"),
            Row("", (Cell((said, "quiet")),), right=rating_words(f), indent=2),
        )

    def about(self, number: int) -> tuple[Part, ...]:
        """What is to be seen of one."""
        match self.entries[number]:
            case ExerciseBegun() as begun:
                said = self.voice("The ledger knows that it began; its record cannot be read.")
                return ((begun.scenario, "accent"),), (), Row("", (Cell(said),), whole=True), (begun.record,)
            case Held() as held:
                return self._about(held)

    def _about(self, held: Held) -> tuple[Part, ...]:
        f, voice = held.findings, Voice.of(held.findings.setup, self.voice.language)
        n = Names(f.setup, voice)
        title: tuple[Part, ...] = (((voice.text(f.setup.scenario.title), "accent"),),)
        reached = [m for m in f.milestones if m.at is not None and not m.projected]
        clocks = [(n.reading(o.clock), voice(RESULTS[o.result])) for o in f.outcomes if o.clock.binds]
        rated = ((n.text(a.objective.text), a.rating.rating if a.rating else "–") for a in f.objectives)
        went = () if f.head.is_real else f.forms
        sent = ((n.form(one.report.form.id), form_words(one.report, voice)) for one in went if one.goes)
        return blocks(
            [
                title,
                tuple(_changed(held.since, n)) if held.since else (),
                tuple(self._facts(held)),
                _listed(voice("Clocks"), clocks),
                _listed(voice("Objectives"), [*rated]),
                _listed(voice("Forms"), [*sent]),
                _listed(voice("Milestones"), [(n.milestone(m.id), voice.elapsed(m.at or 0)) for m in reached]),
            ]
        )

    def _facts(self, held: Held) -> Iterator[Part]:
        f, voice = held.findings, self.voice
        playbook = "–" if f.setup.discussion_only else f"{f.setup.playbook.id} {f.setup.playbook.version}"
        for label, words in (
            (voice("Team"), voice.text(f.setup.team.title)),
            (voice("Playbook"), playbook),
            (voice("Since the last"), since_words(held.since, voice) or "–"),
            (voice("Actions"), str(len(f.actions))),
            (voice("Record"), held.exercise.path.name),
        ):
            yield Row("", (Cell((label, "quiet"), share=0.25), Cell(words)))


def _listed(heading: str, rows: list[tuple[str, str]]) -> tuple[Part, ...]:
    listed = (Row("", (Cell(name),), right=words, indent=2) for name, words in rows)
    return (((heading, "strong"),), *listed) if rows else ()


def _changed(since: Since, n: Names) -> Iterator[Part]:
    """What came out otherwise than the last time."""
    voice = n.voice
    yield ((voice("Otherwise than the last time"), "strong"),)
    for then, now in since.clocks:
        said = voice("then {then}, now {now}", then=voice(RESULTS[then.result]), now=voice(RESULTS[now.result]))
        yield Row("", (Cell(n.reading(now.clock)),), right=(said, _TONES.get(now.result, "")), indent=2)
    for rated in since.ratings:
        said = voice("then {then}, now {now}", then=rated.then, now=rated.now)
        yield Row("", (Cell(n.text(rated.objective.objective.text)),), right=said, indent=2)
    if not since.clocks and not since.ratings:
        yield Row("", (Cell(voice("nothing")),), indent=2)
