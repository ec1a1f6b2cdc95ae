"""Reports for audiences: what each holds, what it must not hold, and what somebody filled in."""

from __future__ import annotations

import os
import re
from dataclasses import fields, replace
from typing import Any, get_args

import pytest

from simulator.errors import TabletopError
from simulator.findings.edition import Edition
from simulator.findings.findings import Findings, findings
from simulator.model.report_fields import FIELDS
from simulator.report.after_action import PARTS, after_action_report
from simulator.report.audience import AUDIENCES, Audience
from simulator.report.render.formats import FORMATS
from simulator.timeline import events as e
from simulator.timeline.history import History
from simulator.timeline.redaction import FREE_TEXT, redacted
from simulator.wording.report_fields import FIELD_TITLES
from tests.report.table import history
from tests.report.test_paper import GOLDENS, HOSTILE, LANGUAGES, PAR, SIMULATED, hostile_moves, voice

FILLED = {
    "organisation": "ひばりAI株式会社",
    "document-number": "総第12号",
    "handling": "機密性2情報",
    "overall": "初動は定着していた。\n決裁の経路を定める必要がある。",
    "next-exercise": "2027-03",
}
FOUND = replace(findings(history(), PAR, SIMULATED), edition=Edition(FILLED))
each_audience = pytest.mark.parametrize("audience", AUDIENCES)


def said(audience: Audience, found: Findings = FOUND, language: str = "en", name: str = "md") -> str:
    return FORMATS[name].report(found, voice(language), audience).decode()


def titles(audience: Audience) -> list[str]:
    return [section.title for section in after_action_report(FOUND, voice("en"), audience).sections]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ministry_files_it_as_it_stands(language: str) -> None:
    golden = GOLDENS / f"ministry.{language}.md"
    body, _, _ = said("ministry", language=language).partition({"en": "\n## Annex 1", "ja": "\n## 別紙1"}[language])
    if os.environ.get("WRITE_GOLDENS"):
        golden.write_text(body, "utf-8")
    assert body == golden.read_text("utf-8")


@each_audience
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_marked_named_and_signed(audience: Audience, language: str) -> None:
    page = said(audience, language=language, name="html")
    assert "【演習】EXERCISE · 機密性2情報" in page
    assert "ひばりAI株式会社" in page
    assert voice(language)("Approved") in page


@each_audience
def test_what_it_is_called_has_its_japanese(audience: Audience) -> None:
    assert voice("ja")(PARTS[audience].kind) != PARTS[audience].kind


def test_the_boards_page_is_the_first_of_the_directors() -> None:
    assert titles("board") == titles("director")[:3]


def test_the_boards_page_says_the_worst_once_and_lists_as_many_as_have_room() -> None:
    """Fewer actions leave room for more misses; what somebody wrote takes two lines at most, however it is broken."""
    worst = FOUND.first_page.worst[0]
    missed, page = (worst,) * 9, said("board")
    assert page.count("Declared") == 1
    counted = {}
    for agreed in (0, 1, 9):
        actions = (e.ActionAgreed(0, "ca-1", "あ\n" * 2000),) * agreed
        first = replace(FOUND.first_page, worst=missed)
        page = said("board", replace(FOUND, first_page=first, actions=actions))
        counted[agreed] = page.count("✗ Declared")
        assert page.count("あ") <= 3 * 50
    assert counted[0] > counted[1] > counted[9] > 1


def test_the_auditors_is_whole_and_has_what_auditors_ask_for() -> None:
    assert set(titles("whole")) < set(titles("auditor"))
    page = said("auditor")
    for asked in (
        "Link to the business impact analysis",
        "Assumptions of the exercise",
        "Third parties",
        "Account of execution",
        "version 3, reviewed",
        "Root cause",
        "Deviations from the exercise plan",
        "Signed off by",
        "Next exercise",
    ):
        assert asked in page, asked


@each_audience
def test_no_reader_takes_a_run_without_people_for_an_exercise_with_them(audience: Audience) -> None:
    alone = replace(FOUND, head=replace(FOUND.head, driver="autopilot"))
    assert "nobody at the table" in said(audience, alone)


