"""No sentence of the report is missing in Japanese, its templates and tables of words included."""

from __future__ import annotations

from simulator.wording.speech import japanese
from tests.conftest import ROOT
from tests.report.spoken import sentences

HERE = ROOT / "simulator"


def test_every_sentence_has_its_japanese() -> None:
    assert not sentences(HERE / "report") - set(japanese())
