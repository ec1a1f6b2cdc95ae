"""What the parts of the console say, in plain lines: the same for every front."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from simulator.console.chances import Chance
from simulator.console.panels import clocks, curtain, gate, messages, playbook, team
from simulator.console.rows import Labelled, Markdown, Part, Row, plain, plain_line
from simulator.console.situation import Situation
from simulator.console.view import View
from simulator.console.visibility import view_for
from simulator.exercise import commands as c
from simulator.exercise import duty
from simulator.exercise.seats import CONSOLE, WALL, Seat
from simulator.exercise.views import Gate
from simulator.line.speaking import now
from simulator.timeline.moves import Move
from simulator.wording.voice import Voice
from tests.setups import make_setup
from tests.world.plays import ALERT, OFFICE, Table, step

ACTS = {"next": "go on", "end": "end", "injects": "list"}
TARGET = {
    "id": "own",
    "title": "Contain",
    "kind": "own-target",
    "from": "detected",
    "to": "contained",
    "within": "2h",
}
CALL = {"id": "call", "at": "90m", "title": "A call", "optional": "true", "body": "Who **are** you?"}
VOICE = Voice()


def said(parts: Iterable[Part]) -> list[str]:
    """Parts as plain lines."""
    return [line for part in parts for line in _lines(part)]


def _lines(part: Part) -> list[str]:
    if isinstance(part, Markdown):
        return part.source.splitlines()
    if isinstance(part, Labelled):
        return [plain(part.label), *said(part.rows)]
    if isinstance(part, Row):
        pieces = (plain(part.mark), *(plain(cell.words) for cell in part.cells), plain(part.right))
        return [" ".join(piece for piece in pieces if piece)]
    return [plain_line(part)]


def table(**scenario: Any) -> Table:
    """Somebody contains, for long; a call is to come."""
    steps = [step("contain", "1h..2h..3h", once="detected", reaches="contained", title="Contain it")]
    setup = make_setup(steps, [ALERT, CALL], expectations=[TARGET], **scenario)
    return Table(setup).act(c.Order("contain")).until(30)


def seen(at: Table, seat: Seat = CONSOLE, *, titles: bool = False, **situation: Any) -> View:
    """What a seat sees of it."""
    stands = replace(Situation(at.state, at.state.now, 600), **situation)
    return view_for(seat, at.plan, stands, Voice.of(at.setup, "en"), titles=titles)


def test_one_estimate_everywhere_and_never_the_one_that_was_drawn() -> None:
    view = seen(table())
    ends = table().state.job("contain").ends_at
    assert ends is not None
    assert ends % 300
    about = VOICE.span(-(-ends // 300) * 300 - view.now)
    assert said(playbook.rows(view, VOICE)) == [f"▶ Contain it ≈{about}"]
    assert said(team.rows(view, VOICE)) == [f"▶ analyst 1/1 ≈{about} Contain it"]


def test_a_clock_says_what_is_left_and_how_likely_it_is_to_be_met() -> None:
    chances = {"own": Chance(0.42)}
    assert said(clocks.parts(seen(table(), chances=chances), VOICE))[:2] == ["▶ Contain", "1h 30m left 42%"]
    assert said(clocks.parts(seen(table(), WALL, chances=chances), VOICE)) == []


def test_where_no_time_is_left_there_is_no_chance() -> None:
    soon = seen(table(), now=2 * 3600 - 1, chances={"own": Chance(0.71)})
    assert said(clocks.parts(soon, VOICE))[:2] == ["▶ Contain", "! 0m left"]


def test_what_comes_has_no_title_until_that_is_asked_for() -> None:
    coming = Gate(90 * 60, "inject", "call")
    assert said(gate.parts(seen(table(), coming=coming), VOICE, ACTS)) == ["go on goes to 01:30 at most."]
    asked = seen(table(), coming=coming, titles=True)
    assert said(gate.parts(asked, VOICE, ACTS)) == ["go on goes to 01:30 at most: A call"]
    assert said(gate.parts(seen(table(), WALL, coming=coming), VOICE, ACTS)) == ["Time runs while you talk."]


def test_what_could_be_skipped_is_counted_and_named_only_when_asked() -> None:
    late: dict[str, Any] = {"slack": -60, "skippable": ("call",)}
    assert said(gate.parts(seen(table(), **late), VOICE, ACTS))[-1] == "▲ Running late. Could be skipped (list): 1"
    named = said(gate.parts(seen(table(), titles=True, **late), VOICE, ACTS))[-1]
    assert named == "▲ Running late. Could be skipped (list): A call"
    assert "late" not in said(gate.parts(seen(table(), WALL, **late), VOICE, ACTS))[-1]


def test_a_message_is_read_out_without_a_screen() -> None:
    view = seen(table().until(91))
    message = view.messages[-1]
    assert said(messages.parts(message, VOICE)) == ["A call", "", "Who **are** you?"]
    assert messages.plain_text(message, VOICE).startswith("【演習】EXERCISE\n")


def test_the_wall_is_covered_when_a_real_event_has_the_floor() -> None:
    assert not curtain.lines(seen(table(), WALL), VOICE)
    stopped = curtain.lines(seen(table().act(c.Interrupt()), WALL), VOICE)
    assert plain_line(stopped[0]).startswith("■ REAL EVENT")


def test_the_room_reads_what_the_hot_wash_brings_and_no_rating() -> None:
    ended = table().act(c.EndPlay()).act(c.Learn("strength", "Calls were quick", seat="analyst"))
    assert "Calls were quick" not in said(curtain.lines(seen(table(), WALL), VOICE))
    for n in range(7):
        ended = ended.act(c.Learn("area", f"Nobody knew {n}"))
    ended = ended.act(c.Agree("Name who stops it", "analyst", "2026-12-18"))
    lines = said(curtain.lines(seen(ended, WALL), VOICE))
    assert lines[:5] == ["ENDEX", "", "The play has ended. Thank you.", "", "Strengths"]
    assert lines[5] == "+ Calls were quick  analyst"
    assert "Areas for improvement  and 2 more" in lines
    assert "△ Nobody knew 6" in lines
    assert "△ Nobody knew 1" not in lines
    assert lines[-1] == "→ Name who stops it  analyst, 2026-12-18"


def test_what_two_readings_of_a_clock_differ_in_is_never_cut() -> None:
    """Their names end in it, and are told whole on as many lines as that takes."""
    both = {**TARGET, "title": "A report that takes a long name", "from": {"said": "detected", "seen": "alerted"}}
    steps = [step("contain", "1h..2h..3h", once="detected", reaches="contained")]
    alert = {**ALERT, "reaches": ["detected", "alerted"]}
    view = seen(Table(make_setup(steps, [alert], expectations=[both])).until(30))
    names = [row for row in clocks.parts(view, VOICE) if isinstance(row, Row) and row.mark and row.whole]
    assert [plain(row.cells[0].words) for row in names] == [
        "A report that takes a long name (detected)",
        "A report that takes a long name (alerted)",
    ]


FOUNDERS = {
    "ceo": {"people": "2", "hours": "Mon-Fri 09:00-18:00", "title": "Founder"},
    "legal": {"same_people_as": "ceo", "title": "Legal"},
    "press": {"same_people_as": "ceo", "title": "Press"},
}


def test_the_same_people_are_one_row_whatever_roles_they_play() -> None:
    at = Table(make_setup([{"id": "tell", "role": "press", "takes": "1h", "once": "detected"}], [ALERT], FOUNDERS))
    at.act(c.Order("tell"))
    assert [(role.role, role.people, len(role.busy)) for role in seen(at).staff] == [
        ("Founder · Legal · Press (same people)", 2, 1)
    ]


def test_a_call_and_an_order_tell_one_arrival_in_panel_log_and_dialogue() -> None:
    roles = {
        "ml": {
            "people": "3",
            "hours": "Mon-Fri 09:00-10:00",
            "on_call": {"answers_in": "20m", "people": "1"},
            "call_in": {"answers_in": "110m", "stays": "4h"},
        }
    }
    steps = [{"id": "fix", "role": "ml", "takes": "1h", "once": "detected"}]
    at = Table(make_setup(steps, [ALERT], roles)).act(c.CallIn("ml"))
    assert seen(at).staff[0].comes_about == 110 * 60
    [orderable] = duty.orderable(at.plan, at.state)
    assert orderable.starts_about == 20 * 60, "an order pages whoever is on call"
    at.act(c.Order("fix"))
    assert seen(at).staff[0].comes_about == 20 * 60
    assert duty.staff(at.plan, at.state)[0].comes_about == 20 * 60
    later = Table(make_setup(steps, [ALERT], roles)).act(c.Order("fix")).act(c.CallIn("ml"))
    moves = (Move(tuple(later.events)),)
    view = seen(later, moves=moves)
    assert view.staff[0].comes_about == 20 * 60
    assert [words for _, words in view.log if "available" in words] == [
        "ml is called in; available Fri 18:00",
        "ml is paged (on call); available Fri 18:00",
    ]


def test_what_came_less_than_a_minute_late_is_not_said_to_be_no_time_late() -> None:
    setup = make_setup(
        [step("contain", "120m10s", once="detected", reaches="contained", title="Contain it")],
        [ALERT],
        expectations=[TARGET],
    )
    late = seen(Table(setup).act(c.Order("contain")).until(3 * 3600))
    assert said(clocks.parts(late, VOICE))[:2] == ["▲ Contain", "missed by under a minute"]


def test_a_delayed_step_says_from_when_it_can_begin() -> None:
    at = Table(make_setup([step("tell", title="Tell them", once="detected", delay="30m")]))
    (row,) = playbook.rows(seen(at), VOICE)
    assert row.right == ("from 00:30", "quiet")
    (row,) = playbook.rows(seen(at.until(30)), VOICE)
    assert row.right[0] == "ready"


def test_what_must_keep_away_says_for_how_long_and_how_much_too_early_it_was() -> None:
    away = TARGET | {"to": "cut-off", "title": "No haste", "until": "proved", "not_before": "5h"}
    del away["within"]
    played = Table(make_setup([step("cut", once="detected", reaches="cut-off")], [ALERT], expectations=[away]))
    view = seen(played.until(30))
    assert said(clocks.parts(view, VOICE))[:2] == ["▶ No haste", "not for another 4h 30m: cut off"]
    assert clocks.nearest(view) is None
    too_early = seen(played.act(c.Order("cut")).until(60))
    assert said(clocks.parts(too_early, VOICE))[:2] == ["▲ No haste", "4h 20m too early: cut off"]
    assert [words for _, words in too_early.log] == ["▲ Too early: No haste", *[w for _, w in too_early.log[1:]]]
    kept = Table(played.setup).until(6 * 60)
    assert said(clocks.parts(seen(kept), VOICE))[1] == "kept: cut off may come since 05:00"


def test_a_wait_on_purpose_shows_until_when_and_what_ends_it() -> None:
    options = [{"id": "act", "text": "Act"}, {"id": "wait", "text": "Wait", "reaches": "waiting"}]
    asked = ALERT | {"decision": {"role": "analyst", "question": "Act?", "takes": "5m", "options": options}}
    wire = {"id": "wire", "once": "waiting", "delay": "4h", "trips_on": "seen-again", "title": "And now?"}
    played = Table(make_setup([step("look", once="detected")], [asked, wire])).act(c.Decide("alert", "wait")).until(30)
    waiting = "Waiting until 04:00, sooner with: seen again"
    assert f"◷ {waiting}" in said(gate.parts(seen(played), VOICE, ACTS))
    assert waiting in "\n".join(now(seen(played), VOICE))
    assert waiting not in "".join(said(gate.parts(seen(played.until(5 * 60)), VOICE, ACTS)))


def test_a_held_role_shows_until_when_and_to_whom_it_was_handed_over() -> None:
    roles = {"leader": OFFICE, "deputy": {"people": "1", "hours": "always"}, "analyst": {"people": "1"}}
    lead = {"id": "lead", "title": "Lead", "role": "leader", "deputies": "deputy", "once": "detected"}
    setup = make_setup([lead | {"until": "contained"}, step("fix", "2h", after="lead")], roles=roles)
    at = Table(setup, self_running=True).until(30)
    view = seen(at)
    assert said(playbook.rows(view, VOICE)) == ["▶ Lead held", "· fix"]
    assert said(team.rows(view, VOICE))[1] == "▶ deputy 1/1 held: Lead"
    deputy = Situation(at.state, at.state.now, 600, moves=(Move(tuple(at.events)),))
    assert "“Lead” is handed over to deputy" in str(view_for(CONSOLE, at.plan, deputy, Voice.of(setup, "en")).log)
    assert "Under way: Lead, until contained" in now(view, VOICE)


def test_a_duty_that_recurs_shows_the_chance_of_the_turn_that_runs_also_when_one_was_missed() -> None:
    hourly = {key: value for key, value in TARGET.items() if key != "within"} | {"every": "1h", "until": "over"}
    once, again = {"id": "one", "at": "30m"}, {"id": "two", "at": "110m"}
    injects = [ALERT, *(inject | {"title": "Told", "reaches": "contained"} for inject in (once, again))]
    setup, chances = make_setup([step("look")], injects, expectations=[hourly]), {"own": Chance(0.42)}
    told = [said(clocks.parts(seen(Table(setup).until(minute), chances=chances), VOICE))[1] for minute in (40, 120)]
    assert told[0] == "50m left 42%"
    assert told[1].endswith("42%")
    assert "missed 1 times; due again" in told[1]
