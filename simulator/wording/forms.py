"""How forms are spoken of, on every page that shows one."""

from __future__ import annotations

from simulator.study.result import FormResult, Study
from simulator.wording.names import Names
from simulator.wording.shares import percent
from simulator.wording.voice import Voice
from simulator.wording.width import cut


def judgement(voice: Voice) -> str:
    """Whose word it is that an item can be answered; stands beside every form."""
    return voice(
        "From which milestones an item can be answered, and when a form applies, is its author's judgement, not "
        "the law's. What an item asks is in our words. This is no legal advice."
    )


def last_words(form: FormResult, names: Names, most: int = 1_000) -> str:
    """The item that is known last most often, in at most so many cells, and how often.

    Empty where all is known beforehand.
    """
    if not form.last:
        return ""
    last, voice = form.last[0], names.voice
    asks = cut(names.form_item(form.form, last.item), most)
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
