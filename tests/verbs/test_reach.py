"""``tabletop simulate --reach``: text, JSON, page and patch of the sets that are found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.study import finalists
from simulator.study import reach as study_reach
from tests.verbs.test_patch import ASKED, Printed, ours, told

__all__ = ["ours"]
REACH = (*ASKED[:2], "--reach", "80%", "--clock", "ours-calm", "--jobs", "1")


@pytest.fixture(autouse=True)
def few_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(study_reach, "FRESH", 300)
    monkeypatch.setattr(finalists, "CHOSEN", 100)
    monkeypatch.setattr(study_reach, "ALONE", 100)


@pytest.mark.usefixtures("ours")
def test_the_answer_as_text_page_document_and_patch(tmp_path: Path, capsys: Printed) -> None:
    page = tmp_path / "page.html"
    out, err = told(capsys, *REACH, "--html", str(page), "--patch", "1")
    assert "Set 1: one change, cost 2" in err
    assert "“look” takes a quarter less time" in err
    assert "-    takes: {p50: 40m, p95: 2h, basis: assumed}  # as we think" in out
    assert "Cost against chance" in page.read_text("utf-8")
    document = json.loads(told(capsys, *REACH, "--json")[0])
    assert document["goal"] == {"clocks": ["ours-calm"], "least": 0.8, "budget": None}
    assert document["sets"][0]["changes"][0]["id"] == "faster/look"
    assert document["bounds"]


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--budget", "3"), "--budget is about --reach: give that, too"),
        (("--without", "faster"), "--without is about --reach: give that, too"),
        (("--reach", "80%", "--what-if"), "--reach is a question of its own: leave out --what-if"),
        (("--reach", "80%", "--runs", "9"), "--reach is a question of its own: leave out --runs"),
        (("--reach", "80%", "--format", "github"), "--reach is a question of its own: leave out --format"),
        (("--reach", "0%"), "every clock reaches 0% as things are"),
        (("--reach", "80%", "--without", "faster/lok"), "did you mean faster/look?"),
        (("--reach", "80%", "--clock", "ours-clam"), "did you mean ours-calm?"),
    ],
)
def test_what_does_not_go_together_is_refused(capsys: Printed, words: tuple[str, ...], says: str) -> None:
    assert says in told(capsys, *ASKED[:2], *words, code=2)[1]


@pytest.mark.usefixtures("ours")
def test_the_answer_names_what_bounds_it_and_each_of_several_clocks(capsys: Printed) -> None:
    asked = (*ASKED[:2], "--reach", "99%", "--jobs", "1", "--clock", "ours-told")
    alone, _ = told(capsys, *asked, "--budget", "1", "--without", "parallel")
    assert "No set that costs 1 or less was found" in alone
    both, _ = told(capsys, *asked, "--clock", "ours-calm")
    assert "No set of changes brings “Calm” to 99%" in both
    assert "% for “Told”, " in both
