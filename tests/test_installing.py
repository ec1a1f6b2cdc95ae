"""What `pip install .` gives people: built as pip builds, in an environment of its own that holds nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from hatch_build import HOT, reason
from tests.conftest import ROOT

IN_VAIN = """\
building 'simulator.world.kernel.kernel' extension
/opt/cc -Wsign-compare -fPIC -Werror -c build/kernel.c -o build/kernel.o
error: [Errno 2] No such file or directory: '/opt/cc'
"""
"""What setuptools says where the compiler that it looks for is not there."""


def built(folder: Path, **environment: str) -> tuple[Path, str]:
    """The wheel, and what pip says where it is asked to say everything."""
    command = [sys.executable, "-m", "pip", "wheel", "--verbose", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | environment)
    (made,) = folder.glob("*.whl")
    return made, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("wheel"))[0]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("cc") is None, reason="there is no C compiler: the wheel is plain Python")
def test_a_wheel_is_compiled_where_there_is_a_compiler(wheel: Path) -> None:
    assert not wheel.name.endswith("-none-any.whl")
    with ZipFile(wheel) as held:
        compiled = {name.split(".")[0] for name in held.namelist() if name.endswith((".so", ".pyd"))}
    assert "simulator/world/kernel/kernel" in compiled
    assert all(name.startswith("simulator/") for name in compiled), "nothing lies beside the package"


def test_the_reason_is_the_first_error_and_not_the_command_that_was_tried() -> None:
    done = subprocess.CompletedProcess([], 1, "creating build\n", IN_VAIN)
    assert reason(done) == "error: [Errno 2] No such file or directory: '/opt/cc'"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("cc") is None, reason="there is no C compiler: the wheel is plain Python")
def test_every_compiled_module_can_be_imported(wheel: Path, tmp_path: Path) -> None:
    """What is built need not load: a number that nothing in Python gives is missed only when a module is imported."""
    with ZipFile(wheel) as held:
        held.extractall(tmp_path)
    modules = [path.removesuffix(".py").replace("/", ".") for path in HOT]
    code = (
        f"from importlib import import_module; print(*(import_module(name).__file__ for name in {modules}), sep='\\n')"
    )
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONSAFEPATH": "1"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    files = done.stdout.splitlines()
    assert len(files) == len(HOT)
    assert all(file.startswith(str(tmp_path)) and file.endswith((".so", ".pyd")) for file in files)


@pytest.mark.slow
def test_without_a_compiler_a_wheel_is_plain_python_and_the_build_says_why(tmp_path: Path) -> None:
    made, said = built(tmp_path, CC="/nonexistent")
    assert made.name.endswith("-none-any.whl")
    assert "not compiled (is there a C compiler?)" in said
    assert "'/nonexistent'" in said
    assert "-Werror" not in said.partition("not compiled")[2].splitlines()[0]


@pytest.mark.slow
def test_the_same_sources_give_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    assert sha256(built(tmp_path)[0].read_bytes()).hexdigest() == sha256(wheel.read_bytes()).hexdigest()


@pytest.mark.slow
def test_a_wheel_holds_the_library_and_tells_its_types(wheel: Path) -> None:
    with ZipFile(wheel) as held:
        names = set(held.namelist())
    assert "simulator/py.typed" in names
    assert any(name.startswith("simulator/library/scenarios/") for name in names)
