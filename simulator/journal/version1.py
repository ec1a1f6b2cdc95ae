"""What records of version 1 left to the program that reads them."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def with_milestones(setup: dict[str, Any]) -> dict[str, Any]:
    """The raw setup with the titles that milestones had in the program of that time, where it has none of its own."""
    if "milestones" in setup:
        return setup
    titles = tomllib.loads(files("simulator.journal").joinpath("version1_milestones.toml").read_text("utf-8"))
    return setup | {"milestones": [{"id": name, "title": title} for name, title in titles.items()]}
