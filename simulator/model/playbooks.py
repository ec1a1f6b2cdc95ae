"""Several playbooks in one incident: their steps as those of one playbook, and whose each of them is."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Sequence
from typing import Annotated, Final

from pydantic import BeforeValidator, Field, StringConstraints

from simulator.errors import Invalid
from simulator.model.base import ID_PATTERN, Id
from simulator.model.playbook import NONE, Playbook, PlaybookPart
from simulator.model.text import LANGUAGES, Text, said

SEPARATOR: Final = ","
"""Between the ids of playbooks that are carried out together."""
_ID = ID_PATTERN.strip("^$")
IDS_PATTERN: Final = f"^{_ID}(?:{SEPARATOR}{_ID})*$"


def _joined(raw: object) -> object:
    """One name, a list of them, or names with commas between; raises ValueError for what cannot stand together."""
    names = raw.split(SEPARATOR) if isinstance(raw, str) else raw
    if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
        return raw
    stripped = [name.strip() for name in names]
    if len(set(stripped)) < len(stripped):
        raise Invalid("a playbook stands here twice: name each once")
    if NONE in stripped and len(stripped) > 1:
        raise Invalid("none means that there is no playbook: write it alone, or leave it out")
    return SEPARATOR.join(stripped)


PlaybookIds = Annotated[
    str,
    BeforeValidator(_joined, json_schema_input_type=Id | tuple[Id, ...]),
    StringConstraints(pattern=IDS_PATTERN),
]
"""The id of a playbook, or of several with commas between, in the order in which their steps stand."""


class Playbooks(Playbook):
    """Several playbooks as one: the steps of all, in the order of the list.

    What a playbook says of itself stands in ``parts``; ``version`` has those of all, ``reviewed`` the earliest day.
    """

    id: PlaybookIds
    written: Annotated[tuple[PlaybookPart, ...], Field(min_length=2)]

    @property
    def parts(self) -> tuple[PlaybookPart, ...]:
        """Each of them, in the order of the list."""
        return self.written


def together(playbooks: Sequence[Playbook]) -> Playbook:
    """Several as one; one alone stays what it is."""
    first, *others = playbooks
    if not others:
        return first
    every_category = dict.fromkeys(category for playbook in playbooks for category in playbook.for_)
    return Playbooks(
        id=SEPARATOR.join(playbook.id for playbook in playbooks),
        title=_titles(playbooks),
        language=first.language,
        for_=tuple(every_category) if all(playbook.for_ for playbook in playbooks) else (),
        owner=first.owner,
        version=f"{SEPARATOR} ".join(playbook.version for playbook in playbooks),
        reviewed=min(playbook.reviewed for playbook in playbooks),
        pace=next((playbook.pace for playbook in playbooks if playbook.pace), None),
        costs=dict(ChainMap(*(playbook.costs for playbook in playbooks))),
        without=tuple(dict.fromkeys(name for playbook in playbooks for name in playbook.without)),
        steps=tuple(step for playbook in playbooks for step in playbook.steps),
        written=tuple(part for playbook in playbooks for part in playbook.parts),
    )


def _titles(playbooks: Iterable[Playbook]) -> Text:
    """The titles beside each other, in every language; of one without a title its id."""
    by_language = (
        (language, " + ".join(said(playbook.title, language) or playbook.id for playbook in playbooks))
        for language in LANGUAGES
    )
    return Text(tuple(by_language))
