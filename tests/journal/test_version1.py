"""Records of version 1 did not say what milestones are called: the program of that time did."""

from __future__ import annotations

from typing import Any

from simulator.journal.version1 import with_milestones
from simulator.model.setup import Setup
from tests.setups import make_setup


def test_milestones_of_old_records_keep_their_titles() -> None:
    raw: dict[str, Any] = make_setup([{"id": "look", "role": "analyst", "takes": "5m"}]).normal()
    titles = Setup.model_validate(with_milestones(raw)).milestone_titles
    assert titles["ppc-notified-preliminary"].say("ja") == "個人情報保護委員会への速報"
    assert titles["takedown-ordered"].say("en") == "take-down ordered"


def test_titles_that_a_record_brings_are_left_as_they_are() -> None:
    raw = {"milestones": [{"id": "contained", "title": "Line isolated"}]}
    assert with_milestones(raw) == raw
