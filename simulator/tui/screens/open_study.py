"""From the library to a study: which playbook, which team, then many runs."""

from __future__ import annotations

from typing import Any

from textual.app import App

from simulator.console.dialogs import Form, Notice, Pick
from simulator.content.library import Entry
from simulator.errors import TabletopError
from simulator.tui.context import AppContext
from simulator.tui.front import dialog
from simulator.tui.screens.study import StudyScreen
from simulator.wording.speech import problem_text
from simulator.wording.voice import Voice


async def study(app: App[Any], house: AppContext, scenario: str, voice: Voice) -> None:
    """Asks, with the scenario's own choices made; what does not fit is said; Escape goes back."""
    fields = (
        Pick("scenario", voice("Scenario"), _offered(house.library.scenarios(), voice), scenario),
        Pick("playbook", voice("Playbook"), (_own(voice), *_offered(house.library.playbooks(), voice))),
        Pick("team", voice("Team"), (_own(voice), *_offered(house.library.teams(), voice))),
    )
    title = voice("Study: {count} runs", count=f"{house.runs:,}")
    asked = Form(title, fields, does=voice("plays"), leaves=voice("goes back"))
    said = await app.push_screen_wait(dialog(asked, voice))
    if said is None:
        return
    try:
        setup = house.library.setup(said["scenario"], said["playbook"] or None, said["team"] or None)
    except TabletopError as error:
        problems = tuple((problem_text(problem, voice.language),) for problem in error.problems)
        problems = problems or ((voice(error.sentence),),)
        await app.push_screen_wait(dialog(Notice(voice("This cannot be played"), problems), voice))
        return
    await app.push_screen_wait(StudyScreen(house, setup, voice.language))


def _own(voice: Voice) -> tuple[str, str]:
    return "", voice("as the scenario says")


def _offered(entries: tuple[Entry, ...], voice: Voice) -> tuple[tuple[str, str], ...]:
    return tuple((entry.id, voice.text(entry.title)) for entry in entries if entry.value is not None)
