"""``tabletop show --to``: a playbook as a picture."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

from simulator.content.library import Library
from simulator.content.reading import LoadedItem
from simulator.errors import TabletopError
from simulator.model.kinds import PLAYBOOK
from simulator.verbs.words import word
from simulator.wording.speech import problem_text
from simulator.wording.voice import Voice

_FAMILIES = ("Noto Sans", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic")


def draw(items: Sequence[LoadedItem[Any]], id: str, to: str, voice: Voice, library: Library) -> int:
    """Prints the picture of the playbook among these: 1 where its file has errors. TabletopError where none is one."""
    item = next((item for item in items if item.kind is PLAYBOOK), None)
    if item is None:
        raise TabletopError("--to draws a playbook, and {id} is none", id=id)
    if item.value is None:
        for problem in item.problems:
            print(problem_text(problem, voice.language), file=sys.stderr)
        return 1
    from simulator.report.pictures.playbook import playbook_graph
    from simulator.report.render.mermaid import mermaid
    from simulator.report.render.svg import style_alone, svg

    called = _calling(library, voice)
    if to == "mermaid":
        print(mermaid(item.value, voice, called), end="")
    else:
        print(svg(playbook_graph(item.value, voice, called), style_alone(_FAMILIES)), end="")
    return 0


def _calling(library: Library, voice: Voice) -> Callable[[str], str]:
    """Milestones by their titles; other ids, and phases, as files or the language have them."""
    titles = {entry.id: entry.value.title for entry in library.milestones() if entry.value}
    return lambda name: voice.text(titles[name]) if name in titles else word(name, voice)
