"""A backtest as a page: how well simulated times agree with real ones, milestone by milestone, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from simulator.report.document import (
    Bullets,
    Column,
    Document,
    Facts,
    Figure,
    Section,
    Table,
    TableCell,
    cell,
    cells,
    section,
    table,
)
from simulator.report.pictures.bands import bands
from simulator.study.reality import Backtest, Held, MilestoneCases, score
from simulator.wording.backtest import bias_words, milestone_words, score_words, took_words
from simulator.wording.lengths import margin
from simulator.wording.names import Names
from simulator.wording.shares import percent
from simulator.wording.voice import Voice


class Tested(NamedTuple):
    """One scenario of a backtest."""

    backtest: Backtest
    names: Names


def backtest_page(tested: Sequence[Tested], sources: Sequence[str], voice: Voice, *, own: bool) -> Document:
    """The page. ``sources``: where published times are from, as lines; ``own``: the times are of one's own."""
    total = score(held for one in tested for held in one.backtest.held)
    answer = Bullets(tuple(cell(sentence) for sentence in score_words(total, voice, own=own)))
    trust = None if own else Bullets(tuple(cell(sentence) for sentence in bias_words(voice)))
    origin = Bullets(tuple(cell(line) for line in sources)) if sources else None
    parts = (
        section(voice("In brief"), answer),
        *(_scenario(one) for one in tested),
        section(voice("What these times are no sample of"), trust),
        section(voice("Where they were published"), origin),
    )
    return Document(
        language=voice.language,
        banner="",
        kind=voice("Backtest"),
        title=voice("Simulated times beside real ones"),
        draft="",
        signatures=(),
        facts=_facts(tested, voice),
        care=voice("A playbook that agrees with the past is no forecast. Nothing here is legal advice."),
        sections=tuple(part for part in parts if part is not None),
    )


def _facts(tested: Sequence[Tested], voice: Voice) -> Facts:
    first = tested[0].backtest
    runs = voice("{runs} runs, seed {seed}", runs=f"{first.runs:,}", seed=first.seed)
    counted = voice(
        "From when the incident was noticed (or began, where that was published) to the milestone; a run without it "
        "counts as later than everything"
    )
    return Facts(
        (
            (voice("Scenarios"), cell(str(len(tested)))),
            (voice("Runs"), cell(runs)),
            (voice("Times"), cell(counted)),
        )
    )


def _scenario(one: Tested) -> Section | None:
    names, of = one.names, one.backtest
    voice, fared = names.voice, score(of.held)
    summary = voice(
        "{inside} of {cases} in the band, CRPS {crps}",
        inside=round(fared.inside.p * fared.cases),
        cases=fared.cases,
        crps=f"{fared.crps:.2f}",
    )
    caption = voice(
        "Thin bar: nine of ten runs; thick bar: the middle half; dashed line: the middle. A dot is an incident, hollow "
        "where it lies outside."
    )
    title = f"{names.text(names.setup.scenario.title)} ({of.playbook}, {of.team})"
    return section(
        title, Facts(((voice("Result"), cell(summary)),)), Figure(bands(of.milestones, names), caption), _table(one)
    )


def _table(one: Tested) -> Table | None:
    voice = one.names.voice
    columns = (
        Column(voice("Milestone"), 3),
        Column(voice("Real incident"), 5),
        Column(voice("Took"), 2, numeric=True),
        Column(voice("Quicker runs"), 2, numeric=True),
        Column("", 2),
    )
    return table("", columns, _rows(one))


def _rows(one: Tested) -> Iterator[tuple[TableCell, ...]]:
    for compared in one.backtest.milestones:
        for n, held in enumerate(compared.held):
            head = _head(compared, one.names) if n == 0 else cell("")
            yield (head, *_case(held, one.names))


def _head(compared: MilestoneCases, names: Names) -> TableCell:
    """The milestone with its simulated times at 5, 50 and 95 %."""
    points = compared.band.points
    spans = " / ".join(margin(names.voice, points[n]) for n in (0, 2, 4))
    return cell(milestone_words(compared, names), spans)


def _case(held: Held, names: Names) -> tuple[TableCell, ...]:
    voice = names.voice
    outside = voice("may be inside") if held.maybe else voice("outside")
    took = took_words(held.case.took, voice)
    return cells(names.text(held.case.title), took, percent(held.percentile), "" if held.inside else outside)
