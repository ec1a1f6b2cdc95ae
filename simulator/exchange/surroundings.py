"""A scenario and a team beside a playbook that came without them, so that it can be played at once.

Their texts are those of a new file: ``tabletop check`` lists them until somebody has written their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from simulator.model.playbook import Playbook
from simulator.model.scenario import Scenario
from simulator.model.team import Team

AUTOMATION = "automation"


def team_for(playbook: Playbook) -> Team:
    """One person for each role of the playbook, more where a step needs them; machines without limit."""
    people: dict[str, int] = {}
    for step in playbook.steps:
        for role in step.roles:
            people[role] = max(people.get(role, 1), step.role.get(role, 1))
    on_call = {"answers_in": {"p50": "15m", "p95": "45m"}}
    roles = {
        role: {"people": "unlimited", "hours": "always"}
        if role == AUTOMATION
        else {"people": count, "hours": "Mon-Fri 09:00-18:00", "on_call": on_call}
        for role, count in people.items()
    }
    return Team.model_validate(
        {"id": f"{playbook.id[:59]}-team", "title": "Our company, 60 people", "timezone": "UTC", "roles": roles}
    )


def scenario_for(
    playbook: Playbook, team: Team, category: str, day: date, expectations: Sequence[str] = ()
) -> Scenario:
    """An incident of this category that begins with one alert and is over after three days, under these clocks."""
    asked = next((role for role in team.roles if role != AUTOMATION), AUTOMATION)
    return Scenario.model_validate(
        {
            "id": playbook.id,
            "category": category,
            "title": "A title that spoils nothing",
            "summary": "One or two sentences for choosing an exercise. They are seen by everybody.\n",
            "briefing": "Read aloud at the beginning and printed on the player sheet: who you are, what you run,"
            " what day it is.\nIt is {T+0h}.\n",
            "truth": "For the facilitator only: what is really the case.\n",
            "opens": f"{day}T10:00+00:00",
            "timezone": "UTC",
            "playbook": playbook.id,
            "team": team.id,
            "expectations": list(expectations),
            "objectives": [
                {
                    "id": "by-the-playbook",
                    "text": "The team works by its playbook.",
                    "look_for": ["Somebody names the next step"],
                }
            ],
            "injects": [
                {
                    "id": "alert",
                    "at": "0m",
                    "discuss": "10m",
                    "to": [asked],
                    "channel": "siem",
                    "from": "Monitoring",
                    "title": "An alert",
                    "body": "What the table reads on the wall: at most 80 words.\n",
                    "objectives": ["by-the-playbook"],
                    "reaches": ["detected"],
                    "expects": [{"text": "Somebody asks who else has access"}],
                    "facilitator": "What you should know to play this inject.\n",
                }
            ],
        }
    )
