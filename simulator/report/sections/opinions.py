"""First opinions, sealed: what each seat thought before the talk, how far that moved it, who was right."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.findings.findings import Findings
from simulator.findings.opinions import Heard, Part, Voice, calibration
from simulator.report.document import (
    Block,
    CellLine,
    Column,
    Facts,
    Paragraph,
    Section,
    TableCell,
    cell,
    section,
    table,
)
from simulator.timeline.events import OpinionGiven
from simulator.wording.names import Names
from simulator.wording.opinions import sure_words


def opinions(f: Findings, n: Names) -> Section | None:
    """Each decision on which seats gave an opinion before it was talked through."""
    if not f.opinions:
        return None
    blocks: list[Block | None] = []
    for heard in f.opinions:
        blocks += [_table(heard, n), _facts(heard, n)]
    note = n.voice(
        "Given sealed, before the talk, and opened together. A better option is told only where the study in hindsight"
        " surely finds one; nobody knew it when deciding."
    )
    return section(n.voice("First opinions"), *blocks, _sureness(f, n), Paragraph(note, "quiet"))


def _table(heard: Heard, n: Names) -> Block | None:
    voice = n.voice
    columns = [Column(voice("Seat"), 20), Column(voice("Before the talk"), 40), Column(voice("After the talk"), 40)]
    return table(n.inject(heard.decided.inject.id), columns, (_row(one, heard, n) for one in heard.voices))


def _row(one: Voice, heard: Heard, n: Names) -> tuple[TableCell, ...]:
    return (
        cell(n.seat(one.seat)),
        _said(one.first, one.before, heard, n),
        _said(one.later, one.after, heard, n),
    )


def _said(given: OpinionGiven | None, option: str | None, heard: Heard, n: Names) -> TableCell:
    """The seat's own words first; the option nearest to them, and how sure it was, under them."""
    if given is None:
        return cell(CellLine(n.voice("said nothing"), "quiet"))
    asked = heard.decided.inject.decision
    known = asked.option(option or "") if asked else None
    named = n.text(known.text) if known else ""
    nearest = n.voice("nearest option: {option}", option=named) if named and given.text else ""
    return cell(given.text or named, CellLine(nearest, "quiet"), CellLine(sure_words(given.sure, n.voice), "quiet"))


def _facts(heard: Heard, n: Names) -> Facts | None:
    rows = [(name, cell(words)) for name, words in _figures(heard, n) if words]
    return Facts(tuple(rows)) if rows else None


def _figures(heard: Heard, n: Names) -> Iterator[tuple[str, str]]:
    voice = n.voice
    yield voice("For what was decided"), _shift(heard, n)
    yield voice("Held on to something else"), _seats(heard.dissent, n)
    yield voice("Thought otherwise, and said nothing after the talk"), _seats(heard.silent, n)
    yield voice("Not sorted to an option, so on no side"), _seats(heard.unsorted, n)
    asked = heard.decided.inject.decision
    best = [n.text(option.text) for option in asked.options if option.id in heard.better] if asked else []
    yield voice("Better in hindsight"), n.listed(voice("“{title}”", title=words) for words in best)
    if best:
        yield voice("For it before the talk"), _seats(heard.right, n) or voice("nobody")


def _shift(heard: Heard, n: Names) -> str:
    before, after = heard.before, heard.after
    if before is None:
        return ""
    said = {"before": _part(before, n)}
    if after is None:
        return n.voice("{before} before the talk", **said)
    return n.voice("{before} before the talk, {after} of those who spoke after it", **said, after=_part(after, n))


def _part(part: Part, n: Names) -> str:
    return n.voice("{count} of {of}", count=part.count, of=part.of)


def _seats(seats: tuple[str, ...], n: Names) -> str:
    return n.listed(map(n.seat, seats))


def _sureness(f: Findings, n: Names) -> Block | None:
    """How often those so sure were right, where enough opinions can be judged."""
    voice, steps = n.voice, calibration(f.opinions)
    columns = [Column(voice("How sure"), 50), Column(voice("Were right"), 50)]
    rows = (cells for step in steps for cells in [(cell(sure_words(step.percent, voice)), cell(_part(step.right, n)))])
    return table(voice("Sureness beside what was better"), columns, rows)
