"""How a value is written in a file, for the schemas that editors read; parsers stay the authority."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import WithJsonSchema


def written_as(pattern: str) -> Any:
    """The type of a text that looks so."""
    return Annotated[str, WithJsonSchema({"type": "string", "pattern": pattern})]
