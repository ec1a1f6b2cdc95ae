"""Taking back means the act that people see: it goes with all that followed, and nobody loses what was observed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from simulator.exercise import commands as c
from simulator.exercise.seats import Seat
from simulator.exercise.session import Session
from simulator.exercise.views import Offer, Refused
from simulator.timeline import events as e
from simulator.timeline.history import Head
from simulator.timeline.moves import taken_back
from tests.exercise.walls import StillWall
from tests.setups import make_setup

LOOK = {"id": "look", "role": "analyst", "takes": "20m", "once": "detected"}
ACT = {"id": "act", "role": "analyst", "takes": "30m", "after": "look"}
ALERT = {"id": "alert", "at": "0m", "title": "Alert", "reaches": "detected"}
OPTIONS = [{"id": "cut", "text": "Cut"}, {"id": "wait", "text": "Wait"}]
DECISION = {"role": "analyst", "question": "Cut?", "takes": "10m", "options": OPTIONS}
ASK = {"id": "ask", "at": "5m", "title": "Cut it?", "decision": DECISION}


@dataclass
class Room:
    """A session and the clock on its wall."""

    session: Session
    wall: StillWall

    def talk(self, seconds: int) -> None:
        """A minute at a time at most, as more would be taken for a machine that slept."""
        while seconds > 0:
            self.wall.talk(min(seconds, 60))
            self.session.tick()
            seconds -= 60

    @property
    def offer(self) -> Offer:
        assert self.session.offer is not None
        return self.session.offer

    def newest(self, act: str) -> int:
        """The number of the newest move of that act."""
        return max(number for number, move in self.session.history.effective() if move.act == act)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """At the question: *look* is under way, *act* follows it by itself; a minute of talk costs a minute."""
    wall = StillWall()
    session = Session.start(tmp_path / "record.jsonl", Head(make_setup([LOOK, ACT], [ALERT, ASK]), seed=1), wall=wall)
    session.act(c.Begin())
    session.next()
    return Room(session, wall)


@pytest.mark.parametrize("act", [c.Decide("ask", "cut"), c.SetPace(1.5, self_running=True), c.OpenOptions("ask")])
def test_what_goes_is_the_act_and_not_what_the_world_did_since(room: Room, act: c.Command) -> None:
    """They act; while they talk about it, one step ends and the next begins by itself."""
    session = room.session
    room.talk(7)
    stood = session.state
    session.act(act)
    acted = room.offer
    room.talk(16 * 60)
    assert session.state.job("act").status == "running"
    assert room.offer == acted
    session.take_back()
    assert replace(session.state, room=0) == replace(stood, room=0)


def test_talk_is_never_taken_back(room: Room) -> None:
    session = room.session
    session.take_back()
    room.talk(30)
    written = session.path.read_bytes()
    assert session.offer is None
    with pytest.raises(Refused, match="nothing to take back"):
        session.take_back()
    assert session.path.read_bytes() == written


def test_a_step_in_time_is_an_act_even_where_nothing_happened_on_the_way(room: Room) -> None:
    session = room.session
    session.jump(session.now + 60)
    assert session.history.moves[-1].events == (e.Passed(6 * 60),)
    session.take_back()
    assert session.state.now == 5 * 60


def test_the_second_gone_back_to_is_the_one_before_the_act(room: Room) -> None:
    """Not the one of the last key: what was talked before the act stays talked."""
    room.wall.talk(10)
    room.session.act(c.Decide("ask", "cut"))
    assert room.offer.leads_to == 5 * 60 + 10
    room.session.take_back()
    assert room.session.state.now == 5 * 60 + 10


def test_the_incident_goes_back_and_observations_stay_dated_to_that_moment(room: Room) -> None:
    session = room.session
    session.act(c.Decide("ask", "cut"))
    session.next()
    session.act(c.Note("Nobody asked who"))
    session.act(c.Tick("objective/o/1"))
    session.act(c.TakeBack(room.newest("next")))
    session.act(c.TakeBack(room.newest("decide")))
    assert (session.state.now, session.state.open_decisions) == (5 * 60, ("ask",))
    assert [(note.text, note.at) for note in session.state.notes] == [("Nobody asked who", 5 * 60)]
    assert session.state.ticks == {"objective/o/1": 5 * 60}


def test_the_newest_act_of_either_kind_is_offered_and_an_observation_moves_no_time(room: Room) -> None:
    session = room.session
    session.act(c.Order("act"))
    session.act(c.Note("Seen"))
    room.talk(20)
    assert (room.offer.move.act, room.offer.leads_to) == ("note", None)
    session.take_back()
    assert (session.state.notes, session.state.now) == ((), 5 * 60 + 20)
    assert room.offer.move.act == "order"


def test_redoing_leads_to_where_it_stood(room: Room) -> None:
    session = room.session
    session.act(c.Order("act"))
    session.next()
    stood = session.state
    session.take_back()
    session.take_back()
    session.act(c.Note("Still here"))
    session.redo()
    session.redo()
    assert replace(session.state, notes=()) == stood
    assert [note.at for note in session.state.notes] == [stood.now]


def test_redoing_ends_with_the_next_act(room: Room) -> None:
    session = room.session
    session.act(c.Order("act"))
    session.take_back()
    session.act(c.Decide("ask", "wait"))
    assert session.redo_offer is None
    with pytest.raises(Refused, match="nothing to redo"):
        session.redo()


def test_an_offer_is_refused_once_something_else_was_done(room: Room) -> None:
    room.session.act(c.Order("act"))
    offer = room.offer
    room.session.act(c.Withdraw("act"))
    with pytest.raises(Refused, match="Something else has been done"):
        room.session.act(offer.command)


def test_the_room_gets_no_time_back(room: Room) -> None:
    room.session.act(c.Order("act"))
    room.talk(40)
    room.session.take_back()
    assert room.session.state.room == 40


def test_a_stopped_exercise_stands_but_what_was_written_down_may_go(room: Room) -> None:
    session = room.session
    session.act(c.Order("act"))
    session.act(c.Note("Seen"))
    session.act(c.Interrupt())
    session.take_back()
    assert not session.state.notes
    with pytest.raises(Refused, match="real event"):
        session.take_back()


def test_the_end_of_play_can_be_taken_back_and_what_was_rated_stays(room: Room) -> None:
    session = room.session
    session.act(c.EndPlay())
    session.act(c.Learn("strength", "Calm"))
    session.act(c.TakeBack(room.newest("end-play")))
    assert (session.state.ended_at, session.state.now) == (None, 5 * 60)
    assert [lesson.at for lesson in session.state.lessons] == [5 * 60]


def test_an_observation_is_withdrawn_by_whoever_wrote_it_or_who_conducts(room: Room) -> None:
    session = room.session
    one, two = Seat.of("evaluator", id="evaluator-1"), Seat.of("evaluator", id="evaluator-2")
    session.act(c.Note("Mine", seat="evaluator-1"), one)
    mine = c.WithdrawObservation(room.newest("note"))
    with pytest.raises(Refused, match="another seat's observation"):
        session.act(mine, two)
    session.act(mine, one)
    assert not session.state.notes
    with pytest.raises(Refused, match="no such observation"):
        session.act(mine)


def test_corrective_actions_keep_their_ids_when_one_is_withdrawn(room: Room) -> None:
    session = room.session
    for text in ("One", "Two"):
        session.act(c.Agree(text))
    session.act(c.WithdrawObservation(room.newest("agree") - 1))
    session.act(c.Agree("Three"))
    assert {id_: action.text for id_, action in session.state.agreed.items()} == {"ca-2": "Two", "ca-3": "Three"}


def test_acts_that_count_no_more_are_known(room: Room) -> None:
    session = room.session
    session.act(c.Order("act"))
    room.talk(20)
    session.take_back()
    session.act(c.Note("Seen"))
    session.take_back()
    session.act(c.Decide("ask", "wait"))
    assert [move.act for _, move in taken_back(session.history.moves)] == ["order", "note"]


def test_a_note_withdrawn_comes_back_and_no_time_moves(room: Room) -> None:
    session = room.session
    session.act(c.Note("Seen"))
    session.act(c.Interrupt())
    session.take_back()
    assert session.redo_offer is not None
    assert session.redo_offer.leads_to is None
    session.redo()
    assert [note.text for note in session.state.notes] == ["Seen"]
    assert session.state.now == 5 * 60
    assert session.redo_offer is None


def test_what_was_taken_back_and_withdrawn_comes_back_in_turn(room: Room) -> None:
    session = room.session
    session.act(c.Note("Seen"))
    session.act(c.Order("act"))
    session.take_back()
    session.take_back()
    assert not session.state.notes
    session.redo()
    assert [note.text for note in session.state.notes] == ["Seen"]
    session.redo()
    assert session.state.job("act").ordered


def test_a_note_written_anew_was_not_taken_back(room: Room) -> None:
    session = room.session
    session.act(c.Note("Sene"))
    session.act(c.Note("Seen"))
    session.act(c.WithdrawObservation(room.newest("note") - 1))
    assert not taken_back(session.history.moves)
    session.act(c.WithdrawObservation(room.newest("note")))
    assert [move.events for _, move in taken_back(session.history.moves)] != []
