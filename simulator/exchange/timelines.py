"""Files of timelines, told apart by what they hold: a table, a workbook, Markdown, or the export of a tool."""

from __future__ import annotations

from hashlib import sha256

from simulator.errors import TabletopError
from simulator.exchange.csv_table import Table
from simulator.exchange.json_source import Source
from simulator.exchange.opening import JSON, TABLES, opened
from simulator.exchange.page import Page
from simulator.exchange.slack_export import is_export as is_export_of_slack
from simulator.exchange.slack_export import read_channel
from simulator.exchange.timeline import Reading, Timeline
from simulator.exchange.timeline_json import read_export
from simulator.exchange.timeline_lines import in_one_list, is_in_lines
from simulator.exchange.timeline_map import TimelineMap
from simulator.exchange.timeline_markdown import read_markdown
from simulator.exchange.timeline_table import read_rows, rows_in, rows_of
from simulator.exchange.workbook import Workbook

MOST_BREAKS = 400_000
"""Ends of lines in a file, those within texts and pretty-printed exports included."""


def read_timeline(data: bytes, file: str, chosen: TimelineMap | None = None, tz: str | None = None) -> Timeline:
    """The timeline in a file. ``tz``: whose clock times without an offset are of.

    Raises TabletopError with file, line and column of all that cannot be read, and of what has to be asked for.
    """
    if data.count(b"\n") + data.count(b"\r") > MOST_BREAKS:
        raise TabletopError(
            "{name} has more than {most:,} lines: at most so many are read", name=file, most=MOST_BREAKS
        )
    chosen = chosen or TimelineMap()
    reading = Reading(file, sha256(data).hexdigest(), "", chosen, tz or chosen.zone)
    if is_in_lines(data, file):
        data = in_one_list(data)
    if is_export_of_slack(data, file):
        read_channel(data, file, reading)
        return reading.timeline()
    is_export = file.lower().endswith(JSON) or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
    match opened(data, file, () if is_export or file.lower().endswith(TABLES) else (Page,)):
        case Table() as table:
            reading.form = "CSV"
            read_rows(rows_of(table, chosen), reading)
        case Page() as page:
            reading.form = "Markdown"
            read_markdown(page.text, reading)
        case Source() as source if read_export(source, reading):
            pass
        case Source():
            raise TabletopError(
                "{path} is no export that is read here: Slack, PagerDuty (log entries), GitHub (issue, comments),"
                " Statuspage (one incident), or a list of maps with a time and a text each",
                path=file,
            )
        case Workbook() as book:
            reading.form = "Excel"
            read_rows(rows_in(book, chosen), reading)
    return reading.timeline()
