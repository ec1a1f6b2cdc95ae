"""In which runs a clock counted and was met: a bit a run, so that another study can be held against it run by run."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ByRun:
    """The runs of a study in order, as bits (the first run is the highest bit of the first byte) in base64."""

    runs: int
    counted_in: str
    met_in: str

    @classmethod
    def of(cls, counted: Flags, met: Flags) -> ByRun:
        """What is kept of a clock that was judged."""
        return cls(len(met), _packed(counted), _packed(met))

    @property
    def counted(self) -> Flags:
        """Whether the clock started and did not become void, run by run. ValueError where the text is no such bits."""
        return _flags(self.counted_in, self.runs)

    @property
    def met(self) -> Flags:
        """Whether it was met, run by run. ValueError where the text is no such bits."""
        return _flags(self.met_in, self.runs)


def _packed(flags: Flags) -> str:
    return b64encode(np.packbits(flags).tobytes()).decode("ascii")


def _flags(text: str, runs: int) -> Flags:
    bits = np.frombuffer(b64decode(text, validate=True), dtype=np.uint8)
    if len(bits) != -(-runs // 8):
        raise ValueError(f"{len(bits)} bytes for {runs} runs")
    return np.unpackbits(bits, count=runs).astype(np.bool_)
