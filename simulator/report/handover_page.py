"""The sheet for a second team, on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from simulator.report.document import Bullets, Document, Facts, Section, cell
from simulator.report.sections.front import BANNER
from simulator.wording.voice import Voice


class Part(Protocol):
    """Lines under a heading, in the reader's language."""

    @property
    def heading(self) -> str:
        """What they are of."""

    @property
    def lines(self) -> Sequence[str]:
        """At least one."""


class Paper(Protocol):
    """What ``console.pages.handover`` puts together: the console shows the same on its screen."""

    @property
    def title(self) -> str:
        """The scenario's."""

    @property
    def moment(self) -> str:
        """When it was handed over, in incident time."""

    @property
    def chapters(self) -> Sequence[Part]:
        """What presses first."""


def handover_page(paper: Paper, voice: Voice) -> Document:
    """The page in the voice's language."""
    return Document(
        language=voice.language,
        banner=BANNER,
        kind=voice("Handover to a second team"),
        title=paper.title,
        draft="",
        signatures=(voice("Handed over"), voice("Taken over")),
        facts=Facts(((voice("Incident time"), cell(paper.moment)),)),
        care=voice("What the room knows, as far as it is shown to the room, and nothing that is still to come."),
        sections=tuple(Section(part.heading, (Bullets(tuple(map(cell, part.lines))),)) for part in paper.chapters),
        at_a_glance=True,
    )
