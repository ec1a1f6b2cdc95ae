"""Signs of the content within sentences and lists that have their own: quotation marks, commas, blanks."""

from __future__ import annotations

from datetime import UTC, datetime

from simulator.report.render.markdown import words
from simulator.wording.markup import one_line
from simulator.wording.voice import Voice

JA = Voice("ja", datetime(2026, 11, 30, tzinfo=UTC))


def test_only_what_stands_within_quotation_marks_gets_the_inner_ones() -> None:
    told = JA("Decision on “{inject}”: {option}", inject="「急ぎ」の件", option="「使えます」")
    assert told == "「『急ぎ』の件」に関する判断: 「使えます」"


def test_english_has_single_ones_within_double_ones() -> None:
    done = Voice()("“{step}” done", step='“Call back…”: a "yes"')
    assert done == "“‘Call back…’: a ‘yes’” done"
    assert Voice()("work on “{inject}”", inject="The staff's list") == "work on “The staff's list”"


def test_a_name_that_holds_the_comma_of_its_list_stands_in_quotation_marks() -> None:
    assert JA.listed(["法務・総務", "広報"]) == "法務・総務、広報"
    assert JA.listed(["止めるか、待つか", "「急ぎ、頼む」の件"]) == "「止めるか、待つか」、「急ぎ、頼む」の件"
    assert Voice().listed(["Stop, then wait", "Look"]) == "“Stop, then wait”, Look"


def test_a_full_width_space_stays_and_a_title_of_signs_alone_is_called_by_them() -> None:
    assert words("付録A　期限\n  と\t目標") == "付録A　期限 と 目標"
    assert (one_line("# "), one_line("***"), one_line("*so*")) == ("#", "***", "so")
