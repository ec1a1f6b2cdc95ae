"""The exercises of a readiness page, what was missed in them, and what became of what was agreed."""

from __future__ import annotations

from simulator.findings.outcomes import Outcome
from simulator.findings.readiness import Followed, Readiness, Shown
from simulator.report.document import (
    Block,
    CellLine,
    Column,
    Paragraph,
    Section,
    TableCell,
    bullets,
    cell,
    section,
    table,
)
from simulator.report.sections.summary import how_missed
from simulator.timeline.follow_up import (
    ActionDone,
    ActionHeld,
    ActionPostponed,
    ActionProposed,
    ActionReopened,
    ActionRetested,
    Entry,
    FollowUp,
)
from simulator.wording.names import Names
from simulator.wording.retests import proposal_words, retest_words
from simulator.wording.sentences import adhoc_titles
from simulator.wording.times import written_day
from simulator.wording.voice import Voice

_STANDS = {"open": "open", "to-retest": "to be retested", "done": "done"}


def exercises(r: Readiness, voice: Voice) -> Section | None:
    """Each in a row, the newest first."""
    columns = [Column(voice("Held on"), 20), Column(voice("Scenario, playbook, team"), 38)]
    columns += [Column(voice("Deadlines that bind"), 16), Column(voice("Ratings"), 14), Column(voice("Record"), 12)]
    rows = (_exercise(one, voice) for one in r.shown)
    none = None if r.shown else Paragraph(voice("None in the period."), "missed")
    return section(voice("Exercises"), table("", columns, rows), none)


def _exercise(one: Shown, voice: Voice) -> tuple[TableCell, ...]:
    f, n = one.findings, names_of(one, voice)
    what = voice("{playbook} {version}", playbook=n.text(f.setup.playbook.title), version=f.setup.playbook.version)
    used = voice("for discussion only") if f.setup.discussion_only else what
    scenario, counts = CellLine(n.text(f.setup.scenario.title), "strong"), f.first_page.counts
    later = counts.get("would be met", 0) + counts.get("would be missed", 0)
    clocks = voice("{met} met, {missed} missed", met=counts.get("met", 0), missed=counts.get("missed", 0))
    projected = CellLine(voice("{count} only projected", count=later) if later else "", "quiet")
    ratings = " ".join(f"{rating}{count}" for rating, count in f.first_page.ratings.items() if count)
    return (
        cell(written_day(voice, one.day)),
        cell(
            scenario,
            CellLine(used, "quiet"),
            CellLine(n.text(f.setup.team.title), "quiet"),
        ),
        cell(clocks, projected),
        cell(ratings or voice("not rated yet")),
        cell(f.integrity.head_hash[:8]),
    )


def names_of(one: Shown, voice: Voice) -> Names:
    """Calls the things of an exercise by their names, in the language of the page."""
    setup = one.findings.setup
    return Names(setup, Voice.of(setup, voice.language), adhoc_titles(one.findings.state))


def missed(r: Readiness, voice: Voice) -> Section | None:
    """Of each exercise what was missed, and where each action stands."""
    told = [one for one in r.shown if one.missed or one.actions]
    blocks = [block for one in told for block in (_missed_in(one, voice), _actions(one, voice))]
    clear = voice("No deadline that binds was missed in play, and nothing was agreed.")
    title = voice("What was missed, and what was done about it")
    return section(title, *(blocks or [Paragraph(clear)])) if r.shown else None


def _missed_in(one: Shown, voice: Voice) -> Block | None:
    n = names_of(one, voice)
    title = voice(
        "{day}: {scenario}", day=written_day(voice, one.day), scenario=n.text(one.findings.setup.scenario.title)
    )
    items = [_miss(o, n) for o in one.missed] or [cell(voice("No deadline that binds was missed in play."))]
    return bullets(title, items)


def _miss(o: Outcome, n: Names) -> TableCell:
    return cell(CellLine(n.voice("✗ {clock}: {how}", clock=n.reading(o.clock), how=how_missed(o, n)), "missed"))


def _actions(one: Shown, voice: Voice) -> Block | None:
    n = names_of(one, voice)
    columns = [Column(voice("Corrective action"), 36), Column(voice("Owner"), 14), Column(voice("Due"), 14)]
    columns += [Column(voice("Stands"), 36)]
    return table("", columns, (_action(action, n) for action in one.actions)) or Paragraph(
        voice("No corrective action has been agreed."), "open"
    )


def _action(action: Followed, n: Names) -> tuple[TableCell, ...]:
    voice, agreed = n.voice, action.agreed
    unset = CellLine(voice("to be set"), "open")
    stands = (
        CellLine(voice("overdue"), "missed") if action.overdue else CellLine(voice(_STANDS[action.stage]), "strong")
    )
    said = (CellLine(_said(entry, n), "quiet") for entry in action.entries)
    return (
        cell(CellLine(agreed.text), CellLine(n.objective(agreed.objective) if agreed.objective else "", "quiet")),
        cell(n.seat(agreed.owner) if agreed.owner else unset),
        cell(written_day(voice, action.due) if action.due else unset),
        cell(stands, *said),
    )


def _said(entry: Entry[FollowUp], n: Names) -> str:
    """What the ledger says, with its day."""
    voice, day = n.voice, written_day(n.voice, entry.wall)
    match entry.said:
        case ActionDone(evidence=evidence):
            return voice("{day} done: {evidence}", day=day, evidence=evidence)
        case ActionHeld(evidence=evidence):
            return voice("{day} held: {evidence}", day=day, evidence=evidence)
        case ActionReopened(evidence=evidence):
            return voice("{day} opened again: {evidence}", day=day, evidence=evidence)
        case ActionPostponed(due=due, evidence=evidence):
            return voice(
                "{day} postponed to {due}. {evidence}", day=day, due=written_day(voice, due), evidence=evidence
            )
        case ActionProposed():
            return proposal_words(Entry(entry.wall, entry.said), n)
        case ActionRetested():
            return retest_words(Entry(entry.wall, entry.said), n)
