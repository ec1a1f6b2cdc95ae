"""Makes machine code of the kernel, in which a study spends its time, if there is a C compiler; else all stays Python.

Its modules are plain Python; a ``.pxd`` beside each names the machine's types for Cython. An editable install stays
Python, so that a change is seen at once.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import shorten
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

KERNEL = "simulator/world/kernel"
ROOT = Path(__file__).parent
HOT = sorted(types.relative_to(ROOT).with_suffix(".py").as_posix() for types in (ROOT / KERNEL).glob("*.pxd"))
"""What is compiled: all that has its types beside it."""

CHECKED = "TABLETOP_CHECKED"
"""The variable that asks for a kernel which says so where it reads or writes beside a column."""

LONGEST = 200
"""Characters of the reason that is told; a compiler may answer with its whole command."""

SETUP = """
from Cython.Build import cythonize
from setuptools import Extension, setup
from subprocess import run
from sys import executable, platform

def machine_code(path):
    name = path.removesuffix(".py").removesuffix(".c").replace("/", ".")
    return Extension(name, [path], extra_compile_args=[] if platform == "win32" else ["-O3", "-g0"])

shared = "simulator/world/kernel/_shared"
run([executable, "-m", "cython", f"--generate-shared={{shared}}.c"], check=True)
modules = cythonize(
    [machine_code(path) for path in {hot!r}],
    compiler_directives={directives!r},
    shared_utility_qualified_name=machine_code(f"{{shared}}.c").name,
)
setup(name="compiled", packages=[], ext_modules=[*modules, machine_code(f"{{shared}}.c")])
"""

DIRECTIVES = {
    "language_level": 3,
    # Local variables have the types of what is assigned to them; annotations are for mypy.
    "infer_types": True,
    "annotation_typing": False,
    # Whether every place in a column is checked, which costs a third of the kernel's speed: its tests run so.
    "boundscheck": CHECKED in os.environ,
    # No place is counted from the end.
    "wraparound": False,
    "initializedcheck": False,
    "cdivision": True,
    "emit_code_comments": False,
}


class Compiled(BuildHookInterface[BuilderConfig]):
    """Puts the compiled modules beside their sources in the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles in a folder of its own, and takes along what comes of it."""
        if version == "editable":
            return
        self.folder = TemporaryDirectory()
        place = Path(self.folder.name)
        shutil.copytree(Path(self.root) / "simulator", place / "simulator")
        (place / "setup.py").write_text(SETUP.format(hot=HOT, directives=DIRECTIVES), "utf-8")
        done = _compiled(place)
        made = sorted(path for suffix in ("so", "pyd") for path in place.glob(f"simulator/**/*.{suffix}"))
        if done.returncode or not made:
            told = "not compiled (is there a C compiler?), so studies take many times as long"
            self.app.display_warning(f"{told}: {shorten(reason(done), LONGEST)}")
            return
        build_data["pure_python"], build_data["infer_tag"] = False, True
        build_data["force_include"] |= {str(path): path.relative_to(place).as_posix() for path in made}

    def finalize(self, _version: str, _build_data: dict[str, Any], _artifact: str) -> None:
        """The wheel is written; what it was made of can go."""
        if hasattr(self, "folder"):
            self.folder.cleanup()


def _compiled(place: Path) -> subprocess.CompletedProcess[str]:
    """Stripped and without a trace of the folder, so that the same sources give the same bytes."""
    flags = (
        {}
        if sys.platform in ("win32", "darwin")
        else {"LDFLAGS": f"{os.environ.get('LDFLAGS', '')} -s -Wl,--build-id=none"}
    )
    command = [sys.executable, "setup.py", "build_ext", "--inplace"]
    return subprocess.run(command, cwd=place, env=os.environ | flags, capture_output=True, text=True, check=False)


_WRONG = re.compile(r"\b(fatal error|error|\w+Error|not found|cannot find)\b[:\s]", re.IGNORECASE)
_A_COMMAND = re.compile(r"\s-[A-Za-z]")


def reason(done: subprocess.CompletedProcess[str]) -> str:
    """The first line that says what went wrong: the last ones only tell who gave up, commands only what was tried."""
    said = [line.strip() for line in f"{done.stdout}\n{done.stderr}".splitlines() if line.strip()]
    wrong = (line for line in said if _WRONG.search(line) and not _A_COMMAND.search(line))
    return next(wrong, said[-1] if said else f"the compiler ended with {done.returncode}")
