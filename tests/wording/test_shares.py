"""One way to say a share, a chance and an interval, on every page and screen."""

from __future__ import annotations

import ast

import pytest

from simulator.study.statistics import Share, share
from simulator.wording import shares
from tests.sources import nodes, trees


@pytest.mark.parametrize(
    ("counted", "said"),
    [(0, "0%"), (0.004, "0.4%"), (0.01, "1%"), (0.625, "62%"), (0.99, "99%"), (0.997, "99.7%"), (1, "100%")],
)
def test_a_share_was_counted_and_may_be_nothing_or_all(counted: float, said: str) -> None:
    assert shares.percent(counted) == said


@pytest.mark.parametrize(("p", "said"), [(0, "<1%"), (0.004, "<1%"), (0.62, "62%"), (0.997, ">99%"), (1, ">99%")])
def test_a_chance_is_never_nothing_or_all(p: float, said: str) -> None:
    assert shares.chance(p) == said


def test_in_little_room_an_interval_holds_the_exact_one() -> None:
    found = Share(0.719, 0.6884, 0.7476)
    assert shares.interval(found) == "68.8%–74.8%"
    assert shares.narrow_interval(found) == "68–75%"


def test_the_narrow_interval_of_all_ends_at_all() -> None:
    assert shares.narrow_interval(share(200, 200)) == "98–100%"


def ends_in(value: ast.FormattedValue) -> str:
    """How the format of a value ends."""
    last = value.format_spec.values[-1] if isinstance(value.format_spec, ast.JoinedStr) else None
    return str(last.value) if isinstance(last, ast.Constant) else ""


def test_nobody_else_writes_a_share() -> None:
    elsewhere = [
        f"{path}:{node.lineno} writes {{…:{ends_in(node)}}}"
        for path, tree in trees().items()
        for node in nodes(tree)
        if isinstance(node, ast.FormattedValue) and ends_in(node).endswith("%") and not path.endswith("/shares.py")
    ]
    assert not elsewhere
