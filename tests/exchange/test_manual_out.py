"""A scenario as a situation manual in Markdown, and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.exchange.exercise import Exercise, Message
from simulator.exchange.formats import read
from simulator.model.scenario import Scenario
from simulator.report.render.manual import manual_page
from simulator.wording.names import Names
from simulator.wording.voice import Voice
from tests.exchange.test_exercises import OURS as LISTS
from tests.exchange.test_exercises import TODAY, of, scenario
from tests.exchange.test_manual import JAPANESE, OURS
from tests.exchange.test_manual import page as manual
from tests.exchange.test_msel_out import BEGINS, names
from tests.tui.table import library


def back(n: Names) -> Scenario:
    return scenario(read(manual_page(n), "manual.md", TODAY))


@pytest.mark.parametrize("text", [OURS.read_text("utf-8"), JAPANESE], ids=["en", "ja"])
def test_a_manual_comes_back_as_it_was(text: str, tmp_path: Path) -> None:
    story = scenario(manual(text))
    assert back(names(story, tmp_path)) == story


def test_of_a_list_of_messages_all_is_read_again_but_what_follows_what(tmp_path: Path) -> None:
    story = scenario(of(LISTS[0]))
    for inject, other in zip(story.injects, back(names(story, tmp_path)).injects, strict=True):
        assert (other.at, other.to, other.channel, other.expects) == (
            inject.at,
            inject.to,
            inject.channel,
            inject.expects,
        )
        assert other.title
        assert inject.title
        assert other.title.own.endswith(f": {inject.title.own}")
        assert (other.body and other.body.own.strip()) == (inject.body and inject.body.own.strip())


def test_no_text_of_a_message_breaks_the_manual(tmp_path: Path) -> None:
    body = "# Module 9: no\n\n<!-- open\n\n```\n# code"
    messages = [Message("a", "One", body), Message("b", "Two", "x", at=60)]
    one, two = back(names(Exercise("Ours", BEGINS, "UTC", messages).scenario(), tmp_path)).injects
    assert one.body
    assert one.body.own == "\\# Module 9: no\n\n&lt;!-- open\n\n```\n# code\n```"
    assert (two.title and two.title.own) == "Inject 2: Two"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_of_a_bundled_scenario_every_message_is_in_the_manual(language: str) -> None:
    setup = library().setup("gone-overnight")
    n = Names(setup, Voice.of(setup, language))
    read_back = back(n)
    assert [len(inject.questions) for inject in read_back.injects] == [
        len(one.questions) for one in setup.scenario.injects
    ]
    assert read_back.opens == setup.scenario.opens
    assert [
        other.at for one, other in zip(setup.scenario.injects, read_back.injects, strict=True) if one.at is not None
    ] == [one.at for one in setup.scenario.injects if one.at is not None]
