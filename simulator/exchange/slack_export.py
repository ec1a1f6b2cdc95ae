"""The export of a Slack workspace: a zip with a folder for each channel, in it a file for each day."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from simulator.errors import TabletopError
from simulator.exchange.archive import Archive
from simulator.exchange.json_source import Source, read_json
from simulator.exchange.opening import WORKBOOKS, ZIP
from simulator.exchange.timeline import Reading
from simulator.exchange.timeline_json import author_in, read_export

_USERS = "users.json"
_WORKBOOK = "[Content_Types].xml"


def is_export(data: bytes, file: str) -> bool:
    """Whether a file is a zip, and no workbook."""
    is_packed = data.startswith(ZIP) and not file.lower().endswith(WORKBOOKS)
    return is_packed and _WORKBOOK not in Archive(data, file)


def read_channel(data: bytes, file: str, reading: Reading) -> None:
    """Adds what the one channel of an export tells. TabletopError where there is none, or several."""
    try:
        archive = Archive(data, file)
        named = {PurePosixPath(name): name for name in archive.names if name.endswith(".json")}
        days = sorted(path for path in named if path.name != _USERS and path.parent.name)
        channels = tuple(sorted({path.parent.name for path in days}))
        users = [name for path, name in named.items() if path.name == _USERS]
        wanted = [*users, *(named[day] for day in days)] if len(channels) == 1 else []
        sources = {name: read_json(archive.read(name), f"{file}/{name}") for name in wanted}
    except TabletopError as error:
        if error.problems:
            raise
        raise TabletopError(
            "{path} cannot be unpacked as an export of Slack: unpack it, and pack the folder of one channel",
            path=file,
        ) from None
    if not sources:
        raise TabletopError(
            "{path} holds {count} channels ({channels}): unpack it, and pack the folder of the one that is meant",
            path=file,
            count=len(channels),
            channels=channels[:20],
        )
    reading.form, reading.title = "Slack", channels[0]
    for name in users:
        reading.people |= _people(sources.pop(name))
    for source in sources.values():
        read_export(source, reading, after=reading.entries[-1].number if reading.entries else 0)


def _people(source: Source) -> dict[str, str]:
    listed: list[Any] = source.root if isinstance(source.root, list) else []
    return {
        user["id"]: named
        for user in listed
        if isinstance(user, dict) and isinstance(user.get("id"), str) and (named := author_in(user, "profile"))
    }
