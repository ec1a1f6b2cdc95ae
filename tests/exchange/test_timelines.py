"""Timelines of real incidents: what each form tells, what is asked for instead of guessed, and what is kept."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from simulator.errors import Invalid, TabletopError
from simulator.exchange import timeline
from simulator.exchange.incident_log import instant
from simulator.exchange.timeline import Entry, Timeline
from simulator.exchange.timeline_map import TimelineMap
from simulator.exchange.timelines import read_timeline
from simulator.wording.speech import problem_text
from tests.exchange.mutations import mutated
from tests.exchange.workbooks import packed, workbook

FILES = Path(__file__).parent / "timelines"
OURS = [FILES / name for name in ("incident.md", "slack.json", "pagerduty.json", "issue.json")]
LOG = "time,who,what,created_at\n2026-10-03T10:12+09:00,Alice,Alert,\n2026-10-03T10:40+09:00,Bob,Cut off,{}\n"


def of(name: str) -> Timeline:
    return read_timeline((FILES / name).read_bytes(), name)


def table(text: str, chosen: TimelineMap | None = None, tz: str | None = None) -> Timeline:
    return read_timeline(text.encode(), "log.csv", chosen, tz)


def page(text: str, tz: str | None = None) -> Timeline:
    return read_timeline(text.encode(), "log.md", None, tz)


def clock(at: int | None) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%d %H:%M}" if at is not None else "–"


def told(timeline: Timeline) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(clock(entry.at), entry.text, entry.milestones) for entry in timeline.entries]


def asked(text: str, name: str = "log.md", tz: str | None = None) -> list[str]:
    with pytest.raises(TabletopError) as refusal:
        read_timeline(text.encode(), name, None, tz)
    return [problem_text(problem, "en") for problem in refusal.value.problems] or [str(refusal.value)]


def test_markdown_tells_what_stands_under_its_days_in_the_order_in_which_it_happened() -> None:
    found = of("incident.md")
    assert (found.form, found.title) == ("Markdown", "Mail agent sent a customer list")
    assert told(found) == [
        ("03 01:12", "Alert: unusual egress from the agent's host", ("detected",)),
        ("03 01:20", "Alice Example takes the page\nShe opens a channel.", ("acknowledged",)),
        ("03 01:50", "First mail went out, by the logs", ("leak-suspected",)),
        ("03 02:05", "Agent stopped by Bob", ("contained",)),
        ("04 01:00", "Told the commission", ("ppc-notified-preliminary",)),
        ("04 02:30", "Customers told", ("customers-notified",)),
    ]
    assert [(entry.number, entry.author) for entry in found.entries[-2:]] == [(21, "Carol"), (22, "Carol")]


def test_a_line_below_a_later_one_keeps_both_times_and_says_so() -> None:
    found = of("incident.md")
    late = found.entries[2]
    assert (clock(late.at), clock(late.written)) == ("03 01:50", "03 02:05")
    said = "incident.md:11:14: warning: it happened before what stands above it (line 10): both times are kept"
    assert [problem_text(problem, "en") for problem in found.warnings] == [f"{said} [out-of-order]"]


def test_exports_tell_who_wrote_what_when_and_what_was_changed() -> None:
    slack = of("slack.json")
    assert [(entry.author, entry.text) for entry in slack.entries] == [
        ("Alice Example", "Egress alert on the agent host"),
        ("U2", "Agent is off, thanks Alice Example"),
    ]
    assert [(entry.edited, clock(entry.edited_at)) for entry in slack.entries] == [(False, "–"), (True, "03 03:05")]
    issue = of("issue.json")
    assert (issue.form, issue.title) == ("GitHub", "Agent mails out customer data")
    assert [(entry.author, entry.text, entry.edited) for entry in issue.entries] == [
        ("alice", "Agent mails out customer data\nSeen by the mail gateway.", False),
        ("bob", "Stopped it.", True),
        ("", "closed", False),
    ]


def test_a_packed_export_of_slack_is_one_channel_with_its_days_and_people() -> None:
    days = {
        "inc-17/2026-10-04.json": [{"ts": "1791072060.000100", "user": "U2", "text": "Off, <@U1> &amp; all"}],
        "inc-17/2026-10-03.json": [
            {"ts": "1791039060.000100", "user": "U1", "text": "Egress &gt; 1 GB"},
            {"ts": "1791039120.000100", "bot_id": "B1", "username": "pager", "text": "",
             "attachments": [{"fallback": "Triggered #17"}]},
        ],
        "users.json": [{"id": "U1", "profile": {"real_name": "Alice Example"}}],
        "channels.json": [{"name": "inc-17"}],
    }  # fmt: skip
    files = {name: json.dumps(value).encode() for name, value in days.items()}
    found = read_timeline(packed(files), "export.zip")
    assert [(entry.number, clock(entry.at), entry.author, entry.text) for entry in found.entries] == [
        (1, "03 14:51", "Alice Example", "Egress > 1 GB"),
        (2, "03 14:52", "pager", "Triggered #17"),
        (3, "04 00:01", "U2", "Off, Alice Example & all"),
    ]
    assert (found.form, found.title) == ("Slack", "inc-17")
    with pytest.raises(TabletopError, match=r"holds 2 channels \(inc-17, other\)"):
        read_timeline(packed(files | {"other/2026-10-03.json": b"[]"}), "export.zip")
    with pytest.raises(TabletopError, match="cannot be unpacked"):
        read_timeline(packed(files | {"inc-17/2026-10-05.json": b" " * 1_000_001}), "export.zip")
    with pytest.raises(TabletopError, match="cannot be used as it is") as refusal:
        read_timeline(packed(files | {"inc-17/2026-10-05.json": b"["}), "export.zip")
    assert refusal.value.problems[0].file == "export.zip/inc-17/2026-10-05.json"


def test_updates_of_a_status_page_and_lists_of_log_entries_are_read() -> None:
    updates = [{"status": "resolved", "body": "All well.", "display_at": "2026-10-03T15:10:00.000Z"},
               {"status": "identified", "body": "A deploy.", "created_at": "2026-10-03T14:51:00.000Z"}]  # fmt: skip
    one = {"name": "Errors", "incident_updates": updates}
    for root in (one, {"incident": one}, {"page": {}, "incidents": [one]}):
        found = read_timeline(json.dumps(root).encode(), "s.json")
        assert (found.form, found.title) == ("Statuspage", "Errors")
        assert told(found) == [("03 14:51", "identified: A deploy.", ()),
                               ("03 15:10", "resolved: All well.", ("recovered",))]  # fmt: skip
    with pytest.raises(TabletopError, match="one incident"):
        read_timeline(json.dumps({"incidents": [one, one]}).encode(), "s.json")
    entry = {"type": "acknowledge_log_entry", "created_at": "2026-10-03T14:51:00Z", "summary": "Acknowledged"}
    assert told(read_timeline(json.dumps([entry]).encode(), "p.json")) == [
        ("03 14:51", "Acknowledged", ("acknowledged",))
    ]
    events = [{"event": "committed", "sha": "1"}, {"event": "closed", "created_at": "2026-10-03T14:51:00Z"}]
    assert told(read_timeline(json.dumps(events).encode(), "g.json")) == [("03 14:51", "closed", ())]


def test_an_export_with_the_newest_first_is_in_order() -> None:
    found = of("pagerduty.json")
    assert (found.title, found.warnings) == ("[#17] Egress above 1 GB", ())
    assert [(entry.number, entry.milestones) for entry in found.entries] == [
        (3, ("detected",)),
        (2, ("acknowledged",)),
        (1, ("recovered",)),
    ]


def test_a_table_may_tell_when_a_line_was_written_down() -> None:
    found = table(LOG.format("2026-10-05T09:00+09:00"))
    assert [(entry.author, clock(entry.written)) for entry in found.entries] == [("Alice", "–"), ("Bob", "05 00:00")]


def test_a_sheet_of_a_workbook_is_a_table_and_titles_may_stand_above_it() -> None:
    rows = [["Incident 17"], [], ["When", "What", "Milestone"], ["2026-10-03 10:12", "Alert", "detected"]]
    found = read_timeline(workbook(Contacts=[["Alice", "1"]], Log=rows), "log.xlsx", None, "Asia/Tokyo")
    assert (found.form, told(found)) == ("Excel", [("03 01:12", "Alert", ("detected",))])
    assert told(table("Incident 17,,\nWhen,What,\n2026-10-03T10:12Z,Alert,\n")) == [("03 10:12", "Alert", ())]


def test_a_line_may_mark_what_began_what_was_asked_and_more_than_one_thing() -> None:
    text = "# One\n- 2026-10-03 10:40Z Read it [step:triage] [triaged]\n- 2026-10-03 10:50Z Stop? [asked:stop-it]\n"
    assert [entry.milestones for entry in page(text).entries] == [
        ("step:triage", "triaged"),
        ("asked:stop-it",),
    ]
    rows = 'time,what,milestone\n2026-10-03T10:40Z,Begun,"begun:triage, detected"\n'
    assert table(rows).milestones.keys() == {"begun:triage", "detected"}
    assert "'begins:triage, detected' is no milestone" in asked(rows.replace("begun:", "begins:"), "log.csv")[0]


def test_what_lasts_and_marks_an_end_was_begun_at_its_beginning() -> None:
    found = page("## 2026-10-03 UTC\n- 23:40–00:10 Read it [step:triage] [triaged]\n- 23:50–23:55 We look\n")
    assert told(found) == [
        ("03 23:40", "Read it (–00:10)", ("begun:triage",)),
        ("03 23:50", "We look (–23:55)", ()),
        ("04 00:10", "Read it (–00:10)", ("step:triage", "triaged")),
    ]


def test_a_map_names_columns_words_and_lines() -> None:
    chosen = TimelineMap.model_validate(
        {
            "time": "Heure",
            "text": "Fait",
            "format": "%d/%m/%Y %H:%M",
            "milestones": {"contained": ["coupé", "arrêté"]},
            "lines": {"detected": "2"},
        }
    )
    found = table("Heure;Fait\n03/10/2026 10:12;Alerte\n03/10/2026 11:05;Agent ARRÊTÉ\n", chosen, "Europe/Paris")
    assert told(found) == [("03 08:12", "Alerte", ("detected",)), ("03 09:05", "Agent ARRÊTÉ", ("contained",))]
    assert {name: entry.number for name, entry in found.milestones.items()} == {"detected": 2, "contained": 3}
    with pytest.raises(TabletopError, match="cannot be used as it is") as refusal:
        table(LOG.format(""), TimelineMap.model_validate({"lines": {"contained": 9}}))
    assert "in line 9, in which nothing has a time" in str(refusal.value.problems[0].message)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("- 10:40 cut off", "log.md:1:3: error: on which day was this?"),
        (
            "## 2026-10-03\n- 10:40 cut off",
            "log.md:2:3: error: 2026-10-03 10:40:00 does not say whose clock it is of",
        ),
        (
            "## 2026-10-03 (UTC)\n- 23:50 a\n- 00:10 b",
            "log.md:3:3: error: 00:10 stands below 23:50: is it the day after",
        ),
        ("## 2026-10-03 (UTC)\n- ±10:40 cut off", "log.md:2:1: error: when this happened is not certain"),
        ("## 2026-10-03 (UTC)\n- 10時40分頃 遮断", "log.md:2:3: error: when this happened is not certain"),
        ("- **Oct 3, 10:40 UTC** cut off", "log.md:1:12: error: of which year is 'Oct 3'? Write the year, too"),
        ("## 2026-10-03 (UTC)\n- 9:00 a\n## Day 2\n- 10:40 b", "log.md:4:3: error: on which day was this?"),
        ("**Date:** 2026-10-03\n- T+0 (10:40 UTC) a", "log.md:2:1: error: a time stands in this line, but not"),
        ("## 2026-10-03\n- 10:40 CST cut off", "log.md:2:3: error: CST means several zones"),
        ("## 2026-10-03 (UTC)\n|Time|Doing|\n|--|--|\n|10:40|x|", "log.md:2:2: error: no column says what happened"),
        ("## Log (UTC)\n|Time|Event|\n|--|--|\n|10:40|x|", "log.md:4:2: error: on which day was this?"),
        ("## 2026-10-03 (UTC)\n- ~10:40 cut off", "log.md:2:1: error: when this happened is not certain"),
        ("## 2026-10-03 (UTC)\n- about 10:40 cut off", "log.md:2:1: error: when this happened is not certain"),
        ("## 2026-10-03 (UTC)\n- 25:40 cut off", "log.md:2:3: error: there is no such day or time: 25:40"),
        ("## 2026-02-30 (UTC)\n- 10:40 cut off", "log.md:2:3: error: there is no such day or time"),
        ("## 2026-10-03 (UTC)\n- 10:40", "log.md:2:3: error: the line has a time and no text"),
        ("## 2026-10-03 (UTC)\nNothing here.", "error: there is no line with a time in it"),
    ],
)
def test_a_time_that_is_not_certain_is_asked_for(text: str, wanted: str) -> None:
    found = asked(text)
    assert any(wanted in line for line in found), found


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("", "log.csv:2:1: error: the line has no time"),
        ("2026-10-03", "log.csv:2:1: error: 2026-10-03 is only a day"),
        ("03/10/2026 10:40", "log.csv:2:1: error: expected a time such as"),
        ("2026-10-03 10:40", "log.csv:2:1: error: 2026-10-03 10:40 does not say whose clock it is of"),
    ],
)
def test_so_is_one_of_a_table(cell: str, wanted: str) -> None:
    found = asked(f"time,what\n{cell},cut off\n", "log.csv")
    assert any(wanted in line for line in found), found


def test_an_hour_that_comes_twice_or_never_is_asked_for() -> None:
    with pytest.raises(Invalid, match=r"clocks show .* twice"):
        instant("2026-10-25 02:30", None, "Europe/Berlin")
    with pytest.raises(Invalid, match="clocks went forward"):
        instant("2026-03-29 02:30", None, "Europe/Berlin")
    assert instant("2026-10-25 02:30+01:00", None, "Europe/Berlin") - instant("2026-10-25T00:30Z", None, None) == 3600


def test_forms_of_a_time_that_people_write() -> None:
    found = page(
        "# Outage\n## 2026-10-03 UTC\n9:05 PM - a\n* `21:06:30` b\n1. (21:07) c\n- 21:08 JST d\n21時09分 e\n", "UTC"
    )
    assert [clock(entry.at) for entry in found.entries] == ["03 12:08", "03 21:05", "03 21:06", "03 21:07", "03 21:09"]
    assert [entry.text for entry in found.entries] == ["d", "a", "b", "c", "e"]


@pytest.mark.parametrize(
    "text",
    [
        "# Postmortem\n*All times UTC.*\n\n**2026-10-03**\n\n- 14:51 a",
        "### Timeline (all times UTC)\n\nOctober 3, 2026\n\n14:51 a",
        "## Sat 3rd October 2026, UTC\n* 14:51: a",
        "## 2026年10月3日（土）\n時刻はすべて日本時間。\n- 23:51 a",
        "- 2026-10-03 14:51 UTC — a",
        "## 2026-10-03\n- 14:51Z a",
        "# Outage of 2026\u201110\u201103 (UTC)\n- **14:51:** a",
        "- Oct 3, 2026, 14:51 UTC — a",
        "* 3 October 2026 at 2:51 PM UTC: a",
        "- On 2026-10-03 at 14:51 UTC, a",
        "## 2026-10-03 (UTC)\nAt 14:51, a",
        "# A\n## Log (UTC), 2026-10-03\n### 14:51 – a",
        "# A\n**2026-10-03** UTC\n### 14:51\n\na",
        "## 2026-10-03 UTC\n```\n14:51 a\n```",
        "## 令和8年10月3日（土） UTC\n- 午後2時51分　a",
        "# A\n- Date detected: 2026-10-03\n## Timeline (UTC)\n- **14:51:** a",
        "## 2026-10-03\n|Time (UTC)|Event|\n|--|--|\n|2:51 PM|a|",
        "|UTC|Description|\n|--|--|\n|2026-10-03 14:51|a|",
        "# A, all times UTC\n|ts|kind|summary|\n|--|--|--|\n|2026-10-03T14:51:00.000|chat|a|",
    ],
)
def test_days_and_zones_are_told_in_many_ways(text: str) -> None:
    assert told(page(text)) == [("03 14:51", "a", ())]


def test_a_day_in_the_head_of_a_report_is_taken_and_said() -> None:
    found = page("# Outage\n**Date:** 2026-10-03\n## Timeline (UTC)\n- 14:51 a")
    assert told(found) == [("03 14:51", "a", ())]
    assert [problem_text(problem, "en") for problem in found.warnings] == [
        "log.md:2:1: warning: the day is taken from here: 2026-10-03 [assumed]"
    ]


def test_a_day_without_a_year_is_of_the_one_above_and_no_time_is_passed_over_in_silence() -> None:
    found = page("* **Oct 3, 2026 23:51 UTC**: **a**, at last\n* **Oct 4, 00:10 UTC**: b\n* Later, 09:00, c\n")
    assert told(found) == [("03 23:51", "**a**, at last", ()), ("04 00:10", "b", ())]
    assert [(problem.code, problem.line) for problem in found.warnings] == [("assumed", 2), ("left-out", 3)]
    under = page("## 2026-10-03 (UTC)\n- 9:00 a\n### October 4\n- 10:40 b\n- 24:30 c")
    assert [clock(entry.at) for entry in under.entries] == ["03 09:00", "04 10:40", "05 00:30"]


@pytest.mark.parametrize(
    ("root", "form"),
    [
        ({"data": [{"log": "a", "owner": "x", "createdAt": "2026-10-03T14:51:00.123Z"}]}, "JSON"),
        ({"data": [{"type": "e", "attributes": {"event": "a", "user": {"name": "x"},
                                                "occurred_at": "2026-10-03T07:51-07:00"}}]}, "JSON"),
        ({"data": [{"occurred_at": "2026-10-03T14:51Z", "author": {"name": "x"}, "data": {"body": "a"}}]}, "JSON"),
        ([{"time": 1791039060, "message": "a", "author": "x"}], "JSON"),
        ({"incident_updates": [{"created_at": "2026-10-03T14:51Z", "message": "a",
                                "updater": {"user": {"name": "x"}}}]}, "incident.io"),
    ],
)  # fmt: skip
def test_lists_of_maps_are_known_by_what_their_keys_are_called(root: object, form: str) -> None:
    found = read_timeline(json.dumps(root).encode(), "log.json")
    assert (found.form, told(found), found.entries[0].author) == (form, [("03 14:51", "a", ())], "x")


def test_a_map_in_each_line_is_told_by_its_line() -> None:
    lines = '{"ts": "2026-10-03T14:51Z", "message": "a"}\n\n{"ts": "2026-10-03T14:52Z", "message": "b"}\n'
    assert [entry.text for entry in read_timeline(lines.encode(), "log.jsonl").entries] == ["a", "b"]
    assert asked(lines.replace("14:52Z", "soon"), "log.jsonl")[0].startswith("log.jsonl:3:8: error: expected a time")


def test_a_day_written_once_holds_for_the_rows_below_it() -> None:
    rows = "Date,Time (UTC),Event\n2026-10-03,14:51,a\n,15:10,b\n,15:12,c\n2026-10-04,9:00,d\n"
    found = table(rows)
    assert [clock(entry.at) for entry in found.entries] == ["03 14:51", "03 15:10", "03 15:12", "04 09:00"]
    assert [(problem.code, problem.line) for problem in found.warnings] == [("assumed", 3)]
    shown = page("|Time|Event|\n|--|--|\n|2026-10-03 03:56 UTC|a|\n|06:17 UTC|b|\n")
    assert [clock(entry.at) for entry in shown.entries] == ["03 03:56", "03 06:17"]
    assert "log.csv:6:2: error: on which day was this?" in asked(f"{rows},8:59,e\n", "log.csv")[0]


def test_a_title_stands_before_its_text_and_columns_that_are_left_out_are_named() -> None:
    found = table("Time (UTC),Status,Description,Link\n2026-10-03 14:51,Impact starts.,a,x\n2026-10-03 14:52,Over,,\n")
    assert [entry.text for entry in found.entries] == ["Impact starts: a", "Over"]
    assert [problem_text(problem, "en") for problem in found.warnings] == [
        "log.csv:1:1: warning: these columns are left out: Link. A file given with --map can name them [left-out]"
    ]


def test_a_zone_of_many_is_ones_own_where_it_is_named() -> None:
    text = "## 2026-10-03\n- 07:51 PDT a\n- 7:52 AM PT b\n"
    assert [clock(entry.at) for entry in page(text, "America/Los_Angeles").entries] == ["03 14:51", "03 14:52"]
    assert "PDT means several zones" in asked(text, tz="Europe/Berlin")[0]
    rows = "Date,Time (EST),Activity\n2026-10-03,9:51 AM,a\n"
    assert told(table(rows, tz="America/New_York")) == [("03 13:51", "a", ())]
    assert "EST means several zones" in asked(rows, "log.csv")[0]


def test_what_lasts_keeps_its_end_and_paragraphs_stay_with_their_heading() -> None:
    found = page(
        "## 2026-10-03 UTC\n### 14:51–15:10 – We look elsewhere\nFor long.\n- With care.\n\n### Causes\nNone.\n"
    )
    assert told(found) == [("03 14:51", "We look elsewhere (–15:10)\nFor long.\n- With care.", ())]


@pytest.mark.parametrize("when", ["1791039060", "1791039060000", "Oct 3, 2026 2:51 PM Z", "3 Oct 2026, 14:51 UTC"])
def test_columns_are_known_by_what_they_are_called(when: str) -> None:
    assert told(table(f'Timestamp (UTC),Event Description,Owner\n"{when}",a,x\n')) == [("03 14:51", "a", ())]


def test_too_much_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "MOST", 2)
    with pytest.raises(TabletopError, match="more than 2 lines"):
        table("time,what\n" + "2026-10-03T10:12:00Z,Alert\n" * 3)
    with pytest.raises(TabletopError, match="more than 400,000 lines"):
        page("\n" * 400_001)
    assert "more than 64 levels" in asked("[" * 100, "deep.json")[0]
    assert told(page(f"## 2026-10-03 UTC\n- 14:51 a\n-{' ' * 30_000}x")) == [("03 14:51", "a", ())]  # at once
    with pytest.raises(TabletopError, match="no export that is read here"):
        read_timeline(b'{"a": 1}', "a.json")
    with pytest.raises(TabletopError, match="cannot be used as it is"):
        read_timeline(b"\xff\xfe\x00\x01", "a.md")


@pytest.mark.parametrize("count", [80, pytest.param(6_000, marks=pytest.mark.slow)])
def test_broken_files_end_in_a_timeline_or_a_refusal_that_says_where(count: int) -> None:
    sources = [(path.name, path.read_text("utf-8")) for path in OURS] + [("log.csv", LOG.format("2026-10-05T09:00Z"))]
    for seed in range(count):
        name, text = sources[seed % len(sources)]
        found = outcome(spoiled(name, text, seed), name, Random(seed).choice([None, "UTC", "Europe/Berlin"]))
        if isinstance(found, TabletopError):
            assert name in str(found) or any(problem.file == name for problem in found.problems), seed
        else:
            assert all(isinstance(entry, Entry) and entry.text for entry in found.entries), seed
            assert [*found.entries] == sorted(found.entries, key=lambda entry: entry.at), seed


def outcome(data: bytes, name: str, tz: str | None) -> Timeline | TabletopError:
    try:
        return read_timeline(data, name, None, tz)
    except TabletopError as error:
        return error


def spoiled(name: str, text: str, seed: int) -> bytes:
    """Things of another type, or lines that are doubled, swapped or cut, and characters that stand elsewhere."""
    if name.endswith(".json"):
        return mutated(json.loads(text), seed)
    chance = Random(seed)
    lines = text.split("\n")
    for _ in range(chance.randint(1, 4)):
        n, m = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(5):
            case 0:
                lines[n] = lines[n][: chance.randrange(len(lines[n]) + 1)]
            case 1:
                lines[n], lines[m] = lines[m], lines[n]
            case 2:
                lines.insert(m, lines[n])
            case 3:
                at = chance.randrange(len(lines[n]) + 1)
                lines[n] = (
                    lines[n][:at]
                    + chance.choice(['"', "|", "\x1b[2J", "99:99", "2026-13-01", "[x]", ",", "\u202e"])
                    + lines[n][at:]
                )
            case _:
                lines[n] = lines[n].replace("2026", chance.choice(["0000", "9999", "1969", "２０２６"]))
    return "\n".join(lines).encode()
