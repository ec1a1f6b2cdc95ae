"""Every sentence of the program has its Japanese, none is left over, and both have the same places to fill."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from string import Formatter

from jinja2 import Environment, nodes

from simulator.wording.voice import japanese
from tests.conftest import ROOT


@cache
def trees() -> dict[str, ast.Module]:
    files = sorted((ROOT / "simulator").rglob("*.py"))
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8")) for path in files}


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
    caller = ast.unparse(node.func)
    return caller.split(".")[-1] in ("voice", "say") or (caller.startswith("Voice") and caller.endswith(")"))


def refuses(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused"


def literals(node: ast.AST) -> Iterator[str]:
    """The texts an expression can come to, as far as they stand in it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def tables(tree: ast.Module) -> dict[str, list[str]]:
    """Name → texts of every constant of a module that maps something to sentences, such as ``RATINGS``."""
    found: dict[str, list[str]] = {}
    for node in tree.body:
        if isinstance(node, ast.AnnAssign | ast.Assign) and isinstance(node.value, ast.Dict):
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            found[ast.unparse(target)] = [text for value in node.value.values for text in literals(value)]
    return found


def spoken() -> dict[str, str]:
    """Sentence → where it is said: what stands in calls of a Voice and in refusals, and in tables they look into."""
    everywhere = {name: texts for tree in trees().values() for name, texts in tables(tree).items()}
    found = dict(in_templates())
    for file, tree in trees().items():
        known = everywhere | tables(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (speaks(node) or refuses(node)):
                said = node.args[0]
                looked_up = known.get(ast.unparse(said.value), []) if isinstance(said, ast.Subscript) else []
                for sentence in (*literals(said), *looked_up):
                    found.setdefault(sentence, f"{file}:{node.lineno}")
    return found


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_sentence_has_its_japanese() -> None:
    missing = {sentence: where for sentence, where in spoken().items() if sentence and sentence not in japanese()}
    assert not missing


def test_no_japanese_is_left_over() -> None:
    written = {
        node.value
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert not sorted(japanese().keys() - written - in_templates().keys())


def test_both_languages_have_the_same_places_to_fill() -> None:
    assert not {english: ja for english, ja in japanese().items() if places(english) != places(ja)}
