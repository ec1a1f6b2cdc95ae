"""Studies that ``simulate --json`` wrote before, read back as far as a later study is held against them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, ValidationError

from simulator.study.by_run import ByRun


class _Runs(BaseModel):
    counted: str
    met: str


class _Clock(BaseModel):
    id: str
    reading: str
    incident: int
    by_run: _Runs


class Earlier(BaseModel):
    """One study: what was played, and its clocks."""

    model_config = ConfigDict(frozen=True)

    scenario: str
    playbook: str
    seed: int
    runs: int
    antithetic: bool
    incidents: int
    every: int
    expectations: tuple[_Clock, ...]

    @property
    def clocks(self) -> dict[tuple[str, int], ByRun]:
        """Clock (key, incident) → its runs."""
        return {
            (f"{one.id}/{one.reading}" if one.reading else one.id, one.incident): ByRun(
                self.runs, one.by_run.counted, one.by_run.met
            )
            for one in self.expectations
        }


@dataclass(frozen=True)
class EarlierStudies:
    """All studies of one document."""

    studies: Mapping[tuple[str, str], Earlier]
    """Scenario and playbook → the study."""

    @classmethod
    def read(cls, content: bytes) -> EarlierStudies:
        """The document of one study, or of ``--all``. ValueError where it is neither."""
        try:
            studies = [Earlier.model_validate(one) for one in _studies(json.loads(content))]
            for study in studies:
                _ = [(runs.counted, runs.met) for runs in study.clocks.values()]
        except (ValidationError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise ValueError(str(error)) from None
        return cls({(study.scenario, study.playbook): study for study in studies})


def _studies(document: dict[str, object]) -> Iterator[object]:
    pairs = document.get("pairs")
    if isinstance(pairs, list):
        yield from (pair["study"] for pair in pairs if pair["study"])
    else:
        yield document
