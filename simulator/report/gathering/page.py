"""The page: what the tables had in common, how far they lie apart, and what is left out of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from simulator.findings.gathered import Asked, CameOut, Gathered, Judged, Spread, Variant
from simulator.report.document import (
    CellLine,
    Column,
    Document,
    Facts,
    Figure,
    Meaning,
    Paragraph,
    Section,
    TableCell,
    bullets,
    cell,
    cells,
    section,
    table,
)
from simulator.report.gathering.words import answer_words, brief, differs_words, seen_words, variant_words
from simulator.report.pictures.spread import spread
from simulator.wording.names import Names
from simulator.wording.scales import RATINGS, RESULTS
from simulator.wording.voice import Voice

_TONES: Mapping[str, Meaning] = {"met": "met", "missed": "missed"}


def gathered_page(g: Gathered, voice: Voice) -> Document:
    """The page in the voice's language."""
    n = Names(g.setup, voice)
    sections = (_brief, _tables, _milestones, _clocks, _decisions, _ratings, _words, _left_out)
    return Document(
        language=voice.language,
        banner="",
        kind=voice("The same incident at {count} tables", count=len(g.tables)),
        title=n.text(g.setup.scenario.title),
        draft="",
        signatures=(),
        facts=_facts(g, n),
        care=voice(
            "Few tables are no sample of anything, and whoever sent a record chose to. Figures say what tables did, not"
            " which of them is better. Nothing here is legal advice."
        ),
        sections=tuple(part for build in sections if (part := build(g, n)) is not None),
    )


def _facts(g: Gathered, n: Names) -> Facts:
    voice, told = n.voice, g.told
    checked = sum(table.seen.checked for table in g.tables)
    same = voice("scenario {id} ({mark}), seed {seed}", id=told.scenario, mark=told.made_of.scenario, seed=told.seed)
    rows = (
        (voice("Tables"), cell(str(len(g.tables)))),
        (voice("In common"), cell(same, voice("So chance did the same to all of them: what differs, they did."))),
        (voice("Records"), cell(voice("{count} checked line by line", count=checked))),
        (voice("As packs tell"), cell(str(len(g.tables) - checked)) if checked < len(g.tables) else ()),
        (voice("Left out"), cell(str(out)) if (out := sum(not one.again for one in g.left_out)) else ()),
    )
    return Facts(tuple(row for row in rows if row[1]))


def _brief(g: Gathered, n: Names) -> Section | None:
    return section(n.voice("In brief"), bullets("", map(cell, brief(g, n))))


def _tables(g: Gathered, n: Names) -> Section | None:
    """Each with its letter, what it was made of, and by what whoever sent it finds it again."""
    voice = n.voice
    columns = [Column(voice("Table"), 16), Column(voice("Made of"), 34), Column(voice("Played"), 24)]
    columns += [Column(voice("Clocks met"), 10, numeric=True), Column(voice("Record"), 26)]
    return section(
        voice("The tables"),
        table("", columns, _table_rows(g, n)),
        bullets(voice("What was not the same"), map(cell, differs_words(g, n))),
        Paragraph(voice("Letters follow the hashes of the records, so they say nothing of who came when."), "quiet"),
    )


def _table_rows(g: Gathered, n: Names) -> Iterator[tuple[TableCell, ...]]:
    voice, kinds = n.voice, {variant.number: variant for variant in g.variants}
    for one in g.tables:
        told = one.seen.told
        played = voice("{room} in the room", room=voice.span(told.held.room))
        incident = voice("{span} of the incident", span=voice.span(told.held.incident))
        met = sum(one.name in out.results.get("met", ()) for out in g.clocks)
        missed = sum(one.name in out.results.get("missed", ()) for out in g.clocks)
        yield (
            cell(CellLine(one.name, "strong"), one.seen.organisation),
            cell(variant_words(kinds[one.variant], n)),
            cell(played, CellLine(incident, "quiet")),
            cell(f"{met}/{met + missed}"),
            cell(seen_words(one, n), CellLine(told.record.first_hash[:12], "hash")),
        )


def _milestones(g: Gathered, n: Names) -> Section | None:
    """In play only: what came after ENDEX, nobody did."""
    voice = n.voice
    times = (voice("First"), voice("Middle"), voice("Last"), voice("Par"))
    columns = [Column(voice("Milestone"), 30), Column(voice("Reached by"), 14)]
    columns += [*(Column(title, 11, numeric=True) for title in times), Column(voice("Never"), 12)]
    caption = voice(
        "A dot is a table, a dashed line par: the playbook on its own, with the same luck. Time counts from the"
        " opening of the incident, on a scale of logarithms; at the right, how many tables got there in play."
    )
    picture = Figure(spread(g, n), caption) if g.milestones else None
    return section(voice("Milestones"), picture, table("", columns, (_milestone(one, g, n) for one in g.milestones)))


