"""What it would take, in a study: a row for things as they are and for each set of changes, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.console.figures import Figure, Figures
from simulator.console.rows import Cell, Row, Tone
from simulator.study.fronts import ChangeSet, Front
from simulator.study.reach import Standing
from simulator.wording.names import Names
from simulator.wording.reach import answer_words, caution_words, do_words, set_words, why_words, worth_words
from simulator.wording.shares import gain_interval, interval, percent, points


def searching_row(standing: Standing, names: Names, *, hurried: bool) -> Row:
    """How far the search has come, and the best it has found."""
    voice = names.voice
    if hurried:
        return Row("", (Cell((voice("Stopping: what was found so far is studied anew."), "strong")),))
    runs = voice("{runs} runs", runs=f"{standing.runs:,}")
    if not standing.changes:
        return Row("", (Cell(runs),))
    best = voice("best so far: {chances}", chances=names.listed(map(percent, standing.chances)))
    return Row("", (Cell((best, "strong")),), right=(runs, "quiet"))


def set_rows(front: Front, names: Names) -> tuple[Row, ...]:
    """Things as they are, then the sets, cheapest first."""
    voice, least = names.voice, front.goal.least
    now = min((one.met.p for one in front.base), default=1.0)
    rows = [Row("now", (Cell(("0", "quiet")), Cell((percent(now), _tone(now, least))), Cell(voice("as things are"))))]
    for number, one in enumerate(front.sets, 1):
        chance = Cell((percent(one.weakest), _tone(one.weakest, least)))
        words = voice("Set {number}: {words}", number=number, words=set_words(one, front, names))
        rows.append(Row(str(number), (Cell((str(one.cost), "strong")), chance, Cell(words)), bar=one.weakest))
    return tuple(rows)


def _tone(chance: float, least: float) -> Tone:
    return "good" if chance >= least else "warning"


def about_set(front: Front, at: int, names: Names) -> tuple[Figure, ...]:
    """The answer as a whole, or one set: what to do, what each change is worth, what the clocks then do, and why."""
    if not 1 <= at <= len(front.sets):
        return _answer(front, names)
    voice, one = names.voice, front.sets[at - 1]
    found: list[Figure] = [((set_words(one, front, names), "accent"),), ()]
    for part in one.parts:
        found.append(((do_words(part, names), "strong"),))
        worth = worth_words(part, one, front, names)
        found.append(((f"  {part.id} · {voice('cost {cost}', cost=part.cost)}  {worth}", "quiet"),))
    found += [(), *_clocks(one, front, names), ()]
    found += [(words,) for words in why_words(one, front, names)]
    return tuple(found)


def _answer(front: Front, names: Names) -> tuple[Figure, ...]:
    answer: list[Figure] = [((words, "strong"),) for words in answer_words(front, names)]
    clocks = Figures(
        (names.voice("met"), names.voice("95% interval"), names.voice("expectation")),
        tuple(
            (percent(one.met.p), interval(one.met), names.keyed(key))
            for key, one in zip(front.goal.clocks, front.base, strict=True)
        ),
    )
    return (*answer, (), clocks, (), *(((words, "quiet"),) for words in caution_words(names)))


def _clocks(one: ChangeSet, front: Front, names: Names) -> Iterator[Figure]:
    """Two lines a clock: its name would not fit beside its figures."""
    voice = names.voice
    for key, fared in zip(front.goal.clocks, one.fared, strict=True):
        yield (percent(fared.met.p), _tone(fared.met.p, front.goal.least)), f"  {names.keyed(key)}"
        told = {"met": interval(fared.met), "gain": points(fared.gain.by), "between": gain_interval(fared.gain)}
        yield ((f"  {voice('95% interval {met}; gain {gain} ({between})', **told)}", "quiet"),)
