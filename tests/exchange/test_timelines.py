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
from tests.exchange.workbooks import workbook

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
        ("## 2026-10-03\n- 10:40 CST cut off", "log.md:2:3: error: CST means several zones"),
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
    ],
)
def test_days_and_zones_are_told_in_many_ways(text: str) -> None:
    assert told(page(text)) == [("03 14:51", "a", ())]


def test_too_much_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "MOST", 2)
    with pytest.raises(TabletopError, match="more than 2 lines"):
        table("time,what\n" + "2026-10-03T10:12:00Z,Alert\n" * 3)
    with pytest.raises(TabletopError, match="more than 400,000 lines"):
        page("\n" * 400_001)
    assert "more than 64 levels" in asked("[" * 100, "deep.json")[0]
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
