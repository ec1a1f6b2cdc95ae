"""The program's own modules as trees, for tests that hold what may be written in them: parsed and walked once."""

from __future__ import annotations

import ast
from functools import cache

from tests.conftest import ROOT


@cache
def trees() -> dict[str, ast.Module]:
    """Path from the root of the repository → the module."""
    files = sorted((ROOT / "simulator").rglob("*.py"))
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8")) for path in files}


@cache
def nodes(tree: ast.Module) -> tuple[ast.AST, ...]:
    """All of a module, at the top or anywhere else."""
    return tuple(ast.walk(tree))


def written(node: ast.AST) -> str:
    """An expression as it stands in the code. Of names, most of what is asked for, without a parser's long way."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
        return f"{written(node.value)}.{node.attr}"
    return ast.unparse(node)
