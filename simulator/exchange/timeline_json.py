"""Exports in JSON as timelines: a Slack channel, the log entries of PagerDuty, an issue of GitHub.

Every message is an entry, by its number in the file. What a tool calls its own states marks milestones only where the
tool's word is plain: PagerDuty's triggered, acknowledged and resolved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from simulator.errors import Sentence
from simulator.exchange.json_source import Path, Source
from simulator.exchange.timeline import Entry, Place, Reading
from simulator.exchange.timeline_maps import fields_of, listed, said
from simulator.exchange.timeline_table import headed
from simulator.model.marks import MARK_PATTERN

_STAMP = re.compile(r"(\d{9,11})(?:\.\d{1,9})?")
_STATES = {
    "trigger_log_entry": "detected",
    "acknowledge_log_entry": "acknowledged",
    "resolve_log_entry": "recovered",
}
_COMINGS = frozenset({"channel_join", "channel_leave", "group_join", "group_leave", "channel_archive"})
_GITHUB_UNDATED = ("committed", "line-commented", "commit-commented")
"""Events of the timeline API that have no time of their own."""
_GITHUB_BODIES = ("labeled", "unlabeled", "renamed", "assigned", "unassigned", "closed", "reopened")


def read_export(source: Source, reading: Reading, after: int = 0) -> bool:
    """Adds what an export tells, or what is wrong with it; False where it is none that is read here.

    ``after``: the number of the last message of a file that goes on in this one.
    """
    for form, found, read in _FORMS:
        messages = found(source.root)
        if messages is not None:
            reading.form = form
            for number, (path, raw) in enumerate(messages, after + 1):
                if isinstance(raw, dict):
                    read(_Message(source, reading, path, raw, number))
                else:
                    _Message(source, reading, path, {}, number).complain(
                        "", Sentence("expected a message, found {found}", found=repr(raw)[:40])
                    )
            return True
    return False


class _Message:
    """One message while it is read."""

    def __init__(self, source: Source, reading: Reading, path: Path, raw: dict[str, Any], number: int) -> None:
        self.source, self.reading, self.path, self.raw, self.number = source, reading, path, raw, number

    def text(self, *path: str) -> str:
        """The text at some keys below each other; empty where there is none."""
        found: Any = self.raw
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        return found.strip() if isinstance(found, str) else ""

    def complain(self, key: str, message: Sentence) -> None:
        """Notes what is wrong with a key."""
        self.reading.note(self.source.problem((*self.path, key) if key else self.path, message))

    def when(self, *keys: str) -> int | None:
        """The time under the first of these keys that is there, written with its offset; None for what is none."""
        key = next((key for key in keys if self.raw.get(key) is not None), keys[0])
        if not self.text(key):
            self.complain("", Sentence("the message has no {key}: when it was is not known", key=key))
            return None
        return self.reading.moment(self.text(key), self.place(key), format=False)

    def place(self, *key: str) -> Place:
        """Where it stands, or one of its keys."""

        def found() -> tuple[int, int]:
            problem = self.source.problem((*self.path, *key), Sentence(""))
            return problem.line, problem.column

        return found

    def stamp(self, text: str, key: str) -> int | None:
        """Seconds since 1970, as Slack writes them."""
        found = _STAMP.fullmatch(text)
        if not found or datetime.fromtimestamp(int(found[1]), UTC).year < 2000:
            self.complain(
                key,
                Sentence("expected seconds since 1970 such as 1790000000.000100, found {found}", found=repr(text[:40])),
            )
            return None
        return int(found[1])

    def marks(self, written: str, key: str) -> tuple[str, ...]:
        """What a text names as milestones, with commas between; nothing where one is none, which is noted."""
        names = self.reading.chosen.names
        marks = tuple(names.get(part.strip(), part.strip()) for part in written.split(",") if part.strip())
        if all(re.fullmatch(MARK_PATTERN, mark) for mark in marks):
            return marks
        found = repr(written[:40])
        self.complain(key, Sentence("{found} is no milestone: write its id, such as contained", found=found))
        return ()

    def add(self, at: int, text: str, author: str, **more: Any) -> None:
        """Takes it as an entry."""
        self.reading.add(Entry(self.number, at, text, author, **more), self.place())


Messages = Iterator[tuple[Path, Any]]


def _slack(root: Any) -> Messages | None:
    """The messages of a channel's day, or of ``conversations.history``."""
    listed, path = (root.get("messages"), ("messages",)) if isinstance(root, dict) else (root, ())
    if not isinstance(listed, list) or not any(isinstance(raw, dict) and _is_of_slack(raw) for raw in listed):
        return None
    return (((*path, n), raw) for n, raw in enumerate(listed))


