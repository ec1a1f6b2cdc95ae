"""What goes on paper before an exercise: run sheet, player sheet with role cards, evaluator's guide. HTML, A4."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from simulator.model.setup import Setup
from simulator.report.render.html import fill
from simulator.report.sections.front import BANNER
from simulator.report.sheets import guide, role_cards, run_sheet
from simulator.wording import markup
from simulator.wording.names import Names
from simulator.wording.opinions import STEPS
from simulator.wording.scales import RATINGS
from simulator.wording.sentences import purpose
from simulator.wording.voice import Voice


def facilitator_sheet(setup: Setup, voice: Voice, keys: Sequence[tuple[str, str]] = ()) -> bytes:
    """The run sheet: everything the facilitator says, delivers and listens for.

    ``keys``: those of the screen with what each does, as whoever has a screen names them.
    """
    names = Names(setup, voice)
    injects = setup.scenario.injects
    return _sheet(
        "facilitator.html.j2",
        names,
        rows=run_sheet.rows(names),
        claims=run_sheet.claims(names),
        documents=run_sheet.lines(names),
        deadlines=run_sheet.deadlines(names),
        tempting=run_sheet.tempting(names),
        keys=keys,
        handouts=run_sheet.handouts(names),
        purpose=purpose(setup, voice),
        playbooks=setup.playbook.parts,
        setup=setup,
        session=setup.scenario.session,
        all_talk=sum(inject.discuss for inject in injects),
        core_talk=sum(inject.discuss for inject in injects if not inject.optional),
    )


def player_sheet(setup: Setup, voice: Voice) -> bytes:
    """One page for every player; role cards, opinion cards and slips to cut out. Nothing of what is to come."""
    names = Names(setup, voice)
    modules = len(setup.scenario.modules) if setup.discussion_only else 0
    decides = any(inject.decision for inject in setup.scenario.injects)
    return _sheet(
        "players.html.j2",
        names,
        cards=role_cards.cards(names),
        decides=decides,
        sureness=STEPS,
        modules=modules,
    )


def evaluator_guide(setup: Setup, voice: Voice) -> bytes:
    """What to look for, how to rate it, room for notes, and a sheet to sign."""
    names = Names(setup, voice)
    seats = [names.seat(seat) for seat in ("facilitator", "operator", "evaluator", "observer")]
    return _sheet(
        "evaluator.html.j2",
        names,
        places=guide.places(names),
        goals=guide.goals(names),
        ratings=[(letter, voice(meaning)) for letter, meaning in RATINGS.items()],
        seats=[card.title for card in role_cards.cards(names)] + seats,
    )


def _sheet(template: str, names: Names, **values: object) -> bytes:
    scenario, voice = names.setup.scenario, names.voice
    title = names.text(scenario.title)
    return fill(
        template,
        voice.language,
        banner=BANNER,
        title=title,
        voice=voice,
        names=names,
        scenario=scenario,
        md=_safe,
        **values,
    )


def _safe(markdown: str) -> Markup:
    """Markdown of the content; ``markup`` leaves nothing active in it."""
    return Markup(markup.html(markdown))
