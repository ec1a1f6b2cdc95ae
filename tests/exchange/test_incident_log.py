"""Tables of real incidents: what is read, in whose hours, and what is said where it cannot be."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import TabletopError
from simulator.exchange.csv_table import read_table
from simulator.exchange.incident_log import IncidentLog, read_log
from simulator.exchange.mapping import Mapping
from simulator.wording.speech import problem_text

PLAIN = """incident,milestone,at
4711,detected,2026-03-02T09:00Z
4711,contained,2026-03-02T10:30Z
"""


def log_of(text: str | bytes, mapping: Mapping | None = None, tz: str | None = None) -> IncidentLog:
    return read_log(text.encode() if isinstance(text, str) else text, "t.csv", mapping, tz)


def times(text: str | bytes, mapping: Mapping | None = None, tz: str | None = None) -> dict[str, dict[str, str]]:
    """Incident → milestone → when, as people read it."""
    return {
        incident: {name: f"{datetime.fromtimestamp(at, UTC):%m-%d %H:%M}" for name, at in reached.items()}
        for incident, reached in log_of(text, mapping, tz).incidents.items()
    }


def refused(text: str | bytes, mapping: Mapping | None = None) -> str:
    with pytest.raises(TabletopError) as error:
        log_of(text, mapping)
    return "\n".join([str(error.value), *(problem_text(problem, "en") for problem in error.value.problems)])


def test_a_row_for_each_milestone() -> None:
    assert times(PLAIN) == {"4711": {"detected": "03-02 09:00", "contained": "03-02 10:30"}}


def test_a_milestone_counts_the_first_time() -> None:
    assert times(PLAIN + "4711,contained,2026-03-02T10:10Z\n")["4711"]["contained"] == "03-02 10:10"


@pytest.mark.parametrize(
    ("tool", "text", "reached"),
    [
        (
            "PagerDuty",
            "id,incident_number,created_at,resolved_at,seconds_to_first_ack\n"
            "Q1,12,2026-03-02T09:00:00Z,2026-03-02T11:00:00Z,300\n",
            {"12": {"detected": "03-02 09:00", "recovered": "03-02 11:00", "acknowledged": "03-02 09:05"}},
        ),
        (
            "ServiceNow",
            "number,opened_at,resolved_at\nINC0000060,2026-12-14 02:46:44,\n",
            {"INC0000060": {"detected": "12-13 17:46"}},
        ),
        (
            "Rootly",
            "sequential_id,title,started_at,detected_at,acknowledged_at,mitigated_at,resolved_at\n"
            "9,Odd,2026-03-02T08:00:00.000-08:00,2026-03-02T08:20:00.000-08:00,,2026-03-02T09:00:00.000-08:00,\n",
            {"9": {"started": "03-02 16:00", "detected": "03-02 16:20", "contained": "03-02 17:00"}},
        ),
    ],
)
def test_exports_are_known_by_their_columns(tool: str, text: str, reached: dict[str, dict[str, str]]) -> None:
    assert log_of(text, tz="Asia/Tokyo").read_as == tool
    assert times(text, tz="Asia/Tokyo") == reached


def test_any_other_table_has_a_map() -> None:
    mapping = Mapping(
        incident="Ticket",
        times={"Opened": "detected", "Stopped": "contained"},
        format="%d/%m/%Y %H:%M",
        zone="Europe/London",
    )
    text = "Ticket;Opened;Stopped\nT-1;03/07/2026 09:00;03/07/2026 09:45\n"
    assert times(text, mapping) == {"T-1": {"detected": "07-03 08:00", "contained": "07-03 08:45"}}


def test_a_map_may_rename_what_stands_in_a_column() -> None:
    mapping = Mapping(incident="no", milestone="stage", at="when", names={"Mitigated": "contained"})
    assert times("no,stage,when\n1,Mitigated,2026-03-02T09:00Z\n", mapping) == {"1": {"contained": "03-02 09:00"}}


def test_zones_may_be_mixed() -> None:
    text = "incident,milestone,at\n1,detected,2026-03-02 09:00\n1,contained,2026-03-02T01:00:00+01:00\n"
    assert times(text, tz="Asia/Tokyo") == {"1": {"detected": "03-02 00:00", "contained": "03-02 00:00"}}


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.encode("utf-16"),
        PLAIN.replace(",", "\t").encode(),
        PLAIN.replace("4711", '"4711"').replace("\n", "\n\n").rstrip().encode(),
        PLAIN.replace("2026-03-02T09:00Z", '"=""2026/3/2 9:00 UTC"""').encode(),
    ],
    ids=["mark of byte order and CRLF", "CR", "UTF-16", "tabs", "quotes and empty lines", "a cell kept as text"],
)
def test_however_it_was_saved(data: bytes) -> None:
    assert times(data) == times(PLAIN)


