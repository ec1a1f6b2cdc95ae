"""What a readiness page says of deadlines and demands: what has evidence younger than a year, and what has none."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.findings.readiness import Asked, OwnClock, Readiness
from simulator.model.profile import KEYS, Organisation
from simulator.model.requirement import AREAS, Area
from simulator.report.document import (
    CellLine,
    Column,
    Facts,
    Meaning,
    Paragraph,
    Section,
    TableCell,
    cell,
    section,
    table,
)
from simulator.report.readiness.exercised import names_of
from simulator.report.sections.summary import how_missed
from simulator.wording.names import KINDS
from simulator.wording.organisations import said_words
from simulator.wording.times import written_day
from simulator.wording.voice import Voice

_AREA_NAMES = {
    "security": "Security posture",
    "model-risk": "Model risk assessment",
    "data-provenance": "Data provenance",
    "incident-response": "Incident response",
}
"""What customers ask about → what the page calls it."""


def areas(r: Readiness, voice: Voice) -> Section | None:
    """The four things customers ask about: what of each has evidence, and what has none."""
    columns = [
        Column(voice("Area"), 26),
        Column(voice("Demands"), 14, numeric=True),
        Column(voice("Exercised within a year"), 18, numeric=True),
        Column(voice("rated P or S at last"), 18, numeric=True),
        Column(voice("Last exercised"), 24),
    ]
    rows = [_area(area, r, voice) for area in AREAS]
    note = voice(
        "A demand counts as exercised where a closed exercise of people had an objective that names it, unless that was"
        " rated as not observed; where nobody rated it, that is said. Ratings, by those who exercised: P performed"
        " without challenges, S with some, M with major challenges, U unable to be performed."
    )
    return section(voice("What customers ask about"), table("", columns, rows), Paragraph(note, "quiet"))


def _area(area: Area, r: Readiness, voice: Voice) -> tuple[TableCell, ...]:
    asked = r.of_area(area)
    fresh = [one for one in asked if one.fresh]
    last = max((one.fresh[0].day for one in fresh), default="")
    said = CellLine(written_day(voice, last)) if last else CellLine(voice("not in a year"), "missed")
    well = sum(one.rated is not None and one.rated.rating in ("P", "S") for one in fresh)
    counts = (cell(str(count)) for count in (len(asked), len(fresh), well))
    return cell(CellLine(voice(_AREA_NAMES[area]), "strong")), *counts, cell(said)


def clocks(r: Readiness, voice: Voice) -> Section | None:
    """The clocks that can run for the organisation, and when each last ran at the table."""
    title = voice("Deadlines that can run for the organisation")
    if r.organisation is None:
        said = voice("What the organisation is was not said, so that nobody can tell which deadlines can run.")
        return section(title, Paragraph(said, "open"))
    ran = [one for one in r.clocks if one.exercise]
    never = [one for one in r.clocks if not one.exercise]
    told = voice(
        "{all} can run, as far as it was said what the organisation is; {ran} of them ran in an exercise of the period,"
        " {never} in none.",
        all=len(r.clocks),
        ran=len(ran),
        never=len(never),
    )
    unsure = voice("Of {count} others too little was said.", count=r.unsure) if r.unsure else ""
    columns = [Column(voice("Deadline"), 52), Column(voice("Last ran"), 28), Column(voice("Result"), 20)]
    return section(
        title,
        _organisation(r.organisation, voice),
        Paragraph(told),
        Paragraph(unsure) if unsure else None,
        table("", columns, (_clock(one, voice) for one in ran)),
        _never_ran(never, voice) if never else None,
    )


def _never_ran(never: Sequence[OwnClock], voice: Voice) -> Facts:
    """By what they rest on: there may be fifty."""
    by_kind: dict[str, list[str]] = {}
    for own in never:
        by_kind.setdefault(own.expectation.kind, []).append(voice.text(own.expectation.title))
    rows = ((voice(KINDS[kind]), cell(voice.clauses(by_kind[kind]))) for kind in KINDS if kind in by_kind)
    return Facts(tuple(rows), voice("In no exercise of the period"))


def _organisation(organisation: Organisation, voice: Voice) -> Facts:
    """What it says of itself; contracts are among the clocks."""
    words = ((key, organisation.said(key)) for key in KEYS)
    said = tuple(CellLine(said_words(key, found, voice)) for key, found in words if found)
    return Facts(((voice("The organisation, as it says"), said),))


def _clock(own: OwnClock, voice: Voice) -> tuple[TableCell, ...]:
    title = cell(voice.text(own.expectation.title))
    if own.exercise is None or own.outcome is None:
        return title, cell(), cell()
    n, day = names_of(own.exercise, voice), written_day(voice, own.exercise.day)
    where = CellLine(n.text(own.exercise.findings.setup.scenario.title), "quiet")
    if own.outcome.result == "met":
        return title, cell(day, where), cell(CellLine(voice("met"), "met"))
    late = CellLine(how_missed(own.outcome, n), "quiet")
    return title, cell(day, where), cell(CellLine(voice("missed"), "missed"), late)


def demands(r: Readiness, voice: Voice) -> Section | None:
    """Each demand with its last evidence: what was rated, what nobody rated, and what has none."""
    fresh, without = [one for one in r.asked if one.fresh], [one for one in r.asked if not one.fresh]
    rated, unrated = [one for one in fresh if one.rated], [one for one in fresh if not one.rated]
    told = voice(
        "{all} demands: {rated} were exercised and rated within a year, {unrated} exercised and rated by nobody,"
        " {without} not exercised.",
        all=len(r.asked),
        rated=len(rated),
        unrated=len(unrated),
        without=len(without),
    )
    rest = voice("{count} demands of the library that belong to none of the four are not on this page.", count=r.others)
    columns = [Column(voice("Demand"), 50), Column(voice("Area"), 18), Column(voice("Evidence"), 32)]
    return section(
        voice("What is asked, and what shows it"),
        Paragraph(told, "strong"),
        table(voice("Exercised and rated within a year"), columns, (_demand(one, r, voice) for one in rated)),
        table(voice("Exercised, rated by nobody"), columns, (_demand(one, r, voice) for one in unrated)),
        table(voice("Not exercised within a year"), columns, (_demand(one, r, voice) for one in without)),
        Paragraph(rest, "quiet"),
    )


def _demand(one: Asked, r: Readiness, voice: Voice) -> tuple[TableCell, ...]:
    requirement = one.covered.requirement
    area = voice.clauses(voice(_AREA_NAMES[area]) for area in requirement.areas)
    title = cell(CellLine(voice.text(requirement.title), "strong"), CellLine(voice.text(requirement.asks), "quiet"))
    return title, cell(CellLine(area, "quiet")), _evidence(one, r, voice) if one.fresh else _none(one, voice)


def _evidence(one: Asked, r: Readiness, voice: Voice) -> TableCell:
    last, more = one.rated or one.fresh[0], len(one.fresh) - 1
    titles = {e.findings.setup.scenario.id: names_of(e, voice).text(e.findings.setup.scenario.title) for e in r.shown}
    said = voice(
        "{day}, {scenario}", day=written_day(voice, last.day), scenario=titles.get(last.scenario, last.scenario)
    )
    rated = voice("rated {rating}, record {mark}", rating=last.rating, mark=last.mark)
    unrated = voice("not rated, record {mark}", mark=last.mark)
    others = voice("and {count} more", count=more) if more else ""
    tone: Meaning = "open" if last.rating in ("M", "U") else "quiet"
    return cell(said, CellLine(rated if last.rating else unrated, tone), CellLine(others, "quiet"))


def _none(one: Asked, voice: Voice) -> TableCell:
    before = voice("last on {day}", day=written_day(voice, one.covered.held[0].day)) if one.covered.held else ""
    return cell(CellLine(voice("none"), "missed"), CellLine(before, "quiet"))
