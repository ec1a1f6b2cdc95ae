"""Random exercises in which everything that some seat must not see bears a marker of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from simulator.console.chances import Chance
from simulator.console.situation import Situation
from simulator.exercise import commands as c
from simulator.exercise import gates, pace, rewind
from simulator.exercise.arrivals import about
from simulator.exercise.rules.decide import decide
from simulator.exercise.seats import CONSOLE, WALL, Seat
from simulator.exercise.views import Refused
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.plan.tables import Plan
from simulator.timeline.acts import observed
from simulator.timeline.events import Called, Event, Passed, SeatJoined, Started
from simulator.timeline.fold import fold
from simulator.timeline.moves import Move, effective
from simulator.timeline.state import Call, Job, Reached, State
from simulator.world.advance import advance
from simulator.world.draws import Draws
from tests.exercise.hands import random_command
from tests.setups import random_setup

SEATS = (
    Seat.of("facilitator"),
    Seat.of("operator"),
    Seat.of("evaluator"),
    Seat.of("player", id="role-0", roles=["role-0"]),
    Seat.of("player", id="nobody", roles=["nobody"]),
    Seat.of("observer"),
    WALL,
    CONSOLE,
)
SECRETS = (
    "truth",
    "answer",
    "claim",
    "because",
    "criterion",
    "message",
    "option",
    "note",
    "question",
    "awaited",
    "request",
    "form",
    "item",
)
"""What texts of a setup may hold that is not for everybody, or not yet."""
PAR, CHANCE = (7_000_003, 14_000_009, 28_000_021, 56_000_045), 0.987654321
"""When milestones come in a par, no two as far apart as two others; and a chance. No other figure is like them."""

Say = Callable[[str, int], str]
"""The text that bears the marker of a secret: its kind, and the number of the message it belongs to (else 0)."""


def marked(kind: str, number: int, variant: int = 0) -> str:
    """A word that stands nowhere else."""
    return f"{kind}x{number}x{variant}"


def with_secrets(setup: Setup, rng: Random, say: Say = marked) -> Setup:
    """The setup with a marker in each text that somebody must not see; ``rng`` says which there are."""
    document = setup.normal()
    story: dict[str, Any] = document["scenario"]
    roles = list(document["team"]["roles"])
    story["truth"] = say("truth", 0)
    story["if_asked"] = [{"ask": "Really?", "answer": say("answer", 0)}]
    holds = "true" if say("claim", 0).endswith("1") else "false"
    story["claims"] = [{"id": "c", "says": say("claim", 0), "holds": holds, "told_by": ["inject-0"]}]
    story["do_not_apply"] = [{"id": "elsewhere", "because": say("because", 0)}]
    elsewhere = {"id": "elsewhere", "title": "A law of others", "kind": "law", "from": "m0", "to": "m1", "within": "1h"}
    document["tempting"] = [elsewhere]
    story["objectives"] = [{"id": "o", "text": "Contain it", "look_for": [say("criterion", 0)]}]
    for n, inject in enumerate(story["injects"]):
        if n == 0 and rng.random() < 0.5:
            waits = [{"id": option, "text": option, "odds": "50%"} for option in ("one", "two")]
            inject["decision"] = {"role": roles[0], "question": "Which?", "takes": "10m", "options": waits}
        inject["title"], inject["body"], inject["from"] = (say("message", n),) * 3
        inject["facilitator"], inject["questions"] = say("note", n), [say("question", n)]
        inject["expects"] = [{"text": say("awaited", n)}, {"step": "step-0", "done_within": "2h"}]
        lines = [{"line": say("claim", 0), "claim": "c"}]
        inject["artefacts"] = [
            {"file": f"{n}.md", "title": say("request", n), "on_request": "true", "says": lines},
        ]
        document.setdefault("artefacts", {})[f"{n}.md"] = say("request", n)
        inject["to"] = rng.sample(roles, 1) if rng.random() < 0.4 else []
        inject["private"] = "true" if inject["to"] and "decision" not in inject and rng.random() < 0.5 else "false"
        inject["optional"] = "true" if rng.random() < 0.3 else "false"
        if "decision" in inject:
            inject["decision"]["question"] = say("message", n)
            inject["decision"]["rests_on"] = ["c"]
            for option in (*inject["decision"].get("options", ()), *inject["decision"].get("queue", ())):
                option["text"] = say("option", n)
    document["expectations"] = [
        {"id": "law", "title": "A law", "kind": "law", "from": {"a": "m0", "b": "m1"}, "to": "m2", "within": "3h"},
        {"id": "own", "title": "A target", "kind": "own-target", "from": "m3", "to": "m1", "within": "20h"},
    ]
    story["expectations"] = ["law", "own"]
    item = {"id": "i", "asks": say("item", 0), "provisional_from": "m3", "full_from": "m3"}
    sheet = {"id": "sheet", "title": say("form", 0), "serves": ["law"], "items": [item | {"awareness": "true"}]}
    other = {"id": "other", "title": say("form", 0), "serves": ["law"], "applies_if": "m1", "items": [item]}
    document["forms"] = [sheet, other]
    return Setup.model_validate(document)


@dataclass
class Exercise:
    """A random one, played for a while by random hands."""

    seed: int
    plan: Plan
    situations: list[Situation]
    """How it stood after each move."""

    @classmethod
    def random(cls, seed: int) -> Exercise:
        """The same for the same seed."""
        rng, draws = Random(seed), Draws(seed)
        plan = compile_plan(with_secrets(random_setup(rng), Random(seed)))
        reveal = tuple(what for what in ("clocks", "playbook", "team") if rng.random() < 0.5)
        sits = (SeatJoined(0, "role-0", ("player",), ("role-0",)),) if rng.random() < 0.5 else ()
        moves = [Move((*sits, Started(0, rng.random() < 0.5, reveal=reveal)))]
        state = fold(moves[0].events)
        found = []
        for _ in range(rng.randint(1, 7)):
            moves.append(_move(rng, plan, state, draws, moves))
            state = fold(event for _, move in effective(moves) for event in move.events)
            found.append(_situation(rng, plan, state, draws, tuple(moves)))
        return cls(seed, plan, found)

    def other(self, say: Say) -> Plan:
        """The plan of the same exercise with other secrets."""
        return compile_plan(with_secrets(random_setup(Random(self.seed)), Random(self.seed), say))


def _move(rng: Random, plan: Plan, state: State, draws: Draws, moves: list[Move]) -> Move:
    """What somebody does, if it is granted, and some time that passes; or the newest act is taken back."""
    offer = rewind.offer(moves)
    if offer and rng.random() < 0.2:
        return Move((rewind.event(moves, state, offer.command),), act=offer.command.act)
    command = _command(rng, plan, state)
    try:
        facts = decide(plan, state, draws, command)
    except Refused:
        return Move((*_passes(rng, plan, state, draws), Passed(state.now)), act="talk")
    if observed(command.act):
        return Move(facts, act=command.act)
    return Move((*facts, *_passes(rng, plan, fold(facts, state), draws)), act=command.act)


def _passes(rng: Random, plan: Plan, state: State, draws: Draws) -> list[Event]:
    return advance(plan, state, draws, state.now + rng.choice([0, 60, 1200, 40_000]))


def _command(rng: Random, plan: Plan, state: State) -> c.PlayCommand:
    waiting = state.open_decisions
    inject, role = rng.choice(plan.injects).name, rng.choice(list(plan.pool_number))
    choices: list[c.PlayCommand] = [
        random_command(rng, plan, state),
        c.Improvise("letterx0x0", "letterx0x0", to=(role,)),
        c.Improvise("laterx0x0", "laterx0x0", sender="laterx0x0", after=rng.choice([600, 40_000])),
        c.Improvise("secretx0x0", "secretx0x0", to=(role,), private=True),
        c.HandOut(inject, 1),
        c.Tick("objective/o/1"),
        c.Tick(f"inject/{inject}/1"),
        c.Note("observationx0x0"),
        c.Rate("o", "M", "observationx0x0"),
        c.ChooseForm("law", "other"),
        c.WriteItem("sheet", "i", "writtenx0x0", aware=0),
        c.Dismiss(rng.choice(["law", "elsewhere"]), "writtenx0x0"),
        c.MarkDismissal("elsewhere", "holds", "heldx0x0"),
        c.MarkItem("sheet", "i", "contradicted", "heldx0x0"),
        c.Learn("area", "lessonx0x0", seat="facilitator"),
        c.Agree("agreedx0x0"),
        c.EndPlay(),
        *(c.OpenOptions(name) for name in waiting),
    ]
    by_seats: list[c.PlayCommand] = [
        c.TellTable(rng.choice([inject, "improvised/1"])),
        c.Ask("askedx0x0", "role-0"),
        c.WriteLine("linex0x0", "role-0"),
        c.Rate("o", rng.choice(["P", "M"]), "otherx0x0", seat="evaluator-2"),
        c.Learn("area", "slipx0x0", seat="role-0", sealed=True),
        c.OpenHotWash(),
        *(c.AnswerRequest(name, "askedx0x0") for name in state.requests),
    ]
    sealed: list[c.PlayCommand] = [
        *(c.Opine(name, role, marked("opinion", _number(name)), sure=70) for name in waiting),
        *(c.OpenOpinions(name) for name in state.opinions),
    ]
    return rng.choice(sealed if sealed and rng.random() < 0.4 else by_seats if rng.random() < 0.15 else choices)


def _number(inject: str) -> int:
    return int(inject.rpartition("-")[2])


def _situation(rng: Random, plan: Plan, state: State, draws: Draws, moves: tuple[Move, ...]) -> Situation:
    gate, _ = gates.next_gate(plan, state, draws)
    now = rng.choice([state.now, max(gate.at - 1, state.now)])
    return Situation(
        state=state,
        now=now,
        room=60,
        gate=gate if now == gate.at - 1 else None,
        coming=gates.coming(plan, state),
        slack=rng.choice([300, -300]),
        skippable=pace.skippable(plan, state),
        par=State(milestones={f"m{n}": Reached(at, "step-0") for n, at in enumerate(PAR)}),
        chances={clock.key: Chance(CHANCE) for clock in plan.clocks},
        moves=moves,
        seats=("role-0",),
    )


# ---- other lengths, drawn, that people would guess to be as long


def otherwise_drawn(situation: Situation) -> Situation:
    """The same to all who cannot know when running work ends and when who was called will come."""
    state = situation.state
    jobs = {name: _other_length(job) for name, job in state.jobs.items()}
    calls = {name: _other_answer(call, state.now) for name, call in state.calls.items()}
    moves = tuple(
        replace(move, events=tuple(_other_event(x, state.now) for x in move.events)) for move in situation.moves
    )
    return replace(situation, state=replace(state, jobs=jobs, calls=calls), moves=moves)


def _other_length(job: Job) -> Job:
    if job.ends_at is None or job.takes is None:
        return job
    return replace(job, takes=job.takes + _in_the_same_five_minutes(job.ends_at) - job.ends_at)


def _other_answer(call: Call, now: int) -> Call:
    return call._replace(answers_at=_still_to_come(call.answers_at, now))


def _other_event(event: Event, now: int) -> Event:
    return replace(event, answers_at=_still_to_come(event.answers_at, now)) if isinstance(event, Called) else event


def _still_to_come(at: int, now: int) -> int:
    other = _in_the_same_five_minutes(at)
    return other if at > now and other > now else at


def _in_the_same_five_minutes(at: int) -> int:
    return about(at) - (at % 300 + 150) % 300
