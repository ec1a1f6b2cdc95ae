"""A decision whose answer is an order: what comes first is asked, then what comes next, until one is left."""

from __future__ import annotations

from functools import partial

from simulator.console.dialogs import Choice
from simulator.console.operator import Operator
from simulator.console.rows import Line, simple
from simulator.exercise import commands as c
from simulator.model.injects import THEN, Decision


async def put_in_order(op: Operator, inject: str, decision: Decision) -> None:
    """Asks one by one; nothing is decided unless the whole order is said. What has begun stays in front.

    What is asked here is shown to everybody, so that whoever decides at a seat of their own can say the order, too.
    """
    if inject in op.state.open_decisions and not op.state.choices[inject].shown:
        op.act(c.OpenOptions(inject))
    steps = [item.step for item in decision.queue]
    choice = op.state.choices[inject]
    now = choice.option.split(THEN) if choice.at is not None and choice.option else steps
    said = [step for step in now if op.state.job(step).status not in ("idle", "delayed", "ready", "queued")]
    while len(said) < len(steps) - 1:
        chosen = await op.front.ask(partial(_next, op, inject, decision, tuple(said)))
        if chosen is None:
            return
        said.append(chosen.row.id)
    order = [*said, *(step for step in now if step not in said)]
    op.act(c.Decide(inject, THEN.join(order), seat=op.seat_of(decision.role or "")))


def _next(op: Operator, inject: str, decision: Decision, said: tuple[str, ...]) -> Choice:
    voice, names = op.voice, op.names
    texts = {item.step: names.text(item.text) for item in decision.queue}
    intro: list[Line] = [(("◆ ", "accent"), (names.text(decision.question), "strong")), ()]
    intro += [(f"{place}  {texts[step]}",) for place, step in enumerate(said, 1)]
    title = voice("What comes next?") if said else voice("What comes first?")
    left = {step: text for step, text in texts.items() if step not in said}
    return Choice(title, simple(left), tuple(intro), leaves=voice("leaves it open"))