def test_japanese_excel() -> None:
    mapping = Mapping(incident="受付番号", times={"検知": "detected"}, zone="Asia/Tokyo")
    data = "受付番号,概要,検知\n障害１,生成結果の異常,2026/3/2 9:05\n".encode("cp932")
    assert times(data, mapping) == {"障害１": {"detected": "03-02 00:05"}}


def test_a_formula_is_only_text() -> None:
    text = PLAIN.replace("4711", '"=HYPERLINK(""https://x.example"",""4711"")"')
    assert list(log_of(text).incidents) == ['=HYPERLINK("https://x.example","4711")']


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            PLAIN.replace("2026-03-02T10:30Z", "soon"),
            "t.csv:3:16: error: expected a time such as 2026-07-10T18:40",
        ),
        (PLAIN.replace("T10:30Z", ""), "leave out what is only a day"),
        (PLAIN.replace("10:30Z", "10:30"), "t.csv:3:16: error: 2026-03-02T10:30 does not say whose clock it is of"),
        (PLAIN.replace("03-02T10", "02-30T10"), "there is no such day or time"),
        (PLAIN.replace("2026-03-02T10", "0026-03-02T10"), "expected a year from"),
        (PLAIN.replace("contained", "Contained!"), "t.csv:3:6: error: 'Contained!' is no milestone"),
        (PLAIN.replace("4711,contained", ",contained"), "t.csv:3:1: error: no incident is named here"),
        (PLAIN.replace("4711,contained", '"4711,contained'), 't.csv:3:1: error: this cell begins with "'),
        (PLAIN + "1,2,3,4\n", "t.csv:4:7: error: this row has 4 cells and the header 3"),
        (
            "a,b,c\n1,2,3\n",
            "t.csv:1:1: error: these are the columns of no form that is known",
        ),
        ("", "holds no rows"),
        (b"\x00\x01\x02", "is no text"),
        (b"\xff\xfe\x00\xd8", "is no text"),
        (b"\x81", "is no text"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str | bytes, said: str) -> None:
    assert said in refused(text)


def test_a_column_that_the_map_names_must_be_there() -> None:
    mapping = Mapping(incident="ticket", times={"opened": "detected"})
    assert "there is no column opened: there is ticket, open" in refused("ticket,open\n1,\n", mapping)


def test_no_more_is_told_than_anybody_reads() -> None:
    assert refused("incident,milestone,at\n" + "1,detected,x\n" * 5000).count("error") == 20


cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zs", "Zl", "Zp"]), max_size=8)


@given(rows=st.lists(st.lists(cells, min_size=3, max_size=3).filter(any), min_size=1, max_size=6))
def test_what_was_put_in_quotes_comes_out_again(rows: list[list[str]]) -> None:
    rows = [["." + cell for cell in row] for row in rows]
    quoted = [",".join('"{}"'.format(cell.replace('"', '""')) for cell in row) for row in rows]
    table = read_table("\n".join(['"a,b",c,d', *quoted]).encode(), "t.csv")
    assert [[cell.text for cell in row] for row in table.rows] == rows


@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(TabletopError):
        log_of(data)
