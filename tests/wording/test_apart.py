"""Two names are never cut to the same words."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from simulator.wording.apart import cut_among, cut_apart
from simulator.wording.width import cells

words = st.text("ab 手順 –\n", max_size=30)


@given(st.lists(words, min_size=1, max_size=9), st.integers(3, 24))
@example(["Ministry's request for evidence: held", "Ministry's request for evidence: sent"], 30)
@example(["a" * 20 + "x" + "b" * 20, "a" * 20 + "y" + "b" * 20], 8)
@example(["aa…", "aab"], 3)
def test_different_names_stay_different_in_any_width(names: list[str], width: int) -> None:
    short = cut_apart(tuple(names), width)
    assert all(cells(cut) <= width for cut in short.values())
    assert len({*short.values()}) == len({name.replace("\n", " ") for name in names})


@given(st.lists(words, min_size=1, max_size=9), st.integers(3, 24))
def test_what_fits_is_not_touched_and_the_order_of_the_others_does_not_matter(names: list[str], width: int) -> None:
    for name in names:
        if cells(name) <= width and "\n" not in name:
            assert cut_among(name, names, width) == name
        assert cut_among(name, names, width) == cut_among(name, names[::-1], width)


def test_it_keeps_what_differs_readable() -> None:
    keys = ("Revoke the key at once", "Revoke the key after the copy")
    assert [*cut_apart(keys, 17).values()] == ["Revoke the k…copy", "Revoke the k…once"]
    evidence = ("証拠保全の要請（提出まで）", "証拠保全の要請（受領まで）")
    assert [*cut_apart(evidence, 16).values()] == ["証拠保…領まで）", "証拠保…出まで）"]
    assert cut_among("Contain the incident", ("Report the incident",), 10) == "Contain t…"