def _milestone(one: Spread, g: Gathered, n: Names) -> tuple[TableCell, ...]:
    voice = n.voice
    pars = dict.fromkeys(v.milestones[one.milestone] for v in g.variants if one.milestone in v.milestones)
    return (
        *cells(n.milestone(one.milestone), voice("{some} of {all}", some=len(one.at), all=len(g.tables))),
        *cells(*(voice.elapsed(at) for at in (one.times[0], one.middle or 0, one.times[-1]))),
        cell(*map(voice.elapsed, pars)) or cell("–"),
        cell(n.listed(one.never) or "–"),
    )


def _clocks(g: Gathered, n: Names) -> Section | None:
    voice = n.voice
    columns = [Column(voice("Deadline"), 40), Column(voice("Result"), 24), Column(voice("Tables"), 22)]
    columns += [Column(voice("Par"), 14)]
    rows = (row for out in g.clocks for row in _clock(out, g.variants, n))
    note = voice("“Projected” was settled after ENDEX by standing orders and the same draws; people did not play it.")
    projected = any(how.startswith("would") for out in g.clocks for how in out.results)
    return section(voice("Deadlines"), table("", columns, rows), Paragraph(note, "quiet") if projected else None)


def _clock(out: CameOut, variants: Iterable[Variant], n: Names) -> Iterator[tuple[TableCell, ...]]:
    """A row for each way it came out, in one order; its name and par stand once."""
    voice = n.voice
    pars = dict.fromkeys(v.clocks[out.clock.key] for v in variants if out.clock.key in v.clocks)
    first = cell(n.reading(out.clock))
    for how, names in out.results.items():
        result = CellLine(voice(RESULTS[how]), _TONES.get(how, "open"))
        par = cell(*(voice(RESULTS.get(each, "not started")) for each in pars)) if first else ()
        yield first, cell(result), _counted(names, n), par
        first = ()


def _counted(names: tuple[str, ...], n: Names) -> TableCell:
    return cell(f"{len(names)}: {n.listed(names)}") if names else cell("–")


def _decisions(g: Gathered, n: Names) -> Section | None:
    voice = n.voice
    columns = [Column(voice("Decision"), 30), Column(voice("Answer"), 34), Column(voice("Tables"), 18)]
    columns += [Column(voice("When"), 18)]
    return section(voice("Decisions"), table("", columns, (row for one in g.decisions for row in _asked(one, n))))


def _asked(one: Asked, n: Names) -> Iterator[tuple[TableCell, ...]]:
    first, voice = cell(n.inject(one.inject)), n.voice
    for answer, names in one.answers.items():
        times = sorted(one.at[name] for name in names if name in one.at)
        when = "–".join(dict.fromkeys(map(voice.elapsed, (times[0], times[-1])))) if times else "–"
        yield first, cell(answer_words(one.inject, answer, n)), _counted(names, n), cell(when)
        first = ()


def _ratings(g: Gathered, n: Names) -> Section | None:
    voice = n.voice
    columns = [Column(voice("Objective"), 40), Column(voice("Rating"), 38), Column(voice("Tables"), 22)]
    rows = (row for one in g.ratings if one.ratings for row in _judged(one, n))
    return section(voice("Ratings"), table("", columns, rows))


def _judged(one: Judged, n: Names) -> Iterator[tuple[TableCell, ...]]:
    voice, objectives = n.voice, {o.id: o for o in n.setup.scenario.objectives}
    first = cell(n.text(objectives[one.objective].text))
    for letter, names in one.ratings.items():
        yield first, cell(f"{letter}  {voice(RATINGS[letter])}"), _counted(names, n)
        first = ()
    if one.unrated:
        yield first, cell(CellLine(voice("not rated"), "quiet")), _counted(one.unrated, n)


def _words(g: Gathered, n: Names) -> Section | None:
    """What people wrote, of tables whose pack consents."""
    voice = n.voice
    lists = []
    for one in g.tables:
        words = one.seen.words
        reasons = (voice("{decision}: {why}", decision=n.inject(inject), why=why) for inject, why in words.reasons)
        told = [
            *((voice("Strength"), text) for text in words.strengths),
            *((voice("To improve"), text) for text in words.areas),
            *((voice("Agreed"), text) for text in words.actions),
            *((voice("Why"), text) for text in reasons),
        ]
        items = (cell(CellLine(kind, "quiet"), text) for kind, text in told)
        lists.append(bullets(voice("Table {name}", name=one.name), items))
    return section(voice("What people wrote, where their pack consents"), *lists)


def _left_out(g: Gathered, n: Names) -> Section | None:
    """Why, not whose."""
    out = [cell(n.voice(one.why)) for one in g.left_out if not one.again]
    return section(n.voice("What is left out"), bullets("", out))
