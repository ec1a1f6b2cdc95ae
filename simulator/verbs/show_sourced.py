"""How ``tabletop show`` tells of what has a source: rules, requirements, forms, public incidents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.model.expectation import Expectation
from simulator.model.fact import Fact
from simulator.model.form import GIVEN, Form, FormItem
from simulator.model.freshness import freshness_of
from simulator.model.kinds import EXPECTATIONS
from simulator.model.precedent import Came, Precedent
from simulator.model.requirement import Requirement
from simulator.model.text import said
from simulator.model.vocabulary import Milestone
from simulator.verbs.around import Around
from simulator.verbs.printed import facts, paragraph, table, wide
from simulator.verbs.words import (
    change_words,
    limit_words,
    listed,
    recheck_words,
    status_words,
    word,
)
from simulator.wording.forms import judgement
from simulator.wording.shares import percent
from simulator.wording.voice import Voice
from simulator.wording.width import wrapped


def requirement(value: Requirement, voice: Voice, around: Around) -> Iterator[str]:
    """What somebody asks an organisation to show."""
    yield from paragraph(value.asks, voice)
    yield from paragraph(value.shown_by, voice)
    yield from facts(
        (voice("source"), said(value.source, voice.language)),
        (voice("section"), said(value.section, voice.language)),
        (voice("force"), listed((word(value.force, voice), status_words(value, voice)), voice)),
        *_dated(value, voice, around),
    )
    yield from _told_of_fact(value, voice)


def _dated(value: Fact, voice: Voice, around: Around) -> Iterator[tuple[str, str]]:
    """Where it can be read, how sure it is, and when somebody looks again."""
    yield voice("link"), value.url
    yield voice("as of"), _known_from(value, voice)
    yield voice("next look"), recheck_words(value, voice, around.today) if value.recheck_by else ""


def doubtful(rules: Sequence[str], voice: Voice, around: Around) -> Iterator[tuple[str, str]]:
    """Those that changed in the past year, with the month in which that was learned of; those due for another look."""
    known = around.library.entries(EXPECTATIONS)
    fresh = freshness_of((entry.value for entry in known if entry.value and entry.id in rules), around.today)
    changed = (voice("{id} ({month})", id=e.id, month=voice.month(e.changes[-1].in_)) for e in fresh.changed)
    overdue = (voice("{id} ({month})", id=e.id, month=voice.month(str(e.recheck_by))) for e in fresh.overdue)
    yield voice("rules that changed"), listed(changed, voice)
    yield voice("rules to look up again"), listed(overdue, voice)


def _told_of_fact(value: Fact, voice: Voice) -> Iterator[str]:
    yield from paragraph(value.note, voice)
    for change in value.changes:
        for line in change_words(change, voice):
            yield from (f"  {part}" for part in wrapped(line, wide() - 2))


def _known_from(value: Fact, voice: Voice) -> str:
    return voice(
        "{month}, verified: {verified}, confidence: {confidence}",
        month=voice.month(value.as_of) if value.as_of else "–",
        verified=word(value.verified, voice),
        confidence=word(value.confidence, voice) if value.confidence else "–",
    )


def _counting(value: Expectation, voice: Voice) -> Iterator[str]:
    """What is unusual about how its time is counted, and whose days they are."""
    if value.count != "from-next-day":
        first = voice("the first day counts") if value.count == "from-day-one" else voice("from the next full hour")
        yield first
    if value.rolls:
        yield voice("a closed last day gives way to the next business day")
    if value.limit and value.limit.unit == "business hours":
        own = value.calendar and value.calendar.hours
        yield (
            voice("business hours are {hours}", hours=own.written)
            if own
            else voice("business hours are 09:00-17:00 of business days")
        )
    if value.calendar:
        yield value.calendar.timezone


def expectation(value: Expectation, voice: Voice, around: Around) -> Iterator[str]:
    """A deadline: who must have told or done what by when, and how sure that is."""
    starts = [f"{start} ({reading})" if reading else start for reading, start in value.from_.items()]
    order = voice("{first} before {second}", first=value.order[0], second=value.order[1]) if value.order else ""
    yield from facts(
        (voice("kind"), listed((word(value.kind, voice), status_words(value, voice)), voice)),
        (voice("binds"), said(value.binds, voice.language)),
        (voice("rule"), order),
        (voice("starts"), voice(" or ").join(starts)),
        (voice("stops"), value.to or ""),
        (voice("within"), limit_words(value, voice) if value.to else ""),
        (voice("counted"), listed(_counting(value, voice), voice)),
        (voice("until"), listed(value.until, voice)),
        (voice("counts only with"), listed(value.only_if, voice)),
        (voice("falls away with"), listed(value.unless, voice)),
        (voice("must be met in"), percent(value.must) if value.must is not None else ""),
        (voice("recipient"), said(value.recipient, voice.language)),
        (voice("source"), said(value.source, voice.language)),
        *_dated(value, voice, around),
    )
    yield from _told_of_fact(value, voice)


def form(value: Form, voice: Voice, around: Around) -> Iterator[str]:
    """What has to be written, item by item."""
    yield from facts(
        (voice("serves"), listed(value.serves, voice)),
        (voice("in full for"), listed(value.in_full, voice)),
        (voice("applies if"), voice(" or ").join(value.applies_if)),
        (voice("recipient"), said(value.recipient, voice.language)),
        (voice("source"), said(value.source, voice.language)),
        *_dated(value, voice, around),
        *doubtful(value.serves, voice, around),
        (voice("items"), voice("as {form}", form=value.same_items_as) if value.same_items_as else ""),
    )
    yield from _told_of_fact(value, voice)
    if value.items:
        known = (voice("KNOWN IN PART"), voice("IN FULL"), voice("KNOWN FROM"))
        heads = (voice("ITEM"), voice("FIRST REPORT"), *known, "")
        yield from table(heads, [_form_item(item, voice) for item in value.items])
        yield from (f"  {line}" for line in wrapped(judgement(voice), wide() - 2))


def _form_item(item: FormItem, voice: Voice) -> list[str]:
    first = word(item.first, voice) + (f" ({listed(item.only_for, voice)})" if item.only_for else "")
    known = [_from(names, voice) for names in (item.provisional_from, item.full_from)]
    return [item.id, first, *known, word(item.verified, voice), said(item.asks, voice.language)]


def _from(milestones: Sequence[str], voice: Voice) -> str:
    return voice(" or ").join(voice("beforehand") if name == GIVEN else name for name in milestones)


def milestone(value: Milestone, voice: Voice, _around: Around) -> Iterator[str]:
    """Something an incident can reach."""
    yield from paragraph(value.meaning, voice)


def precedent(value: Precedent, voice: Voice, around: Around) -> Iterator[str]:
    """A public incident, and when its milestones came."""
    category = value.category if voice.language == "en" else voice.text(around.library.category(value.category))
    yield from facts(
        (voice("organisation"), value.organisation.say(voice.language)),
        (voice("category"), category),
        (voice("campaign"), value.campaign or ""),
        *((voice("source"), f"{source.title} {source.url}".rstrip()) for source in value.sources),
        (voice("held against"), ", ".join(value.beside)),
    )
    heads = (voice("MILESTONE"), voice("WHEN"), voice("KNOWN FROM"), "")
    yield from table(heads, [_came(came, value, voice) for came in value.came])
    yield from paragraph(value.note, voice)


def _came(came: Came, value: Precedent, voice: Voice) -> list[str]:
    return [came.milestone, came.at, word(value.known_from(came), voice), said(came.says, voice.language)]
