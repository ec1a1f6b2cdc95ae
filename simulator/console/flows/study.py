"""What is to be studied: which scenario, with which playbook and team."""

from __future__ import annotations

from functools import partial

from simulator.console.context import AppContext
from simulator.console.dialogs import Form, Front, Notice, Pick
from simulator.console.setup import refusal
from simulator.console.studying import Studying
from simulator.content.library import Entry
from simulator.errors import TabletopError
from simulator.model.setup import Setup
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


async def aim(front: Front, studying: Studying, names: Names) -> Goal | None:
    """Asks which clocks are to have which chance. None where it is left."""
    said = await front.ask(partial(_aim, studying, names))
    if said is None:
        return None
    return Goal((said["clocks"],) if said["clocks"] else studying.in_force, float(said["least"]))


def _aim(studying: Studying, names: Names) -> Form:
    voice = names.voice
    chosen = ((studying.clock, names.keyed(studying.clock)),) if studying.clock else ()
    every = (("", voice("every clock in force: {count}", count=len(studying.in_force))),)
    fields = (
        Pick("clocks", voice("Clocks"), (*chosen, *every), studying.clock),
        Pick("least", voice("Met in"), tuple((str(share), percent(share)) for share in AIMS), str(AIMS[1])),
    )
    return Form(voice("What would it take?"), fields, does=voice("searches"), leaves=voice("goes back"))


def _offered(entries: tuple[Entry, ...], voice: Voice) -> tuple[tuple[str, str], ...]:
    return tuple((entry.id, voice.text(entry.title)) for entry in entries if entry.value is not None)
