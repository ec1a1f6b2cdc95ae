"""Scenarios of IcebergTTX: messages that lead to each other by what the table chooses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from simulator.errors import Sentence
from simulator.exchange.draft import Draft
from simulator.exchange.exercise import Exercise, Message, Way
from simulator.exchange.json_messages import FOLLOWS_IN, drafted, keys, maps, root_map
from simulator.exchange.json_source import Path, Source
from simulator.exchange.workflow import Complaints, Shape
from simulator.model.durations import LONGEST, MINUTE

TITLE = "IcebergTTX"


def is_it(root: Any) -> bool:
    """Whether these values look like such a scenario."""
    return isinstance(root, dict) and isinstance(root.get("injects"), list) and "participant_teams" in root


def read(source: Source, today: date) -> Draft:
    """The draft made of a scenario. TabletopError that names the places where it cannot be made."""
    complaints = Complaints(source)
    shape, root = Shape(complaints), root_map(source, complaints)
    injects = maps(shape, root, "injects", ())
    ids = keys(injects, "id", complaints)
    first = shape.text(root, "start_inject_id", ()) or next(iter(ids), "")
    reader = _Reader(shape, complaints, ids, first)
    if ids and first not in ids:
        reader.unknown(("start_inject_id",), first)
    messages = reader.messages(injects)
    roles = _labels(shape, root)
    begun = datetime(today.year, today.month, today.day, 10, tzinfo=UTC)
    title, summary = (shape.text(root, key, ()) for key in ("title", "description"))
    complaints.refuse()
    return drafted(source, complaints, Exercise(title, begun, "UTC", messages, summary, roles=roles), TITLE)


def _labels(shape: Shape, root: dict[str, Any]) -> dict[str, str]:
    listed = shape.items(root, "participant_teams", ())
    if all(isinstance(team, str) for team in listed):
        return {}
    teams = maps(shape, root, "participant_teams", ())
    named = {shape.text(team, "id", path): shape.text(team, "label", path) for path, team in teams.items()}
    return {key: label for key, label in named.items() if key and label}


class _Reader:
    def __init__(self, shape: Shape, complaints: Complaints, ids: Mapping[str, Path], first: str) -> None:
        self.shape, self.complaints, self.ids, self.first = shape, complaints, ids, first

    def messages(self, injects: Mapping[Path, dict[str, Any]]) -> list[Message]:
        """All messages, and those of outsiders that come with them. Where none leads on, they come one by one."""
        made = [self._message(path, raw) for path, raw in injects.items()]
        letters = [letter for path, raw in injects.items() for letter in self._letters(path, raw)]
        led = {message.leads for message in made} | {way.leads for message in made for way in message.ways}
        if led == {None}:
            made = [replace(message, at=number * FOLLOWS_IN if message.at is None else message.at)
                    for number, message in enumerate(made)]  # fmt: skip
        for message in made:
            if message.at is None and message.key not in led and not message.first and message.key in self.ids:
                said = Sentence("nothing leads to this message: it comes at the opening")
                self.complaints.warn(self.ids[message.key], said, "not-led-to")
        return [self._placed(message, message.key in led) for message in made] + letters

    def _placed(self, message: Message, led: bool) -> Message:
        follows = led and not message.first and message.at is None
        return replace(message, at=message.at or 0, delay=FOLLOWS_IN if follows else 0)

    def _message(self, path: Path, raw: dict[str, Any]) -> Message:
        shape, key = self.shape, self.shape.text(raw, "id", path)
        ways = [
            Way(shape.text(way, "label", place) or shape.text(way, "id", place), self._leads(way, place))
            for place, way in maps(shape, raw, "options", path).items()
        ]
        leads, notes = self._leads(raw, path), list[str]()
        if len(ways) == 1:
            leads, notes = leads or ways[0].leads, [ways[0].text]
            message = Sentence("one option is no choice: what it leads to comes whatever is decided")
            self.complaints.warn((*path, "options"), message, "one-option")
        return Message(
            key=key,
            title=shape.text(raw, "title", path),
            body=shape.text(raw, "content", path),
            at=self._at(path, raw),
            first=key == self.first,
            to=self._texts(raw, "target_teams", path),
            expects=self._texts(raw, "expected_actions", path),
            ways=tuple(ways) if len(ways) > 1 else (),
            leads=leads,
            notes=tuple(notes),
        )

    def unknown(self, path: Path, id: str) -> None:
        """Complains of an id that no message has."""
        message = Sentence("{id} is led to, and is not in the file", id=id[:80])
        self.complaints.error(path, message, "unknown-id")

    def _leads(self, raw: dict[str, Any], path: Path) -> str | None:
        named = self.shape.text(raw, "next_inject_id", path)
        if named and named not in self.ids:
            self.unknown((*path, "next_inject_id"), named)
        return named if named in self.ids else None

    def _at(self, path: Path, raw: dict[str, Any]) -> int | None:
        minutes = raw.get("release_at_minutes")
        if minutes is None:
            return None
        if isinstance(minutes, bool) or not isinstance(minutes, int | float) or not 0 <= minutes <= LONGEST // MINUTE:
            found = Sentence("expected a number of minutes, found {found}", found=repr(minutes)[:40])
            self.complaints.error((*path, "release_at_minutes"), found)
            return None
        return round(minutes * MINUTE)

    def _texts(self, raw: dict[str, Any], key: str, path: Path) -> tuple[str, ...]:
        listed = self.shape.items(raw, key, path)
        for n, item in enumerate(listed):
            if not isinstance(item, str):
                self.complaints.error(
                    (*path, key, n), Sentence("expected a text, found {found}", found=repr(item)[:40])
                )
        return tuple(item.strip() for item in listed if isinstance(item, str) and item.strip())

    def _letters(self, path: Path, raw: dict[str, Any]) -> Iterator[Message]:
        key = self.shape.text(raw, "id", path)
        for n, (place, letter) in enumerate(maps(self.shape, raw, "triggers_communications", path).items()):
            seconds = letter.get("delay_after_release_seconds") or 0
            if isinstance(seconds, bool) or not isinstance(seconds, int) or not 0 <= seconds <= LONGEST:
                found = Sentence("expected a number of seconds, found {found}", found=repr(seconds)[:40])
                self.complaints.error((*place, "delay_after_release_seconds"), found)
                continue
            who, title, body = (self.shape.text(letter, name, place) for name in ("external_entity", "subject", "body"))
            to = self._texts(raw, "target_teams", path)
            yield Message(f"{key}/{n}", title or who or key, body, None, after=key, delay=seconds, sender=who, to=to,
                          mode="email")  # fmt: skip
