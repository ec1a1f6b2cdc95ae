"""After ENDEX: ratings, the hot wash, corrective actions, and closing the record."""

from __future__ import annotations

from textual.content import Content

from simulator.errors import TabletopError
from simulator.exercise import commands as c
from simulator.findings.objectives import Assessed
from simulator.tui import text
from simulator.tui.context import AppContext
from simulator.tui.desk import Desk
from simulator.tui.modals.choose import Choose, Row, rows_of
from simulator.tui.modals.form import Form
from simulator.tui.modals.say import Say
from simulator.tui.widgets.fields import Field, Pick, Write
from simulator.wording.sentences import RATINGS

_NEW = "/new"


async def rate(desk: Desk, assessed: Assessed) -> bool:
    """The evaluator's own rating first; only then what the rule suggests, and a note. True where it was rated."""
    voice, objective = desk.voice, assessed.objective
    known = desk.state.ratings.get(objective.id)
    words: dict[str, Content | str] = {
        rating: text.line((f"{rating}  ", "bold $text-accent"), voice(meaning)) for rating, meaning in RATINGS.items()
    }
    intro = [text.line((desk.names.text(objective.text), "bold"))]
    hint = voice("1–5 move · Enter rates · Esc leaves")
    chosen = await desk.ask(
        Choose(voice("Your rating"), rows_of(words), intro=intro, hint=hint, at=known.rating if known else "")
    )
    if chosen is None:
        return False
    rating = c.Rate(objective.id, chosen.row, known.why if known else "")  # type: ignore[arg-type]
    if not desk.act(rating):
        return False
    mine = voice("Your rating: {rating}", rating=chosen.row)
    rule = voice(
        "The rule suggests {rating}: {good} of {counted} counted.",
        rating=assessed.suggested,
        good=assessed.good,
        counted=assessed.counted,
    )
    fields = [Write("why", voice("Note"), known.why if known else "", hint=voice("why; may stay empty"))]
    intro = [text.line((f"{mine}   ", "bold"), rule)]
    answer = await desk.ask(Form(desk.names.text(objective.text), fields, intro=intro, hint=voice("Enter goes on.")))
    if answer and answer["why"].strip():
        desk.act(c.Rate(objective.id, chosen.row, answer["why"]))  # type: ignore[arg-type]
    return True


async def hot_wash(desk: Desk) -> None:
    """A round by role: strengths and areas for improvement, until Escape."""
    voice, seats = desk.voice, desk.seats()
    objectives = (("", "–"), *((o.id, desk.names.text(o.text)) for o in desk.setup.scenario.objectives))
    kinds = (("area", voice("area for improvement")), ("strength", voice("strength")))
    turn, kind = 0, "strength"
    while True:
        fields: tuple[Field, ...] = (
            Write("text", voice("What")),
            Pick("kind", voice("Kind"), kinds, kind),
            Pick("seat", voice("Said by"), seats, seats[turn % len(seats)][0]),
            Pick("objective", voice("Objective"), objectives),
        )
        hint = voice("↑ ↓ move · Enter records, then the next · Esc is done")
        answer = await desk.ask(Form(voice("Hot wash"), fields, hint=hint))
        if answer is None:
            return
        kind = answer["kind"]
        turn = [seat for seat, _ in seats].index(answer["seat"])
        lesson = c.Learn(
            "strength" if kind == "strength" else "area", answer["text"], answer["objective"], answer["seat"]
        )
        if not answer["text"].strip() or desk.act(lesson):
            turn += 1


async def actions(desk: Desk) -> None:
    """Corrective actions: a new one, or one to be changed."""
    voice = desk.voice
    at = _NEW
    while chosen := await desk.ask(
        Choose(
            voice("Corrective actions"),
            lambda width: action_rows(desk, width),
            hint=voice("Enter opens. Esc is done."),
            at=at,
        )
    ):
        at = chosen.row
        await _agree(desk, "" if chosen.row == _NEW else chosen.row)


def action_rows(desk: Desk, width: int) -> list[Row]:
    """What was agreed; an owner or a day to be set stands out."""
    found = [Row(_NEW, Content("+ " + desk.voice("New action…")))]
    for name, action in desk.state.agreed.items():
        missing = not action.owner or not action.due
        sign = ("▲ ", "bold $text-warning") if missing else ("✓ ", "$text-success")
        owner = desk.names.seat(action.owner) if action.owner else desk.voice("owner to be set")
        due = action.due or desk.voice("day to be set")
        found.append(Row(name, text.columns(text.line(sign, action.text), f"{owner} · {due}", width)))
    return found


async def _agree(desk: Desk, action: str) -> None:
    voice, known = desk.voice, desk.state.agreed.get(action)
    owners = (("", voice("to be set")), *desk.seats())
    objectives = (("", "–"), *((o.id, desk.names.text(o.text)) for o in desk.setup.scenario.objectives))
    fields = (
        Write("text", voice("What"), known.text if known else ""),
        Pick("owner", voice("Owner"), owners, known.owner if known else ""),
        Write("due", voice("Due"), known.due if known else "", hint=voice("2026-12-01; empty: to be set")),
        Write(
            "retest",
            voice("Seen to work by"),
            known.retest if known else "",
            hint=voice("how and when it is tried again"),
        ),
        Pick("objective", voice("Objective"), objectives, known.objective if known else ""),
    )
    answer = await desk.ask(
        Form(voice("Corrective action"), fields, hint=voice("↑ ↓ move · Enter records · Esc leaves"))
    )
    if answer and answer["text"].strip():
        desk.act(c.Agree(answer["text"], answer["owner"], answer["due"], answer["retest"], answer["objective"], action))


async def close(desk: Desk, house: AppContext) -> bool:
    """Completes the record, writes the report and says where; True where it is closed."""
    voice = desk.voice
    missing = [o for o in desk.setup.scenario.objectives if o.id not in desk.state.ratings]
    words = [Content(voice("Nothing can be added after this."))]
    if missing:
        words.append(
            text.line(("▲ ", "bold $text-warning"), voice("{count} objectives have no rating.", count=len(missing)))
        )
    if not await desk.ask(Say(voice("Close the record?"), words, hint=voice("Enter closes it. Esc leaves it open."))):
        return False
    if not desk.act(c.Close()):
        return False
    await desk.ask(Say(voice("Closed"), proof_lines(desk, publish(desk, house)), hint=voice("Enter goes on.")))
    return True


def publish(desk: Desk, house: AppContext) -> str:
    """Where the report was written; why not, where it was not."""
    try:
        path = house.publish(desk.session)
    except TabletopError as error:
        return desk.voice("The report could not be written: {reason}", reason=error.sentence)
    return str(path) if path else "–"


def proof_lines(desk: Desk, report: str) -> list[Content]:
    """Record, report, count of lines and hash of the last: what shows later that nothing was cut off."""
    voice, history = desk.voice, desk.session.history
    return [
        text.line((voice("Record") + "  ", "bold"), str(desk.session.path)),
        text.line((voice("Report") + "  ", "bold"), report),
        text.line((voice("Lines") + "  ", "bold"), str(history.lines)),
        text.line((voice("Hash") + "  ", "bold"), history.head_hash),
    ]
