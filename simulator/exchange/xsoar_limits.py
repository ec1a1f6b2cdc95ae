"""What an XSOAR playbook says of limits: named timers that tasks start and stop, and tasks with a limit of their own.

Each becomes an expectation from one milestone to another. A timer starts and stops when a task begins; where a task
takes time, a step of no time stands before it to mark that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from simulator.errors import Sentence
from simulator.exchange.draft import id_beside
from simulator.exchange.json_source import Path
from simulator.exchange.naming import Names, slug
from simulator.exchange.steps import OVER
from simulator.exchange.workflow import Shape
from simulator.exchange.xsoar_values import literal, whole
from simulator.model.durations import DAY, HOUR, LONGEST, MINUTE, WEEK, format_duration
from simulator.model.expectation import Expectation
from simulator.model.playbook import Playbook

_TITLES: Final = ("title", "section")
_UNITS: Final = {"weeks": WEEK, "days": DAY, "hours": HOUR, "minutes": MINUTE}
_ACTIONS: Final = ("start", "stop")
_LONGEST_NAME: Final = 30
"""Letters of a name that its id keeps: that of the playbook stands before it."""


@dataclass(frozen=True)
class Limit:
    """Within how long one milestone must follow another."""

    id: str
    title: str
    begin: str
    end: str
    path: Path
    seconds: tuple[int, ...] = ()
    """All that the file names; none where it names none."""


class Limits:
    """Those of a playbook, and the milestones that each task reaches for them."""

    def __init__(self, root: dict[str, Any], shape: Shape) -> None:
        self.shape = shape
        self.names = Names()
        self._before: dict[str, list[str]] = {}
        """Task → milestones that it reaches when it begins."""
        self._after: dict[str, list[str]] = {}
        self._limits: dict[tuple[str, str], Limit] = {}
        """Those of timers and of tasks, by name and by id."""
        listed = root.get("tasks")
        raws = {
            task: raw for task, raw in (listed if isinstance(listed, dict) else {}).items() if isinstance(raw, dict)
        }
        set_to = _set_to(raws, _inputs(root))
        for task, raw in raws.items():
            self._own(task, raw)
            for n, trigger in enumerate(shape.items(raw, "timertriggers", ("tasks", task))):
                self._trigger(task, raw, trigger, ("tasks", task, "timertriggers", n), set_to)

    def begins(self, task: str) -> bool:
        """Whether a mark stands before a task."""
        return task in self._before

    def mark(self, task: str) -> str:
        """The id of the mark before a task."""
        return f"{task}/begins"

    def entry(self, task: str) -> str:
        """What leads to a task leads here: to its mark, if it has one."""
        return self.mark(task) if self.begins(task) else task

    def reached_before(self, task: str | int) -> list[str]:
        """The milestones that its mark reaches."""
        return list(dict.fromkeys(self._before[str(task)]))

    def reached_after(self, task: str | int) -> list[str]:
        """The milestones that it reaches when it is done."""
        return list(dict.fromkeys(self._after.get(str(task), ())))

    def expectations(self, playbook: Playbook, today: date) -> Iterator[Expectation]:
        """Those of which the playbook reaches both ends. What had to be assumed is told."""
        reached = {milestone for step in playbook.steps for milestone in step.reaches}
        for limit in self._limits.values():
            if limit.begin not in reached and limit.end not in reached:
                continue
            begin, end = limit.begin, limit.end
            if begin not in reached:
                begin = "detected"
                self._warn(limit, Sentence("{title} starts nowhere here: counted from detection", title=limit.title))
            if end not in reached:
                end = OVER
                self._warn(limit, Sentence("{title} stops nowhere here: it ends with the playbook", title=limit.title))
            yield self._expectation(limit, begin, end, playbook, today)

    def _expectation(self, limit: Limit, begin: str, end: str, playbook: Playbook, today: date) -> Expectation:
        if not limit.seconds:
            message = Sentence("{title}: how long it may take is not in the file", title=limit.title)
            self._warn(limit, message)
        elif len(set(limit.seconds)) > 1:
            message = Sentence("{title} is set to several lengths: the shortest is taken", title=limit.title)
            self._warn(limit, message)
        title = playbook.title.own if playbook.title else playbook.id
        within = {"within": format_duration(min(limit.seconds))} if limit.seconds else {}
        return Expectation.model_validate(
            {
                "id": id_beside(playbook.id, limit.id),
                "title": limit.title,
                "kind": "own-target",
                "from": begin,
                "to": end,
                "source": f"XSOAR playbook {title}",
                "as_of": f"{today:%Y-%m}",
                "verified": "text" if limit.seconds else "assumption",
                "status": "not-law",
                **within,
            }
        )

    def _warn(self, limit: Limit, message: Sentence) -> None:
        self.shape.complaints.warn(limit.path, message, "assumed")

    def _own(self, task: str, raw: dict[str, Any]) -> None:
        """A limit of the task itself; that of a title says nothing, as it is over at once."""
        sla = self.shape.mapping(raw, "sla", ("tasks", task))
        seconds = min(sum(whole(sla.get(unit), 0) * length for unit, length in _UNITS.items()), LONGEST)
        if not seconds or raw.get("type") in (*_TITLES, "start"):
            return
        about = raw.get("task")
        title = about.get("name") if isinstance(about, dict) else None
        title = title.strip()[:200] if isinstance(title, str) and title.strip() else task
        name = self.names.of(title[:_LONGEST_NAME], "task")
        limit = Limit(name, title, f"{name}-begun", f"{name}-ended", ("tasks", task, "sla"), (seconds,))
        self._limits["task", task] = limit
        self._before.setdefault(task, []).append(limit.begin)
        self._after.setdefault(task, []).append(limit.end)

    def _trigger(self, task: str, raw: dict[str, Any], trigger: Any, path: Path, set_to: dict[str, list[int]]) -> None:
        """A task starts or stops a timer."""
        if not isinstance(trigger, dict):
            message = Sentence("expected a map, found {found}", found=repr(trigger)[:40])
            self.shape.complaints.error(path, message)
            return
        timer, action = (self.shape.text(trigger, key, path).strip() for key in ("fieldname", "action"))
        if action not in _ACTIONS or not slug(timer):
            message = Sentence("only start and stop of a timer are read: this is left out")
            self.shape.complaints.warn(path, message, "left-out")
            return
        limit = self._limits.get(("timer", timer)) or self._timer(timer, path, set_to)
        self._limits["timer", timer] = limit
        # A title takes no time: it is its own mark.
        reached = self._after if raw.get("type") in _TITLES else self._before
        reached.setdefault(task, []).append(limit.begin if action == "start" else limit.end)

    def _timer(self, timer: str, path: Path, set_to: dict[str, list[int]]) -> Limit:
        name, seconds = self.names.of(timer[:_LONGEST_NAME], "timer"), tuple(set_to.get(timer, ()))
        return Limit(name, f"Timer {timer[:200]}", f"{name}-started", f"{name}-stopped", path, seconds)


def _inputs(root: dict[str, Any]) -> dict[str, str]:
    """Input of the playbook → the value that it has by default."""
    listed = root.get("inputs")
    found = dict[str, str]()
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict) and isinstance(one.get("key"), str) and (value := literal(one.get("value"))):
            found[one["key"]] = value
    return found


def _set_to(raws: dict[str, dict[str, Any]], inputs: dict[str, str]) -> dict[str, list[int]]:
    """Timer → the lengths in seconds that tasks set it to."""
    found = dict[str, list[int]]()
    for raw in raws.values():
        told = raw.get("scriptarguments")
        if isinstance(told, dict):
            timer, minutes = literal(told.get("slaField"), inputs), whole(literal(told.get("sla"), inputs), 0)
            if timer and minutes:
                found.setdefault(timer, []).append(min(minutes * MINUTE, LONGEST))
    return found
