"""What a pack says of itself: the exercise, its record, and every file in it with its sha256."""

from __future__ import annotations

import json
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from simulator.model.base import Value

FORMAT: Literal["tabletop-pack"] = "tabletop-pack"
MANIFEST, SIGNATURE = "manifest.json", "manifest.json.sig"
RECORD = "record.jsonl"
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Consent = Literal["name", "text"]
"""What its owner lets others tell of it who gather several: the organisation's name, what people wrote."""
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
"""Of a file: no folders, so that none can lead out of the one it is unpacked to."""


class Packed(Value):
    """One file."""

    name: Name
    sha256: Sha256
    bytes: Annotated[int, Field(ge=0)]


class PackedRecord(Value):
    """The record that everything was made of."""

    lines: Annotated[int, Field(ge=1)]
    head_hash: Sha256
    closed: bool
    """Else lines may have been added since."""
    included: bool
    """Left out where free texts are."""
    left_out: Annotated[int, Field(ge=0)] | None = None
    """Free texts that the files do without; None where none was left out."""


class Manifest(Value):
    """Everything in a pack but itself and its signature."""

    format: Literal["tabletop-pack"] = FORMAT
    version: Literal[1] = 1
    tool: str
    scenario: str
    held: str
    """A day; empty where the record does not say."""
    record: PackedRecord
    consent: tuple[Consent, ...] = ()
    organisation: str = ""
    """Where it may be told."""
    files: Annotated[tuple[Packed, ...], Field(min_length=1, max_length=100)]

    def written(self) -> bytes:
        """As it stands in the pack: the same bytes for the same value."""
        silent = {name for name in ("consent", "organisation") if not getattr(self, name)}
        return (json.dumps(self.model_dump(mode="json", exclude=silent), ensure_ascii=False, indent=2) + "\n").encode()
