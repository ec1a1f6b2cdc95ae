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


def records(given: Path | None = None) -> tuple[Path, ...]:
    """Folders of records: where the next one goes, then where else earlier ones lie.

    The one given, alone; else ``records`` in a working folder with content, and the user's own
    (``user_data_path("tabletop")/records``: ``~/.local/share/tabletop/records`` on Linux). A working folder without
    content is only looked in. They need not exist yet. Raises TabletopError where there is none, as the user has no
    home folder.
    """
    if given is not None:
        return (given,)
    here, own = Path("records"), _own_records()
    at_work = (here,) if is_library(Path()) or here.is_dir() else ()
    folders = (*at_work, *own) if is_library(Path()) else (*own, *at_work)
    if not folders:
        raise TabletopError("you have no home folder: say where records are kept (--records DIR)")
    return tuple({real(folder): folder for folder in reversed(folders)}.values())[::-1]


def _own_records() -> tuple[Path, ...]:
    """The user's own folder; none for a user whom the system does not know, as in a container."""
    from platformdirs import user_data_path

    try:
        folder = user_data_path("tabletop", appauthor=False) / "records"
    except (RuntimeError, KeyError):
        return ()
    return (folder,) if folder.is_absolute() else ()


def cache_folder() -> Path | None:
    """Where things are kept that can be made again (``~/.cache/tabletop`` on Linux); None without a home folder."""
    from platformdirs import user_cache_path

    try:
        folder = user_cache_path("tabletop", appauthor=False)
    except (RuntimeError, KeyError):
        return None
    return folder if folder.is_absolute() else None


def ledger(records: Path) -> Path:
    """The file that tracks corrective actions over all exercises."""
    return records / "ledger.jsonl"


def report_fields(records: Path) -> Path:
    """The file that keeps what was filled in for reports of these records."""
    return records / "report-fields.yaml"
