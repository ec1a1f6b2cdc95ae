"""A playbook as a Mermaid flowchart, which wikis and repositories draw where they show a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from simulator.model.playbook import Playbook, Step
from simulator.model.playbooks import Playbooks
from simulator.plan.flow import Flow, Link, reached
from simulator.wording.markup import flat
from simulator.wording.rhythm import rhythm_words
from simulator.wording.voice import Voice

_FILLS = {
    "detect": "#cce7f7",
    "triage": "#b3d4e8",
    "contain": "#f7cdb0",
    "eradicate": "#f8dfae",
    "recover": "#b3e2d5",
    "notify": "#f0d7e5",
    "learn": "#fbf6c0",
}
"""Phase → a pale shade of its colour, as words stand on it."""
_ENTITIES = str.maketrans({c: f"#{ord(c)};" for c in '"#<>&[](){}|;`\\'})
"""Characters that mean something to Mermaid, as it writes them in words."""


def mermaid(playbook: Playbook | Playbooks, voice: Voice, called: Callable[[str], str]) -> str:
    """The steps and what each waits for. ``called``: words for ids and phases."""
    flow = Flow.of(playbook)
    lines = ["flowchart TD", *(_node(n, step, voice, called) for n, step in enumerate(flow.steps))]
    lines += [_arrow(link, voice, called) for link in flow.links]
    lines += _outside(flow, called)
    lines += [f"classDef {phase} fill:{fill},stroke:#46525c,color:#1c2126" for phase, fill in _FILLS.items()]
    return "\n  ".join(lines) + "\n"


def _node(n: int, step: Step, voice: Voice, called: Callable[[str], str]) -> str:
    staff = ((called(role), people) for role, people in step.role.items())
    roles = " + ".join(role if people == 1 else f"{people} {role}" for role, people in staff)
    until = voice.listed(map(called, step.until))
    takes = voice.span(round(step.takes.likely)) if step.takes else voice("until {milestones}", milestones=until)
    lines = [step.name(voice.language), f"{roles} · {called(step.phase)} · {takes}"]
    lines += rhythm_words(step, voice, called)
    lines += [f"◆ {voice.listed(map(called, reached(step)))}"] if reached(step) else []
    return f's{n}["{"<br/>".join(map(_words, lines))}"]:::{step.phase}'


def _arrow(link: Link, voice: Voice, called: Callable[[str], str]) -> str:
    """Solid for all that a step waits for, dashed for any one of several and for what is done again."""
    again = [voice("done again")] if link.kind == "again" else []
    label = ", ".join([*again, *([called(link.on)] if link.on else [])])
    words = f'|"{_words(label)}"|' if label else ""
    return f"s{link.start} {'-->' if link.kind == 'all' else '-.->'}{words} s{link.end}"


def _outside(flow: Flow, called: Callable[[str], str]) -> Iterator[str]:
    """The milestones that come from elsewhere, each once."""
    names = dict.fromkeys(name for step in flow.steps for name in flow.from_outside(step))
    for number, name in enumerate(names):
        yield f'm{number}{{{{"◇ {_words(called(name))}"}}}}'
        for n, step in enumerate(flow.steps):
            if name in flow.from_outside(step):
                yield f"m{number} --> s{n}"


def _words(text: str) -> str:
    return flat(text).translate(_ENTITIES)
