"""What things are called in the reader's language: steps, roles, milestones, injects, jobs, seats.

Long because all that has a name is named here, so that it has the same one on every page and screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from simulator.model.estimates import Estimate
from simulator.model.injects import Decision, Inject
from simulator.model.marks import ANSWERED, ASKED, BEGUN, DECIDED, named
from simulator.model.playbook import PlaybookPart
from simulator.model.setup import Clock, Setup
from simulator.model.text import Text, words_of
from simulator.wording.grounds import ground_words
from simulator.wording.markup import one_line
from simulator.wording.times import alike
from simulator.wording.voice import Voice

SEATS: dict[str, str] = {
    "facilitator": "facilitator",
    "evaluator": "evaluator",
    "observer": "observer",
    "operator": "operator",
    "players": "players",
}

CHANNELS: dict[str, str] = {
    "siem": "SIEM",
    "pager": "pager",
    "chat": "chat",
    "email": "e-mail",
    "phone": "phone",
    "letter": "letter",
    "press": "press",
    "social": "social media",
    "monitoring": "monitoring",
}

KINDS: dict[str, str] = {
    "law": "law",
    "guideline": "guideline",
    "contract": "contract",
    "request": "request",
    "own-target": "own target",
    "benchmark": "benchmark",
    "inject": "expected action",
}
"""What an expectation rests on."""


BASES: dict[str, str] = {
    "assumed": "assumed",
    "published": "published by others",
    "measured": "measured",
    "sla": "agreed service level",
    "expert": "expert judgement",
}
"""What an estimate rests on."""

VERIFIED: dict[str, str] = {
    "text": "read in the text itself",
    "secondary": "from a secondary source",
    "own-knowledge": "from own knowledge, not checked",
    "assumption": "an assumption",
}
"""How sure it is what an expectation asks for."""

_WRITTEN_IN: dict[str, str] = {"en": "in English", "ja": "in Japanese"}

PHASES: dict[str, str] = {
    "detect": "detect",
    "triage": "triage",
    "contain": "contain",
    "eradicate": "eradicate",
    "recover": "recover",
    "notify": "notify",
    "learn": "learn",
}
"""What part of an answer to an incident a step belongs to."""
STATUSES: dict[str, str] = {
    "in-force": "in force",
    "in-force-deferred": "in force, application deferred",
    "future": "not yet in force",
    "unconfirmed": "unconfirmed",
    "not-law": "not law",
    "low-confidence": "not sure enough",
}
"""Whether an expectation binds yet, and why it may run no clock."""
ASKINGS: dict[str, str] = {
    ASKED: "asked: {what}",
    ANSWERED: "answered: {what}",
    DECIDED: "decided: {what}",
}
"""What a line of a real incident's timeline marks of a question."""


