"""How long work takes, with how sure the figure is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, SerializationInfo, ValidationInfo
from pydantic_core import CoreSchema, core_schema

from simulator.errors import Invalid
from simulator.model.base import Basis
from simulator.model.durations import ESTIMATE_PATTERN, format_duration, parse_duration
from simulator.model.few import ENOUGH, fitted
from simulator.model.text import LANGUAGES, NOTHING_SAID, Text
from simulator.model.unit_words import in_letters

Shape = Literal["fixed", "uniform", "pert", "triangular", "lognormal", "observed"]
_BETWEEN = re.compile(r"\s*(?:\.{2,}|[-–—~〜…/]|から|\bto\b)\s*")
MOST_SHOWN = 12
"""Observed values that are told one by one."""
_READABLE = re.compile(r"^(?=\d)(?:\d{1,6}[wdhms])+$")
_KEYS = {"estimate", "low", "likely", "high", "shape", "p50", "p95", "observed", "basis"}


@dataclass(frozen=True, slots=True)
class Estimate:
    """A distribution of working time in seconds.

    ``figures`` holds, by shape: fixed (value) · uniform (low, high) · pert and triangular
    (low, likely, high) · lognormal (p50, p95) · observed (the sample, ascending).
    """

    shape: Shape
    figures: tuple[int, ...]
    basis: Basis = "assumed"
    basis_from: Text = NOTHING_SAID
    """Where a basis better than ``assumed`` comes from."""
    at_least: tuple[int, ...] = ()
    """Of ``observed``: how long work had lasted that was not over when it was last seen, ascending."""

    @property
    def count(self) -> int:
        """How many observations it rests on; 0 for what is none."""
        return len(self.figures) + len(self.at_least) if self.shape == "observed" else 0

    @property
    def fit(self) -> tuple[float, float] | None:
        """p50 and p95 of the lognormal that is drawn from where observations are few, or some were cut off."""
        if self.shape != "observed" or (len(self.figures) >= ENOUGH and not self.at_least):
            return None
        return fitted(self.figures, self.at_least)

    @property
    def low(self) -> int:
        """The least it can take, which for a lognormal is no time at all."""
        return self.figures[0] if self.shape != "lognormal" and not self.fit else 0

    @property
    def high(self) -> int:
        """The most it can take; for a lognormal, which has no most, the 95 % point."""
        return round(self.fit[1]) if self.fit else self.figures[-1]

    @property
    def likely(self) -> int:
        """The figure a person would name first: the mode, or else the middle."""
        if self.shape == "uniform":
            return sum(self.figures) // 2
        if self.fit:
            return round(self.fit[0])
        if self.shape == "lognormal":
            return self.figures[0]
        return self.figures[(len(self.figures) - 1) // 2]

    def scaled(self, factor: float) -> Estimate:
        """Every figure so many times as long, in whole seconds; shape and basis stay."""
        figures = tuple(round(figure * factor) for figure in self.figures)
        if self.shape == "lognormal":
            # Rounding must not join the two points, nor bring the lower one to zero.
            middle = max(1, figures[0])
            figures = (middle, max(middle + 1, figures[1]))
        return replace(self, figures=figures, at_least=tuple(round(figure * factor) for figure in self.at_least))

    @classmethod
    def parse(cls, raw: object, language: str = LANGUAGES[0]) -> Estimate:
        """Reads what stands in a file of this language; raises ValueError with what to write instead."""
        if isinstance(raw, Estimate):
            return raw
        if isinstance(raw, str):
            return _from_string(raw)
        if isinstance(raw, int):
            return cls("fixed", (parse_duration(raw),))
        if isinstance(raw, dict):
            return _from_map(raw, language)
        if isinstance(raw, list | tuple) and 1 < len(raw) <= 3 and all(isinstance(part, str) for part in raw):
            raise _written_so(f"[{', '.join(raw)}]", "..".join(raw))
        raise Invalid("expected an estimate such as 10m..20m..60m, found {found}", found=repr(raw))

    def written(self, own: str = LANGUAGES[0]) -> str | dict[str, Any]:
        """The estimate as a file in this language would write it; ``parse`` reads it back unchanged."""
        figures = [format_duration(n) for n in self.figures]
        if self.shape in ("fixed", "uniform", "pert"):
            plain = "..".join(figures)
            if self.basis == "assumed" and not self.basis_from:
                return plain
            return {"estimate": plain, "basis": self.written_basis(own)}
        keys = {"triangular": ("low", "likely", "high"), "lognormal": ("p50", "p95")}
        if self.shape == "observed":
            body: dict[str, Any] = {"observed": self._observations()}
        else:
            body = dict(zip(keys[self.shape], figures, strict=True))
        if self.shape == "triangular":
            body["shape"] = "triangular"
        return body | {"basis": self.written_basis(own)}

    def _observations(self) -> list[str]:
        return [*map(format_duration, self.figures), *(f"{format_duration(n)}+" for n in self.at_least)]

    def _extent(self) -> list[str]:
        least, middle, most = self.figures[0], self.figures[len(self.figures) // 2], self.figures[-1]
        return ["..".join(map(format_duration, (least, middle, most)))]

    def written_basis(self, own: str = LANGUAGES[0]) -> str | dict[str, Any]:
        """``measured``, ``measured: where from``, or the same in other languages than the file's."""
        if not self.basis_from:
            return self.basis
        if self.basis_from.variants == ((own, self.basis_from.own),):
            return f"{self.basis}: {self.basis_from.own}"
        return {self.basis: self.basis_from.written(own)}

    def __str__(self) -> str:
        if self.shape == "observed":
            return f"{', '.join(self._observations() if self.count <= MOST_SHOWN else self._extent())} (n={self.count})"
        if self.shape == "lognormal":
            p50, p95 = map(format_duration, self.figures)
            return f"{{p50: {p50}, p95: {p95}}}"
        return "..".join(format_duration(n) for n in self.figures)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            lambda raw, info: cls.parse(raw, _language(info)),
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda e, info: e.written(_language(info)), info_arg=True
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        properties: dict[str, Any] = {key: {"type": "string"} for key in sorted(_KEYS - {"observed"})}
        properties["basis"] = {"anyOf": [{"type": "string"}, {"type": "object"}]}
        observed = {"observed": {"type": "array", "items": {"type": "string"}}}
        return {
            "anyOf": [
                {"type": "string", "pattern": ESTIMATE_PATTERN, "examples": ["20m", "10m..60m", "10m..20m..60m"]},
                {
                    "title": "Estimate",
                    "type": "object",
                    "properties": properties | observed,
                    "additionalProperties": False,
                },
            ]
        }


