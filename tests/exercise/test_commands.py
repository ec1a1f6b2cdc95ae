"""Commands are closed, as events are: mypy holds that the rules know all of them."""

from __future__ import annotations

from simulator.exercise import commands as c


def test_every_command_is_in_one_of_the_groups_that_make_the_closed_union() -> None:
    written = {kind for kind in vars(c).values() if isinstance(kind, type) and issubclass(kind, c.CommandBase)}
    left_out = written - {c.CommandBase, *c.COMMANDS}
    assert not left_out, "name it in a group at the end of exercise/commands.py"
