"""``tabletop clocks``: which clocks can run for an organisation, which surely cannot, and why."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from simulator.content.library import Library
from simulator.content.nearest import advice
from simulator.content.reading import load, read_as
from simulator.content.writing import write
from simulator.errors import TabletopError
from simulator.files import write_whole
from simulator.model.expectation import Expectation
from simulator.model.form import Form
from simulator.model.kinds import FORMS, MILESTONES, TEAM
from simulator.model.profile import CONTRACTS, KEYS, Ground, Organisation, Standing, Verdict, standing
from simulator.model.team import Team
from simulator.model.text import said
from simulator.verbs.asking import asked
from simulator.verbs.printed import facts, folded, paragraph
from simulator.verbs.words import limit_words, listed, word
from simulator.wording.organisations import ground_words, name_of, said_words
from simulator.wording.voice import Voice

OWN = ("own-target", "benchmark")
"""Kinds of clock that an organisation chooses itself: nobody else's law decides."""


@dataclass(frozen=True)
class Ours:
    """A clock of the library, held against an organisation."""

    expectation: Expectation
    standing: Standing
    forms: tuple[Form, ...]
    """What has to be written for it."""


def clocks(
    *,
    profile: Path | None = None,
    team: str | None = None,
    save: Path | None = None,
    libraries: Sequence[Path] = (),
    language: str = "en",
    as_json: bool = False,
) -> int:
    """Prints the clocks that can run, those of which too little was said, and those that cannot: 0.

    Raises TabletopError for a profile that cannot be read, a team without one, and where nobody can be asked.
    """
    library, voice = Library.open(libraries), Voice(language)
    organisation = _organisation(library, profile, team, voice)
    if save:
        write_whole(save, write(organisation).encode())
    ours = held_against(library, organisation)
    if as_json:
        print(json.dumps(_document(organisation, ours, voice), ensure_ascii=False, indent=2))
    else:
        lines = _lines(organisation, ours, _titles(library, language), voice)
        print("\n".join(part for line in lines for part in folded(line)))
    return 0


def held_against(library: Library, organisation: Organisation) -> tuple[Ours, ...]:
    """Every clock that others set, with what becomes of it for an organisation."""
    values = [entry.value for entry in library.expectations() if entry.value and not _is_ones_own(entry.value)]
    forms = [entry.value for entry in library.entries(FORMS) if entry.value]
    return tuple(
        Ours(value, _standing(value, organisation), tuple(form for form in forms if value.id in form.serves))
        for value in values
    )


def _is_ones_own(value: Expectation) -> bool:
    """A target, or good practice that binds nobody."""
    return value.kind in OWN or (value.status == "not-law" and value.wants is None)


def _standing(value: Expectation, organisation: Organisation) -> Standing:
    wants = value.wants
    return Standing(Verdict.NOT_SAID, ()) if wants is None else standing(organisation, wants)


# ---- whose


def _organisation(library: Library, profile: Path | None, team: str | None, voice: Voice) -> Organisation:
    if profile or team:
        return organisation_of(library, profile, team)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise TabletopError("nobody is there to be asked: give --profile FILE or --team ID")
    return asked(_contracts(library, voice.language), voice)


def organisation_of(library: Library, profile: Path | None, team: str | None) -> Organisation:
    """As a file says, or a team. TabletopError for both, for what cannot be read, and for a team that does not say."""
    if profile and team:
        raise TabletopError("--profile and --team both say who you are: give one of them")
    return _read(profile) if profile else _of_team(library, team or "")


def _read(path: Path) -> Organisation:
    value, problems = read_as(load(path), Organisation)
    if value is None:
        raise TabletopError("{profile} cannot be read", problems, profile=path)
    return value


def _of_team(library: Library, id: str) -> Organisation:
    teams: Mapping[str, Team] = {entry.id: entry.value for entry in library.entries(TEAM) if entry.value}
    if id not in teams:
        raise TabletopError("no team {id}{advice}", id=id, advice=advice(id, list(teams)))
    if teams[id].organisation is None:
        raise TabletopError(
            "team {id} does not say what organisation it is: add organisation:, or give --profile", id=id
        )
    return teams[id].organisation or Organisation()


def _contracts(library: Library, language: str) -> list[tuple[str, str]]:
    values = [entry.value for entry in library.expectations() if entry.value]
    return [(value.id, said(value.title, language)) for value in values if value.kind in ("contract", "request")]


# ---- in words