def _is_of_slack(raw: dict[str, Any]) -> bool:
    """Logs of programs have a ``ts``, too, and their texts elsewhere."""
    return "ts" in raw and any(key in raw for key in ("text", "user", "bot_id", "subtype", "attachments"))


def author_in(raw: dict[str, Any], key: str) -> str:
    """The name that a profile of Slack gives first; empty where it gives none."""
    profile = raw.get(key)
    names = (profile.get(name) for name in ("real_name", "display_name", "name")) if isinstance(profile, dict) else ()
    return next((name.strip() for name in names if isinstance(name, str) and name.strip()), "")


def _attached(raw: dict[str, Any]) -> str:
    """What a program says in its attachment, where its message has no text of its own."""
    listed = raw.get("attachments")
    first = listed[0] if isinstance(listed, list) and listed and isinstance(listed[0], dict) else {}
    said = (first.get(key) for key in ("fallback", "text", "title", "pretext"))
    return next((text.strip() for text in said if isinstance(text, str) and text.strip()), "")


def _read_slack(message: _Message) -> None:
    if message.text("subtype") in _COMINGS:
        return
    at, text = message.stamp(message.text("ts"), "ts"), message.text("text") or _attached(message.raw)
    for sign, entity in (("<", "&lt;"), (">", "&gt;"), ("&", "&amp;")):
        text = text.replace(entity, sign)
    if at is None or not text:
        return
    user = message.text("user")
    others = (("username",), ("bot_profile", "name"))
    said = (author_in(message.raw, "user_profile"), *(message.text(*keys) for keys in others))
    author = next(filter(None, (*said, message.reading.people.get(user), user)), "")
    message.reading.people[user] = author
    edited = message.stamp(message.text("edited", "ts"), "edited") if message.text("edited", "ts") else None
    message.add(at, text, author, edited="edited" in message.raw, edited_at=edited)


def _pagerduty(root: Any) -> Messages | None:
    listed, path = (root.get("log_entries"), ("log_entries",)) if isinstance(root, dict) else (root, ())
    if not isinstance(listed, list) or (not path and not any(map(_is_log_entry, listed))):
        return None
    return (((*path, n), raw) for n, raw in enumerate(listed))


def _is_log_entry(raw: Any) -> bool:
    kind = raw.get("type") if isinstance(raw, dict) else None
    return isinstance(kind, str) and kind.removesuffix("_reference").endswith("_log_entry")


def _read_pagerduty(message: _Message) -> None:
    at, kind = message.when("created_at"), message.text("type").removesuffix("_reference")
    if at is None:
        return
    said = (message.text("channel", "summary"), message.text("note"), message.text("channel", "content"))
    summary, detail = message.text("summary"), next(filter(None, said), "")
    text = "\n".join(dict.fromkeys(part for part in (summary, detail) if part)) or kind or "–"
    title = message.text("incident", "summary")
    message.reading.title = message.reading.title or title
    marked = (_STATES[kind],) if kind in _STATES else ()
    message.add(at, text, message.text("agent", "summary"), milestones=marked)


def _github(root: Any) -> Messages | None:
    """An issue with its comments (``gh issue view --json``), or a list of comments or of its events (the REST API)."""
    if isinstance(root, dict) and isinstance(root.get("comments"), list) and "createdAt" in root:
        return _issue(root, "createdAt", "closedAt")
    if isinstance(root, list) and any(
        isinstance(raw, dict) and "created_at" in raw and ("body" in raw or "event" in raw) for raw in root
    ):
        return (((n,), raw) for n, raw in enumerate(root))
    return None


def _issue(root: dict[str, Any], opened: str, closed: str) -> Messages:
    title = root.get("title")
    first = f"{title}\n{root.get('body') or ''}".strip() if isinstance(title, str) else root.get("body")
    yield (), {"body": first or "–", "createdAt": root.get(opened), "author": root.get("author"), "title": title}
    yield from ((("comments", n), raw) for n, raw in enumerate(root["comments"]))
    if root.get(closed):
        yield (), {"event": "closed", "createdAt": root[closed]}


