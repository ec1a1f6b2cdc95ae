"""A change leads back to the line of the file it would touch."""

from __future__ import annotations

import pytest

from simulator.content.library import Library
from simulator.content.places import place_of
from tests.conftest import ROOT

LIBRARY = Library.open([ROOT / "tests" / "tui" / "library"])


@pytest.mark.parametrize(
    ("kind", "path", "line"),
    [
        ("playbook", "steps.cut.takes", "- {id: cut,"),
        ("playbook", "steps.classify.takes", "takes: 1h"),
        ("team", "roles.legal.people", "legal: {"),
        ("team", "roles.platform.on_call", "platform: {"),
        ("scenario", "injects.alert", "- id: alert"),
    ],
)
def test_a_path_leads_to_its_line_or_to_where_it_would_belong(kind: str, path: str, line: str) -> None:
    name = {"team": "small-team"}.get(kind, "lost-weights")
    found = place_of(LIBRARY.find(kind, name), path)
    assert found.file.endswith(".yaml")
    assert line in dict(found.excerpt)[found.line]


def test_what_is_not_there_has_no_line_but_its_file() -> None:
    found = place_of(LIBRARY.find("team", "small-team"), "nowhere.at.all")
    assert found.file.endswith("small-team.yaml")
    assert found.line <= 1
