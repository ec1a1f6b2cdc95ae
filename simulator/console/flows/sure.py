"""What is hard to notice once it is done is asked about once."""

from __future__ import annotations

from simulator.console.dialogs import Notice
from simulator.console.operator import Operator
from simulator.console.rows import Row, plain


async def sure(op: Operator, row: Row, what: str) -> bool:
    """Whether what a row does to ``what`` is to be done."""
    voice = op.voice
    does = plain(row.cells[0].words)
    notice = Notice(what, ((does,),), does=voice("does it"), leaves=voice("goes back"))
    return await op.front.ask(lambda: notice) is not None
