"""CACAO 2.0 (OASIS): playbooks of steps in blocks, for machines and people.

It has no working times, no odds and no hours of people: what must be assumed for them is said in the draft. Conditions
are kept as text and never evaluated. ``docs/exchange.md`` has the mapping in tables, and what is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError

from simulator.errors import Invalid, Sentence, TabletopError, why
from simulator.exchange import cacao_out
from simulator.exchange.cacao_out import EXTENSION, graph_hash
from simulator.exchange.cacao_work import CacaoWork, extension
from simulator.exchange.draft import Draft
from simulator.exchange.json_source import Source
from simulator.exchange.naming import Names
from simulator.exchange.steps import playbook_of
from simulator.exchange.workflow import Complaints, Node, Shape, first_of, nodes
from simulator.model.base import read_day
from simulator.model.playbook import Playbook

TITLE = "CACAO 2.0"
_ID = re.compile(r"[a-z][a-z0-9-]*--[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_it(root: Any) -> bool:
    """Whether these values look like a playbook of CACAO."""
    return isinstance(root, dict) and "workflow" in root and "spec_version" in root


def read(source: Source, today: date) -> Draft:
    """The draft made of a playbook. TabletopError that names the places where it cannot be made."""
    complaints = Complaints(source)
    if not isinstance(source.root, dict):
        complaints.error((), Sentence("expected a map, found {found}", found=type(source.root).__name__))
        complaints.refuse()
    version = source.root.get("spec_version")
    if version != "cacao-2.0":
        message = Sentence("read as CACAO 2.0, though spec_version is {found}", found=repr(version)[:40])
        complaints.warn(("spec_version",), message, "other-version")
    workflow = source.root.get("workflow")
    odd = next((key for key in workflow if not _ID.fullmatch(key)), None) if isinstance(workflow, dict) else None
    if odd is not None:
        message = Sentence("ids such as {id} are no type--UUID, as CACAO has them: read all the same", id=odd[:80])
        complaints.warn(("workflow", odd), message, "odd-id")
    return _own(source, complaints) or drafted(source, complaints, TITLE, today)


def write(playbook: Playbook) -> bytes:
    """The playbook in CACAO 2.0."""
    return cacao_out.write(playbook)


def _own(source: Source, complaints: Complaints) -> Draft | None:
    """The playbook that this program has written, equal; None where there is none, or its order was changed since."""
    shape = Shape(complaints)
    head = shape.mapping(shape.mapping(source.root, "playbook_extensions", ()), EXTENSION, ("playbook_extensions",))
    workflow = shape.mapping(source.root, "workflow", ())
    complaints.refuse()
    if not isinstance(head.get("playbook"), dict):
        return None
    if head.get("graph") != graph_hash(workflow):
        message = Sentence("its order was changed since it was exported: read anew, with times and roles as they were")
        complaints.warn(("workflow",), message, "changed")
        return None
    numbered = {key: own for key, raw in workflow.items() if (own := extension(raw))}
    try:
        keys = sorted(numbered, key=lambda key: int(numbered[key]["number"]))
        tree = head["playbook"] | {"steps": [numbered[key]["step"] for key in keys]}
        playbook = Playbook.model_validate(tree, context={"language": tree.get("language", "en")})
    except ValidationError as error:
        raise _invalid(error, complaints, keys) from None
    except (KeyError, TypeError, ValueError):
        complaints.error(("workflow",), Sentence("a step in the extension of this program has no number or no values"))
        complaints.refuse()
        raise
    licence = _licence(source.root)
    return Draft(playbook, TITLE, source.file, source.sha256, licence, False, tuple(complaints.problems))


def _invalid(error: ValidationError, complaints: Complaints, keys: Sequence[str]) -> TabletopError:
    """What pydantic says, at its place in the extension."""
    first = error.errors()[0]
    place, path = first["loc"], ("playbook_extensions", EXTENSION, "playbook")
    if len(place) > 1 and place[0] == "steps" and isinstance(place[1], int):
        path, place = ("workflow", keys[place[1]], "step_extensions"), (EXTENSION, "step", *place[2:])
    cause = first.get("ctx", {}).get("error")
    reason = why(cause) if isinstance(cause, Invalid) else Sentence(first["msg"])
    problem = Sentence("no playbook can be made of it: {reason}", reason=reason)
    return complaints.source.refused(complaints.source.problem((*path, *place), problem))


def drafted(source: Source, complaints: Complaints, title: str, today: date) -> Draft:
    """A workflow of blocks, whatever calls itself so, as a draft."""
    shape = Shape(complaints)
    found = nodes(source, complaints)
    complaints.refuse()
    first = first_of(found, "workflow_start", shape)
    complaints.refuse()
    _say_what_is_left_out(source, found, complaints, today)
    head, work = _head(source.root, shape, today), CacaoWork(shape)
    complaints.refuse()
    playbook = playbook_of(found, first, head, work, complaints)
    licence = _licence(source.root)
    return Draft(playbook, title, source.file, source.sha256, licence, problems=tuple(complaints.problems))


def _say_what_is_left_out(source: Source, found: dict[str, Node], complaints: Complaints, today: date) -> None:
    if source.root.get("revoked") is True:
        complaints.warn(("revoked",), Sentence("its owner has revoked it: ask for what took its place"), "revoked")
    until = source.root.get("valid_until")
    if isinstance(until, str) and _day(until, today) < today:
        complaints.warn(("valid_until",), Sentence("it was valid until {day}", day=until[:10]), "revoked")
    exception = source.root.get("workflow_exception")
    if isinstance(exception, str) and exception not in found:
        message = Sentence(
            "workflow_exception names {target}, which is not in the file: it is left out", target=exception
        )
        complaints.warn(("workflow_exception",), message, "left-out")


def _head(root: dict[str, Any], shape: Shape, today: date) -> dict[str, Any]:
    name, description = shape.text(root, "name", ()), shape.text(root, "description", ())
    owner = shape.text(root, "created_by", ())
    return {
        "id": Names().of(name, "imported-playbook"),
        "title": name or None,
        "summary": description or None,
        "owner": owner if owner and not owner.startswith("identity--") else "Not named in the file",
        "version": "1",
        "reviewed": _day(shape.text(root, "modified", ()) or shape.text(root, "created", ()), today),
    }


def _day(text: str, today: date) -> date:
    try:
        return read_day(text[:10])
    except Invalid:
        return today


def _licence(root: dict[str, Any]) -> str:
    """CACAO has no field for it: the first marking or reference that speaks of one."""
    for key in ("licence", "license"):
        if isinstance(root.get(key), str):
            return str(root[key])[:200]
    markings = root.get("data_marking_definitions")
    for marking in markings.values() if isinstance(markings, dict) else ():
        statement = marking.get("statement") if isinstance(marking, dict) else None
        if isinstance(statement, str):
            return statement[:200]
    return ""
