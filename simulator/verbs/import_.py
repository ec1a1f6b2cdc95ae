"""``tabletop import``: playbooks and exercises of other programs, as files of a library."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from simulator.errors import TabletopError
from simulator.exchange.draft import Draft
from simulator.exchange.formats import drafted
from simulator.exchange.msel_columns import Columns
from simulator.exchange.opening import Opened
from simulator.home import own
from simulator.model.base import ID_PATTERN
from simulator.model.kinds import Kind
from simulator.verbs import import_atlas
from simulator.verbs.atlas_surroundings import Whose
from simulator.verbs.import_atlas import ATLAS
from simulator.verbs.import_sources import files_named, parts
from simulator.verbs.import_target import Target
from simulator.verbs.import_text import files_of
from simulator.verbs.incident_logs import map_in
from simulator.wording.speech import problem_text, say
from simulator.wording.voice import Voice


def import_(
    *,
    words: Sequence[str],
    output: Path | None = None,
    dry_run: bool = False,
    force: bool = False,
    category: str | None = None,
    columns: Path | None = None,
    case: str | None = None,
    listed: bool = False,
    profile: Path | None = None,
    team: str | None = None,
    libraries: Sequence[Path] = (),
    language: str = "en",
) -> int:
    """Writes a playbook or an exercise for each file named, or found in a folder named; ``-`` is standard input.

    A file that holds several, as a list or shown in a page, counts as so many.

    A format may stand first. Files go to ``output``, else to the first library that is the user's own, else below
    the working folder. ``category``: a scenario of it and a team are written beside a playbook; an exercise is of it.
    ``columns``: a map of a table's columns. ``dry_run``: nothing is written. 1
    where one of several files was refused. TabletopError where the only one is, or a file exists already and ``force``
    does not say to write over it; then nothing is written.

    After the word ``atlas`` a file of MITRE ATLAS is read: ``listed`` prints its cases, ``case`` begins a scenario,
    with clocks that can run for the organisation of a ``profile`` or ``team``.
    """
    if category and not re.fullmatch(ID_PATTERN, category):
        raise TabletopError("--scenario {found}: expected a category (tabletop list categories)", found=category)
    target = Target(next(iter(own(libraries)), Path()), Voice(language), output, dry_run, force)
    if words[0] == ATLAS:
        return import_atlas.import_case(
            words[1:], case, category, target, libraries, Whose(profile, team), listed=listed
        )
    if words[0] == "incident" and len(words) > 1:
        raise TabletopError("a real incident becomes a record: tabletop incident {file}", file=words[1])
    if case or listed or profile or team:
        raise TabletopError("--case, --list, --profile and --team are for cases: tabletop import atlas FILE --list")
    named, paths = files_named(words)
    if output and (len(paths) > 1 or category):
        raise TabletopError("-o takes one playbook: leave it out for several, or with --scenario")
    mapping = map_in(columns, Columns) if columns else None
    today, taken, refused = datetime.now(UTC).date(), set[tuple[Kind, str]](), 0
    for path in paths:
        found = _parts(path, named)
        is_alone = len(paths) == len(found) == 1
        if output and not is_alone:
            raise TabletopError("-o takes one playbook: leave it out for several, or with --scenario")
        for part in found:
            try:
                if isinstance(part, TabletopError):
                    raise part
                draft = _renamed(drafted(part, today, named, mapping), taken)
                _import_one(draft, category, target)
            except TabletopError as error:
                if is_alone:
                    raise
                refused += 1
                _tell(error, language)
                continue
            taken.add((draft.kind, draft.value.id))
    return 1 if refused else 0


def _parts(path: Path, named: str | None) -> Sequence[Opened | TabletopError]:
    """What a file holds that is read on its own, or why it cannot be opened."""
    try:
        return parts(path, named)
    except TabletopError as error:
        return [error]


def _import_one(draft: Draft, category: str | None, target: Target) -> None:
    """Writes the files of one draft, after what is to be said of it."""
    files = files_of(draft, category, datetime.now(UTC).date(), target)
    target.free(files)
    for problem in draft.problems:
        print(problem_text(problem, target.voice.language), file=sys.stderr)
    if draft.expectations and target.output:
        left_out = target.voice("its {count} expectations are left out: -o writes the playbook alone",
                                count=len(draft.expectations))  # fmt: skip
        print(left_out, file=sys.stderr)
    target.write(files)


def _renamed(draft: Draft, taken: set[tuple[Kind, str]]) -> Draft:
    """Under a name that no other of these has."""
    name, number = draft.value.id, 1
    while (draft.kind, name) in taken:
        number += 1
        name = f"{draft.value.id[:58]}-{number}"
    return draft.named(name)


def _tell(error: TabletopError, language: str) -> None:
    for line in (say(error.sentence, language), *(problem_text(problem, language) for problem in error.problems)):
        print(line, file=sys.stderr)
