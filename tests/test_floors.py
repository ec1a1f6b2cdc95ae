"""The house as docs/design.md describes it: who may import whom, and behind which one door each library stands.

Imports inside functions and under ``TYPE_CHECKING`` count like any other.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.sources import nodes, trees, written

PACKAGE = ROOT / "simulator"
BELOW_SCREENS = {
    "home",
    "model",
    "timeline",
    "plan",
    "wording",
    "content",
    "journal",
    "exercise",
    "study",
    "findings",
    "report",
    "console",
}

MAY_IMPORT: dict[str, set[str]] = {
    "": set(),
    "errors": set(),
    "home": {"files"},
    # Signals, and the exit codes that tell of them: both fronts hear them, and the command line.
    "endings": set(),
    # How files are opened and written, for all who do.
    "files": set(),
    "model": set(),
    "timeline": {"model"},
    "plan": {"model"},
    "content": {"files", "model", "plan"},
    "exchange": {"model", "plan"},
    "journal": {"files", "model", "timeline"},
    "world": {"model", "plan", "timeline"},
    "exercise": {"model", "plan", "timeline", "world", "journal"},
    "study": {"model", "plan", "timeline", "world"},
    # It says what studies and backtests found, and needs of them only the values.
    "wording": {
        "model",
        "timeline",
        "study.fronts",
        "study.gains",
        "study.result",
        "study.statistics",
        "study.reality",
    },
    # Values in no language: whoever imports wording here has begun to write the report. The graph tells which steps
    # could have led to a milestone that was not reached.
    "findings": {"model", "timeline", "plan.graph", "study.gains", "study.result", "study.statistics"},
    # Pages are made of findings and study results alone, so that a record gives the same page wherever it is read. The
    # graph of a playbook is drawn, and shown on the study's screen: which arrow runs where is worked out once.
    "report": {
        "model",
        "plan.flow",
        "plan.tracks",
        "timeline",
        "wording",
        "findings",
        "study.fronts",
        "study.gains",
        "study.result",
        "study.statistics",
        "study.reality",
    },
    # A format knows documents and drawings; only the table of formats, and paper sheets, know what is told. The JSON
    # leads every figure back to the events that say it.
    "report.render": {
        "model",
        "plan.flow",
        "timeline.events",
        "wording",
        "findings",
        "report",
        "study.fronts",
        "study.gains",
        "study.result",
        "study.statistics",
    },
    # Use cases over files, for every front: it puts together what others compute, and knows no front.
    "workspace": {
        "files",
        "home",
        "model",
        "timeline",
        "plan",
        "wording",
        "journal",
        "exercise",
        "study",
        "findings",
        "report.render.formats",
        # Names only: for whom a report can be.
        "report.audience",
        # What was filled in for reports is a file that people may edit, so it is YAML as theirs.
        "content.reading",
        "content.writing",
        # The record of a real incident is written from a timeline that another program kept.
        "exchange.timeline",
        "exchange.naming",
    },
    # All that is said and asked, for every front; set-up chooses from the content, a wall follows a record.
    "console": {
        "model",
        "timeline",
        "plan",
        "content",
        "journal",
        "wording",
        "findings",
        "exercise",
        "study",
        "workspace",
    },
    # A screen lays out what the console says, and hands on what it hears: rules, content and plans are none of its
    # business, and a session is spoken to through the console.
    # A front of the console for plain lines: it asks and says, and decides nothing.
    "line": {"endings", "model", "plan", "wording", "console", "exercise.commands"},
    # Browsers and other terminals at seats: they see views and ask for commands, as the console allows. Keys to seats
    # are kept beside the record by the workspace.
    "hub": {
        "model",
        "timeline.events",
        "timeline.opinions",
        "wording",
        "console",
        "exercise.commands",
        "exercise.seats",
        "exercise.views",
        "workspace.seat_keys",
    },
    "tui": {"endings", "model", "timeline", "wording", "console", "tui.widgets"},
    # What a seat may see is decided before: a widget that knew a State or a session could show more.
    "tui.widgets": {"wording", "console", "tui"},
    "verbs": BELOW_SCREENS | {"endings", "files", "exchange", "report.render", "workspace", "tui", "line", "hub"},
    # Help names the kinds of file there are, and asks for them when it is shown, as they load the model.
    "usage": {"wording", "verbs.list"},
    # The names and endings of formats are offered before anything is loaded.
    "__main__": {"cli"},
    "options": {"home"},
    "cli": {"endings", "home", "wording", "options", "usage", "verbs", "report.render.formats", "report.audience"},
}
"""Room → the rooms (or single modules) it may import, besides itself and ``errors``, which is open to all."""

DOORS = {
    "textual": {"tui"},
    "yaml": {"content"},
    "simpy": {"world"},
    "click": {"cli", "options", "usage"},
    "holidays": {"content"},
    "jinja2": {"report.render"},
    "docx": {"report.render"},
    "typst": {"report.render"},
    "xlsxwriter": {"report.render"},
    "rich": {"wording.width", "tui"},
    "rich.cells": {"wording.width"},
    "textwrap": set(),
    "starlette": {"hub"},
    "uvicorn": {"hub"},
    "segno": {"hub"},
    "random": {"world.draws"},
    # Draws are found again by their seed; a key to a seat by nobody.
    "secrets": {"world.draws", "hub.seats"},
    "numpy.random": {"world.draws"},
    "time": {"exercise.wall"},
}
"""Library → the rooms or modules that may import it."""

KEYS_AND_HINTS = {
    "tui.keys": "what each key does",
    "tui.page_keys": "what each key does on the pages around play and in dialogues",
    "tui.help": "the page of keys and signs",
    "tui.hints": "the bottom line of every screen and dialogue",
}
"""Modules of the screens that speak, and of what: only these may."""

CHANCE, TODAY = {"world.draws"}, {"exercise.wall", "verbs"}
ASKED_OF = {
    "np.random": CHANCE,
    "numpy.random": CHANCE,
    "date.today": TODAY,
    "datetime.now": TODAY,
    "datetime.today": TODAY,
    "datetime.utcnow": TODAY,
}
"""What is written in code → who may write it. A verb may need the day it is called on."""


def name_of(path: Path) -> str:
    """``world.run`` for the file of that module; empty for the package itself."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, ast.Module]:
    return {name_of(ROOT / path): tree for path, tree in trees().items()}