def test_what_nobody_filled_in_is_a_visible_blank() -> None:
    assert said("ministry").count("(not filled in)") < said("ministry", findings(history())).count("(not filled in)")
    assert "**Addressee**: (not filled in)" in said("ministry")
    assert "（未記入）" in said("ministry", language="ja")


def test_annexes_are_numbered_and_listed_where_the_body_ends() -> None:
    every = titles("ministry")
    annexes = [title for title in every if title.startswith("Annex")]
    assert [int(re.findall(r"\d+", title)[0]) for title in annexes] == list(range(1, len(annexes) + 1))
    assert every[-len(annexes) :] == annexes
    assert all(f"- {title}" in said("ministry") for title in annexes)
    page = said("ministry", name="html")
    assert page.count('<section class="new-page">') == len(annexes)


def spoken() -> History:
    """Everything that can be written freely, each text with words of its own."""
    record = history()

    def told(number: int, event: Any) -> Any:
        names = (name for name in FREE_TEXT.get(type(event), ()) if getattr(event, name))
        return replace(event, **{name: f"zq{number}{name}" for name in names})

    moves = (replace(m, events=tuple(told(n, each) for each in m.events)) for n, m in enumerate(record.moves))
    return replace(record, moves=tuple(moves))


def test_an_authority_sees_no_words_of_persons_and_no_ratings() -> None:
    record = spoken()
    assert "zq" in said("team", findings(record))
    without = redacted(record, lambda number, seat: f"[{number} {seat}]", keep=(e.ActionAgreed,))
    page = said("authority", replace(findings(without.history), edition=Edition(left_out=without.left_out)))
    agreed = {action.text for action in findings(record).actions}
    assert set(re.findall(r"zq\w+", page)) == agreed, "what was agreed is to be seen, and no other words"
    assert "performed with" not in page
    assert "free texts" in page


def test_every_text_of_an_event_is_free_or_known() -> None:
    """A new event with words of people in it must say so, or they would stand in a redacted report."""
    known = {"job", "seat", "role", "kind", "outcome", "step", "because", "inject", "channel", "option", "sure"}
    known |= {"milestone", "objective", "what", "rating", "action", "owner", "due", "form", "expectation", "item"}
    known |= {"mark", "tool", "was", "reason", "who", "tripped_by", "giver", "request"}
    known |= {"file", "sha256", "read_as"}
    for kind in get_args(e.Event):
        texts = {one.name for one in fields(kind) if str(one.type) in ("str", "Seat", "Rating", "Mark")}
        assert texts - known == set(FREE_TEXT.get(kind, ())), kind.__name__


def test_what_is_left_out_is_marked_numbered_and_counted_by_seat() -> None:
    moves: list[list[e.Event]] = [
        [e.Started(0)],
        [e.Noted(1, "Sato hesitated"), e.Noted(1, "Abe too", seat="observer"), e.Noted(2, "")],
    ]
    without = redacted(history(moves), lambda number, seat: f"[{number} {seat}]")
    texts = [event.text for event in without.history.events() if isinstance(event, e.Noted)]
    assert texts == ["[1 evaluator]", "[2 observer]", ""]
    assert without.left_out == {"evaluator": 1, "observer": 1}
    assert without.history.head_hash == history(moves).head_hash


@each_audience
def test_hostile_words_are_only_words(audience: Audience) -> None:
    record = history(hostile_moves(), place=HOSTILE, seats={HOSTILE: (HOSTILE,)})
    filled = dict.fromkeys(FIELDS, HOSTILE * 3)
    page = said(audience, replace(findings(record), edition=Edition(filled)), name="html")
    assert not re.search(r"<script|[\x1b\u202e]", page)
    text = said(audience, replace(findings(record), edition=Edition(filled)))
    assert not re.search(r"<script|(?<!\\)\]\(|[\x1b\u202e]", text)


def test_every_field_has_a_title_and_every_title_a_field() -> None:
    assert FIELD_TITLES.keys() == FIELDS.keys()


def test_programs_read_the_whole() -> None:
    for audience in AUDIENCES[1:]:
        with pytest.raises(TabletopError, match="json holds the whole report"):
            said(audience, name="json")
