"""A change leads back to the line of the file it would touch."""

from __future__ import annotations

import pytest

from simulator.content.library import Library
from simulator.content.places import place_of
from simulator.model.kinds import PLAYBOOK, SCENARIO, TEAM, Kind
from tests.conftest import ROOT

LIBRARY = Library.open([ROOT / "tests" / "tui" / "library"])


@pytest.mark.parametrize(
    ("kind", "path", "line"),
    [
        (PLAYBOOK, "steps.cut.takes", "- {id: cut,"),
        (PLAYBOOK, "steps.classify.takes", "takes: 1h"),
        (TEAM, "roles.legal.people", "legal: {"),
        (TEAM, "roles.platform.on_call", "platform: {"),
        (SCENARIO, "injects.alert", "- id: alert"),
    ],
)
def test_a_path_leads_to_its_line_or_to_where_it_would_belong(kind: Kind, path: str, line: str) -> None:
    name = {TEAM: "small-team"}.get(kind, "lost-weights")
    found = place_of(LIBRARY.find(kind, name), path)
    assert found.file.endswith(".yaml")
    assert line in dict(found.excerpt)[found.line]


def test_what_is_not_there_has_no_line_but_its_file() -> None:
    found = place_of(LIBRARY.find(TEAM, "small-team"), "nowhere.at.all")
    assert found.file.endswith("small-team.yaml")
    assert found.line <= 1
