from __future__ import annotations

import math
import types
from dataclasses import fields, replace
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.errors import clean
from simulator.journal.chain import of_line, to_line
from simulator.journal.codec import decode, decode_head, encode, encode_head
from simulator.model.setup import Setup
from simulator.timeline.events import EVENTS, Event, MilestoneMarked, Noted, Started, WorkEnded
from simulator.timeline.history import Head

PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    int: st.integers(),
    bool: st.booleans(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    str: st.text().map(clean),
    types.NoneType: st.none(),
}


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value that a field with this annotation may hold."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in PLAIN:
        return PLAIN[hint]
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(values(arguments[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values, arguments))
    return st.one_of(*map(values, arguments))


def anything_of(kind: type[Event]) -> st.SearchStrategy[Event]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: values(hints[field.name]) for field in fields(kind)})


@pytest.mark.parametrize(
    ("kind", "examples"),
    [(kind, 25) for kind in EVENTS] + [pytest.param(kind, 400, marks=pytest.mark.slow) for kind in EVENTS],
)
def test_every_event_is_read_back_equal(kind: type[Event], examples: int) -> None:
    @settings(max_examples=examples)
    @given(anything_of(kind))
    def holds(event: Event) -> None:
        assert decode(encode(event)) == event
        read = decode(of_line(to_line(encode(event))))
        assert read == event
        assert hash(read) == hash(event)  # tuples came back as tuples, to the bottom

    holds()


def test_an_event_is_its_name_and_what_differs_from_the_defaults() -> None:
    event = WorkEnded(600, "triage", 1, reaches=("triaged",))
    assert encode(event) == {"event": "work-ended", "at": 600, "job": "triage", "visit": 1, "reaches": ("triaged",)}


def test_no_event_has_a_field_that_the_line_needs_itself() -> None:
    for kind in EVENTS:
        assert not {"event", "wall", "more", "prev"} & {field.name for field in fields(kind)}


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [
        ({"event": "sang", "at": 1}, "unknown event 'sang'"),
        ({"event": ["closed"], "at": 1}, "unknown event"),
        ({"at": 1}, "unknown event None"),
        ({"event": "closed"}, "closed lacks 'at'"),
        ({"event": "closed", "at": 1, "colour": "red"}, "closed has no 'colour'"),
        ({"event": "closed", "at": "1"}, "at: expected a whole number, found '1'"),
        ({"event": "closed", "at": True}, "at: expected a whole number"),
        ({"event": "closed", "at": 1.0}, "at: expected a whole number"),
        ({"event": "rated", "at": 1, "objective": "o", "rating": "A"}, "rating: expected one of P, S, M, U, N"),
        ({"event": "started", "at": 1, "talk": math.inf}, "talk: expected a number"),
        ({"event": "started", "at": 1, "reveal": "clocks"}, "reveal: expected a list"),
        (
            {"event": "action-named", "at": 1, "job": "j", "title": "t", "staff": [["a"]], "takes": 1},
            "expected 2 values",
        ),
    ],
)
def test_what_does_not_fit_is_refused_by_name(raw: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        decode(raw)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (b'{"a": 1, "a": 2}\n', "a key twice"),
        (b'{"a": NaN}\n', "NaN"),
        (b'{"a": -Infinity}\n', "Infinity"),
        (b'{"a": "\\ud800"}\n', "surrogates"),
        (b'{"a": "\xed\xa0\x80"}\n', "decode"),
        (b"[1]\n", "not a JSON object"),
        (b'{"a": 1\n', "not JSON from character"),
        (b"[" * 100_000 + b"\n", "too deep"),
    ],
)
def test_lines_are_strict_json(line: bytes, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        of_line(line)


@pytest.mark.parametrize("value", [math.nan, "\ud800", {1, 2}])
def test_nothing_else_is_written(value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        to_line({"a": value})


def test_text_from_somebody_elses_record_is_cleaned() -> None:
    for written in (b'"\\u001b[2Jgone"', '"\u202e\x9b[2Jgone"'.encode()):
        assert of_line(b'{"a": [' + written + b"]}")["a"][0].replace("[2J", "") == "gone"


def test_a_milestone_marked_earlier_keeps_both_times() -> None:
    event = MilestoneMarked(700, "leak-suspected", 300, "the mail was there", "legal")
    assert decode(of_line(to_line(encode(event)))) == event


def test_a_head_is_read_back_equal(head: Head) -> None:
    assert decode_head(of_line(to_line(encode_head(head)))) == head


def test_a_head_keeps_odds_to_the_digit_and_languages_in_order(head: Head) -> None:
    raw = head.setup.normal()
    raw["scenario"]["title"] = {"ja": "重み流出", "en": "Weights leaked"}
    raw["playbook"]["steps"][0]["outcomes"] = {"yes": "33.33333333%", "no": {"odds": "7%"}}
    exact = replace(head, setup=Setup.model_validate(raw))
    read = decode_head(of_line(to_line(encode_head(exact))))
    assert read == exact
    assert read.setup.scenario.title.variants[0][0] == "ja"
    assert read.setup.playbook.steps[0].outcomes["yes"].odds == 0.3333333333


def test_a_head_says_where_its_setup_is_wrong(head: Head) -> None:
    raw = encode_head(head)
    raw["setup"]["team"]["roles"] = {}
    with pytest.raises(ValueError, match=r"setup: team\.roles: "):
        decode_head(raw)


def test_defaults_left_out_come_back() -> None:
    assert decode({"event": "started", "at": 0}) == Started(0)
    assert decode({"event": "noted", "at": 0, "text": "x"}) == replace(Noted(0, "y"), text="x")