def _titles(library: Library, language: str) -> Mapping[str, str]:
    return {entry.id: said(entry.title, language) for entry in library.entries(MILESTONES)}


def _lines(organisation: Organisation, ours: Sequence[Ours], titles: Mapping[str, str], voice: Voice) -> Iterator[str]:
    for key in (*KEYS, CONTRACTS):
        yield f"  {_said(key, organisation, voice)}"
    yield ""
    runs = [one for one in ours if one.expectation.off is None]
    can = [one for one in runs if one.standing.verdict is Verdict.CAN]
    yield voice("These can run ({count})", count=len(can))
    for one in can:
        yield ""
        yield from _in_full(one, titles, voice)
    yield from _short(runs, Verdict.NOT_SAID, voice("It depends on what was not said"), voice)
    off = [one for one in ours if one.expectation.off and one.standing.verdict is not Verdict.CANNOT]
    yield from _off(off, voice)
    yield from _short(runs, Verdict.CANNOT, voice("These surely cannot run"), voice)
    yield ""
    yield from paragraph(voice(NOT_ASKED), voice)


def _said(key: str, organisation: Organisation, voice: Voice) -> str:
    words = organisation.said(key)
    return voice("{key}: not said", key=name_of(key, voice)) if words is None else said_words(key, words, voice)


NOT_ASKED = (
    "Not asked: whether the incident itself is grave enough and how many people it touches, what a court or authority"
    " would call you, companies of your group, and what your own contracts say that the library does not hold. How sure"
    " each fact is stands with it (tabletop show ID). Nothing of this is legal advice."
)


def _in_full(one: Ours, titles: Mapping[str, str], voice: Voice) -> Iterator[str]:
    value = one.expectation
    yield f"{said(value.title, voice.language)}  [{value.id}]"
    yield from facts(
        (voice("why"), voice.clauses(ground_words(ground, voice) for ground in one.standing.grounds)),
        (voice("for whom"), voice.text(value.binds)),
        (voice("limit"), listed((limit_words(value, voice), word(value.kind, voice)), voice)),
        (voice("starts"), voice(" or ").join(titles.get(start, start) for start in value.from_.values())),
        (voice("recipient"), voice.text(value.recipient)),
        (voice("form"), listed((said(form.title, voice.language) for form in one.forms), voice)),
    )


def _short(ours: Sequence[Ours], verdict: Verdict, head: str, voice: Voice) -> Iterator[str]:
    """The clocks of one verdict by the grounds they share."""
    some = [one for one in ours if one.standing.verdict is verdict]
    yield from ("", voice("{what} ({count})", what=head, count=len(some)))
    for why, group in _by_reason(some, voice):
        yield f"  {why}"
        yield from (f"    {said(one.expectation.title, voice.language)}  [{one.expectation.id}]" for one in group)


def _by_reason(ours: Sequence[Ours], voice: Voice) -> Iterator[tuple[str, Iterator[Ours]]]:
    def reason(one: Ours) -> str:
        first: Sequence[Ground] = one.standing.grounds[:1]
        return voice.clauses(ground_words(ground, voice) for ground in first) or voice(
            "the library does not say for whom"
        )

    return groupby(sorted(ours, key=reason), key=reason)


def _off(ours: Sequence[Ours], voice: Voice) -> Iterator[str]:
    if ours:
        yield from ("", voice("Switched off in the library ({count})", count=len(ours)))
    for one in ours:
        value = one.expectation
        yield f"  {said(value.title, voice.language)}  [{value.id}]  {word(value.off or '', voice)}"


def _document(organisation: Organisation, ours: Sequence[Ours], voice: Voice) -> dict[str, Any]:
    return {
        "schema_version": 1,
        "organisation": organisation.model_dump(mode="json", exclude_none=True),
        "items": [_item(one, voice) for one in ours],
        "not_asked": voice(NOT_ASKED),
    }


def _item(one: Ours, voice: Voice) -> dict[str, Any]:
    value = one.expectation
    return {
        "id": value.id,
        "title": said(value.title, voice.language),
        "kind": value.kind,
        "verdict": one.standing.verdict.value,
        "off": value.off,
        "grounds": [
            {"key": g.key, "wanted": g.wanted, "said": g.said, "text": ground_words(g, voice)}
            for g in one.standing.grounds
        ],
        "within": limit_words(value, voice),
        "from": list(value.from_.values()),
        "recipient": voice.text(value.recipient),
        "forms": [form.id for form in one.forms],
    }
