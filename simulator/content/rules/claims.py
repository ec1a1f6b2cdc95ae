"""Claims of a story: whether what tells and corrects them is there, and whether anybody can know better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.content.assembly import Assembly
from simulator.content.document import Path
from simulator.content.nearest import advice
from simulator.content.reading import LoadedItem
from simulator.content.rules.rule import of_assembly_at_check, of_item
from simulator.errors import Problem, Sentence
from simulator.model.injects import Artefact, Statement
from simulator.model.kinds import SCENARIO
from simulator.model.scenario import Claim, Scenario


@of_item(SCENARIO)
def claims_in_scenario(item: LoadedItem[Scenario], value: Scenario) -> Iterator[Problem]:
    """A claim twice, one that a decision names and that is not there, one that is so and yet corrected."""
    known: list[str] = []
    for n, claim in enumerate(value.claims):
        if not value.tellers(claim):
            message = Sentence("nothing tells {name}: write told_by, or a line of an artefact", name=claim.id)
            yield item.document.problem(("claims", n), "missing-key", message)
        if claim.id in known:
            message = Sentence("the id {name} stands here a second time", name=claim.id)
            yield item.document.problem(("claims", n, "id"), "duplicate-id", message)
        if claim.holds and claim.corrected_by:
            message = Sentence("{name} holds, so nothing corrects it: leave this key out", name=claim.id)
            yield item.document.problem(("claims", n, "corrected_by"), "without-effect", message, "warning", key=True)
        known.append(claim.id)
    for path, name in (*_rested_on(value), *((path, said.claim) for path, said, _ in _statements(value))):
        if name not in known:
            message = Sentence("there is no claim {name}{advice}", name=name, advice=advice(name, known))
            yield item.document.problem(path, "unknown-id", message)


def _rested_on(value: Scenario) -> Iterator[tuple[Path, str]]:
    for n, inject in enumerate(value.injects):
        if inject.decision:
            at: Path = ("injects", n, "decision")
            yield from (((*at, "rests_on", m), name) for m, name in enumerate(inject.decision.rests_on))
            for k, option in enumerate(inject.decision.options):
                yield from (((*at, "options", k, "rests_on", m), name) for m, name in enumerate(option.rests_on))


def _statements(value: Scenario) -> Iterator[tuple[Path, Statement, Artefact]]:
    """Every line that an artefact says, with the path of its claim."""
    for n, inject in enumerate(value.injects):
        for m, artefact in enumerate(inject.artefacts):
            for k, said in enumerate(artefact.says):
                yield ("injects", n, "artefacts", m, "says", k, "claim"), said, artefact


@of_assembly_at_check
def lines_stand_there(assembly: Assembly) -> Iterator[Problem]:
    """A line that does not stand in the file of its artefact, in each language that has one; a page may break it."""
    texts = assembly.setup.artefacts
    for path, said, artefact in _statements(assembly.setup.scenario):
        for language in artefact.file:
            file, line = artefact.path(language), said.line.say(language or assembly.setup.scenario.language)
            if file in texts and _unbroken(line) not in _unbroken(texts[file]):
                message = Sentence("this line does not stand in {file}: copy it from there", file=file)
                yield assembly.scenario.document.problem((*path[:-1], "line"), "line-not-there", message, "warning")


def _unbroken(text: str) -> str:
    return "".join(text.split())


@of_assembly_at_check
def claims_come(assembly: Assembly) -> Iterator[Problem]:
    """A claim that nothing tells, and a false one that nothing corrects: then nobody could have known better."""
    for n, claim in enumerate(assembly.setup.scenario.claims):
        for key, names in (("told_by", claim.told_by), ("corrected_by", claim.corrected_by)):
            yield from _idle(assembly, ("claims", n, key), names)
        if not claim.holds and not any(_can_come(assembly, name) for name in claim.corrected_by):
            yield assembly.scenario.document.problem(("claims", n), "never-corrected", _uncorrected(claim), "note")


def _idle(assembly: Assembly, path: Path, names: Sequence[str]) -> Iterator[Problem]:
    story, steps = assembly.setup.scenario, [step.id for step in assembly.setup.playbook.steps]
    for m, name in enumerate(names):
        if not _can_come(assembly, name):
            hint = advice(name, [*steps, *(inject.id for inject in story.injects)])
            message = Sentence(
                "no milestone, step, message or handout {name} comes here{advice}", name=name, advice=hint
            )
            yield assembly.scenario.document.problem((*path, m), "unknown-id", message, "warning")


def _can_come(assembly: Assembly, name: str) -> bool:
    """Whether a milestone, step or inject can be reached, or there is such an artefact to hand out."""
    setup = assembly.setup
    inject, slash, number = name.partition("/")
    if slash:
        asked = setup.scenario.inject(inject)
        return asked is not None and number.isdecimal() and 1 <= int(number) <= len(asked.artefacts)
    return assembly.awaited(name) in assembly.earliest


def _uncorrected(claim: Claim) -> Sentence:
    return Sentence("nothing corrects {name}, which does not hold: nobody can know better in play", name=claim.id)
