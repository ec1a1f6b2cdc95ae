"""``tabletop simulate --compare``: another playbook, or the files as they were before, on the same draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from simulator.content.library import Library
from simulator.home import libraries
from simulator.model.kinds import PLAYBOOK
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.study.compare import compare
from simulator.study.document import compared_json
from simulator.study.gains import Compared
from simulator.verbs.simulate_options import SimulateOptions


class Files(NamedTuple):
    """What one scenario is simulated with, as ``Library.setup`` takes it."""

    scenario: str
    playbook: str | None
    team: str | None
    opens: str | None
    settings: Sequence[str]

    def beside(self, playbook: str) -> Files:
        """The same with another playbook, which has other steps: settings of those are left out."""
        others = [setting for setting in self.settings if not setting.startswith("steps.")]
        return self._replace(playbook=playbook, settings=others)


@dataclass(frozen=True)
class Beside:
    """Another setup and the one studied, clock by clock."""

    name: str
    """Of the other playbook, or of the folder."""
    other: Setup
    earlier: bool
    """The other is from the files as they were: gains are what was gained since."""
    clocks: tuple[Compared, ...]

    @property
    def json(self) -> dict[str, Any]:
        """As it stands in the document under ``compared``."""
        ids = {"playbook": self.other.playbook.id, "team": self.other.team.id}
        return {**ids, "expectations": [compared_json(c) for c in self.clocks]}


def beside(named: str, setup: Setup, files: Files, library: Library, options: SimulateOptions, runs: int) -> Beside:
    """The setup beside another playbook, or beside what a folder has under the same ids."""
    earlier = _is_folder(named, library)
    if earlier:
        other = Library.open(libraries((Path(named), *library.folders))).setup(*_in_folder(setup, files))
    else:
        other = library.setup(*files.beside(named))
    plans = [compile_plan(other), compile_plan(setup)] if earlier else [compile_plan(setup), compile_plan(other)]
    clocks = compare(*plans, seed=options.seed, runs=runs, jobs=options.jobs)
    return Beside(named if earlier else other.playbook.id, other, earlier, clocks)


def _is_folder(named: str, library: Library) -> bool:
    return Path(named).is_dir() and not library.holders(PLAYBOOK, named)


def _in_folder(setup: Setup, files: Files) -> Files:
    """By ids, as a path would lead to the files as they are."""
    return files._replace(scenario=setup.scenario.id, playbook=setup.playbook.id, team=setup.team.id)
