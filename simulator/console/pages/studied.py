"""What a study found out about one clock, one role or one change: pages of figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.console.figures import BarChart, Excerpt, Figure, Figures
from simulator.console.rows import Cell, Line, Part, Row, blocks
from simulator.content.places import Place
from simulator.model.freshness import UNKNOWN, Freshness
from simulator.model.playbook import Step
from simulator.study.gains import Ranking, WhatIf
from simulator.study.result import Effort, ExpectationResult, Histogram, Load, Study
from simulator.wording.changes import AT_ONCE, change_words, figures_words, file_words
from simulator.wording.forms import judgement, last_words
from simulator.wording.freshness import doubt_words
from simulator.wording.histogram import deadline_words, outside_words, quarters, scale_words
from simulator.wording.lengths import margin, rough_span
from simulator.wording.names import KINDS, Names
from simulator.wording.shares import gain_interval, interval, percent, points
from simulator.wording.studies import (
    LONGEST,
    coming_words,
    idle_words,
    loads_words,
    spread_words,
    started_words,
    turns_words,
)
from simulator.wording.voice import Voice


def about_clock(
    result: ExpectationResult, study: Study, names: Names, fresh: Freshness = UNKNOWN
) -> tuple[Figure, ...]:
    """The chance, the margin, what makes its rule doubtful, when it comes, and what decided that."""
    voice = names.voice
    found: list[Figure] = [((names.keyed(result.key), "accent"),), *_results(result, names)]
    if tailed := study.tails.of(result.key, result.incident) if study.tails else None:
        found.append(((spread_words(tailed, names), "quiet"),))
    found += [((words, "warning"),) for words in doubt_words(fresh, result.id, names)]
    if result.histogram and any(result.histogram.counts):
        found += [chart(result.histogram, voice)]
        found += [((words, "quiet"),) for words in outside_words(result.histogram, voice)]
    found += _forms(result, study, names)
    path = study.path_to(names.ends(result.key))
    if path:
        decided = voice("What decided “{milestone}”:", milestone=names.milestone(path.milestone))
        found += [(), ((decided, "strong"),), _efforts(path.efforts[:LONGEST], names)]
    return tuple(found)


def about_role(load: Load, study: Study, ranking: Ranking | None, names: Names) -> tuple[Figure, ...]:
    """What it had to do and what waited for it, on average in one run; what it costs if it is missing, if tried."""
    voice = names.voice
    facts = (
        (voice("people"), voice("unlimited") if load.people is None else str(load.people)),
        (voice("worked"), rough_span(voice, load.worked)),
        (voice("of hours on shift"), percent(load.busy) if load.busy else "–"),
        (voice("work waited while all were busy"), rough_span(voice, load.for_person)),
        (voice("work waited while nobody was there"), rough_span(voice, load.for_absent)),
    )
    found: list[Figure] = [((names.role(load.role), "accent"),), ((voice("On average in one run:"), "quiet"),)]
    found += [Row("", (Cell(what),), right=(words, "strong"), indent=2) for what, words in facts]
    if over := loads_words([load], names):
        found.append(Row("", (Cell((over, "quiet")),), indent=2, whole=True))
    jobs = [e for e in (study.why.work if study.why else ()) if _needs(e.job, load.role, names)]
    jobs.sort(key=lambda e: -(e.worked + e.for_person + e.for_absent))
    found += _missed(load.role, ranking, names)
    return (*found, (), _efforts(jobs, names)) if jobs else tuple(found)


def _missed(role: str, ranking: Ranking | None, names: Names) -> Iterator[Figure]:
    """How often the clock that changes were tried for is met without one of them or all, for the first day."""
    absences = [absence for absence in (ranking.absences if ranking else ()) if absence.what == (role,)]
    if ranking is None or not absences:
        return
    yield ()
    yield ((names.voice("{clock}, if they are away for the first day:", clock=names.keyed(ranking.clock)), "quiet"),)
    for absence in absences:
        met = f"{percent(ranking.then(absence))} ({points(absence.gain.by)})"
        yield Row("", (Cell(change_words(absence, names)),), right=(met, "strong"), indent=2)


def about_change(change: WhatIf, ranking: Ranking, place: Place | None, names: Names) -> tuple[Figure, ...]:
    """What it adds, and the line of the file that would change."""
    voice = names.voice
    head: list[Part] = [((change_words(change, names), "accent"),), *_gained(change, ranking, names)]
    if change.kind == "parallel":
        head.append(((voice(AT_ONCE), "quiet"),))
    where: list[Part] = [((voice("What would change"), "strong"),)]
    at = f"{file_words(change.where[0], names)}: {change.where[1]}"
    where.append((": ".join(filter(None, [at, figures_words(change)])),))
    where += [((f"--set {change.setting}", "quiet"),)] if change.setting else []
    where.append(((f"{_simulated(names)} --patch {change.id}", "quiet"),))
    return (*blocks((head, where)), *(_excerpt(place) if place else ()))


def _simulated(names: Names) -> str:
    """How the same is simulated on the command line."""
    setup = names.setup
    words = ["tabletop simulate", setup.scenario.id]
    words += [f"--playbook {setup.playbook.id}"] if setup.scenario.playbook not in (None, setup.playbook.id) else []
    words += [f"--team {setup.team.id}"] if setup.scenario.team not in (None, setup.team.id) else []
    return " ".join(words)


def _gained(change: WhatIf, ranking: Ranking, names: Names) -> Iterator[Line]:
    voice = names.voice
    before, after = percent(ranking.base.p), percent(ranking.then(change))
    clock = names.keyed(ranking.clock)
    yield (voice("{clock}: {before} now, {after} then.", clock=clock, before=before, after=after),)
    yield (
        voice(
            "{gain} points, 95% interval {interval}, from {runs} runs",
            gain=points(change.gain.by),
            interval=gain_interval(change.gain),
            runs=f"{change.runs:,}",
        ),
    )


# ---- pieces of a page


def _results(result: ExpectationResult, names: Names) -> Iterator[Line]:
    voice = names.voice
    kind = voice(KINDS[result.kind]) if result.kind in KINDS else result.kind
    if not result.counted:
        yield ((f"{kind} · {idle_words(result, names)}", "quiet"),)
        return
    met = voice("met in {share} of the runs ({interval})", share=percent(result.met.p), interval=interval(result.met))
    yield (met, "strong"), (f" · {kind}", "quiet")
    told = (started_words(result, names), coming_words(result.coming, names), turns_words(result, names))
    for words in filter(None, told):
        yield (words,)
    if result.margin and result.margin.p50 is None and result.coming.never < 1:
        yield (voice("not reached in half of the runs"),)
    elif result.margin and result.margin.p50 is not None:
        low, middle, high = (margin(voice, t) for t in (result.margin.p5, result.margin.p50, result.margin.p95))
        yield (voice("margin p5 {low} · p50 {middle} · p95 {high}", low=low, middle=middle, high=high),)


def chart(picture: Histogram, voice: Voice) -> BarChart:
    """When it comes."""
    most, bins = max(*picture.counts, 1), len(picture.counts)
    return BarChart(
        shares=tuple(count / most for count in picture.counts),
        scale=scale_words(picture),
        marks=tuple(span for _, span in quarters(picture, voice)),
        limit=deadline_words(picture, voice) if picture.limit is not None else "",
        late=None if picture.limit_shown is None else next((n for n in range(bins) if picture.late(n)), bins),
    )


def _forms(result: ExpectationResult, study: Study, names: Names) -> Iterator[Line]:
    """How often each form that serves the clock can be filled in by its deadline, and what is known last."""
    voice = names.voice
    served = [f for f in study.forms if (f.clock, f.incident) == (result.key, result.incident) and f.applies]
    if not served:
        return
    yield ()
    yield ((voice("Forms: whether all that is required can be answered by the deadline"), "strong"),)
    for form in served:
        chance = voice(
            "{share} of the runs ({interval})", share=percent(form.knowable.p), interval=interval(form.knowable)
        )
        yield (names.form(form.form),)
        last = last_words(form, names)
        told = [chance, voice("known last: {item}", item=last) if last else ""]
        yield (("  " + " · ".join(words for words in told if words), "quiet"),)
    yield ((judgement(voice), "quiet"),)


def _efforts(efforts: Sequence[Effort], names: Names) -> Figures:
    """What each job spends, and what it waits for."""
    voice = names.voice
    heads = (voice("worked"), voice("all busy"), voice("not there"), voice("step"))
    spans = [[rough_span(voice, t) for t in (e.worked, e.for_person, e.for_absent)] for e in efforts]
    return Figures(heads, tuple((*row, names.job(e.job)) for row, e in zip(spans, efforts, strict=True)))


def _needs(job: str, role: str, names: Names) -> bool:
    """Whether a job takes people of a role's pool."""
    setup, task = names.setup, names.setup.task(job)
    asked = () if task is None else task.role if isinstance(task, Step) else (task.role,)
    return role in {setup.team.pool_of(name) for name in asked if name}


def _excerpt(place: Place) -> tuple[Figure, ...]:
    where = f"{place.file}:{place.line}" if place.line else place.file
    return (), ((where, "accent"),), Excerpt(place.excerpt, place.line)
