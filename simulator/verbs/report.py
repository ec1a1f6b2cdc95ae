"""``tabletop report``: the after-action report of one record or several."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from simulator.errors import TabletopError
from simulator.findings.findings import Findings, findings
from simulator.journal.reader import read
from simulator.study.result import Distribution
from simulator.timeline.history import History
from simulator.timeline.state import State
from simulator.verbs.writing import write_whole
from simulator.wording.voice import Voice


def report(
    *, records: Sequence[Path], to: str = "html", language: str | None = None, output: Path | None = None
) -> int:
    """Writes a report per record, beside it or to ``output``: a file, or a folder (always one for several records).

    An exercise not yet closed gives a draft. The language is the exercise's own unless another is asked for.
    Raises TabletopError where a record cannot be read or a report cannot be written.
    """
    if len(records) > 1 and output is not None and not output.is_dir():
        raise TabletopError("{output} is no folder: several reports need one", output=output)
    render = _renderer(to)
    for record in records:
        history = read(record)
        voice = Voice.of(history.head.setup, language or history.head.language)
        path = _place(record, to, language, output)
        write_whole(path, render(findings(history, _par(history), simulated(history)), voice))
        print(voice("Report: {path}", path=path))
    return 0


def _renderer(to: str) -> Callable[[Findings, Voice], bytes]:
    if to == "html":
        from simulator.report.render.html import html

        return html
    if to == "md":
        from simulator.report.render.markdown import markdown

        return lambda found, voice: markdown(found, voice).encode()
    if to == "json":
        from simulator.report.render.data import data

        return lambda found, voice: data(found)
    raise TabletopError("{to} is no format of a report: choose html, md or json", to=to)


def _par(history: History) -> State | None:
    """The playbook alone on the same draws; nothing to compare with where it played alone."""
    from simulator.exercise.session import par_of

    return par_of(history.head) if history.head.driver == "people" else None


def simulated(history: History) -> Mapping[str, Distribution]:
    """How long each clock takes the playbook on other draws: the same for the same record, whoever asks."""
    from simulator.plan.compiler import compile_plan
    from simulator.study.distributions import distributions
    from simulator.study.forecast import seed_of

    if history.head.driver != "people":
        return {}
    return distributions(compile_plan(history.head.setup), seed=seed_of(history.head.seed))


def _place(record: Path, to: str, language: str | None, output: Path | None) -> Path:
    """Beside the record under its name; with the language where one was asked for."""
    name = f"{record.stem}.{language}.{to}" if language else f"{record.stem}.{to}"
    if output is None:
        return record.with_name(name)
    return output / name if output.is_dir() else output
