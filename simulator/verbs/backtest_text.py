"""A backtest for a terminal: each milestone as a strip, its incidents below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from simulator.report.backtest_page import Tested
from simulator.study.reality import Band, Held, MilestoneCases, score
from simulator.verbs.terminal import room
from simulator.wording.backtest import TICKS, milestone_words, place, took_words
from simulator.wording.lengths import margin
from simulator.wording.names import Names
from simulator.wording.shares import percent
from simulator.wording.voice import Voice
from simulator.wording.width import aligned, cells, fit, wrapped

_GUTTER, _WIDEST, _LEAST = 28, 72, 30
_SHORTEST, _TITLE = 20, 48
"""Cells of an incident's title: what it keeps on a narrow terminal, and what it takes on a wide one."""
_READABLE = 100


def scenario_lines(one: Tested) -> Iterator[str]:
    """What was found of one scenario."""
    names, of = one.names, one.backtest
    fared = score(of.held)
    yield f"{names.text(names.setup.scenario.title)}  ·  {of.playbook}  ·  {of.team}"
    inside = round(fared.inside.p * fared.cases)
    crps = f"{fared.crps:.2f}"
    yield names.voice("{inside} of {cases} in the band, CRPS {crps}", inside=inside, cases=fared.cases, crps=crps)
    yield " " * _GUTTER + _scale(names.voice)
    for compared in of.milestones:
        yield from _milestone(compared, names)


def paragraph(sentences: Iterable[str]) -> Iterator[str]:
    """Sentences, each from a line of its own on, no wider than can be read."""
    for sentence in sentences:
        yield from wrapped(sentence, min(room() or _READABLE, _READABLE))


def key_line(voice: Voice) -> str:
    """What the signs of a strip mean."""
    return voice("░ nine of ten runs, ▒ the middle half, │ the middle, ● an incident, ○ one outside")


def _wide() -> int:
    return max(min((room() or _WIDEST + _GUTTER) - _GUTTER, _WIDEST), _LEAST)


def _column(seconds: int | None) -> int:
    return min(int(place(seconds) * _wide()), _wide() - 1)


def _scale(voice: Voice) -> str:
    """The times of the scale, each from its column on, where there is room."""
    line = ""
    for seconds in TICKS:
        words = voice.span(seconds)
        column = _column(seconds)
        if cells(line) <= column and column + cells(words) <= _wide():
            line += " " * (column - cells(line)) + words + " "
    return line.rstrip()


def _milestone(compared: MilestoneCases, names: Names) -> Iterator[str]:
    yield fit(milestone_words(compared, names), _GUTTER - 1) + " " + _strip(compared)
    points = compared.band.points
    yield "    " + names.voice(
        "simulated: {points}", points=" / ".join(margin(names.voice, points[n]) for n in (0, 2, 4))
    )
    yield from _cases([_case(held, names) for held in compared.held])


def _strip(compared: MilestoneCases) -> str:
    signs = list(_ground(compared.band))
    for held in compared.held:
        signs[_column(held.case.took.seconds)] = "●" if held.inside else "○"
    return "".join(signs).rstrip()


def _ground(band: Band) -> Iterator[str]:
    first, quarter, half, three_quarters, last = map(_column, band.points)
    for column in range(_wide()):
        if column == half and band.points[2] is not None:
            yield "│"
        elif quarter <= column <= three_quarters:
            yield "▒"
        else:
            yield "░" if first <= column <= last else " "


def _cases(rows: Sequence[list[str]]) -> Iterator[str]:
    """The incidents below each other, their titles cut to what is left of a line."""
    indent = "    "
    others = sum(max(map(cells, column)) + 2 for column in zip(*(row[1:] for row in rows), strict=True) if any(column))
    title = max(min(_TITLE, (room() or _READABLE) - len(indent) - others), _SHORTEST)
    yield from aligned([[fit(row[0], title), *row[1:]] for row in rows], indent)


def _case(held: Held, names: Names) -> list[str]:
    voice = names.voice
    outside = voice("may be inside") if held.maybe else voice("outside")
    title = names.text(held.case.title)
    quicker = voice("{share} of the runs quicker", share=percent(held.percentile))
    return [title, took_words(held.case.took, voice), quicker, "" if held.inside else outside]
