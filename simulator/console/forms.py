"""Forms as a seat that conducts sees them: what went out and what it lacked. No event tells; it follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from simulator.console.rows import Line
from simulator.console.sights import Eyes
from simulator.console.view import FormView, ItemView, Sentence
from simulator.exercise.seats import Seat
from simulator.model.playbook import Step
from simulator.model.setup import Setup
from simulator.timeline.forms import ItemStands, Report, reports
from simulator.timeline.state import State
from simulator.wording.forms import contradicted_awareness, lacking_words, wrong_form_words
from simulator.wording.names import Names
from simulator.wording.sentences import written


def sent(setup: Setup, state: State, seen: Eyes) -> Mapping[str, Sentence]:
    """Expectation → what was wrong with the form that went out for it, the earliest first; nothing where all was well.

    For whoever conducts: it tells how far the incident is known.
    """
    if not seen.sees("conduct") or not setup.forms:
        return {}
    went = sorted((report for report in reports(setup, state) if report.sent), key=lambda report: report.at)
    said = ((report, _sent_words(report, seen.names)) for report in went)
    return {report.expectation.id: (report.at, words) for report, words in said if words}


def due(setup: Setup, state: State, seen: Eyes) -> tuple[FormView, ...]:
    """Reports whose clocks have started: what is asked and what was written, not how that stands to the truth."""
    return tuple(_due(report, setup, seen.names) for report in reports(setup, state)) if setup.forms else ()


def written_at(seat: Seat, seen: Eyes) -> bool:
    """Whether a seat writes on reports, so sees them: whoever conducts, and players where set-up reveals the clocks."""
    return seen.sees("conduct") or ("player" in seat.kinds and seen.sees("clocks"))


def _due(report: Report, setup: Setup, names: Names) -> FormView:
    milestone = report.expectation.to
    roles = tuple(dict.fromkeys(r for step in setup.playbook.steps if milestone in _reaches(step) for r in step.roles))
    return FormView(
        form=report.form.id,
        expectation=report.expectation.id,
        title=names.form(report.form.id),
        clock=names.text(report.expectation.title),
        senders=names.roles(roles),
        sent_at=report.at if report.sent else None,
        items=tuple(_item(stands, names) for stands in report.items),
    )


def _reaches(step: Step) -> tuple[str, ...]:
    return (*step.reaches, *(name for outcome in step.outcomes.values() for name in outcome.reaches))


def _item(stands: ItemStands, names: Names) -> ItemView:
    last = stands.written
    return ItemView(
        id=stands.item.id,
        asks=names.text(stands.item.asks),
        required=stands.required,
        awareness=stands.item.awareness,
        written=written(names, last) if last else "",
        who=names.seat(last.seat) if last and last.seat else "",
    )


def _sent_words(report: Report, names: Names) -> str:
    wrong = [words for words in (lacking_words(report, names), wrong_form_words(report, names)) if words]
    told = names.voice.clauses(wrong)
    return names.voice("▲ {form}: {words}", form=names.form(report.form.id), words=told) if wrong else ""


def served_by(setup: Setup, state: State, milestones: Iterable[str]) -> tuple[Report, ...]:
    """The forms that go out with one of these milestones, each as it would go now."""
    reached = frozenset(milestones)
    return tuple(report for report in reports(setup, state) if report.expectation.to in reached)


def applying_lines(found: Iterable[Report], names: Names) -> tuple[Line, ...]:
    """A form a line: which goes out, and what it still lacks."""
    return tuple(
        ((names.form(report.form.id), "strong"), "  ", (words, "warning" if report.lacking else "quiet"))
        for report in found
        for words in [lacking_words(report, names) or names.voice("all that is required can be answered")]
    )


def awareness_lines(setup: Setup, state: State, names: Names) -> tuple[Line, ...]:
    """That authorities were told different moments of awareness; nothing where they were not."""
    words = contradicted_awareness(reports(setup, state), names)
    return (((words, "alarm"),),) if words else ()
