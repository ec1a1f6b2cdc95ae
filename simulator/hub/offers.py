"""What seats may do now, read off their views: who may do it at all is said by the authority, when it is done.

Everything here is made of what is shown and of how a seat sits, never of which seat it is. So it is made once for all
who sit alike; whose deed it is, is known when it is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import groupby
from typing import Literal

from simulator.console.dialogs import Pick, Values, Write
from simulator.console.message_view import Message, Option, Question
from simulator.console.moments import noted
from simulator.console.rows import Cell, Part, Row, Words
from simulator.console.view import (
    FormView,
    ObjectiveView,
    Own,
    Phase,
    PrivateLine,
    RatingView,
    Request,
    Said,
    View,
)
from simulator.exercise import commands as c
from simulator.exercise.seats import Seat
from simulator.hub.deeds import Deed, Sitting
from simulator.hub.section import Section
from simulator.model.injects import THEN
from simulator.timeline.events import Rating
from simulator.timeline.opinions import SURENESS
from simulator.wording.opinions import sure_words
from simulator.wording.scales import RATINGS, SURE
from simulator.wording.voice import Voice

# ---- on a message


def on_message(message: Message, at: Sitting, voice: Voice) -> Iterator[Deed | Part]:
    """Its open decision for whoever is asked, its questions to discuss, what an evaluator looks for."""
    question = message.question
    if message.private and at.plays:
        yield Deed(f"tell/{message.id}", voice("I told the table"), partial(_told, message.id), about=message.title)
    if question and question.opinions and at.plays and (question.opinions.opened or message.is_open):
        yield _opine(message.id, question, later=question.opinions.opened, voice=voice)
    if question and message.is_open and at.phase == "play" and question.role in at.roles:
        yield from _decide(message.id, question, voice)
    if "player" in at.kinds and at.discussion_only and at.phase in ("play", "break", "ended"):
        yield from _discuss(message, voice)
    if "evaluator" in at.kinds:
        for expected in message.expected:
            yield from _criterion(expected.what, expected.words, expected.seen_at, at, voice)


def _told(inject: str, seat: Seat, _values: Values) -> c.Command:
    return c.TellTable(inject, seat.id)


def _opine(inject: str, question: Question, *, later: bool, voice: Voice) -> Deed:
    """A first opinion while they are sealed, another after the talk once they are open; by oneself, either."""
    options = [(option.id, option.words) for option in question.options]
    choose = (Pick("option", question.words, (("", voice("none of them")), *options)),) if options else ()
    sure = (("", voice("not said")), *((str(step), sure_words(step, voice)) for step in SURENESS))
    fields = (*choose, Write("text", voice("I would")), Pick("sure", voice("How sure"), sure))
    if later:
        title = voice("What you think after the talk: everybody reads it.")
        does, about = voice("Say it"), voice("Opinion after the talk")
    else:
        title = voice("What you would do, before the talk. Sealed: secret from the room, not from the record.")
        does, about = voice("Seal it"), voice("First opinion")
    id_ = f"opine/{inject}/{'later' if later else 'first'}/{len(options)}"
    return Deed(id_, does, partial(_opined, inject), fields, folds=True, title=title, about=about)


def _opined(inject: str, seat: Seat, x: Values) -> c.Command:
    return c.Opine(inject, seat.id, x["text"], x.get("option", ""), int(x["sure"]) if x["sure"] else None)


def _decide(inject: str, question: Question, voice: Voice) -> Iterator[Deed]:
    if question.queue:
        yield _put_in_order(inject, question.queue, voice)
    elif question.queue is None:
        yield _choose(inject, question, voice)


def _put_in_order(inject: str, queue: tuple[Option, ...], voice: Voice) -> Deed:
    """A place for each but the last, which is what is left."""
    steps = tuple(item.id for item in queue)
    offered = tuple((item.id, item.words) for item in queue)
    places = [
        Pick(f"place-{n}", voice("What comes first?") if n == 1 else voice("What comes next?"), offered, step)
        for n, step in enumerate(steps[:-1], 1)
    ]
    does, why = partial(_in_order, inject, steps), Write("why", voice("Why"))
    return Deed(f"decide/{inject}/order", voice("Decide"), does, (*places, why))


def _in_order(inject: str, steps: tuple[str, ...], seat: Seat, x: Values) -> c.Command:
    said = [x[f"place-{place}"] for place in range(1, len(steps))]
    return c.Decide(inject, THEN.join([*said, *(s for s in steps if s not in said)]), why=x["why"], seat=seat.id)


def _choose(inject: str, question: Question, voice: Voice) -> Deed:
    options = [(option.id, option.words) for option in question.options]
    sure = (("", voice("not said")), *((id_, voice(words)) for id_, words in SURE.items()))
    choose = (Pick("option", question.words, (*options, ("", voice("Something else")))),) if options else ()
    fields = (
        *choose,
        Write("text", voice("What was decided, if something else") if options else voice("What was decided")),
        Write("why", voice("Why")),
        Pick("sure", voice("How sure"), sure),
    )
    return Deed(f"decide/{inject}/{len(options)}", voice("Decide"), partial(_decided, inject), fields)


def _decided(inject: str, seat: Seat, x: Values) -> c.Command:
    return c.Decide(inject, x.get("option", ""), x["text"], x["why"], x["sure"], seat.id)


def _discuss(message: Message, voice: Voice) -> Iterator[Deed]:
    for topic in message.discuss:
        id_, does = f"discuss/{message.id}/{topic.number}", partial(_discussed, message.id, topic.number)
        yield Deed(id_, voice("Record"), does, (Write("text", voice("Answer")),), title=topic.words)


def _discussed(inject: str, number: int, seat: Seat, x: Values) -> c.Command:
    return c.Discuss(inject, number, x["text"], seat.id)


# ---- for the seat


def of_seat(view: View, at: Sitting, voice: Voice) -> Iterator[Section]:
    """What it writes down and judges."""
    if at.phase in ("before", "closed"):
        return
    if at.kinds & {"player", "evaluator"} and at.phase != "stopped":
        about = tuple((objective.id, objective.words) for objective in view.objectives)
        yield _note(about, "evaluator" in at.kinds, voice)
    if "evaluator" in at.kinds:
        yield from (_objective(objective, at, voice) for objective in view.objectives)
    if "player" in at.kinds and view.forms:
        yield from _forms(view.forms, voice)
    if at.kinds & {"player", "evaluator", "observer"} and at.phase in ("play", "break"):
        yield _asking(view.requests, view.lines, voice)
    if at.phase == "ended":
        yield _hot_wash(view.hot_wash, voice, is_real=view.is_real)


@lru_cache(maxsize=32)
def _note(objectives: tuple[tuple[str, str], ...], evaluates: bool, voice: Voice) -> Section:
    text = Write("text", voice("What was seen") if objectives else voice("For the record"))
    about = Pick("objective", voice("Objective"), (("", voice("none of them")), *objectives))
    deed = Deed("note", voice("Record"), _noted, (text, about) if objectives else (text,))
    return Section("note", voice("Observation") if evaluates else voice("Note"), (deed,))


def _noted(seat: Seat, x: Values) -> c.Command:
    kind: Literal["observation", "note"] = "observation" if "objective" in x else "note"
    return c.Note(x["text"], kind, x.get("objective", ""), seat=seat.id)


@lru_cache(maxsize=256)
def _objective(objective: ObjectiveView, at: Sitting, voice: Voice) -> Section:
    parts = [part for x in objective.criteria for part in _criterion(x.what, x.words, x.seen_at, at, voice)]
    return Section(f"objective-{objective.id}", objective.words, (*parts, _rate(objective, voice)))


def _criterion(what: str, words: str, seen_at: int | None, at: Sitting, voice: Voice) -> Iterator[Part | Deed]:
    """A criterion with when it was seen; a step of the playbook is seen by itself."""
    seen = seen_at is not None
    when = f" {noted(seen_at, at.ended_at, voice)}" if seen_at is not None else ""
    mark: Words = ("✓", "good") if seen else ("·", "quiet")
    yield Row("", (Cell(words), Cell((when, "quiet"))), mark=mark, whole=True)
    if what and at.phase not in ("before", "closed"):
        does, id_ = voice("Not seen after all") if seen else voice("Seen"), f"tick/{what}/{'off' if seen else 'on'}"
        yield Deed(id_, does, partial(_tick, what, not seen), minor=seen, about=words)


def _tick(what: str, on: bool, seat: Seat, _values: Values) -> c.Command:
    return c.Tick(what, on, seat.id)


def _rate(objective: ObjectiveView, voice: Voice) -> Deed:
    """As it was rated from here, for an evaluator sees its own."""
    rated = next(iter(objective.ratings), RatingView("", "N", ""))
    scale = tuple((letter, f"{letter} – {voice(words)}") for letter, words in RATINGS.items())
    fields = (Pick("rating", voice("Rating"), scale, rated.rating), Write("why", voice("Why"), rated.why))
    return Deed(f"rate/{objective.id}", voice("Rate"), partial(_rated, objective.id), fields, folds=True)


def _rated(objective: str, seat: Seat, x: Values) -> c.Command:
    rating: Rating = x["rating"]  # type: ignore[assignment]
    return c.Rate(objective, rating, x["why"], seat.id)


@lru_cache(maxsize=32)
def _forms(forms: tuple[FormView, ...], voice: Voice) -> tuple[Section, ...]:
    """Each report that is due, once, whatever number of deadlines it serves; its items are seen when it is opened."""
    known = groupby(sorted(forms, key=lambda form: form.form), key=lambda form: form.form)
    return tuple(_form(tuple(same), voice) for _, same in known)


def _form(same: tuple[FormView, ...], voice: Voice) -> Section:
    form = same[0]
    written = sum(bool(item.written) for item in form.items)
    heading = voice("{title}: {written} of {count} written", title=form.title, written=written, count=len(form.items))
    serves: tuple[Part, ...] = tuple(((one.clock, "quiet"),) for one in same)
    return Section(f"form-{form.form}", heading, (*serves, *_items(form, voice)), folded=True)


def _items(form: FormView, voice: Voice) -> Iterator[Part | Deed]:
    """What stands on a report; whoever knows an answer writes it."""
    for item in form.items:
        answer = (Write("text", voice("Answer"), item.written),)
        about = item.asks
        # Since when one knew is a time, and no seat sends times: it is written at the console.
        if item.written or item.awareness:
            mark: Words = ("✓", "good") if item.written else ("·", "quiet")
            yield Row("", (Cell(item.asks), Cell((f"  {item.written}", "quiet"))), mark=mark, whole=True)
            about = voice("Write")
        if not item.awareness:
            id_, does = f"write/{form.form}/{item.id}", partial(_written, form.form, item.id)
            yield Deed(id_, voice("Write"), does, answer, folds=True, about=about)


def _written(form: str, item: str, seat: Seat, x: Values) -> c.Command:
    return c.WriteItem(form, item, x["text"], seat=seat.id)


@lru_cache(maxsize=256)
def _asking(requests: tuple[Request, ...], lines: tuple[PrivateLine, ...], voice: Voice) -> Section:
    """What a seat asks for, with the answers, and what it wrote that nobody else reads."""
    body: list[Part | Deed] = []
    for request in requests:
        answer = request.answer or voice("not answered yet")
        body.append(Row("", (Cell(request.words), Cell((f"  {answer}", "quiet"))), mark="?", whole=True))
    body += [Row("", (Cell(line.words),), mark="→", whole=True) for line in lines]
    asked = (Write("text", voice("Something to be shown, or a fact")),)
    written = (Write("text", voice("A line that nobody else reads")),)
    body += [
        Deed(
            "ask",
            voice("Ask"),
            lambda seat, x: c.Ask(x["text"], seat.id),
            asked,
            folds=True,
            about=voice("Ask for something to be shown, or for a fact"),
        ),
        Deed(
            "line",
            voice("Write to the facilitator"),
            lambda seat, x: c.WriteLine(x["text"], seat.id),
            written,
            folds=True,
        ),
    ]
    return Section("ask", voice("The facilitator"), tuple(body))


@lru_cache(maxsize=32)
def _hot_wash(hot_wash: tuple[Said, ...], voice: Voice, *, is_real: bool) -> Section:
    kinds = (("strength", voice("a strength")), ("area", voice("an area for improvement")))
    fields = (Pick("kind", voice("What it is"), kinds), Write("text", voice("In a sentence")))
    signs = {"strength": "+", "area": "△", "action": "→"}
    said = (
        Row("", (Cell(one.words), Cell((f"  {one.who}", "quiet"))), mark=signs[one.kind], whole=True)
        for one in hot_wash
    )
    title = voice("Lessons") if is_real else voice("Hot wash")
    return Section("hot-wash", title, (Deed("learn", voice("Record"), _learned, fields), *said))


def _learned(seat: Seat, x: Values) -> c.Command:
    kind: Literal["strength", "area"] = "area" if x["kind"] == "area" else "strength"
    return c.Learn(kind, x["text"], seat=seat.id, sealed=True)


# ---- what one has written, and what is seldom done


@lru_cache(maxsize=256)
def of_own(own: tuple[Own, ...], at: Sitting, voice: Voice) -> Section:
    """What a seat has written down, the newest first; each can be withdrawn until the record is complete."""
    body: list[Part | Deed] = []
    for one in reversed(own):
        body.append(Row("", (Cell(one.words),), mark=(noted(one.at, at.ended_at, voice), "quiet"), whole=True))
        if at.phase != "closed":
            does = partial(_withdrawn, one.move)
            body.append(Deed(f"withdraw/{one.move}", voice("Withdraw"), does, minor=True, about=one.words))
    return Section("own", voice("Written here"), tuple(body))


def _withdrawn(move: int, _seat: Seat, _values: Values) -> c.Command:
    return c.WithdrawObservation(move)


@lru_cache(maxsize=32)
def aside(phase: Phase, voice: Voice) -> Section:
    """Stopping for a real event, and leaving the seat."""
    leaves = voice("Somebody else can take the seat then.")
    leave = Deed("leave", voice("Leave the seat"), lambda seat, _: c.Leave(seat.id), minor=True, title=leaves)
    title = voice("A real incident: stops the exercise at once.")
    fields = (Write("text", voice("What happened")),)
    stop = Deed("stop", voice("Stop the exercise"), lambda _, x: c.Interrupt(text=x["text"]), fields, title=title)
    body = (stop, leave) if phase in ("play", "break") else (leave,)
    return Section("aside", voice("This seat"), body, folded=True)
