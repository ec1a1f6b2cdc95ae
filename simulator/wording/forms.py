"""How forms are spoken of, on every page that shows one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from simulator.study.result import FormResult, Study
from simulator.timeline.forms import Report
from simulator.wording.names import Names
from simulator.wording.shares import percent
from simulator.wording.voice import Voice

_ITEM = 40
"""Characters of what an item asks, where several are listed."""


def judgement(voice: Voice) -> str:
    """Whose word it is that an item can be answered; stands beside every form."""
    return voice(
        "From which milestones an item can be answered, and when a form applies, is its author's judgement, not "
        "the law's. What an item asks is in our words. This is no legal advice."
    )


def last_words(form: FormResult, names: Names, short: Callable[[str], str] = str) -> str:
    """The item that is known last most often, and how often; empty where all is known beforehand.

    ``short`` makes what it asks fit.
    """
    if not form.last:
        return ""
    last, voice = form.last[0], names.voice
    asks = short(names.form_item(form.form, last.item))
    if last.never:
        return voice(
            "{item} ({share}; never: {never})", item=asks, share=percent(last.share), never=percent(last.never)
        )
    return voice("{item} ({share})", item=asks, share=percent(last.share))


def idle_forms_words(study: Study, names: Names) -> str:
    """The forms that are to be used in no run; empty where each is in some."""
    used = {form.form for form in study.forms if form.applies}
    idle = dict.fromkeys(form.form for form in study.forms if form.form not in used)
    if not idle:
        return ""
    return names.voice("To be used in no run: {forms}.", forms=names.listed(names.form(form) for form in idle))


def lacking_words(report: Report, names: Names) -> str:
    """The required items that nobody could answer; empty where there are none."""
    if not report.lacking:
        return ""
    items = names.listed(_short(names.text(stands.item.asks)) for stands in report.lacking)
    if names.is_real:
        said = "required, and not answered by the timeline ({count}): {items}"
        return names.voice(said, count=len(report.lacking), items=items)
    if report.sent:
        return names.voice("sent with required items blank ({count}): {items}", count=len(report.lacking), items=items)
    return names.voice("required and not known yet ({count}): {items}", count=len(report.lacking), items=items)


def _short(asks: str) -> str:
    return asks if len(asks) <= _ITEM else f"{asks[: _ITEM - 1]}…"


def wrong_form_words(report: Report, names: Names) -> str:
    """That the form sent was not the one to use; empty where it was, or has not gone."""
    if report.applies or not report.sent:
        return ""
    return names.voice("not the form to use, as far as was known when it went")


def contradicted_awareness(reports: Iterable[Report], names: Names) -> str:
    """That two forms tell different moments of awareness; empty where none do."""
    told = _awareness(reports, names)
    if len(set(told.values())) < 2:
        return ""
    voice = names.voice
    each = (voice("{form}: {when}", form=form, when=voice.day_clock(at)) for form, at in told.items())
    return voice("▲ Not everybody was told the same moment of awareness: {told}", told=names.listed(each))


def agreed_awareness(reports: Iterable[Report], names: Names) -> str:
    """That all forms that tell a moment of awareness tell the same; empty where fewer than two do, or they differ."""
    told = _awareness(reports, names)
    if len(told) < 2 or len(set(told.values())) > 1:
        return ""
    moment = names.voice.day_clock(next(iter(told.values())))
    return names.voice(
        "All were told the same moment of awareness, {when}: {forms}", when=moment, forms=names.listed(told)
    )


def _awareness(reports: Iterable[Report], names: Names) -> dict[str, int]:
    """Form → the moment of awareness that it tells, of those that tell one."""
    return {names.form(report.form.id): report.aware for report in reports if report.aware is not None}
