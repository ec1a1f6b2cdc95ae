"""What is done at a seat: on disk before it is answered, once however often it comes, only what is offered there."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from simulator.console.dialogs import ON
from simulator.console.flows import review
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.journal.reader import read
from simulator.timeline import events as e
from simulator.timeline.history import Head
from tests.console.script import begun
from tests.exercise.walls import StillWall
from tests.hub.sitting import Browser, Joined, joined
from tests.world.test_rules_queues import setup as queue_setup


async def test_a_note_is_on_disk_when_it_is_answered(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        browser = await at.seated("legal")
        answer = await browser.does("note", ref="note-0001", text="  We rang the lawyer \x1b[31m ")
        move = read(at.session.path).moves[-1]
        assert move.events == (e.Noted(0, "We rang the lawyer [31m", "note", seat="legal"),)
        assert (move.by, move.ref, move.act) == ("legal", "note-0001", "note")
        assert answer.json() == {"move": len(at.session.history.moves)}
        assert "We rang the lawyer" in await browser.page()


async def test_what_is_sent_again_is_done_once_also_after_resuming(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        browser = await at.seated("legal")
        for _ in range(3):
            assert (await browser.does("note", ref="note-0001", text="Once")).status_code == 200
        assert [note.text for note in at.op.state.notes] == ["Once"]
        path = at.session.path
    async with joined(tmp_path, Session.resume(path, wall=StillWall())) as at:
        again = at.browser()
        again.http.cookies, again.path = browser.http.cookies, browser.path
        assert (await again.does("note", ref="note-0001", text="Once")).status_code == 200
        assert [note.text for note in at.op.state.notes] == ["Once"]


def _options(at: Joined) -> tuple[str, list[str]]:
    """The first option of the decision, and the others."""
    scripted = at.op.setup.scenario.inject("cut-or-copy")
    assert scripted is not None
    assert scripted.decision is not None
    first, *others = (option.id for option in scripted.decision.options)
    return first, others


async def _decision(at: Joined) -> Browser:
    """The commander's seat, with the first decision open."""
    browser = await at.seated("commander")
    while not at.op.state.open_decisions:
        at.session.next()
    return browser


