"""A playbook as a page for a wiki, with the names and deadlines it has where it is played."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.content.library import Library
from simulator.content.reading import UNWRITTEN, LoadedItem
from simulator.errors import TabletopError
from simulator.exchange.exercise import CATEGORY
from simulator.exchange.surroundings import scenario_for, team_for
from simulator.model.kinds import PLAYBOOK, SCENARIO, TEAM
from simulator.model.playbook import Playbook
from simulator.model.playbooks import SEPARATOR
from simulator.model.setup import Setup
from simulator.wording.names import Names
from simulator.wording.voice import Voice


def page_of(playbook: Playbook, name: str, library: Library, language: str | None) -> bytes:
    """The page, in the playbook's own language unless another is meant. ``name``: its id, or its path."""
    from simulator.report.render.wiki import playbook_page

    setups = [*_played(playbook, name, library)] or [_alone(playbook, library)]
    clocks = {e.id: e for setup in setups for e in setup.expectations if not e.off}
    voice = Voice.of(setups[0], language or playbook.language)
    return playbook_page(playbook, tuple(clocks.values()), Names(setups[0], voice))


def _played(playbook: Playbook, name: str, library: Library) -> Iterator[Setup]:
    """With every scenario of the libraries that names it and can be played."""
    for entry in library.scenarios():
        if entry.value and playbook.id in (entry.value.playbook or "").split(SEPARATOR):
            try:
                yield library.setup(entry.id, name)
            except TabletopError:
                continue


def _alone(playbook: Playbook, library: Library) -> Setup:
    """With a story and a team that say nothing, so that its milestones have their titles."""
    team = team_for(playbook)
    story = scenario_for(playbook, team, CATEGORY, playbook.reviewed)
    story_item, steps, staff = (
        LoadedItem(SCENARIO, UNWRITTEN, story),
        LoadedItem(PLAYBOOK, UNWRITTEN, playbook),
        LoadedItem(TEAM, UNWRITTEN, team),
    )
    return library.pair(story_item, steps, staff).setup
