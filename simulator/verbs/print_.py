"""``tabletop print``: what goes on paper before an exercise."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from simulator.content.library import Library
from simulator.errors import TabletopError
from simulator.files import write_whole
from simulator.model.setup import Setup
from simulator.verbs.doubles import tell_doubles_of
from simulator.verbs.terminal import beside
from simulator.wording.voice import Voice
from simulator.workspace.writing import keep_apart


def print_sheet(
    *,
    scenario: str,
    audience: str,
    language: str | None = None,
    output: Path | None = None,
    libraries: Sequence[Path] = (),
    playbook: str | None = None,
    team: str | None = None,
    opens: str | None = None,
) -> int:
    """Writes the run sheet, the player sheet or the evaluator's guide as HTML for A4.

    Raises TabletopError where the scenario cannot be played or the sheet cannot be written.
    """
    from simulator.report.render.printing import evaluator_guide, facilitator_sheet, player_sheet

    sheets = {
        "facilitator": lambda setup, voice: facilitator_sheet(setup, voice, _keys(setup, voice)),
        "players": player_sheet,
        "evaluator": evaluator_guide,
    }
    if audience not in sheets:
        raise TabletopError(
            "nothing is printed for {audience}: choose {sheets}", audience=audience, sheets=tuple(sheets)
        )
    library = Library.open(libraries)
    setup = library.setup(scenario, playbook, team, opens)
    voice = Voice.of(setup, language or setup.scenario.language)
    tell_doubles_of(library, setup, scenario, voice)
    _refuse_other_formats(output)
    name = f"{setup.scenario.id}-{audience}.{voice.language}.html"
    path = output / name if output and output.is_dir() else output or Path(name)
    keep_apart([path], setup=setup)
    write_whole(path, sheets[audience](setup, voice))
    print(voice("Sheet: {path}", path=path), file=beside(path))
    return 0


def _refuse_other_formats(output: Path | None) -> None:
    """A sheet is HTML for A4: a name that promises something else would be opened by another program."""
    ending = output.suffix.lower() if output and not output.is_dir() else ""
    if ending not in ("", ".html", ".htm"):
        raise TabletopError(
            "{path}: papers are written as HTML, to be printed from a browser: end the name in .html", path=output
        )


def _keys(setup: Setup, voice: Voice) -> list[tuple[str, str]]:
    """The keys of the screen an exercise is conducted on, with what each does."""
    from simulator.tui.keys import CONDUCT, EVERYWHERE, called, label

    return [
        (f"{key.shown}  {key.second}".rstrip(), label(called(key.action, setup.discussion_only), voice))
        for key in (*CONDUCT, *EVERYWHERE)
    ]
