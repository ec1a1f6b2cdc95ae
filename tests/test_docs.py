"""The pages for people keep up with the program: every key, every code, every link."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from simulator.content.schema import schema
from simulator.content.yaml_nodes import parse
from simulator.model.kinds import KINDS, Kind
from simulator.model.report_fields import FIELDS
from simulator.report.audience import AUDIENCES
from tests.conftest import ROOT

GUIDE = (ROOT / "docs" / "writing-scenarios.md").read_text("utf-8")
DESIGN = (ROOT / "docs" / "design.md").read_text("utf-8")
PAGES = [*sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("*.md"))]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_guide_has_every_key(kind: Kind) -> None:
    found = schema(kind.name)
    parts = [found, found.get("items", {}), *found.get("$defs", {}).values()]
    keys = {key for part in parts for key in part.get("properties", ())}
    assert keys
    assert not sorted(key for key in keys if not re.search(rf"[`{{ ]{key}[`:]", GUIDE))


def shapes_of(kind: Kind) -> list[dict[str, Any]]:
    """Everything in a schema that has keys, at any depth."""
    found: list[dict[str, Any]] = []
    rest: list[Any] = [schema(kind.name)]
    while rest:
        part = rest.pop()
        rest += part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        if isinstance(part, dict) and isinstance(part.get("properties"), dict) and "type" in part:
            found.append(part["properties"])
    return found


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_editors_tell_what_every_key_is_for(kind: Kind) -> None:
    assert not [key for keys in shapes_of(kind) for key, part in keys.items() if "description" not in part]


def test_editors_and_the_guide_say_the_same() -> None:
    told = {part["description"] for kind in KINDS for keys in shapes_of(kind) for part in keys.values()}
    rows = re.findall(r"(?m)^\| `\w+` \| ([^|]+?) \|", GUIDE.partition("## What the check says")[0])
    assert len(rows) > 50
    assert not [row for row in rows if row.replace("`", "").replace(" (below)", "") not in told]


def test_the_guide_has_every_code_of_the_check() -> None:
    faults = [path.read_text("utf-8").partition("\n")[0] for path in (ROOT / "tests" / "faulty").glob("*.yaml")]
    codes = {code for fault in faults for code in re.findall(r"\d+:\d+ ([a-z-]+)", fault)}
    assert codes
    assert not sorted(code for code in codes if not re.search(rf"(?m)^\| ([a-z-]+, )*{code}(,| \|)", GUIDE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_can_be_read(page: Path) -> None:
    for block in re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
        assert parse(block.encode(), page.name).problems == ()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text("utf-8"))
    assert not [target for target in targets if not (page.parent / target).exists()]


def test_the_glossary_has_the_japanese_that_people_read() -> None:
    rows = re.findall(r"(?m)^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", DESIGN.partition("## Words")[2].partition("\n## ")[0])
    words = {word for _, cell in rows[1:] for word in re.split(r"[、（）]", cell) if word and word.strip("-– ")}
    assert len(words) > 30
    japanese = (ROOT / "simulator" / "wording" / "ja.toml").read_text("utf-8")
    assert not sorted(word for word in words if word not in japanese)


def test_the_page_of_the_house_has_every_room() -> None:
    table = DESIGN.partition("## The house")[2].partition("\n## ")[0]
    top = ROOT / "simulator"
    rooms = [f"{path.name}/" for path in top.iterdir() if any(path.glob("*.py"))]
    modules = [path.name for path in top.glob("*.py") if path.name != "__init__.py"]
    assert not sorted(room for room in [*rooms, *modules] if not re.search(rf"(?m)^\| \d+ \| .*`{room}`", table))


def test_the_page_of_reports_has_every_audience_and_every_field() -> None:
    page = (ROOT / "docs" / "reports.md").read_text("utf-8")
    assert not [name for name in (*AUDIENCES, *FIELDS) if f"`{name}`" not in page]


def test_each_exercise_says_what_it_trains_and_paths_lead_to_exercises() -> None:
    doors = tomllib.loads((ROOT / "docs" / "pictures" / "doors.toml").read_text("utf-8"))
    scenarios = {path.stem for path in (ROOT / "scenarios").glob("*.yaml")}
    assert scenarios <= doors["trains"].keys()
    assert {step for path in doors["path"] for step in path["steps"]} <= scenarios
    said = [*doors["trains"].values(), *(path[key] for path in doors["path"] for key in ("who", "why"))]
    assert all(words.keys() == {"en", "ja"} for words in said)
