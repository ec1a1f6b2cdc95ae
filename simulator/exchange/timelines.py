"""Files of timelines, told apart by what they hold: a table, Markdown, or the export of a tool."""

from __future__ import annotations

from hashlib import sha256

from simulator.errors import TabletopError
from simulator.exchange.csv_table import read_table
from simulator.exchange.formats import TABLES
from simulator.exchange.json_source import LARGEST, read_json
from simulator.exchange.timeline import Reading, Timeline
from simulator.exchange.timeline_json import read_export
from simulator.exchange.timeline_map import TimelineMap
from simulator.exchange.timeline_markdown import read_markdown
from simulator.exchange.timeline_table import read_rows

MOST_BREAKS = 400_000
"""Ends of lines in a file, those within texts and pretty-printed exports included."""


def read_timeline(data: bytes, file: str, chosen: TimelineMap | None = None, tz: str | None = None) -> Timeline:
    """The timeline in a file. ``tz``: whose clock times without an offset are of.

    Raises TabletopError with file, line and column of all that cannot be read, and of what has to be asked for.
    """
    if len(data) > LARGEST:
        raise TabletopError(
            "{path} has {count:,} bytes; at most {most:,} are read", path=file, count=len(data), most=LARGEST
        )
    if data.count(b"\n") + data.count(b"\r") > MOST_BREAKS:
        raise TabletopError(
            "{name} has more than {most:,} lines: at most so many are read", name=file, most=MOST_BREAKS
        )
    chosen = chosen or TimelineMap()
    reading = Reading(file, sha256(data).hexdigest(), "", chosen, tz or chosen.zone)
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if file.lower().endswith(TABLES):
        table = read_table(data, file)
        reading.form = "CSV"
        read_rows(table, reading)
    elif start in (b"{", b"[") and not file.lower().endswith((".md", ".markdown", ".txt")):
        if not read_export(read_json(data, file), reading):
            raise TabletopError(
                "{path} is no export that is read here: Slack, PagerDuty (log entries) or GitHub (issue, comments)",
                path=file,
            )
    else:
        reading.form = "Markdown"
        read_markdown(_text(data, file), reading)
    return reading.timeline()


def _text(data: bytes, file: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise TabletopError("{path} is no text in UTF-8: save it so, or as CSV", path=file)
    return text.replace("\r\n", "\n").replace("\r", "\n")
