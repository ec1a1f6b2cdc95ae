"""Shared by all tests: async ones run without a plugin, nobody's own library is looked at, ours is read once."""

from __future__ import annotations

import asyncio
import gc
import inspect
import os
from itertools import count
from pathlib import Path
from shutil import disk_usage
from typing import Any

import pytest
from hypothesis import settings

from simulator.content.library import Library
from simulator.content.reading import LoadedItem
from tests.loop import ImpatientLoop

MEMORY = Path("/dev/shm")
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and disk_usage(MEMORY).free > 1 << 28:
    # A record is synced at every move: thousands of waits for a disk, and no test can see what they are for.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")

ROOT = Path(__file__).parent.parent


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than cores: now and then a test waits for the disk or for another process."""
    return (os.cpu_count() or 1) + 1


def pytest_sessionfinish() -> None:
    """Looks once for what was left in circles; pytest would go through everything that lives five times over."""
    gc.collect()
    gc.freeze()


# What is left in circles is little, and a test is soon over: looking for it after every 700 things costs a tenth.
gc.set_threshold(5_000, 50, 100)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Runs ``async def`` tests."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    wanted = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    with asyncio.Runner(loop_factory=ImpatientLoop) as runner:
        runner.run(pyfuncitem.obj(**wanted))
    return True


_numbers = count()


@pytest.fixture
def tmp_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the test's own. pytest's renews a link beside each, which takes longer than most tests."""
    folder = tmp_path_factory.getbasetemp() / str(next(_numbers))
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def _own_home(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records go to a folder of the test's own, which is there if the test asks for one or writes any."""
    asked = "tmp_path" in request.fixturenames
    home = request.getfixturevalue("tmp_path") if asked else tmp_path_factory.getbasetemp() / str(next(_numbers))
    monkeypatch.setenv("TABLETOP_RECORDS", str(home / "records"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.delenv("TABLETOP_LIBRARY", raising=False)


_read = Library.items
_kept: dict[Path, tuple[LoadedItem[Any], ...]] = {}
_BUNDLED = (f"{ROOT / 'scenarios'}{os.sep}", f"{ROOT / 'playbooks'}{os.sep}")


def _read_once(library: Library, path: Path) -> tuple[LoadedItem[Any], ...]:
    """Each verb reads the library that came with the program: half a second, and tests call hundreds of verbs.

    No test writes to these files, and what was read of one is a value. Some are read before the first test.
    """
    if path not in library._read and str(path.absolute()).startswith(_BUNDLED):
        if path not in _kept:
            _kept[path] = _read(library, path)
        library._read[path] = _kept[path]
    return _read(library, path)


Library.items = _read_once  # type: ignore[assignment, method-assign]
