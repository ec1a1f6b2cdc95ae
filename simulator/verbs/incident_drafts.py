"""What ``tabletop incident --draft`` writes: a scenario, and beside it a playbook with the lengths of the incident."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.content.library import Library
from simulator.content.reading import LoadedItem
from simulator.content.writing import write
from simulator.errors import TabletopError
from simulator.model.estimates import Estimate
from simulator.model.kinds import PLAYBOOK, SCENARIO
from simulator.model.playbook import NO_PLAYBOOK, NONE, Playbook
from simulator.model.playbooks import SEPARATOR
from simulator.model.scenario import Scenario
from simulator.model.text import Text
from simulator.timeline.events import Happened, TimelineRead
from simulator.timeline.history import History
from simulator.verbs.incident_logs import log_of
from simulator.verbs.observe_logs import UNPLACED, LogOptions, learn
from simulator.verbs.observe_text import steps_learned
from simulator.verbs.printed import beside
from simulator.wording.lengths import observations
from simulator.wording.voice import Voice
from simulator.workspace.incident_decisions import asked_in
from simulator.workspace.incident_draft import Draft, drafted

_AS_IT_WAS = re.compile(r"^    at:.*$|^      - \{step:.*done_within:.*$", re.MULTILINE)
_NO_PLAYBOOK = (
    "No playbook is named, so no step has its length from the incident: --like SCENARIO names one, by a scenario that"
    " is played with it"
)


@dataclass(frozen=True)
class Drafting:
    """The incident, and what of an exercise it does not tell."""

    history: History
    record: Path
    item: LoadedItem[Scenario] | None
    """The scenario that it is like."""
    team: str | None
    library: Library
    voice: Voice

    @property
    def like(self) -> Scenario | None:
        """The scenario that it is like."""
        return self.item.value if self.item else None


@dataclass(frozen=True)
class Drafts:
    """What is to be written, and said."""

    files: dict[Path, bytes]
    told: list[str]
    playbooks: tuple[str, ...] = ()
    """The ids of those that the scenario is to be played with."""


def drafts(of: Drafting, folder: Path) -> Drafts:
    """The scenario, and its playbooks where the incident tells how long steps took; all go to a library."""
    item = _playbook(of)
    playbook = item.value if item else None
    if item and playbook is None:
        raise TabletopError("{name} cannot be used as it is", item.problems, name=item.id)
    team = _team(of) if playbook else NONE
    made = _measured(of, item, team, folder) if item else Drafts({}, [of.voice(_NO_PLAYBOOK)])
    if playbook:
        playbook = playbook.model_copy(update={"id": SEPARATOR.join(made.playbooks)})
    scenario = drafted(of.history, _frame(of, team, playbook), of.voice)
    remark = of.voice("measured: as it was in the incident")
    text = _AS_IT_WAS.sub(lambda line: f"{line[0]}  # {remark}", write(scenario))
    path = folder / SCENARIO.folder / f"{scenario.id}.yaml"
    head = _head([*_source(of), *_of_scenario(of, playbook)])
    return Drafts({path: (head + text).encode(), **made.files}, [*made.told, *_of_decisions(of, scenario)])


def _playbook(of: Drafting) -> LoadedItem[Playbook] | None:
    """What the scenario it is like is played with: one, or several as one; None without any."""
    item = of.library.playbook_for(of.item) if of.item else None
    return item if item and item.value is not NO_PLAYBOOK else None


def _team(of: Drafting) -> str:
    """The team that plays it: the one named, else that of the scenario it is like."""
    return of.team or (of.library.team_for(of.item).id if of.item else NONE)


def _frame(of: Drafting, team: str, playbook: Playbook | None) -> Draft:
    roles = next((inject.to for inject in of.like.injects if inject.to), ()) if of.like else ()
    category = of.like.category if of.like else of.history.head.setup.scenario.category
    return Draft(category, roles or ("incident-commander",), team, playbook, of.like)


# ---- the playbook


def _measured(of: Drafting, item: LoadedItem[Playbook], team: str, folder: Path) -> Drafts:
    """Each playbook of which the incident tells anything new, with that in it; and what it does not tell."""
    playbook, voice = item.value, of.voice
    assert playbook is not None
    options = LogOptions(team=team if team != NONE else None)
    steps, rest = learn([log_of(of.history)], playbook, of.library, options, 1, voice)
    told = [*steps_learned(item.id, playbook, steps, 1, voice), *rest]
    new = {step.step: step.new for step in steps if step.new}
    files, ids = dict[Path, bytes](), list[str]()
    for part in item.parts:
        assert part.value is not None
        learned = {step: takes for step, takes in new.items() if part.value.step(step)}
        name = of.history.head.setup.scenario.id if len(item.parts) == 1 else _joined_id(of, part.id)
        ids.append(name if learned else part.id)
        if learned:
            files[folder / PLAYBOOK.folder / f"{name}.yaml"] = _copy(of, part, learned, name, team).encode()
    return Drafts(files, told, tuple(ids))


def _joined_id(of: Drafting, playbook: str) -> str:
    """Of one of several playbooks, whole, after as much of the incident's as an id has room for."""
    return f"{of.history.head.setup.scenario.id[: 63 - len(playbook)]}-{playbook}".strip("-")[-64:]


