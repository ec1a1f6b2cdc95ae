"""An exercise from set-up to the closed record, in lines."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass

from simulator.console.context import AppContext, Choices
from simulator.console.flows import breaks, seats
from simulator.console.flows.preparing import prepare
from simulator.console.forecasts import ForecastFeed
from simulator.console.operator import Operator
from simulator.console.pages import briefing, resumed, whereabouts
from simulator.console.pages.review import review
from simulator.console.setup import Prepared, SetUp
from simulator.console.view import View
from simulator.line.bell import Bell
from simulator.line.front import LineFront
from simulator.line.play import Play
from simulator.line.speaking import acts, colon, spoken
from simulator.line.vocabulary import LEAVE, command_of, means, tidy
from simulator.line.wire import HangUp, Wire
from simulator.wording.voice import Voice

TICK_S = 1
"""Seconds between two ticks of the room's clock."""


@dataclass(frozen=True)
class Left:
    """How line mode was left."""

    prepared: Prepared | None
    """The exercise, if one was begun or taken up; its record is still held."""
    to_screen: bool = False
    code: int = 0


async def conduct(wire: Wire, context: AppContext, start: Choices | Prepared, *, screen: bool = False) -> Left:
    """Set-up for what is chosen, or an exercise where it stands; until it is closed or left.

    ``screen``: it may go on on the screen.
    """
    language = start.language if isinstance(start, Choices) else start.session.head.language
    front = LineFront(wire, Voice(language))
    prepared = start if isinstance(start, Prepared) else None
    try:
        if isinstance(start, Choices):
            prepared = await prepare(front, SetUp(context, start, context.unfinished()))
        to_screen = prepared is not None and await _play(front, context, prepared, screen)
    except HangUp as hang_up:
        return Left(prepared, code=await _why(front) if front.ended else hang_up.code)
    return Left(prepared, to_screen)


async def _why(front: LineFront) -> int:
    """Says why it cannot go on, and waits for a line: what is being typed must not go to the shell."""
    code, said = front.ended or (0, "")
    front.wire.write(said)
    with suppress(HangUp):
        words = (await front.wire.read(colon("Enter", front.voice("leaves")) + " > ")).strip()
        if words:
            front.wire.write(front.voice("Not on record: {words}", words=words))
    return code


async def _play(front: LineFront, context: AppContext, prepared: Prepared, screen: bool) -> bool:
    """Briefing, play, review: wherever the record stands. True where it is to go on on the screen."""
    op = Operator(prepared.session, front, context.wall, debounce=0, opens=context.opens)
    front.voice = op.voice
    bell = Bell(op, front.wire)
    async with _seated(op, context):
        return await _played(op, front, context, prepared, bell, screen=screen)


async def _played(
    op: Operator, front: LineFront, context: AppContext, prepared: Prepared, bell: Bell, *, screen: bool
) -> bool:
    with _ticking(op, bell), _foreseeing(op, context) as view:
        if not op.state.started and not await _briefing(op, front, prepared):
            return False
        op.enter(context.records)
        if not await _resumed(op, front):
            return False
        while True:
            if op.state.ended_at is None and not op.state.closed:
                left = await Play(op, front, view, bell, screen=screen).run()
                if left != "ended":
                    return left == "screen"
            op.enter(context.records)
            await review(op, context.publish, acts(op.voice), context.unfinished())
            if op.state.ended_at is not None or op.state.closed:
                return False


async def _briefing(op: Operator, front: LineFront, prepared: Prepared) -> bool:
    """Two pages, then STARTEX; False where it is left."""
    voice = op.voice
    told = (*briefing.briefing(op.setup, voice), *seats.joining(op))
    rules = (*briefing.rules(op.setup, voice), (), *whereabouts.lines(op.session.path, voice))
    for page, onward in ((told, voice("Rules of play")), (rules, "STARTEX")):
        front.read_out(spoken(page, voice))
        if not await _goes_on(op, front, onward):
            return False
    return op.begin(prepared.begin)


async def _goes_on(op: Operator, front: LineFront, onward: str) -> bool:
    """Enter alone goes on, so that no other word begins an exercise; False where it is left."""
    while typed := tidy(await front.wire.read(_ways(onward, op.voice))):
        act, _ = command_of(typed)
        if means(typed, LEAVE) or act == "quit":
            return False
        if act == "seats":
            await seats.seats(op)
    return True


def _ways(onward: str, voice: Voice) -> str:
    """What Enter does, and what leaves."""
    return f"{voice.clauses([colon('Enter', onward), colon(LEAVE[0], voice('leaves'))])} > "


async def _resumed(op: Operator, front: LineFront) -> bool:
    """Both clocks stand until Enter; False where it is left. Nobody waits where no play is on."""
    voice = op.voice
    if op.session.waits and op.state.ended_at is None:
        front.read_out([voice("Resumed"), *spoken(resumed.standing(op), voice)])
        if not await _goes_on(op, front, voice("goes on")):
            return False
    op.session.go_on()
    if op.state.on_break:
        await breaks.lasts(op)
    return True


@asynccontextmanager
async def _seated(op: Operator, context: AppContext) -> AsyncIterator[None]:
    """Others may join from the beginning, or once somebody asks for it; in the end nobody can."""
    if context.seats_at_once:
        await seats.open_seats(op)
    try:
        yield
    finally:
        await seats.close_seats(op)


@contextmanager
def _ticking(op: Operator, bell: Bell) -> Iterator[None]:
    """The room's clock goes on while nobody types, and the bell rings for what it brings."""

    async def tick() -> None:
        while True:
            await asyncio.sleep(TICK_S)
            op.tick()
            bell.look()

    ticker = asyncio.ensure_future(tick())
    try:
        yield
    finally:
        ticker.cancel()


@contextmanager
def _foreseeing(op: Operator, context: AppContext) -> Iterator[Callable[[], View]]:
    """What is seen, with the chances of the clocks as they are known."""
    feed = ForecastFeed(op.session, context.seer) if context.seer else None
    asked: set[asyncio.Future[None]] = set()

    def view() -> View:
        if feed is None:
            return op.view()
        if feed.due():
            asked.add(asyncio.ensure_future(feed.refresh(lambda _chances: None)))
        return op.view(chances=feed.chances)

    try:
        yield view
    finally:
        for asking in asked:
            asking.cancel()
        if feed:
            feed.close()
