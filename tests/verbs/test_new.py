"""New files: once everything that says what to write there is written, the gate of a pipeline lets them pass."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from simulator.cli import main

SAYS_WHAT_TO_WRITE = ("title", "summary", "briefing", "truth", "system", "body", "facilitator")


def filled_in(value: Any, key: str = "") -> Any:
    """The same file with words of one's own wherever a sentence says what belongs there."""
    if isinstance(value, Mapping):
        return {name: filled_in(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [filled_in(inner) for inner in value]
    return f"Words of our own for the {key}" if key in SAYS_WHAT_TO_WRITE else value


def begin(folder: Path, *kinds: str) -> None:
    (folder / "scenarios").mkdir()
    for kind in kinds:
        assert main(["new", kind, f"our-{kind}", "--library", str(folder)]) == 0
    for path in folder.rglob("*.yaml"):
        written = filled_in(yaml.load(path.read_text("utf-8"), yaml.BaseLoader))
        path.write_text(yaml.safe_dump(written, allow_unicode=True, sort_keys=False), "utf-8")


@pytest.mark.parametrize("others", [(), ("playbook",), ("playbook", "team")])
def test_filled_in_they_pass_a_strict_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], others: tuple[str, ...]
) -> None:
    begin(tmp_path, "scenario", *others)
    capsys.readouterr()
    assert main(["check", "--strict", str(tmp_path)]) == 0, capsys.readouterr().out


def test_as_they_are_they_do_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "scenarios").mkdir()
    assert main(["new", "scenario", "ours", "--library", str(tmp_path)]) == 0
    assert main(["check", "--strict", str(tmp_path)]) == 1
    assert "[unwritten]" in capsys.readouterr().out
