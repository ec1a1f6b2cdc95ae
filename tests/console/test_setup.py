"""Set-up without a screen: what can be chosen, who sits where, and the record it begins."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from simulator.console.context import AppContext, Choices
from simulator.console.dialogs import ON, Pick
from simulator.console.earlier import of_playbook
from simulator.console.flows.preparing import prepare
from simulator.console.seating import Seating
from simulator.console.setup import Prepared, SetUp
from simulator.exercise import commands as c
from simulator.journal.reader import read
from simulator.model.team import Team
from simulator.timeline.follow_up import ActionDone
from simulator.wording.voice import Voice
from simulator.workspace.actions import unfinished, write_down
from tests.console.script import Answer, ScriptedFront
from tests.content.test_together import write
from tests.exercise.records import play_record
from tests.exercise.walls import StillWall
from tests.setups import make_setup
from tests.tui.table import context


def a_setup(folder: Path, language: str = "en", scenario: str = "lost-weights") -> SetUp:
    return SetUp(context(folder, StillWall()), Choices(scenario, language=language, seed=7))


async def prepared(setup: SetUp, *answers: Answer) -> tuple[Prepared | None, list[str]]:
    front = ScriptedFront([*answers])
    return await prepare(front, setup), front.heard


async def test_sensible_choices_are_made(tmp_path: Path) -> None:
    begun, heard = await prepared(a_setup(tmp_path), "/begin")
    assert begun is not None
    begun.session.close()
    head = read(begun.session.path).head
    assert heard == ["Set-up"]
    assert (head.setup.playbook.id, head.seed, head.purpose) == ("lost-weights", 7, "exercise")
    assert all(roles == (seat,) for seat, roles in head.seats.items())
    assert len(head.seats) == len(a_setup(tmp_path).seating().numbers)
    assert begun.begin.reveal == ("clocks",)


async def test_everything_can_be_chosen_and_roles_share_a_seat(tmp_path: Path) -> None:
    values = {
        "opens": "2026-12-01T09:30+09:00",
        "steps": "orders",
        "talk": "4",
        "reveal-clocks": "no",
        "reveal-team": "yes",
        "purpose": "rehearsal",
        "place": " Room 4 ",
        "language": "ja",
    }
    setup = a_setup(tmp_path)
    first, second = [*setup.seating().numbers][:2]
    changes = [answer for name, value in values.items() for answer in (name, {name: value})]
    begun, heard = await prepared(setup, *changes, "/seats", second, {"seat": "1"}, "/done", "/begin")
    assert begun is not None
    begun.session.close()
    head = read(begun.session.path).head
    assert (head.language, head.purpose, head.place) == ("ja", "rehearsal", "Room 4")
    assert head.setup.scenario.opens.isoformat() == "2026-12-01T09:30:00+09:00"
    assert head.seats[first] == (first, second)
    assert (begun.begin.self_running, begun.begin.talk, begun.begin.reveal) == (False, 4.0, ("team",))
    assert heard[-1] == "設定"


async def test_what_cannot_be_played_is_said_and_what_was_chosen_stays(tmp_path: Path) -> None:
    place, wrong, right = ("place", {"place": "Room 4"}), ("opens", {"opens": "tomorrow"}), ("opens", {"opens": ""})
    begun, heard = await prepared(a_setup(tmp_path), *place, *wrong, "/begin", ON, *right, "/begin")
    assert begun is not None
    begun.session.close()
    assert heard[-4:] == ["This cannot be played", "Set-up", "Incident opens", "Set-up"]
    assert read(begun.session.path).head.place == "Room 4"


async def test_leaving_the_seats_changes_nothing_and_leaving_set_up_begins_nothing(tmp_path: Path) -> None:
    begun, heard = await prepared(a_setup(tmp_path), "/seats")
    assert begun is None
    assert heard == ["Set-up", "Seats", "Set-up"]
    assert not [*tmp_path.rglob("*.jsonl")]


def test_a_playbook_for_the_scenario_comes_first_and_one_named_by_path_is_offered(tmp_path: Path) -> None:
    setup = a_setup(tmp_path)
    offered = next(field for field in setup.fields if isinstance(field, Pick) and field.id == "playbook")
    assert offered.chosen == offered.options[0][0] == "lost-weights"
    own = SetUp(setup.context, Choices("lost-weights", playbook="ours.yaml"))
    named = next(field for field in own.fields if isinstance(field, Pick) and field.id == "playbook")
    assert named.options[0] == ("ours.yaml", "ours.yaml")


def test_a_scenario_that_cannot_be_read_is_called_by_its_name(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("id: broken\nkind: scenario\n", "utf-8")
    setup = a_setup(tmp_path, scenario=str(broken))
    assert setup.title == str(broken)


async def test_leaving_set_up_tells_that_closed_days_are_of_another_year(tmp_path: Path) -> None:
    other = "roles.platform.holidays={also: 2024-12-29..2025-01-03}"
    choices = Choices("lost-weights", seed=7, settings=(other,))
    begun, heard = await prepared(SetUp(context(tmp_path, StillWall()), choices), "/begin")
    assert begun is not None
    begun.session.close()
    assert heard[-1].startswith("Closed days are given for ")


def test_seats_start_at_what_the_team_is_and_say_why(tmp_path: Path) -> None:
    """Nobody sits on a seat without a role: sixty people who play ten roles have ten, two founders have two."""
    many, few = (Seating.of(team(people)) for people in ("30", "1"))
    assert (len(many.seats()), len(few.seats())) == (2, 1)
    assert many.heading(Voice()) == "Seats: 2, one per role"
    assert few.heading(Voice()) == "Seats: 1, one per person"
    assert many.moved("legal", 1).heading(Voice()) == "Seats: 1, as changed"


def team(people: str) -> Team:
    return Team.model_validate(
        {
            "id": "some",
            "title": "Some",
            "timezone": "UTC",
            "roles": {"ceo": {"people": people}, "legal": {"same_people_as": "ceo"}},
        }
    )


async def test_seats_taken_are_still_there_when_they_are_looked_at_again(tmp_path: Path) -> None:
    setup = a_setup(tmp_path)
    first, second = [*setup.seating().numbers][:2]
    begun, _ = await prepared(setup, "/seats", second, {"seat": "1"}, "/done", "/seats", "/done", "/begin")
    assert begun is not None
    begun.session.close()
    assert read(begun.session.path).head.seats[first] == (first, second)


def test_several_playbooks_of_a_scenario_are_one_choice(tmp_path: Path) -> None:
    own = AppContext(write(tmp_path), tmp_path, wall=StillWall())
    [pick] = [field for field in SetUp(own, Choices("leak")).fields if field.id == "playbook"]
    assert isinstance(pick, Pick)
    assert pick.value == "technical,privacy"
    assert ("technical,privacy", "The technical one + The privacy one") in pick.options


async def test_what_earlier_exercises_with_the_playbook_left_open_is_shown(tmp_path: Path) -> None:
    setup, other = (
        a_setup(tmp_path).context.library.setup("lost-weights"),
        make_setup([{"id": "look", "role": "analyst", "takes": "10m"}]),
    )
    agreed = (
        c.Agree("Write the runbook"),
        c.Agree("Buy a phone", due="2020-01-31"),
        c.Agree("Ask legal"),
        c.Agree("Move the keys"),
    )
    play_record(tmp_path / "a.jsonl", setup, c.EndPlay(), *agreed, c.Close(), closed=False)
    play_record(tmp_path / "b.jsonl", other, c.EndPlay(), c.Agree("Elsewhere"), c.Close(), closed=False)
    done = next(action for action in unfinished(tmp_path) if action.agreed.text == "Ask legal")
    write_down(done, lambda id_: ActionDone(id_, "mail of Monday"), "2026-11-30T10:00:00+09:00")
    told = replace(a_setup(tmp_path), earlier=unfinished(tmp_path)).earlier_line
    said = "".join(words if isinstance(words, str) else words[0] for words in told)
    assert said.endswith("retested: 3. Overdue: 1. Write the runbook; Buy a phone; Move the keys")
    assert not a_setup(tmp_path).earlier_line


def test_what_one_of_several_playbooks_left_open_is_shown_with_the_others(tmp_path: Path) -> None:
    setup = a_setup(tmp_path).context.library.setup("lost-weights")
    play_record(tmp_path / "a.jsonl", setup, c.EndPlay(), c.Agree("Write the runbook"), c.Close(), closed=False)
    known = unfinished(tmp_path)
    assert [*of_playbook(known, "other, lost-weights", "elsewhere")] == [*known]
    assert not [*of_playbook(known, "other", "lost-weights")]
