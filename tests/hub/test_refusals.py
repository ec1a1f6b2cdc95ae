"""What comes from outside and is refused: nothing is written, it is counted, and the facilitator is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.hub.app import HEADERS, MOST_BYTES
from tests.hub.sitting import Browser, Joined, joined

SENT = {"ref": "note-0001", "act": "note", "values": {"text": "Written"}}
NOTE = json.dumps(SENT)


async def _wrong_key(at: Joined, browser: Browser) -> int:
    browser.http.cookies.clear()
    return (await browser.sends(NOTE, cookie="seat=guessed")).status_code


async def _others_seat(at: Joined, browser: Browser) -> int:
    """A cookie of one seat opens no other."""
    await at.seated("commander")
    key = next(iter(browser.http.cookies.jar)).value
    browser.path = "/seat/commander/"
    return (await browser.sends(NOTE, cookie=f"seat={key}")).status_code


async def _foreign_origin(at: Joined, browser: Browser) -> int:
    return (await browser.sends(NOTE, origin="https://elsewhere.example")).status_code


async def _no_origin(at: Joined, browser: Browser) -> int:
    return (await browser.sends(NOTE, origin="")).status_code


async def _other_name(at: Joined, browser: Browser) -> int:
    """A name of somebody else's that leads here: what a browser calls the same origin then is not ours."""
    name = "trick.example:8642"
    return (await browser.sends(NOTE, host=name, origin=f"http://{name}")).status_code


async def _plain_form(at: Joined, browser: Browser) -> int:
    """All that a page of another site can send without asking first."""
    return (await browser.sends(NOTE, content_type="text/plain")).status_code


async def _too_long(at: Joined, browser: Browser) -> int:
    return (await browser.sends(json.dumps({**SENT, "more": "x" * MOST_BYTES}))).status_code


async def _no_json(at: Joined, browser: Browser) -> int:
    return (await browser.sends("{")).status_code


async def _others_ref(at: Joined, browser: Browser) -> int:
    commander = await at.seated("commander")
    await commander.does("note", ref="note-0001", text="Theirs")
    return (await browser.sends(NOTE)).status_code


@pytest.mark.parametrize(
    ("tries", "reason", "status"),
    [
        (_wrong_key, "token", 403),
        (_others_seat, "token", 403),
        (_foreign_origin, "origin", 403),
        (_no_origin, "origin", 403),
        (_other_name, "origin", 403),
        (_plain_form, "form", 400),
        (_too_long, "size", 413),
        (_no_json, "form", 400),
        (_others_ref, "ref", 409),
    ],
)
async def test_it_is_refused_counted_and_told(tries: object, reason: str, status: int, tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        browser = await at.seated("legal")
        assert await tries(at, browser) == status  # type: ignore[operator]
        assert at.refused() == {reason: 1}
        assert not [note for note in at.op.state.notes if note.seat == "legal"]
        assert [said for said in at.front.heard if said.startswith("Seats: refused")]


async def test_a_flood_is_stopped_and_others_go_on(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        browser, other = await at.seated("legal"), await at.seated("commander")
        answers = [(await browser.does("note", ref=f"note-{n:04}", text="again")).status_code for n in range(40)]
        assert answers.count(200) == 20
        assert answers.count(429) == at.refused()["rate"] == 20
        assert (await other.does("note", text="calm")).status_code == 200
        at.wall.talk(1)
        assert (await browser.does("note", ref="note-later", text="calm again")).status_code == 200


async def test_guessed_addresses_are_slowed_down(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        browser = at.browser()
        answers = [(await browser.http.get(f"/sit/guess-{n}")).status_code for n in range(30)]
        assert (answers.count(403), answers.count(429)) == (20, 10)


async def test_pages_load_nothing_from_elsewhere_and_run_nothing_but_ours(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        browser = await at.seated("evaluator")
        for path in ("/", browser.path, "/static/seat.js", "/static/seat.css", "/nowhere"):
            answer = await browser.http.get(path)
            assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)
        text = (await browser.http.get(browser.path)).text
        assert "http://" not in text
        assert "https://" not in text
        assert text.count("<script") == 1
        assert " on" not in text.replace(" one", "").replace(" only", "").split("<main")[0]


async def test_what_people_write_is_shown_as_words(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        browser = await at.seated("legal")
        await browser.does("note", text="<img src=x onerror=alert(1)> & 'more'")
        text = (await browser.http.get(browser.path)).text
        assert "<img" not in text
        assert "&lt;img src=x" in text
