"""Rows of the console in the cells of a terminal."""

from __future__ import annotations

from simulator.console.rows import Cell, Row
from simulator.tui.figures import compared
from simulator.tui.rows import lay_out


def test_cells_take_their_share_and_the_end_stands_right() -> None:
    row = Row("freeze", (Cell("Freeze the model", 1 / 2), Cell("ML platform")), mark="○", right="ready")
    assert lay_out(row, 44).plain == "○ Freeze the model        ML platform  ready"


def test_what_is_too_long_is_cut_but_its_end_stays() -> None:
    row = Row("freeze", (Cell("Freeze the model and everything beside it"),), right="ready")
    assert lay_out(row, 20).plain == "Freeze the mo… ready"


def test_whose_a_clock_is_gives_way_to_the_par_beside_it() -> None:
    par = Row("", (Cell("自動 12時間45分"),), right="期待される行動", indent=2, minor=True)
    assert lay_out(par, 31).plain == "  自動 12時間45分 期待される行…"
    assert lay_out(par, 40).plain.endswith("期待される行動")


def test_what_must_be_read_whole_takes_several_lines() -> None:
    row = Row("cut", (Cell("Cut the service off for every customer at once"),), mark="◆", whole=True)
    assert lay_out(row, 24).plain.splitlines() == ["◆ Cut the service off", "  for every customer at", "  once"]


def test_a_japanese_character_takes_two_cells() -> None:
    assert lay_out(Row("stop", (Cell("配信を停止する"),), right="可"), 14).plain == "配信を停止… 可"


def test_figures_stand_under_each_other_and_a_name_is_cut_last() -> None:
    rows = (
        Row("a", (Cell("100%"), Cell("98–100%"), Cell("Contained")), bar=1.0, right="2h"),
        Row("b", (Cell("7%"), Cell("2–19%"), Cell("Told the authority")), bar=0.07),
        Row("c", (Cell("· not started"), Cell("Told everybody")), right=""),
    )
    assert [line.plain for line in compared(rows, 44)] == [
        "100%  98–100% ████████ Contained          2h",
        "  7%    2–19% █░░░░░░░ Told the authority",
        "· not started          Told everybody",
    ]
    assert [line.plain for line in compared(rows, 34)] == [
        "100%  98–100% ████████ Contained",
        "  7%    2–19% █░░░░░░░ Told the a…",
        "· not started          Told every…",
    ]
    assert compared((), 40) == []


def test_two_names_of_a_list_are_never_cut_to_the_same_words() -> None:
    rows = [Row(n, (Cell("5%"), Cell(f"School contract: notice (from: {n})"))) for n in ("suspected", "known")]
    assert len({line.plain for line in compared(rows, 30)}) == 2
