"""``--seats``: what is asked for on the command line, and what is needed for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.cli import main
from simulator.verbs import seating


def test_without_its_libraries_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(seating, "find_spec", lambda name: None)
    assert main(["run", "agent-exfiltration", "--seats", "--line"]) == 2
    assert "pip install '.[seats]'" in capsys.readouterr().err


def test_beyond_this_machine_it_is_refused_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "agent-exfiltration", "--seats", "--host", "0.0.0.0", "--line"]) == 2
    assert "give --cert and --key, or --plain" in capsys.readouterr().err
    assert not list(tmp_path.rglob("*.jsonl"))
