"""A small part of what ``make test-siege`` plays for hours."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.siege.monkey import Monkey

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="a pseudoterminal")]


@pytest.mark.parametrize("seed", [2, 5, 1000, 1007, 1016, 1019])
def test_a_monkey_at_a_real_terminal_loses_nothing(tmp_path: Path, seed: int) -> None:
    assert not Monkey(seed, tmp_path, edits=seed % 4 == 3).play(bursts=25).faults
