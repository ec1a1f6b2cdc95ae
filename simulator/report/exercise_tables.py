"""An exercise as tables: what is to be done, what happened, what was decided, clocks, forms, and what was held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from simulator.findings.conduct import Decided
from simulator.findings.findings import Findings
from simulator.findings.forms import Answer, Filed
from simulator.findings.outcomes import Outcome
from simulator.report.after_action import parts_of
from simulator.report.cells import day, hours, moment, wall
from simulator.report.document import TableCell
from simulator.report.drafts import answer_words, state_words, where_from
from simulator.report.seat_tables import seat_tables
from simulator.report.sections.appendices import told
from simulator.report.sections.front import marked
from simulator.report.sections.results import verdict
from simulator.report.tables import Column, Sheet, Value, Workbook
from simulator.timeline.events import ActionAgreed
from simulator.wording.names import KINDS, Names
from simulator.wording.scales import SURE
from simulator.wording.sentences import adhoc_titles
from simulator.wording.voice import Voice


def exercise_tables(f: Findings, voice: Voice) -> Workbook:
    """All of them, what is to be done first."""
    n = Names(f.setup, voice, adhoc_titles(f.state), is_real=f.head.is_real)
    parts = parts_of(f, "whole")
    page = marked(f, n, kind=voice(parts.kind), facts=parts.head(f, n), sections=())
    return Workbook(
        banner=page.banner,
        issuer=page.issuer,
        title=page.title,
        kind=f"{page.kind} · {page.draft}" if page.draft else page.kind,
        language=voice.language,
        sheets=(*(build(f, n) for build in _SHEETS), *seat_tables(f, n), _about(f, n)),
        mark=page.mark,
        mark_in_words=page.mark_in_words,
    )


def table_alone(f: Findings, voice: Voice, name: str) -> Sheet:
    """One of them where no page bears whose it is: each row says so, in columns of its own after all others.

    They are there also where nobody named an organisation, so that tables of several exercises can be put together.
    """
    book = exercise_tables(f, voice)
    sheet = book.sheet(name)
    held = voice("Real incident") if f.head.is_real else voice("Exercise")
    whose = (book.issuer, f"{book.banner} {book.title}")
    columns = (Column(voice("Organisation"), width=24), Column(held, width=40))
    return replace(sheet, columns=sheet.columns + columns, rows=tuple(row + whose for row in sheet.rows))


def _actions(f: Findings, n: Names) -> Sheet:
    voice = n.voice
    columns = (
        Column(voice("No."), width=8),
        Column(voice("Corrective action"), width=48),
        Column(voice("Owner"), width=24),
        Column(voice("Due"), "day", 13),
        Column(voice("Retest"), width=28),
        *(() if n.is_real else (Column(voice("Objective"), width=36),)),
    )
    return Sheet("actions", voice("Improvement plan"), columns, tuple(_action(a, n) for a in f.actions))


def _action(a: ActionAgreed, n: Names) -> tuple[Value, ...]:
    objective = () if n.is_real else (n.objective(a.objective) if a.objective else "",)
    return a.action, a.text, n.seat(a.owner) if a.owner else "", day(a.due), a.retest, *objective


def _timeline(f: Findings, n: Names) -> Sheet:
    voice = n.voice
    columns = (
        Column(voice("No."), "count", 8),
        *(Column(head, "moment", 16) for head in n.time_heads),
        Column(voice("What"), width=80),
        Column(voice("Who"), width=24),
        Column(voice("Stage"), width=14),
    )
    return Sheet("timeline", voice("Timeline"), columns, tuple(_lines(f, n)))


def _lines(f: Findings, n: Names) -> Iterator[tuple[Value, ...]]:
    """What was written down in review has no moment of the incident, what came after ENDEX was not played."""
    in_play = "in the incident" if n.is_real else "in play"
    end, review, projected, played = f.state.ended_at, *map(n.voice, ("review", "projected", in_play))
    in_review = f.in_review
    for line, said, who in told(f, n):
        later = line.event in in_review
        how = review if later else projected if end is not None and line.event.at > end else played
        yield line.move, None if later else moment(line.event.at, n), wall(line.wall), said, who, how


def _decisions(f: Findings, n: Names) -> Sheet:
    voice = n.voice
    columns = (
        Column(voice("Question"), width=26),
        Column(voice("Role"), width=15),
        Column(voice("Put at"), "moment", 16),
        Column(voice("Taken at"), "moment", 16),
        Column(voice("Open for (hours)"), "hours", 10),
        Column(voice("State"), width=14),
        Column(voice("Decision"), width=28),
        Column(voice("Option"), width=20),
        Column(voice("Reason"), width=26),
        Column(voice("How sure"), width=9),
        Column(voice("Who"), width=14),
        Column(voice("The autopilot drew"), width=20),
    )
    return Sheet("decisions", voice("Decisions"), columns, tuple(_decision(d, n) for d in f.decisions))


def _decision(d: Decided, n: Names) -> tuple[Value, ...]:
    voice, asked = n.voice, d.inject.decision
    option = n.text(d.option.text) if d.option else ""
    return (
        n.text(asked.question if asked else None),
        n.decider(asked) if asked else "",
        moment(d.opened_at, n),
        moment(d.taken_at, n),
        hours(None if d.taken_at is None else d.taken_at - d.opened_at),
        _state(d, voice),
        d.text or option,
        option,
        d.why,
        voice(SURE[d.sure]) if d.sure in SURE else d.sure,
        n.seat(d.seat) if d.seat else "",
        n.text(d.par.text) if d.par else "",
    )


def _state(d: Decided, voice: Voice) -> str:
    if d.taken_at is None:
        return voice("open: nobody has decided")
    if d.undecided:
        return voice("not decided in time")
    return voice("projected") if d.projected else voice("decided")


def _clocks(f: Findings, n: Names) -> Sheet:
    """Shares are of simulated runs of the playbook alone."""
    voice = n.voice
    columns = (
        Column(voice("Expectation"), width=36),
        Column(voice("Kind"), width=14),
        Column(voice("Result"), width=18),
        Column(voice("Clock starts"), "moment", 16),
        Column(voice("Due"), "moment", 16),
        Column(voice("Reached"), "moment", 16),
        Column(voice("To spare (hours)"), "hours", 9),
        Column(voice("Talked (hours)"), "hours", 9),
        Column(voice("Worked (hours)"), "hours", 9),
        Column(voice("Waited (hours)"), "hours", 9),
        Column(voice("Script (hours)"), "hours", 9),
        Column(voice("Chance of the playbook alone"), "share", 11),
        Column(voice("Faster than (share of runs)"), "share", 11),
    )
    return Sheet("clocks", voice("Deadlines"), columns, tuple(_clock(o, f, n) for o in f.outcomes))


def _clock(o: Outcome, f: Findings, n: Names) -> tuple[Value, ...]:
    _, result, _ = verdict(o, n)
    beside = next((one for one in f.percentiles if one.outcome.clock.key == o.clock.key), None)
    spans = (o.margin, o.basis.talked, o.basis.worked, o.basis.waited, o.basis.scripted)
    return (
        n.reading(o.clock),
        n.voice(KINDS[o.clock.kind]),
        result,
        *(moment(seconds, n) for seconds in (o.started, o.deadline, o.reached)),
        *map(hours, spans),
        beside.simulated.met.p if beside else None,
        beside.faster_than if beside and beside.took is not None else None,
    )


def _forms(f: Findings, n: Names) -> Sheet:
    voice = n.voice
    columns = (
        Column(voice("Form"), width=26),
        Column(voice("Expectation"), width=22),
        Column(voice("Recipient"), width=18),
        Column(voice("Sent"), "moment", 16),
        Column(voice("Item"), width=30),
        Column(voice("Needed"), width=9),
        Column(voice("State"), width=16),
        Column(voice("Answer"), width=40),
        Column(voice("Where it is from"), width=12),
    )
    rows = tuple(_item(filed, answer, n) for filed in f.forms for answer in filed.answers)
    return Sheet("forms", voice("Forms"), columns, rows)


def _item(filed: Filed, answer: Answer, n: Names) -> tuple[Value, ...]:
    voice, report = n.voice, filed.report
    return (
        n.form(report.form.id),
        n.text(report.expectation.title),
        n.text(report.form.recipient),
        moment(report.at, n) if report.sent else None,
        n.text(answer.stands.item.asks),
        voice("required") if answer.stands.required else "",
        state_words(answer, n),
        _words(answer_words(answer, n)),
        _words(where_from(answer, n)),
    )


def _about(f: Findings, n: Names) -> Sheet:
    """What was held, and which record this is made of."""
    voice = n.voice
    rows: list[tuple[Value, ...]] = [(name, _words(what)) for name, what in parts_of(f, "whole").head(f, n).rows]
    zone = voice("{zone}; lengths of time are given in hours", zone=f.setup.scenario.timezone)
    rows += [(voice("Time zone"), zone), (voice("Lines"), f.integrity.lines)]
    rows += [(voice("Head hash (sha256)"), f.integrity.head_hash)]
    return Sheet(
        "about", voice("About"), (Column(voice("Entry"), width=28), Column(voice("Content"), width=90)), tuple(rows)
    )


_SHEETS = (_actions, _timeline, _decisions, _clocks, _forms)


def _words(lines: TableCell) -> str:
    return "\n".join(line.text for line in lines)
