"""What a seat may do now, read off its view: who may do it at all is said by the authority, when it is done."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Literal, NamedTuple

from simulator.console.dialogs import Pick, Values, Write
from simulator.console.message_view import Message, Option, Question
from simulator.console.moments import noted
from simulator.console.rows import Cell, Part, Row
from simulator.console.view import FormView, Own, View
from simulator.exercise import commands as c
from simulator.hub.deeds import Deed
from simulator.model.injects import THEN
from simulator.timeline.events import Rating
from simulator.timeline.opinions import SURENESS
from simulator.wording.opinions import sure_words
from simulator.wording.scales import RATINGS, SURE
from simulator.wording.voice import Voice


class Group(NamedTuple):
    """What is read and done in one place of the page."""

    id: str
    heading: str
    parts: tuple[Part | Deed, ...]
    folded: bool = False


# ---- on a message


def on_message(message: Message, view: View, voice: Voice) -> Iterator[Deed | Part]:
    """Its open decision for whoever is asked, its questions to discuss, what an evaluator looks for."""
    question = message.question
    if message.private and "player" in view.seat.kinds and view.phase in ("play", "break"):
        yield _tell(message, view, voice)
    if question and question.opinions and "player" in view.seat.kinds and view.phase in ("play", "break"):
        yield from _opine(message, view, voice)
    if question and message.is_open and view.phase == "play" and question.role in view.seat.roles:
        yield from _decide(message, view, voice)
    if "player" in view.seat.kinds and view.discussion_only and view.phase in ("play", "break", "ended"):
        for topic in message.discuss:
            yield Deed(
                f"discuss/{message.id}/{topic.number}",
                voice("Record"),
                lambda x, n=topic.number: c.Discuss(message.id, n, x["text"], view.seat.id),  # type: ignore[misc]
                (Write("text", voice("Answer")),),
                title=topic.words,
            )
    if "evaluator" in view.seat.kinds:
        for expected in message.expected:
            yield from _criterion(expected.what, expected.words, expected.seen_at, view, voice)


def _tell(message: Message, view: View, voice: Voice) -> Deed:
    def command(_values: Values) -> c.Command:
        return c.TellTable(message.id, view.seat.id)

    return Deed(f"tell/{message.id}", voice("I told the table"), command, about=message.title)


def _opine(message: Message, view: View, voice: Voice) -> Iterator[Deed]:
    """A first opinion while they are sealed, another after the talk once they are open; by oneself, either."""
    question, seat = message.question, view.seat.id
    if question is None or question.opinions is None or (not question.opinions.opened and not message.is_open):
        return

    def command(x: Values) -> c.Command:
        return c.Opine(message.id, seat, x["text"], x.get("option", ""), int(x["sure"]) if x["sure"] else None)

    options = [(option.id, option.words) for option in question.options]
    choose = (Pick("option", question.words, (("", voice("none of them")), *options)),) if options else ()
    sure = (("", voice("not said")), *((str(step), sure_words(step, voice)) for step in SURENESS))
    fields = (*choose, Write("text", voice("I would")), Pick("sure", voice("How sure"), sure))
    if question.opinions.opened:
        title = voice("What you think after the talk: everybody reads it.")
        does, about = voice("Say it"), voice("Opinion after the talk")
    else:
        title = voice("What you would do, before the talk. Sealed: secret from the room, not from the record.")
        does, about = voice("Seal it"), voice("First opinion")
    turn = "later" if question.opinions.opened else "first"
    yield Deed(f"opine/{message.id}/{turn}/{len(options)}", does, command, fields, folds=True, title=title, about=about)


def _decide(message: Message, view: View, voice: Voice) -> Iterator[Deed]:
    assert message.question
    if message.question.queue:
        yield _put_in_order(message.id, message.question.queue, view, voice)
    elif message.question.queue is None:
        yield _choose(message, message.question, view, voice)


def _put_in_order(inject: str, queue: tuple[Option, ...], view: View, voice: Voice) -> Deed:
    """A place for each but the last, which is what is left."""
    steps = [item.id for item in queue]
    seat = view.seat.id

    def command(x: Values) -> c.Command:
        said = [x[f"place-{place}"] for place in range(1, len(steps))]
        return c.Decide(inject, THEN.join([*said, *(s for s in steps if s not in said)]), why=x["why"], seat=seat)

    offered = tuple((item.id, item.words) for item in queue)
    places = [
        Pick(f"place-{n}", voice("What comes first?") if n == 1 else voice("What comes next?"), offered, step)
        for n, step in enumerate(steps[:-1], 1)
    ]
    return Deed(f"decide/{inject}/order", voice("Decide"), command, (*places, Write("why", voice("Why"))))


def _choose(message: Message, question: Question, view: View, voice: Voice) -> Deed:
    options = [(option.id, option.words) for option in question.options]
    seat = view.seat.id

    def command(x: Values) -> c.Command:
        return c.Decide(message.id, x.get("option", ""), x["text"], x["why"], x["sure"], seat)

    sure = (("", voice("not said")), *((id_, voice(words)) for id_, words in SURE.items()))
    choose = (Pick("option", question.words, (*options, ("", voice("Something else")))),) if options else ()
    fields = (
        *choose,
        Write("text", voice("What was decided, if something else") if options else voice("What was decided")),
        Write("why", voice("Why")),
        Pick("sure", voice("How sure"), sure),
    )
    return Deed(f"decide/{message.id}/{len(options)}", voice("Decide"), command, fields)


# ---- for the seat


def of_seat(view: View, voice: Voice) -> Iterator[Group]:
    """What it writes down and judges."""
    kinds = view.seat.kinds
    if view.phase in ("before", "closed"):
        return
    if kinds & {"player", "evaluator"} and view.phase != "stopped":
        heading = voice("Observation") if "evaluator" in kinds else voice("Note")
        yield Group("note", heading, (_note(view, voice),))
    if "evaluator" in kinds:
        for objective in view.objectives:
            parts = [part for x in objective.criteria for part in _criterion(x.what, x.words, x.seen_at, view, voice)]
            rate = _rate(objective.id, view, voice)
            yield Group(f"objective-{objective.id}", objective.words, (*parts, rate))
    if "player" in kinds:
        yield from _forms(view, voice)
    if kinds & {"player", "evaluator", "observer"} and view.phase in ("play", "break"):
        yield Group("ask", voice("The facilitator"), tuple(_asking(view, voice)))
    if view.phase == "ended":
        yield Group("hot-wash", voice("Hot wash"), (_learn(view, voice), *_washed(view, voice)))


def _note(view: View, voice: Voice) -> Deed:
    seat = view.seat.id
    if not view.objectives:
        fields = (Write("text", voice("For the record")),)
        return Deed("note", voice("Record"), lambda x: c.Note(x["text"], "note", seat=seat), fields)
    objectives = ((objective.id, objective.words) for objective in view.objectives)
    about = Pick("objective", voice("Objective"), (("", voice("none of them")), *objectives))
    return Deed(
        "note",
        voice("Record"),
        lambda x: c.Note(x["text"], objective=x["objective"], seat=seat),
        (Write("text", voice("What was seen")), about),
    )


def _forms(view: View, voice: Voice) -> Iterator[Group]:
    """Each report that is due, once, whatever number of deadlines it serves; its items are seen when it is opened."""
    for id_, same in groupby(sorted(view.forms, key=lambda form: form.form), key=lambda form: form.form):
        form, *others = same
        written = sum(bool(item.written) for item in form.items)
        heading = voice(
            "{title}: {written} of {count} written", title=form.title, written=written, count=len(form.items)
        )
        serves: tuple[Part, ...] = tuple(((one.clock, "quiet"),) for one in (form, *others))
        yield Group(f"form-{id_}", heading, (*serves, *_items(form, view, voice)), folded=True)


def _items(form: FormView, view: View, voice: Voice) -> Iterator[Part | Deed]:
    """What stands on a report; whoever knows an answer writes it."""
    for item in form.items:
        write = partial(_write, form.form, item.id, view.seat.id)
        answer = (Write("text", voice("Answer"), item.written),)
        about = item.asks
        # Since when one knew is a time, and no seat sends times: it is written at the console.
        if item.written or item.awareness:
            mark = ("✓", "good") if item.written else ("·", "quiet")
            yield Row("", (Cell(item.asks), Cell((f"  {item.written}", "quiet"))), mark=mark, whole=True)  # type: ignore[arg-type]
            about = voice("Write")
        if not item.awareness:
            yield Deed(f"write/{form.form}/{item.id}", voice("Write"), write, answer, folds=True, about=about)


def _write(form: str, item: str, seat: str, x: Values) -> c.Command:
    return c.WriteItem(form, item, x["text"], seat=seat)


def _asking(view: View, voice: Voice) -> Iterator[Part | Deed]:
    """What this seat asks for, with the answers, and what it wrote that nobody else reads."""
    seat = view.seat.id
    for request in view.requests:
        answer = request.answer or voice("not answered yet")
        yield Row("", (Cell(request.words), Cell((f"  {answer}", "quiet"))), mark="?", whole=True)
    for line in view.lines:
        yield Row("", (Cell(line.words),), mark="→", whole=True)
    asked = (Write("text", voice("Something to be shown, or a fact")),)
    yield Deed("ask", voice("Ask"), lambda x: c.Ask(x["text"], seat), asked, folds=True)
    written = (Write("text", voice("A line that nobody else reads")),)
    yield Deed("line", voice("Write to the facilitator"), lambda x: c.WriteLine(x["text"], seat), written, folds=True)


def _criterion(what: str, words: str, seen_at: int | None, view: View, voice: Voice) -> Iterator[Part | Deed]:
    """A criterion with when it was seen; a step of the playbook is seen by itself."""
    seen = seen_at is not None
    when = f" {noted(seen_at, view.ended_at, voice)}" if seen_at is not None else ""
    mark = ("✓", "good") if seen else ("·", "quiet")
    yield Row("", (Cell(words), Cell((when, "quiet"))), mark=mark, whole=True)  # type: ignore[arg-type]
    if what and view.phase not in ("before", "closed"):
        does, id_ = voice("Not seen after all") if seen else voice("Seen"), f"tick/{what}/{'off' if seen else 'on'}"
        yield Deed(id_, does, partial(_tick, what, not seen, view.seat.id), minor=seen, about=words)


def _tick(what: str, on: bool, seat: str, _values: Values) -> c.Command:
    return c.Tick(what, on, seat)


def _rate(objective: str, view: View, voice: Voice) -> Deed:
    def command(x: Values) -> c.Command:
        rating: Rating = x["rating"]  # type: ignore[assignment]
        return c.Rate(objective, rating, x["why"], view.seat.id)

    scale = tuple((letter, f"{letter} – {voice(words)}") for letter, words in RATINGS.items())
    fields = (Pick("rating", voice("Rating"), scale, "N"), Write("why", voice("Why")))
    return Deed(f"rate/{objective}", voice("Rate"), command, fields, folds=True)


def _learn(view: View, voice: Voice) -> Deed:
    def command(x: Values) -> c.Command:
        kind: Literal["strength", "area"] = "area" if x["kind"] == "area" else "strength"
        return c.Learn(kind, x["text"], seat=view.seat.id, sealed=True)

    kinds = (("strength", voice("a strength")), ("area", voice("an area for improvement")))
    return Deed(
        "learn",
        voice("Record"),
        command,
        (Pick("kind", voice("What it is"), kinds), Write("text", voice("In a sentence"))),
    )


def _washed(view: View, voice: Voice) -> Iterator[Part]:
    signs = {"strength": "+", "area": "△", "action": "→"}
    for said in view.hot_wash:
        yield Row("", (Cell(said.words), Cell((f"  {said.who}", "quiet"))), mark=signs[said.kind], whole=True)


# ---- what one has written, and what is seldom done


def own_parts(view: View, voice: Voice) -> Iterator[Part | Deed]:
    """What this seat has written down, the newest first; each can be withdrawn until the record is complete."""
    for own in reversed(view.own):
        yield Row("", (Cell(own.words),), mark=(noted(own.at, view.ended_at, voice), "quiet"), whole=True)
        if view.phase != "closed":
            yield _withdraw(own, voice)


def _withdraw(own: Own, voice: Voice) -> Deed:
    def command(_values: Values) -> c.Command:
        return c.WithdrawObservation(own.move)

    return Deed(f"withdraw/{own.move}", voice("Withdraw"), command, minor=True, about=own.words)


def aside(view: View, voice: Voice) -> Iterator[Deed]:
    """Stopping for a real event, and leaving the seat."""
    if view.phase in ("play", "break"):
        fields = (Write("text", voice("What happened")),)
        title = voice("A real incident: stops the exercise at once.")
        yield Deed("stop", voice("Stop the exercise"), lambda x: c.Interrupt(text=x["text"]), fields, title=title)
    if view.seat.id:
        title = voice("Somebody else can take the seat then.")
        yield Deed("leave", voice("Leave the seat"), lambda _: c.Leave(view.seat.id), minor=True, title=title)
