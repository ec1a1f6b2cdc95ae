"""Shared by all tests: async tests run without a plugin, and nobody's own library is looked at."""

from __future__ import annotations

import asyncio
import gc
import inspect
import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.loop import ImpatientLoop

settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")

ROOT = Path(__file__).parent.parent


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than cores: now and then a test waits for the disk or for another process."""
    return (os.cpu_count() or 1) + 1


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


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records go to a folder of the test's own."""
    monkeypatch.setenv("TABLETOP_RECORDS", str(tmp_path / "records"))
    monkeypatch.delenv("TABLETOP_LIBRARY", raising=False)
