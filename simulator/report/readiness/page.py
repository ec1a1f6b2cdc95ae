"""What an organisation can hand to a customer or a ministry: what was exercised, missed, done, and what lacks evidence.

It claims no conformity. What is left out stands before what is shown.
"""

from __future__ import annotations

from simulator.findings.readiness import LedgerMark, Readiness
from simulator.report.document import (
    CellLine,
    Document,
    Facts,
    Paragraph,
    Section,
    bullets,
    cell,
    section,
)
from simulator.report.readiness.demanded import areas, clocks, demands
from simulator.report.readiness.exercised import exercises, missed
from simulator.wording.report_fields import mark_in_words
from simulator.wording.times import written_day
from simulator.wording.voice import Voice

_WHY_NOT = {
    "open": "Left out, as not closed and so still open to change: {count}.",
    "lost": "Left out, as its record cannot be read (deleted, moved, damaged), though the ledger knows of it: {count}.",
    "rehearsals": "Rehearsals, not counted, as whoever plays one knows what comes: {count}.",
    "demonstrations": "Demonstrations, not counted: {count}.",
    "incidents": "Records of real incidents, not counted: {count}.",
    "unentered": "Exercises that no ledger knows (begun before it, or it could not be written): {count}.",
    "unreadable": "Records of whatever day that cannot be read: {count}.",
    "ledgers_unreadable": "Ledgers that cannot be read, so that nobody knows whether more was begun: {count}.",
}
"""What is left out, by the name of its count."""


def readiness_page(r: Readiness, voice: Voice) -> Document:
    """The page in the voice's language."""
    sections = (_begun, areas, exercises, missed, clocks, demands, _check)
    organisation = r.edition.filled.get("organisation", "")
    return Document(
        language=voice.language,
        banner="",
        kind=voice("What was exercised, what was missed, and what was done about it"),
        title=voice("Incident-response readiness"),
        draft="",
        signatures=(voice("Prepared"), voice("Reviewed"), voice("Approved")),
        facts=_facts(r, voice),
        care=voice(
            "An exercise is evidence of preparedness, not of compliance: this page claims conformity with nothing that"
            " it names. What a demand asks for is put in our words, and to which area it belongs is our judgement."
            " Nothing here is legal advice."
        ),
        sections=tuple(part for build in sections if (part := build(r, voice)) is not None),
        issuer=organisation,
        mark=r.edition.mark,
        mark_in_words=mark_in_words(voice, organisation),
    )


def _facts(r: Readiness, voice: Voice) -> Facts:
    period = voice("{first} to {last}", first=written_day(voice, r.since), last=written_day(voice, r.on))
    rows = [
        (voice("Period"), cell(period)),
        (voice("Exercises"), cell(voice("{shown} of {begun} begun", shown=len(r.shown), begun=r.begun))),
        (voice("Ledger"), tuple(_mark(mark, voice) for mark in r.ledgers) or cell(CellLine(voice("none"), "missed"))),
        (voice("Checked by"), cell(voice("head hashes, on the last page"))),
    ]
    return Facts(tuple(rows))


def _mark(mark: LedgerMark, voice: Voice) -> CellLine:
    first = written_day(voice, mark.first)
    return CellLine(voice("{count} entries since {day}", count=mark.entries, day=first))


def _begun(r: Readiness, voice: Voice) -> Section | None:
    """How many of those begun this page tells of, and why not of the others."""
    out = r.left_out
    told = voice(
        "{begun} exercises of people were begun in the period, as far as records and ledger know; this page tells of"
        " the {shown} whose records are closed.",
        begun=r.begun,
        shown=len(r.shown),
    )
    counts = ((name, getattr(out, name)) for name in _WHY_NOT)
    items = [cell(voice(_WHY_NOT[name], count=count)) for name, count in counts if count]
    none = [] if out.open or out.lost else [cell(voice("No exercise that was begun is left out."))]
    if not r.ledgers:
        none = [cell(CellLine(voice("There is no ledger: whether more was begun cannot be shown."), "missed"))]
    return section(
        voice("What was begun, and what is left out"), Paragraph(told, "strong"), bullets("", [*none, *items])
    )


def _check(r: Readiness, voice: Voice) -> Section | None:
    """How whoever receives it can check it, and what it cannot show."""
    ledgers = [(voice("Ledger"), mark.head_hash) for mark in r.ledgers]
    records = [(written_day(voice, one.day), one.findings.integrity.head_hash) for one in r.shown]
    hashes = ((name, cell(CellLine(digest, "hash"))) for name, digest in (*ledgers, *records))
    items = (
        voice("A record or the ledger that is handed over with this page: tabletop verify FILE --expect HASH."),
        voice(
            "A hash cannot show that a ledger was written anew before this page was made: hold it against an earlier"
            " page. What was exercised elsewhere, or before the ledger began, is not counted."
        ),
    )
    told = bullets("", [cell(item) for item in items])
    return section(voice("How to check this page"), told, Facts(tuple(hashes), voice("Head hashes")))
