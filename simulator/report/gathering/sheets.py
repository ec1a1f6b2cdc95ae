"""Several tables for who counts: each figure in a row of its own, with its table."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.findings.gathered import Gathered
from simulator.model.durations import HOUR
from simulator.report.gathering.words import answer_words, seen_words, variant_words
from simulator.report.tables import Column, Sheet, Value, Workbook
from simulator.wording.names import Names
from simulator.wording.scales import RESULTS
from simulator.wording.voice import Voice

ALL = "tables"
"""The sheet that holds every figure."""


def gathered_tables(g: Gathered, voice: Voice) -> Workbook:
    """All figures, and the tables they are of."""
    n = Names(g.setup, voice)
    return Workbook(
        banner="",
        issuer="",
        title=n.text(g.setup.scenario.title),
        kind=voice("The same incident at {count} tables", count=len(g.tables)),
        language=voice.language,
        sheets=(_figures(g, n), _made_of(g, n)),
    )


def _figures(g: Gathered, n: Names) -> Sheet:
    voice = n.voice
    columns = (
        Column(voice("Table"), width=8),
        Column(voice("What"), width=14),
        Column(voice("Which"), width=48),
        Column(voice("Hours since the opening"), "hours", 14),
        Column(voice("Result"), width=40),
    )
    return Sheet(ALL, voice("Figures"), columns, tuple(_rows(g, n)))


def _rows(g: Gathered, n: Names) -> Iterator[tuple[Value, ...]]:
    voice, objectives = n.voice, {o.id: n.text(o.text) for o in g.setup.scenario.objectives}
    for spread in g.milestones:
        name = n.milestone(spread.milestone)
        yield from ((table, voice("Milestone"), name, at / HOUR, "") for table, at in spread.at.items())
        yield from ((table, voice("Milestone"), name, None, voice("not reached")) for table in spread.never)
    for out in g.clocks:
        for how, tables in out.results.items():
            yield from ((t, voice("Deadline"), n.reading(out.clock), None, voice(RESULTS[how])) for t in tables)
    for asked in g.decisions:
        for answer, tables in asked.answers.items():
            said = answer_words(asked.inject, answer, n)
            times = {t: asked.at[t] / HOUR for t in tables if t in asked.at}
            yield from ((t, voice("Decision"), n.inject(asked.inject), times.get(t), said) for t in tables)
    for judged in g.ratings:
        for rating, tables in judged.ratings.items():
            yield from ((t, voice("Rating"), objectives[judged.objective], None, rating) for t in tables)


def _made_of(g: Gathered, n: Names) -> Sheet:
    voice, kinds = n.voice, {variant.number: variant for variant in g.variants}
    columns = (
        Column(voice("Table"), width=8),
        Column(voice("Organisation"), width=28),
        Column(voice("Made of"), width=44),
        Column(voice("Record"), width=30),
        Column(voice("Head hash (sha256)"), width=70),
    )
    rows = (
        (
            one.name,
            one.seen.organisation,
            variant_words(kinds[one.variant], n),
            seen_words(one, n),
            one.seen.told.record.first_hash,
        )
        for one in g.tables
    )
    return Sheet("made-of", voice("The tables"), columns, tuple(rows))
