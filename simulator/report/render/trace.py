"""Where each figure of the JSON report is from: events of the record, other figures, a study, or the set-up.

``trace`` stands in the document itself: JSON Pointer (RFC 6901) → source. An entry holds for all below it that has none
of its own. Sources are:

- ``{"moves": [12, 40]}``: events in these moves of the record say it, as the log of the report numbers them;
- ``{"sum": "Passed.room"}``: that field of all such events up to ENDEX, added up; ``"up_to": 12``: up to that move;
- ``{"of": ["/ended_at"], "by": "deadline"}``: worked out of other figures, and what the table of rules does with them;
- ``{"study": "opening"}``: runs of the playbook alone, seeded by the exercise; ``"decision"``: from that second on;
  ``"ledger"``: the study of an action's proposal or retest, as the ledger beside the records holds it;
- ``{"par": 7}``: the playbook alone on the exercise's own draws, by its seed;
- ``{"record": "lines"}``: counted on the file; ``{"setup": "scenario"}``: written in the content of the head.

``tests/report/test_trace.py`` walks every figure back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from simulator.findings.findings import Findings
from simulator.findings.origins import Origin, Origins, origins
from simulator.findings.outcomes import Outcome
from simulator.timeline import events as e

Source = dict[str, Any]
Path = tuple[str | int, ...]
NO_FIGURES = frozenset({"schema_version", "move", "moves", "number"})
"""Keys whose numbers name something: a version, a move, the place of a question."""


def trace(document: Mapping[str, Any], f: Findings) -> dict[str, Source]:
    """Pointer → source, for every figure of the document."""
    where = _Where(f)
    found = {}
    for path in _paths(document):
        rule = _RULES.get("/".join("*" if isinstance(key, int) else key for key in path))
        source = rule(where, [key for key in path if isinstance(key, int)]) if rule else None
        if source:
            found[pointer(*path)] = source
    return found


def pointer(*path: str | int) -> str:
    """The JSON Pointer of a place."""
    return "".join(f"/{str(key).replace('~', '~0').replace('/', '~1')}" for key in path)


def _paths(value: object, path: Path = ()) -> Iterator[Path]:
    """Every place that holds something."""
    if value is None:
        return
    if path:
        yield path
    inner: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, Mapping):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    for key, below in inner:
        yield from _paths(below, (*path, key))


class _Where:
    """What the rules ask of the findings."""

    def __init__(self, f: Findings) -> None:
        self.f = f
        self.log = [(line.move, line.event) for line in f.log]
        self.origins: Origins = origins(self.log)

    def moves_of(self, kind: type[e.Event]) -> list[int]:
        """The moves with such an event."""
        return list(dict.fromkeys(move for move, event in self.log if isinstance(event, kind)))

    def move_of(self, event: e.Event) -> list[int]:
        """The move of one event."""
        return [next(move for move, logged in self.log if logged == event)]

    def outcome(self, n: int) -> Outcome:
        """The n-th clock."""
        return self.f.outcomes[n]

    def delivered(self, inject: str) -> Source:
        """The move in which a message came."""
        return _moves(self.origins.came.get(f"inject:{inject}"))


Rule = Callable[[_Where, Sequence[int]], Source]


def _moves(*found: Origin | None) -> Source:
    moves = sorted({origin.move for origin in found if origin})
    return {"moves": moves} if moves else {}


def _of(by: str, *pointers: str, **more: Any) -> Source:
    return {"of": list(pointers), "by": by, **more}


def _started(w: _Where, at: Sequence[int]) -> Source:
    o = w.outcome(at[0])
    return _moves(w.origins.at((o.clock.start, o.clock.end), o.started if o.started is not None else -1))


def _deadline(w: _Where, at: Sequence[int]) -> Source:
    """The start and the rule; a cap counts from a milestone of its own."""
    expectation = w.outcome(at[0]).clock.expectation
    capped = w.origins.came.get(expectation.cap.from_) if expectation and expectation.cap else None
    return _of("deadline", pointer("expectations", at[0], "started"), **_moves(capped))


def _reached(w: _Where, at: Sequence[int]) -> Source:
    o = w.outcome(at[0])
    return _moves(w.origins.at((o.clock.end, *o.clock.until), o.reached if o.reached is not None else -1))


def _moot(w: _Where, at: Sequence[int]) -> Source:
    o = w.outcome(at[0])
    return _moves(w.origins.at((*o.clock.unless, *o.clock.until), o.moot if o.moot is not None else -1))


def _margin(w: _Where, at: Sequence[int]) -> Source:
    return _of("margin", *(pointer("expectations", at[0], key) for key in ("deadline", "reached")))


def _walk(kind: str, key: str) -> Rule:
    """How a milestone came about, walked back over the record."""

    def rule(w: _Where, at: Sequence[int]) -> Source:
        reached = w.outcome(at[0]).reached if kind == "expectations" else w.f.milestones[at[0]].at
        return _of("walk", pointer(kind, at[0], key)) if reached is not None else {"record": "nothing came"}

    return rule


def _milestone(w: _Where, at: Sequence[int]) -> Source:
    return _moves(w.origins.came.get(w.f.milestones[at[0]].id))


def _clock(keys: Sequence[str]) -> Rule:
    """Of a clock beside simulated runs: the team's own figures."""

    def rule(w: _Where, at: Sequence[int]) -> Source:
        n = w.f.outcomes.index(w.f.percentiles[at[0]].outcome)
        return _of("difference", *(pointer("expectations", n, key) for key in keys))

    return rule


