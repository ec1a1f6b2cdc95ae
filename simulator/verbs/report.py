"""``tabletop report``: the after-action report of one record or several."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from simulator.content.library import Library
from simulator.errors import TabletopError
from simulator.home import libraries
from simulator.journal.reader import BadLine, begins_as_record, read
from simulator.model.kinds import EXPECTATIONS
from simulator.report.audience import Audience
from simulator.report.render.formats import HTML, Format, named, written_to
from simulator.timeline.history import History
from simulator.verbs.answers import answers_of
from simulator.verbs.terminal import beside
from simulator.wording.voice import Voice
from simulator.workspace.records import without_ledgers
from simulator.workspace.report_fields import keep
from simulator.workspace.reports import Reports, write_forms, write_report
from simulator.workspace.writing import keep_apart


def report(
    *,
    records: Sequence[Path],
    to: str | None = None,
    language: str | None = None,
    output: Path | None = None,
    audience: Audience = "whole",
    brief: bool = False,
    forms: bool = False,
    redact: bool = False,
    fields: Sequence[str] = (),
    mark: Path | None = None,
    quick: bool = False,
    up_to_damage: bool = False,
) -> int:
    """Writes a report per record, beside it or to ``output``: a file, or a folder (always one for several records).

    ``audience``: for whom, as ``brief`` is for the director; ``forms``: drafts of the forms instead. ``redact``: leave
    out what people wrote in their own words. ``fields``: what no record holds, ``NAME=VALUE`` each, and ``mark``, the
    organisation's picture: both are kept for next time. ``quick``: without the runs of a study beside it. The format is
    the one asked for, or the one that the output's ending tells. ``up_to_damage`` reports what stands before a damaged
    line, marked as such. An exercise not yet closed gives a draft. The language is the exercise's own unless another is
    asked for.
    Raises TabletopError where a record cannot be read or a report cannot be written.
    """
    if brief and forms:
        raise TabletopError("--brief and --forms are papers of their own: ask for one")
    if audience != "whole" and (brief or forms):
        raise TabletopError("--audience, --brief and --forms each name a paper: ask for one")
    answers = answers_of(fields)
    records = without_ledgers(records)
    folder = output if output and output.is_dir() else None
    if len(records) > 1 and output and not folder:
        raise TabletopError("{output} is not a folder: several reports need one", output=output)
    chosen = named(to) if to else written_to(output) if output and not folder else HTML
    reader: Audience = "director" if brief else audience
    part = "brief" if brief else "forms" if forms else audience if audience != "whole" else ""
    paths = [
        (folder or record.parent) / _name(record, chosen, language, part) if folder or not output else output
        for record in records
    ]
    for record in records:
        _refuse_what_is_none(record)
    keep_apart(paths, records)
    for record, path in zip(records, paths, strict=True):
        history = _read(record, up_to_damage=up_to_damage)
        keep(record.parent, history.head, answers, mark)
        told = language or ""
        if forms:
            write_forms(record, history, chosen, told, path, redact=redact)
        else:
            write_report(record, history, chosen, told, path, reader, redact=redact, studied=not quick)
        voice = Voice.of(history.head.setup, language or history.head.language)
        print(voice("Report: {path}", path=path), file=beside(path))
        for line in (*_left_out(record, history, voice, redact=redact), *_changed_since(history, voice)):
            print(line, file=sys.stderr)
    return 0


def _left_out(record: Path, history: History, voice: Voice, *, redact: bool) -> Iterator[str]:
    """How many texts the redacted report does without."""
    if redact:
        left_out = Reports(record, history, redact=True).left_out
        yield voice("Left out, free texts: {count}.", count=sum(left_out.values()))


def _changed_since(history: History, voice: Voice) -> Iterator[str]:
    """Rules that say something else today: the record, and so its report, has them as they were at the table."""
    today = {entry.id: entry.value for entry in Library.open(libraries()).entries(EXPECTATIONS) if entry.value}
    for rule in history.head.setup.expectations:
        for change in today[rule.id].changes if rule.id in today else ():
            if change not in rule.changes:
                said = {"rule": voice.text(rule.title), "month": voice.month(change.in_), "now": voice.text(change.now)}
                yield voice("{rule} has changed since then ({month}): {now}", **said)


def _read(record: Path, *, up_to_damage: bool) -> History:
    try:
        return read(record, up_to_damage=up_to_damage)
    except BadLine as bad:
        raise TabletopError(
            "what stands before line {line} can be reported: tabletop report --up-to-damage {record}",
            bad.problems,
            line=bad.line,
            record=record,
        ) from bad


def _refuse_what_is_none(record: Path) -> None:
    """Before it is said where its report goes: what is no record has none."""
    if record.is_file() and not begins_as_record(record):
        read(record)


def _name(record: Path, chosen: Format, language: str | None, part: str) -> str:
    """The record's name; with what was asked for beyond the usual."""
    asked = [word for word in (part, language) if word]
    return ".".join([record.stem, *asked]) + chosen.suffix