async def test_whoever_is_asked_decides_and_nobody_else_can(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        browser, other = await _decision(at), await at.seated("platform")
        assert "decide/cut-or-copy/0" in await browser.deeds()
        assert "opine/cut-or-copy/first/0" in await other.deeds(), "what the table decides all read"
        assert (await browser.does("decide/cut-or-copy/0", text="Both")).status_code == 400, "all fields are sent"
        at.op.act(c.OpenOptions("cut-or-copy"))
        chosen, others = _options(at)
        values = {"option": chosen, "text": "", "why": "It still runs", "sure": "high"}
        deed = f"decide/cut-or-copy/{1 + len(others)}"
        assert deed not in await other.deeds()
        assert (await other.does(deed, **values)).status_code == 422
        assert (await browser.does(deed, **values)).status_code == 200
        taken = at.op.state.choices["cut-or-copy"]
        assert (taken.option, taken.seat) == (chosen, "commander")


async def test_whoever_is_asked_for_an_order_says_it_on_their_page_once_it_is_shown(tmp_path: Path) -> None:
    head = Head(queue_setup(), seed=7, created="")
    session = Session.start(tmp_path / "record.jsonl", head, wall=StillWall())
    session.act(c.Begin(self_running=True))
    async with joined(tmp_path, session) as at:
        browser = await at.seated("analyst")
        at.op.pass_time(at.session.next)
        assert not [deed for deed in await browser.deeds() if deed.startswith("decide/")], "words are no order"
        at.op.act(c.OpenOptions("alert"))
        say = {"place-1": "bring", "place-2": "bring", "why": ""}
        assert (await browser.does("decide/alert/order", ref="the-same-twice", **say)).status_code == 422
        assert (await browser.does("decide/alert/order", **say | {"place-2": "call"})).status_code == 200
        assert at.op.state.choices["alert"].option == "bring>call>ask"


async def test_an_evaluator_ticks_rates_and_withdraws(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        browser = await at.seated("evaluator")
        assert (await browser.does("tick/objective/keep-evidence/1/on")).status_code == 200
        assert "tick/objective/keep-evidence/1/off" in await browser.deeds()
        assert (await browser.does("rate/keep-evidence", rating="S", why="Late")).status_code == 200
        assert at.op.state.ratings["keep-evidence"].rating == "S"
        page = (await browser.http.get(browser.path)).text
        assert 'value="S" checked' in page, "the form has what was rated"
        assert ">Late</textarea>" in page
        number = len(at.session.history.moves) - 1
        assert (await browser.does(f"withdraw/{number}")).status_code == 200
        assert not at.op.state.ratings


async def test_a_page_says_that_the_record_is_complete_while_the_report_is_still_written(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        browser, loop = await at.seated("legal"), asyncio.get_running_loop()
        pages: list[str] = []

        def publish(_session: Session) -> None:
            pages.append(asyncio.run_coroutine_threadsafe(browser.page(), loop).result(10))

        at.op.act(c.EndPlay())
        at.front.answers = [{"letters": at.session.path.stem[:4]}, ON]
        assert await review.close(at.op, publish)
        assert "The record is complete" in pages[0]


async def test_a_refusal_names_nothing_that_is_still_to_come(tmp_path: Path) -> None:
    """What is not on the page is not asked about at all."""
    async with joined(tmp_path) as at:
        browser = await at.seated("legal")
        for act in ("decide/cut-or-copy/0", "tick/objective/keep-evidence/1/on", "withdraw/0", "release/cut-or-copy"):
            answer = await browser.does(act, text="", why="", sure="")
            assert answer.json() == {"why": "That is no longer there.", "reason": "act"}


async def test_a_real_event_is_heard_from_any_seat(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        observer = await at.seated("observer")
        assert (await observer.does("stop", text="A fire alarm")).status_code == 200
        assert at.op.state.stopped
        assert "The exercise is stopped." in await observer.page()


async def test_a_script_by_seats_and_by_the_console_gives_the_same_incident(tmp_path: Path) -> None:
    async def played(folder: Path, *, seats: bool) -> tuple[e.Event, ...]:
        folder.mkdir()
        async with joined(folder) as at:
            if seats:
                command, evaluator = await at.seated("commander"), await at.seated("evaluator")
            while not at.op.state.open_decisions:
                at.session.next()
            at.wall.talk(90)
            at.op.tick()
            if seats:
                await command.does("decide/cut-or-copy/0", text="Both at once", why="", sure="")
                await evaluator.does("note", text="Seen", objective="")
            else:
                at.op.act(c.Decide("cut-or-copy", text="Both at once", seat="commander"))
                at.op.act(c.Note("Seen"))
            at.session.next()
            at.op.act(c.EndPlay())
            return tuple(event for event in at.session.history.events() if not isinstance(event, e.SeatJoined))

    by_console, by_seats = [await played(tmp_path / name, seats=name == "seats") for name in ("console", "seats")]
    assert by_console == by_seats


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"ref": "short"}, "form"),
        ({"ref": 7}, "form"),
        ({"act": None}, "form"),
        ({"values": []}, "form"),
        ({"seat": "commander"}, "form"),
        ({"values": {"text": 7}}, "form"),
        ({"values": {"text": "x" * 5000}}, "form"),
        ({"values": {"text": "x", "seat": "commander"}}, "form"),
        ({"values": {"text": "x", "at": "0"}}, "form"),
        ({"act": "note/more"}, "act"),
        ({"values": {"text": "   "}}, "act"),
    ],
)
async def test_what_is_not_as_a_page_sends_it_is_refused(
    change: dict[str, object], reason: str, tmp_path: Path
) -> None:
    async with joined(tmp_path) as at:
        browser = await at.seated("legal")
        before = at.session.path.read_bytes()
        sent: dict[str, object] = {"ref": "note-0001", "act": "note", "values": {"text": "Written"}}
        answer = await browser.sends(json.dumps({**sent, **change}))
        assert answer.json()["reason"] == reason
        assert at.refused() == {reason: 1}
        assert at.session.path.read_bytes() == before


async def test_players_order_the_steps_of_their_roles_where_set_up_shows_the_playbook(tmp_path: Path) -> None:
    session = begun(tmp_path, StillWall(), command=c.Begin(self_running=False, reveal=("playbook",)))
    async with joined(tmp_path, session) as at:
        legal, platform, evaluator = [await at.seated(seat) for seat in ("legal", "platform", "evaluator")]
        own = [step.id for step in at.op.setup.playbook.steps if "legal" in step.roles]
        offered = [deed for deed in await legal.deeds() if deed.startswith("order/")]
        assert offered == [f"order/{step}/on" for step in own]
        assert not [deed for deed in await evaluator.deeds() if deed.startswith("order/")]
        assert (await platform.does(offered[0])).status_code == 422, "another role does that"
        assert (await legal.does(offered[0])).status_code == 200
        assert at.op.state.job(own[0]).ordered
        assert at.session.history.moves[-1].events[0] == e.Ordered(at.op.state.now, own[0], "legal")
        assert (await legal.does(f"order/{own[0]}/off")).status_code == 200
        assert not at.op.state.job(own[0]).ordered


async def test_players_state_that_what_a_deadline_asks_for_has_come(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        legal, evaluator = await at.seated("legal"), await at.seated("evaluator")
        assert not [deed for deed in await legal.deeds() if deed.startswith("order/")], "the playbook is not shown"
        while not any(clock.owes for clock in at.op.view().clocks):
            at.session.next()
        milestone = next(clock.owes[0] for clock in at.op.view().clocks if clock.owes)
        assert "mark" in await legal.deeds()
        assert "mark" not in await evaluator.deeds()
        said = {"milestone": milestone, "why": "Told them by phone"}
        assert (await legal.does("mark", ref="no-such-one", **said | {"milestone": "m"})).status_code == 400
        assert (await legal.does("mark", **said)).status_code == 200
        reached = at.op.state.milestones[milestone]
        assert (reached.at, reached.why, reached.seat) == (at.op.state.now, "Told them by phone", "legal")
        assert (await legal.does("mark", ref="once-more", **said)).status_code in (400, 422), "it asks for it no more"
