"""Exercises of other programs: MSEL in CSV and in T3SF's JSON, IcebergTTX, CEXF. Each becomes a scenario to discuss."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from simulator.content.reading import validate
from simulator.content.writing import write
from simulator.content.yaml_nodes import parse
from simulator.errors import Invalid, TabletopError
from simulator.exchange.draft import Draft
from simulator.exchange.formats import read
from simulator.exchange.msel_columns import FIELDS, Columns
from simulator.exchange.msel_times import placed, when
from simulator.model.durations import DAY, HOUR, MINUTE
from simulator.model.injects import Inject
from simulator.model.kinds import SCENARIO
from simulator.model.scenario import Scenario
from simulator.wording.speech import problem_text
from tests.exchange.mutations import mutated
from tests.exchange.test_cacao import SAMPLES, refused

TODAY = date(2026, 12, 3)
FILES = Path(__file__).parent / "files"
OURS = [FILES / name for name in ("msel.csv", "branching.json", "cexf.json")]
T3SF = [
    {"#": 1, "Real Time": "07:29 PM", "Date": "Friday 9:30 AM", "Subject": "Odd files", "From": "Cloud",
     "Player": "Security", "Script": "We found odd files.", "Photo": "", "Poll": ""},
    {"#": 2, "Real Time": "07:31 PM", "Date": "Friday 10:00 AM", "Subject": "They ask for money", "From": "Unknown",
     "Player": "Legal", "Script": "Pay.", "Photo": "", "Poll": "Pay | Don’t pay"},
]  # fmt: skip


def scenario(draft: Draft) -> Scenario:
    assert isinstance(draft.value, Scenario)
    return draft.value


def of(path: Path) -> Draft:
    return read(path.read_bytes(), path.name, TODAY)


def table(text: str, columns: Columns | None = None) -> Draft:
    return read(text.encode(), "list.csv", TODAY, columns=columns)


def by_id(draft: Draft) -> dict[str, Inject]:
    return {inject.id: inject for inject in scenario(draft).injects}


def read_back(draft: Draft) -> object:
    return validate(parse(write(draft.value).encode(), "s.yaml"), SCENARIO)[0].value


def test_a_list_with_the_columns_of_hseep_becomes_a_scenario_to_discuss() -> None:
    draft = of(OURS[0])
    made, (first, call, runner, press) = scenario(draft), scenario(draft).injects
    assert (made.title.say("en"), made.playbook, made.team) == ("Msel", "none", "none")
    assert f"{made.opens:%Y-%m-%d %H:%M}" == "2026-12-07 09:30"
    assert [inject.at for inject in made.injects] == [0, 90 * MINUTE, 90 * MINUTE, 22 * HOUR + 45 * MINUTE]
    assert (first.to, first.channel) == (("security", "ml-platform"), "email")
    assert first.body is not None
    assert first.body.say("en").endswith("They came in on Friday.")
    assert [expected.text and expected.text.say("en") for expected in first.expects] == [
        "Ask which answers used them",
        "Keep a copy of the index",
    ]
    assert [objective.id for objective in made.objectives] == ["find-what-was-answered", "tell-those-who-were-misled"]
    assert (call.channel, press.channel, press.objectives) == ("phone", "press", ("tell-those-who-were-misled",))
    assert runner.to == ()
    assert runner.facilitator is not None
    assert "Inject Mode: Runner" in runner.facilitator.say("en")
    assert [(problem.code, problem.line) for problem in draft.problems] == [("no-time", 7), ("assumed", 2)]


def test_a_list_of_t3sf_has_polls_as_decisions_and_loses_nothing() -> None:
    draft = read(json.dumps(T3SF, indent=1).encode(), "t3sf.json", TODAY)
    odd, money = scenario(draft).injects
    assert draft.format == "T3SF MSEL"
    assert (odd.at, money.at, f"{scenario(draft).opens:%F %H:%M}") == (0, 30 * MINUTE, "2026-12-04 09:30")
    assert odd.facilitator is not None
    assert odd.facilitator.say("en") == "Real Time: 07:29 PM"
    assert money.decision is not None
    assert (money.decision.role, [option.id for option in money.decision.options]) == ("legal", ["pay", "dont-pay"])


def test_branches_of_iceberg_are_decisions_that_the_next_message_waits_for() -> None:
    draft = of(OURS[1])
    injects = by_id(draft)
    ends, no_week, worse = (injects[name] for name in ("the-model-ends-tomorrow", "no-week", "answers-are-worse"))
    assert ends.decision is not None
    assert [option.reaches for option in ends.decision.options] == [("to-answers-are-worse",), ("to-no-week",)]
    assert (ends.at, no_week.at, no_week.once, no_week.delay) == (0, None, ("to-no-week",), 600)
    assert (no_week.decision, no_week.reaches, worse.once) == (None, worse.once, ("to-answers-are-worse",))
    letter = injects["what-have-you-changed"]
    assert (letter.once, letter.delay, letter.channel) == (("answers-are-worse",), 120, "email")
    assert worse.to == ("communications", "platform")
    assert [problem.code for problem in draft.problems] == ["one-option"]


def test_messages_of_cexf_follow_each_other_and_payloads_are_their_texts() -> None:
    mail, calls = scenario(of(OURS[2])).injects
    assert mail.body is not None
    assert calls.body is not None
    assert (mail.body.say("en"), calls.body.say("en")) == (
        "The key is in the notebook.",
        "source: 192.0.2.7\nport: 443",
    )
    assert (mail.at, mail.channel, calls.once, calls.delay) == (0, "email", ("a-mail-of-a-stranger",), 600)


def test_a_flow_of_cexf_may_say_when_a_message_is_due() -> None:
    tree = json.loads(OURS[2].read_text("utf-8"))
    tree["inject_flow"][0]["requirements"] = []
    tree["inject_flow"][1]["timing"] = {"triggered_at": "1800"}
    draft = read(json.dumps(tree).encode(), "c.json", TODAY)
    mail, calls = scenario(draft).injects
    assert (mail.at, calls.at, calls.once, calls.delay, draft.problems) == (0, 1800, (mail.id,), 0, ())
    tree["inject_flow"][1]["timing"] = {"triggered_at": "soon"}
    assert "expected a number of seconds, found 'soon'" in refused(json.dumps(tree).encode())[0]


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_what_is_written_reads_back_equal(path: Path) -> None:
    draft = of(path)
    assert read_back(draft) == draft.value


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("T+45", 45 * MINUTE), ("T + 1:30", 90 * MINUTE), ("+1h30m", 90 * MINUTE), ("90 min", 90 * MINUTE),
        ("2 hours", 2 * HOUR), ("45", 45 * MINUTE), ("J+1 H+2 M-5", DAY + 2 * HOUR - 5 * MINUTE), ("H+2", 2 * HOUR),
        ("D+1", DAY), ("StartEx", 0), ("T-10", -10 * MINUTE), ("3 days", 3 * DAY), ("H+1:15", 75 * MINUTE),
        ("T\u221210", -10 * MINUTE), ("Start + 30 min", 30 * MINUTE), ("T＋1時間", HOUR), ("90分後", 90 * MINUTE),
    ],
)  # fmt: skip
def test_an_offset(written: str, seconds: int) -> None:
    assert (when(written).form, when(written).seconds) == ("offset", seconds)


@pytest.mark.parametrize(
    ("written", "form", "day", "clock"),
    [
        ("07:29 PM", "clock", 0, "19:29"), ("12:05 am", "clock", 0, "0:05"), ("0930", "clock", 0, "9:30"),
        ("1930 hrs", "clock", 0, "19:30"), ("9h30", "clock", 0, "9:30"), ("7 p.m.", "clock", 0, "19:00"),
        ("9時30分", "clock", 0, "9:30"), ("午後1時30分", "clock", 0, "13:30"),
        ("Day 2 / 09:30", "numbered", 1, "9:30"),
        ("Monday 9:30 AM", "weekday", 0, "9:30"), ("Wed, 0800", "weekday", 2, "8:00"),
        ("金曜 17:00", "weekday", 4, "17:00"), ("Day 2 09:15", "numbered", 1, "9:15"),
        ("D+1 0900", "numbered", 1, "9:00"), ("2日目 ９：００", "numbered", 1, "9:00"),
        ("24:30", "clock", 0, "24:30"), ("午後0時15分", "clock", 0, "12:15"), ("正午", "clock", 0, "12:00"),
    ],
)  # fmt: skip
def test_a_time_of_day(written: str, form: str, day: int, clock: str) -> None:
    hours, minutes = map(int, clock.split(":"))
    found = when(written)
    assert (found.form, found.day, found.seconds) == (form, day, hours * HOUR + minutes * MINUTE)


@pytest.mark.parametrize(
    "written",
    [
        "10-Jul-2026 18:40", "July 10, 2026 6:40 PM", "Fri 10 Jul 26 1840", "10JUL2026 1840Z", "101840ZJUL26",
        "10.07.2026 18:40", "2026/7/10 18時40分", "令和8年7月10日 午後6時40分", "10 1840Z JUL 26",
    ],
)  # fmt: skip
def test_a_day_of_which_the_month_is_plain(written: str) -> None:
    assert when(written) == when("2026-07-10 18:40")


def test_of_a_day_that_reads_in_two_ways_it_is_asked_which() -> None:
    with pytest.raises(Invalid, match="is the day first, or the month"):
        when("07/10/2026 9:00 AM")


@pytest.mark.parametrize(
    "written", ["soon", "25:00", "13:30 PM", "10/07/2026 9:30", "2026-02-30 10:00", "9999", "J+", ""]
)
def test_no_time(written: str) -> None:
    with pytest.raises(Invalid):
        when(written)


@pytest.mark.parametrize(
    ("written", "at", "opens"),
    [
        (["07:29 PM", "11:50 PM", "12:10 AM"], [0, 261, 281], "2026-12-03 19:29"),
        (["Thursday 9:00", "10:00", "Mon 8:00"], [0, 60, 5700], "2026-12-03 09:00"),
        (["Day 1 0900", "Day 2 0900", "1000"], [0, 1440, 1500], "2026-12-03 09:00"),
        (["T-10", "T+0", "T+20"], [0, 10, 30], "2026-12-03 10:00"),
        (["T+5", "T+20"], [5, 20], "2026-12-03 10:00"),
        (["2026-07-10 18:40", "2026-07-10T18:00+00:00", "2026-07-11 9:00 AM"], [40, 0, 900], "2026-07-10 18:00"),
    ],
)
def test_times_of_a_list_count_from_its_first(written: list[str], at: list[int], opens: str) -> None:
    found = placed([when(text) for text in written], TODAY)
    assert ([seconds // MINUTE for seconds in found.at], f"{found.opens:%F %H:%M}") == (at, opens)


def test_a_map_names_columns_and_how_times_are_written() -> None:
    columns = Columns(time="Heure", body="Contenu", format="%d/%m/%Y %H:%M", zone="Europe/Paris")
    draft = table("Heure;Contenu;Cellule\n10/07/2026 18:40;Une clé;DSI\n10/07/2026 19:00;Deux;DSI\n", columns)
    assert [inject.at for inject in scenario(draft).injects] == [0, 20 * MINUTE]
    assert (scenario(draft).timezone, draft.problems) == ("Europe/Paris", ())
    with pytest.raises(TabletopError, match="--map is for lists of messages"):
        read(OURS[1].read_bytes(), "b.json", TODAY, columns=columns)


@pytest.mark.parametrize("when", ["Day/Time", "Time Offset", "Elapsed Time (min)", "Minute"])
def test_columns_are_called_in_many_ways(when: str) -> None:
    header = f"#,{when},Scenario Event,Injected By,Given To,Anticipated Player Response"
    draft = read(f"{header}\n1,0,Alert,SimCell,SOC,Look\n2,+15,Note,SimCell,CISO,Declare\n".encode(), "l.csv", TODAY)
    first, second = scenario(draft).injects
    assert (first.at, second.at, first.to, first.title and first.title.own) == (0, 15 * MINUTE, ("soc",), "Alert")
    assert not first.facilitator


def test_a_column_of_numbers_is_no_message_whatever_it_is_called() -> None:
    draft = table(
        "Inject,Time,To,Inject,Expected team response\n1.1,+0:00,EOC,Call the staff in,Come\n1.2,+0:05,All,Go,\n"
    )
    first, second = scenario(draft).injects
    assert (first.title and first.title.own, second.title and second.title.own) == ("Call the staff in", "Go")
    assert [expected.text and expected.text.own for expected in first.expects] == ["Come"]


def test_columns_in_japanese_are_known_in_the_bytes_of_its_excel() -> None:
    header = "項番,時間,発信元,付与対象,状況付与,想定される対応"
    rows = f"{header}\r\n1,23:30,監視,情シス・広報・マスター・データ,警報,遮断する\r\n2,24:30,記者,広報,取材,\r\n"
    draft = read(rows.encode("cp932"), "一覧.csv", TODAY)
    first, second = scenario(draft).injects
    assert (len(first.to), second.to, second.at) == (3, first.to[1:2], HOUR)
    assert [expected.text and expected.text.own for expected in first.expects] == ["遮断する"]
    assert first.facilitator
    assert first.facilitator.own == "role: 情シス\nrole-2: 広報\nrole-3: マスター・データ"


def test_a_message_of_which_the_time_is_left_open_is_optional() -> None:
    draft = table("sep=;\nTime;Inject\nT+5;a\nAs needed;b\nT+20;c\n")
    assert [(inject.at, inject.optional) for inject in scenario(draft).injects] == [
        (5 * MINUTE, False), (5 * MINUTE, True), (20 * MINUTE, False),
    ]  # fmt: skip
    assert (draft.problems[0].code, draft.problems[0].line) == ("no-time", 4)


def test_one_date_that_reads_in_one_way_tells_the_order_of_all() -> None:
    draft = table("Date,Time (UTC),Event\n9/12/2026,0800,a\n9/15/2026,1300,b\n")
    assert (f"{scenario(draft).opens:%F %H:%M}", scenario(draft).injects[1].at) == (
        "2026-09-12 08:00",
        3 * DAY + 5 * HOUR,
    )
    assert [problem_text(problem, "en") for problem in draft.problems] == [
        "list.csv:3:11: warning: the month stands first in these dates, as 9/15/2026 shows [assumed]"
    ]
    days = table("Time (UTC),Event\n12/09/26 8:00,a\n15/09/26 13:00,b\n")
    assert scenario(days).opens == scenario(draft).opens
    with pytest.raises(TabletopError, match="cannot be used as it is"):
        table("Time (UTC),Event\n15/09/26 8:00,a\n09/16/26 13:00,b\n")


def test_numbers_that_lost_their_zeros_are_times_of_day() -> None:
    draft = table("Time,Inject\n830,a\n900,b\n1015,c\n")
    assert [inject.at for inject in scenario(draft).injects] == [0, 30 * MINUTE, 105 * MINUTE]
    assert [problem.code for problem in draft.problems] == ["assumed", "assumed"]
    for rows in ("Minutes,Inject\n130,a\n200,b\n", "Time,Inject\n0,a\n130,b\n200,c\n"):
        assert scenario(table(rows)).injects[-1].at == 200 * MINUTE


def test_of_dates_without_a_zone_it_is_said_whose_are_assumed() -> None:
    said = [problem_text(problem, "en") for problem in table("Time,Inject\n2026-07-10 9:00,a\n").problems]
    warning = "no zone is named: these times are taken to be of UTC; say in a map whose (zone:) [assumed]"
    assert said == [f"list.csv:2:1: warning: {warning}"]
    for rows in ("Time (Asia/Tokyo),Inject\n2026-07-10 9:00,a\n", "Time,Inject\n2026-07-10T09:00Z,a\n"):
        assert table(rows).problems == ()


def test_a_day_written_once_holds_for_the_rows_below_it() -> None:
    draft = table("Date,Time,Event\n2026-11-30,9:00,a\n,10:00,b\n2026-12-01,08:00 AM,c\n,9:00,\n")
    assert [inject.at for inject in scenario(draft).injects] == [0, HOUR, 23 * HOUR, DAY]
    assert [(problem.code, problem.line) for problem in draft.problems] == [("no-text", 5), ("assumed", 2)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Time,Message\nT+5,a\nsoon,b\n", "list.csv:3:1: error: expected a time such as T+45,"),
        ("Time,Message\nT+5,a\n9:30,b\n", "list.csv:3:1: error: this time is written in another form"),
        ("Time,Colour\nT+5,a\n", "list.csv:1:1: error: no column tells what is said: there is Time, Colour."),
        ("Message\na\n", "list.csv:1:1: error: no column tells when a message comes"),
        ("Time,Message\n", "list.csv holds no messages"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(TabletopError) as error:
        table(text)
    told = [problem_text(problem, "en") for problem in error.value.problems] or [str(error.value)]
    assert said in told[0]


def test_teams_of_iceberg_may_be_plain_names() -> None:
    tree = json.loads(OURS[1].read_bytes())
    tree["participant_teams"] = [team["id"] for team in tree["participant_teams"]]
    named = scenario(read(json.dumps(tree).encode(), "f.json", TODAY))
    assert named.injects[0].to == ("ops",)


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (OURS[1], '"next_inject_id": "refused"', '"next_inject_id": "gone"', "gone is led to, and is not in the file"),
        (OURS[1], '"id": "refused"', '"id": "worse"', "another message is called worse, too"),
        (OURS[2], '"requirements": {}', '"requirements": {"inject_uuid": "b"}', "this message waits for itself"),
    ],
)
def test_what_leads_nowhere_is_refused_with_its_place(path: Path, old: str, new: str, said: str) -> None:
    told = refused(path.read_text("utf-8").replace(old, new).encode())
    assert any(said in line and line.startswith("f.json:") for line in told)


def test_no_name_of_a_column_stands_twice() -> None:
    names = [name for known in FIELDS.values() for name in known]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("tabletops/*.json")), ids=lambda path: path.name)
def test_files_of_others_are_read(path: Path) -> None:
    draft = of(path)
    assert read_back(draft) == draft.value


def ends(data: bytes, file: str, path: Path, seed: int) -> None:
    """A result that reads back, or a refusal; anything else fails."""
    try:
        draft = read(data, file, TODAY)
    except TabletopError:
        return
    assert read_back(draft) == draft.value, (path, seed)


def changed(path: Path, seeds: range) -> None:
    if path.suffix == ".json":
        tree: Any = json.loads(path.read_bytes())
        for seed in seeds:
            ends(mutated(tree, seed), path.name, path, seed)
        return
    rows = [line.split(",") for line in path.read_text("utf-8").splitlines()]
    for seed in seeds:
        data = mutated(rows, seed)
        try:
            cells = json.loads(data)
        except ValueError:
            ends(data, path.name, path, seed)
            continue
        text = "\n".join(",".join(map(str, row)) if isinstance(row, list) else str(row) for row in cells)
        ends(text.encode(), path.name, path, seed)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_a_changed_file_is_read_or_refused(path: Path) -> None:
    changed(path, range(1, 20))


@pytest.mark.slow
@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_many_changed_files_are_read_or_refused(path: Path) -> None:
    changed(path, range(20, 2000))