def _copy(of: Drafting, item: LoadedItem[Playbook], new: Mapping[str, Estimate], id: str, team: str) -> str:
    """The file of a playbook in which these steps take as long as they took."""
    playbook = item.value
    assert playbook is not None
    titles = playbook.title.variants if playbook.title else ((playbook.language, playbook.id),)
    title = Text(tuple((language, f"{text} ({of.history.day})") for language, text in titles))
    copy = playbook.with_estimates(new).model_copy(update={"id": id, "title": title})
    return _head([*_source(of), *_of_playbook(item, list(new), id, team, of.voice)]) + write(copy)


def _of_playbook(item: LoadedItem[Playbook], steps: Sequence[str], id: str, team: str, voice: Voice) -> Iterator[str]:
    yield voice(
        "The playbook {playbook} (sha256 {hash}), with lengths as this incident shows them: {steps}. Everything else"
        " is as it was there.",
        playbook=item.id,
        hash=item.document.sha256,
        steps=", ".join(steps),
    )
    yield voice(
        "One incident gives one value of each: a study draws from a lognormal around it, with the long tail that work"
        " has, and says n = 1. Another incident of the kind adds its values: tabletop observe RECORD --into"
        " {playbook}{team}",
        playbook=id,
        team=f" --team {team}" if team != NONE else "",
    )


# ---- the scenario


def _of_scenario(of: Drafting, playbook: Playbook | None) -> Iterator[str]:
    yield of.voice(
        "The times are those of the incident. What people knew, who says what to whom, and all that names somebody is"
        " for you to write: tabletop check lists what is missing."
    )
    if playbook:
        yield of.voice("How long steps take stands in the playbook {playbook}.", playbook=playbook.id)


def _of_decisions(of: Drafting, scenario: Scenario) -> Iterator[str]:
    """How long answers took, and what of them the timeline does not tell."""
    voice = of.voice
    taken = {inject.id: inject.decision.takes for inject in scenario.injects if inject.decision}
    if taken:
        yield voice("Decisions and answers took, nights and weekends included:")
        yield from beside([[name, observations(voice, takes)] for name, takes in taken.items()], indent="  ")
    lines = [event for event in of.history.events() if isinstance(event, Happened)]
    if rest := asked_in(lines)[1]:
        yield voice("Questions of which no length can be told:")
        yield from beside([[name, voice(UNPLACED[why])] for name, why in rest], indent="  ")


# ---- heads


def _source(of: Drafting) -> Iterator[str]:
    """Where a draft is from."""
    voice, read = of.voice, next(event for event in of.history.events() if isinstance(event, TimelineRead))
    source = {"file": read.file, "hash": read.sha256, "record": of.record.name, "head": of.history.head_hash}
    yield voice("Drafted from the timeline {file}, sha256 {hash}, by the record {record}, head hash {head}", **source)
    yield voice("Licence: {licence}", licence=voice("not named in the file"))


def _head(lines: Sequence[str]) -> str:
    return "".join(f"# {''.join(char if char.isprintable() else ' ' for char in line)}\n" for line in lines)
