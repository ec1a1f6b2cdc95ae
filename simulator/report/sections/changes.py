"""The sections of a study's page that tell what would help, and which assumptions carry the answer."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.model.freshness import Freshness
from simulator.report.document import (
    CellLine,
    Column,
    Paragraph,
    Section,
    Table,
    TableCell,
    cell,
    section,
    table,
)
from simulator.study.gains import Ranking, WhatIf, by_absence
from simulator.study.result import Study
from simulator.wording.changes import (
    AT_ONCE,
    MISSED,
    MISSED_BY_CLOCK,
    WHENEVER_ASKED,
    change_words,
    figures_words,
    file_words,
    matter,
    rest_words,
)
from simulator.wording.freshness import freshness_words
from simulator.wording.names import Names
from simulator.wording.shares import gain_interval, percent, points
from simulator.wording.studies import LONGEST


def changes(ranking: Ranking, n: Names) -> Section | None:
    """Single changes by what they gain."""
    voice = n.voice
    title = voice("What to change first: {clock}", clock=n.keyed(ranking.clock))
    lead = voice(
        "Each change alone, on the same draws as things are now ({met} of {runs} runs); gains in points, with their"
        " 95% interval.",
        met=percent(ranking.base.p),
        runs=f"{ranking.runs:,}",
    )
    care = Paragraph(voice(AT_ONCE), "quiet")
    return section(title, Paragraph(lead), _ranked(ranking, ranking.changes, n), _rest(ranking.changes, n), care)


def _ranked(ranking: Ranking, tried: Sequence[WhatIf], n: Names) -> Table | None:
    voice = n.voice
    columns = [Column(voice("Change"), 40), Column(voice("gain"), 18, numeric=True)]
    columns += [Column(voice("then met"), 12, numeric=True), Column(voice("where"), 30)]
    rows = [_change(change, ranking, n) for change in matter(tried)]
    return table("", columns, rows)


def _change(change: WhatIf, ranking: Ranking, n: Names) -> tuple[TableCell, ...]:
    kind, path = change.where
    path = f"{path}: {figures}" if (figures := figures_words(change)) else path
    gain = cell(CellLine(points(change.gain.by), "strong"), CellLine(gain_interval(change.gain), "quiet"))
    then, where = percent(ranking.then(change)), cell(file_words(kind, n), CellLine(path, "quiet"))
    return cell(change_words(change, n), CellLine(change.id, "quiet")), gain, cell(then), where


def _rest(tried: Sequence[WhatIf], n: Names) -> Paragraph | None:
    sentence = rest_words(tried, n)
    return Paragraph(sentence, "quiet") if sentence else None


def options(ranking: Ranking, n: Names) -> Section | None:
    """What each option of a decision does to the same chance."""
    if not ranking.decisions:
        return None
    lead = Paragraph(n.voice(WHENEVER_ASKED))
    decisions = ranking.decisions
    return section(n.voice("What decisions change"), lead, _ranked(ranking, decisions, n), _rest(decisions, n))


def missed(ranking: Ranking, n: Names) -> Section | None:
    """Whose absence on the first day costs most."""
    if not ranking.absences:
        return None
    absences = ranking.absences
    return section(
        n.voice("Who is missed"), Paragraph(n.voice(MISSED)), _ranked(ranking, absences, n), _rest(absences, n)
    )


def missed_by_clock(missed: Sequence[Ranking], n: Names) -> Section | None:
    """Each clock's chance without each person or role on the first day; None where nobody asked."""
    if not missed:
        return None
    columns = [Column(n.voice("out of reach"), 30)]
    columns += [Column(n.keyed(ranking.clock), 16, numeric=True) for ranking in missed]
    as_things_are = (cell(n.voice("nobody")), *(cell(percent(ranking.base.p)) for ranking in missed))
    rows = [
        (cell(change_words(absence, n)), *map(_without, missed, by_clock)) for absence, by_clock in by_absence(missed)
    ]
    title = n.voice("Who is missed, clock by clock")
    return section(title, Paragraph(n.voice(MISSED_BY_CLOCK)), table("", columns, [as_things_are, *rows]))


def _without(ranking: Ranking, absence: WhatIf) -> TableCell:
    chance = percent(ranking.then(absence))
    return cell(CellLine(chance, "strong"), points(absence.gain.by)) if absence.gain.is_sure else cell(chance)


def rests_on(study: Study, ranking: Ranking | None, n: Names, fresh: Freshness) -> Section | None:
    """How much is assumed, which assumed figures would move the answer if they are wrong, which rules are doubtful."""
    voice, setup = n.voice, n.setup
    estimates = setup.playbook.estimates.values()
    lead = voice(
        "{count} of {all} steps rest on assumed working times: {share} of all working time.",
        count=sum(takes.basis == "assumed" for takes in estimates),
        all=len(estimates),
        share=percent(study.assumed_share),
    )
    blocks: list[Paragraph | Table | None] = [Paragraph(lead)]
    if ranking and ranking.assumptions:
        blocks += [
            Paragraph(voice("Figures assumed, or seen only a few times, that move it most, if wrong by half:")),
            _ranked(ranking, ranking.assumptions[: 2 * LONGEST], n) or _rest(ranking.assumptions, n),
        ]
    blocks += [Paragraph(sentence) for sentence in freshness_words(fresh, n)]
    return section(voice("What it rests on"), *blocks)
