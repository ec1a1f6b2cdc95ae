"""Every sentence that a room says through a voice: literals in code, tables of words, templates."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes


def sentences(room: Path) -> set[str]:
    code = {s for path in room.rglob("*.py") for s in _in_code(ast.parse(path.read_text("utf-8")))}
    pages = {s for path in room.rglob("*.j2") for s in _in_template(path.read_text("utf-8"))}
    return code | pages


def _in_code(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "voice" and node.args:
            yield from _constants(node.args[0])
    for node in tree.body:
        if isinstance(node, ast.AnnAssign):
            for word in _of_table(ast.unparse(node.annotation), node.value):
                yield from _constants(word)


def _of_table(annotation: str, table: ast.expr | None) -> Iterator[ast.expr]:
    """The values of a dict from words to words, or what stands first in each of some pairs."""
    if isinstance(table, ast.Dict) and "str, str" in annotation:
        yield from table.values
    if isinstance(table, ast.Tuple) and "tuple[str, tuple" in annotation:
        for pair in table.elts:
            assert isinstance(pair, ast.Tuple)
            yield pair.elts[0]


def _constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _name(function: ast.expr) -> str:
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def _in_template(source: str) -> Iterator[str]:
    for call in Environment().parse(source).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "voice" and isinstance(call.args[0], nodes.Const):
            yield call.args[0].value
