"""What is to be studied: which scenario, with which playbook and team."""

from __future__ import annotations

from functools import partial

from simulator.console.context import AppContext
from simulator.console.dialogs import Form, Front, Notice, Pick, Write
from simulator.console.setup import refusal
from simulator.console.studying import Aim, Studying
from simulator.content.library import Entry
from simulator.content.nearest import advice
from simulator.errors import Sentence, TabletopError
from simulator.model.setup import Setup
from simulator.study.changes import names_of_changes
from simulator.study.fronts import Goal
from simulator.wording.names import Names
from simulator.wording.shares import percent
from simulator.wording.voice import Voice

AIMS = (0.8, 0.9, 0.95, 0.99)
"""Chances that can be asked for."""


async def choose(front: Front, context: AppContext, scenario: str, voice: Voice) -> Setup | None:
    """Asks, with the scenario's own choices made. None where it is left, or does not fit, which is said."""
    said = await front.ask(partial(_form, context, scenario, voice))
    if said is None:
        return None
    try:
        setup = context.library.setup(said["scenario"], said["playbook"] or None, said["team"] or None)
    except TabletopError as error:
        await front.ask(partial(refusal, error, voice))
        return None
    if setup.discussion_only:
        words = voice("This is for discussion only: without a playbook there is nothing to simulate.")
        await front.ask(lambda: Notice(voice("Study"), ((words,),)))
        return None
    return setup


def _form(context: AppContext, scenario: str, voice: Voice) -> Form:
    library, own = context.library, ("", voice("as the scenario says"))
    fields = (
        Pick("scenario", voice("Scenario"), _offered(library.scenarios(), voice), scenario),
        Pick("playbook", voice("Playbook"), (own, *_offered(library.playbooks(), voice))),
        Pick("team", voice("Team"), (own, *_offered(library.teams(), voice))),
    )
    title = voice("Study: {count} runs", count=f"{context.runs:,}")
    return Form(title, fields, does=voice("plays"), leaves=voice("goes back"))


async def aim(front: Front, studying: Studying, names: Names) -> Aim | None:
    """Asks which clocks are to have which chance, at which cost, without which changes. None where it is left."""
    said = await front.ask(partial(_aim, studying, names))
    if said is None:
        return None
    clocks = (said["clocks"],) if said["clocks"] else studying.in_force
    budget = int(said["budget"]) if said["budget"].strip() else None
    return Aim(Goal(clocks, float(said["least"]), budget), _named(said["without"]))


def _aim(studying: Studying, names: Names) -> Form:
    voice, before = names.voice, studying.aim
    chosen = ((studying.clock, names.keyed(studying.clock)),) if studying.clock else ()
    every = (("", voice("every clock in force: {count}", count=len(studying.in_force))),)
    budget = str(before.goal.budget) if before and before.goal.budget else ""
    never = ", ".join(sorted(studying.setup.prices.never))
    fields = (
        Pick("clocks", voice("Clocks"), (*chosen, *every), studying.clock),
        Pick("least", voice("Met in"), tuple((str(share), percent(share)) for share in AIMS), str(AIMS[1])),
        Write("budget", voice("Costs at most"), budget, voice("any cost"), partial(_cost, voice)),
        Write(
            "without",
            voice("Without"),
            ", ".join(before.without) if before else "",
            voice("besides {names}, as the files say", names=never)
            if never
            else voice("such as one-more, faster/triage"),
            partial(_changes, studying, voice),
        ),
    )
    return Form(voice("What would it take?"), fields, does=voice("searches"), leaves=voice("goes back"))


def _cost(voice: Voice, written: str) -> str:
    """What is wrong with a budget; empty where all is well."""
    written = written.strip()
    return "" if not written or (written.isdecimal() and int(written)) else voice("a whole number, such as 6")


def _changes(studying: Studying, voice: Voice, written: str) -> str:
    """What is wrong with names of changes; empty where all is well."""
    known = names_of_changes(studying.setup)
    unknown = [name for name in _named(written) if name not in known][:1]
    wrong = (Sentence("there is no change {name}{advice}", name=name, advice=advice(name, known)) for name in unknown)
    return "".join(map(voice, wrong))


def _named(written: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(written.replace(",", " ").replace("、", " ").split()))


def _offered(entries: tuple[Entry, ...], voice: Voice) -> tuple[tuple[str, str], ...]:
    return tuple((entry.id, voice.text(entry.title)) for entry in entries if entry.value is not None)