def _read_github(message: _Message) -> None:
    if message.text("event") in _GITHUB_UNDATED:
        return
    at = message.when("created_at", "createdAt", "submitted_at")
    if at is None:
        return
    if not message.reading.title:
        message.reading.title = message.text("title")
    event = message.text("event")
    author = next(filter(None, (message.text(key, "login") for key in ("user", "author", "actor"))), "")
    text = message.text("body") or (event if event in _GITHUB_BODIES else "")
    if label := message.text("label", "name"):
        text = f"{text}: {label}"
    if not text:
        return
    edited = message.when("updated_at") if message.text("updated_at") and message.text("body") else None
    changed = edited is not None and edited > at
    said = message.raw.get("includesCreatedEdit") is True
    message.add(at, text, author, edited=changed or said, edited_at=edited if changed else None)


def _statuspage(root: Any) -> Messages | None:
    """The updates of an incident, as pages of Statuspage list them."""
    listed = root.get("incidents") if isinstance(root, dict) else None
    path: Path = ("incidents", 0) if isinstance(listed, list) and len(listed) == 1 else ()
    path = path or (("incident",) if isinstance(root, dict) and "incident" in root else ())
    incident = listed[0] if listed and len(path) == 2 else root["incident"] if path else root
    updates = incident.get("incident_updates") if isinstance(incident, dict) else None
    if not isinstance(updates, list):
        return None
    title = {"title": incident.get("name")}
    return (
        ((*path, "incident_updates", n), raw | title if isinstance(raw, dict) else raw) for n, raw in enumerate(updates)
    )


def _read_statuspage(message: _Message) -> None:
    at = message.when("display_at" if message.text("display_at") else "created_at")
    if at is None:
        return
    message.reading.title = message.reading.title or message.text("title")
    status, body = message.text("status"), message.text("body")
    text = ": ".join(part for part in (status, body) if part) or "–"
    message.add(at, text, "", milestones=("recovered",) if status == "resolved" else ())


def _incident_io(root: Any) -> Messages | None:
    """The updates of an incident, as the API of incident.io lists them."""
    updates = root.get("incident_updates") if isinstance(root, dict) else None
    if not isinstance(updates, list) or not any(isinstance(raw, dict) and "updater" in raw for raw in updates):
        return None
    return ((("incident_updates", n), raw) for n, raw in enumerate(updates))


def _read_incident_io(message: _Message) -> None:
    at, status = message.when("created_at"), message.text("new_incident_status", "name")
    if at is not None:
        text = headed(status, message.text("message")) or "–"
        message.add(at, text, message.text("updater", "user", "name"))


def _read_listed(message: _Message) -> None:
    """A map whose keys are known by their names, or by a map."""
    fields = fields_of(message.raw, message.reading.chosen)
    told = {field: said(message.raw[key]) for field, key in fields.items()}
    at, written, edited = (
        message.reading.moment(told[field], message.place(fields[field])) if field in told else None
        for field in ("time", "written", "edited")
    )
    text = headed(told.get("heading", ""), told.get("text", ""))
    if "time" not in told or not text:
        lacking = Sentence("the line has a time and no text: say what happened")
        untimed = Sentence("the line has no time: write when it happened, or leave the line out")
        message.complain("", lacking if "time" in told else untimed)
    elif at is not None:
        is_changed = edited is not None and edited > max(at, written or at)
        marks = message.marks(told.get("milestone", ""), fields.get("milestone", ""))
        message.add(
            at, text, told.get("author", ""), written=written, milestones=marks,
            edited=is_changed, edited_at=edited if is_changed else None,
        )  # fmt: skip


_FORMS: tuple[tuple[str, Callable[[Any], Messages | None], Callable[[_Message], None]], ...] = (
    ("Slack", _slack, _read_slack),
    ("PagerDuty", _pagerduty, _read_pagerduty),
    ("GitHub", _github, _read_github),
    ("incident.io", _incident_io, _read_incident_io),
    ("Statuspage", _statuspage, _read_statuspage),
    ("JSON", listed, _read_listed),
)
