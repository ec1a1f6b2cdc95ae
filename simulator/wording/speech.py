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
_PLACES = re.compile(r"\{(\w+)")
_QUOTED = re.compile("“[^“”]*”|「[^「」]*」")
_INNER = str.maketrans("“”「」", "‘’『』")
_STRAIGHT = re.compile(r'"([^"]*)"')


@cache
def japanese() -> dict[str, str]:
    """English sentence → Japanese sentence."""
    catalogue: dict[str, str] = tomllib.loads(files("simulator.wording").joinpath("ja.toml").read_text("utf-8"))
    return catalogue


def say(sentence: Sentence, language: str) -> str:
    """A sentence with its places filled, in a language."""
    return sentence.filled(_in_japanese, "、") if language == "ja" else sentence.filled(_in_english)


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


def bare(text: str) -> str:
    """A text without what stands in quotation marks."""
    return _QUOTED.sub("", text)


def _in_english(template: str, values: Mapping[str, object]) -> str:
    return filled(template, _set_apart(template, values))


def _in_japanese(template: str, values: Mapping[str, object]) -> str:
    known = japanese().get(template, template)
    return filled(known, _set_apart(known, values))


def _set_apart(template: str, values: Mapping[str, object]) -> Mapping[str, object]:
    """The values; those that the sentence sets in quotation marks have the inner ones for their own."""
    quoted = _quoted(template)
    return {name: _inner(value) if name in quoted else value for name, value in values.items()} if quoted else values


@cache
def _quoted(template: str) -> frozenset[str]:
    """The places within quotation marks."""
    return frozenset(_PLACES.findall("".join(_QUOTED.findall(template))))


def _inner(value: object) -> object:
    return _STRAIGHT.sub(r"‘\1’", value).translate(_INNER) if isinstance(value, str) else value
