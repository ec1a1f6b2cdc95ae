"""Letters that only their roles read: when the table was told, what waiting cost, what it never heard."""

from __future__ import annotations

from simulator.findings.findings import Findings
from simulator.findings.letters import Letter
from simulator.report.document import CellLine, Column, Paragraph, Section, TableCell, cell, section, table
from simulator.wording.names import Names
from simulator.wording.times import when


def letters(f: Findings, n: Names) -> Section | None:
    """A row per letter that came in play."""
    if not f.letters:
        return None
    n = n.alike(moment.at for letter in f.letters for moment in (letter.came, letter.told) if moment)
    voice = n.voice
    columns = [Column(voice("Letter"), 34), Column(voice("To"), 20), Column(voice("Came"), 18)]
    columns += [Column(voice("The table was told"), 28)]
    note = voice("Private messages, read by the seats of their roles alone until one of them told the table.")
    rows = table("", columns, (_row(letter, n) for letter in f.letters))
    return section(voice("Private letters"), rows, Paragraph(note, "quiet"))


def _row(letter: Letter, n: Names) -> tuple[TableCell, ...]:
    came = cell(when(n.voice, letter.came.at))
    return cell(n.inject(letter.inject)), cell(n.roles(letter.to)), came, _told(letter, n)


def _told(letter: Letter, n: Names) -> TableCell:
    """When, by whom, and how long it was kept by both clocks."""
    voice = n.voice
    if letter.told is None or letter.kept is None:
        return cell(CellLine(voice("never told"), "missed"))
    incident, room = letter.kept
    kept = voice("after {incident}, {room} in the room", incident=voice.span(incident), room=voice.span(room))
    by = voice("by {seat}", seat=n.seat(letter.seat)) if letter.seat else ""
    return cell(when(voice, letter.told.at), CellLine(kept, "quiet"), CellLine(by, "quiet"))
