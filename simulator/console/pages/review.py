"""The review: its sections, what the record holds for each, and what choosing one does."""

from __future__ import annotations

from dataclasses import dataclass, replace

from simulator.console.flows import criteria, review
from simulator.console.operator import Operator
from simulator.console.panels import Acts, evidence
from simulator.console.rows import Cell, Part, Row
from simulator.findings.findings import Findings
from simulator.findings.objectives import Assessed
from simulator.workspace.reports import assembled

_WASH, _ACTIONS, _REPORT, _CLOSE = "/wash", "/actions", "/report", "/close"


@dataclass(frozen=True)
class ReviewPage:
    """The record as it stands after ENDEX."""

    op: Operator
    found: Findings
    report: str = "–"
    """Where the report was written."""

    @classmethod
    def of(cls, op: Operator, report: str = "–") -> ReviewPage:
        """Reads the record anew."""
        return cls(op, assembled(op.session.history, op.session.par(), studied=False), report)

    @property
    def title(self) -> str:
        """What the sections are."""
        return self.op.voice("Review")

    @property
    def heading(self) -> str:
        """What is told of a section."""
        return self.op.voice("What the record holds")

    def sections(self) -> tuple[Row, ...]:
        """A row per objective, then hot wash, actions, report, closing."""
        voice, state = self.op.voice, self.op.state
        unset = sum(not action.owner or not action.due for action in state.agreed.values())
        agreed = len(state.agreed)
        count = voice("{count}, {unset} to be set", count=agreed, unset=unset) if unset else str(agreed)
        return (
            *map(self._objective, self.found.objectives),
            Row(_WASH, (Cell(voice("Hot wash")),), right=str(len(state.lessons)), indent=2),
            Row(_ACTIONS, (Cell(voice("Corrective actions")),), right=count, indent=2),
            Row(_REPORT, (Cell(voice("Write report now")),), indent=2),
            Row(_CLOSE, (Cell((voice("Close the record"), "strong")),), indent=2),
        )

    def first_unrated(self) -> str:
        """The section to begin with."""
        objectives = [assessed.objective.id for assessed in self.found.objectives]
        return next((name for name in objectives if name not in self.op.state.ratings), self.sections()[0].id)

    def told(self, section: str, acts: Acts) -> tuple[Part, ...]:
        """What the record holds for a section."""
        names = self.op.names
        if assessed := self.assessed(section):
            return evidence.parts(assessed, names, acts)
        if section == _WASH:
            return evidence.lessons(self.found, names)
        return review.action_rows(self.op) if section == _ACTIONS else review.proof_lines(self.op, self.report)

    def assessed(self, section: str) -> Assessed | None:
        """The objective that a section is; None for another one."""
        return next((assessed for assessed in self.found.objectives if assessed.objective.id == section), None)

    async def choose(self, section: str, publish: review.Publish) -> bool:
        """What choosing a section does; True where it was an objective and is rated now."""
        if assessed := self.assessed(section):
            return await review.rate(self.op, assessed)
        if section == _WASH:
            await review.hot_wash(self.op)
        elif section == _ACTIONS:
            await review.actions(self.op)
        elif section == _CLOSE:
            await review.close(self.op, publish)
        return False

    def reports(self, section: str) -> bool:
        """Whether a section is the one that writes the report."""
        return section == _REPORT

    def reported(self, publish: review.Publish) -> ReviewPage:
        """The report written; the page says where, or why not."""
        return replace(self, report=review.published(self.op, publish))

    async def tick(self, section: str) -> None:
        """The list of criteria, at those of a section."""
        await criteria.tick(self.op, section if self.assessed(section) else "")

    def _objective(self, assessed: Assessed) -> Row:
        rated = self.op.state.ratings.get(assessed.objective.id)
        words = Cell(self.op.names.text(assessed.objective.text))
        return Row(assessed.objective.id, (words,), mark=(rated.rating, "good") if rated else ("●", "warning"))
