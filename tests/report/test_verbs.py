"""``tabletop report`` and ``tabletop print``."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest

from simulator import home
from simulator.errors import TabletopError
from simulator.journal.journal import Journal
from simulator.report.render import formats
from simulator.timeline import events as e
from simulator.timeline.moves import Move
from simulator.verbs.print_ import print_sheet
from simulator.verbs.report import report
from tests.report.table import PLAY, REVIEW, history


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record on disk, not yet closed."""
    path = tmp_path / "friday.jsonl"
    journal = Journal.create(path, history().head)
    for move in PLAY[:3] + REVIEW:
        journal.append(Move(tuple(move), "2026-11-24T14:00:00+09:00"))
    journal.close()
    return path


def test_it_writes_beside_the_record_and_says_where(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(records=(record,)) == 0
    page = record.with_suffix(".html").read_text("utf-8")
    assert "DRAFT" in page
    assert capsys.readouterr().out == f"Report: {record.with_suffix('.html')}\n"
    assert [path.name for path in record.parent.iterdir() if path.name.startswith(".")] == []


def test_another_language_has_its_own_file(record: Path) -> None:
    report(records=(record,), to="md", language="ja")
    assert (
        record.with_name("friday.ja.md").read_text("utf-8").startswith("**【演習】EXERCISE**\n\n# 流出したモデル重み")
    )


def test_the_ending_of_the_output_tells_the_format(record: Path, tmp_path: Path) -> None:
    report(records=(record,), output=tmp_path / "page.md")
    assert (tmp_path / "page.md").read_text("utf-8").startswith("**【演習】EXERCISE**")
    report(records=(record,), to="json", output=tmp_path / "page.md")
    assert (tmp_path / "page.md").read_text("utf-8").startswith("{"), "who says --to means it"
    with pytest.raises(TabletopError, match=r"no format of a report ends in \.odt"):
        report(records=(record,), output=tmp_path / "page.odt")
    assert not (tmp_path / "page.odt").exists()


def test_a_new_format_is_a_module_and_a_line(record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As CONTRIBUTING walks it: the verb, the endings and the errors find it in the table."""
    module = ModuleType("simulator.report.render.loud")
    vars(module)["render"] = lambda page: page.title.upper().encode()
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(formats, "FORMATS", {**formats.FORMATS, "loud": formats.Format("loud", "loud")})
    report(records=(record,), to="loud")
    report(records=(record,), output=tmp_path / "page.loud")
    assert record.with_suffix(".loud").read_text() == (tmp_path / "page.loud").read_text() == "STOLEN MODEL WEIGHTS"
    with pytest.raises(TabletopError, match=r"choose html, md, .*json, loud"):
        report(records=(record,), to="odt")


def test_several_records_need_a_folder(record: Path, tmp_path: Path) -> None:
    with pytest.raises(TabletopError, match="not a folder"):
        report(records=(record, record), output=tmp_path / "report.html")


def test_a_report_that_cannot_be_written_says_so(record: Path, tmp_path: Path) -> None:
    with pytest.raises(TabletopError, match="cannot be written"):
        report(records=(record,), output=tmp_path / "nowhere" / "report.html")


def test_papers_are_printed_from_the_library(tmp_path: Path) -> None:
    printing = partial(print_sheet, scenario="model-weight-theft", libraries=home.libraries(), output=tmp_path)
    for audience in ("facilitator", "players", "evaluator"):
        assert printing(audience=audience, language="ja") == 0
    names = sorted(path.name for path in tmp_path.glob("*.html"))
    assert names == [f"model-weight-theft-{who}.ja.html" for who in ("evaluator", "facilitator", "players")]


def test_an_exercise_that_has_hardly_begun_gives_a_report_too(tmp_path: Path) -> None:
    path = tmp_path / "new.jsonl"
    journal = Journal.create(path, history().head)
    journal.append(Move((e.Started(0),), "2026-11-24T14:00:00+09:00"))
    journal.close()
    assert report(records=(path,), to="json") == 0


def test_people_under_many_hats_have_one_card(tmp_path: Path) -> None:
    path, key = tmp_path / "players.html", "stolen-inference-key"
    assert print_sheet(scenario=key, audience="players", language="en", output=path, libraries=home.libraries()) == 0
    page = path.read_text("utf-8")
    assert page.count('<article class="card">') < 5
    assert "also: Founders: security" in page


def test_what_is_no_record_is_told_so(tmp_path: Path) -> None:
    page = tmp_path / "friday.html"
    page.write_text("a report\n", "utf-8")
    with pytest.raises(TabletopError, match="is not a record"):
        report(records=[page])
