"""What several seats leave behind, as tables: opinions, requests, ratings side by side."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.findings.agreement import Agreement
from simulator.findings.findings import Findings
from simulator.findings.opinions import Heard, Voice
from simulator.findings.requests import Requested
from simulator.report.cells import hours, moment
from simulator.report.tables import Column, Sheet, Value
from simulator.timeline.events import ArtefactHanded, OpinionGiven
from simulator.wording.names import Names


def seat_tables(f: Findings, n: Names) -> Iterator[Sheet]:
    """Those that have something to tell: without seats, none."""
    return (sheet for sheet in (_opinions(f, n), _requests(f, n), _ratings(f, n)) if sheet.rows)


def _opinions(f: Findings, n: Names) -> Sheet:
    voice = n.voice
    columns = (
        Column(voice("Question"), width=36),
        Column(voice("Seat"), width=20),
        Column(voice("Opinion"), width=16),
        Column(voice("Given at"), "moment", 16),
        Column(voice("In words"), width=40),
        Column(voice("Option"), width=28),
        Column(voice("How sure"), "share", 10),
        Column(voice("Opened at"), "moment", 16),
        Column(voice("For what was decided"), width=14),
    )
    rows = (row for heard in f.opinions for one in heard.voices for row in _voiced(heard, one, n))
    return Sheet("opinions", voice("Opinions"), columns, tuple(rows))


def _voiced(heard: Heard, one: Voice, n: Names) -> Iterator[tuple[Value, ...]]:
    """What a seat thought before the talk, and after it where it said so."""
    if one.first:
        yield _opinion(heard, one.first, one.before, n.voice("Before the talk"), n)
    if one.later:
        yield _opinion(heard, one.later, one.after, n.voice("After the talk"), n)


def _opinion(heard: Heard, given: OpinionGiven, option: str | None, turn: str, n: Names) -> tuple[Value, ...]:
    asked = heard.decided.inject.decision
    known = asked.option(option) if asked and option else None
    return (
        n.text(asked.question if asked else None),
        n.seat(given.seat),
        turn,
        moment(given.at, n),
        given.text,
        n.text(known.text) if known else "",
        None if given.sure is None else given.sure / 100,
        moment(heard.opened_at, n),
        _agrees(heard, option, n),
    )


def _agrees(heard: Heard, option: str | None, n: Names) -> str:
    """Empty where the table took no option, or nobody has said which one words come nearest to."""
    if not heard.taken or option is None:
        return ""
    return n.voice("agrees") if option == heard.taken else n.voice("differs")


def _requests(f: Findings, n: Names) -> Sheet:
    voice = n.voice
    columns = (
        Column(voice("Asked at"), "moment", 16),
        Column(voice("Seat"), width=20),
        Column(voice("Asked for"), width=48),
        Column(voice("Answer"), width=48),
        Column(voice("Answered at"), "moment", 16),
        Column(voice("Waited (hours)"), "hours", 9),
    )
    return Sheet("requests", voice("Requests of seats"), columns, tuple(_request(one, n) for one in f.requests))


def _request(one: Requested, n: Names) -> tuple[Value, ...]:
    answer = one.answer
    return (
        moment(one.made.at, n),
        n.seat(one.made.seat),
        one.made.text,
        n.came(one.said) if isinstance(answer, ArtefactHanded) else one.said,
        moment(answer.at if answer else None, n),
        hours(one.waited) if answer else None,
    )


def _ratings(f: Findings, n: Names) -> Sheet:
    voice = n.voice
    columns = (
        Column(voice("Objective"), width=44),
        Column(voice("Evaluator"), width=20),
        Column(voice("Rating"), width=9),
        Column(voice("Why"), width=44),
        Column(voice("Steps apart"), "count", 10),
        Column(voice("What counts"), width=20),
        Column(voice("Why that counts"), width=40),
    )
    rows = (row for one in f.agreements for row in _rated(one, n))
    return Sheet("agreement", voice("Evaluators"), columns, tuple(rows))


def _rated(one: Agreement, n: Names) -> Iterator[tuple[Value, ...]]:
    settled, open_ = one.reconciled, n.voice("not reconciled: no rating counts")
    counts = settled.rating if settled else one.rated[0].rating if one.equal else open_
    for rated in one.rated:
        beside = (one.span, counts, settled.why if settled else "")
        yield n.objective(one.objective), n.seat(rated.seat), rated.rating, rated.why, *beside
