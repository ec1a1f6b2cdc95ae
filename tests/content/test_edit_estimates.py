"""Observed lengths written into playbooks: they read back as meant, and every other byte stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.content.edit_estimates import edit_estimates
from simulator.content.reading import load, validate
from simulator.content.yaml_nodes import parse
from simulator.errors import TabletopError
from simulator.model.estimates import Estimate
from simulator.model.kinds import PLAYBOOK
from simulator.model.playbook import Playbook
from simulator.model.text import Text
from tests.conftest import ROOT

PLAYBOOKS = [*sorted((ROOT / "playbooks").glob("*.yaml")), ROOT / "tests/faulty/library/playbooks/plain.yaml"]
SOURCE = "1 exercise, as told at the table: 2026-11-24 1a2b3c4d"
HEAD = "id: ours\nowner: us\nversion: '1'\nreviewed: 2026-10-01\nsteps:\n"


def playbook_in(data: bytes) -> Playbook:
    [item] = validate(parse(data, "p.yaml"), PLAYBOOK)
    assert item.value is not None, item.problems
    value: Playbook = item.value
    return value


def takes_apart(data: bytes, changed: set[str]) -> tuple[list[bytes], Playbook]:
    """The bytes around the lengths of these steps (bundled files have each on one line), and what the file says."""
    playbook, document = playbook_in(data), parse(data, "p.yaml")
    lines = data.split(b"\n")
    for n, step in enumerate(playbook.steps):
        if step.id in changed:
            (line, start), (last, end) = (marks["steps", n, "takes"] for marks in (document.values, document.ends))
            assert line == last
            text = lines[line - 1].decode()
            lines[line - 1] = (text[: start - 1] + "…" + text[end - 1 :]).encode()
    return lines, playbook


@pytest.mark.parametrize("path", PLAYBOOKS, ids=lambda path: path.stem)
def test_every_step_of_every_playbook_can_learn(path: Path) -> None:
    before = path.read_bytes()
    figures = Estimate("observed", (1320, 1877), "measured", Text.of(SOURCE))
    _changes_nothing_else(before, {step.id: figures for step in playbook_in(before).steps if step.takes})


@settings(max_examples=25)
@given(data=st.data())
def test_any_steps_with_any_figures(data: st.DataObject) -> None:
    before = data.draw(st.sampled_from(PLAYBOOKS)).read_bytes()
    if data.draw(st.booleans()):
        before = b"\xef\xbb\xbf" + before.replace(b"\n", b"\r\n")
    ids = [step.id for step in playbook_in(before).steps if step.takes]
    figures = st.lists(st.integers(0, 10**7), min_size=1, max_size=5)
    chosen = data.draw(st.dictionaries(st.sampled_from(ids), figures, max_size=len(ids)))
    source = data.draw(st.sampled_from([SOURCE, "", 'it\'s "so"; back\\slash', "台帳：2025年"]))
    cut_off = data.draw(st.sampled_from([(), (7200,), (60, 86400)]))
    changes = {
        step: Estimate("observed", tuple(sorted(some)), "measured", Text.of(source), at_least=cut_off)
        for step, some in chosen.items()
    }
    _changes_nothing_else(before, changes)


def _changes_nothing_else(before: bytes, changes: dict[str, Estimate]) -> None:
    after = edit_estimates(before, "p.yaml", changes).data
    old_bytes, old = takes_apart(before, set(changes))
    new_bytes, new = takes_apart(after, set(changes))
    assert new_bytes == old_bytes
    steps = tuple(step.model_copy(update={"takes": changes.get(step.id, step.takes)}) for step in old.steps)
    assert new == old.model_copy(update={"steps": steps})


STYLES = {
    "plain": ("takes: 10m..20m # r", 'takes: {observed: [22m], basis: "measured: S"} # r'),
    "quoted": ("takes: '10m'", 'takes: {observed: [22m], basis: "measured: S"}'),
    "braces": ("takes: {estimate: 10m, basis: 'assumed'}", "takes: {observed: [22m], basis: 'measured: S'}"),
    "basis first": ("takes: {basis: assumed, estimate: 10m}", 'takes: {basis: "measured: S", observed: [22m]}'),
    "no basis": ("takes: { estimate: 10m }", 'takes: { observed: [22m], basis: "measured: S" }'),
    "three keys": (
        "takes: {low: 1m, basis: assumed, likely: 2m, high: 3m, shape: triangular}",
        'takes: {observed: [22m], basis: "measured: S"}',
    ),
    "braces over lines": (
        "takes: {\n      p50: 1m, # r\n      p95: 3m }",
        'takes: {\n      observed: [22m], basis: "measured: S" }',
    ),
    "below each other": (
        "takes:\n      # r\n      estimate: 10m  # s\n      # t\n      basis: assumed # u\n    # v",
        'takes:\n      # r\n      observed: [22m]  # s\n      # t\n      basis: "measured: S" # u\n    # v',
    ),
    "three below each other": (
        "takes:\n      low: 1m # r\n      likely: 2m # s\n      # t\n      high: 3m",
        'takes:\n      observed: [22m] # r\n      basis: "measured: S"\n      # t',
    ),
    "as a paragraph": ("takes: >\n      10m\n    # r", 'takes: {observed: [22m], basis: "measured: S"}\n    # r'),
}
MORE = {
    "in brackets": (
        "takes: {observed: [31m, 90m], basis: measured}",
        'takes: {observed: [31m, 90m, 22m], basis: "measured: S"}',
    ),
    "below each other": (
        "takes:\n      basis: 'measured: log' # r\n      observed:\n      - 31m\n      -  90m # s\n    # u",
        "takes:\n      basis: 'measured: S' # r\n      observed:\n      - 31m\n      -  90m # s\n      -  22m\n    # u",
    ),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("last", [True, False], ids=["at the end", "in the middle"])
@pytest.mark.parametrize(("old", "new"), STYLES.values(), ids=STYLES)
def test_figures_go_where_the_old_ones_stood(old: str, new: str, last: bool, end: str) -> None:
    _reads(old, new, (22 * 60,), last, end)


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("last", [True, False], ids=["at the end", "in the middle"])
@pytest.mark.parametrize(("old", "new"), MORE.values(), ids=MORE)
def test_figures_that_stand_there_stay(old: str, new: str, last: bool, end: str) -> None:
    _reads(old, new, (22 * 60, 31 * 60, 90 * 60), last, end)


def _reads(old: str, new: str, figures: tuple[int, ...], last: bool, end: str) -> None:
    rest = "" if last else "\n    once: detected\n"

    def file(takes: str) -> bytes:
        once = "    once: detected\n" if last else ""
        return f"{HEAD}  - id: look\n    role: analyst\n{once}    {takes}{rest}".replace("\n", end).encode()

    changes = {"look": Estimate("observed", figures, "measured", Text.of("S"))}
    assert edit_estimates(file(old), "p.yaml", changes).data.decode() == file(new).decode()


def test_a_step_on_one_line() -> None:
    before = f"{HEAD}- {{id: look, role: a, takes: 10m..20m, once: detected}} # r\n".encode()
    after = edit_estimates(before, "p.yaml", {"look": Estimate("observed", (60,), "measured", Text.of("S"))}).data
    assert after == before.replace(b"10m..20m", b'{observed: [1m], basis: "measured: S"}')


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{observed: [9m, 2h+], basis: measured}", '{observed: [22m, 3h+], basis: "measured: S"}'),
        (
            "\n    observed:\n      - 9m # from a pager\n      - 12m\n    basis: measured",
            '\n    observed: [22m, 3h+]\n    basis: "measured: S"',
        ),
        ("{observed: [22m], basis: measured}", '{observed: [22m, 3h+], basis: "measured: S"}'),
    ],
)
def test_observed_figures_give_way_to_others(before: str, after: str) -> None:
    text = f"{HEAD}- id: look\n  role: a\n  takes: {{takes}}\n  once: detected\n"
    edited = edit_estimates(
        text.replace("{takes}", before).encode(),
        "p.yaml",
        {"look": Estimate("observed", (1320,), "measured", Text.of("S"), at_least=(10800,))},
    )
    assert edited.data.decode() == text.replace("{takes}", after)


def test_what_the_check_then_has_to_say_is_told() -> None:
    before = f"{HEAD}- {{id: look, role: a, takes: 10m..20m, once: detected, timeout: 30m}}\n".encode()
    edited = edit_estimates(before, "p.yaml", {"look": Estimate("observed", (3600,) * 10, "measured", Text.of("S"))})
    assert [problem.code for problem in edited.problems] == ["always-times-out"]


def test_a_broken_playbook_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(f"{HEAD}- {{id: look, role: a, takes: 10, once: detected}}\n", "utf-8")
    with pytest.raises(TabletopError) as told:
        edit_estimates(path.read_bytes(), str(path), {})
    [problem] = told.value.problems
    assert (problem.file, problem.line) == (str(path), 6)
    assert load(path).problems == ()
