"""``tabletop export``: what is one's own in another program's format, or as pages for a wiki."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from simulator.content.library import Library
from simulator.errors import TabletopError
from simulator.exchange.formats import WRITTEN
from simulator.files import STDOUT, write_whole
from simulator.model.kinds import PLAYBOOK, SCENARIO
from simulator.model.playbook import Playbook
from simulator.verbs.export_page import page_of
from simulator.verbs.import_target import free
from simulator.wording.names import Names
from simulator.wording.voice import Voice

_OF_PLAYBOOKS, _OF_SCENARIOS = next(iter(WRITTEN)), "msel"
"""What is written where no format is named."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be written."""

    id: str
    library: Library
    language: str | None
    output: Path | None


def _sound(asked: _Asked) -> Playbook:
    item = asked.library.find(PLAYBOOK, asked.id)
    if item.value is None:
        raise TabletopError("{id} cannot be exported as it is", item.problems, id=item.id)
    found: Playbook = item.value
    return found


def _workflow(asked: _Asked, name: str) -> bytes:
    return WRITTEN[name].write(_sound(asked))


def _msel(asked: _Asked) -> bytes:
    from simulator.report.render.formats import LISTS

    ending = (asked.output and asked.output.suffix.lower()) or ".csv"
    to = next((known for known in LISTS.values() if known.suffix == ending), None)
    if to is None:
        endings = tuple(known.suffix for known in LISTS.values())
        raise TabletopError("{path}: a list of messages ends in {endings}", path=asked.output, endings=endings)
    return to.msel(_told(asked))


def _page(asked: _Asked) -> bytes:
    return page_of(_sound(asked), asked.id, asked.library, asked.language)


def _manual(asked: _Asked) -> bytes:
    from simulator.report.render.manual import manual_page

    return manual_page(_told(asked))


def _told(asked: _Asked) -> Names:
    setup = asked.library.setup(asked.id)
    return Names(setup, Voice.of(setup, asked.language or setup.scenario.language))


_WRITERS: Mapping[str, Callable[[_Asked], bytes]] = {
    **{name: partial(_workflow, name=name) for name in WRITTEN},
    "markdown": _page,
    _OF_SCENARIOS: _msel,
    "manual": _manual,
}


def _usual(asked: _Asked) -> str:
    """The format of what has this id. TabletopError where nothing has."""
    try:
        asked.library.find(PLAYBOOK, asked.id)
    except TabletopError as no_playbook:
        try:
            asked.library.find(SCENARIO, asked.id)
        except TabletopError:
            raise no_playbook from None
        return _OF_SCENARIOS
    return _OF_PLAYBOOKS


def export(
    *,
    id: str,
    to: str | None = None,
    output: Path | None = None,
    force: bool = False,
    libraries: Sequence[Path] = (),
    language: str | None = None,
) -> int:
    """Writes a playbook or a scenario to ``output``, else to standard output: 0.

    Where both have the id and no format is named, it is the playbook. TabletopError for a format that is not written,
    for what has errors, or where a file exists already and ``force`` does not say to write over it.
    """
    if to and to not in _WRITERS:
        raise TabletopError("nothing is written as {name}: choose {names}", name=to, names=tuple(_WRITERS))
    asked = _Asked(id, Library.open(libraries), language, output)
    data = _WRITERS[to or _usual(asked)](asked)
    path = output or STDOUT
    free([path], force)
    write_whole(path, data)
    return 0
