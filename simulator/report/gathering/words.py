"""What several tables show, in sentences: for the page and for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from simulator.findings.gathered import NOBODY, NOT_PUT, OPEN, OWN, Gathered, Table, Variant
from simulator.wording.names import Names

_ANSWERS: Mapping[str, str] = {
    OWN: "something else",
    NOBODY: "nobody decided in time",
    OPEN: "open when play ended",
    NOT_PUT: "not put to them",
}
_PARTS: Mapping[str, str] = {
    "playbook": "the playbook",
    "team": "the team",
    "rules": "the deadlines, or the days they do not count",
    "left-out": "the messages left out",
}


def answer_words(inject: str, answer: str, n: Names) -> str:
    """An option, or what there was instead of one."""
    if answer in _ANSWERS:
        return n.voice(_ANSWERS[answer])
    written = n.setup.scenario.inject(inject)
    option = written.decision.option(answer) if written and written.decision else None
    return n.text(option.text) if option else answer


def variant_words(variant: Variant, n: Names) -> str:
    """Playbook and team; a number where naming them would say whose table it is."""
    if not variant.playbook:
        return n.voice("other files ({number})", number=variant.number)
    return n.voice("{playbook}, {team}", playbook=variant.playbook, team=variant.team)


def seen_words(table: Table, n: Names) -> str:
    """Whether its record was there."""
    count = table.seen.told.record.lines
    if table.seen.checked:
        return n.voice("{count} lines, checked", count=count)
    return n.voice("{count} lines, as its pack tells", count=count)


def differs_words(g: Gathered, n: Names) -> Iterator[str]:
    """What tables had otherwise than most."""
    for variant in g.variants[1:]:
        parts = n.listed(n.voice(_PARTS[part]) for part in variant.differs)
        yield n.voice("{tables}: {parts}", tables=n.listed(variant.tables), parts=parts)


def brief(g: Gathered, n: Names) -> Iterator[str]:
    """What comes first: deadlines, what lies farthest apart, where tables were of different minds, par."""
    voice = n.voice
    ran = [out for out in g.clocks if out.results.keys() & {"met", "missed"}]
    if ran:
        yield voice(
            "Of {count} deadlines settled in play, {all} were met wherever they were settled, {none} nowhere.",
            count=len(ran),
            all=sum("missed" not in out.results for out in ran),
            none=sum("met" not in out.results for out in ran),
        )
    apart = max(g.milestones, key=lambda one: one.times[-1] - one.times[0], default=None)
    if apart and apart.times[-1] > apart.times[0]:
        yield voice(
            "Farthest apart: {milestone}, from {first} to {last}, at {some} of {all} tables.",
            milestone=n.milestone(apart.milestone),
            first=voice.elapsed(apart.times[0]),
            last=voice.elapsed(apart.times[-1]),
            some=len(apart.at),
            all=len(g.tables),
        )
    yield from _divided(g, n)
    yield from _beside_par(g, n)


def _divided(g: Gathered, n: Names) -> Iterator[str]:
    """The decision that most ways were gone on."""
    put = [(len(given), one) for one in g.decisions if (given := one.answers.keys() - {NOT_PUT})]
    if put:
        alike = sum(ways == 1 for ways, _ in put)
        yield n.voice("{alike} of {count} decisions were answered alike by all.", alike=alike, count=len(put))
        ways, most = max(put, key=lambda one: one[0])
        if ways > 1:
            yield n.voice("Most divided: {decision}, {count} ways.", decision=n.inject(most.inject), count=ways)


def _beside_par(g: Gathered, n: Names) -> Iterator[str]:
    """Where all had the same par."""
    if len(g.variants) != 1 or not g.variants[0].milestones:
        return
    par = g.variants[0].milestones
    both = [one for one in g.milestones if one.milestone in par]
    yield n.voice(
        "At {earlier} of {count} milestones that par reached, too, the middle table was no later than par.",
        count=len(both),
        earlier=sum((one.middle or 0) <= par[one.milestone] for one in both),
    )
