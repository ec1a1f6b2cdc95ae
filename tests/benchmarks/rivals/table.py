"""The one table."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """A line of the table; empty where there is nothing to say."""

    name: str
    ours: str = ""
    theirs: str = ""
    ratio: str = ""
    bar: str = ""
    holds: bool | None = None
    note: str = ""

    def __str__(self) -> str:
        verdict = "" if self.holds is None else "holds" if self.holds else "MISSED"
        line = f"{self.name:<44} {self.ours:>14} {self.theirs:>14} {self.ratio:>7} {self.bar:>8}  {verdict:<6}"
        return f"{line} {self.note}".rstrip()


HEAD = "\n".join((str(Row("beside", "ours", "theirs", "ratio", "bar")), "-" * 99))
