"""What it would take, in sentences: what a set of changes says to do, why it helps, and what bounds all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.model.durations import MINUTE
from simulator.study.fronts import TELLS, ChangeSet, Front, Part, Way
from simulator.wording.names import Names
from simulator.wording.shares import interval, percent

DO: dict[str, str] = {
    "parallel": "{second} no longer waits for {first}.",
    "no-approval": "{what} is taken as given: nobody waits for it.",
    "no-delay": "{what} begins without its delay.",
    "calls-in": "{what} calls in whoever is missing.",
    "faster": "{what} takes a quarter less time, by training or better tools.",
    "earlier": "{role}: the shift begins an hour earlier.",
    "deputy": "{deputy} may stand in for {role}.",
    "on-call": "{role}: one person can be called outside working hours.",
    "one-more": "{role}: one person more.",
    "decided": "{option} is settled beforehand.",
}
"""Kind of change → what there is to do."""


def struck_words(without: Sequence[str], names: Names) -> str:
    """Which changes are struck out, in a sentence."""
    if not without:
        return names.voice("Nothing is struck out.")
    return names.voice("Struck out: {changes}.", changes=names.listed(without))


def do_words(part: Part, names: Names) -> str:
    """What a change says to do, as a sentence."""
    voice, what = names.voice, part.what
    match part.kind:
        case "parallel":
            return voice(DO["parallel"], first=names.work(what[0]), second=names.work(what[1]))
        case "deputy":
            return voice(DO["deputy"], role=names.role(what[0]), deputy=names.role(what[1]))
        case "decided":
            return voice(DO["decided"], option=names.option(*what))
        case "earlier" | "on-call" | "one-more":
            return voice(DO[part.kind], role=names.role(what[0]))
    return voice(DO[part.kind], what=names.work(what[0]))


def part_words(part: Part, one: ChangeSet, front: Front, names: Names) -> str:
    """What a change says to do, and what it is worth to its set."""
    said = filter(None, (do_words(part, names), worth_words(part, one, front, names)))
    return ("" if names.voice.language == "ja" else " ").join(said)


def worth_words(part: Part, one: ChangeSet, front: Front, names: Names) -> str:
    """Which clock a set would lose most of without a change; empty where it is the only one."""
    if not part.without:
        return ""
    losses = [fared.met.p - less for fared, less in zip(one.fared, part.without, strict=True)]
    n = max(range(len(losses)), key=losses.__getitem__)
    if losses[n] < TELLS:
        return names.voice("Without it hardly anything would be lost.")
    clock = names.keyed(front.goal.clocks[n])
    return names.voice("Without it: {share} for “{clock}”.", share=percent(part.without[n]), clock=clock)


def why_words(one: ChangeSet, front: Front, names: Names) -> Iterator[str]:
    """Why a set helps: what becomes of the way to the milestone of each clock that it moves, once a milestone."""
    told: set[str] = set()
    for was, now in zip(front.base, one.fared, strict=True):
        if was.way and now.way and abs(now.gain.by) >= TELLS and was.way.milestone not in told:
            told.add(was.way.milestone)
            yield from filter(None, [_way_words(was.way, now.way, names)])


def _way_words(was: Way, now: Way, names: Names) -> str:
    voice, milestone = names.voice, names.milestone(was.milestone)
    pieces = [
        voice(words, span=voice.span(round(abs(change))))
        for change, less, more in (
            (now.for_absent - was.for_absent, _LESS_ABSENT, _MORE_ABSENT),
            (now.for_person - was.for_person, _LESS_BUSY, _MORE_BUSY),
            (now.worked - was.worked, _LESS_WORK, _MORE_WORK),
        )
        if abs(change) >= max(MINUTE, _PART * was.whole)
        for words in (less if change < 0 else more,)
    ]
    if not pieces:
        return ""
    told = voice.joined(pieces)
    return voice("On the way to “{milestone}”, on average: {changes}.", milestone=milestone, changes=told)


_PART = 0.05
"""Of all time on the way, what is worth telling."""
_LESS_ABSENT = "{span} less waiting for people who are not there"
_MORE_ABSENT = "{span} more waiting for people who are not there"
_LESS_BUSY = "{span} less waiting for people who are busy"
_MORE_BUSY = "{span} more waiting for people who are busy"
_LESS_WORK = "{span} less work one after the other"
_MORE_WORK = "{span} more work one after the other"


def tried_words(front: Front, names: Names) -> str:
    """How much was tried, of how much."""
    if front.sets_tried < 2:
        return names.voice("changes to choose from: {count}", count=front.changes)
    return names.voice("{sets} sets of {changes} changes", sets=f"{front.sets_tried:,}", changes=front.changes)


def answer_words(front: Front, names: Names) -> Iterator[str]:
    """The answer in sentences: whether a set reaches, what it costs, and else what bounds it."""
    voice, least = names.voice, percent(front.goal.least)
    first = front.first
    if front.holds:
        yield voice("As things are, every clock asked for is met in {least} of the runs or more.", least=least)
    elif first:
        changes = changes_words(len(first.parts), names)
        yield voice(
            "Every clock asked for reaches {least} with {changes}, at a cost of {cost}.",
            least=least,
            changes=changes,
            cost=first.cost,
        )
        if not front.partial:
            yield voice("No cheaper set was found.")
    else:
        yield from _short_words(front, names)
    if front.partial:
        yield voice("Stopped after {runs} runs: there may be cheaper and better sets.", runs=f"{front.runs:,}")


def _short_words(front: Front, names: Names) -> Iterator[str]:
    voice, least, best = names.voice, percent(front.goal.least), front.best
    if not front.changes:
        yield voice("No change is left to choose from.")
    for n in front.bounded:
        yield voice(
            "No set of changes brings “{clock}” to {least}: even if everybody were always there it would be met in at"
            " most about {most} ({interval}). What is left is the deadline or the story.",
            clock=names.keyed(front.goal.clocks[n]),
            least=least,
            most=percent(front.bounds[n].p),
            interval=interval(front.bounds[n]),
        )
    if not front.bounded and front.goal.budget is None:
        yield voice("No set was found that brings every clock asked for to {least}.", least=least)
    elif not front.bounded:
        yield voice(
            "No set that costs {budget} or less was found that brings every clock asked for to {least}.",
            budget=front.goal.budget,
            least=least,
        )
    if not front.bounded and (most := _by_clock(front, [bound.p for bound in front.bounds], names, below=_ALL)):
        yield voice("More than about {most} is not possible, whatever is changed.", most=most)
    if best:
        yield _best_words(best, front, names)


def _best_words(best: ChangeSet, front: Front, names: Names) -> str:
    voice, least, changes = names.voice, front.goal.least, changes_words(len(best.parts), names)
    if len(best.fared) <= _NAMED:
        shares = _by_clock(front, [one.met.p for one in best.fared], names)
        return voice(
            "The best that was found, {changes} at a cost of {cost}, gives {shares}.",
            changes=changes,
            cost=best.cost,
            shares=shares,
        )
    return voice(
        "The best that was found, {changes} at a cost of {cost}, brings {count} of {all} clocks to {least} or more.",
        changes=changes,
        cost=best.cost,
        count=sum(one.met.p >= least for one in best.fared),
        all=len(best.fared),
        least=percent(least),
    )


_NAMED = 3
"""Clocks that a sentence can hold."""


_ALL = 0.995
"""What is told as 100 %, and bounds nothing."""


def _by_clock(front: Front, chances: Sequence[float], names: Names, below: float = 2.0) -> str:
    """The chances below a figure, each with the name of its clock where there are several clocks."""
    voice, clocks = names.voice, front.goal.clocks
    told = [(key, percent(chance)) for key, chance in zip(clocks, chances, strict=False) if chance < below]
    if len(clocks) == 1:
        return voice.joined(share for _, share in told)
    return voice.joined(voice("{share} for “{clock}”", share=share, clock=names.keyed(key)) for key, share in told)


def changes_words(count: int, names: Names) -> str:
    """How many changes."""
    return names.voice("one change") if count == 1 else names.voice("{count} changes", count=count)


def set_words(one: ChangeSet, front: Front, names: Names) -> str:
    """A set in a few words: how many changes, what they cost, whether that is enough."""
    voice, least, changes = names.voice, front.goal.least, changes_words(len(one.parts), names)
    if one.reaches(least):
        return voice("{changes}, cost {cost}: reaches {least}", changes=changes, cost=one.cost, least=percent(least))
    return voice("{changes}, cost {cost}", changes=changes, cost=one.cost)


def caution_words(names: Names) -> Iterator[str]:
    """What a search over files cannot know."""
    yield names.voice(
        "Whether two steps may be done at the same time, who can stand in for whom and what may be settled beforehand"
        " is for you to say. What you would never do is left out by --without, or by without: in the playbook or team."
    )
    yield names.voice("What changes cost is assumed, unless the playbook or team says so (costs:).")
