"""Exercises in CEXF (MISP's common exercise format): messages, their payloads, and the flow of who follows whom."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from simulator.errors import Sentence, clean
from simulator.exchange.draft import Draft
from simulator.exchange.exercise import Exercise, Message
from simulator.exchange.json_messages import FOLLOWS_IN, drafted, keys, maps, root_map
from simulator.exchange.json_source import Path, Source
from simulator.exchange.workflow import Complaints, Shape
from simulator.model.durations import LONGEST

TITLE = "CEXF"
_MOST_OF_A_PAYLOAD = 20_000
"""Characters of a payload that are put on the wall."""


def is_it(root: Any) -> bool:
    """Whether these values look like an exercise of CEXF."""
    return isinstance(root, dict) and isinstance(root.get("injects"), list) and "inject_flow" in root


def read(source: Source, today: date) -> Draft:
    """The draft made of an exercise. TabletopError that names the places where it cannot be made."""
    complaints = Complaints(source)
    shape, root = Shape(complaints), root_map(source, complaints)
    injects = maps(shape, root, "injects", ())
    ids = keys(injects, "uuid", complaints)
    payloads = {raw["uuid"]: raw for raw in maps(shape, root, "inject_payloads", ()).values()
                if isinstance(raw.get("uuid"), str)}  # fmt: skip
    after, times = _after(shape, root, ids), _times(shape, root)
    complaints.refuse()
    head = shape.mapping(root, "exercise", ())
    _refuse_endless(ids, after, complaints)
    messages = [
        _message(shape, path, injects[path], payloads, after.get(key), times.get(key)) for key, path in ids.items()
    ]
    begun = datetime(today.year, today.month, today.day, 10, tzinfo=UTC)
    title, summary = (shape.text(head, key, ("exercise",)) for key in ("name", "description"))
    complaints.refuse()
    if any(key in ids and key not in times for key in after):
        message = Sentence("how soon one message follows another is not in the file: 10 minutes")
        complaints.warn(("inject_flow",), message, "assumed")
    return drafted(source, complaints, Exercise(title, begun, "UTC", messages, summary), TITLE)


def _after(shape: Shape, root: dict[str, Any], ids: Mapping[str, Path]) -> dict[str, str]:
    """Message → the one that it follows, as either of the two says."""
    made = dict[str, str]()
    for path, raw in maps(shape, root, "inject_flow", ()).items():
        here = shape.text(raw, "inject_uuid", path)
        sequence = shape.mapping(raw, "sequence", path)
        # The page of the format shows an empty list where nothing is required.
        required = shape.mapping(raw, "requirements", path) if raw.get("requirements") != [] else {}
        needed = shape.text(required, "inject_uuid", (*path, "requirements"))
        follow = shape.items(sequence, "followed_by", (*path, "sequence"))
        named = [(here, (*path, "inject_uuid")), (needed, (*path, "requirements", "inject_uuid"))]
        named += [(str(led), (*path, "sequence", "followed_by", n)) for n, led in enumerate(follow)]
        for key, place in named:
            if key and key not in ids:
                message = Sentence("{id} is led to, and is not in the file", id=key[:80])
                shape.complaints.error(place, message, "unknown-id")
        if needed:
            made[here] = needed
        for led in follow:
            made.setdefault(str(led), here)
    return made


def _times(shape: Shape, root: dict[str, Any]) -> dict[str, int]:
    """Message → the second after the start at which it is due, where the flow says it."""
    made = dict[str, int]()
    for path, raw in maps(shape, root, "inject_flow", ()).items():
        at = shape.mapping(raw, "timing", path).get("triggered_at")
        if at is None or at == "":
            continue
        seconds = int(at) if isinstance(at, int) or (isinstance(at, str) and at.isdecimal() and len(at) < 10) else -1
        if isinstance(at, bool) or not 0 <= seconds <= LONGEST:
            found = Sentence("expected a number of seconds, found {found}", found=repr(at)[:40])
            shape.complaints.error((*path, "timing", "triggered_at"), found)
        made.setdefault(shape.text(raw, "inject_uuid", path), seconds)
    return made


def _refuse_endless(ids: Mapping[str, Path], after: Mapping[str, str], complaints: Complaints) -> None:
    """TabletopError where a message follows itself, by others or not: it would never come."""
    for key, path in ids.items():
        seen, at = {key}, after.get(key)
        while at is not None and at not in seen:
            seen.add(at)
            at = after.get(at)
        if at == key:
            message = Sentence("this message waits for itself: take it out of requirements or followed_by")
            complaints.error(path, message, "endless")
    complaints.refuse()


def _message(
    shape: Shape,
    path: Path,
    raw: dict[str, Any],
    payloads: Mapping[str, dict[str, Any]],
    after: str | None,
    at: int | None,
) -> Message:
    tool, action = shape.text(raw, "target_tool", path), shape.text(raw, "action", path)
    payload = payloads.get(shape.text(raw, "action_payload_resource_uuid", path), {})
    results = [shape.text(part, "result", place) for place, part in maps(shape, raw, "inject_evaluation", path).items()]
    notes = [f"{key}: {text}" for key, text in (("action", action), ("target_tool", tool)) if text]
    return Message(
        key=shape.text(raw, "uuid", path),
        title=shape.text(raw, "name", path) or action,
        body=_body(payload),
        at=at if at is not None else None if after else 0,
        after=after,
        delay=FOLLOWS_IN if after and at is None else 0,
        mode=action,
        expects=tuple(" ".join(text.split()) for text in results if text.strip()),
        notes=tuple(notes),
    )


def _body(payload: Mapping[str, Any]) -> str:
    """What a payload says: its text, decoded where it is text; else its parameters, a line each."""
    parameters = payload.get("parameters")
    if not isinstance(parameters, dict):
        return ""
    content = parameters.get("content")
    if isinstance(content, str) and parameters.get("content-type") == "base64":
        try:
            content = clean(b64decode(content, validate=True).decode())
        except (binascii.Error, ValueError):
            content = None
    if isinstance(content, str):
        return content.strip()[:_MOST_OF_A_PAYLOAD]
    plain = ((key, value) for key, value in parameters.items() if key not in ("content", "content-type"))
    return "\n".join(f"{key}: {value}" for key, value in plain if isinstance(value, str | int))[:_MOST_OF_A_PAYLOAD]