def _faster(w: _Where, at: Sequence[int]) -> Source:
    return _of("share", pointer("simulated", at[0], "took"), pointer("simulated", at[0], "quantiles"))


def _opened(w: _Where, at: Sequence[int]) -> Source:
    decided = w.f.decisions[at[0]]
    opened = [m for m, x in w.log if isinstance(x, e.DecisionOpened) and x.inject == decided.inject.id]
    came = w.origins.came.get(f"inject:{decided.inject.id}")
    return _moves(came) if came and came.at == decided.opened_at else {"moves": opened[:1]}


def _decided(w: _Where, at: Sequence[int]) -> Source:
    return _moves(w.origins.decided.get(w.f.decisions[at[0]].inject.id))


def _objective(w: _Where, at: Sequence[int]) -> Source:
    """Clocks that ran, milestones to show, and criteria that were ticked."""
    assessed = w.f.objectives[at[0]]
    clocks = [pointer("expectations", w.f.outcomes.index(o), "standing") for o in assessed.outcomes]
    came = (w.origins.came.get(shown.milestone) for shown in assessed.shown)
    ticked = [m for m, x in w.log if isinstance(x, e.Ticked)]
    moves = sorted({*_moves(*came).get("moves", []), *ticked})
    return _of("count", *clocks, pointer("objectives", at[0], "id"), **({"moves": moves} if moves else {}))


def _known_by(w: _Where, at: Sequence[int]) -> Source:
    return {"moves": [w.f.forms[at[0]].answers[at[1]].evidence[at[2]].move]}


def _written(w: _Where, at: Sequence[int]) -> Source:
    return {"moves": [w.f.forms[at[0]].answers[at[1]].move]}


def _sent(w: _Where, at: Sequence[int]) -> Source:
    return _moves(w.origins.came.get(w.f.forms[at[0]].report.expectation.to or ""))


def _aware(w: _Where, at: Sequence[int]) -> Source:
    answers = w.f.forms[at[0]].answers
    told = [n for n, answer in enumerate(answers) if answer.stands.written and answer.stands.written.aware is not None]
    return _of("last", *(pointer("forms", at[0], "items", n, "written", "aware") for n in told))


def _module(w: _Where, at: Sequence[int]) -> Source:
    opened_by = w.f.discussion[at[0]].opened_by
    return w.delivered(opened_by.id) if opened_by else {}


def _said(w: _Where, at: Sequence[int]) -> Source:
    return {"moves": w.move_of(w.f.discussion[at[0]].asked[at[1]].answers[at[2]])}


def _dismissed(w: _Where, at: Sequence[int]) -> Source:
    said = w.f.duties[at[0]].said
    return {"moves": w.move_of(said)} if said else {}


def _requested(key: str) -> Rule:
    return lambda w, at: {"moves": [getattr(w.f.requests[at[0]], key)]}


def _told(w: _Where, at: Sequence[int]) -> Source:
    told = w.f.letters[at[0]].told
    return {"moves": [told.move]} if told else {}


def _told_room(w: _Where, at: Sequence[int]) -> Source:
    told = w.f.letters[at[0]].told
    return {"sum": "Passed.room", "up_to": told.move} if told else {}


def _kept(key: str) -> Rule:
    return lambda _w, at: _of("difference", *(pointer("letters", at[0], end, key) for end in ("told", "came")))


