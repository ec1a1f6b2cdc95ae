"""``tabletop gather``: the same incident at several tables, told as one distribution."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from simulator.content.library import Library
from simulator.errors import TabletopError
from simulator.files import write_whole
from simulator.findings.gathered import Gathered
from simulator.findings.told import Told
from simulator.model.setup import Setup
from simulator.report.gathering.words import answer_words, brief, differs_words
from simulator.report.render.formats import OF_SEVERAL, named, written_to
from simulator.verbs.printed import columns, folded
from simulator.verbs.terminal import beside
from simulator.wording.names import Names
from simulator.wording.scales import RATINGS, RESULTS
from simulator.wording.voice import Voice
from simulator.workspace.gathering import gathered
from simulator.workspace.records import without_ledgers
from simulator.workspace.writing import keep_apart


def gather(
    *,
    records: Sequence[Path],
    output: Path | None = None,
    to: str | None = None,
    texts: bool = False,
    libraries: Sequence[Path] = (),
    language: str = "en",
) -> int:
    """Prints it, or writes it to ``output``: 0, or 1 where a file was left out, which is said on stderr.

    ``texts``: what people wrote, too, of packs that consent. TabletopError where none can be counted, they are of
    several incidents, or it cannot be written.
    """
    chosen = named(to, OF_SEVERAL) if to else written_to(output, OF_SEVERAL) if output else None
    path = output or (Path(f"gathered{chosen.suffix}") if chosen else None)
    if path:
        keep_apart([path], records)
    found, voice = gathered(without_ledgers(records), _named_by(libraries), texts=texts), Voice(language)
    if path and chosen:
        write_whole(path, chosen.gathered(found, voice))
        told = voice("Gathered: {path}; tables: {count}.", path=path, count=len(found.tables))
        print(told, file=beside(path))
    else:
        print("\n".join(_lines(found, Names(found.setup, voice))))
    for out in found.left_out:
        said = "{file}: counted once, as {reason}" if out.again else "{file}: left out, as {reason}"
        print(voice(said, file=out.file, reason=out.why), file=sys.stderr)
    return 1 if any(not out.again for out in found.left_out) else 0


def _named_by(libraries: Sequence[Path]) -> Callable[[Told], Setup | None]:
    def setup_of(told: Told) -> Setup | None:
        """From the library, for tables whose packs hold no record."""
        try:
            return Library.open(libraries).setup(told.scenario)
        except TabletopError:
            return None

    return setup_of


def _lines(g: Gathered, n: Names) -> Iterator[str]:
    voice, count = n.voice, len(g.tables)
    yield voice("{title}: the same incident at {count} tables", title=n.text(g.setup.scenario.title), count=count)
    yield ""
    for said in (*brief(g, n), *differs_words(g, n)):
        yield from folded(f"  {said}")
    for part in (_milestones, _clocks, _decisions, _ratings):
        yield from part(g, n)


def _milestones(g: Gathered, n: Names) -> Iterator[str]:
    voice = n.voice
    heads = [voice("MILESTONE"), voice("TABLES"), voice("FIRST"), voice("MIDDLE"), voice("LAST"), voice("PAR")]
    rows = []
    for one in g.milestones:
        times = (one.times[0], one.middle or 0, one.times[-1])
        pars = dict.fromkeys(v.milestones[one.milestone] for v in g.variants if one.milestone in v.milestones)
        par = n.listed(map(voice.elapsed, pars)) or "–"
        rows.append([n.milestone(one.milestone), f"{len(one.at)}/{len(g.tables)}", *map(voice.elapsed, times), par])
    yield from _titled(heads, rows)


def _clocks(g: Gathered, n: Names) -> Iterator[str]:
    voice = n.voice
    heads = [voice("CLOCK"), voice("MET"), voice("MISSED"), voice("OTHER")]
    rows = []
    for out in g.clocks:
        rest = ((how, tables) for how, tables in out.results.items() if how not in ("met", "missed"))
        other = n.listed(f"{voice(RESULTS[how])}: {len(tables)}" for how, tables in rest)
        met, missed = (str(len(out.results.get(how, ()))) for how in ("met", "missed"))
        rows.append([n.reading(out.clock), met, missed, other])
    yield from _titled(heads, rows)


def _decisions(g: Gathered, n: Names) -> Iterator[str]:
    voice = n.voice
    rows = [
        [n.inject(one.inject), str(len(tables)), answer_words(one.inject, answer, n)]
        for one in g.decisions
        for answer, tables in one.answers.items()
    ]
    yield from _titled([voice("DECISION"), voice("TABLES"), voice("ANSWER")], rows, lead=(0, 2))


def _ratings(g: Gathered, n: Names) -> Iterator[str]:
    titles = {objective.id: n.text(objective.text) for objective in g.setup.scenario.objectives}
    rows = [
        [titles[one.objective], *(str(len(one.ratings.get(letter, ()))) for letter in RATINGS)]
        for one in g.ratings
        if one.ratings
    ]
    yield from _titled([n.voice("OBJECTIVE"), *RATINGS], rows)


def _titled(heads: Sequence[str], rows: Sequence[Sequence[str]], lead: Sequence[int] = (0,)) -> Iterator[str]:
    if rows:
        yield ""
        yield from columns(heads, rows, lead)
