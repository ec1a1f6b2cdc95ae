"""What is laid out together: names are cut last, and never to the same words."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from simulator.console.rows import Cell, Part, Row
from simulator.tui import layouts

KEYS = ("Revoke the key at once", "Revoke the key after the copy")


def steps(*names: str, right: str = "17:50") -> tuple[Row, ...]:
    return tuple(Row(name, (Cell(name),), mark="·", right=right, named=True) for name in names)


def plain(lines: object) -> list[str]:
    return [line.plain.rstrip() for line in lines]  # type: ignore[attr-defined]


def test_columns_are_as_wide_as_it_takes_to_cut_no_name() -> None:
    rows = steps(*KEYS, "Tell")
    assert plain(layouts.grid(rows, 50, 5, 22)) == [
        "· Revoke the key at once                     17:50",
        "· Revoke the key after the copy              17:50",
        "· Tell                                       17:50",
    ]
    assert len(layouts.grid(rows, 80, 5, 22)) == 2


def test_where_the_height_asks_for_more_columns_names_are_cut_and_stay_different() -> None:
    lines = plain(layouts.grid(steps(*KEYS, "Tell"), 48, 2, 22))
    assert lines == ["· Revoke the…once 17:50  · Tell            17:50", "· Revoke the…copy 17:50"]


def test_a_list_that_is_too_high_gives_up_empty_lines_before_names() -> None:
    rows: list[Part] = []
    for name in KEYS:
        rows += [Row("", (Cell(name),), mark="▶", whole=True, named=True), Row("", (Cell("1h left"),), indent=2), ()]
    parts = tuple(rows)
    assert plain(layouts.within(parts, 20, 9))[:4] == ["▶ Revoke the key", "  at once", "  1h left", ""]
    assert plain(layouts.within(parts, 20, 6)) == [
        *("▶ Revoke the key", "  at once", "  1h left"),
        *("▶ Revoke the key", "  after the copy", "  1h left"),
    ]
    assert plain(layouts.within(parts, 19, 5)) == [
        "▶ Revoke the k…once",
        "  1h left",
        "▶ Revoke the k…copy",
        "  1h left",
    ]


def test_people_stand_under_each_other_and_who_needs_it_has_two_lines() -> None:
    rows = tuple(
        Row("", (Cell(name), Cell(count), Cell(words)), mark="○", named=True)
        for name, count, words in (
            ("Legal", "1/1", "free"),
            ("Data owner · ML platform", "", "→ Mon 09:00"),
            ("Press", "2/2", "≈10m Publish a statement"),
        )
    )
    assert plain(layouts.counted(rows, 60, 3)) == [
        "○ Legal                    1/1 free",
        "○ Data owner · ML platform     → Mon 09:00",
        "○ Press                    2/2 ≈10m Publish a statement",
    ]
    assert plain(layouts.counted(rows, 34, 5)) == [
        "○ Legal                   1/1 free",
        "○ Data owner · ML platform",
        "  → Mon 09:00",
        "○ Press",
        "  2/2 ≈10m Publish a statement",
    ]
    assert len(layouts.counted(rows, 34, 3)) == 3


def test_when_people_come_is_whole_before_the_name_is() -> None:
    row = Row("", (Cell("Incident commander"), Cell(""), Cell("called, ≈21:55")), mark="–", named=True)
    (line,) = plain(layouts.counted((row,), 31, 1))
    assert line.endswith("called, ≈21:55")


def test_in_a_table_the_middle_gives_way_first_then_the_words_at_the_end_then_the_name() -> None:
    row = Row("a", (Cell("Revoke the key at once"), Cell("Platform, Operations"), Cell("after Copy the evidence")))
    rows = (Row("", (Cell("Ready"),)), replace(row, named=True))
    assert layouts.table_width(rows) == 22 + 20 + 23 + 6
    assert plain(layouts.table(rows, 80))[1].endswith("after Copy the evidence")
    assert plain(layouts.table(rows, 64))[1] == "  Revoke the key at once  Platform, Op…  after Copy the evidence"
    assert plain(layouts.table(rows, 52))[1] == "  Revoke the key at once  Platfor…  after Copy the…"


@given(
    st.lists(
        st.text("ab 手", min_size=1, max_size=40).map(str.strip).filter(bool), min_size=1, max_size=8, unique=True
    ),
    st.sampled_from(["", "≈3m", "waits for people"]),
    st.integers(22, 60),
)
def test_two_names_of_a_list_are_never_cut_to_the_same_words(names: list[str], right: str, width: int) -> None:
    rows = tuple(Row(name, (Cell(name),), mark="·", right=right * (n % 2), named=True) for n, name in enumerate(names))
    lines = plain(layouts.grid(rows, width, 1, width))
    shown = {line.removesuffix(right).strip() for line, row in zip(lines, rows, strict=True)}
    assert len(shown) == len(names)
    team = tuple(Row("", (Cell(name), Cell("1/1"), Cell("free")), mark="○", named=True) for name in names)
    assert len({*plain(layouts.counted(team, width, 1))}) == len(names)


def clocks(*names: str) -> tuple[Part, ...]:
    parts: list[Part] = []
    for name in names:
        parts += [Row("", (Cell(name),), mark="▶", whole=True, named=True), Row("", (Cell("1h left"),), indent=2)]
        parts.append(Row("", (Cell("par 2h"),), indent=2, minor=True))
    return tuple(parts)


def test_what_is_minor_goes_from_below_and_the_first_keep_theirs() -> None:
    ten = clocks(*(f"Clock {n}" for n in range(10)))
    assert [plain(layouts.within(ten, 20, height)).count("  par 2h") for height in (30, 25, 22, 20, 12)] == [
        *(10, 5, 2, 0),
        2,
    ], "where it scrolls anyway, the nearest deadlines tell par"
    assert plain(layouts.within(ten, 20, 12))[2] == "  par 2h"
