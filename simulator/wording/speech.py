"""Sentences in a language: English is in the code, Japanese in ``ja.toml`` under the English sentence.

A sentence without a translation appears in English. This module loads nothing but that table, and only for Japanese,
so that help and errors can be printed before anything else is loaded.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from importlib.resources import files

from simulator.errors import Problem, Sentence, clean, filled

SEVERITIES = {"error": "error", "warning": "warning", "note": "note"}
"""How bad a problem is → in words."""
_INNER_QUOTES = str.maketrans("「」", "『』")
_QUOTED = re.compile("「[^「」]*」")
_PLACES = re.compile(r"\{(\w+)")


@cache
def japanese() -> dict[str, str]:
    """English sentence → Japanese sentence."""
    catalogue: dict[str, str] = tomllib.loads(files("simulator.wording").joinpath("ja.toml").read_text("utf-8"))
    return catalogue


def say(sentence: Sentence, language: str) -> str:
    """A sentence with its places filled, in a language."""
    return sentence.filled(_in_japanese, "、") if language == "ja" else sentence.filled(filled)


def problem_text(problem: Problem, language: str) -> str:
    """A problem on one line: ``team.yaml:12:9: error: no role legl [unknown-id]``."""
    place = ":".join([problem.file, *(str(n) for n in (problem.line, problem.column) if n)])
    severity = say(Sentence(SEVERITIES[problem.severity]), language)
    return clean(f"{place}: {severity}: {say(problem.message, language)} [{problem.code}]")


def problem_json(problem: Problem, language: str) -> dict[str, object]:
    """A problem for programs; its message is for people all the same."""
    document = {field.name: getattr(problem, field.name) for field in fields(problem)}
    document |= {"message": say(problem.message, language)}
    return {key: clean(value) if isinstance(value, str) else value for key, value in document.items()}


def _in_japanese(template: str, values: Mapping[str, object]) -> str:
    known = japanese().get(template, template)
    within = _PLACES.findall("".join(_QUOTED.findall(known)))
    return filled(known, {name: _inner(value) if name in within else value for name, value in values.items()})


def _inner(value: object) -> object:
    """Quotation marks within quotation marks, as Japanese writes them."""
    return value.translate(_INNER_QUOTES) if isinstance(value, str) else value
