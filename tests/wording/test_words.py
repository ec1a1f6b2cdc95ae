"""Every sentence of the program has its Japanese, none is left over, and both have the same places to fill."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from string import Formatter

from jinja2 import Environment, nodes

from simulator.wording.speech import japanese
from tests.conftest import ROOT
from tests.sources import nodes as nodes_of
from tests.sources import trees, written

SAYS = ("Sentence", "TabletopError", "Refused", "Invalid")
"""What carries a sentence and what fills it, to be said where somebody listens."""


@cache
def in_templates() -> dict[str, str]:
    """Sentence → the template that says it by ``voice("…")``."""
    found = {}
    for path in sorted((ROOT / "simulator").rglob("*.j2")):
        for call in Environment().parse(path.read_text("utf-8")).find_all(nodes.Call):
            if (
                isinstance(call.node, nodes.Name)
                and call.node.name == "voice"
                and isinstance(call.args[0], nodes.Const)
            ):
                found[call.args[0].value] = path.name
    return found


def speaks(node: ast.AST) -> bool:
    """A call of a Voice, by whatever way the code comes to it: ``voice(…)``, ``n.voice(…)``, ``Voice("ja")(…)``."""
    if not isinstance(node, ast.Call) or not node.args:
        return False
    caller = written(node.func)
    return caller.split(".")[-1] in ("voice", "say", "_said") or (caller.startswith("Voice") and caller.endswith(")"))


def carries(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and bool(node.args) and written(node.func) in SAYS


def literals(node: ast.AST) -> Iterator[str]:
    """The texts an expression can come to, as far as they stand in it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)
    elif isinstance(node, ast.Tuple):
        for part in node.elts:
            yield from literals(part)


def tables(tree: ast.Module) -> dict[str, list[str]]:
    """Name → texts of every constant of a module that holds sentences, or maps something to them: ``RATINGS``."""
    found: dict[str, list[str]] = {}
    for node in tree.body:
        if isinstance(node, ast.AnnAssign | ast.Assign) and isinstance(node.value, ast.Dict | ast.Tuple):
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            parts = node.value.values if isinstance(node.value, ast.Dict) else node.value.elts
            found[ast.unparse(target)] = [text for part in parts for text in literals(part)]
    return found


def looked_up(said: ast.AST, known: dict[str, list[str]]) -> list[str]:
    """The texts of the tables that ``TABLE[key]`` or ``(TABLE | OTHER)[key]`` looks into."""
    if not isinstance(said, ast.Subscript):
        return []
    names = [ast.unparse(node) for node in ast.walk(said.value) if isinstance(node, ast.Name | ast.Attribute)]
    return [text for name in names for text in known.get(name, [])]


def in_help() -> Iterator[tuple[str, str]]:
    """What help pages say: the third word of ``_command``, ``help=`` of options and of the program, click's own."""
    for node in (*nodes_of(trees()["simulator/cli.py"]), *nodes_of(trees()["simulator/options.py"])):
        if isinstance(node, ast.Call):
            texts = [keyword.value for keyword in node.keywords if keyword.arg == "help"]
            texts += node.args[2:3] if written(node.func) == "_command" else []
            for text in texts:
                yield from ((part, f"help:{node.lineno}") for whole in literals(text) for part in whole.split("\n\n"))
    for name in ("_CLICKS", "_PAGES"):
        yield from ((text, name) for text in tables(trees()["simulator/usage.py"])[name])


def spoken() -> dict[str, str]:
    """Sentence → where: in calls of a Voice, in what carries one, in tables they look into, on help pages."""
    everywhere = {name: texts for tree in trees().values() for name, texts in tables(tree).items()}
    found = dict(in_templates()) | dict(in_help())
    for file, tree in trees().items():
        known = everywhere | tables(tree)
        for node in nodes_of(tree):
            if isinstance(node, ast.Call) and written(node.func) in ("Kind", "_Choosing"):
                found.update({text: file for word in node.args[:2] for text in literals(word)})
            if isinstance(node, ast.Call) and (speaks(node) or carries(node)):
                said = node.args[0]
                for sentence in (*literals(said), *looked_up(said, known)):
                    found.setdefault(sentence, f"{file}:{node.lineno}")
    return found


def places(sentence: str) -> set[str]:
    if re.search(r"\{[^}\w]", sentence.replace("{{", "")):  # braces of its own, and nothing to fill
        return set()
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_sentence_has_its_japanese() -> None:
    missing = {sentence: where for sentence, where in spoken().items() if sentence and sentence not in japanese()}
    assert not missing


def test_no_japanese_is_left_over() -> None:
    found = {
        part
        for tree in trees().values()
        for node in nodes_of(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for part in (node.value, *node.value.split("\n\n"))
    }
    assert not sorted(japanese().keys() - found - in_templates().keys())


def test_both_languages_have_the_same_places_to_fill() -> None:
    assert not {english: ja for english, ja in japanese().items() if places(english) != places(ja)}


def test_no_sentence_is_finished_before_it_is_said() -> None:
    """What is put into an f-string is English for ever."""
    finished = [
        f"{file}:{node.lineno}"
        for file, tree in trees().items()
        for node in nodes_of(tree)
        if isinstance(node, ast.Call) and (speaks(node) or carries(node)) and isinstance(node.args[0], ast.JoinedStr)
    ]
    assert not finished


def test_what_carries_a_sentence_fills_all_its_places() -> None:
    """Such a sentence is filled much later, when something has gone wrong: it must not fail then."""
    wrong = {}
    for file, tree in trees().items():
        known = tables(tree)
        for node in nodes_of(tree):
            if not (isinstance(node, ast.Call) and carries(node)) or any(word.arg is None for word in node.keywords):
                continue
            said, filled = node.args[0], {str(word.arg) for word in node.keywords}
            in_table = looked_up(said, known)
            for sentence in (*literals(said), *in_table):
                if (filled and not in_table and places(sentence) != filled) or (places(sentence) - filled and filled):
                    wrong[f"{file}:{node.lineno}"] = sentence
    assert not wrong
