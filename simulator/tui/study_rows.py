"""A study on the screen: a row and a page for every clock, every role and every change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from simulator.content.places import Place
from simulator.model.playbook import Step
from simulator.study.result import Effort, ExpectationResult, Load, Ranking, Study, WhatIf
from simulator.tui import text
from simulator.tui.picture import histogram_lines
from simulator.wording.changes import AT_ONCE, change_words, file_words
from simulator.wording.names import KINDS, Names
from simulator.wording.shares import bar, gain_interval, interval, narrow_interval, percent, points
from simulator.wording.studies import LONGEST, coming_words, overtime_words, started_words
from simulator.wording.times import margin, rough_span

_BAR = 8


# ---- clocks


def clock_row(result: ExpectationResult, names: Names, width: int) -> Content:
    """``77%  72–81%  ██████░░  Contained``; where there is room, the middle margin at the end."""
    name = names.keyed(result.key)
    if not result.counted:
        words = text.line((text.fit(f"     · {_idle(result, names)}", 23), "$text-muted"), f" {name}")
        return text.shorten(words, width)
    tone = "$text-success" if result.met.p >= 0.9 else "bold $text-error" if result.met.p < 0.5 else "$text-warning"
    words = text.line(
        (f"{percent(result.met.p):>5}", "bold"),
        (f" {narrow_interval(result.met):>8} ", "$text-muted"),
        (bar(result.met.p, _BAR), tone if result.binds else "$text-muted"),
        f" {name}",
    )
    middle = margin(names.voice, result.margin.p50) if result.margin and width > 70 else ""
    return text.columns(words, (middle, "$text-muted"), width) if middle else text.shorten(words, width)


def clock_page(
    result: ExpectationResult, study: Study, names: Names, width: int, *, low: bool = False
) -> list[Content]:
    """The chance, the margin, the picture (``low``: of few lines), and what decided when it came."""
    voice = names.voice
    lines = text.wrap(text.line((names.keyed(result.key), "bold $text-accent")), width)
    lines += [row for words in _results(result, names) for row in text.wrap(words, width)]
    if result.histogram:
        lines += [*([] if low else [Content("")]), *histogram_lines(result.histogram, voice, width, 4 if low else 7)]
    path = study.path_to(names.ends(result.key))
    if path:
        decided = voice("What decided “{milestone}”:", milestone=names.milestone(path.milestone))
        lines += [Content(""), *text.wrap(text.line((decided, "bold")), width)]
        lines += _efforts(path.efforts[:LONGEST], names, width)
    return lines


def _results(result: ExpectationResult, names: Names) -> Iterator[Content]:
    voice = names.voice
    kind = voice(KINDS[result.kind]) if result.kind in KINDS else result.kind
    if not result.counted:
        yield text.line((f"{kind} · {_idle(result, names)}", "$text-muted"))
        return
    met = voice("met in {share} of the runs ({interval})", share=percent(result.met.p), interval=interval(result.met))
    yield text.line((met, "bold"), (f" · {kind}", "$text-muted"))
    for words in filter(None, (started_words(result, names), coming_words(result.coming, names))):
        yield text.line(words)
    if result.margin and result.margin.p50 is None:
        yield text.line(voice("not reached in half of the runs"))
    elif result.margin:
        low, middle, high = (margin(voice, t) for t in (result.margin.p5, result.margin.p50, result.margin.p95))
        yield text.line(voice("margin p5 {low} · p50 {middle} · p95 {high}", low=low, middle=middle, high=high))


def _idle(result: ExpectationResult, names: Names) -> str:
    """Why it counts in no run."""
    return names.voice("void") if result.void else names.voice("not started")


def _efforts(efforts: Sequence[Effort], names: Names, width: int) -> list[Content]:
    voice = names.voice
    heads = (voice("worked"), voice("all busy"), voice("not there"), voice("step"))
    rows = [
        (*(rough_span(voice, t) for t in (e.worked, e.for_person, e.for_absent)), names.job(e.job)) for e in efforts
    ]
    return grid(heads, rows, width)


def grid(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[Content]:
    """Figures flush right under their heads; the last column flush left, cut where the line ends."""
    wide = [max(text.cells(row[n]) for row in (heads, *rows)) for n in range(len(heads) - 1)]

    def drawn(row: Sequence[str]) -> str:
        figures = "  ".join(" " * (w - text.cells(each)) + each for w, each in zip(wide, row, strict=False))
        return text.cut(f"{figures}  {row[-1]}", width)

    return [text.line((drawn(heads), "$text-muted")), *(Content(drawn(row)) for row in rows)]


# ---- roles


def role_row(load: Load, names: Names, width: int) -> Content:
    """``43%  ███░░░░░  Legal``: of its hours on shift; at the end how long work waited for it."""
    busy = percent(load.busy) if load.busy else "–"
    words = text.line((f"{busy:>5}", "bold"), " ", (bar(load.busy, _BAR), "$text-accent"), f" {names.role(load.role)}")
    waited = load.for_person + load.for_absent
    return text.columns(
        words, (rough_span(names.voice, waited), "$text-warning" if waited >= 30 else "$text-muted"), width
    )


def role_page(load: Load, study: Study, names: Names, width: int) -> list[Content]:
    """What it had to do and what waited for it, on average in one run."""
    voice = names.voice
    facts = (
        (voice("people"), voice("unlimited") if load.people is None else str(load.people)),
        (voice("worked"), rough_span(voice, load.worked)),
        (voice("of hours on shift"), percent(load.busy) if load.busy else "–"),
        (voice("work waited while all were busy"), rough_span(voice, load.for_person)),
        (voice("work waited while nobody was there"), rough_span(voice, load.for_absent)),
    )
    lines = text.wrap(text.line((names.role(load.role), "bold $text-accent")), width)
    lines += [text.line((voice("On average in one run:"), "$text-muted"))]
    lines += [text.columns(f"  {label}", (words, "bold"), min(width, 56)) for label, words in facts]
    if over := overtime_words([load], names):
        lines += text.wrap(text.line((over, "$text-muted")), width, first="  ", rest="  ")
    jobs = [e for e in (study.why.work if study.why else ()) if _needs(e.job, load.role, names)]
    jobs.sort(key=lambda e: -(e.worked + e.for_person + e.for_absent))
    return [*lines, Content(""), *_efforts(jobs, names, width)] if jobs else lines


def _needs(job: str, role: str, names: Names) -> bool:
    setup, task = names.setup, names.setup.task(job)
    asked = () if task is None else task.role if isinstance(task, Step) else (task.role,)
    return role in {setup.team.pool_of(name) for name in asked}


# ---- changes


def change_row(change: WhatIf, names: Names, width: int) -> Content:
    """``+46.4  +42.1 … +50.7  one more: Legal``."""
    sure = change.gain.low > 0
    words = text.line(
        (f"{points(change.gain.by):>6}", "bold $text-success" if sure else "bold"),
        (f" {gain_interval(change.gain):>16}  ", "$text-muted"),
        change_words(change, names),
    )
    return text.shorten(words, width)


def change_page(change: WhatIf, ranking: Ranking, place: Place | None, names: Names, width: int) -> list[Content]:
    """What it adds, and the line of the file that would change."""
    voice = names.voice
    lines = text.wrap(text.line((change_words(change, names), "bold $text-accent")), width)
    words = voice(
        "{clock}: {before} now, {after} then.",
        clock=names.keyed(ranking.clock),
        before=percent(ranking.base.p),
        after=percent(ranking.then(change)),
    )
    lines += text.wrap(words, width)
    gain = voice(
        "{gain} points, 95% interval {interval}, from {runs} runs",
        gain=points(change.gain.by),
        interval=gain_interval(change.gain),
        runs=f"{change.runs:,}",
    )
    lines += text.wrap(gain, width)
    if change.kind == "parallel":
        lines += text.wrap(text.line((voice(AT_ONCE), "$text-muted")), width)
    lines += [Content(""), text.line((voice("What would change"), "bold"))]
    lines += text.wrap(f"{file_words(change.where[0], names)}: {change.where[1]}", width)
    if change.setting:
        lines += text.wrap(text.line((f"--set {change.setting}", "$text-muted")), width)
    return lines + (_excerpt(place, width) if place else [])


def _excerpt(place: Place, width: int) -> list[Content]:
    where = f"{place.file}:{place.line}" if place.line else place.file
    lines = [Content(""), *text.wrap(text.line((where, "$text-accent")), width)]
    for number, words in place.excerpt:
        here = number == place.line
        mark = (f"{'▶' if here else ' '}{number:>4} ", "bold $text-warning")
        lines.append(text.line(mark, (text.cut(words, max(width - 7, 1)), "bold" if here else "")))
    return lines
