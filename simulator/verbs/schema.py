"""``tabletop schema``: the JSON Schema of a kind of file, for editors."""

from __future__ import annotations

import json

from simulator.content.schema import schema as schema_of


def schema(*, kind: str, language: str = "en") -> int:
    """Prints it; ``language`` is for errors, which the command line prints."""
    print(json.dumps(schema_of(kind), ensure_ascii=False, indent=2))
    return 0
