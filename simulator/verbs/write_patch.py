"""``tabletop simulate --patch``: a change as a unified diff of the files that it changes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from simulator.content.assembly import Assembly
from simulator.content.changed_files import ChangedFile, changed_files
from simulator.content.nearest import advice
from simulator.errors import TabletopError
from simulator.model.kinds import SCENARIO
from simulator.model.setup import Setup
from simulator.study.changes import Change, changes, choices
from simulator.study.gains import Further
from simulator.study.sets import with_changes
from simulator.verbs.further import every_change
from simulator.verbs.patch import print_patch
from simulator.verbs.questions import is_number
from simulator.wording.voice import Voice
from simulator.workspace.own_copies import is_bundled, own_copy


def changed(named: str, setup: Setup, further: Further) -> Setup:
    """The setup with the change of this id made, or of this number among the answers, or of several ids with commas.

    TabletopError where there is none, or where they exclude each other.
    """
    if "," not in named:
        return _named(named, setup, further).setup
    ids = [one.strip() for one in named.split(",")]
    offered = {change.id: change for change in (*changes(setup), *choices(setup))}
    made = with_changes(setup, frozenset(_of(one, offered).id for one in ids))
    if made is None:
        raise TabletopError("these changes exclude each other: {changes}", changes=", ".join(ids))
    return made


def _named(named: str, setup: Setup, further: Further) -> Change:
    wanted = named
    if is_number(named):
        if int(named) not in further.numbered:
            raise TabletopError(
                "there is no change {number}: they are numbered from 1 to {last}",
                number=named,
                last=len(further.numbered),
            )
        wanted = further.numbered[int(named)].id
    return _of(wanted, {change.id: change for change in every_change(setup)})


def _of(wanted: str, known: Mapping[str, Change]) -> Change:
    if wanted not in known:
        raise TabletopError("there is no change {id}{advice}", id=wanted, advice=advice(wanted, known))
    return known[wanted]


def write_patch(assembly: Assembly, now: Setup, libraries: Sequence[Path], voice: Voice) -> None:
    """Prints what makes the files say the setup ``now``.

    A file that came with the program is copied into one's own library first, and stderr says so.
    """
    files = changed_files(assembly, now)
    if not files:
        print(voice("Nothing to change: the files say so already."), file=sys.stderr)
    handouts = [handout.name for handout in assembly.handouts]
    owned = [_owned(file, libraries, handouts if file.kind == SCENARIO else (), voice) for file in files]
    print_patch({path: (file.before, file.after) for path, file in zip(owned, files, strict=True)}, voice)


def _owned(file: ChangedFile, libraries: Sequence[Path], beside: Iterable[str], voice: Voice) -> Path:
    """The file itself, or the copy of it that is one's own."""
    if not is_bundled(file.path, file.kind, libraries):
        return file.path
    copy = own_copy(file.path, file.kind, libraries, beside)
    said = voice(
        "{name} came with the program: it is copied to {copy}, which the patch changes", name=file.path.name, copy=copy
    )
    print(said, file=sys.stderr)
    return copy
