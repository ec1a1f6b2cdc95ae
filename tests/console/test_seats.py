"""The list of seats at the console, with a host that only remembers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from simulator.console.dialogs import USUAL
from simulator.console.flows.seats import close_seats, open_seats, refused_words, seats
from simulator.console.hosting import SeatStanding, Standing
from simulator.console.operator import Operator
from simulator.console.rows import Line
from simulator.console.view import Joining
from simulator.errors import TabletopError
from tests.console.script import ScriptedFront, begun
from tests.exercise.walls import StillWall
from tests.tui.table import opened, playing


@dataclass
class Remembers:
    """A host of two seats."""

    fails: bool = False
    done: list[str] = field(default_factory=list)
    plain: bool = False

    def __call__(self, op: Operator) -> Remembers:
        return self

    async def open(self) -> None:
        if self.fails:
            raise TabletopError("no server can listen at {host}, port {port}: {reason}", host="h", port=1, reason="no")
        self.done.append("open")

    async def close(self) -> None:
        self.done.append("close")

    def joining(self) -> Joining | None:
        return Joining("http://here", "ABC346")

    def standing(self) -> Standing:
        legal = SeatStanding("legal", "Legal", "here", "http://here/sit/a")
        wall = SeatStanding("wall", "the wall", "free", "http://here/sit/b")
        return Standing("ABC346", "http://here", False, not self.plain, (legal, wall), {"code": 2, "rate": 0})

    def picture(self, address: str) -> tuple[Line, ...]:
        return ((("█▀▄", "paper"),),)

    def free(self, seat: str) -> None:
        self.done.append(f"free {seat}")

    def write_cards(self) -> Path:
        self.done.append("cards")
        return Path("cards.html")


def operator(folder: Path, host: Remembers | None) -> tuple[Operator, ScriptedFront]:
    wall, front = StillWall(), ScriptedFront()
    return Operator(begun(folder, wall), front, wall, opens=host), front


async def test_the_list_opens_the_seats_frees_one_and_writes_cards(tmp_path: Path) -> None:
    host = Remembers()
    op, front = operator(tmp_path, host)
    front.answers = [("legal", "free"), ("legal", USUAL), "on", "/cards"]
    await seats(op)
    assert host.done == ["open", "free legal", "cards"]
    assert front.heard == [
        "Seats are open: http://here",
        *["Seats", "Seats", "Legal", "Seats"],
        "Cards to print: cards.html. Who has one can take its seat.",
        "Seats",
    ]
    await seats(op)
    await close_seats(op)
    await close_seats(op)
    assert host.done[-1:] == ["close"]
    assert host.done.count("open") == host.done.count("close") == 1
    op.session.close()


async def test_what_cannot_be_opened_is_said_and_the_exercise_goes_on(tmp_path: Path) -> None:
    op, front = operator(tmp_path / "one", Remembers(fails=True))
    await seats(op)
    assert front.heard == ["Seats cannot be opened: no server can listen at h, port 1: no"]
    op.session.close()
    op, front = operator(tmp_path / "two", None)
    await seats(op)
    assert front.heard == ["Nobody can join here."]
    op.session.close()


async def test_without_tls_beyond_this_machine_it_is_said_at_once(tmp_path: Path) -> None:
    host = Remembers(plain=True)
    op, front = operator(tmp_path, host)
    assert await open_seats(op)
    assert front.heard[-1] == "Without TLS: whoever is on this network can read along."
    assert refused_words(host.standing(), op.voice) == "Refused: wrong code 2"
    op.session.close()


async def test_a_key_shows_who_is_there_and_another_how_to_join(tmp_path: Path) -> None:
    async with playing(tmp_path, opens=Remembers()) as table:
        await table.press("ctrl+j")
        shown = table.shown()
        assert "ABC346" in shown
        assert "Legal" in shown
        await table.press("enter")
        assert "http://here/sit/a" in table.shown()
        assert "█▀▄" in table.shown()


async def test_who_comes_for_the_briefing_sees_where_to_join(tmp_path: Path) -> None:
    async with opened(tmp_path, opens=Remembers(), seats_at_once=True) as table:
        await table.press("enter")
        assert "Address  http://here" in table.shown()
        assert "Code  ABC346" in table.shown()


async def test_before_startex_the_console_has_the_list_cards_and_all(tmp_path: Path) -> None:
    host = Remembers()
    async with opened(tmp_path, opens=host) as table:
        await table.press("enter", "ctrl+j")
        assert "Write cards to print" in table.shown()
        await table.press("f10", "escape")
        assert host.done == ["open", "free legal"]
        assert "Code  ABC346" in table.shown(), "where seats were opened here, everybody sees how to join"
        assert "Ctrl+J Seats" in table.shown()


async def test_a_real_event_from_a_seat_stops_the_screen(tmp_path: Path) -> None:
    from simulator.exercise import commands as c
    from simulator.exercise.seats import Seat

    async with playing(tmp_path) as table:
        assert table.app.operator is not None
        table.app.operator.act_for(Seat.of("observer"), c.Interrupt(text="Fire"), "ref-00001")
        await table.pilot.pause()
        assert "REAL EVENT" in table.shown()


async def test_the_players_view_shows_where_a_seat_is_taken_and_the_console_has_it_in_its_list(tmp_path: Path) -> None:
    op, _ = operator(tmp_path, Remembers())
    op.players = True
    assert op.view().joining is None
    await open_seats(op)
    assert op.view().joining == Joining("http://here", "ABC346")
    op.players = False
    assert op.view().joining is None
    op.session.close()
