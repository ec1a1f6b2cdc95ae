"""First opinions in findings and report: how far talk moved the table, who was right, whose dissent was kept."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from simulator.findings.findings import Findings, findings
from simulator.findings.opinions import Part, better, calibration
from simulator.report.render.formats import FORMATS
from simulator.study.gains import Compared, Hindsight
from simulator.study.statistics import paired_gain, share
from simulator.timeline import events as e
from tests.report.table import CLOSED, HINDSIGHT, IC, ML, PLAY, REVIEW, SO, M, history
from tests.report.test_paper import LANGUAGES, voice
from tests.report.test_trace import Walk

ASKED = "take-it-down"


def opined(at: int, seat: str, text: str, sure: int | None = None, option: str = "") -> e.OpinionGiven:
    return e.OpinionGiven(at, ASKED, text, option, sure, seat)


OPINIONS: list[list[e.Event]] = [
    [opined(61 * M, IC, "Stop it", 90)],
    [opined(62 * M, ML, "Copy, then stop", 70)],
    [opined(62 * M, SO, "Copy first")],
    [e.OpinionsOpened(63 * M, ASKED)],
    [e.OptionsOpened(64 * M, ASKED)],
    [e.OpinionSorted(65 * M, ASKED, IC, "now"), e.OpinionSorted(65 * M, ASKED, ML, "later")],
    [e.OpinionSorted(65 * M, ASKED, SO, "later")],
    [opined(66 * M, ML, "", 80, "now"), opined(66 * M, "legal", "Ask the customer")],
]
PLAYED = [*PLAY[:7], *OPINIONS, *PLAY[7:], *REVIEW, *CLOSED]
GAINS = (Compared("own-order", share(10, 100), share(90, 100), paired_gain(80, 0, 100)),)
LOSSES = (Compared("own-contain", share(62, 100), share(20, 100), paired_gain(2, 44, 100)),)
NOTHING = (Compared("own-contain", share(62, 100), share(62, 100), paired_gain(0, 0, 100)),)


def found(options: dict[str, tuple[Compared, ...]] | None = None) -> Findings:
    studied = {ASKED: replace(HINDSIGHT[ASKED], options=options or {"later": GAINS})}
    return findings(history(PLAYED), hindsight=studied)


def test_how_far_talk_moved_the_table_and_whose_dissent_was_kept() -> None:
    (heard,) = found().opinions
    assert (heard.before, heard.after) == (Part(1, 3), Part(1, 2))
    assert (heard.dissent, heard.silent) == (("legal",), (SO,))
    assert heard.opened_at == 63 * M


def test_words_that_nobody_sorted_are_on_no_side() -> None:
    """Whether "Copy first" was for what was decided, only people can say."""
    events = [[event for event in move if getattr(event, "giver", "") != SO] for move in PLAYED]
    (heard,) = findings(history([move for move in events if move])).opinions
    assert (heard.before, heard.silent, heard.unsorted) == (Part(1, 2), (), (SO,))


def test_who_was_right_is_told_where_hindsight_surely_tells() -> None:
    (heard,) = found().opinions
    assert (set(heard.better), heard.right) == ({"later"}, (ML, SO))


@pytest.mark.parametrize(
    ("options", "best"),
    [
        ({"later": GAINS}, {"later"}),
        ({"later": LOSSES}, {"now"}),
        ({"later": NOTHING}, set()),
        ({"later": (*GAINS, *LOSSES)}, set()),
        ({"later": LOSSES, "never": NOTHING}, set()),
        ({"later": LOSSES, "never": GAINS}, {"never"}),
        ({}, set()),
    ],
)
def test_the_best_option_surely_helps_and_surely_harms_nothing(
    options: dict[str, tuple[Compared, ...]], best: set[str]
) -> None:
    assert better("now", Hindsight(0, 100, 1, options)) == best


def test_sureness_is_held_against_what_was_right_once_there_are_enough() -> None:
    (heard,) = found().opinions
    assert calibration([heard] * 4) == ()
    assert [(step.percent, step.right) for step in calibration([heard] * 5)] == [(70, Part(5, 5)), (90, Part(0, 5))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_tells_it(language: str) -> None:
    said = FORMATS["md"].report(found(), voice(language)).decode()
    expected = {
        "en": ("First opinions", "1 of 3 before the talk, 1 of 2 of those who spoke after it", "90% sure"),
        "ja": ("最初の意見", "協議前は3席中1席、協議後に意見を述べた席では2席中1席", "確信90%"),
    }
    assert all(words in said for words in expected[language])


def test_the_figures_for_programs_lead_back_to_the_record() -> None:
    walk = Walk(found())
    (told,) = json.loads(FORMATS["json"].report(found(), voice("en")))["opinions"]
    assert (told["for_taken"], told["dissent"]) == (
        {"before": {"count": 1, "of": 3}, "after": {"count": 1, "of": 2}},
        ["legal"],
    )
    assert walk.check()


def test_a_report_without_opinions_says_nothing_of_them() -> None:
    plain = findings(history())
    assert "opinions" not in json.loads(FORMATS["json"].report(plain, voice("en")))
    assert "First opinions" not in FORMATS["md"].report(plain, voice("en")).decode()
