"""How somebody comes to a seat, keeps it, and how it becomes free again."""

from __future__ import annotations

from pathlib import Path

from simulator.exercise.session import Session
from simulator.workspace.seat_keys import keys_file
from tests.exercise.walls import StillWall
from tests.hub.sitting import HOME, joined


async def test_an_address_shows_a_seat_and_a_button_takes_it(tmp_path: Path) -> None:
    """A chat that looks what an address leads to takes no seat."""
    async with joined(tmp_path) as at:
        browser = at.browser()
        shown = await browser.http.get(f"/sit/{at.table.seats.invitation('legal')}")
        assert "Seat: Legal" in shown.text
        assert "No personal name is asked for" in shown.text
        assert not at.op.state.seats
        taken = await browser.sits("legal")
        cookie = taken.headers["set-cookie"]
        assert taken.headers["location"] == "/seat/legal/"
        assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/seat/legal/"))
        assert "Legal" in await browser.page()
        assert at.op.state.seats["legal"].roles == ("legal",)
        assert at.session.history.moves[-1].by == "legal"


async def test_a_seat_that_is_taken_is_refused_until_the_facilitator_frees_it(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        first, second = await at.seated("legal"), at.browser()
        again = await second.sits("legal")
        assert (again.status_code, at.refused()) == (409, {"taken": 1})
        at.table.free("legal")
        assert "legal" not in at.op.state.seats
        assert (await first.http.get(first.path)).status_code == 403
        assert (await second.sits("legal")).status_code == 303


async def test_whoever_comes_back_to_the_address_of_their_own_seat_is_there_at_once(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        browser = await at.seated("legal")
        cookies = {"cookie": f"seat={next(iter(browser.http.cookies.jar)).value}"}
        again = await browser.http.get(f"/sit/{at.table.seats.invitation('legal')}", headers=cookies)
        assert again.headers["location"] == "/seat/legal/"


async def test_the_code_shows_the_free_seats(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        await at.seated("legal")
        browser, origin = at.browser(), {"origin": HOME}
        wrong = await browser.http.post("/", data={"code": "WRONG1"}, headers=origin)
        assert (wrong.status_code, "not the code" in wrong.text) == (403, True)
        typed = f" {at.table.code[:3].lower()} {at.table.code[3:]}"
        free = (await browser.http.post("/", data={"code": typed}, headers=origin)).text
        assert 'value="commander"' in free
        assert 'value="legal"' not in free
        taken = await browser.http.post("/", data={"code": typed, "seat": "commander"}, headers=origin)
        assert taken.headers["location"] == "/seat/commander/"
        assert "commander" in at.op.state.seats


async def test_nobody_guesses_the_code(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        browser = at.browser()
        for _ in range(21):
            last = await browser.http.post("/", data={"code": "WRONG1"}, headers={"origin": HOME})
        assert last.status_code == 429
        right = await browser.http.post("/", data={"code": at.table.code}, headers={"origin": HOME})
        assert right.status_code == 429, "not even the right one now"
        at.wall.talk(60)
        right = await browser.http.post("/", data={"code": at.table.code}, headers={"origin": HOME})
        assert right.status_code == 200
        assert at.front.heard.count("Seats: refused, wrong code.") == 1


async def test_there_is_always_another_evaluator_and_the_wall_is_for_all(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        await at.seated("evaluator")
        second = await at.seated("evaluator-2")
        assert "evaluator 2" in await second.page()
        assert "評価者2" in await second.page("ja")
        before = len(at.session.history.moves)
        for _ in range(2):
            assert at.table.code in await (await at.seated("wall")).page()
        assert len(at.session.history.moves) == before, "the wall is nobody: it is on no record"


async def test_a_phone_keeps_its_seat_when_the_exercise_resumes_and_no_key_is_on_disk(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        browser = await at.seated("legal")
        key, invited = str(next(iter(browser.http.cookies.jar)).value), at.table.seats.invitation("legal")
        kept = keys_file(at.session.path)
        assert key not in kept.read_text()
        assert kept.stat().st_mode & 0o077 == 0
        path = at.session.path
    async with joined(tmp_path, Session.resume(path, wall=StillWall())) as at:
        again = at.browser()
        again.http.cookies, again.path = browser.http.cookies, browser.path
        assert "Legal" in await again.page()
        assert at.table.seats.invited(invited) is not None, "what was printed on a card still leads there"
        assert (await at.browser().sits("legal")).status_code == 409


async def test_whoever_leaves_frees_the_seat(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        browser = await at.seated("legal")
        assert (await browser.does("leave")).status_code == 200
        assert "legal" not in at.op.state.seats
        assert (await browser.http.get(browser.path)).status_code == 403
