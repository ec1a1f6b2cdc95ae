"""The review: its sections, what the record holds for each, and what choosing one does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from simulator.console.dialogs import Choice, Notice
from simulator.console.earlier import of_playbook
from simulator.console.earlier import rows as earlier_rows
from simulator.console.flows import criteria, rewind
from simulator.console.flows.duties import dismiss
from simulator.console.flows.earlier import earlier
from simulator.console.flows.forms import forms
from simulator.console.flows.opinions import opinions, seen_by_room
from simulator.console.flows.report_fields import field_rows, fill_in
from simulator.console.flows.review import (
    Publish,
    action_rows,
    actions,
    close,
    decision_rows,
    decisions,
    hot_wash,
    proof_lines,
    published,
    rate,
    taken_by_people,
    wash_title,
)
from simulator.console.forms import applying_lines, awareness_lines
from simulator.console.operator import Operator
from simulator.console.panels import Acts, evidence
from simulator.console.panels.messages import opinion_rows
from simulator.console.rows import Cell, Labelled, Line, Markdown, Part, Row
from simulator.errors import TabletopError
from simulator.findings.evidence import acts_on
from simulator.findings.findings import Findings
from simulator.findings.objectives import Assessed
from simulator.model.playbook import NONE
from simulator.model.report_fields import Filled
from simulator.timeline.events import ClockDismissed, Rating
from simulator.timeline.forms import reports
from simulator.timeline.state import State
from simulator.wording.voice import Voice
from simulator.workspace.actions import Action, again
from simulator.workspace.report_fields import keep, kept_in
from simulator.workspace.reports import assembled, first_page

HOT_WASH = "/wash"
"""The section of the hot wash."""
_DECISIONS, _FORMS, _DUTIES, _ACTIONS = "/decisions", "/forms", "/duties", "/actions"
_OPINIONS = "/opinions"
_EARLIER, _FIELDS, _REPORT, _CLOSE = "/earlier", "/fields", "/report", "/close"


@dataclass(frozen=True)
class ReviewPage:
    """The record as it stands after ENDEX."""

    op: Operator
    found: Findings
    report: str = "–"
    """Where the report was written."""
    before: tuple[Action, ...] = ()
    """What earlier exercises, with whatever playbook, agreed on and was not done with when the review was opened."""
    earlier: tuple[Action, ...] = ()
    """Those of this playbook, as the ledger has them now."""

    @classmethod
    def of(cls, op: Operator, report: str = "–", before: tuple[Action, ...] = ()) -> ReviewPage:
        """Reads the record again, and the ledger."""
        setup = op.setup
        playbook, own = NONE if setup.discussion_only else setup.playbook.id, op.session.head.key
        asked = [a for a in of_playbook(before, playbook, setup.scenario.id) if a.exercise.key != own]
        return cls(op, assembled(op.session.history, op.session.par(), studied=False), report, before, again(asked))

    @property
    def title(self) -> str:
        """What the sections are."""
        return self.op.voice("Review")

    @property
    def heading(self) -> str:
        """What a section shows."""
        return self.op.voice("What the record holds")

    def sections(self) -> tuple[Row, ...]:
        """A row per objective, then decisions, hot wash, actions, report, closing."""
        voice, state = self.op.voice, self.op.state
        unset = sum(not action.owner or not action.due for action in state.agreed.values())
        agreed = len(state.agreed)
        count = voice("{count}, {unset} to be set", count=agreed, unset=unset) if unset else str(agreed)
        return (
            *map(self._objective, self.found.objectives),
            *self._decisions(),
            *self._opinions(),
            *self._forms(),
            *self._duties(),
            Row(HOT_WASH, (Cell(wash_title(self.op)),), right=_lessons(state, voice), indent=2),
            *self._earlier(),
            Row(_ACTIONS, (Cell(voice("Corrective actions")),), right=count, indent=2),
            Row(_FIELDS, (Cell(voice("Report fields")),), indent=2),
            Row(_REPORT, (Cell(voice("Write a draft report")),), indent=2),
            Row(_CLOSE, (Cell((voice("Close the record"), "strong")),), indent=2),
        )

    def _earlier(self) -> tuple[Row, ...]:
        words, still = self.op.voice("Did earlier actions hold?"), sum(a.stage != "done" for a in self.earlier)
        return (Row(_EARLIER, (Cell(words),), right=str(still), indent=2),) if self.earlier else ()

    def _decisions(self) -> tuple[Row, ...]:
        taken = taken_by_people(self.op)
        bare = sum(not one.why for one in taken)
        voice = self.op.voice
        count = voice("{count}, {bare} without a reason", count=len(taken), bare=bare) if bare else str(len(taken))
        return (Row(_DECISIONS, (Cell(voice("Decisions")),), right=count, indent=2),) if taken else ()

    def _opinions(self) -> tuple[Row, ...]:
        """Words that stand beside no option count on no side: they can still be sorted."""
        voice, heard = self.op.voice, self.found.opinions
        count, unsorted = sum(len(one.voices) for one in heard), sum(len(one.unsorted) for one in heard)
        words = voice("{count}, {unsorted} not sorted", count=count, unsorted=unsorted) if unsorted else str(count)
        return (Row(_OPINIONS, (Cell(voice("First opinions")),), right=words, indent=2),) if heard else ()

    def _forms(self) -> tuple[Row, ...]:
        """Where forms went or were due: they can still be held against the truth."""
        count = sum(filed.goes for filed in self.found.forms)
        return (Row(_FORMS, (Cell(self.op.voice("Forms")),), right=str(count), indent=2),) if count else ()

    def _duties(self) -> tuple[Row, ...]:
        """What was said not to apply: the reasons can still be held against the truth."""
        count, words = len(self.op.state.dismissed), self.op.voice("Deadlines that do not apply")
        return (Row(_DUTIES, (Cell(words),), right=str(count), indent=2),) if count else ()

    def due(self) -> str:
        """The section that comes next: what nobody rated, the hot wash, its actions; then the record is closed."""
        state = self.op.state
        objectives = (assessed.objective.id for assessed in self.found.objectives)
        unrated = next((name for name in objectives if name not in state.ratings), "")
        return unrated or (_CLOSE if state.lessons and state.agreed else _ACTIONS if state.lessons else HOT_WASH)

    def shown(self, section: str, acts: Acts) -> tuple[Part, ...]:
        """What the record holds for a section."""
        names, voice = self.op.names, self.op.voice
        if assessed := self.assessed(section):
            done = acts_on(assessed.objective, self.op.setup, (line.event for line in self.found.log))
            return evidence.parts(assessed, done, names, acts, self.found.state.ended_at)
        if section == HOT_WASH:
            return evidence.lessons(self.found, names)
        if section == _DECISIONS:
            return decision_rows(self.op)
        if section == _OPINIONS:
            asked = (one.decided.inject.id for one in self.found.opinions)
            return tuple(
                Labelled(names.inject(name), opinion_rows(seen_by_room(self.op, name), voice)) for name in asked
            )
        if section == _EARLIER:
            return earlier_rows(self.earlier, self.op.stamp()[:10], self.op.voice)
        if section == _FIELDS:
            return self._field_rows()
        if section == _FORMS:
            going = reports(self.op.setup, self.op.state)
            return (*applying_lines(going, names), *awareness_lines(self.op.setup, self.op.state, names))
        if section == _DUTIES:
            return tuple(Row("", (Cell(f"{names.expectation(x.expectation)}: {x.why}"),)) for x in self._said())
        if section == _REPORT:
            head: Line = ((voice("The first page as it would read now"), "strong"),)
            page = Markdown(first_page(self.found, voice))
            return (*proof_lines(self.op, self.report), (), head, (), page)
        return action_rows(self.op) if section == _ACTIONS else proof_lines(self.op, self.report)

    def _said(self) -> tuple[ClockDismissed, ...]:
        return tuple(self.op.state.dismissed.values())

    def _field_rows(self) -> tuple[Part, ...]:
        try:
            return field_rows(self.op.voice, self._filled())
        except TabletopError as error:
            return ((self.op.voice(error.sentence),),)

    def assessed(self, section: str) -> Assessed | None:
        """The objective that a section is; None for another one."""
        return next((assessed for assessed in self.found.objectives if assessed.objective.id == section), None)

    async def choose(self, section: str, publish: Publish) -> bool:
        """What choosing a section does; True where it was an objective and is rated now."""
        if assessed := self.assessed(section):
            return await rate(self.op, assessed)
        if section == HOT_WASH:
            await hot_wash(self.op)
        elif section == _DECISIONS:
            await decisions(self.op)
        elif section == _OPINIONS:
            await opinions(self.op)
        elif section == _EARLIER:
            await earlier(self.op, self.earlier)
        elif section == _FORMS:
            await forms(self.op)
        elif section == _DUTIES:
            await dismiss(self.op)
        elif section == _ACTIONS:
            await actions(self.op)
        elif section == _FIELDS:
            await self._fill_in()
        elif section == _CLOSE:
            await close(self.op, publish)
        return False

    def _filled(self) -> Filled:
        """What is filled in for reports of it. TabletopError where that cannot be read."""
        return kept_in(self.op.session.path.parent).of(self.op.session.head)

    async def _fill_in(self) -> None:
        op, folder = self.op, self.op.session.path.parent
        try:
            await fill_in(
                op.front, op.voice, self._filled(), lambda name, text: keep(folder, op.session.head, {name: text})
            )
        except TabletopError as error:
            op.front.say(op.voice(error.sentence), warning=True)

    async def rate(self, section: str, rating: Rating) -> bool:
        """Rates the objective that a section is; True where it was rated, False where it is none."""
        assessed = self.assessed(section)
        return await rate(self.op, assessed, rating) if assessed else False

    def reports(self, section: str) -> bool:
        """Whether a section is the one that writes the report."""
        return section == _REPORT

    async def reported(self, publish: Publish) -> ReviewPage:
        """The report written; the page says where, or why not."""
        return replace(self, report=await published(self.op, publish))

    async def tick(self, section: str) -> None:
        """The list of criteria, at those of a section."""
        await criteria.tick(self.op, section if self.assessed(section) else "")

    def _objective(self, assessed: Assessed) -> Row:
        rated = self.op.state.ratings.get(assessed.objective.id)
        words = Cell(self.op.names.text(assessed.objective.text))
        return Row(assessed.objective.id, (words,), mark=(rated.rating, "good") if rated else ("●", "warning"))


# ---- without a screen: the sections as a list

_TICK, _UNDO = "/tick", "/undo"


async def review(op: Operator, publish: Publish, acts: Acts, before: tuple[Action, ...] = ()) -> None:
    """Every section in any order, until the record is closed, the end of play is taken back, or the review is left."""
    while op.state.ended_at is not None and not op.state.closed:
        page = ReviewPage.of(op, before=before)
        chosen = await op.front.ask(partial(_list, page))
        if chosen is None:
            return
        at = chosen.row.id
        if page.assessed(at):
            await op.front.ask(partial(_told, page, at, acts))
        await _done(page, at, publish, acts)


def _list(page: ReviewPage) -> Choice:
    voice, state = page.op.voice, page.op.state
    rated = {
        one.objective.id: (
            voice("Rated {rating}", rating=state.ratings[one.objective.id].rating)
            if one.objective.id in state.ratings
            else voice("not rated")
        )
        for one in page.found.objectives
    }
    rows = [replace(row, mark="", right=rated.get(row.id, row.right)) for row in page.sections()]
    ticks = [] if state.is_real else [Row(_TICK, (Cell(voice("Tick list")),))]
    rows[-2:-2] = [*ticks, Row(_UNDO, (Cell(voice("Undo")),))]
    leaves = voice("leaves the record open")
    return Choice(page.title, tuple(rows), does=voice("opens"), leaves=leaves, at=page.due())


def _told(page: ReviewPage, section: str, acts: Acts) -> Notice:
    return Notice(page.heading, page.shown(section, acts))


async def _done(page: ReviewPage, section: str, publish: Publish, acts: Acts) -> None:
    if section == _TICK:
        await page.tick("")
    elif section == _UNDO:
        await rewind.undo(page.op)
    elif page.reports(section):
        await page.op.front.ask(partial(_told, await page.reported(publish), section, acts))
    else:
        await page.choose(section, publish)


def _lessons(state: State, voice: Voice) -> str:
    """How many there are, and how many of them are sealed."""
    count = str(len(state.lessons))
    return voice("{count}, {sealed} of them sealed", count=count, sealed=state.slips) if state.slips else count
