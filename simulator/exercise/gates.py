"""Where incident time stops by itself."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.exercise.views import Gate
from simulator.model.durations import HOUR
from simulator.plan.tables import Plan
from simulator.timeline.events import DecisionTaken, Event, InjectDelivered, StepReady
from simulator.timeline.fold import fold
from simulator.timeline.judge import Gap, Verdict, judge
from simulator.timeline.state import State
from simulator.world.draws import Draws
from simulator.world.run import Run
from simulator.world.start import start_from
from simulator.world.tell import tell

_SLICE = 2 * HOUR


def next_gate(plan: Plan, state: State, draws: Draws) -> tuple[Gate, tuple[Event, ...]]:
    """The first moment after ``state.now`` that needs a key, with all that happens up to and including it.

    A gate is an inject delivered, a decision nobody took in time, a deadline not met, a step ready that nobody ordered
    where that was asked for, or the end. A deadline is a gate in the second after it: until then somebody may still be
    in time. Benchmarks are for comparison: nobody stops for them.
    """
    run = Run(start_from(plan, state), draws)
    until, gate = state.now, None
    while gate is None:
        until = min(until + _SLICE, plan.story_end)
        run.play(until)
        gate = _gate_in(plan, state, tuple(tell(run)), until)
        if gate is None and until >= plan.story_end:
            gate = Gate(plan.story_end, "end", "")
    return gate, tuple(event for event in tell(run) if event.at <= gate.at)


def _gate_in(plan: Plan, state: State, events: tuple[Event, ...], until: int) -> Gate | None:
    gates = [gate for event in events if event.at > state.now and (gate := _gate_of(event, state))][:1]
    first = gates[0].at if gates else until
    then = fold((event for event in events if event.at <= first), state)
    for verdict in judge([clock for clock in plan.clocks if clock.kind != "benchmark"], then):
        for due in _passing(verdict):
            told = max(due + 1, verdict.known or 0)
            if state.now < told <= first and (not gates or told < gates[0].at):
                gates = [Gate(told, "deadline", verdict.clock.key)]
    arrivals = [
        Gate(made.at, "inject", name) for name, made in state.improvised.items() if state.now < made.at <= first
    ]
    return min((*gates, *arrivals), key=lambda gate: gate.at, default=None)


def _passing(verdict: Verdict) -> Iterator[int]:
    """The deadlines that go by without what they are for, as far as is known: of a duty that recurs maybe several."""
    if verdict.standing == "void" or verdict.clock.keeps_away:
        return
    turns = verdict.gaps or (Gap(0, verdict.deadline, verdict.reached, False),) if verdict.deadline is not None else ()
    yield from (turn.due for turn in turns if turn.ended is None or turn.ended > turn.due)


def _gate_of(event: Event, state: State) -> Gate | None:
    if isinstance(event, InjectDelivered):
        return Gate(event.at, "inject", event.inject)
    if isinstance(event, DecisionTaken) and event.undecided:
        return Gate(event.at, "decision", event.inject)
    if isinstance(event, StepReady) and state.stops and not state.self_running and not state.job(event.step).ordered:
        return Gate(event.at, "ready", event.step)
    return None


def coming(plan: Plan, state: State) -> Gate:
    """The latest that the next gate can come, by what anybody can know: the script, an answer due, the end.

    A message that follows on work and a deadline that will be missed come before it unannounced: both are drawn.
    """
    reached = [state.reached(name) for name in plan.milestones]
    scripted = [
        Gate(due, "inject", spec.name)
        for spec in plan.injects
        if state.delivery(spec.name).status == "to-come" and not spec.unless and (due := spec.due(reached)) is not None
    ]
    arrivals = [Gate(made.at, "inject", name) for name, made in state.improvised.items()]
    answers = [
        Gate(choice.opened_at + spec.answer_by, "decision", spec.name)
        for spec in plan.injects
        if spec.answer_by is not None and (choice := state.choices.get(spec.name)) and choice.at is None
    ]
    end = Gate(plan.story_end, "end", "")
    ahead = (gate for gate in (*scripted, *arrivals, *answers, end) if gate.at > state.now)
    return min(ahead, key=lambda gate: gate.at, default=end)
