"""A playbook as a page for a wiki, in Markdown: steps, graph, roles, deadlines, and what its figures rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from simulator.model.expectation import Expectation
from simulator.model.playbook import Playbook, Step
from simulator.plan.flow import reached
from simulator.report.render.markdown import table, words
from simulator.report.render.mermaid import mermaid
from simulator.report.sections.appendices import rule
from simulator.wording.lengths import estimated
from simulator.wording.names import BASES, KINDS, PHASES, Names
from simulator.wording.rhythm import rhythm_words
from simulator.wording.shares import percent


def playbook_page(playbook: Playbook, clocks: Sequence[Expectation], n: Names) -> bytes:
    """The page. ``clocks``: what runs where it is played; ``n``: of a setup in which it is."""
    numbers = {step.id: str(number) for number, step in enumerate(playbook.steps, 1)}
    parts = (
        _head(playbook, n),
        _steps(playbook, numbers, n),
        _graph(playbook, n),
        _roles(playbook, numbers, n),
        _clocks(clocks, n),
        _assumptions(playbook, n),
    )
    return ("\n".join(chain.from_iterable(parts)).rstrip() + "\n").encode()


def _head(playbook: Playbook, n: Names) -> Iterator[str]:
    voice = n.voice
    yield from (f"# {words(n.playbook(playbook.parts[0]))}", "")
    yield from _paragraphs(voice.text(playbook.summary))
    facts = (
        (voice("Owner"), n.text(playbook.owner)),
        (voice("Playbook"), voice.clauses((playbook.id, n.reviewed(playbook.parts[0])))),
    )
    yield from (f"- **{words(name)}**: {words(what)}" for name, what in facts)
    yield ""


def _steps(playbook: Playbook, numbers: dict[str, str], n: Names) -> Iterator[str]:
    voice = n.voice
    yield from (f"## {voice('Steps')}", "")
    heads = (voice("No."), voice("Step"), voice("Phase"), voice("Role"), voice("Takes"), voice("Waits for"))
    yield from table((*heads, voice("Reaches")), (_row(step, numbers, n) for step in playbook.steps))
    for step in playbook.steps:
        if more := [*_paragraphs(voice.text(step.detail)), *_further(step, n)]:
            yield from (f"### {numbers[step.id]}. {words(n.step(step.id))}", "", *more)


def _row(step: Step, numbers: dict[str, str], n: Names) -> tuple[str, ...]:
    milestones = n.listed(map(n.milestone, reached(step)))
    texts = (
        n.step(step.id),
        n.voice(PHASES[step.phase]),
        _staff(step, n),
        _takes(step, n),
        _waits(step, n),
        milestones,
    )
    return (numbers[step.id], *map(words, texts))


def _staff(step: Step, n: Names) -> str:
    who = {role: n.either(map(n.role, (role, *step.deputies.get(role, ())))) for role in step.role}
    return " + ".join(who[role] if people == 1 else f"{people} {who[role]}" for role, people in step.role.items())


def _takes(step: Step, n: Names) -> str:
    if step.takes is None:
        return n.voice("until {milestones}", milestones=n.listed(map(n.milestone, step.until)))
    return estimated(n.voice, step.takes)


def _waits(step: Step, n: Names) -> str:
    voice = n.voice
    parts = [*map(n.milestone, step.once), *(n.awaited(str(ref)) for ref in step.after)]
    if step.after_any:
        parts.append(n.either(n.awaited(str(ref)) for ref in step.after_any))
    parts += [voice("again on {milestone}", milestone=n.milestone(name)) for name in step.again_on]
    parts += [voice("if {milestone}", milestone=n.milestone(name)) for name in step.only_if]
    parts += [voice("unless {milestone}", milestone=n.milestone(name)) for name in step.unless]
    return voice.clauses([*parts, *rhythm_words(step, voice, n.milestone)])


def _further(step: Step, n: Names) -> Iterator[str]:
    """What a step has beyond its row of the table, as a list."""
    voice = n.voice
    if step.evidence:
        yield f"- **{voice('Evidence')}**: {words(n.text(step.evidence))}"
    for name, outcome in step.outcomes.items():
        led = n.listed(map(n.milestone, outcome.reaches))
        yield f"- {words(n.outcome(step.id, name) + (f' → {led}' if led else ''))}"
    if step.timeout:
        yield f"- {words(voice('given up after {span}', span=voice.span(step.timeout)))}"
    if step.evidence or step.outcomes or step.timeout:
        yield ""


def _graph(playbook: Playbook, n: Names) -> Iterator[str]:
    roles = {role for step in playbook.steps for role in step.roles}

    def called(name: str) -> str:
        if name in PHASES:
            return n.voice(PHASES[name])
        return n.role(name) if name in roles else n.milestone(name)

    yield from (f"## {n.voice('Graph')}", "", "```mermaid", mermaid(playbook, n.voice, called).rstrip(), "```", "")


def _roles(playbook: Playbook, numbers: dict[str, str], n: Names) -> Iterator[str]:
    voice = n.voice
    yield from (f"## {voice('Roles')}", "")
    roles = dict.fromkeys(role for step in playbook.steps for role in step.roles)
    rows = []
    for role in roles:
        own = [numbers[step.id] for step in playbook.steps if role in step.role]
        other = [numbers[step.id] for step in playbook.steps if role in step.roles and role not in step.role]
        rows.append((words(n.role(role)), n.listed(own), n.listed(other)))
    yield from table((voice("Role"), voice("Steps"), voice("As deputy")), rows)


def _clocks(clocks: Sequence[Expectation], n: Names) -> Iterator[str]:
    voice = n.voice
    yield from (f"## {voice('Deadlines')}", "")
    if not clocks:
        yield from (words(voice("No scenario that is played with it names any.")), "")
        return
    heads = (voice("Expectation"), voice("Kind"), voice("Rule"), voice("Source"))
    rows = ((n.text(e.title), voice(KINDS[e.kind]), rule(e, n), n.text(e.source)) for e in clocks)
    yield from table(heads, (tuple(map(words, row)) for row in rows))


def _assumptions(playbook: Playbook, n: Names) -> Iterator[str]:
    voice = n.voice
    yield from (f"## {voice('What its figures rest on')}", "")
    timed = [(step, step.takes) for step in playbook.steps if step.takes]
    whole = sum(takes.likely for _, takes in timed)
    assumed = sum(takes.likely for _, takes in timed if takes.basis == "assumed")
    if whole:
        share = percent(assumed / whole)
        yield words(voice("{share} of the playbook's working time rests on assumed figures.", share=share))
        yield ""
    rows = [
        tuple(map(words, (n.step(step.id), voice(BASES[takes.basis]), n.ground(takes))))
        for step, takes in timed
        if takes.basis != "assumed"
    ]
    if rows:
        yield from table((voice("Step"), voice("Basis"), voice("Source")), rows)
    if odds := [*_odds(playbook.steps, n)]:
        yield from (*(f"- {words(text)}" for text in odds), "")


def _odds(steps: Iterable[Step], n: Names) -> Iterator[str]:
    """Chances that the playbook names, all of them estimates."""
    voice = n.voice
    for step in steps:
        said = {"step": n.work(step.id)}
        equal = 1 / len(step.outcomes) if step.outcomes else 0.0
        for name, outcome in step.outcomes.items():
            share = percent(equal if outcome.odds is None else outcome.odds)
            yield voice("{step} ends with {outcome}: {share}", **said, outcome=n.outcome(step.id, name), share=share)
        if step.fails:
            yield voice("{step} fails: {share}", **said, share=percent(step.fails.odds))
        if step.repeat:
            back = {"back": n.work(step.repeat.from_), "share": percent(step.repeat.odds), "most": step.repeat.at_most}
            yield voice("{step} sends back to {back}: {share}, {most} times at most", **said, **back)


def _paragraphs(text: str) -> Iterator[str]:
    """A text whose lines stay lines, and in which nothing is obeyed."""
    for paragraph in text.split("\n\n"):
        if lines := [words(line) for line in paragraph.splitlines() if line.strip()]:
            yield from ("  \n".join(lines), "")
