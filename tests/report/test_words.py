"""No sentence of the report is missing in Japanese, left over, or has other placeholders."""

from __future__ import annotations

import re
import tomllib

from simulator.words.voice import japanese
from tests.conftest import ROOT
from tests.report.spoken import sentences

HERE = ROOT / "simulator"
OWN = HERE / "words" / "ja.d-report.toml"


def test_every_sentence_has_its_japanese() -> None:
    assert not sentences(HERE / "report") - set(japanese())


def test_placeholders_are_the_same_in_both() -> None:
    holes = re.compile(r"\{\w+\}")
    assert [en for en, ja in japanese().items() if set(holes.findall(en)) != set(holes.findall(ja))] == []


def test_nothing_is_left_over() -> None:
    if OWN.exists():  # until it is merged
        said = sentences(HERE / "report") | sentences(HERE / "verbs")
        assert not set(tomllib.loads(OWN.read_text("utf-8"))) - said
