"""What a call of ``tabletop simulate`` asks, where the answers go, and which options do not go together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.errors import TabletopError
from simulator.files import STDOUT, is_stdout

Given = dict[str, object]
"""Options by their names, with what was given; empty or None where they were not."""


@dataclass(frozen=True)
class Questions:
    """What is asked of one scenario besides its study."""

    what_if: bool = False
    absences: bool = False
    clocks: Sequence[str] = ()
    """Which clocks those two and ``reach`` are about."""
    reach: float | None = None
    budget: int | None = None
    without: Sequence[str] = ()
    comparing: str | None = None
    run: int | None = None
    patch: str | None = None

    @property
    def given(self) -> Given:
        """Those of which each is a question of its own, by the names of their options."""
        return {
            "--what-if": self.what_if,
            "--absences": self.absences,
            "--reach": self.reach is not None,
            "--compare": self.comparing,
            "--run": self.run is not None,
        }

    @property
    def patch_alone(self) -> bool:
        """Whether a change is named by its id: it is printed, and nothing is simulated."""
        return self.patch is not None and not is_number(self.patch)


@dataclass(frozen=True)
class Outputs:
    """Where the answers go, and what they are held against."""

    as_json: bool = False
    junit_file: Path | None = None
    html_file: Path | None = None
    not_worse_than: Path | None = None

    @property
    def read(self) -> list[Path]:
        """Files that are read."""
        return [self.not_worse_than] if self.not_worse_than else []

    @property
    def written(self) -> list[Path]:
        """Files that are written, the standard output among them where it takes a document."""
        return [path for path in (self.junit_file, self.html_file, STDOUT if self.as_json else None) if path]

    @property
    def given(self) -> Given:
        """By the names of their options."""
        return {
            "--junit": self.junit_file,
            "--html": self.html_file,
            "--json": self.as_json,
            "--not-worse-than": self.not_worse_than,
        }

    @property
    def text_is_displaced(self) -> bool:
        """Whether a file is written where the text would be."""
        return not self.as_json and any(map(is_stdout, self.written))


def is_number(named: str) -> bool:
    """Whether a change is named by its number in what is told, and not by its id."""
    return named.isascii() and named.isdigit()


def refuse(asked: Questions, outputs: Outputs, draws: Given, scenario: str | None, *, everything: bool) -> None:
    """TabletopError where options contradict each other, or would do nothing.

    ``draws``: the options that say how many runs are played, how, and of how many incidents.
    """
    if draws["--runs"] and draws["--precision"]:
        raise TabletopError("--runs fixes the number and --precision finds it: give one of them")
    if everything and scenario:
        raise TabletopError("--all plays every scenario: leave out the name, or --all")
    if not everything and not scenario:
        raise TabletopError("name a scenario (tabletop list scenario shows them), or give --all")
    for name in _on(asked.given | {"--html": outputs.html_file, "--patch": asked.patch} if everything else {}):
        raise TabletopError("{name} is about one scenario: leave out --all", name=name)
    incidents = draws["--incidents"] or 1
    for name in _on(asked.given if incidents != 1 else {}):
        raise TabletopError("{name} is about one incident: leave out --incidents", name=name)
    for name in _on(_without(asked.given, "--run") | outputs.given if asked.run is not None else {}):
        raise TabletopError("--run prints one run as a story: leave out {name}", name=name)
    _refuse_patch(asked, outputs)
    _refuse_reach(asked, _without(asked.given, "--reach") | _without(outputs.given, "--json", "--html") | draws)


def _refuse_patch(asked: Questions, outputs: Outputs) -> None:
    if asked.patch and outputs.as_json:
        raise TabletopError("--patch prints a diff: leave out --json")
    if asked.patch and not asked.patch_alone and not asked.what_if and asked.reach is None:
        raise TabletopError(
            "--patch {number}: the numbers are those of --what-if and --reach; give one, too, or a change by its id,"
            " such as faster/triage",
            number=asked.patch,
        )
    for name in _on(asked.given if asked.patch_alone else {}):
        raise TabletopError("--patch with the id of a change only prints it: leave out {name}", name=name)


def _refuse_reach(asked: Questions, beside: Given) -> None:
    if asked.reach == 0:
        raise TabletopError("every clock reaches 0% as things are: give --reach a share above it, such as 90%")
    if asked.reach is None:
        for name in _on({"--budget": asked.budget, "--without": asked.without}):
            raise TabletopError("{name} is about --reach: give that, too", name=name)
    for name in _on(beside if asked.reach is not None else {}):
        raise TabletopError("--reach is a question of its own: leave out {name}", name=name)
    if asked.clocks and not (asked.what_if or asked.absences or asked.reach is not None):
        raise TabletopError("--clock is about --what-if, --reach and --absences: give one of them")


def _on(given: Given) -> Iterator[str]:
    return (name for name, value in given.items() if value)


def _without(given: Given, *names: str) -> Given:
    return {name: value for name, value in given.items() if name not in names}