def room_of(module: str) -> str:
    """The smallest room that holds the module: ``report.render`` before ``report``."""
    parts = module.split(".")
    rooms = [room for n in range(len(parts), 0, -1) if (room := ".".join(parts[:n])) in MAY_IMPORT]
    assert rooms, f"{module} stands in no room of the house"
    return rooms[0]


def imports(tree: ast.Module) -> Iterator[str]:
    """Dotted names a module imports, at the top or anywhere else; of ``from a import b`` both ``a`` and ``a.b``."""
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module, "imports are absolute"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def own_imports(module: str) -> set[str]:
    """The modules of ours that a module imports."""
    named = {name.removeprefix("simulator").lstrip(".") for name in imports(modules()[module]) if is_ours(name)}
    return {name for name in named if name in modules()} - {module}


def is_ours(name: str) -> bool:
    return name == "simulator" or name.startswith("simulator.")


def within(module: str, places: set[str]) -> bool:
    return any(module == place or module.startswith(f"{place}.") for place in places)


def test_a_module_imports_only_what_its_room_may() -> None:
    forbidden = []
    for module in modules():
        room = room_of(module)
        allowed = MAY_IMPORT[room] | {room, "errors", ""}
        forbidden += [
            f"{module} imports {target}"
            for target in sorted(own_imports(module))
            if room_of(target) not in allowed and target not in allowed
        ]
    assert not forbidden


def test_no_modules_stand_in_a_circle() -> None:
    TopologicalSorter({module: own_imports(module) for module in modules()}).prepare()


def test_each_library_has_one_door() -> None:
    elsewhere = [
        f"{module} imports {name}"
        for module, tree in modules().items()
        for name in imports(tree)
        for library, doors in DOORS.items()
        if within(name, {library}) and not within(module, doors)
    ]
    assert not elsewhere


def speaks(tree: ast.Module) -> bool:
    """Whether it says a sentence: ``voice("…")``, whatever the voice is an attribute of."""
    calls = (node for node in nodes(tree) if isinstance(node, ast.Call) and node.args)
    return any(
        written(call.func).rsplit(".", 1)[-1] == "voice" and isinstance(call.args[0], ast.Constant) for call in calls
    )


def test_the_screens_say_only_what_their_keys_do() -> None:
    """What an exercise says is made in ``console``, so that every front says the same."""
    speaking = {module for module, tree in modules().items() if within(module, {"tui"}) and speaks(tree)}
    assert speaking == KEYS_AND_HINTS.keys()


def test_chance_and_the_hour_come_through_their_doors() -> None:
    elsewhere = [
        f"{module} asks {asked}"
        for module, tree in modules().items()
        for node in nodes(tree)
        if isinstance(node, ast.Attribute) and not within(module, ASKED_OF.get(asked := written(node), {module}))
    ]
    assert not elsewhere


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("simulator.exercise.session", {"textual", "click", "yaml", "jinja2"}),
        ("simulator.study.study", {"textual", "click", "yaml", "jinja2"}),
        ("simulator.findings.findings", {"textual", "simpy", "yaml"}),
        ("simulator.console.acts, simulator.console.flows.review", {"textual", "rich", "click", "yaml", "jinja2"}),
        ("simulator.console.setup, simulator.console.pages.review", {"textual", "rich", "click", "jinja2"}),
        ("simulator.cli", {"textual", "pydantic", "numpy", "simpy", "yaml", "jinja2"}),
    ],
)
def test_importing_it_does_not_load(module: str, unwanted: set[str]) -> None:
    """In a process of its own: what the tests themselves have loaded does not count."""
    code = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not sorted(unwanted & set(loaded.stdout.split()))
