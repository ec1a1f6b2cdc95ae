"""Makes machine code of the rooms where a study spends its time, if there is a C compiler; if not, all stays Python.

The modules are the same either way, unchanged: mypyc translates what mypy has checked. An editable install stays
Python, so that a change is seen at once.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# No class of these has a base from another package: when the package is built none is there, and mypyc would lay out
# an instance of an unknown base wrongly.
HOT = [
    "simulator/plan/readiness.py",
    "simulator/plan/specs.py",
    "simulator/study/why.py",
    "simulator/world/calendar.py",
    "simulator/world/dispatcher.py",
    "simulator/world/availability.py",
    "simulator/world/run.py",
    "simulator/world/staff.py",
    "simulator/world/swift.py",
    "simulator/world/work.py",
]


class Compiled(BuildHookInterface[BuilderConfig]):
    """Puts the compiled modules beside their sources in the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles in a folder of its own, and takes along what comes of it."""
        if version == "editable":
            return
        self.folder = TemporaryDirectory()
        place = Path(self.folder.name)
        shutil.copytree(Path(self.root) / "simulator", place / "simulator")
        command = [sys.executable, "-m", "mypyc", "--ignore-missing-imports", *HOT]
        done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
        made = sorted(place.glob("*.so")) + sorted(place.glob("simulator/**/*.so"))
        made += sorted(place.glob("*.pyd")) + sorted(place.glob("simulator/**/*.pyd"))
        if done.returncode or not made:
            last = (done.stderr or done.stdout).strip().rpartition("\n")[2]
            self.app.display_warning(f"not compiled, studies will take twice as long: {last}")
            return
        build_data["pure_python"], build_data["infer_tag"] = False, True
        build_data["force_include"] |= {str(path): path.relative_to(place).as_posix() for path in made}

    def finalize(self, _version: str, _build_data: dict[str, Any], _artifact: str) -> None:
        """The wheel is written; what it was made of can go."""
        if hasattr(self, "folder"):
            self.folder.cleanup()
