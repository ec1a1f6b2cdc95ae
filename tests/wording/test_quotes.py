"""Quotation marks of the content within sentences that have their own."""

from __future__ import annotations

from datetime import UTC, datetime

from simulator.wording.voice import Voice

JA = Voice("ja", datetime(2026, 11, 30, tzinfo=UTC))


def test_only_what_stands_within_quotation_marks_gets_the_inner_ones() -> None:
    told = JA("Decision on “{inject}”: {option}", inject="「急ぎ」の件", option="「使えます」")
    assert told == "「『急ぎ』の件」に関する判断: 「使えます」"
