"""What must be read on 80 columns: Japanese takes two cells a sign, and times and choices must not be cut away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulator.console.flows import injects
from simulator.console.offers import Options, bells, talk_rates, who_starts
from simulator.console.operator import Operator
from simulator.wording.voice import Voice
from simulator.wording.width import cells
from tests.console.script import ScriptedFront, begun
from tests.exercise.walls import StillWall

JA = Voice("ja")
FIELD = 20
"""Cells of a choice in set-up on 80 columns, its arrows left out."""


class Reader(ScriptedFront):
    """Keeps what the rows of a list say, and chooses none."""

    async def ask(self, question: Callable[[], Any]) -> Any:
        self.heard = [" ".join(str(cell.words) for cell in row.cells) for row in question().rows]


@pytest.mark.parametrize("options", [talk_rates(JA), who_starts(JA), bells(JA)])
def test_a_choice_of_set_up_is_read_whole(options: Options) -> None:
    assert [told for _, told in options if cells(told) > FIELD] == []


async def test_messages_are_listed_with_the_day_only_where_it_is_another(tmp_path: Path) -> None:
    wall, front = StillWall(), Reader()
    op = Operator(begun(tmp_path, wall, "ja"), front, wall)
    await injects.manage(op)
    today = op.voice.day_clock(op.session.now).partition("（")[0]
    op.session.close()
    assert front.heard
    assert not [told for told in front.heard if today in told]
