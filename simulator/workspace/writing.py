"""A file appears whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import mkstemp

from simulator.errors import TabletopError, why


def write_whole(path: Path, content: bytes) -> None:
    """Writes beside the target, then puts it in its place; who may read it stays as it was.

    TabletopError where that fails; nothing has changed then.
    """
    fresh = ""
    try:
        number, fresh = mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            if path.exists():
                os.fchmod(file.fileno(), path.stat().st_mode & 0o7777)
            os.fsync(file.fileno())
        os.replace(fresh, path)
    except OSError as error:
        if fresh:
            Path(fresh).unlink(missing_ok=True)
        raise TabletopError("{path} cannot be written: {reason}", path=path, reason=why(error)) from None
