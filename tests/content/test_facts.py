"""What the library says of the world outside: all that was read is in it, dated, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from runpy import run_path

import pytest

from simulator.content.library import Library
from simulator.content.lint import check
from simulator.content.reading import LoadedItem
from simulator.content.rules.walk import texts
from simulator.home import bundled
from simulator.model.expectation import Expectation
from simulator.model.fact import Fact
from simulator.model.kinds import EXPECTATIONS, MILESTONES, PLAYBOOK, REQUIREMENTS, SCENARIO, TEAM
from simulator.model.requirement import Requirement
from simulator.model.text import Text
from tests.conftest import ROOT

LAW = run_path(str(ROOT / "docs/pictures/law.py"))
"""The module that writes the pages of what changed."""
LIBRARY = Library.open([bundled()])
CLOCKS: dict[str, Expectation] = {entry.id: entry.value for entry in LIBRARY.entries(EXPECTATIONS) if entry.value}
DEMANDS: dict[str, Requirement] = {entry.id: entry.value for entry in LIBRARY.entries(REQUIREMENTS) if entry.value}
FACTS: dict[str, Fact] = {name: fact for name, fact in (CLOCKS | DEMANDS).items() if fact.confidence}
"""All but settings of stories and targets of one's own."""

ADDED = {
    "JP": "appi-68-preliminary appi-68-final appi-68-final-wrongful appi-68-individuals mynumber-preliminary"
    " product-accident-10d work-injury telecom-first telecom-secrecy-leak telecom-feared-30d whistleblower-20d"
    " pmd-malfunction-15d",
    "EU": "cra-incident-early cra-incident-notification cra-incident-final mdr-87-general mdr-87-death"
    " mdr-87-public-health gpsr-20 dsa-18",
    "UK": "csr-bill-24h csr-bill-72h nis-72h dpa-complaint-30d riddor-10d",
    "US": "il-sb315-24h nydfs-ransom-24h nydfs-ransom-30d ftc-safeguards-30d sec-regsp-30d sec-regsp-provider-72h"
    " osha-8h osha-24h cpsc-24h co-26-189-30d dfars-72h",
    "KR": "network-24h pipa-individuals-72h",
    "SG": "cii-2h",
    "CN": "pipl-57",
    "IN": "dpdp-first",
    "AU": "ndb-statement ransom-72h esafety-24h",
}
CHANGED = """
jp-appi-preliminary jp-acd-preliminary jp-acd-detailed jp-fsa-incident jp-tse-timely jp-telecom-accident
jp-principle-code-inquiry eu-aia-73-general eu-aia-73-death eu-aia-73-critical eu-aia-26-5-deployer
eu-gpai-cop-critical eu-gdpr-33 eu-gdpr-33-processor eu-gdpr-34 eu-dora-initial eu-dora-intermediate
eu-cra-early eu-cra-notification eu-cra-final uk-gdpr-33 us-il-sb315-72h us-ny-raise-72h us-ny-raise-24h
us-circia-72h us-circia-ransom-24h us-fedramp-1h us-nydfs-72h us-bank-36h kr-pipa-72h cn-cac-cii-1h
cn-cac-4h cn-cac-state-organ-2h in-dpdp-72h au-ndb-30d JP-AIGB-2 JP-AIGB-4 JP-AIGB-5 JP-AIGB-6 JP-AIGB-7
JP-AIGB-8 EU-AIA-17 EU-AIA-26-5 EU-AIA-73 EU-AIA-73-6 EU-GPAI-9 JP-APPI-26 JP-ACD-5 JP-COMMONFORM
JP-GENNAI-LLM JP-PCODE-1 JP-PCODE-2-3 JP-FISC
"""
LOOKED_UP_ONLY = """
jp-appi-final sg-pdpa-3d JP-DS920-PROC JP-DS920-CONT JP-FSA-AIDP JP-AISI-IR
"""
"""Read again, or looked for again, and nothing to change: only the days moved."""
OFF = """
jp-whistleblower-20d jp-pmd-malfunction-15d us-dfars-72h sg-cii-2h us-fedramp-1h us-il-sb315-72h
us-il-sb315-24h us-ny-raise-72h us-ny-raise-24h us-co-26-189-30d us-circia-72h us-circia-ransom-24h
uk-csr-bill-24h uk-csr-bill-72h in-dpdp-72h in-dpdp-first JP-AISI-IR JP-MIC-AISEC
"""
ENGLISH = re.compile(r"\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b")
"""Three plain English words in a row, as no name of a thing in Japanese has them."""


