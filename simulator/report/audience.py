"""For whom a report can be: names only, so that they can be offered before anything is loaded."""

from __future__ import annotations

from typing import Literal, get_args

Audience = Literal["whole", "board", "director", "team", "auditor", "authority", "ministry"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
WITHOUT_FREE_TEXT: frozenset[Audience] = frozenset({"authority"})
"""Whose report never holds what people wrote in their own words, but for the corrective actions agreed."""
