"""What is said of a set of changes that reaches what is asked."""

from __future__ import annotations

import pytest

from simulator.study.fronts import ChangeSet, Fared, Front, Goal, Part
from simulator.study.statistics import Gain, share
from simulator.wording.names import Names
from simulator.wording.reach import worth_words
from simulator.wording.voice import Voice
from tests.tui.table import library


@pytest.mark.parametrize(
    ("met", "without", "words"),
    [
        (1900, 0.7, "Without it: 70% for “Contained”."),
        (1900, 0.948, "Without it hardly anything would be lost."),
        (1804, 0.897, "Without it “Contained” would fall just short of 90%."),
        (1700, 0.848, "Without it hardly anything would be lost."),
    ],
    ids=["much", "hardly", "what makes it reach", "it does not reach anyway"],
)
def test_what_a_change_is_worth_to_its_set(met: int, without: float, words: str) -> None:
    part = Part("one-more", ("platform",), ("team", "roles"), "", 5, (without,))
    one = ChangeSet((part,), (Fared(share(met, 2000), Gain(0.3, 0.28, 0.32)),), 2000)
    front = Front(Goal(("t-contain",), 0.9), (), (one,), (), 40, 300, 50_000, 1)
    assert worth_words(part, one, front, Names(library().setup("lost-weights"), Voice("en"))) == words