def _unsealed(w: _Where, at: Sequence[int]) -> Source:
    inject = w.f.opinions[at[0]].decided.inject.id
    opened = (m for m, x in w.log if isinstance(x, e.OpinionsOpened) and x.inject == inject)
    return {"moves": [next(opened)]}


def _voiced(key: str) -> Rule:
    def rule(w: _Where, at: Sequence[int]) -> Source:
        return {"moves": [getattr(w.f.opinions[at[0]].voices[at[1]], key)]}

    return rule


def _ended(w: _Where, at: Sequence[int]) -> Source:
    return _moves(w.origins.ended) or {"moves": [move for move, _ in w.log[-1:]]}


def _claim(key: str) -> Rule:
    def rule(w: _Where, at: Sequence[int]) -> Source:
        return _moves(getattr(w.f.claims[at[0]], key))

    return rule


_RULES: dict[str, Rule] = {
    "seed": lambda _w, _at: {"record": "head"},
    "held/room": lambda _w, _at: {"sum": "Passed.room"},
    "held/incident": _ended,
    "held/breaks": lambda w, _at: {"moves": w.moves_of(e.Break)},
    "ended_at": _ended,
    "assumed_share": lambda _w, _at: _of("assumed", "/milestones", setup="playbook"),
    "expectations/*/started": _started,
    "expectations/*/deadline": _deadline,
    "expectations/*/reached": _reached,
    "expectations/*/margin": _margin,
    "expectations/*/moot": _moot,
    "expectations/*/basis": _walk("expectations", "reached"),
    "milestones/*/at": _milestone,
    "milestones/*/par": lambda w, _at: {"par": w.f.head.seed},
    "milestones/*/basis": _walk("milestones", "at"),
    "simulated": lambda _w, _at: {"study": "opening"},
    "simulated/*/took": _clock(("reached", "started")),
    "simulated/*/limit": _clock(("deadline", "started")),
    "simulated/*/faster_than": _faster,
    "decisions/*/opened_at": _opened,
    "decisions/*/taken_at": _decided,
    "decisions/*/hindsight": lambda _w, _at: {"study": "decision"},
    "decisions/*/hindsight/at": _decided,
    "handovers/*/at": lambda w, at: {"moves": [w.f.handovers[at[0]].move]},
    "handovers/*/acted": lambda w, at: {"moves": [w.f.handovers[at[0]].acted_in]},
    "opinions/*/opened_at": _unsealed,
    "opinions/*/voices/*/first": _voiced("first_in"),
    "opinions/*/voices/*/later": _voiced("later_in"),
    "opinions/*/for_taken": lambda _w, at: _of("count", pointer("opinions", at[0], "voices")),
    "duties/*/said/at": _dismissed,
    "duties/*/done_at": lambda w, at: _moves(w.origins.came.get(w.f.duties[at[0]].expectation.to or "")),
    "agreement": lambda w, _at: _of("agreement", moves=w.moves_of(e.Rated)),
    "letters/*/came/at": lambda w, at: {"moves": [w.f.letters[at[0]].came.move]},
    "letters/*/told/at": _told,
    "letters/*/came/room": lambda w, at: {"sum": "Passed.room", "up_to": w.f.letters[at[0]].came.move},
    "letters/*/told/room": _told_room,
    "letters/*/kept/incident": _kept("at"),
    "letters/*/kept/room": _kept("room"),
    "requests/*/at": _requested("made_in"),
    "requests/*/answer/at": _requested("answered_in"),
    "sureness": lambda _w, _at: _of("count", "/opinions"),
    "actions/*/study": lambda _w, _at: {"study": "ledger"},
    "actions/*/proposal": lambda _w, _at: {"study": "ledger"},
    "objectives/*/achieved": _objective,
    "objectives/*/counted": _objective,
    "record": lambda _w, _at: {"record": "lines"},
    "claims/*/told/at": _claim("told"),
    "claims/*/corrected/at": _claim("corrected"),
    "discussion/*/at": _module,
    "discussion/*/questions/*/answers/*/at": _said,
    "forms/*/sent_at": _sent,
    "forms/*/aware": _aware,
    "forms/*/items/*/known_by/*/at": _known_by,
    "forms/*/items/*/written/aware": _written,
    "pace": lambda _w, _at: {"record": "head", "setup": "pace"},
}
"""Where in the document, ``*`` for a place in a list → what is told of it."""
