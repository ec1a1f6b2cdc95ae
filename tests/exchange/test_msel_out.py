"""A scenario as a list of messages (MSEL), and back: the same messages, times and texts in the same order."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.content.writing import write
from simulator.errors import TabletopError
from simulator.exchange.exercise import Exercise, Message
from simulator.exchange.formats import read
from simulator.model.durations import DAY
from simulator.model.injects import Inject
from simulator.model.scenario import Scenario
from simulator.report.render.formats import LISTS
from simulator.wording.names import Names
from simulator.wording.speech import problem_text
from simulator.wording.voice import Voice
from tests.exchange import mutations
from tests.exchange.test_exercises import OURS, TODAY, ends, of, scenario
from tests.tui.table import library

BEGINS = datetime(2026, 12, 7, 9, 30, tzinfo=UTC)


def names(story: Scenario, folder: Path) -> Names:
    path = folder / f"{len(list(folder.iterdir()))}.yaml"
    path.write_text(write(story), "utf-8")
    setup = library().setup(str(path))
    return Names(setup, Voice.of(setup, story.language))


def back(n: Names, ending: str) -> Scenario:
    return scenario(read(LISTS[ending].msel(n), f"list.{ending}", TODAY))


def told(inject: Inject, language: str) -> tuple[object, ...]:
    """What a list can hold of a message, and what it waits for."""
    texts = (
        inject.from_,
        inject.title,
        inject.body,
        inject.facilitator,
        *(expected.text for expected in inject.expects),
    )
    asked = [question.ask.say(language) for question in inject.questions]
    options = [option.text.say(language) for option in inject.decision.options] if inject.decision else []
    said = [text.say(language).strip() if text else "" for text in texts]
    return inject.at, inject.once, inject.delay, inject.channel, inject.to, *said, *asked, *options


@pytest.mark.parametrize("ending", LISTS)
@pytest.mark.parametrize("path", [OURS[0], OURS[2]], ids=lambda path: path.name)
def test_an_exercise_comes_back_as_it_was(path: Path, ending: str, tmp_path: Path) -> None:
    story = scenario(of(path))
    read_back = back(names(story, tmp_path), ending)
    assert [inject.id for inject in read_back.injects] == [inject.id for inject in story.injects]
    assert [told(inject, "en") for inject in read_back.injects] == [told(inject, "en") for inject in story.injects]
    assert read_back.opens == story.opens
    assert [one.text for one in read_back.objectives] == [one.text for one in story.objectives]


@pytest.mark.parametrize(("language", "ending"), [("en", "csv"), ("ja", "xlsx")])
def test_of_a_bundled_scenario_every_message_comes_back(language: str, ending: str) -> None:
    setup = library().setup("nine-seconds")
    n = Names(setup, Voice.of(setup, language))
    story, read_back = setup.scenario, back(n, ending)
    assert (read_back.opens, read_back.timezone) == (story.opens, story.timezone)
    assert [inject.name(language) for inject in read_back.injects] == [n.inject(one.id) for one in story.injects]
    timed = [(one, other) for one, other in zip(story.injects, read_back.injects, strict=True) if one.at is not None]
    assert len(timed) > 10
    assert all(one.at == other.at for one, other in timed)
    assert all(n.voice.text(one.body) == n.voice.text(other.body) for one, other in timed)
    assert read_back.briefing
    assert read_back.briefing.say(language).strip() == n.voice.text(story.briefing)


def test_what_comes_after_another_message_says_so_by_its_number(tmp_path: Path) -> None:
    first = Message("a", "One", at=600)
    messages = [first, Message("b", "Two", at=None, after="a", delay=90), Message("c", "Three", at=900, after="b")]
    story = Exercise("Ours", BEGINS, "UTC", messages).scenario()
    read_back = back(names(story, tmp_path), "csv")
    assert [told(inject, "en") for inject in read_back.injects] == [told(inject, "en") for inject in story.injects]
    assert read_back.opens == story.opens


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" ="), min_size=1, max_size=8
).filter(str.strip)
MESSAGES = st.lists(st.tuples(TEXT, TEXT, st.integers(0, 3 * DAY), TEXT), min_size=1, max_size=6)


def holds(rows: list[tuple[str, str, int, str]], zone: str, folder: Path) -> None:
    messages = [Message(str(n), title, body, at, expects=(text,)) for n, (title, body, at, text) in enumerate(rows)]
    opens = datetime(2026, 10, 24, 9, 30, tzinfo=UTC) + timedelta(minutes=len(rows))
    n = names(Exercise("Ours", opens, zone, messages).scenario(), folder)
    for ending in LISTS:
        read_back = back(n, ending)
        assert [inject.at for inject in read_back.injects] == [at for _, _, at, _ in rows]
        assert read_back.timezone == zone
        for inject, (title, body, _, _) in zip(read_back.injects, rows, strict=True):
            assert inject.title
            assert inject.body
            assert inject.title.own == title.strip()
            assert inject.body.own.strip() == body.strip()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lists")


@settings(max_examples=3)
@given(MESSAGES, st.sampled_from(["UTC", "Asia/Tokyo", "Europe/Paris"]))
def test_any_list_comes_back(folder: Path, rows: list[tuple[str, str, int, str]], zone: str) -> None:
    holds(rows, zone, folder)


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(MESSAGES, st.sampled_from(["UTC", "Asia/Tokyo", "Europe/Paris"]))
def test_any_of_many_lists_comes_back(folder: Path, rows: list[tuple[str, str, int, str]], zone: str) -> None:
    holds(rows, zone, folder)


def change(folder: Path, seeds: range) -> None:
    """A list of ours with something wrong in it is read, or refused."""
    messages = [Message("a", "One", at=600), Message("b", "Two", at=None, after="a", delay=90), Message("c", "T", at=9)]
    list_ = LISTS["csv"].msel(names(Exercise("Ours", BEGINS, "Asia/Tokyo", messages).scenario(), folder))
    cells = list(csv.reader(StringIO(list_.decode("utf-8-sig"))))
    for seed in seeds:
        text = StringIO()
        csv.writer(text).writerows(row if isinstance(row, list) else [row] for row in mutations.changed(cells, seed))
        ends(text.getvalue().encode(), "list.csv", folder, seed)


def test_a_changed_list_is_read_or_refused(folder: Path) -> None:
    change(folder, range(1, 20))


@pytest.mark.slow
def test_many_changed_lists_are_read_or_refused(folder: Path) -> None:
    change(folder, range(20, 5000))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2,,Two,,,,,,,,,7,0:10,", "list.csv:3:16: error: it follows '7', which is the number of no message above"),
        ("2,,Two,,,,,,,,,2,0:10,", "list.csv:3:16: error: it follows '2', which is the number of no message above"),
        ("2,,Two,,,,,,,,,1,soon,", "list.csv:3:18: error: expected hours and minutes, such as 0:30, found 'soon'"),
    ],
)
def test_what_follows_nothing_is_refused_with_its_place(row: str, said: str) -> None:
    head = "Event Number,Designated Scenario Time,Event,From,To,Inject Mode,Message,Expected Participant Response,"
    head += "Exercise Objective,Discussion Questions,Choices,After Event,Delay,Controller Notes"
    with pytest.raises(TabletopError) as error:
        read(f"{head}\n1,T+5,One,,,,,,,,,,,\n{row}\n".encode(), "list.csv", TODAY)
    assert problem_text(error.value.problems[0], "en").startswith(said)