def test_nothing_that_was_read_is_left_out() -> None:
    added = {f"{where.lower()}-{name}" for where, names in ADDED.items() for name in names.split()}
    added |= {"bm-model-retirement-60d"}
    assert len(added) == 45
    assert {name for name, fact in CLOCKS.items() if fact.added} == added
    assert sum(demand.added is not None for demand in DEMANDS.values()) == 42
    assert {name for name, fact in FACTS.items() if fact.changes} == set(CHANGED.split())
    assert len(CHANGED.split()) + len(LOOKED_UP_ONLY.split()) == 37 + 22
    assert {FACTS[name].as_of for name in (CHANGED + LOOKED_UP_ONLY).split()} == {"2026-11"}
    assert len({entry.id for entry in LIBRARY.entries(MILESTONES)}) >= 106


def test_what_is_not_in_force_or_not_confirmed_runs_no_clock() -> None:
    assert not [name for name in OFF.split() if FACTS[name].off is None]
    assert {CLOCKS[name].kind for name in ("jp-fsa-incident", "jp-tse-timely", "us-fedramp-1h")} == {
        "guideline",
        "contract",
    }
    assert {CLOCKS[name].status for name in ("jp-fsa-incident", "jp-tse-timely", "us-fedramp-1h")} == {"not-law"}
    assert CLOCKS["us-il-sb315-72h"].applies_from == CLOCKS["us-ny-raise-72h"].applies_from == date(2027, 1, 1)
    assert CLOCKS["eu-aia-73-general"].applies_from == DEMANDS["EU-AIA-73"].applies_from == date(2027, 12, 2)
    assert not [
        name for name in ("jp-acd-preliminary", "jp-appi-68-individuals", "au-ndb-statement") if CLOCKS[name].within
    ]


@pytest.mark.parametrize(
    ("scenario", "run", "not_theirs"),
    [
        ("platform-of-the-state", {"jp-appi-68-preliminary", "jp-appi-68-final"}, {"jp-appi-preliminary"}),
        ("tainted-package", {"eu-cra-incident-early", "eu-cra-incident-notification"}, {"jp-appi-68-preliminary"}),
    ],
)
def test_public_bodies_and_makers_that_were_hit_rehearse_their_own_clocks(
    scenario: str, run: set[str], not_theirs: set[str]
) -> None:
    story = LIBRARY.find(SCENARIO, scenario).value
    asked = set(story.expectations) if story else set()
    assert run <= asked
    assert all(CLOCKS[name].off is None and CLOCKS[name].within for name in run)
    assert not not_theirs & asked


@pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS)
def test_every_fact_is_dated_with_its_next_look(fact: Fact) -> None:
    assert fact.as_of
    assert fact.recheck_by
    assert f"{fact.recheck_by:%Y-%m}" > fact.as_of
    assert fact.jurisdiction
    assert fact.confidence


def test_the_check_notes_what_is_past_its_day() -> None:
    assert not [name for name, fact in FACTS.items() if fact.recheck_is_due(date(2026, 11, 30))]
    day = date(2027, 1, 2)
    files = [ROOT / "playbooks" / kind.name for kind in (EXPECTATIONS, REQUIREMENTS)]
    found = [problem for problem in check(LIBRARY, files, day) if problem.code == "recheck-due"]
    assert {problem.severity for problem in found} == {"note"}
    told = {str(problem.message).partition(" ")[0] for problem in found}
    assert told == {name for name, fact in FACTS.items() if fact.recheck_is_due(day)}
    assert len(told) > 10


def of_library() -> Iterator[tuple[str, Text]]:
    items: list[LoadedItem[object]] = [
        entry.item
        for kind in (EXPECTATIONS, REQUIREMENTS, MILESTONES, PLAYBOOK, TEAM)
        for entry in LIBRARY.entries(kind)
    ]
    items += [entry.item for entry in LIBRARY.scenarios()]
    for item in items:
        for path, text in texts(item.value, item.root):
            yield f"{item.document.file}: {item.id}: {'.'.join(map(str, path))}", text


def test_every_text_has_both_languages_and_no_english_stands_in_for_japanese() -> None:
    lacking = [where for where, text in of_library() if {language for language, _ in text.variants} != {"en", "ja"}]
    assert not lacking
    assert not [where for where, text in of_library() if ENGLISH.search(text.say("ja")) and "artefact" not in where]


def test_japanese_law_is_cited_the_japanese_way() -> None:
    bare = re.compile(r"(?<![第の\d.〜・])\d+条(?!約)|条\d+項")
    assert not [where for where, text in of_library() if bare.search(text.say("ja"))]
    sources = {name: fact.source.say("ja") for name, fact in FACTS.items() if fact.jurisdiction == "JP" and fact.source}
    assert not [name for name, source in sources.items() if re.search(r"\bArt\.|\bAct\b|\bRules\b", source)]


@pytest.mark.parametrize("language", LAW["PAGES"])
def test_the_page_of_changes_is_what_the_library_says(language: str) -> None:
    """Made anew by ``make library``, or at once by ``docs/pictures/law.py``."""
    assert (ROOT / "docs" / LAW["PAGES"][language]).read_text("utf-8") == LAW["page"](language)
