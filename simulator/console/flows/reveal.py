"""One screen for everybody: what players may not see is shown there only after asking."""

from __future__ import annotations

from simulator.console.dialogs import Notice
from simulator.console.operator import Operator
from simulator.console.sights import Sight


async def may_show(op: Operator, *what: Sight) -> bool:
    """Whether something may be put on this screen that shows all of this; asked where the room must not see it."""
    if op.sees(*what):
        return True
    voice = op.voice

    def question() -> Notice:
        words = voice("This shows what players may not see. Show it?")
        return Notice(voice("Players' view"), ((words,),), does=voice("shows it"), leaves=voice("goes back"))

    return await op.front.ask(question) is not None


async def titles(op: Operator) -> None:
    """The titles of what comes: shown from now on to those who may see them, or no more."""
    op.titles = not op.titles
    op.front.refresh()
