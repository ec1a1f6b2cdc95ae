"""Makes machine code of the rooms where a study spends its time, if there is a C compiler; if not, all stays Python.

The modules are the same either way, unchanged: mypyc translates what mypy has checked. An editable install stays
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

# No class of these has a base from another package: when the package is built none is there, and mypyc would lay out
# an instance of an unknown base wrongly.
HOT = [
    "simulator/plan/readiness.py",
    "simulator/plan/specs.py",
    "simulator/study/why.py",
    "simulator/timeline/walk.py",
    "simulator/world/calendar.py",
    "simulator/world/dispatcher.py",
    "simulator/world/lacking.py",
    "simulator/world/open_clocks.py",
    "simulator/world/availability.py",
    "simulator/world/run.py",
    "simulator/world/staff.py",
    "simulator/world/swift.py",
    "simulator/world/work.py",
]


LONGEST = 200
"""Characters of the reason that is told; a compiler may answer with its whole command."""

SETUP = """
from mypyc.build import mypycify
from setuptools import setup

options = ["--follow-imports=silent", "--ignore-missing-imports"]
modules = mypycify([*options, *{hot!r}], debug_level="0", group_name="simulator.compiled")
setup(name="compiled", ext_modules=modules)
"""
"""What the hot modules import is read for its types only: those packages may be absent where this one is built. The
group's name says where the code that they share lies, and keeps it out of the top of site-packages."""


class Compiled(BuildHookInterface[BuilderConfig]):
    """Puts the compiled modules beside their sources in the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles in a folder of its own, and takes along what comes of it."""
        if version == "editable":
            return
        self.folder = TemporaryDirectory()
        place = Path(self.folder.name)
        shutil.copytree(Path(self.root) / "simulator", place / "simulator")
        (place / "setup.py").write_text(SETUP.format(hot=HOT), "utf-8")
        done = _compiled(place)
        made = sorted(path for suffix in ("so", "pyd") for path in place.glob(f"simulator/**/*.{suffix}"))
        if done.returncode or not made:
            told = "not compiled (is there a C compiler?), so studies take twice as long"
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
