"""What `pip install .` gives people: built as pip builds, in an environment of its own that holds nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow


def wheel_in(folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wheel_in(tmp_path_factory.mktemp("wheel"))


@pytest.mark.skipif(shutil.which("cc") is None, reason="there is no C compiler: the wheel is plain Python")
def test_a_wheel_is_compiled_where_there_is_a_compiler(wheel: Path) -> None:
    assert not wheel.name.endswith("-none-any.whl")
    with ZipFile(wheel) as held:
        compiled = {name.split(".")[0] for name in held.namelist() if name.endswith((".so", ".pyd"))}
    assert "simulator/world/run" in compiled
    assert all(name.startswith("simulator/") for name in compiled), "nothing lies beside the package"


def test_the_same_sources_give_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    assert sha256(wheel_in(tmp_path).read_bytes()).hexdigest() == sha256(wheel.read_bytes()).hexdigest()


def test_a_wheel_holds_the_library_and_tells_its_types(wheel: Path) -> None:
    with ZipFile(wheel) as held:
        names = set(held.namelist())
    assert "simulator/py.typed" in names
    assert any(name.startswith("simulator/library/scenarios/") for name in names)
