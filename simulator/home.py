"""Where libraries, records and the ledger of corrective actions lie."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from simulator.errors import TabletopError
from simulator.files import real

_PACKAGE = Path(__file__).parent


def is_library(folder: Path) -> bool:
    """Whether a folder holds content: it has ``scenarios/`` or ``playbooks/``."""
    return (folder / "scenarios").is_dir() or (folder / "playbooks").is_dir()


def bundled() -> Path:
    """The content that came with the program: inside an installed package, or at the root of a checkout."""
    inside = _PACKAGE / "library"
    return inside if is_library(inside) else _PACKAGE.parent


def is_installed(path: Path) -> bool:
    """Whether a file came inside the installed program and goes with it when that is updated."""
    return real(path).is_relative_to(real(_PACKAGE / "library"))


def libraries(given: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The libraries, the first that has an id winning: those given, the working folder, the bundled one.

    Idempotent: given its own result it returns the same. Raises TabletopError for a given folder that is not a library.
    """
    by_real_path: dict[Path, Path] = {}
    for folder in given:
        if not is_library(folder):
            raise TabletopError(
                "{folder} is not a library: it has neither a scenarios nor a playbooks folder", folder=folder
            )
        by_real_path.setdefault(real(folder), folder)
    for folder in (Path(), bundled()):
        if is_library(folder):
            by_real_path.setdefault(real(folder), folder)
    return tuple(by_real_path.values())


def own(folders: Sequence[Path]) -> tuple[Path, ...]:
    """The libraries that are the user's: without the bundled one, unless one works in it."""
    return tuple(folder for folder in folders if real(folder) != real(bundled()) or real(folder) == Path.cwd())


def records(given: Path | None = None) -> Path:
    """The folder of records: the one given, else ``records`` in a working folder with content, else the user's own.

    The folder need not exist yet. Raises TabletopError where the user has no home folder.
    """
    if given is not None:
        return given
    if is_library(Path()):
        return Path("records")
    from platformdirs import user_data_path

    try:
        folder = user_data_path("tabletop", appauthor=False) / "records"
    except (RuntimeError, KeyError):
        folder = Path()
    if not folder.is_absolute():  # a user whom the system does not know, as in a container
        raise TabletopError("you have no home folder: say where records are kept (--records DIR)")
    return folder


def ledger(records: Path) -> Path:
    """The file that tracks corrective actions over all exercises."""
    return records / "ledger.jsonl"
