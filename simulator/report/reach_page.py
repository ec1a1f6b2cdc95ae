"""What it would take, as a page: the answer, cost against chance, then each set, why it helps, and what bounds them."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.report.document import (
    Bullets,
    CellLine,
    Column,
    Document,
    Facts,
    Figure,
    Paragraph,
    Section,
    Table,
    TableCell,
    cell,
    section,
    table,
)
from simulator.report.pictures.front import front_picture
from simulator.study.fronts import ChangeSet, Fared, Front, Part
from simulator.study.statistics import Share
from simulator.wording.changes import file_words
from simulator.wording.names import Names
from simulator.wording.reach import (
    answer_words,
    caution_words,
    do_words,
    set_words,
    tried_words,
    why_words,
    worth_words,
)
from simulator.wording.shares import gain_interval, interval, percent, points


def reach_page(front: Front, names: Names) -> Document:
    """The page in the language of the names' voice."""
    voice = names.voice
    parts = (
        section(voice("In brief"), Bullets(tuple(cell(words) for words in answer_words(front, names)))),
        _now(front, names),
        _picture(front, names),
        *(_set(n, one, front, names) for n, one in enumerate(front.sets, 1)),
        _limits(names),
    )
    return Document(
        language=voice.language,
        banner="",
        kind=voice("What it would take"),
        title=names.text(names.setup.scenario.title),
        draft=voice("INCOMPLETE") if front.partial else "",
        signatures=(),
        facts=_facts(front, names),
        care=voice(
            "Simulated runs are no forecast of a real incident. Nothing here is legal advice; the estimates"
            " are assumed unless it is said where they are from."
        ),
        sections=tuple(part for part in parts if part is not None),
    )


def _facts(front: Front, n: Names) -> Facts:
    voice, setup, goal = n.voice, n.setup, front.goal
    asked = voice(
        "What would it take for each of these clocks to be met in {least} of the runs?", least=percent(goal.least)
    )
    tried = tried_words(front, n)
    rows: list[tuple[str, TableCell]] = [
        (voice("What is asked"), cell(asked, *(CellLine(n.keyed(key), "quiet") for key in goal.clocks))),
        (
            voice("Playbook"),
            cell(n.text(setup.playbook.title) or setup.playbook.id, CellLine(setup.playbook.id, "quiet")),
        ),
        (voice("Team"), cell(n.text(setup.team.title) or setup.team.id, CellLine(setup.team.id, "quiet"))),
        (voice("Tried"), cell(tried, voice("{runs} runs, seed {seed}", runs=f"{front.runs:,}", seed=front.seed))),
    ]
    if goal.budget is not None:
        rows.append((voice("Cost at most"), cell(str(goal.budget))))
    return Facts(tuple(rows))


def _titled(title: str, id: str) -> TableCell:
    return cell(title or id, CellLine(id, "quiet"))


def _now(front: Front, n: Names) -> Section | None:
    """The chance of each clock beside that with each set; in bold what is enough."""
    voice = n.voice
    if not front.sets:
        return section(voice("As things are"), _side_by_side(front, n))
    return section(voice("As things are, and with each set"), _side_by_side(front, n))


def _side_by_side(front: Front, n: Names) -> Table | None:
    voice = n.voice
    columns = [Column(voice("Expectation"), 40), Column(voice("now"), 15, numeric=True)]
    columns += [Column(str(number), 8, numeric=True) for number in range(1, len(front.sets) + 1)]
    costs = [(cell(voice("cost")), cell("0"), *(cell(str(one.cost)) for one in front.sets))] if front.sets else []
    rows = [
        (
            cell(n.keyed(key)),
            (*_enough(front.base[place].met, front), CellLine(interval(front.base[place].met), "quiet")),
            *(_enough(one.fared[place].met, front) for one in front.sets),
        )
        for place, key in enumerate(front.goal.clocks)
    ]
    return table("", columns, costs + rows)


def _enough(met: Share, front: Front) -> TableCell:
    return (CellLine(percent(met.p), "strong" if met.p >= front.goal.least else ""),)


def _picture(front: Front, n: Names) -> Section | None:
    if not front.sets:
        return None
    title = n.voice("Cost against chance")
    caption = n.voice("Each sign is a set, by its number below; a full one brings every clock to the goal.")
    if len(front.base) > 1:
        caption = n.voice(
            "Each sign is a set, by its number below; a full one brings every clock to the goal. The thin lines are the"
            " single clocks."
        )
    return section(title, Figure(front_picture(front, n.voice), caption, instead=caption))


def _set(number: int, one: ChangeSet, front: Front, n: Names) -> Section | None:
    voice = n.voice
    title = voice("Set {number}: {words}", number=number, words=set_words(one, front, n))
    columns = [Column(voice("What to do"), 50), Column(voice("cost"), 8, numeric=True), Column(voice("where"), 34)]
    changes = table("", columns, [_part(part, one, front, n) for part in one.parts])
    why = [Paragraph(words) for words in why_words(one, front, n)]
    return section(title, changes, _clocks(one.fared, front, n), *why)


def _part(part: Part, one: ChangeSet, front: Front, n: Names) -> tuple[TableCell, ...]:
    kind, path = part.where
    worth = worth_words(part, one, front, n)
    told = cell(do_words(part, n), *([CellLine(worth, "quiet")] if worth else []))
    return told, cell(str(part.cost)), cell(file_words(kind, n), CellLine(path, "quiet"))


def _clocks(fared: Sequence[Fared], front: Front, n: Names) -> Table | None:
    voice = n.voice
    columns = [
        Column(voice("Expectation"), 44),
        Column(voice("met"), 18, numeric=True),
        Column(voice("gain"), 20, numeric=True),
    ]
    rows = []
    for key, one in zip(front.goal.clocks, fared, strict=True):
        met = cell(CellLine(percent(one.met.p), "strong"), CellLine(interval(one.met), "quiet"))
        gain = cell(CellLine(points(one.gain.by), "strong"), CellLine(gain_interval(one.gain), "quiet"))
        rows.append((cell(n.keyed(key)), met, gain))
    return table("", columns, rows)


def _limits(n: Names) -> Section | None:
    voice = n.voice
    said = (
        *caution_words(n),
        voice("What a set is said to give comes from runs of their own, on which nothing was chosen."),
        voice("The autopilot follows the playbook at once and makes no mistakes; a team at a table does both."),
    )
    return section(voice("Limits"), Bullets(tuple(cell(words) for words in said)))