def _language(info: ValidationInfo | SerializationInfo) -> str:
    """The language of the file that is read or written; records have none of their own."""
    language: str = (info.context or {}).get("language", LANGUAGES[0])
    return language


def _from_string(text: str) -> Estimate:
    parts = [part.strip() for part in text.split("..")]
    if len(parts) > 3 or (len(parts) > 1 and not all(parts)):
        raise Invalid("expected one, two or three durations such as 10m..20m..60m, found {found}", found=repr(text))
    try:
        figures = tuple(map(parse_duration, parts))
    except Invalid:
        fix = _meant(text)
        if not fix:
            raise
        raise _written_so(text, fix) from None
    _ascending(figures, text)
    shapes: dict[int, Shape] = {1: "fixed", 2: "uniform", 3: "pert"}
    return Estimate(shapes[len(figures)], figures)


def _written_so(text: str, fix: str) -> Invalid:
    return Invalid("{text} is not how an estimate is written here: write {fix}", text=text, fix=fix)


def _meant(text: str) -> str:
    """``2h-5h``, ``2 to 12 hours`` or ``2h … 12h`` as an estimate is written; empty for what is none."""
    parts = [part.strip() for part in _BETWEEN.split(text.strip())]
    unit = parts[-1].lstrip("0123456789")
    parts = [part + unit if part.isdigit() else part for part in parts]
    figures = [part if _READABLE.match(part) else in_letters(part) for part in parts]
    return "..".join(figures) if len(figures) in (2, 3) and all(figures) else ""


def _from_map(raw: dict[str, Any], language: str) -> Estimate:
    unknown = set(raw) - _KEYS
    if unknown:
        raise Invalid(
            "unknown key {key!r} in an estimate: it may hold {keys}",
            key=min(unknown),
            keys=tuple(sorted(_KEYS)),
        )
    keys = set(raw) - {"basis", "shape"}
    if keys == {"estimate"}:
        made = _from_string(str(raw["estimate"]))
    elif keys == {"low", "likely", "high"}:
        made = _three_point(raw)
    elif keys == {"p50", "p95"}:
        made = Estimate("lognormal", (parse_duration(raw["p50"]), parse_duration(raw["p95"])))
        if not 0 < made.figures[0] < made.figures[1]:
            raise Invalid("p50 must be above zero and below p95")
    elif keys == {"observed"} and isinstance(raw["observed"], list | tuple) and raw["observed"]:
        made = _observed(raw["observed"])
    else:
        raise Invalid("expected {low, likely, high}, {p50, p95}, {observed: […]} or {estimate: 10m..20m..60m}")
    if "shape" in raw and keys != {"low", "likely", "high"}:
        raise Invalid("shape goes with low, likely and high only")
    return _with_basis(made, raw.get("basis", "assumed"), language)


def _observed(raw: Sequence[object]) -> Estimate:
    """``[22m, 31m, 2h+]``: the last had lasted two hours when it was last seen, and was not over."""
    cut_off = [item[:-1] for item in raw if isinstance(item, str) and item.endswith("+")]
    over = [item for item in raw if not (isinstance(item, str) and item.endswith("+"))]
    if not over:
        raise Invalid("at least one observed length must be of work that ended: all of these end with +")
    figures, at_least = (tuple(sorted(map(parse_duration, some))) for some in (over, cut_off))
    return Estimate("observed", figures, at_least=at_least)


def _three_point(raw: dict[str, Any]) -> Estimate:
    shape: Any = raw.get("shape", "pert")
    if shape not in ("pert", "triangular"):
        raise Invalid("shape is pert or triangular, found {found}", found=repr(shape))
    figures = tuple(parse_duration(raw[key]) for key in ("low", "likely", "high"))
    _ascending(figures, f"{raw['low']}, {raw['likely']}, {raw['high']}")
    return Estimate(shape, figures)


def _with_basis(made: Estimate, raw: object, language: str) -> Estimate:
    """``measured: where from``, or ``{measured: {en: where from, ja: …}}``."""
    by_word = isinstance(raw, dict) and len(raw) == 1
    basis, source = next(iter(raw.items())) if by_word else _apart(str(raw))  # type: ignore[attr-defined]
    if basis not in get_args(Basis):
        raise Invalid(
            "basis is one of {words}, then ': where from'; found {found}",
            words=get_args(Basis),
            found=repr(raw),
        )
    known: Any = basis
    return replace(made, basis=known, basis_from=Text.read(source, language) if source else NOTHING_SAID)


def _apart(text: str) -> tuple[str, str]:
    basis, _, source = text.partition(":")
    return basis, source.strip()


def _ascending(figures: tuple[int, ...], text: str) -> None:
    if list(figures) != sorted(figures):
        raise Invalid("an estimate goes from low to high, found {found}", found=text)