@dataclass(frozen=True)
class Names:
    """Calls the things of one setup by their names, plain and on one line."""

    setup: Setup
    voice: Voice
    adhoc_titles: Mapping[str, str] = field(default_factory=dict)
    """Names of free actions and improvised messages, which no file holds: job or inject → title."""
    hidden: frozenset[str] = frozenset()
    """Messages that are not to be named: nobody is to know of them yet, or not these eyes."""
    unshown: frozenset[str] = frozenset()
    """Messages whose options are not to be named."""
    is_real: bool = False
    """They are things of a real incident, of which nothing was played."""

    def alike(self, moments: Iterable[int | None]) -> Names:
        """The same names, for a table or a list whose moments are written in one form."""
        return replace(self, voice=alike(self.voice, moments))

    @property
    def time_heads(self) -> tuple[str, str]:
        """Heads of two columns: when something happened, and when it was written down."""
        if self.is_real:
            return self.voice("Happened"), self.voice("Written down")
        return self.voice("Incident time"), self.voice("Wall time")

    def text(self, text: Text | None) -> str:
        """A text of the content without its Markdown."""
        return one_line(self.voice.text(text))

    def ground(self, takes: Estimate) -> str:
        """Where an estimate is from; empty where it does not say."""
        return one_line(ground_words(takes.basis_from, self.voice))

    def step(self, step: str) -> str:
        """A step's title, or else its id."""
        written = self.setup.playbook.step(step)
        return self.text(written.title) if written and written.title else step

    def expectation(self, id: str) -> str:
        """The title of what is expected, also of what does not apply, or else its id."""
        every = (*self.setup.expectations, *self.setup.tempting)
        return next((self.text(one.title) for one in every if one.id == id), id)

    def role(self, role: str) -> str:
        """A role's title, or else its id."""
        written = self.setup.team.roles.get(role)
        return self.text(written.title) if written and written.title else role

    def people(self, roles: Sequence[str]) -> str:
        """All roles that the same people play."""
        named = " · ".join(map(self.role, roles))
        return self.voice("{roles} (same people)", roles=named) if len(roles) > 1 else named

    def seat(self, seat: str) -> str:
        """A role or one of the seats beside the roles; ``evaluator-2`` is the second of several."""
        kind, _, number = seat.rpartition("-")
        if kind in SEATS and number.isdecimal():
            return self.voice("{seat} {number}", seat=self.voice(SEATS[kind]), number=number)
        return self.voice(SEATS[seat]) if seat in SEATS else self.role(seat)

    def listed(self, words: Iterable[str]) -> str:
        """Several names, as the voice lists them."""
        return self.voice.listed(words)

    def either(self, words: Iterable[str]) -> str:
        """``a or b``, ``a又はb``."""
        return self.voice(" or ").join(words)

    def decider(self, decision: Decision) -> str:
        """Who decides: a role, or somebody outside."""
        return self.seat(decision.role) if decision.role else self.text(decision.outside)

    def roles(self, roles: Iterable[str]) -> str:
        """Several roles or seats, listed."""
        return self.listed(self.seat(role) for role in roles)

    def inject(self, inject: str) -> str:
        """An inject's title, or else its question; no more than that it is one, where it is not to be named."""
        if inject in self.hidden:
            return self.voice("another message")
        written = self.setup.scenario.inject(inject)
        if written is None:
            return self.adhoc_titles.get(inject, inject)
        return self.text(written.title or (written.decision.question if written.decision else None))

    def question(self, inject: str, number: int) -> str:
        """The n-th question of an inject, from 1; the inject's name where it has none, or is not to be named."""
        found = self.setup.scenario.inject(inject)
        asked = found.questions[number - 1 : number] if found and inject not in self.hidden else ()
        return self.text(asked[0].ask) if asked else self.inject(inject)

    def criterion(self, what: str) -> str:
        """The criterion or expected action that a tick stands for; its id where there is no such."""
        kind, _, rest = what.partition("/")
        owner, _, number = rest.rpartition("/")
        place = int(number) - 1 if number.isdigit() else -1
        if kind == "objective":
            objective = next((o for o in self.setup.scenario.objectives if o.id == owner), None)
            criteria = objective.look_for if objective else ()
            return self.text(criteria[place]) if 0 <= place < len(criteria) else what
        if owner in self.hidden:
            return self.inject(owner)
        inject = self.setup.scenario.inject(owner)
        expects = inject.expects if inject else ()
        if not 0 <= place < len(expects):
            return what
        return self.text(expects[place].text) if expects[place].text else self.step(expects[place].step or "")

    def option(self, inject: str, option: str) -> str:
        """One way to decide, and where that is asked."""
        scripted = self.setup.scenario.inject(inject)
        chosen = scripted.decision.option(option) if scripted and scripted.decision else None
        said = self.text(chosen.text) if chosen else option
        return self.voice("“{option}” on “{inject}”", option=said, inject=self.inject(inject))

    def channel(self, channel: str | None) -> str:
        """The medium a message comes by; empty for none."""
        return self.voice(CHANNELS[channel]) if channel in CHANNELS else channel or ""

    def job(self, job: str) -> str:
        """Any piece of work; of several incidents (``2#triage``), whose."""
        number, mark, name = job.rpartition("#")
        if mark:
            return f"{self.job(name)} ({number})"
        kind, _, inner = job.partition("/")
        if kind == "inject" and inner:
            return self.voice("work on “{inject}”", inject=self.inject(inner))
        if kind == "decision" and inner:
            return self.voice("decision on “{inject}”", inject=self.inject(inner))
        if kind == "action" and inner:
            return self.adhoc_titles.get(job) or self.voice("free action {number}", number=inner)
        return self.step(job)

    def work(self, job: str) -> str:
        """Any piece of work within a sentence: set apart by quotes."""
        kind, _, inner = job.partition("/")
        return (
            self.job(job) if inner and kind in ("inject", "decision") else self.voice("“{title}”", title=self.job(job))
        )

    def milestone(self, milestone: str) -> str:
        """A milestone, also one that goes without saying: a step done, an inject delivered."""
        if milestone.startswith("step:"):
            return self.voice("“{step}” done", step=self.step(milestone[5:]))
        if milestone.startswith(BEGUN):
            return self.voice("“{step}” begun", step=self.step(named(milestone, BEGUN)))
        if kind := next((kind for kind in ASKINGS if milestone.startswith(kind)), None):
            return self.voice(ASKINGS[kind], what=words_of(named(milestone, kind)))
        if milestone.startswith("inject:"):
            return self.voice("“{inject}” delivered", inject=self.inject(milestone[7:]))
        if milestone.startswith("order:"):
            return self.voice("order set: “{inject}”", inject=self._puts_in_order(milestone))
        if title := self.setup.milestone_titles.get(milestone):
            return self.text(title)
        if self.voice.language == "ja":
            return self._by_its_cause(milestone)
        return words_of(milestone)

    def _puts_in_order(self, milestone: str) -> str:
        """The message whose decision sets an order."""
        asking = ((inject.id, inject.decision) for inject in self.setup.scenario.injects)
        found = (name for name, asked in asking if asked and asked.queue and asked.ordered == milestone)
        return self.inject(next(found, milestone))

    def came(self, name: str) -> str:
        """A milestone, or what was handed out on request (``inject/1``)."""
        inject, slash, number = name.partition("/")
        written = self.setup.scenario.inject(inject) if slash and number.isdecimal() else None
        handed = written.artefacts[int(number) - 1 : int(number)] if written else ()
        if not handed:
            return self.milestone(name)
        title = self.text(handed[0].title) or handed[0].path(self.voice.language)
        return self.voice("“{artefact}” handed out", artefact=title)

    def awaited(self, name: str) -> str:
        """What a step or an inject waits for: a step, ``step=outcome``, an inject, a milestone."""
        step, equals, outcome = name.partition("=")
        if equals:
            return f"{self.step(step)} = {self.outcome(step, outcome)}"
        if self.setup.playbook.step(name):
            return self.step(name)
        return self.inject(name) if self.setup.scenario.inject(name) else self.milestone(name)

    def outcome(self, step: str, outcome: str) -> str:
        """How a step ended."""
        written = self.setup.playbook.step(step)
        title = written.outcomes[outcome].title if written and outcome in written.outcomes else None
        return self.text(title) or words_of(outcome)

    def playbook(self, part: PlaybookPart) -> str:
        """What a playbook is called."""
        return self.text(part.title) or part.id

    def reviewed(self, part: PlaybookPart) -> str:
        """How old a playbook is; of several in one incident also whose it is."""
        said = {"version": part.version, "day": self.voice.day(part.reviewed)}
        if len(self.setup.playbook.parts) == 1:
            return self.voice("version {version}, reviewed {day}", **said)
        return self.voice("version {version}, reviewed {day}, owner: {owner}", owner=self.text(part.owner), **said)

    def other_language(self, path: str) -> str:
        """That a file is an artefact in another language than the reader's; empty where it is none."""
        for inject in self.setup.scenario.injects:
            for artefact in inject.artefacts:
                for language, file in artefact.file.items():
                    if language not in ("", self.voice.language) and f"/{path}".endswith(f"/{file}"):
                        return self.voice(_WRITTEN_IN[language])
        return ""

    def _by_its_cause(self, milestone: str) -> str:
        """An id is English; elsewhere a scenario's own milestone is called after what reaches it."""
        for step in self.setup.playbook.steps:
            if milestone in step.reaches:
                return self.voice("“{step}” done", step=self.step(step.id))
            for outcome, end in step.outcomes.items():
                if milestone in end.reaches:
                    said = {"done": self.step(step.id), "outcome": self.outcome(step.id, outcome)}
                    return self.voice("{done}: {outcome}", **said)
        for inject in self.setup.scenario.injects:
            options = _options_reaching(inject, milestone)
            if inject.id in self.hidden and (options or milestone in inject.reaches):
                return self.inject(inject.id)
            if milestone in inject.reaches:
                return self.voice("“{inject}” delivered", inject=self.inject(inject.id))
            if len(options) == 1 and inject.id not in self.unshown:
                return self.voice("“{option}” chosen", option=self.text(options[0]))
            if options:
                return self.voice("decided so in “{inject}”", inject=self.inject(inject.id))
        return words_of(milestone)

    def objective(self, objective: str) -> str:
        """An objective's text, or else its id."""
        written = next((o for o in self.setup.scenario.objectives if o.id == objective), None)
        return self.text(written.text) if written else objective

    def form(self, form: str) -> str:
        """A form's title, or else its id."""
        written = self.setup.form(form)
        return self.text(written.title) if written else form

    def form_item(self, form: str, item: str) -> str:
        """What an item of a form asks, or else its id."""
        written = self.setup.form(form)
        asked = written.item(item) if written else None
        return self.text(asked.asks) if asked else item

    def requirements(self, requirements: Iterable[str]) -> str:
        """Requirements by their ids and titles, listed."""
        titles = {requirement.id: self.text(requirement.title) for requirement in self.setup.requirements}
        return self.voice.clauses(f"{id_} {titles.get(id_, '')}".rstrip() for id_ in requirements)

    def keyed(self, key: str) -> str:
        """The reading of the clock with this key."""
        clock = self.setup.clock(key)
        return self.reading(clock) if clock else key

    def ends(self, key: str) -> str:
        """The milestone that stops the clock with this key; empty where there is no such clock."""
        clock = self.setup.clock(key)
        return clock.end if clock else ""

    def reading(self, clock: Clock) -> str:
        """A clock's title, with what it counts from where there are several readings of that."""
        if sum(other.id == clock.id for other in self.setup.clocks) < 2:
            return self.clock(clock)
        return self.voice("{clock} (from: {milestone})", clock=self.clock(clock), milestone=self.milestone(clock.start))

    def clock(self, clock: Clock) -> str:
        """A clock's title; for what an inject expects, with the inject."""
        title = self.text(clock.title)
        if clock.kind == "inject":
            return self.voice("“{step}” after “{inject}”", step=title, inject=self.inject(clock.id.partition(":")[0]))
        return title


def _options_reaching(inject: Inject, milestone: str) -> list[Text]:
    options = inject.decision.options if inject.decision else ()
    return [option.text for option in options if milestone in option.reaches]
