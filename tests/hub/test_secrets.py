"""What one seat knows and others must not, over HTTP: letters, sealed opinions, lines to the facilitator."""

from __future__ import annotations

from pathlib import Path

from simulator.exercise import commands as c
from tests.hub.sitting import Browser, Joined, joined


async def _reading(browsers: tuple[Browser, ...], words: str) -> list[bool]:
    return [words in await browser.page() for browser in browsers]


async def test_a_letter_is_on_the_page_of_its_role_until_the_table_is_told(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        seats = legal, *_ = [await at.seated(seat) for seat in ("legal", "platform", "observer", "wall")]
        at.op.act(c.Improvise("Only for counsel", "A letter", to=("legal",), private=True))
        name = next(iter(at.op.state.improvised))
        assert await _reading((*seats,), "Only for counsel") == [True, False, False, False]
        assert (await legal.does(f"tell/{name}")).status_code == 200
        assert await _reading((*seats,), "Only for counsel") == [True, True, True, True]
        assert not [deed for deed in await legal.deeds() if deed.startswith("tell/")]


async def _put(at: Joined) -> str:
    """A decision is open; its inject."""
    while not at.op.state.open_decisions:
        at.session.next()
    return at.op.state.open_decisions[0]


async def test_a_sealed_opinion_is_on_no_page_before_all_are_opened(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        seats = asked, *_ = [await at.seated(seat) for seat in ("commander", "evaluator", "wall")]
        inject = await _put(at)
        answer = await asked.does(f"opine/{inject}/first/0", text="Cut the cable", sure="80")
        assert answer.status_code == 200
        assert await _reading((*seats,), "Cut the cable") == [False] * 3
        assert at.op.state.opinions_on(inject).first["commander"].sure == 80
        at.op.act(c.OpenOpinions(inject))
        assert await _reading((*seats,), "Cut the cable") == [True] * 3
        assert f"opine/{inject}/later/0" in await asked.deeds()
        assert f"opine/{inject}/first/0" not in await asked.deeds()
        assert not [deed for deed in await seats[1].deeds() if deed.startswith("opine")], "an evaluator judges"


async def test_what_is_asked_and_written_is_between_a_seat_and_the_facilitator(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        seats = legal, *_ = [await at.seated(seat) for seat in ("legal", "platform", "wall")]
        await legal.does("ask", text="The access log")
        await legal.does("line", text="I do not follow")
        assert await _reading((*seats,), "The access log") == [True, False, False]
        assert await _reading((*seats,), "I do not follow") == [True, False, False]
        at.op.act(c.AnswerRequest("ask-1", "It was rotated away"))
        assert await _reading((*seats,), "It was rotated away") == [True, False, False]
