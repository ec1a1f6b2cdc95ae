"""Records of version 1 did not say what milestones are called: the program of that time did."""

from __future__ import annotations

from typing import Any

from simulator.journal.versions import VERSION, head_as_today
from simulator.model.setup import Setup
from tests.setups import make_setup

HEAD: dict[str, Any] = {"setup": make_setup([{"id": "look", "role": "analyst", "takes": "5m"}]).normal()}


def test_milestones_of_old_records_keep_their_titles() -> None:
    titles = Setup.model_validate(head_as_today(HEAD, 1)["setup"]).milestone_titles
    assert titles["ppc-notified-preliminary"].say("ja") == "個人情報保護委員会への速報"
    assert titles["takedown-ordered"].say("en") == "take-down ordered"


def test_records_of_today_say_it_themselves() -> None:
    assert head_as_today(HEAD, VERSION) == HEAD
