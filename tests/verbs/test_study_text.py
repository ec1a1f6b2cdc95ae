"""A study in words: what would help, what decisions do, and what it rests on."""

from __future__ import annotations

from dataclasses import replace

from simulator.model.estimates import Estimate
from simulator.model.text import Text
from simulator.plan.compiler import compile_plan
from simulator.study.result import Load
from simulator.study.study import study
from simulator.verbs.further_text import FurtherText
from simulator.wording.grounds import ground_words, measured_words
from simulator.wording.names import Names
from simulator.wording.studies import assumed_words, closed_days_words, loads_words
from simulator.wording.voice import Voice
from tests.report.test_study_page import ranking, setup
from tests.setups import make_setup


def told(language: str) -> list[str]:
    return list(FurtherText(setup(), Voice.of(setup(), language)).ranking(ranking(), 0.4))


def test_changes_come_first_then_decisions_absences_and_assumptions() -> None:
    said = told("en")
    heads = [line for line in said if line.endswith(":")]
    assert heads == [
        "What to change first for Contained (now 50% of 300 runs):",
        "What each option does to it, if it is always chosen:",
        "What it costs if people are out of reach for the first day, one of a role or all of them:",
        "Figures assumed, or seen only a few times, that move it most, if wrong by half:",
    ]
    (person,) = [line for line in said if "one more: Platform" in line]
    assert person.split()[:2] == ["1", "+20.0"]
    assert "1 further changes move it by less than a point." in said
    assert any("“Cut at once” on “Cut or copy?”" in line and line.split()[1] == "-16.0" for line in said)


def test_an_assumption_that_turns_the_answer_is_named() -> None:
    assert told("en")[-1].startswith("Would turn the answer at 40%: if half as long again:")


def test_so_is_whoever_is_missed_so_much() -> None:
    assert "Would turn the answer at 40%: without Platform." in told("en")


def test_in_japanese_no_english_is_left() -> None:
    assert [line for line in told("ja") if line.endswith(":")][1] == "それぞれの選択肢を必ず選んだ場合の影響:"


def test_more_than_all_hours_and_longer_than_the_story_are_explained() -> None:
    names = Names(setup(), Voice.of(setup(), "en"))
    usual = Load("platform", 2, 3600, 0.4, 0, 0)
    assert loads_words([usual], names) == ""
    assert loads_words([usual, replace(usual, busy=6.98)], names).startswith("More than 100% of hours on shift:")
    late = replace(usual, for_absent=float(setup().scenario.ends_after + 1))
    assert loads_words([late], names).startswith("Longer than the story of ")


def test_others_figures_and_few_observations_are_told_apart() -> None:
    takes = [
        {"estimate": "10m", "basis": "published: a vendor's report"},
        {"observed": ["10m", "25m", "2h+"], "basis": "measured: log of 2026"},
        {"observed": ["10m"] * 10, "basis": "measured: log of 2026"},
    ]
    steps = [{"id": f"s{n}", "role": "ops", "takes": one, "once": "detected"} for n, one in enumerate(takes)]
    plan = make_setup(steps, roles={"ops": {}})
    assert assumed_words(study(compile_plan(plan), seed=1, runs=1), Names(plan, Voice.of(plan, "en"))) == (
        "0% of the playbook's working time rests on assumed figures. "
        "Estimates that are published figures of others, not measured here: 1. "
        "Measured: 2 of 3 estimates. "
        "Few observations, drawn from a lognormal fitted to them: s1 (n = 3)."
    )


def test_what_was_learned_is_told_in_the_language_of_the_reader() -> None:
    """However many estimates rest on it, an incident is one."""
    ground = "2 incidents, by their timelines: 2026-10-03 aaaaaa, 2026-11-09 bbbbbb"
    told = "1 exercise, as told at the table: 2026-11-24 1a2b3c4d"
    one = Estimate.parse({"observed": ["10m"], "basis": f"measured: {ground}; {told}"})
    other = Estimate.parse({"observed": ["10m"], "basis": "measured: 1 incident, by its timeline: 2026-10-03 aaaaaa"})
    every = [one, other, Estimate.parse("1h")]
    assert measured_words(every, Voice("en")) == "Measured: 2 of 3 estimates, from 2 incidents, 1 exercise."
    assert measured_words(every, Voice("ja")) == (
        "見積もり3件のうち2件は実測値である（実際のインシデント2件、演習1回による）。"
    )
    assert ground_words(one.basis_from, Voice("en")) == f"{ground}; {told}"
    assert ground_words(one.basis_from, Voice("ja")) == (
        "実際のインシデント2件のタイムライン: 2026-10-03 aaaaaa、2026-11-09 bbbbbb"
        "／演習1回での参加者の申告: 2026-11-24 1a2b3c4d"
    )
    assert ground_words(Text.of("our own book; of 2025"), Voice("ja")) == "our own book; of 2025"


def test_a_pace_is_told() -> None:
    plan = make_setup([{"id": "look", "role": "analyst", "takes": "1h", "once": "detected"}], pace="2.5")
    said = assumed_words(study(compile_plan(plan), seed=1, runs=1), Names(plan, Voice.of(plan, "en")))
    assert said.endswith("Pace of work: one incident in twenty takes 2.5 times as long or longer.")


def test_closed_days_of_another_year_are_told() -> None:
    office = {"hours": "Mon-Fri 09:00-18:00", "holidays": {"also": "2026-12-29..2027-01-03"}}
    step = {"id": "look", "role": "ops", "takes": "1h", "once": "detected"}
    within, later = (
        make_setup([step], roles={"ops": office}, opens=f"{year}-12-26T16:00+09:00") for year in (2026, 2027)
    )
    assert closed_days_words(Names(within, Voice.of(within, "en"))) == ""
    assert closed_days_words(Names(later, Voice.of(later, "en"))) == (
        "Closed days are given for Sun 4 Jan 2026 to Tue 28 Dec 2027 only: outside that time they count as worked."
    )
