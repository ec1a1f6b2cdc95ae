"""What a backtest found, in words; and where a time stands on its scale, which is of logarithms."""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from simulator.model.durations import DAY, HOUR, MINUTE
from simulator.model.precedent import STARTS, Took
from simulator.study.reality import MilestoneCases, Score
from simulator.wording.names import Names
from simulator.wording.shares import interval, percent
from simulator.wording.voice import Voice

FIRST, LAST = 5 * MINUTE, 60 * DAY
TICKS = (10 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY)


def place(seconds: int | None) -> float:
    """Where a time stands on the scale, from 0 to 1; what never came stands at its end."""
    if seconds is None:
        return 1.0
    return min(max(log(max(seconds, 1) / FIRST) / log(LAST / FIRST), 0.0), 1.0)


def milestone_words(compared: MilestoneCases, names: Names) -> str:
    """The milestone, and what its times count from where that is not when the incident was noticed."""
    name = names.milestone(compared.milestone)
    return name if compared.since == STARTS[0] else names.voice("{milestone} (from the beginning)", milestone=name)


def took_words(took: Took, voice: Voice) -> str:
    """How long it took, no more exactly than it is known."""
    if took.precision != "day":
        return voice.span(took.seconds)
    days = took.seconds // DAY
    return voice("{count} days", count=days) if days else voice("the same day")


def score_words(score: Score, voice: Voice, *, own: bool) -> Iterator[str]:
    """The answer: how many of the real times lie where nine of ten should, and how far off they are."""
    known = {"cases": score.cases, "campaigns": score.campaigns, "inside": round(score.inside.p * score.cases)}
    first = (
        voice("{inside} of {cases} intervals of your own incidents lie in the simulated 5–95% band.", **known)
        if own
        else voice(
            "{inside} of {cases} published intervals, of {campaigns} independent cases, lie in the simulated 5–95% "
            "band.",
            **known,
        )
    )
    yield first
    yield voice(
        "That is {share} ({interval}); 90% should.", share=percent(score.inside.p), interval=interval(score.inside)
    )
    if score.maybe > known["inside"]:
        yield voice("As many as {maybe} may, as of some only the day is known.", maybe=score.maybe)
    yield voice(
        "CRPS of the logarithm of time: {crps}. 0 is perfect; a band that is too wide makes it worse, as one that is "
        "too narrow does.",
        crps=f"{score.crps:.3f}",
    )


def bias_words(voice: Voice) -> Iterator[str]:
    """What published times are no sample of."""
    yield voice(
        "Who publishes a timeline was proud of the response, or was made to explain it: slow quiet ones are missing, "
        "and very quick ones that nobody wrote up."
    )
    yield voice(
        "Most incidents were told by somebody outside. What happened before that is not in these times, which count "
        "from when it was noticed."
    )
    yield voice(
        "Supply-chain cases are of registries and maintainers, not of those who use the package: contained there "
        "means taken off the registry."
    )
    yield voice(
        "Outages on status pages are found by alarms within minutes; behaviour that got worse took days to weeks."
    )
    yield voice("Several incidents belong to one campaign. Nothing here supports a figure to two digits.")
