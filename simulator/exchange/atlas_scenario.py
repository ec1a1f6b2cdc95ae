"""A scenario begun from a case of MITRE ATLAS: the attacker's half. The responder's half is left to be written.

What is left has the texts of a new file, so that ``tabletop check`` lists each of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from simulator.exchange.atlas import Atlas, Case, CaseStep
from simulator.exchange.atlas_ids import current
from simulator.model.scenario import Scenario

_UNSEEN = ("AML.TA0002", "AML.TA0003", "AML.TA0001")
"""Tactics at work before anything reaches the victim, or beside it."""
_KINDS: Mapping[str, tuple[str, ...]] = {
    "model-extraction": ("AML.T0024", "AML.T0005", "AML.T0048.004"),
    "agent-incident": ("AML.T0053", "AML.T0081", "AML.T0086", "AML.T0051.001", "AML.T0103", "AML.T0108"),
    "knowledge-poisoning": ("AML.T0070", "AML.T0066", "AML.T0071", "AML.T0080"),
    "supply-chain": ("AML.T0010", "AML.T0115.001", "AML.T0115.002", "AML.T0011.001", "AML.T0060"),
    "model-compromise": ("AML.T0018", "AML.T0025", "AML.T0035", "AML.T0044"),
    "data-provenance-breach": ("AML.T0020", "AML.T0115.000", "AML.T0059"),
    "key-abuse": ("AML.T0034", "AML.T0055", "AML.T0012", "AML.T0091"),
    "impersonation-fraud": ("AML.T0073", "AML.T0088", "AML.T0048.000", "AML.T0052"),
    "data-destruction": ("AML.T0101",),
    "tenant-leakage": ("AML.T0057", "AML.T0077"),
    "harmful-output": ("AML.T0054", "AML.T0048.003", "AML.T0048.002", "AML.T0048.001"),
    "service-outage": ("AML.T0029", "AML.T0046"),
    "model-regression": ("AML.T0015", "AML.T0031", "AML.T0043"),
}
"""Category → techniques that speak for it, with their parts."""
_HELP = 3
"""Mitigations named with a step: a message's notes are read in a minute."""


def category_of(case: Case) -> str:
    """The category of which most of its techniques are; ``model-compromise`` where none tells."""
    votes = Counter(
        category
        for technique in (current(step.technique) for step in case.steps)
        for category, techniques in _KINDS.items()
        if any(technique == one or technique.startswith(f"{one}.") for one in techniques)
    )
    return max(_KINDS, key=lambda category: votes[category]) if votes else "model-compromise"


def begun(
    case: Case,
    atlas: Atlas,
    day: date,
    *,
    category: str,
    playbook: str,
    team: str,
    roles: Sequence[str],
    expectations: Sequence[str] = (),
) -> Scenario:
    """The scenario: what the defender sees first comes first, half an hour between messages, which is assumed.

    ``roles``: whom the messages reach.
    """
    seen = [*reversed(case.steps)]
    raw = {
        "id": case.id.lower().replace(".", "-"),
        "category": category,
        "title": "A title that spoils nothing",
        "summary": "One or two sentences for choosing an exercise. They are seen by everybody.\n",
        "briefing": "Read aloud at the beginning and printed on the player sheet: who you are, what you run,"
        " what day it is.\nIt is {T+0h}.\n",
        "truth": "\n\n".join(_truth(case)) + "\n",
        "system": "The AI system, its users, and who depends on it.\n",
        "opens": f"{day}T10:00+00:00",
        "timezone": "UTC",
        "session": {"brief": "10m", "play": f"{max(65, 5 * len(seen))}m", "hot_wash": "15m"},
        "playbook": playbook,
        "team": team,
        "references": [
            {"id": f"{case.id}-{n}" if n else case.id, "title": title} | ({"url": url} if url else {})
            for n, (title, url) in enumerate(_sources(case, atlas))
        ],
        "expectations": list(expectations),
        "objectives": [
            {
                "id": "by-the-playbook",
                "text": "The team works by its playbook.",
                "look_for": ["Somebody names the next step"],
            }
        ],
        "injects": [_inject(n, step, atlas, roles) for n, step in enumerate(seen)],
    }
    return Scenario.model_validate(raw)


def _truth(case: Case) -> Iterator[str]:
    yield "For the facilitator only: what is really the case."
    about = ", ".join(filter(None, (case.kind, case.date, case.target)))
    yield f"TODO: your own story. What the case was ({about}):"
    if case.summary:
        yield case.summary


def _sources(case: Case, atlas: Atlas) -> Iterator[tuple[str, str]]:
    about = ", ".join(filter(None, (case.kind, case.date)))
    version = f" {atlas.version}" if atlas.version else ""
    yield f"MITRE ATLAS{version} case study: {case.name} ({about})", f"https://atlas.mitre.org/studies/{case.id}"
    yield from case.sources


def _inject(number: int, step: CaseStep, atlas: Atlas, roles: Sequence[str]) -> dict[str, object]:
    raw: dict[str, object] = {
        "id": f"sign-{number + 1}",
        "at": f"{30 * number}m",
        "discuss": "5m",
        "to": list(roles),
        "channel": "siem",
        "from": "Monitoring",
        "title": "TODO: what is seen of it",
        "body": "What the table reads on the wall: at most 80 words.\n",
        "objectives": ["by-the-playbook"],
        "expects": [{"text": "TODO: what the team should do about it"}],
        "facilitator": "\n".join(_notes(step, atlas)) + "\n",
    }
    if not number:
        raw["reaches"] = ["detected"]
    elif step.tactic in _UNSEEN:
        raw["optional"] = True
    return raw


def _notes(step: CaseStep, atlas: Atlas) -> Iterator[str]:
    named = (f"{one} {atlas.name(one)}".strip() for one in (step.tactic, step.technique) if one)
    yield f"{' / '.join(named)}{f' (was {step.was})' if step.was else ''}:"
    if step.description:
        yield step.description
    helps = atlas.mitigations.get(step.technique) or atlas.mitigations.get(step.technique.rpartition(".")[0], ())
    yield from (f"Helps: {line}" for line in dict.fromkeys(helps[:_HELP]))
