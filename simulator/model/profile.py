"""Which clocks are ours: what an organisation is, and for whom a clock can run.

Both are said in the same few words, so that either can be held against the other. What an organisation has not said is
not known: it neither brings a clock in nor leaves one out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from simulator.model.base import Flag, Id, Value, one_or_list

Sector = Literal[
    "bank",
    "cloud",
    "consumer-products",
    "critical-infrastructure",
    "defence-supplier",
    "digital-products",
    "essential-services",
    "financial",
    "government-supplier",
    "health-care",
    "hosting",
    "large-platform",
    "medical-devices",
    "online-service",
    "other",
    "securities",
    "telecom",
]
"""What an organisation does, as far as a clock asks; ``other`` for what none asks for."""
AI = Literal[
    "provider",
    "deployer",
    "high-risk-provider",
    "high-risk-deployer",
    "general-purpose",
    "systemic-risk",
    "frontier",
    "large-frontier",
]
"""Its part in artificial intelligence: who makes a system, who uses one, and how far a model goes."""
Size = Literal["micro", "small", "medium", "large"]
Data = Literal["personal", "sensitive", "health", "individual-numbers", "communications", "government", "processor"]
"""What it holds; ``processor``: personal data of others, on their behalf."""


def _place(raw: object) -> object:
    """The kingdom under the name by which its laws are called here."""
    return "UK" if raw == "GB" else raw


PLACE_PATTERN = r"^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$"
Place = Annotated[str, BeforeValidator(_place), StringConstraints(pattern=PLACE_PATTERN)]
"""A country, the Union (``EU``), or a state of a federation (``US-CA``)."""
Want = tuple[str, tuple[str, ...]]
"""A key, and the words any one of which will do."""
_MEMBERS = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
MEMBER_STATES = frozenset(_MEMBERS.split())
"""Of the European Union, as of 2026."""
MOST = 300
"""Words under one key: more than there are countries, and few enough to be held against every clock."""


class Organisation(Value):
    """An organisation, in what decides about clocks. Nothing: not said."""

    jurisdictions: Annotated[tuple[Place, ...], BeforeValidator(one_or_list), Field(max_length=MOST)] | None = None
    """Where it is established, offers its services or has its customers."""
    people_in: Annotated[tuple[Place, ...], BeforeValidator(one_or_list), Field(max_length=MOST)] | None = None
    """Where its people work."""
    sectors: Annotated[tuple[Sector, ...], BeforeValidator(one_or_list), Field(max_length=MOST)] | None = None
    public_body: Flag | None = None
    ai: Annotated[tuple[AI, ...], BeforeValidator(one_or_list), Field(max_length=MOST)] | None = None
    size: Size | None = None
    """By the Union's recommendation: below 10, 50, 250 people, or more."""
    listed: Annotated[tuple[Place, ...], BeforeValidator(one_or_list), Field(max_length=MOST)] | None = None
    """Where its shares or bonds are traded."""
    data: Annotated[tuple[Data, ...], BeforeValidator(one_or_list), Field(max_length=MOST)] | None = None
    contracts: Annotated[tuple[Id, ...], BeforeValidator(one_or_list), Field(max_length=MOST)] | None = None
    """Expectations it has signed, or has to answer."""

    def said(self, key: str) -> tuple[str, ...] | None:
        """What it says of a key, as words; None where it says nothing."""
        value = getattr(self, key)
        if value is None or isinstance(value, tuple):
            return value
        return (_WORDS.get(value, str(value)),)


class Applies(Value):
    """For whom a clock can run: of every key that stands here, one of its words."""

    jurisdictions: Annotated[tuple[Place, ...], BeforeValidator(one_or_list), Field(max_length=MOST)] = ()
    people_in: Annotated[tuple[Place, ...], BeforeValidator(one_or_list), Field(max_length=MOST)] = ()
    sectors: Annotated[tuple[Sector, ...], BeforeValidator(one_or_list), Field(max_length=MOST)] = ()
    public_body: Flag | None = None
    ai: Annotated[tuple[AI, ...], BeforeValidator(one_or_list), Field(max_length=MOST)] = ()
    size: Annotated[tuple[Size, ...], BeforeValidator(one_or_list), Field(max_length=MOST)] = ()
    listed: Annotated[tuple[Place, ...], BeforeValidator(one_or_list), Field(max_length=MOST)] = ()
    data: Annotated[tuple[Data, ...], BeforeValidator(one_or_list), Field(max_length=MOST)] = ()

    def wants(self) -> Iterator[Want]:
        """Each key that is asked for, with the words that do."""
        for key in KEYS:
            value = getattr(self, key)
            if value not in (None, ()):
                yield key, value if isinstance(value, tuple) else (_WORDS[value],)


KEYS = ("jurisdictions", "people_in", "public_body", "sectors", "ai", "size", "listed", "data")
"""What a clock may ask for, in the order in which a lawyer would."""
CONTRACTS = "contracts"
"""The key that names clocks themselves: those an organisation has signed, or must answer."""
_WORDS = {True: "yes", False: "no"}


class Verdict(Enum):
    """Whether a clock can run for an organisation."""

    CAN = "can"
    NOT_SAID = "not-said"
    """It depends on something the organisation has not said."""
    CANNOT = "cannot"


@dataclass(frozen=True)
class Ground:
    """One key of what a clock asks for, beside what the organisation says."""

    key: str
    wanted: tuple[str, ...]
    said: tuple[str, ...] | None

    @property
    def verdict(self) -> Verdict:
        """Whether what is said is what is asked for."""
        if self.said is None:
            return Verdict.NOT_SAID
        if any(map(self.is_met_by, self.said)):
            return Verdict.CAN
        return Verdict.NOT_SAID if any(map(self._leaves_open, self.said)) else Verdict.CANNOT

    def is_met_by(self, given: str) -> bool:
        """Whether a word of the organisation is one of those asked for."""
        return any(_covers(want, given) for want in self.wanted)

    def _leaves_open(self, given: str) -> bool:
        """Whether a federation is named where a state decides, and none of its states is."""
        within = f"{given}-"
        return any(want.startswith(within) for want in self.wanted) and not any(
            word.startswith(within) for word in self.said or ()
        )


@dataclass(frozen=True)
class Standing:
    """What becomes of one clock, and the grounds for it: all of them where it can run, else those that decide."""

    verdict: Verdict
    grounds: tuple[Ground, ...]


def standing(organisation: Organisation, wants: Iterable[Want]) -> Standing:
    """Holds an organisation against what a clock asks for."""
    grounds = tuple(Ground(key, wanted, organisation.said(key)) for key, wanted in wants)
    for verdict in (Verdict.CANNOT, Verdict.NOT_SAID):
        if deciding := tuple(ground for ground in grounds if ground.verdict is verdict):
            return Standing(verdict, deciding)
    return Standing(Verdict.CAN, grounds)


def _covers(wanted: str, given: str) -> bool:
    """The law of a federation or of the Union holds in its states, not the other way round."""
    return given == wanted or given.startswith(f"{wanted}-") or (wanted == "EU" and given in MEMBER_STATES)
