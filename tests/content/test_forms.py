"""What reports must say: the forms of the library, and how they come into an exercise."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.content.library import Library
from simulator.content.rules.walk import texts
from simulator.errors import TabletopError
from simulator.home import bundled
from simulator.model.form import Form
from simulator.model.kinds import FORMS as FORM_FILES

LIBRARY = Library.open([bundled()])
FORMS: list[Form] = [entry.value for entry in LIBRARY.forms()]
FORMS_BY_ID = {form.id: form for form in FORMS}


def test_forms_are_written_in_both_languages_and_say_where_they_are_from() -> None:
    assert len(FORMS) == 35
    for form in FORMS:
        assert [path for path, text in texts(form) if dict(text.variants).keys() != {"en", "ja"}] == []
        assert form.source
        assert form.as_of
        assert form.note
        assert form.recheck_by


def test_an_exercise_has_the_forms_of_its_clocks_and_the_titles_of_their_milestones() -> None:
    setup = LIBRARY.setup("model-weight-theft")
    assert [form.id for form in setup.forms] == [
        "eu-gdpr-33",
        "eu-gpai-9-2",
        "jp-ppc-leak",
        "jp-common-ransomware",
        "jp-common-other",
    ]
    assert [form.id for form in setup.forms_for("jp-appi-preliminary")] == [form.id for form in setup.forms[2:]]
    assert "ransom-demanded" in setup.milestone_titles
    assert "given" not in setup.milestone_titles
    assert "playbooks/forms/japan.yaml" in {source.path for source in setup.sources}


def test_an_exercise_without_such_a_clock_has_none() -> None:
    assert LIBRARY.setup("deepfake-from-our-service").forms == ()


def test_a_final_report_asks_for_everything_a_first_one_for_what_it_must() -> None:
    nis2, ppc = FORMS_BY_ID["eu-nis2"], FORMS_BY_ID["jp-ppc-leak"]
    assert [item.id for item in nis2.required_for("eu-nis2-early")] == ["malicious", "cross-border"]
    assert [item.id for item in nis2.required_for("eu-nis2-notification")] == ["update", "assessment"]
    final = ["description", "root-cause", "mitigation", "cross-border-final"]
    assert [item.id for item in nis2.required_for("eu-nis2-final")] == final
    assert len(ppc.required_for("jp-appi-final")) == len(ppc.items) == 14
    assert len(ppc.required_for("jp-appi-preliminary")) == 5
    dates = next(item for item in ppc.items if item.awareness)
    assert ppc.answered_from(dates, "jp-appi-preliminary") == ("leak-suspected", "personal-data-breach-known")
    assert ppc.answered_from(dates, "jp-appi-final") == ("cause-known",)


SHEETS = """
- id: sheet
  title: A customer's sheet
  serves: someday
  items: [{id: what, asks: What happened, provisional_from: triaged, full_from: cause-known}]
- id: same-sheet
  title: The same of another customer
  serves: own-contain
  same_items_as: sheet
- id: broken-sheet
  title: One that asks twice
  serves: own-contain
  items:
  - {id: what, asks: What happened, provisional_from: triaged, full_from: cause-known}
  - {id: what, asks: What happened, provisional_from: triaged, full_from: cause-known}
"""


def test_a_form_with_the_items_of_another_brings_them_along_and_a_broken_one_stays_away(tmp_path: Path) -> None:
    (tmp_path / "playbooks" / "forms").mkdir(parents=True)
    (tmp_path / "playbooks" / "forms" / "ours.yaml").write_text(SHEETS, "utf-8")
    setup = Library.open([tmp_path, bundled()]).setup("model-weight-theft")
    same = next(form for form in setup.forms if "own-contain" in form.serves)
    assert (same.id, [item.id for item in same.items], same.same_items_as) == ("same-sheet", ["what"], None)
    assert len(setup.forms) == 6


def test_a_misspelt_form_is_told_which_was_meant() -> None:
    with pytest.raises(TabletopError, match="did you mean jp-ppc-leak"):
        LIBRARY.find(FORM_FILES, "jp-pcc-leak")
