"""What the report rests on: assumptions, limits, versions, the record, the sources and the whole log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.findings.assumptions import Assumed, assumed_share
from simulator.findings.findings import Findings, LogLine
from simulator.findings.objectives import Assessed
from simulator.model.expectation import Expectation
from simulator.model.fact import Change, Fact
from simulator.model.requirement import Requirement
from simulator.report.document import (
    CellLine,
    Column,
    Facts,
    Paragraph,
    Section,
    Table,
    TableCell,
    bullets,
    cell,
    cells,
    section,
    table,
)
from simulator.report.sections.moments import noted_at
from simulator.timeline.events import Redone, Rewritten, TakenBack, Withdrawn
from simulator.wording.acts import act_titles
from simulator.wording.lengths import estimated, limit, published_words
from simulator.wording.names import BASES, KINDS, STATUSES, VERIFIED, Names
from simulator.wording.sentences import adhoc_titles, seat_of, tell
from simulator.wording.shares import percent
from simulator.wording.studies import closed_days_words
from simulator.wording.times import wall_clock


def assumptions(f: Findings, n: Names) -> Section | None:
    """Which figures decided the result and what they rest on, and what else limits it."""
    voice = n.voice
    columns = [Column(voice("Work"), 40), Column(voice("Estimate"), 22)]
    columns += [Column(voice("Basis"), 26), Column(voice("Decided"), 12, True)]
    share = assumed_share(f.assumed)
    published = sum(a.estimate.basis == "published" for a in f.assumed)
    said = voice(
        "{count} pieces of work decided when milestones came; {share} of their working time rests on assumed figures.",
        count=len(f.assumed),
        share=percent(share or 0),
    )
    return section(
        voice("Assumptions and limits"),
        Paragraph(said) if share is not None else None,
        Paragraph(published_words(voice, published)) if published else None,
        table("", columns, (_assumed(a, n) for a in f.assumed)),
        bullets(voice("Limits of this exercise"), (cell(text) for text in limits(f, n))),
    )


def _assumed(a: Assumed, n: Names) -> tuple[TableCell, ...]:
    basis = cell(n.voice(BASES[a.estimate.basis]), CellLine(n.ground(a.estimate), "quiet"))
    return (cell(n.job(a.job)), cell(estimated(n.voice, a.estimate)), basis, cell(n.voice.span(a.worked)))


def limits(f: Findings, n: Names) -> list[str]:
    """Everything that makes the exercise say less than it seems to."""
    voice = n.voice
    unrated = sum(a.rating is None for a in f.objectives)
    unset = sum(not action.owner or not action.due for action in f.actions)
    seated = {role for seat, roles in f.head.seats.items() for role in (seat, *roles)}
    people = [role for role, who in f.setup.team.roles.items() if who.people != "unlimited"]
    empty = [role for role in people if seated and role not in seated]
    alone, talk = f.head.driver == "autopilot", f.setup.discussion_only
    said = [
        (
            f.integrity.damaged_at > 0,
            voice("The record is damaged in line {line}; this report ends before it.", line=f.integrity.damaged_at),
        ),
        *(
            (True, voice("What followed from line {line} on was damaged and is left out", line=line))
            for line in f.integrity.dropped_from
        ),
        *((True, rewritten_words(event, n)) for event in f.integrity.rewritten),
        (f.draft, voice("The record is still open; this report is a draft.")),
        (alone and talk, voice("Nobody discussed it: the messages came by themselves.")),
        (alone and not talk, voice("Nobody played: the playbook ran on autopilot.")),
        (f.head.purpose == "rehearsal", voice("This was a rehearsal; the facilitator knew the script.")),
        (f.session.projected_to is not None, voice("What came after ENDEX is a projection on standing orders.")),
        (
            not f.state.self_running and not talk,
            voice("Steps waited for orders of the table; the playbook did not run by itself."),
        ),
        (f.state.talk == 0, voice("Talk cost no incident time.")),
        (f.state.talk not in (0, 1), voice("A minute of talk cost {span}.", span=voice.span(round(60 * f.state.talk)))),
        (bool(empty), voice("Nobody sat for: {roles}.", roles=n.roles(empty))),
        (unrated > 0, voice("Objectives not rated: {count}.", count=unrated)),
        (unset > 0, voice("Corrective actions without an owner or a due day: {count}.", count=unset)),
        (bool(closed_days_words(n)), closed_days_words(n)),
        *_doubtful_rules(f, n),
        (not f.par and not talk, voice("There is no par to compare the team with.")),
    ]
    return [text for holds, text in said if holds]


def _doubtful_rules(f: Findings, n: Names) -> Iterator[tuple[bool, str]]:
    """Rules that should have been looked up again, or that said something else not long ago."""
    overdue, changed = (n.listed(n.text(e.title) for e in some) for some in (f.freshness.overdue, f.freshness.changed))
    said = "Not looked up again by the day set for it, so perhaps not in force as played: {rules}."
    yield bool(overdue), n.voice(said, rules=overdue)
    yield bool(changed), n.voice("These rules changed in the year before (Appendix A): {rules}.", rules=changed)


def integrity(f: Findings, n: Names) -> Section | None:
    """How anybody can see that the record is whole, and of which files the exercise was made."""
    voice, record = n.voice, unbroken(f, n)
    columns = [Column(voice("File"), 52), Column("sha256", 48)]
    rows = [
        (cell(s.path, CellLine(n.other_language(s.path), "quiet")), cell(CellLine(s.sha256, "hash")))
        for s in f.setup.sources
    ]
    made_of = voice("Files the record was made of") if n.is_real else voice("Files the exercise was made of")
    files = table(made_of, columns, rows)
    return section(record.title, *record.blocks, files)


def unbroken(f: Findings, n: Names) -> Section:
    """How anybody can see that the record is whole."""
    voice = n.voice
    dropped = voice("{count}, {bytes} bytes in all", count=len(f.integrity.recovered), bytes=sum(f.integrity.recovered))
    kept = n.roles(f.integrity.witnesses)
    facts = Facts(
        (
            (voice("Lines"), cell(str(f.integrity.lines))),
            (voice("Head hash (sha256)"), cell(CellLine(f.integrity.head_hash or "–", "hash"))),
            (voice("Closed"), cell(voice("yes") if f.integrity.closed else voice("no: lines may still be added"))),
            (voice("Acts taken back"), cell(str(f.integrity.taken_back))),
            (voice("Unfinished moves dropped"), cell(dropped if f.integrity.recovered else "0")),
            *(((voice("Both were shown at the close to"), cell(kept)),) if kept else ()),
        )
    )
    told = (Paragraph(rewritten_words(event, n)) for event in f.integrity.rewritten)
    how = voice(
        "Every line of the record carries the hash of the line before. “tabletop verify” recomputes them; count and"
        " head hash must be those above, which is why they stand in this signed report."
    )
    return Section(voice("Integrity of the record"), (facts, *told, Paragraph(how, "quiet")))


def rewritten_words(event: Rewritten, n: Names) -> str:
    """That it is not as it was first written, who says so and why, and what tells the one before."""
    said = {"count": event.texts, "who": event.who, "reason": event.reason, "hash": event.was}
    return n.voice(
        "Texts taken out of the record on request: {count}, by {who}. Reason: {reason}. Head hash before: {hash}",
        **said,
    )


def sources(f: Findings, n: Names) -> Section | None:
    """Every expectation with where it comes from and how sure that is."""
    voice = n.voice
    columns = [Column(voice("Expectation"), 28), Column(voice("Rule"), 32)]
    columns += [Column(voice("Source"), 24), Column(voice("How sure"), 16)]
    rows = (_source(e, n) for e in f.setup.expectations)
    return section(voice("Appendix A: expectations and their sources"), table("", columns, rows), _references(f, n))


def _source(e: Expectation, n: Names) -> tuple[TableCell, ...]:
    voice = n.voice
    known = cell(voice(VERIFIED[e.verified]), CellLine(_status(e, n), "quiet"), CellLine(_next_look(e, n), "quiet"))
    where = cell(
        n.text(e.source) or "–",
        CellLine(voice("as of {month}", month=voice.month(e.as_of)) if e.as_of else "", "quiet"),
    )
    return (
        cell(n.text(e.title), CellLine(voice(KINDS[e.kind]), "quiet")),
        cell(rule(e, n), CellLine(n.text(e.note), "quiet"), *(CellLine(_changed(c, n), "quiet") for c in e.changes)),
        where,
        known,
    )


def _status(e: Fact, n: Names) -> str:
    """Whether it binds, and from when where that is still to come."""
    words = n.voice(STATUSES[e.status])
    if e.applies_from is None:
        return words
    return n.voice("{status}, from {day}", status=words, day=n.voice.month(e.applies_from.isoformat()))


def _next_look(e: Fact, n: Names) -> str:
    if e.recheck_by is None:
        return ""
    return n.voice("to be looked up again by {day}", day=n.voice.month(e.recheck_by.isoformat()))


def _changed(change: Change, n: Names) -> str:
    said = {"was": n.text(change.was), "now": n.text(change.now), "why": n.text(change.why)}
    return n.voice("Changed in {month}: {now} Before: {was} Why: {why}", month=n.voice.month(change.in_), **said)


def rule(e: Expectation, n: Names) -> str:
    """What must follow what, within which time, and with what it falls away."""
    words = _rule(e, n)
    if e.only_if:
        words = n.voice("{rule}; only where: {milestones}", rule=words, milestones=_milestones(e.only_if, n))
    if not e.unless:
        return words
    return n.voice("{rule}; not where: {milestones}", rule=words, milestones=_milestones(e.unless, n))


def _milestones(ids: Iterable[str], n: Names) -> str:
    return n.listed(map(n.milestone, ids))


def _rule(e: Expectation, n: Names) -> str:
    if e.order:
        first, second = (n.milestone(m) for m in e.order)
        return n.voice("{first} before {second}", first=first, second=second)
    start = n.either(map(n.milestone, e.from_.values()))
    said = {"start": start, "end": n.milestone(e.to or "")}
    if e.every:
        said |= {"limit": limit(n.voice, e.every), "until": n.listed(map(n.milestone, e.until))}
        return n.voice("{start} → {end}, each time within {limit}, until {until}", **said)
    if e.not_before:
        return _kept_away(e, said, n)
    if e.within is None:
        return n.voice("{start} → {end}, no number set", **said)
    words = n.voice("{start} → {end}, within {limit}", **said, limit=limit(n.voice, e.within))
    if e.cap is None:
        return words
    cap = {"rule": words, "limit": limit(n.voice, e.cap.within), "start": n.milestone(e.cap.from_)}
    return n.voice("{rule}; at the latest {limit} after {start}", **cap)


def _kept_away(e: Expectation, said: dict[str, str], n: Names) -> str:
    assert e.not_before is not None
    words = n.voice("{end} not before {limit} after {start}", **said, limit=limit(n.voice, e.not_before))
    if not e.until:
        return words
    return n.voice("{rule}, or as soon as: {milestones}", rule=words, milestones=n.either(map(n.milestone, e.until)))


def _references(f: Findings, n: Names) -> Table | None:
    columns = [Column(n.voice("Reference"), 24), Column(n.voice("Title"), 76)]
    rows = (cells(r.id, n.text(r.title)) for r in f.setup.scenario.references)
    return table(n.voice("Public sources of the story"), columns, rows)


def requirements(f: Findings, n: Names) -> Section | None:
    """What evaluators, customers and standards ask for that this exercise gives evidence for, and how it went."""
    voice = n.voice
    columns = [Column(voice("Requirement"), 24), Column(voice("What it asks, in our words"), 26)]
    columns += [Column(voice("Evidence"), 24), Column(voice("Objectives and ratings"), 26)]
    rows = [_requirement(r, f, n) for r in f.setup.requirements]
    care = voice("How sure each source is stands beside it. Listing a requirement here does not say that it is met.")
    title = voice("Appendix B: requirements this exercise gives evidence for")
    return section(title, table("", columns, rows), Paragraph(care, "quiet")) if rows else None


def _requirement(r: Requirement, f: Findings, n: Names) -> tuple[TableCell, ...]:
    voice = n.voice
    known = voice(VERIFIED[r.verified]) + (voice(", as of {month}", month=voice.month(r.as_of)) if r.as_of else "")
    return (
        cell(n.text(r.title), CellLine(r.id, "quiet"), CellLine(known, "quiet"), CellLine(_next_look(r, n), "quiet")),
        cell(n.text(r.asks)),
        cell(n.text(r.shown_by)),
        tuple(_assessed(a, n) for a in f.objectives if r.id in a.objective.requirements)
        or cell(voice("any closed exercise with its report")),
    )


def _assessed(a: Assessed, n: Names) -> CellLine:
    said = {"objective": n.text(a.objective.text)}
    if a.rating is None:
        return CellLine(n.voice("{objective} – not rated yet", **said), "open")
    return CellLine(n.voice("{objective} – {rating}", **said, rating=a.rating.rating))


def log(f: Findings, n: Names) -> Section | None:
    """Everything that happened and counts."""
    n = n.alike(line.event.at for line in f.log if line.event not in f.in_review)
    voice = n.voice
    happened, written = n.time_heads
    columns = [Column(voice("No."), 6, True), Column(happened, 18), Column(written, 14 if n.is_real else 11)]
    columns += [Column(voice("What"), 49), Column(voice("Who"), 16)]
    rows = (
        cells(str(line.move), noted_at(line.event, f, n), wall_clock(line.wall), said, who)
        for line, said, who in told(f, n)
    )
    return section(voice("Appendix C: the log"), table("", columns, rows))


def told(f: Findings, n: Names) -> Iterator[tuple[LogLine, str, str]]:
    """Every line of the log that says something: with the sentence, and who did it (empty where nobody did)."""
    titles = adhoc_titles(f.state) | act_titles(n, f.named_later)
    for line in f.log:
        if said := tell(line.event, f.setup, n.voice, titles):
            rewinds = isinstance(line.event, TakenBack | Redone | Withdrawn)
            who = n.seat(line.by if rewinds else seat_of(line.event))
            yield line, said, who or getattr(line.event, "author", "")
