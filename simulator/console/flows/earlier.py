"""Whether what earlier exercises agreed on was done and held: asked in the review, kept in their ledger."""

from __future__ import annotations

from functools import partial

from simulator.console.dialogs import Choice, Form, Pick, Write
from simulator.console.earlier import rows, studied
from simulator.console.operator import Operator
from simulator.console.rows import Line
from simulator.errors import TabletopError, clean
from simulator.timeline.follow_up import ActionDone, ActionHeld, ActionReopened, FollowUp, Stage
from simulator.workspace.actions import Action, again, write_down

_SAYS: dict[str, type[ActionDone | ActionHeld | ActionReopened]] = {
    "done": ActionDone,
    "held": ActionHeld,
    "reopened": ActionReopened,
}
_ANSWERS: dict[Stage, tuple[str, ...]] = {
    "open": ("done",),
    "to-retest": ("held", "reopened"),
    "done": ("reopened",),
}
"""What can be said of an action where it stands."""
_WORDS = {"done": "It was done", "held": "It held", "reopened": "It did not hold: open again"}


async def earlier(op: Operator, actions: tuple[Action, ...]) -> None:
    """Asks of one after the other until the list is left."""
    at = ""
    while chosen := await op.front.ask(partial(_list, op, actions, at)):
        at = chosen.row.id
        await _answer(op, next(action for action in again(actions) if action.id == at))


def _list(op: Operator, actions: tuple[Action, ...], at: str) -> Choice:
    voice = op.voice
    shown = rows(again(actions), op.stamp()[:10], voice)
    return Choice(voice("Did earlier actions hold?"), shown, does=voice("opens"), leaves=voice("finishes"), at=at)


async def _answer(op: Operator, action: Action) -> None:
    answer = await op.front.ask(lambda: _asked(op, action))
    if answer is None:
        return

    def said(id_: str) -> FollowUp:
        return _SAYS[answer["what"]](id_, clean(answer["evidence"]).strip())

    try:
        write_down(action, said, op.stamp())
    except TabletopError as error:
        op.front.say(op.voice(error.sentence), warning=True)
    op.front.refresh()


def _asked(op: Operator, action: Action) -> Form:
    voice = op.voice
    answers = tuple((name, voice(_WORDS[name])) for name in _ANSWERS[action.stage])
    shows = voice("exercise {record}", record=op.session.path.stem)
    missing = voice("Say what shows it.")
    fields = (
        Pick("what", voice("Answer"), answers, answers[0][0]),
        Write("evidence", voice("What shows it"), shows, check=lambda written: "" if written.strip() else missing),
    )
    intro: tuple[Line, ...] = (((action.agreed.text, "strong"),),)
    if told := studied(action, voice):
        intro = (*intro, (told,))
    return Form(voice("Did it hold?"), fields, intro, voice("records"))
