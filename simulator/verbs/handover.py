"""``tabletop handover``: the sheet for a second team."""

from __future__ import annotations

from pathlib import Path

from simulator.console.pages.handover import Sheet, sheet
from simulator.files import write_whole
from simulator.journal.reader import read
from simulator.report.render.formats import PAGES, named, written_to
from simulator.verbs.printed import folded
from simulator.verbs.terminal import beside
from simulator.wording.voice import Voice
from simulator.workspace.writing import keep_apart


def handover(*, record: Path, output: Path | None = None, to: str | None = None, language: str | None = None) -> int:
    """Prints it, or writes it to ``output``: 0.

    TabletopError where the record cannot be read, play has not begun or has ended without a handover, or it cannot be
    written.
    """
    history = read(record)
    voice, page = Voice.of(history.head.setup, language or history.head.language), sheet(history, language or "")
    chosen = named(to, PAGES) if to else written_to(output, PAGES) if output else None
    if chosen is None:
        _print(page)
        return 0
    path = output or record.with_suffix(f".handover{chosen.suffix}")
    keep_apart([path], [record])
    write_whole(path, chosen.handover(page, voice))
    print(voice("Sheet: {path}", path=path), file=beside(path))
    return 0


def _print(page: Sheet) -> None:
    for line in (f"{page.title} · {page.moment}", *(line for c in page.chapters for line in ("", c.heading, *c.lines))):
        for part in folded(line):
            print(part)
