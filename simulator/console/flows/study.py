"""What is to be studied: which scenario, with which playbook and team."""

from __future__ import annotations

from functools import partial

from simulator.console.context import AppContext
from simulator.console.dialogs import Form, Front, Notice, Pick
from simulator.console.setup import refusal
from simulator.content.library import Entry
from simulator.errors import TabletopError
from simulator.model.setup import Setup
from simulator.wording.voice import Voice


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


def _offered(entries: tuple[Entry, ...], voice: Voice) -> tuple[tuple[str, str], ...]:
    return tuple((entry.id, voice.text(entry.title)) for entry in entries if entry.value is not None)
